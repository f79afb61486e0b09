"""The table of local days agrees with the time axis, on ordinary days and on days of 23 and 25 hours."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid
from staffing.rules.days import DayTable, clip, length, week_start, weeks_between

GRIDS = (
    TimeGrid(date(2026, 3, 2), 7, 15, "Asia/Shanghai"),
    TimeGrid(date(2026, 3, 27), 5, 15, "Europe/Berlin"),
    TimeGrid(date(2026, 10, 23), 5, 15, "Europe/Berlin"),
    TimeGrid(date(2026, 3, 30), 14, 30, "Australia/Lord_Howe"),
)


@given(st.sampled_from(GRIDS), st.integers(-4000, 12000), st.integers(1, 1500), st.sampled_from([(1320, 360), (600, 900), (0, 1440)]))
def test_it_says_what_the_axis_says(grid: TimeGrid, start: int, span: int, window: tuple[int, int]) -> None:
    table = DayTable(grid, -5000, 14000)
    end = start + span
    assert table.day(start) == grid.day(start)
    assert table.clock(start) == grid.clock(start)
    assert table.touched(start, end) == grid.days_touched(start, end)
    assert table.overlap(start, end, *window) == grid.clock_overlap(start, end, *window)
    assert table.midnight(grid.day(start)) <= start < table.midnight_after(grid.day(start))


def test_an_empty_span_touches_nothing() -> None:
    table = DayTable(GRIDS[0], 0, 1440)
    assert table.touched(60, 60) == ()
    assert table.overlap(60, 30) == 0


def test_weeks_begin_on_monday() -> None:
    assert week_start(date(2026, 3, 8)) == date(2026, 3, 2)
    assert weeks_between(date(2026, 3, 4), date(2026, 3, 10)) == (date(2026, 3, 2), date(2026, 3, 9))
    assert weeks_between(date(2026, 3, 4), date(2026, 3, 9)) == (date(2026, 3, 2),)


def test_segments_are_clipped_and_summed() -> None:
    assert clip([(0, 10), (20, 30), (40, 50)], 5, 25) == [(5, 10), (20, 25)]
    assert length([(5, 10), (20, 25)]) == 10
