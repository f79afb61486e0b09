"""Rosters lawful by construction get no FAIL, in every month of two years and with every pack that fits them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from staffing.domain.finding import Finding, Outcome
from staffing.domain.people import Contract, Evidence
from staffing.rules import check
from staffing.rules.calendar import OFFICIAL
from tests.factories import make_agent, make_plan, make_roster, make_shift, week_of

D8 = make_shift("D8", "09:00", 540, 60)
S6 = make_shift("S6", "08:00", 360, 0)
PSN = make_shift("PSN", "16:00", 540, 60)
BN = make_shift("BN", "20:00", 720, 60, rest_days_after=2)
P4 = make_shift("P4", "10:00", 240, 0)
MONTHS = [date(2025 + k // 12, k % 12 + 1, 1) for k in range(24)]
APPROVED = (Evidence("approval", "7", cycle="year"), Evidence("policy", "meeting"))


def office(day: date, _: int) -> str:
    """The days of the official calendar, make-up days among them."""
    return "D8" if OFFICIAL.is_working_day(day) else "-"


def six_hours(day: date, _: int) -> str:
    """Six days of six hours, Sundays and holidays off."""
    return "-" if day.weekday() == 6 or OFFICIAL.is_statutory(day) else "S6"


def small_night(_: date, k: int) -> str:
    """Four on, two off, two on, one off."""
    return "-" if k % 9 in (4, 5, 8) else "PSN"


def big_night(_: date, k: int) -> str:
    """A night of twelve hours, then two days off."""
    return "-" if k % 3 else "BN"


def by_the_hour(day: date, _: int) -> str:
    """Five slots of four hours a week."""
    return "P4" if day.weekday() < 5 else "-"


@pytest.mark.parametrize(
    ("pattern", "system", "packs"),
    [
        (office, "standard", ("cn-mainland", "fatigue")),
        (office, "standard", ("cn-shanghai",)),
        (six_hours, "standard", ("cn-mainland",)),
        (small_night, "comprehensive", ("cn-mainland", "fatigue")),
        (big_night, "comprehensive", ("cn-mainland", "fatigue")),
        (by_the_hour, "part-time", ("cn-mainland", "eu-wtd")),
    ],
    ids=["office", "office-shanghai", "six-hours", "small-night", "big-night", "by-the-hour"],
)
def test_lawful_patterns_have_no_failure(pattern: Callable[[date, int], str], system: str, packs: tuple[str, ...]) -> None:
    alarms: list[tuple[date, Finding]] = []
    for first in MONTHS:
        days = ((first + timedelta(days=32)).replace(day=1) - first).days
        plan = make_plan(
            first.isoformat(), days, agents=[make_agent("A1", hired=date(2020, 1, 1))], shifts=(D8, S6, PSN, BN, P4), evidence=APPROVED,
            contracts=(Contract("full-time", system, 0, 2400, 3600),), rules={"POL-RUN-01": {"max_days": 8}},
        )  # fmt: skip
        codes = " ".join(pattern(day, (day - date(2025, 1, 1)).days) for day in plan.grid.calendar)
        findings = check(plan, make_roster(plan, week_of(plan, {"A1": codes})), packs).findings
        alarms += [(first, f) for f in findings if f.outcome is Outcome.FAIL]
        if pattern is office:
            owed = [f for f in findings if f.rule in ("CN-PAY-01", "CN-PAY-02", "CN-OT-03")]
            assert not [f for f in owed if f.outcome is not Outcome.UNKNOWN]
    assert alarms == []
