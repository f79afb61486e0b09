"""CON-HOURS-01: low <= sum over the days of a calendar week of paid minutes * x <= high; and the overtime term.

The minimum is scaled by days inside the plan / 7, then lowered by normal / 5 for each leave day inside. Overtime v >= sum - normal, v >=
0, costs its price per hour.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from staffing.models.roster.arrays.crew import calendar_weeks, hour_limits
from staffing.models.roster.cpsat.model import GRAIN, RosterModel, literals

RULE = "CON-HOURS-01"


def add(model: RosterModel) -> None:
    """Add the rule and the term."""
    problem = model.problem
    plan, paid_of = problem.plan, problem.catalogue.paid_minutes
    for a in model.agents:
        for first, last in calendar_weeks(plan):
            low, high, normal = hour_limits(plan, problem.policy, plan.agents[a], first, last)
            week = [c for d in range(first, last + 1) for c in model.at(a, d)]
            minutes = [int(paid_of[c.option]) for c in week]
            paid = cp_model.LinearExpr.weighted_sum(literals(week), minutes)
            model.model.add_linear_constraint(paid, low, high).with_name(model.name(RULE, a, first))
            if plan.prices.overtime_per_hour > 0 and sum(minutes) > normal:
                over = model.model.new_int_var(0, max(0, high - normal), "")
                model.model.add(over >= paid - normal)
                worked = sum(m for m, c in zip(minutes, week, strict=True) if model.value([c]))
                model.hint(over, min(max(0, worked - normal), max(0, high - normal)))
                model.cost.append(over * round(plan.prices.overtime_per_hour * GRAIN / 60.0))
