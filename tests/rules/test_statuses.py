"""Days on which a status holds."""

from __future__ import annotations

from staffing.domain.people import Status
from staffing.rules.statuses import covers, week_begins
from tests.factories import day


def test_both_ends_are_included_and_the_end_may_be_open() -> None:
    status = Status("A1", "nursing", day("2026-03-02"), day("2026-03-04"))
    assert [covers(status, day(f"2026-03-0{d}")) for d in (1, 2, 4, 5)] == [False, True, True, False]
    assert covers(Status("A1", "nursing", day("2026-03-02"), None), day("2030-01-01"))


def test_weeks_are_counted_back_from_the_due_date() -> None:
    assert week_begins(day("2026-06-30"), 28) == day("2026-04-07")
    assert week_begins(day("2026-06-30"), 24) == day("2026-03-10")
    assert week_begins(day("2026-06-30"), 40) == day("2026-06-30")
