"""The tour program against every tour there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from math import inf

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from staffing.domain.grid import is_night
from staffing.domain.people import Contract, Leave, Worked
from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.pricing.fairness import tour_table
from staffing.models.roster.pricing.tours import best_tour

PlanMaker = Callable[..., Plan]
MONDAY = date(2026, 11, 30)


def stints(plan: Plan, problem: Problem, tour: tuple[int, ...]) -> list[tuple[int, int, bool, int]]:
    """(start, end, own, rest days after) of a tour, worked duties first."""
    cat = problem.catalogue
    before = [
        (w.start, w.end, False, plan.shift_by_name[w.shift].rest_days_after if w.shift in plan.shift_by_name else 0) for w in plan.worked
    ]
    own = [
        (int(cat.start_minute[o]), int(cat.end_minute[o]), True, plan.shifts[cat.options.shift[o]].rest_days_after) for o in tour if o >= 0
    ]
    return sorted(before + own)


def legal(plan: Plan, problem: Problem, tour: tuple[int, ...]) -> bool:
    """Every rule on one agent's sequence, written down once more."""
    p, grid, cat = problem.policy, plan.grid, problem.catalogue
    line = stints(plan, problem, tour)
    days = [grid.day(s) for s, *_ in line]
    run = nights = 0
    for k, (start, end, own, _) in enumerate(line):
        apart = (days[k] - days[k - 1]).days if k else 99
        before = nights
        run = run + 1 if apart == 1 else 1
        night = is_night(grid, start, end)
        nights = (nights + 1 if apart == 1 else 1) if night else 0
        if not own:
            continue
        if k:
            gap = start - line[k - 1][1]
            if gap < (p.min_gap_minutes or 0):
                return False
            if p.after_run_of is not None and before >= p.after_run_of and nights <= 1 and gap < p.rest_minutes:
                return False
        if p.max_days is not None and run > p.max_days:
            return False
        if p.max_nights is not None and nights > p.max_nights:
            return False
        if p.rest_days:
            for j in range(k):
                if 0 < (days[k] - days[j]).days <= line[j][3]:
                    return False
    contract = plan.contracts[0]
    week = plan.grid.first_day - timedelta(days=plan.grid.first_day.weekday())
    while week < grid.end_day:
        inside = [d for d in grid.calendar if week <= d < week + timedelta(days=7)]
        away = sum(d in plan.leave_days.get("A0", ()) for d in inside)
        low = contract.min_minutes_per_week * len(inside) / 7 - contract.normal_minutes_per_week / 5 * away
        paid = sum(int(cat.paid_minutes[o]) for o in tour if o >= 0 and grid.calendar[cat.day[o]] in inside)
        if not low - 1e-9 <= paid <= contract.max_minutes_per_week:
            return False
        if p.min_days_off is not None and 7 - len({d for d in days if week <= d < week + timedelta(days=7)}) < p.min_days_off:
            return False
        week += timedelta(days=7)
    return True


def cost_of(plan: Plan, problem: Problem, tour: tuple[int, ...], values: np.ndarray) -> float:
    """Wage, allowance, overtime and changes of start, less what the options earn."""
    cat, people = problem.catalogue, problem.people
    total = sum(float(people.cost[0, o] - values[o]) for o in tour if o >= 0)
    contract = plan.contracts[0]
    weeks: dict[date, int] = {}
    for o in tour:
        if o >= 0:
            day = plan.grid.calendar[cat.day[o]]
            monday = day - timedelta(days=day.weekday())
            weeks[monday] = weeks.get(monday, 0) + int(cat.paid_minutes[o])
    total += sum(plan.prices.overtime_per_hour * 10_000 * max(0, m - contract.normal_minutes_per_week) / 60 for m in weeks.values())
    for a, b in pairwise(tour):
        if a >= 0 and b >= 0:
            apart = abs(int(cat.clock[a]) - int(cat.clock[b]))
            total += problem.start_change * (min(apart, 1440 - apart) > 120)
    return total


def every_tour(problem: Problem) -> list[tuple[int, ...]]:
    """All sequences of allowed options and days off."""
    ptr = problem.catalogue.options.ptr
    allowed = np.isfinite(problem.people.cost[0])
    choices = [[-1, *(o for o in range(ptr[d], ptr[d + 1]) if allowed[o])] for d in range(problem.days)]
    return list(product(*choices))


@st.composite
def tiny_plans(draw: st.DrawFn) -> dict[str, object]:
    """Arguments of a plan of one agent: two or three shifts, rules, leave and last week."""
    shifts = [
        Shift("D", 480, 480, 60, draw(st.sampled_from([360, 480]))),
        Shift("N", 1260, 1260, 60, 540, rest_days_after=draw(st.integers(0, 1))),
    ]
    if draw(st.booleans()):
        shifts.append(Shift("L", 840, 840, 60, draw(st.sampled_from([480, 1500]))))
    first = MONDAY + timedelta(days=draw(st.integers(0, 6)))
    rules: dict[str, dict[str, object]] = {
        "POL-RUN-01": {"max_days": draw(st.integers(2, 4))},
        "POL-NIGHT-01": {"max_nights": draw(st.integers(1, 3))},
        "POL-NIGHT-02": {"after_run_of": draw(st.integers(1, 3)), "rest_minutes": draw(st.sampled_from([1500, 2880]))},
        "POL-OFF-01": {"min_days_off": draw(st.integers(1, 3))},
        "POL-REST-01": {"min_gap_minutes": draw(st.sampled_from([480, 660, 900]))},
    }
    for rule in draw(st.sets(st.sampled_from(sorted(rules)), max_size=2)):
        rules[rule]["enabled"] = False
    worked = []
    for back in range(draw(st.integers(0, 4)), 0, -1):
        night = draw(st.booleans())
        start = -1440 * back + (1260 if night else 480)
        worked.append(Worked("A0", start, start + (540 if night else 480), "N" if night else "D"))
    low = draw(st.sampled_from([0, 480, 960]))
    leave = (Leave("A0", first + timedelta(days=2), first + timedelta(days=2)),) if draw(st.booleans()) else ()
    contract = Contract("c", "standard", low, 1200, draw(st.sampled_from([1500, 3000])))
    return {
        "agents": 1, "days": draw(st.integers(3, 6)), "first_day": first, "shifts": tuple(shifts), "rules": rules, "worked": tuple(worked),
        "leave": leave, "contract": contract,
    }  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=tiny_plans(), seed=st.integers(0, 1000))
def test_finds_the_cheapest_legal_tour(
    make_plan: PlanMaker, need: Callable[..., Requirement], arguments: dict[str, object], seed: int
) -> None:
    plan = make_plan(**arguments)
    problem = build_problem(plan, need(plan))
    values = np.random.default_rng(seed).integers(0, 6_000_000, len(problem.catalogue.day)).astype(float)
    found = np.empty(problem.days, dtype=np.int64)
    cost = best_tour(
        problem.catalogue.options, problem.automata, problem.people, problem.scratch(), problem.start_change, 0, values, np.empty(0), found
    )
    tours = [t for t in every_tour(problem) if legal(plan, problem, t)]
    best = min((cost_of(plan, problem, t, values) for t in tours), default=inf)
    assert cost == pytest.approx(best)
    if tours:
        chosen = tuple(int(o) for o in found)
        assert legal(plan, problem, chosen)
        assert cost_of(plan, problem, chosen, values) == pytest.approx(best)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=tiny_plans(), seed=st.integers(0, 1000))
def test_counts_nights_and_weekends(
    make_plan: PlanMaker, need: Callable[..., Requirement], arguments: dict[str, object], seed: int
) -> None:
    plan = make_plan(**(arguments | {"agents": 2}))
    problem = build_problem(plan, need(plan))
    values = np.random.default_rng(seed).integers(0, 6_000_000, len(problem.catalogue.day)).astype(float)
    table = np.empty((problem.most_nights + 1) * (problem.most_weekends + 1))
    tour_table(
        problem.catalogue.options,
        problem.counting,
        problem.counters,
        problem.counter_scratch(),
        problem.start_change,
        0,
        values,
        np.empty(0),
        table,
    )
    expected = np.full_like(table, inf)
    alone = replace(plan, agents=plan.agents[:1])
    for t in every_tour(problem):
        if legal(alone, problem, t):
            worked = [o for o in t if o >= 0]
            n = min(int(problem.catalogue.is_night[worked].sum()), problem.most_nights)
            m = min(int(problem.catalogue.is_weekend[worked].sum()), problem.most_weekends)
            y = n * (problem.most_weekends + 1) + m
            expected[y] = min(expected[y], cost_of(plan, problem, t, values))
    assert table == pytest.approx(expected)


def test_a_ban_removes_exactly_its_pair(make_plan: PlanMaker, need: Callable[..., Requirement]) -> None:
    """Every pair of options on two days: the program allows it exactly where eleven hours lie between."""
    shifts = (Shift("D", 360, 1200, 120, 480), Shift("N", 1260, 1380, 60, 600))
    plan = make_plan(agents=1, days=2, shifts=shifts)
    problem = build_problem(plan, need(plan))
    cat, found = problem.catalogue, np.empty(2, dtype=np.int64)
    scratch = problem.scratch()
    for a in range(cat.options.ptr[1]):
        for b in range(cat.options.ptr[1], cat.options.ptr[2]):
            extra = np.full(len(cat.day), np.inf)
            extra[[a, b]] = -1e9
            best_tour(cat.options, problem.automata, problem.people, scratch, problem.start_change, 0, np.zeros(len(extra)), extra, found)
            both = tuple(found) == (a, b)
            assert both == (cat.start_minute[b] - cat.end_minute[a] >= 660)
    nights = [o for o in range(len(cat.day)) if cat.is_night[o]]
    assert nights  # night after night is among the pairs that must stay allowed
