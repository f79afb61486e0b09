"""One breach planted in a lawful roster brings exactly one finding, of exactly that rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Availability, Contract, Evidence, Leave, Status
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.roster import Roster
from staffing.rules.packs import available_packs, pack_info
from tests.factories import SHIFTS, day, fill, make_agent, make_plan, make_roster, make_shift, stated_duty, week_of, worked
from tests.rules.helpers import CN, audit

FIRST = "2026-06-01"  # a Monday and the first of a month: nothing before it is asked for
SPLIT = make_shift("S4", "00:00", 240, 0, "20:00")
BIG = make_shift("BIG", "20:00", 540, 60, rest_days_after=2)
LONG = make_shift("LONG", "08:00", 600, 60)
TWELVE = make_shift("TWELVE", "09:00", 720, 60)
SECOND = "D8 D8 D8 D8 D8 - -"
GROUND = "D8 D8 D8 D8 D8 - - " + SECOND


@dataclass(frozen=True)
class Case:
    """A lawful plan with its cells and the same with one breach."""

    rule: str
    plan: Plan
    cells: dict[str, str]
    breach: Callable[[Plan, dict[str, str]], tuple[Plan, Roster]]
    outcome: Outcome = Outcome.FAIL
    packs: tuple[str, ...] = CN


def plan(**more: object) -> Plan:
    more.setdefault("agents", [make_agent("A1"), make_agent("A2"), make_agent("A3")])
    more.setdefault("shifts", (*SHIFTS, SPLIT, BIG, LONG, TWELVE))
    return make_plan(FIRST, 14, **more)  # type: ignore[arg-type]


def cells(first: str = GROUND, second: str = GROUND) -> dict[str, str]:
    return {"A1": first, "A2": second, "A3": GROUND}


def instead(codes: str) -> Callable[[Plan, dict[str, str]], tuple[Plan, Roster]]:
    """A1 works these codes instead."""
    return lambda p, c: (p, make_roster(p, week_of(p, c | {"A1": codes})))


def given(**rows: object) -> Callable[[Plan, dict[str, str]], tuple[Plan, Roster]]:
    """The plan says this, too."""
    return lambda p, c: (replace(p, **rows), make_roster(p, week_of(p, c)))  # type: ignore[arg-type]


def paid(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    roster = make_roster(p, week_of(p, c))
    first, *rest = roster.duties
    return p, Roster(p.grid, (replace(first, paid_minutes=450), *rest), roster.activities)


def moved_meal(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    first, *rest = week_of(p, c)
    items = fill(p, first)
    k = next(k for k, a in enumerate(items) if a.activity == "meal")
    items[k - 1] = replace(items[k - 1], end=items[k - 1].end - 15)
    items[k] = replace(items[k], start=items[k].start - 15, end=items[k].end - 15)
    items[k + 1] = replace(items[k + 1], start=items[k + 1].start - 15)
    return p, Roster(p.grid, (first, *rest), (*items, *(a for d in rest for a in fill(p, d))))


def foreign_queue(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    roster = make_roster(p, week_of(p, c))
    assert roster.activities is not None
    first, *rest = roster.activities
    return p, Roster(p.grid, roster.duties, (replace(first, queue="complaint"), *rest))


def with_evening(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    duties = week_of(p, c)
    extra = stated_duty(p, "A1", "2026-06-06T19:00", "2026-06-06T23:00", "S4", 240)
    return p, make_roster(p, [*duties, extra])


def long_day(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    first, *rest = week_of(p, c)
    return p, make_roster(p, [stated_duty(p, first.agent, "2026-06-01T09:00", "2026-06-01T21:00", "TWELVE", 660), *rest])


def from_mid_june() -> Plan:
    """The two weeks with the statutory holiday of 19 June; the month's history is there."""
    row = worked(make_plan("2026-06-15", 14), "A3", "2026-06-01T08:00", "2026-06-01T16:00")
    return make_plan("2026-06-15", 14, agents=3, worked=(row,))


COMPREHENSIVE = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
APPROVAL = (Evidence("approval", "no. 7"),)
FLOOR = (Queue("general", open=(OpenWindow.parse("Mon-Fri 08:00-09:00"),), hard_min_agents=3),)
NIGHTS = "N8 N8 N8 N8 - - - D8 D8 D8 D8 D8 - -"
CASES = [
    Case("CON-SHIFT-01", plan(), cells(), paid),
    Case("CON-MEAL-01", plan(), cells(), moved_meal),
    Case(
        "CON-HOURS-01",
        plan(contracts=(Contract("full-time", "standard", 2400, 2400, 2400),)),
        cells(),
        instead("D8 D8 D8 D8 D8 D6 - D8 D8 D8 D8 D8 - -"),
    ),
    Case("CON-SKILL-01", plan(queues=(Queue("general"), Queue("complaint"))), cells(), foreign_queue),
    Case("CON-LEAVE-01", plan(), cells(), given(leave=(Leave("A1", day("2026-06-03"), day("2026-06-03")),))),
    Case(
        "CON-AVAIL-01",
        plan(),
        cells(),
        given(availability=(*(Availability("A1", None, wd) for wd in range(7)), Availability("A1", day("2026-06-03"), None, 540, 1440))),
    ),
    Case("CON-FLOOR-01", plan(queues=FLOOR), cells(), instead("D8 D8 - D8 D8 - - D8 D8 D8 D8 D8 - -")),
    Case("SHF-REST-01", plan(), cells("BIG - - D8 D8 - - " + SECOND), instead("BIG - E8 - D8 - - " + SECOND)),
    Case("POL-ONE-01", plan(), cells("D8 D8 D8 D8 D8 S4@04:00 - D8 D8 D8 D8 D8 - -"), with_evening),
    Case("POL-REST-01", plan(), cells(), instead("D8 E8 D8 D8 D8 - - D8 D8 D8 D8 D8 - -")),
    Case("POL-RUN-01", plan(), cells("- D6 D6 D6 D6 D6 D6 - D6 D6 - D6 D6 -"), instead("- D6 D6 D6 D6 D6 D6 D6 - D6 - D6 D6 -"), packs=()),
    Case("POL-OFF-01", plan(rules={"POL-OFF-01": {"min_days_off": 2}}), cells(), instead("D8 D8 D8 D8 D8 D6 - D8 D8 D8 D8 D8 - -")),
    Case("POL-NIGHT-01", plan(), cells(NIGHTS), instead("N8 N8 N8 N8 N8 - - - D8 D8 D8 D8 - -")),
    Case("POL-NIGHT-02", plan(), cells(NIGHTS), instead("N8 N8 N8 N8 - D8 - D8 D8 D8 D8 D8 - -")),
    Case("CN-HRS-01", plan(contracts=COMPREHENSIVE, evidence=APPROVAL), cells(), given(evidence=()), Outcome.NEEDS_EVIDENCE),
    Case(
        "CN-HRS-02",
        make_plan("2026-07-01", 5, agents=3, worked=(worked(make_plan("2026-07-01", 5), "A1", "2026-06-29T08:00", "2026-06-29T16:00"),)),
        {"A1": "D8 D8 D8 - -"},
        given(worked=()),
        Outcome.UNKNOWN,
    ),
    Case("CN-OT-01", plan(), cells(), long_day, Outcome.NEEDS_EVIDENCE),
    Case(
        "CN-OT-02",
        plan(evidence=(Evidence("consultation", "minutes"),), contracts=(Contract("full-time", "standard", 0, 2400, 5000),)),
        cells("TWELVE TWELVE TWELVE TWELVE TWELVE - - TWELVE TWELVE TWELVE TWELVE TWELVE - -"),
        instead("TWELVE TWELVE TWELVE TWELVE TWELVE - - TWELVE TWELVE TWELVE TWELVE TWELVE D8 -"),
    ),
    Case(
        "CN-REST-01",
        plan(rules={"POL-RUN-01": {"max_days": 7}}),
        cells(),
        instead("- D8 D8 D8 D8 D8 D8 D8 - D8 D8 D8 - -"),
        Outcome.ADVISORY,
    ),
    Case("CN-NIGHT-01", plan(), cells(NIGHTS), given(statuses=(Status("A1", "night-unfit", day("2026-06-05"), None),)), Outcome.ADVISORY),
    Case(
        "CN-FEM-01",
        plan(statuses=(Status("A1", "pregnant", day("2026-01-01"), day("2026-07-01")),)),
        cells(),
        instead("D8 D8 E8@15:30 - D8 - - D8 D8 D8 D8 D8 - -"),
    ),
    Case(
        "CN-FEM-02",
        plan(statuses=(Status("A1", "nursing", day("2026-01-01"), day("2026-07-01")),), evidence=(Evidence("nursing", "record"),)),
        cells(),
        given(evidence=()),
        Outcome.NEEDS_EVIDENCE,
    ),
    Case("CN-HOL-01", from_mid_june(), {"A1": "D8 D8 D8 D8 - - - " + SECOND}, instead(GROUND), Outcome.PAY_DUE),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_ground_is_lawful_and_the_breach_is_the_only_finding(case: Case) -> None:
    ground = make_roster(case.plan, week_of(case.plan, case.cells))
    assert audit(case.plan, ground, case.packs).findings == ()
    broken_plan, broken = case.breach(case.plan, case.cells)
    [finding] = audit(broken_plan, broken, case.packs).findings
    assert (finding.rule, finding.outcome) == (case.rule, case.outcome)


def test_every_rule_of_every_pack_has_its_mutation() -> None:
    assert sorted(case.rule for case in CASES) == sorted(spec.id for name in available_packs() for spec in pack_info(name).rules)
