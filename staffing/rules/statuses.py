"""Days on which a status of an agent holds."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.people import Status

GESTATION_WEEKS = 40
"""Weeks of a pregnancy, from which the day of a week is counted back from the due date."""


def covers(status: Status, day: date) -> bool:
    """Whether a status holds on a day; both ends included, no last day = open end."""
    return status.first_day <= day and (status.last_day is None or day <= status.last_day)


def week_begins(due: date, week: int) -> date:
    """The day on which ``week`` full weeks of pregnancy are reached, counted back from the due date (week 40)."""
    return due - timedelta(weeks=GESTATION_WEEKS - week)
