"""A check stays quick as rosters grow: measured in seconds of computing, so that a busy machine does not matter."""

from __future__ import annotations

from datetime import date
from random import Random
from time import process_time

from staffing.domain.people import Leave, Status
from staffing.domain.queue import Queue
from staffing.rules import check
from staffing.rules.objective import recompute
from tests.factories import make_agent, make_duty, make_plan, make_requirement, make_roster
from tests.rules.random_rosters import SHIFTS

AGENTS, DAYS = 400, 28


def test_400_agents_over_28_days_with_every_pack() -> None:
    rng = Random(1)
    plan = make_plan(
        "2026-06-01",
        DAYS,
        agents=[make_agent(f"A{k:03d}", "general;orders:0.8") for k in range(AGENTS)],
        queues=(Queue("general", hard_min_agents=1), Queue("orders")),
        shifts=SHIFTS,
        statuses=tuple(Status(f"A{k:03d}", "nursing", date(2026, 1, 1), date(2026, 7, 1)) for k in range(0, AGENTS, 20)),
        leave=tuple(Leave(f"A{k:03d}", date(2026, 6, 3), date(2026, 6, 3)) for k in range(0, AGENTS, 7)),
    )
    cells = [(agent.id, day) for k, agent in enumerate(plan.agents) for i, day in enumerate(plan.grid.calendar) if (i + k) % 7 < 5]
    roster = make_roster(plan, [make_duty(plan, agent, day, rng.choice(("D8", "E8", "N8"))) for agent, day in cells])
    requirement = make_requirement(plan, 5.0)
    start = process_time()
    audit = check(plan, roster, ("cn-mainland",))
    checked = process_time()
    terms = recompute(plan, requirement, roster)
    done = process_time()
    assert len(roster.duties) == 8000
    assert audit.failed
    assert terms["wage"] == 8000 * 8 * 40
    assert checked - start < 5  # about 0.7 s
    assert done - checked < 2  # about 0.1 s


def test_one_agents_month_is_judged_again_at_once() -> None:
    rng = Random(2)
    plan = make_plan("2026-06-01", DAYS, agents=[make_agent(f"A{k:03d}") for k in range(AGENTS)], shifts=SHIFTS)
    cells = [(agent.id, day) for k, agent in enumerate(plan.agents) for i, day in enumerate(plan.grid.calendar) if (i + k) % 7 < 5]
    roster = make_roster(plan, [make_duty(plan, agent, day, rng.choice(("D8", "E8", "N8"))) for agent, day in cells])
    packs = ("cn-mainland", "eu-wtd", "fatigue")
    check(plan, roster, packs, agents=["A000"])  # the duties are sorted by agent once
    start = process_time()
    audit = check(plan, roster, packs, agents=["A001"])
    assert process_time() - start < 0.05  # about 0.003 s
    assert {f.agent for f in audit.findings} <= {"A001", ""}
