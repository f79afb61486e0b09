"""A day of the calendar is one of three kinds."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.domain.work_calendar import CalendarDay


def test_kind_and_status_are_known_words() -> None:
    assert CalendarDay(date(2027, 1, 1), "statutory").status == "official"
    with pytest.raises(ValueError, match="kind"):
        CalendarDay(date(2027, 1, 1), "holiday")
    with pytest.raises(ValueError, match="status"):
        CalendarDay(date(2027, 1, 1), "off", status="maybe")
