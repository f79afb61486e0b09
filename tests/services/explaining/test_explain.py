"""Shortages with a known cure and plans with a known clash, explained from end to end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from staffing.domain.explanation import Explanation, Outcome
from staffing.domain.people import Availability, Contract, Leave, Lock, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.requirement import Requirement
from staffing.models.roster.warm import compile_kernels, tiny_plan
from staffing.services.explaining import explain
from staffing.services.explaining.changes import apply
from staffing.services.pipeline import check_roster, make_roster
from tests.factories import MONDAY, clock, make_agent, make_plan, make_requirement, make_shift

D = make_shift("D", "08:00", 480)
E = make_shift("E", "14:00", 480)
N = make_shift("N", "22:00", 480)
SECONDS = 5.0


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Kernels are compiled before any test with a clock."""
    for speed, interval in ((1.0, 15), (0.8, 30)):
        compile_kernels(*tiny_plan(speed, interval))


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def plan_of(**more: Any) -> Plan:
    return make_plan(**{"agents": 3, "interval_minutes": 60, "contracts": (FREE,), "shifts": (D, E)} | more)


def asking(plan: Plan, agents: float, low: str, high: str, days: int = 7, queue: int = 0) -> Requirement:
    """A need between two clock times on the first days, on one queue."""
    grid = plan.grid
    inside = (grid.interval_clock >= clock(low)) & (grid.interval_clock < clock(high)) & (grid.interval_day < days)
    need = np.zeros((len(plan.queues), grid.length))
    need[queue] = agents * inside
    return make_requirement(plan, need)


FREE = Contract("full-time", "standard", 0, 2400, 2400)


def cured(plan: Plan, requirement: Requirement) -> Explanation:
    """An explanation of a short plan whose figures hold together."""
    found = explain(plan, requirement, time_limit=SECONDS, workers=1)
    assert found.outcome is Outcome.SHORT
    assert found.base is not None
    assert found.base.objective is not None
    assert found.base.bound is not None
    assert found.shortages
    assert found.base.short_hours == pytest.approx(sum(h for _, h in found.short_hours_by_cause), abs=1e-3)
    ranks = [(bool(c.breaks), -(c.saving_per_effort_hour or 0)) for c in found.cures]
    assert ranks == sorted(ranks)
    for cure in found.cures:
        assert cure.saving is not None
        assert cure.saving == pytest.approx(found.base.objective - (cure.priced.objective or 0.0))
        assert cure.saving_at_least == pytest.approx(found.base.bound - (cure.priced.objective or 0.0))
        assert cure.saving_at_least <= cure.saving + 1e-6
        assert cure.saving_at_most is None or cure.saving <= cure.saving_at_most + 1e-6
    return found


def test_longer_hours_come_first_where_the_week_is_too_short() -> None:
    plan = plan_of(agents=1, contracts=(Contract("full-time", "standard", 0, 1440, 1440),), shifts=(D,))
    found = cured(plan, asking(plan, 1, "08:00", "16:00", days=5))
    first = found.cures[0]
    assert (first.change.kind, first.change.contract, first.change.before, first.change.after) == ("max-hours", "full-time", 1440, 1920)
    assert first.proven
    assert first.saving == pytest.approx(8 * (120 + 0.9 * 120) - 8 * (40 + 20))
    assert found.short_hours_by_cause == (("hours", 16.0),)


def test_training_comes_first_where_others_sit_idle() -> None:
    staff = Contract("full-time", "standard", 2400, 2400, 2400)
    agents = [make_agent(f"A{k}", "idle") for k in range(3)] + [make_agent("B", "busy")]
    plan = plan_of(agents=agents, queues=(Queue("idle"), Queue("busy")), contracts=(staff,), shifts=(D,))
    found = cured(plan, asking(plan, 2, "08:00", "16:00", days=5, queue=1))
    first = found.cures[0]
    assert (first.change.kind, first.change.queue, first.change.count) == ("skill", "busy", 1)
    assert first.change.agents in (("A0",), ("A1",), ("A2",))
    assert first.proven
    assert found.shortages[0].cause == "skills"
    assert (found.shortages[0].skilled, found.shortages[0].on_shift) == (1, 1)


def test_another_start_comes_first_where_no_shift_lies_well() -> None:
    plan = plan_of(agents=3, shifts=(D,))
    found = cured(plan, asking(plan, 1, "16:00", "24:00"))
    first = found.cures[0]
    assert (first.change.kind, first.change.template, first.change.start_clock) == ("shift", "D", 16 * 60)
    assert first.proven
    assert first.priced.short_hours == pytest.approx(0, abs=1e-6)
    assert [cause for cause, _ in found.short_hours_by_cause] == ["no-shift"]


def test_hiring_comes_first_where_everybody_works_all_they_may() -> None:
    rules = {"POL-OFF-01": {"min_days_off": 2}}
    plan = plan_of(agents=1, shifts=(D,), rules=rules)
    found = cured(plan, asking(plan, 2, "08:00", "16:00", days=5))
    first = found.cures[0]
    assert (first.change.kind, first.change.contract, first.change.skills) == ("hire", "full-time", (("general", 1.0),))
    assert first.proven
    assert first.priced.short_hours == pytest.approx(0, abs=1e-6)
    assert found.shortages[0].cause == "people"


def test_another_free_day_comes_first_where_somebody_is_kept_away() -> None:
    rows = tuple(Availability("A1", None, k) for k in range(4))
    plan = plan_of(agents=1, shifts=(D,), availability=rows)
    found = cured(plan, asking(plan, 1, "08:00", "16:00", days=5))
    assert (found.cures[0].change.kind, found.cures[0].change.days) == ("available", (str(after(4)),))
    assert found.shortages[0].cause == "away"


def test_the_first_hours_are_told_apart_from_real_shortage() -> None:
    plan = plan_of(agents=12, shifts=(D, E, N))
    found = explain(plan, asking(plan, 1, "00:00", "06:00"), time_limit=3, workers=1)
    assert dict(found.short_hours_by_cause)["before"] == pytest.approx(6.0)


def test_nothing_short_is_said_so() -> None:
    plan = plan_of()
    found = explain(plan, asking(plan, 1, "08:00", "16:00"), time_limit=SECONDS, workers=1)
    assert found.outcome is Outcome.COVERED
    assert (found.cures, found.shortages, found.conflicts) == ((), (), ())


def repaired(plan: Plan, requirement: Requirement | None = None) -> Explanation:
    """An explanation of a plan without a roster, whose chosen repairs are made and solved here once more."""
    requirement = requirement or make_requirement(plan)
    found = explain(plan, requirement, time_limit=3, workers=1)
    assert found.outcome is Outcome.INFEASIBLE
    for k in range(len(found.conflicts)):
        effort = [r.change.effort_hours for r in found.repairs if r.conflict == k]
        assert effort == sorted(effort)
        assert effort
        assert [r.chosen for r in found.repairs if r.conflict == k] == [True] + [False] * (len(effort) - 1)
    assert found.repaired is not None
    assert found.repaired.objective is not None
    changed = apply(plan, [r.change for r in found.repairs if r.chosen])
    roster = make_roster(changed, requirement, time_limit=1.5, workers=1).roster
    assert roster is not None
    assert not [f for f in check_roster(changed, roster) if f.outcome == "FAIL"]
    return found


HELD = (Queue("general", hard_min_agents=1, open=(OpenWindow.parse("Mon-Sun 08:00-16:00"),)),)
ROUND = (D, make_shift("E", "15:00", 480), make_shift("N", "22:00", 600))
STAFF = Contract("full-time", "standard", 1440, 2400, 2880)
TWO_DAYS = tuple(Availability("A2", None, k, 480, 960) for k in range(2))
ON_LEAVE = (Leave("A3", after(2), after(2)),)
KINDS: list[tuple[str, str, dict[str, Any]]] = [
    ("unlock", "LOCKS", {"leave": ON_LEAVE, "locks": (Lock("A3", after(2), "D"),)}),
    ("min-hours", "CON-AVAIL-01", {"contracts": (STAFF,), "availability": TWO_DAYS}),
    ("floor", "CON-FLOOR-01", {"queues": HELD, "agents": 1, "leave": (Leave("A1", after(2), after(2)),)}),
    ("worked", "CON-FLOOR-01", {"queues": (Queue("general", hard_min_agents=1),), "agents": 14, "shifts": ROUND}),
]


def test_floors_proven_out_of_reach_are_repaired_by_solving() -> None:
    eve = Worked("A3", -120, 480, "N", "general")
    plan = plan_of(queues=(Queue("general", hard_min_agents=1),), agents=3, shifts=ROUND, worked=(eve,))
    found = repaired(plan)
    (clash,) = found.conflicts
    assert (clash.key, clash.queues, clash.asked, clash.possible) == ("floor-proof", ("general",), 1, None)
    assert clash.days
    assert {r.verified for r in found.repairs} == {"solve"}
    assert found.repairs[0].change.kind == "floor"


@pytest.mark.parametrize(("kind", "rule", "more"), KINDS, ids=[k[0] for k in KINDS])
def test_a_planted_clash_and_its_repair(kind: str, rule: str, more: dict[str, Any]) -> None:
    found = repaired(plan_of(**more))
    assert rule in found.conflicts[0].rules
    told = [r.change.kind for r in found.repairs]
    assert kind in told
    assert kind != "unlock" or told == ["unlock", "leave-day"], "both ways out"


def test_a_time_limit_that_is_none_is_refused() -> None:
    plan = plan_of()
    with pytest.raises(ValueError, match="positive"):
        explain(plan, make_requirement(plan), time_limit=0)
