"""One breach planted in a lawful roster brings exactly one finding, of exactly that rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Availability, Contract, Evidence, Leave, Status
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget
from staffing.domain.roster import Roster
from staffing.domain.work_calendar import CalendarDay
from staffing.rules.packs import available_packs, pack_info
from tests.factories import SHIFTS, day, fill, make_agent, make_plan, make_roster, make_shift, stated_duty, week_of, worked
from tests.rules.helpers import CN, audit

FIRST = "2026-06-01"  # a Monday and the first of a month: nothing before it is asked for
SPLIT = make_shift("S4", "00:00", 240, 0, "20:00")
BIG = make_shift("BIG", "20:00", 540, 60, rest_days_after=2)
LONG = make_shift("LONG", "08:00", 600, 60)
NA = make_shift("NA", "22:00", 510, 30, meal_after_minutes=180, meal_before_minutes=300, paid_breaks=2, paid_break_minutes=15)
SPAN = make_shift("SPAN", "08:00", 630, 150)
TWELVE = make_shift("TWELVE", "09:00", 720, 60)
SECOND = "D8 D8 D8 D8 D8 - -"
GROUND = "D8 D8 D8 D8 D8 - - " + SECOND


@dataclass(frozen=True)
class Case:
    """A lawful plan with its cells and the same with one breach.

    ``follows``: rules that must speak, too (overtime is owed and asks for a record of consultation); ``speaks``: rules that say something,
    though never FAIL, of the lawful roster already (overtime that is allowed is owed all the same).
    """

    rule: str
    plan: Plan
    cells: dict[str, str]
    breach: Callable[[Plan, dict[str, str]], tuple[Plan, Roster]]
    outcome: Outcome = Outcome.FAIL
    packs: tuple[str, ...] = CN
    follows: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()


def plan(**more: object) -> Plan:
    more.setdefault("agents", [make_agent("A1"), make_agent("A2"), make_agent("A3")])
    more.setdefault("shifts", (*SHIFTS, SPLIT, BIG, LONG, TWELVE, NA, SPAN))
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


def known(first: str, since: str, **more: object) -> Plan:
    """Two weeks from ``first`` with history from ``since``."""
    row = worked(make_plan(first, 14), "A3", f"{since}T08:00", f"{since}T16:00")
    return make_plan(first, 14, agents=3, worked=(row,), **more)  # type: ignore[arg-type]


def from_mid_june(long_days: int = 0, **more: object) -> Plan:
    """The two weeks with the statutory holiday of 19 June; the month's history is there, for A1 with so many days of ten hours."""
    base = known("2026-06-15", "2026-06-01", **more)
    rows = tuple(worked(base, "A1", f"2026-06-{d:02d}T08:00", f"2026-06-{d:02d}T18:00") for d in range(1, long_days + 1))
    return replace(base, worked=(*base.worked, *rows))


def part_time() -> Plan:
    return plan(shifts=(*SHIFTS, make_shift("P4", "08:00", 240)), contracts=(Contract("full-time", "part-time", 0, 1200, 1800),), agents=2)


def year_end() -> Plan:
    """The last four days of 2026 with a year's leave taken."""
    agents = [make_agent("A1", hired=day("2019-01-01")), make_agent("A3")]
    leave = (Leave("A1", day("2026-07-13"), day("2026-07-17"), "annual"),)
    base = make_plan("2026-12-28", 4, agents=agents, leave=leave, evidence=(Evidence("leave-record", "file"),))
    return replace(base, worked=(worked(base, "A3", "2026-12-01T08:00", "2026-12-01T16:00"),))


def recorded(*agents: str) -> Plan:
    """June with a day of May on record for these agents."""
    base = plan()
    return replace(base, worked=tuple(worked(base, a, "2026-05-01T08:00", "2026-05-01T16:00") for a in agents))


def eu(rules: dict[str, dict[str, object]] | None = None, *evidence: Evidence) -> Plan:
    """Two weeks of June with five months of history and the documents the European pack and the guidelines ask for."""
    return known("2026-06-01", "2026-01-01", rules=rules or {}, evidence=(*EU_FILES, *evidence), shifts=EU_SHIFTS)


def eu_year_end() -> Plan:
    """The last four days of 2026 with twenty days of leave taken."""
    base = make_plan("2026-12-28", 4, agents=3, evidence=EU_FILES, leave=(Leave("A1", day("2026-07-01"), day("2026-07-28"), "annual"),))
    record = Evidence("leave-record", "file")
    return replace(base, evidence=(*EU_FILES, record), worked=(worked(base, "A3", "2026-08-01T08:00", "2026-08-01T16:00"),))


def four_weeks() -> Plan:
    return make_plan("2026-06-01", 28, agents=1, evidence=EU_FILES)


def double_shift(p: Plan, c: dict[str, str]) -> tuple[Plan, Roster]:
    """A1 works seven hours more half an hour after the first day's shift."""
    return p, make_roster(p, [*week_of(p, c), stated_duty(p, "A1", "2026-06-01T17:00", "2026-06-02T00:00", "LATE7", 420)])


EU_FILES = (
    Evidence("work-pattern", "w"),
    Evidence("time-records", "t"),
    Evidence("publication", "board", valid_from=day("2026-05-01")),
)
EU_SHIFTS = (
    *SHIFTS,
    TWELVE,
    make_shift("F8", "06:00", 630, 150),
    make_shift("NB", "08:00", 420),
    make_shift("N10", "20:00", 660, 60),
    make_shift("MID", "12:00", 510, 30),
    make_shift("LATE7", "17:00", 420),
)
SHORT_RESTS: dict[str, dict[str, object]] = {"POL-REST-01": {"min_gap_minutes": 480}}
LONG_RUNS: dict[str, dict[str, object]] = {"POL-RUN-01": {"max_days": 8}, "POL-OFF-01": {"min_days_off": 0}}
OVERTIME = ("CN-OT-03", "CN-PAY-01")
CONSULTED = Evidence("consultation", "minutes")
POLICY = Evidence("policy", "meeting 3")
COMPREHENSIVE = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
APPROVAL = (Evidence("approval", "no. 7"),)
MONTHLY = (Evidence("approval", "no. 7", cycle="month"),)
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
        follows=OVERTIME,
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
    Case("POL-ONE-01", plan(), cells("D8 D8 D8 D8 D8 S4@04:00 - D8 D8 D8 D8 D8 - -"), with_evening, packs=()),
    Case("POL-REST-01", plan(), cells(), instead("D8 E8 D8 D8 D8 - - D8 D8 D8 D8 D8 - -")),
    Case("POL-RUN-01", plan(), cells("- D6 D6 D6 D6 D6 D6 - D6 D6 - D6 D6 -"), instead("- D6 D6 D6 D6 D6 D6 D6 - D6 - D6 D6 -"), packs=()),
    Case(
        "POL-OFF-01",
        plan(rules={"POL-OFF-01": {"min_days_off": 2}}),
        cells(),
        instead("D8 D8 D8 D8 D8 D6 - D8 D8 D8 D8 D8 - -"),
        follows=OVERTIME,
    ),
    Case("POL-NIGHT-01", plan(), cells(NIGHTS), instead("N8 N8 N8 N8 N8 - - - D8 D8 D8 D8 - -")),
    Case("POL-NIGHT-02", plan(), cells(NIGHTS), instead("N8 N8 N8 N8 - D8 - D8 D8 D8 D8 D8 - -")),
    Case(
        "CN-HRS-02",
        make_plan("2026-07-01", 5, agents=3, worked=(worked(make_plan("2026-07-01", 5), "A1", "2026-06-29T08:00", "2026-06-29T16:00"),)),
        {"A1": "D8 D8 D8 - -"},
        given(worked=()),
        Outcome.UNKNOWN,
        follows=("CN-PAY-01",),
    ),
    Case("CN-OT-01", plan(evidence=(POLICY,)), cells(), long_day, Outcome.NEEDS_EVIDENCE, follows=OVERTIME),
    Case(
        "CN-OT-02",
        plan(evidence=(CONSULTED, POLICY), contracts=(Contract("full-time", "standard", 0, 2400, 5000),)),
        cells("TWELVE TWELVE TWELVE TWELVE TWELVE - - TWELVE TWELVE TWELVE TWELVE TWELVE - -"),
        instead("TWELVE TWELVE TWELVE TWELVE TWELVE - - TWELVE TWELVE TWELVE TWELVE TWELVE D8 -"),
        follows=("CN-PAY-01",),
        speaks=("CN-PAY-01",),
    ),
    Case(
        "CN-REST-01",
        plan(rules={"POL-RUN-01": {"max_days": 7}}),
        cells(),
        instead("- D6 D6 D6 D6 D6 D6 D6 - D6 D6 D6 - -"),
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
    Case("CN-PAY-02", from_mid_june(), {"A1": "D8 D8 D8 D8 - - - " + SECOND}, instead(GROUND), Outcome.PAY_DUE),
    Case("CN-OT-03", plan(), cells(), instead("D8 D8 D8 D8 D8 D6 - " + SECOND), Outcome.NEEDS_EVIDENCE, follows=("CN-PAY-01",)),
    Case("CN-PAY-01", plan(evidence=(CONSULTED,)), cells(), instead("D8 D8 D8 D8 D8 D6 - " + SECOND), Outcome.PAY_DUE),
    Case(
        "CN-PAY-03",
        known("2026-05-04", "2026-05-01"),
        {"A1": "- D8 D8 D8 D8 - - " + SECOND, "A2": "- D8 D8 D8 D8 - - " + SECOND},
        instead(GROUND),
        Outcome.ADVISORY,
    ),
    Case(
        "CN-REST-02",
        known("2026-02-02", "2026-02-01", rules={"POL-RUN-01": {"max_days": 7}}),
        {"A1": "- - - - - - - D6 D6 D6 D6 D6 D6 -"},
        instead("- - - - - - D6 D6 D6 D6 D6 D6 D6 -"),
        Outcome.ADVISORY,
        follows=("CN-REST-01",),
    ),
    Case(
        "CN-REST-03",
        plan(rules={"CN-REST-03": {"enabled": True}, "POL-REST-01": {"min_gap_minutes": 480}}),
        cells(),
        instead("D8 E8 D8 D8 D8 - - " + SECOND),
        Outcome.ADVISORY,
    ),
    Case(
        "CN-NIGHT-02",
        plan(rules={"CN-NIGHT-02": {"min_allowance": 50.0}}),
        cells(NIGHTS),
        instead(NIGHTS.replace("N8", "NA")),
        Outcome.ADVISORY,
    ),
    Case(
        "CN-FEM-03",
        plan(statuses=(Status("A1", "nursing", day("2026-04-01"), day("2027-04-01")),), evidence=(Evidence("nursing", "record"),)),
        {"A1": "- - - - - - - - - - - - - -", "A2": GROUND},
        instead("D8 - - - - - - - - - - - - -"),
    ),
    Case(
        "CN-JUV-01",
        plan(
            agents=[make_agent("A1", born=day("2009-01-01")), make_agent("A2"), make_agent("A3")], evidence=(Evidence("health-check", "h"),)
        ),
        cells(),
        given(evidence=()),
        Outcome.NEEDS_EVIDENCE,
    ),
    Case(
        "CN-INTERN-01",
        plan(statuses=(Status("A1", "intern", day("2026-01-01"), None),)),
        cells(),
        instead("E8@15:30 E8@15:00 - D8 D8 - - " + SECOND),
        Outcome.FAIL,
        packs=("cn-shanghai",),
        follows=("CN-INTERN-01",),
    ),
    Case(
        "CN-COMP-01",
        plan(contracts=COMPREHENSIVE, evidence=(replace(APPROVAL[0], cycle="week"),)),
        cells(),
        instead("D8 D8 D8 D8 D8 D8 - " + SECOND),
        Outcome.PAY_DUE,
    ),
    Case(
        "CN-COMP-02",
        plan(contracts=COMPREHENSIVE, evidence=(replace(APPROVAL[0], cycle="week"), POLICY)),
        cells("D8 D8 D8 D8 D8 D8 - " + SECOND),
        instead("TWELVE D8 D8 D8 D8 D8 - " + SECOND),
        follows=("CN-COMP-01",),
        speaks=("CN-COMP-01",),
    ),
    Case("CN-COMP-03", plan(contracts=COMPREHENSIVE, evidence=MONTHLY), cells(), given(evidence=()), Outcome.NEEDS_EVIDENCE),
    Case(
        "CN-IRREG-01",
        plan(contracts=(Contract("full-time", "irregular", 0, 2400, 3600),), evidence=APPROVAL),
        cells(),
        given(evidence=()),
        Outcome.NEEDS_EVIDENCE,
    ),
    Case("CN-PT-01", part_time(), {"A1": "P4 P4 P4 P4 P4 P4 - - - - - - - -"}, instead("P4 P4 P4 P4 P4 D6 - - - - - - - -")),
    Case("CN-LEAVE-01", year_end(), {"A1": "D8 D8 D8 D8"}, given(leave=()), Outcome.ADVISORY, follows=("CN-LEAVE-02",)),
    Case("CN-LEAVE-02", year_end(), {"A1": "D8 D8 D8 D8"}, given(leave=()), Outcome.PAY_DUE, follows=("CN-LEAVE-01",)),
    Case(
        "CN-HOL-01",
        make_plan("2027-11-01", 14, agents=3, calendar=(CalendarDay(day("2027-10-09"), "work", notice="No. 9"),)),
        cells(),
        given(calendar=()),
        Outcome.ADVISORY,
    ),
    Case("CN-REC-01", recorded("A1", "A2", "A3"), cells(), given(worked=recorded("A1", "A3").worked), Outcome.NEEDS_EVIDENCE),
    Case("CN-GOV-01", plan(evidence=(POLICY,)), cells("SPAN - SPAN - - - - " + SECOND), given(evidence=()), Outcome.NEEDS_EVIDENCE),
    Case(
        "CN-SVC-01",
        plan(queues=(Queue("general", target=ServiceTarget(0.85, 15)),), rules={"CN-SVC-01": {"queues": ["*"]}}),
        cells(),
        given(queues=(Queue("general", target=ServiceTarget(0.80, 15)),)),
    ),
    *(
        Case(
            rule,
            from_mid_june(contracts=(Contract("full-time", "irregular", 0, 2400, 3600),), evidence=APPROVAL),
            {"A1": "D8 D8 D8 D8 - - - " + SECOND},
            instead(GROUND),
            outcome,
            packs=(pack,),
        )
        for rule, outcome, pack in (
            ("CN-SH-IRREG-01", Outcome.ADVISORY, "cn-shanghai"),
            ("CN-SZ-IRREG-01", Outcome.ADVISORY, "cn-shenzhen"),
            ("CN-ZZ-IRREG-01", Outcome.PAY_DUE, "cn-zhengzhou"),
        )
    ),
    Case(
        "CN-ZZ-PT-01",
        part_time(),
        {"A1": "P4 P4 P4 P4 P4 P4 - - - - - - - -"},
        instead("P4 P4 P4 P4 P4 D6 - - - - - - - -"),
        Outcome.PAY_DUE,
        packs=("cn-zhengzhou",),
        follows=("CN-PT-01",),
    ),
    Case(
        "CN-ZZ-COMP-02",
        from_mid_june(12, contracts=COMPREHENSIVE, evidence=MONTHLY, rules={"CN-COMP-02": {"enabled": False}}),
        {"A1": "D8 D8 D8 D8 - D8 - D8 D8 D8 D8 D8 - -"},
        instead("D8 D8 D8 D8 - D8 - D8 D8 D8 D8 D8 D8 -"),
        packs=("cn-zhengzhou",),
        follows=("CN-COMP-01",),
        speaks=("CN-COMP-01",),
    ),
]
CASES += [
    Case(rule, *rest, packs=("eu-wtd",))  # type: ignore[arg-type]
    for rule, *rest in (
        ("EU-01", eu(SHORT_RESTS), cells(), instead("D8 E8 D8 D8 D8 - - " + SECOND)),
        (
            "EU-01-COMP",
            eu(SHORT_RESTS | {"EU-01-COMP": {"within_days": 1}}, Evidence("derogation", "d")),
            cells(),
            instead("E8@15:30 D8 F8 F8 - - - " + SECOND),
            Outcome.ADVISORY,
        ),
        ("EU-02", eu(), cells(), instead("NB D8 D8 D8 D8 - - " + SECOND)),
        ("EU-03", eu(LONG_RUNS), cells(), instead("D6 D6 D6 D6 D6 D6 D6 - D8 D8 D8 D8 - -")),
        (
            "EU-04",
            eu({"EU-04": {"reference_weeks": 1, "alignment": "fixed"}}),
            cells("D8 D8 D8 D8 D8 D8 - " + SECOND),
            instead("TWELVE D8 D8 D8 D8 D8 - " + SECOND),
        ),
        (
            "EU-05",
            eu({"EU-05": {"reference_weeks": 1}, "POL-NIGHT-01": {"max_nights": 5}}, Evidence("health-check", "h")),
            cells("N10 N10 N10 N10 - - - " + SECOND),
            instead("N10 N10 N10 N10 N10 - - " + SECOND),
        ),
        ("EU-05-HEALTH", eu({}, Evidence("health-check", "h")), cells(NIGHTS), given(evidence=EU_FILES), Outcome.ADVISORY),
        ("EU-06", eu_year_end(), {"A1": "D8 D8 D8 D8"}, given(leave=()), Outcome.ADVISORY),
        ("EU-07", eu(), cells(), given(evidence=EU_FILES[1:]), Outcome.ADVISORY),
        ("EU-08", eu(), cells(), given(evidence=EU_FILES[:1]), Outcome.ADVISORY),
    )
]
FATIGUE = (
    ("FAT-01", {}, "N8 N8 N8 - - - - " + SECOND, "N8 N8 N8 N8 - - - " + SECOND, ()),
    ("FAT-02", {}, "N8 N8 - - D8 - - " + SECOND, "N8 N8 - D8 D8 - - " + SECOND, ()),
    ("FAT-03", {}, GROUND, "E8 MID MID MID MID - - " + SECOND, ()),
    ("FAT-04", {}, "N8 N8 - - N8 - - " + SECOND, "N8 N8 - - N10 - - " + SECOND, ()),
    ("FAT-05", LONG_RUNS, "D6 D6 D6 D6 D6 D6 D6 - D8 D8 D8 D8 - -", "D6 D6 D6 D6 D6 D6 D6 D6 - D8 D8 D8 - -", ()),
    ("FAT-06", SHORT_RESTS, GROUND, "D8 E8 D8 D8 D8 - - " + SECOND, ("FAT-03",)),
    ("FAT-07", {}, GROUND, "F8 D8 D8 D8 D8 - - " + SECOND, ()),
    ("FAT-09", {}, "D8 D8 D8 D8 D8 D8 - " + SECOND, "D8 D8 D8 D8 D8 TWELVE - " + SECOND, ()),
    ("FAT-SCORE", {"FAT-SCORE": {"red_above": 2}, "FAT-07": {"max_starts": 3}}, GROUND, "F8 F8 F8 D8 D8 - - " + SECOND, ()),
)
CASES += [
    Case(rule, eu(rules), cells(before), instead(after), Outcome.ADVISORY, ("fatigue",), follows)
    for rule, rules, before, after, follows in FATIGUE
]
CASES += [
    Case(
        "FAT-08",
        four_weeks(),
        {"A1": "- D8 D8 D8 D8 D8 - " * 3 + "D8 D8 D8 D8 D8 - -"},
        instead("- D8 D8 D8 D8 D8 - " * 4),
        Outcome.ADVISORY,
        ("fatigue",),
    ),
    Case("FAT-10", eu(), cells(), given(evidence=()), Outcome.ADVISORY, ("fatigue",)),
    Case(
        "FAT-11",
        eu({"POL-ONE-01": {"enabled": False}, "POL-REST-01": {"min_gap_minutes": 0}}),
        cells(),
        double_shift,
        Outcome.ADVISORY,
        ("fatigue",),
        ("FAT-03", "FAT-06"),
    ),
    Case(
        "FAT-12",
        replace(eu(), statuses=(Status("A1", "nursing", day("2026-01-01"), day("2026-07-01")),)),
        cells("D8 D8 - - - - - " + SECOND),
        instead("D8 D8 - N8 - - - " + SECOND),
        Outcome.ADVISORY,
        ("fatigue",),
    ),
    Case(
        "CN-REST-03-MEAL",
        plan(rules={"CN-REST-03-MEAL": {"enabled": True}}, evidence=(POLICY,)),
        {"A1": "SPAN SPAN - - - - -"},
        instead("SPAN D8 - - - - -"),
        Outcome.ADVISORY,
    ),
]
WORKED_OUT: dict[str, list[tuple[str, float | None, float | None, float | None]]] = {
    "CON-SHIFT-01": [("shift_paid", 450, 480, 30)],
    "CON-MEAL-01": [("meal_window", None, None, None)],
    "CON-HOURS-01": [("hours_above", 2760, 2400, 360)],
    "CON-SKILL-01": [("skill_missing", None, None, None)],
    "CON-LEAVE-01": [("work_on_leave", 510, 0, 510)],
    "CON-AVAIL-01": [("outside_availability", 60, 0, 60)],
    "CON-FLOOR-01": [("too_few_heads", 2, 3, 1)],
    "SHF-REST-01": [("rest_day_after_shift", 1, 2, 1)],
    "POL-ONE-01": [("two_starts", 2, 1, 1)],
    "POL-REST-01": [("short_rest", 510, 660, 150)],
    "POL-RUN-01": [("long_run", 7, 6, 1)],
    "POL-OFF-01": [("few_days_off", 1, 2, 1)],
    "POL-NIGHT-01": [("many_nights", 5, 4, 1)],
    "POL-NIGHT-02": [("short_rest_after_nights", 1530, 2880, 1350)],
    "CN-HRS-02": [("history_week", None, None, None)],
    "CN-OT-01": [("overtime_needs_consultation", 180, 60, 120)],
    "CN-OT-02": [("overtime_month", 2280, 2160, 120)],
    "CN-REST-01": [("no_rest_in_seven_days", 0, 1, 1)],
    "CN-NIGHT-01": [("night_unfit", 480, 0, 480)],
    "CN-FEM-01": [("protected_night", 120, 0, 120)],
    "CN-FEM-02": [("protected_pause", 0, 60, 60)],
    "CN-PAY-02": [("holiday_pay", 480, None, None)],
    "CN-OT-03": [("overtime_consent", 360, 0, 360)],
    "CN-PAY-01": [("premium_restday", 360, None, None)],
    "CN-PAY-03": [("half_day", None, None, None)],
    "CN-REST-02": [("run_around_holiday", 7, 6, 1)],
    "CN-REST-03": [("short_rest", 510, 660, 150)],
    "CN-NIGHT-02": [("allowance_low", 0, 50, 50)],
    "CN-FEM-03": [("work_in_leave", 1, 0, 1)],
    "CN-JUV-01": [("status_document", None, None, None)],
    "CN-INTERN-01": [("protected_night", 120, 0, 120), ("protected_night", 90, 0, 90)],
    "CN-COMP-01": [("cycle_excess", 480, None, None)],
    "CN-COMP-02": [("cycle_overtime", 2860, 2160, 700)],
    "CN-COMP-03": [("approval_missing", None, None, None)],
    "CN-IRREG-01": [("approval_missing", None, None, None)],
    "CN-PT-01": [("hours_in_window", 1560, 1440, 120)],
    "CN-LEAVE-01": [("leave_left", 5, 0, 5)],
    "CN-LEAVE-02": [("leave_pay", 5, 0, 5)],
    "CN-HOL-01": [("calendar_provisional", None, None, None)],
    "CN-REC-01": [("records_missing", None, None, None)],
    "CN-GOV-01": [("policy_document", 630, None, None)],
    "CN-SVC-01": [("service_target", 0.8, 0.85, 0.05)],
    "CN-SH-IRREG-01": [("holiday_pay", 480, None, None)],
    "CN-SZ-IRREG-01": [("holiday_pay", 480, None, None)],
    "CN-ZZ-IRREG-01": [("holiday_pay", 480, None, None)],
    "CN-ZZ-PT-01": [("hours_in_window", 1560, 1440, 120)],
    "CN-ZZ-COMP-02": [("cycle_overtime", 2558.4, 2160, 398.4)],
    "EU-01": [("daily_rest", 510, 660, 150)],
    "EU-01-COMP": [("no_compensation", 810, 840, 30)],
    "EU-02": [("break_short", 0, 1, 1)],
    "EU-03": [("rest_in_window", 1080, 2100, 1020)],
    "EU-04": [("average_week", 3060, 2880, 180)],
    "EU-05": [("average_day_of_work", 500, 480, 20)],
    "EU-05-HEALTH": [("health_check", None, None, None)],
    "EU-06": [("leave_left", 20, 0, 20)],
    "EU-07": [("document_missing", None, None, None)],
    "EU-08": [("records_system", None, None, None)],
    "FAT-01": [("many_nights", 4, 3, 1)],
    "FAT-02": [("short_rest_after_nights", 1530, 2880, 1350)],
    "FAT-03": [("backward_turns", 1, 0, 1)],
    "FAT-04": [("hours_in_window", 660, 540, 120)],
    "FAT-05": [("long_run", 8, 7, 1)],
    "FAT-06": [("short_rest", 510, 660, 150)],
    "FAT-07": [("early_starts", 1, 0, 1)],
    "FAT-09": [("hours_in_window", 3060, 2880, 180)],
    "FAT-SCORE": [("fatigue_red", 3, 2, 1)],
    "FAT-08": [("few_free_weekends", 0, 1, 1)],
    "FAT-10": [("publication_missing", None, None, None)],
    "FAT-11": [("hours_in_window", 930, 900, 30)],
    "FAT-12": [("protected_night", 480, 0, 480)],
    "CN-REST-03-MEAL": [("break_short", 30, 60, 30)],
}
"""Of each rule's breach: message, measured, limit, deficit, checked by hand against the cells (minutes, days, heads, money or shares)."""
EXAMPLES = {
    "CN-HRS-01": "normal_hours::test_nine_hours_pass_with_one_hour_of_overtime_passed_on",
    "CN-HRS-02": "normal_hours::test_six_days_of_seven_hours_are_two_hours_of_overtime",
    "CN-OT-01": "max_overtime_per_day::test_nine_to_nine_without_break_is_four_hours_and_forbidden",
    "CN-OT-02": "max_overtime_per_month::test_four_rest_days_in_a_month_of_21_system_days_are_forty_hours_too_many",
    "CN-OT-03": "evidence_required::test_a_block_of_overtime_without_reference_needs_evidence",
    "CN-PAY-01": "premium_pay::test_eight_hours_on_a_rest_day_are_600_unless_time_off_is_given",
    "CN-PAY-02": "holiday_premium::test_a_night_into_national_day_is_seven_hours_at_300_percent",
    "CN-PAY-03": "half_day_holiday::test_work_on_the_eighth_of_march_is_a_reminder_and_earns_rest_day_pay_at_most",
    "CN-REST-01": "weekly_rest::test_twelve_days_between_two_rest_days_pass_by_the_calendar_and_not_by_seven_days",
    "CN-REST-02": "run_around_holidays::test_eight_days_before_the_spring_festival_are_advised_against",
    "CN-REST-03": "min_gap_between_duties::test_the_limit_itself_is_rest_enough",
    "CN-NIGHT-01": "night_work::test_the_overlap_is_counted_to_the_minute",
    "CN-NIGHT-02": "night_allowance::test_eight_nights_earn_eight_allowances_and_nothing_else_is_due",
    "CN-FEM-01": "forbidden_for_status::test_a_due_date_of_30_june_protects_from_7_april",
    "CN-FEM-02": "forbidden_for_status::test_nursing_protects_up_to_the_first_birthday",
    "CN-FEM-03": "maternity_leave::test_a_shift_on_day_81_of_98_fails",
    "CN-JUV-01": "age_or_status_limits::test_a_seventeen_year_old_needs_a_health_check",
    "CN-INTERN-01": "age_or_status_limits::test_an_interns_evening_fails_in_shanghai_and_is_advice_elsewhere",
    "CN-COMP-01": "cycle_hours::test_45_nights_of_11_hours_pass_the_notice_and_are_23_hours_over_the_calendar",
    "CN-COMP-02": "cycle_hours::test_610_hours_in_a_quarter_are_38_hours_of_overtime_a_month",
    "CN-COMP-03": "cycle_hours::test_an_expired_approval_makes_july_standard_hours",
    "CN-IRREG-01": "evidence_required::test_irregular_hours_without_approval_are_asked_for_and_judged_as_standard",
    "CN-PT-01": "max_hours_in_window::test_a_contract_of_thirty_hours_cannot_be_part_time_by_the_hour",
    "CN-LEAVE-01": "entitlement_balance::test_days_by_service",
    "CN-LEAVE-02": "entitlement_balance::test_three_days_not_taken_are_2700_of_which_1800_extra",
    "CN-ACCT-01": "system_hours::test_the_notice_is_picked_by_date",
    "CN-HOL-01": "holiday_premium::test_a_make_up_working_day_is_an_ordinary_day",
    "CN-REC-01": "record_complete::test_a_whole_month_without_records_of_three_people",
    "CN-GOV-01": "evidence_required::test_a_new_pattern_of_twelve_hours_asks_for_its_adoption",
    "CN-SVC-01": "service_target::test_a_looser_target_fails_and_the_same_or_a_stricter_one_passes",
    "CN-ZZ-PT-01": "max_hours_in_window::test_in_zhengzhou_the_excess_is_paid_as_overtime",
    "EU-01": "daily_rest::test_from_23_00_to_09_00_are_ten_hours",
    "EU-02": "break_required::test_six_hours_need_none_and_six_and_a_quarter_do",
    "EU-03": "min_continuous_rest_in_window::test_from_friday_18_00_to_sunday_05_00_are_35_hours",
    "EU-04": "avg_hours_over_reference::test_850_hours_in_17_4_weeks_with_a_week_of_leave_are_51_7_a_week",
    "EU-05": "avg_hours_over_reference::test_five_nights_of_ten_hours_a_week_are_8_33_a_day",
    "FAT-SCORE": "fatigue_score::test_five_nights_a_free_day_and_a_day_are_seven_points_amber",
}
"""Where the catalogue's example of a rule is worked out: kind and test."""
NOT_IN_THE_CATALOGUE = {
    "CN-REST-03-MEAL",
    "CN-SH-IRREG-01",
    "CN-SZ-IRREG-01",
    "CN-ZZ-COMP-02",
    "CN-ZZ-IRREG-01",
    "EU-01-COMP",
    "EU-05-HEALTH",
    "EU-06",
    "EU-07",
    "EU-08",
    "FAT-01",
    "FAT-02",
    "FAT-03",
    "FAT-04",
    "FAT-05",
    "FAT-06",
    "FAT-07",
    "FAT-08",
    "FAT-09",
    "FAT-10",
    "FAT-11",
    "FAT-12",
}
"""Rules of which the catalogue gives no example (guidelines, and parts of rules)."""
COUNTS_ONLY = {"CN-HRS-01", "CN-ACCT-01"}
"""Rules that classify and count: what they count is tested with their kinds."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_ground_is_lawful_and_the_breach_is_the_only_finding(case: Case) -> None:
    ground = make_roster(case.plan, week_of(case.plan, case.cells))
    before = audit(case.plan, ground, case.packs).findings
    assert {f.rule for f in before if f.outcome is not Outcome.FAIL} == set(case.speaks)
    assert not any(f.outcome is Outcome.FAIL for f in before)
    broken_plan, broken = case.breach(case.plan, case.cells)
    findings = [f for f in audit(broken_plan, broken, case.packs).findings if f not in before]
    assert sorted({f.rule for f in findings}) == sorted({case.rule, *case.follows})
    assert [f.outcome for f in findings if f.rule == case.rule] == [case.outcome] * (1 + case.follows.count(case.rule))
    mine = [(f.key, f.measured, f.limit, f.deficit) for f in findings if f.rule == case.rule]
    assert [row[0] for row in mine] == [row[0] for row in WORKED_OUT[case.rule]]
    assert [row[1:] for row in mine] == [pytest.approx(row[1:]) for row in WORKED_OUT[case.rule]]


def test_every_breach_is_worked_out() -> None:
    assert sorted(WORKED_OUT) == sorted({case.rule for case in CASES})


@pytest.mark.parametrize("rule", sorted(s.id for name in available_packs() for s in pack_info(name).rules))
def test_every_rule_has_its_example_from_the_catalogue_where_there_is_one(rule: str) -> None:
    """An example of the catalogue is a test of the rule's kind; rules without one in the catalogue are exempt by name."""
    if rule.startswith(("CON-", "POL-", "SHF-")) or rule in NOT_IN_THE_CATALOGUE:
        return
    kind, name = EXAMPLES[rule].split("::")
    file = Path(__file__).parent / "checks" / f"test_{kind}.py"
    assert f"def {name}(" in file.read_text("utf-8")


def test_every_rule_of_every_pack_has_its_mutation() -> None:
    assert sorted({case.rule for case in CASES} | COUNTS_ONLY) == sorted(
        {s.id for name in available_packs() for s in pack_info(name).rules}
    )
