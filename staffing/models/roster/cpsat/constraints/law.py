"""Limits of the law (see :mod:`staffing.models.roster.arrays.law`): banned candidates are 0; caps on paid minutes and days of a week.

sum over the days of the plan's part of a calendar week of paid minutes * x <= minutes;    sum of x <= days
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from staffing.models.roster.arrays.crew import calendar_weeks
from staffing.models.roster.arrays.law import is_banned
from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "LAW"


def add(model: RosterModel) -> None:
    """Add the bans and caps of every rule of law, each under the rule's own id."""
    problem = model.problem
    law, cat, plan = problem.policy.law, problem.catalogue, problem.plan
    if not (law.bans or law.weeks):
        return
    weeks = calendar_weeks(plan)
    for a in model.agents:
        agent = plan.agents[a].id
        for ban in law.bans.get(agent, ()):
            for d, day in enumerate(plan.grid.calendar):
                for c in model.at(a, d):
                    o = c.option
                    if is_banned(ban, int(cat.start_minute[o]), int(cat.end_minute[o]), day, int(cat.paid_minutes[o])):
                        model.forbid(model.name(ban.rule, a, d), c)
        for first, last in weeks:
            for cap in law.weeks.get((agent, first), ()):
                week = [c for d in range(first, last + 1) for c in model.at(a, d)]
                if cap.days is not None:
                    model.at_most(model.name(cap.rule, a, first), literals(week), cap.days)
                if cap.minutes is not None and week:
                    paid = cp_model.LinearExpr.weighted_sum(literals(week), [int(cat.paid_minutes[c.option]) for c in week])
                    model.model.add(paid <= cap.minutes).with_name(model.name(cap.rule, a, first))
