"""The time axis: local time in, elapsed minutes inside, local time out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid, is_night, zone_info

BERLIN = "Europe/Berlin"
SHANGHAI = "Asia/Shanghai"
SPRING = date(2026, 3, 29)  # 23 hours in Berlin
AUTUMN = date(2026, 10, 25)  # 25 hours in Berlin


def grid(first: date = date(2026, 11, 30), days: int = 7, interval: int = 15, zone: str = SHANGHAI) -> TimeGrid:
    return TimeGrid(first, days, interval, zone)


@pytest.mark.parametrize(
    ("first", "zone", "hours"), [(SPRING, BERLIN, 23), (AUTUMN, BERLIN, 25), (SPRING, SHANGHAI, 24), (AUTUMN, SHANGHAI, 24)]
)
def test_a_day_has_its_real_length(first: date, zone: str, hours: int) -> None:
    axis = grid(first, 1, 15, zone)
    assert axis.end == hours * 60
    assert axis.length == hours * 4
    assert len(axis.interval_starts) == len(axis.interval_clock) == len(axis.interval_day) == axis.length


def test_a_week_with_a_clock_change_is_one_continuous_axis() -> None:
    axis = grid(AUTUMN - timedelta(days=6), 7, 30, BERLIN)
    assert axis.end == 7 * 1440 + 60
    assert [int((axis.interval_day == d).sum()) for d in range(7)] == [48] * 6 + [50]
    clocks = axis.interval_clock[axis.interval_day == 6].tolist()
    assert clocks[4:8] == [120, 150, 120, 150]  # two o'clock twice


def test_the_hour_that_does_not_exist() -> None:
    axis = grid(SPRING, 1, 15, BERLIN)
    assert axis.at(SPRING, 150) is None
    assert axis.edge(SPRING, 150) == 120  # the end of the gap: 03:00, two elapsed hours after midnight
    assert axis.at(SPRING, 180) == 120
    assert not axis.exists(datetime(2026, 3, 29, 2, 30))
    assert axis.exists(datetime(2026, 3, 29, 3, 0))
    assert axis.exists(datetime(2026, 3, 29, 2, 30, tzinfo=UTC))


def test_the_hour_that_exists_twice() -> None:
    axis = grid(AUTUMN, 1, 15, BERLIN)
    first = axis.minute(datetime(2026, 10, 25, 2, 30))
    second = axis.minute(datetime.fromisoformat("2026-10-25T02:30+01:00"))
    assert (first, second) == (150, 210)
    assert axis.text(first) == "2026-10-25T02:30"
    assert axis.text(second) == "2026-10-25T02:30+01:00"


def test_minutes_before_the_plan_are_negative() -> None:
    axis = grid()
    assert axis.minute(datetime(2026, 11, 29, 22, 0)) == -120
    assert axis.day(-1) == date(2026, 11, 29)
    assert axis.text(-120) == "2026-11-29T22:00"
    assert axis.clock(-120) == 22 * 60


def test_clock_minutes_beyond_midnight_lie_on_the_next_day() -> None:
    axis = grid()
    assert axis.at(date(2026, 11, 30), 1500) == 1500
    assert axis.midnight(axis.end_day) == axis.end == 7 * 1440
    assert axis.calendar[-1] == date(2026, 12, 6)


@given(
    zone=st.sampled_from([BERLIN, SHANGHAI, "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "UTC"]),
    minute=st.integers(-400 * 1440, 400 * 1440),
)
def test_what_is_written_is_read_back(zone: str, minute: int) -> None:
    axis = grid(date(2026, 3, 1), 7, 5, zone)
    assert axis.minute(datetime.fromisoformat(axis.text(minute))) == minute


@given(
    zone=st.sampled_from([BERLIN, SHANGHAI, "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana"]),
    offset=st.integers(-400, 400),
    clock=st.integers(0, 2879),
)
def test_a_wall_clock_time_exists_or_its_edge_is_the_first_minute_after_the_gap(zone: str, offset: int, clock: int) -> None:
    axis = grid(date(2026, 3, 1), 7, 5, zone)
    day = date(2026, 3, 1) + timedelta(days=offset)
    naive = datetime(day.year, day.month, day.day) + timedelta(minutes=clock)
    minute, edge = axis.at(day, clock), axis.edge(day, clock)
    assert (minute is not None) == axis.exists(naive)
    if minute is not None:
        assert minute == edge
        assert axis.local(minute).replace(tzinfo=None) == naive
    else:
        assert axis.local(edge).replace(tzinfo=None) > naive > axis.local(edge - 1).replace(tzinfo=None)


@given(start=st.integers(-3000, 20_000), length=st.integers(0, 3000), low=st.integers(0, 1439), width=st.integers(1, 1440))
def test_clock_overlap_counts_the_minutes_on_the_wall(start: int, length: int, low: int, width: int) -> None:
    axis = grid(AUTUMN - timedelta(days=3), 7, 15, BERLIN)
    high = (low + width) % 1440
    got = axis.clock_overlap(start, start + length, low, high)
    if width == 1440:
        assert got == length
        return
    # The window begins at its first minute and ends at the first moment named by its end, so nothing is counted where the clocks
    # repeat an hour outside of it; away from the change it is the plain count.
    change = axis.minute(datetime(2026, 10, 25, 3, 0))
    if start + length < change - 1440 or start > change + 1440:
        inside = [(axis.clock(m) - low) % 1440 < width for m in range(start, start + length)]
        assert got == sum(inside)
    assert 0 <= got <= length


def test_a_night_is_longer_or_shorter_when_the_clocks_change() -> None:
    for day, hours in ((SPRING, 7), (AUTUMN, 9)):
        axis = grid(day - timedelta(days=1), 3, 15, BERLIN)
        assert (
            axis.clock_overlap(0, axis.midnight(day) + 12 * 60, 22 * 60, 6 * 60) == hours * 60 + 6 * 60
        )  # and the morning of the first day


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        (16 * 60 + 30, 25 * 60, True),  # ends at 01:00: three hours after 22:00
        (16 * 60, 24 * 60 + 59, False),
        (3 * 60, 11 * 60, True),
        (3 * 60 + 1, 11 * 60, False),
        (22 * 60, 30 * 60, True),
        (6 * 60, 14 * 60, False),
    ],
)
def test_a_night_shift_overlaps_the_night_by_three_hours(start: int, end: int, night: bool) -> None:
    axis = grid()
    assert is_night(axis, start, end) is night
    assert is_night(axis, start + 1440, end + 1440) is night


def test_an_overnight_shift_touches_the_next_day_and_not_the_early_hours_of_its_own() -> None:
    axis = grid()
    first = axis.first_day
    assert axis.days_touched(22 * 60, 30 * 60) == (first, first + timedelta(days=1))
    assert axis.days_touched(22 * 60, 24 * 60) == (first,)  # midnight itself belongs to nobody
    assert axis.days_touched(5, 5) == ()
    assert axis.clock_overlap(22 * 60, 30 * 60, 0, 6 * 60) == 6 * 60
    assert axis.days_touched(22 * 60 + 6 * 1440, 30 * 60 + 6 * 1440)[-1] == axis.end_day


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"days": 0}, "days"),
        ({"days": 93}, "days"),
        ({"interval": 20}, "interval_minutes"),
        ({"zone": "Asia/Nowhere"}, "time zone"),
        ({"zone": "../etc"}, "time zone"),
        ({"zone": ""}, "time zone"),
        ({"first": date(2026, 4, 5), "interval": 60, "zone": "Australia/Lord_Howe", "days": 1}, "clock change"),
    ],
)
def test_a_grid_is_valid_from_birth(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        grid(**change)  # type: ignore[arg-type]


def test_the_grid_of_activities_is_a_quarter_hour_or_finer() -> None:
    assert [grid(interval=n).step_minutes for n in (5, 10, 15, 30, 60)] == [5, 10, 15, 15, 15]


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ValueError, match="Mars/Base"):
        zone_info("Mars/Base")
