"""One breach planted in a lawful roster brings exactly one finding, of exactly that rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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


def test_every_rule_of_every_pack_has_its_mutation() -> None:
    assert sorted({case.rule for case in CASES} | COUNTS_ONLY) == sorted(
        {s.id for name in available_packs() for s in pack_info(name).rules}
    )
