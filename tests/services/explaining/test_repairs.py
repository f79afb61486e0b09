"""Repairs of agents, judged by the check, which knows nothing of how they were found."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from staffing.domain.people import Contract, Lock
from staffing.domain.plan import Plan
from staffing.models.roster.conflict.conflicts import all_conflicts
from staffing.services.explaining.changes import apply
from staffing.services.explaining.repairs import repairs
from tests.factories import make_plan, make_requirement, make_shift
from tests.models.roster.judged.tiny import all_tours, legal

SHIFTS = (make_shift("D", "08:00", 480), make_shift("N", "22:00", 480))


def clashing_plan(rng: Random) -> Plan:
    """Three days on which one person is bound to more than some rule allows."""
    low = rng.choice((0, 960, 1440))
    plan = make_plan(
        days=3,
        agents=1,
        interval_minutes=60,
        contracts=(Contract("full-time", "standard", low * 7 // 3, max(2400, low * 7 // 3), 3400),),
        shifts=SHIFTS,
        rules={"POL-RUN-01": {"max_days": rng.choice((1, 2, 6))}},
    )
    days = [plan.grid.first_day + timedelta(days=k) for k in range(3)]
    locks = tuple(Lock("A1", d, rng.choice(("D", "N", ""))) for d in days if rng.random() < 0.7)
    return Plan(**{**vars(plan), "locks": locks})


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
@example(549)  # two clashes of one person: a repair of the first leaves the second
def test_after_each_repair_the_check_passes_some_tour_or_another_clash_is_left(seed: int) -> None:
    plan = clashing_plan(Random(seed))
    requirement = make_requirement(plan)
    for conflict in all_conflicts(plan, requirement):
        found = repairs(plan, requirement, conflict, lambda: False)
        assert found, conflict
        for change in found:
            changed = apply(plan, [change])
            lawful = legal(changed, changed.agents[0], all_tours(changed)).any()
            assert lawful or conflict.rules not in [c.rules for c in all_conflicts(changed, requirement)], change


def test_the_least_loosening_is_told() -> None:
    plan = make_plan(
        days=7,
        agents=1,
        interval_minutes=60,
        contracts=(Contract("full-time", "standard", 2400, 2400, 2400),),
        shifts=SHIFTS[:1],
        rules={"POL-OFF-01": {"min_days_off": 4}},
    )
    requirement = make_requirement(plan)
    (conflict,) = all_conflicts(plan, requirement)
    told = {(c.kind, c.parameter, c.before, c.after) for c in repairs(plan, requirement, conflict, lambda: False)}
    assert ("min-hours", "", 2400, 1440) in told
    assert ("rule", "min_days_off", 4, 2) in told
