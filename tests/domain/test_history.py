"""History on a regular axis, read in local time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.history import History


def history(start: datetime, n: int, interval: int = 30, zone: str = "Europe/Berlin") -> History:
    return History(zone, start, interval, ("a",), np.zeros((1, n)), np.full((1, n), 180.0))


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe", "America/St_Johns", "America/New_York"]),
    start=st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 20)),
    interval=st.sampled_from([5, 15, 20, 30, 60]),
)
def test_every_local_start_is_what_the_clock_on_the_wall_shows(zone: str, start: datetime, interval: int) -> None:
    begin = start.replace(minute=start.minute // 5 * 5, second=0, microsecond=0, tzinfo=UTC)
    log = history(begin, 60 * 24 * 9 // interval, interval, zone)
    for index in range(0, log.length, 7):
        wall = (begin + timedelta(minutes=index * interval)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert log.local_starts[index] == np.datetime64(wall, "m")


def test_the_change_is_seen_also_where_the_history_begins_between_hours() -> None:
    log = history(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 3)
    assert log.local_starts.astype(str).tolist() == ["2026-03-29T01:30", "2026-03-29T03:00", "2026-03-29T03:30"]


def test_moments_are_utc() -> None:
    assert history(datetime(2026, 3, 1, tzinfo=UTC), 4).moment(3) == datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


def test_a_history_is_valid_from_birth() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    good = np.zeros((1, 4))
    with pytest.raises(ValueError, match="aware"):
        History("UTC", datetime(2026, 3, 1), 30, ("a",), good, good)
    with pytest.raises(ValueError, match="shape"):
        History("UTC", start, 30, ("a", "b"), good, good)
    with pytest.raises(ValueError, match="aht_seconds"):
        History("UTC", start, 30, ("a",), good, np.zeros((1, 5)))
    with pytest.raises(ValueError, match="negative"):
        History("UTC", start, 30, ("a",), good - 1, good)
    with pytest.raises(ValueError, match="time zone"):
        History("Nowhere", start, 30, ("a",), good, good)
    assert np.isnan(History("UTC", start, 30, ("a",), good * np.nan, good).offered).all()
