"""A history by local day and slot."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from staffing.domain.history import History
from staffing.domain.queue import OpenWindow, Queue
from staffing.forecast.table import day_table, open_week
from tests.forecast.histories import bell, make_history


def test_days_and_slots_are_local() -> None:
    offered = np.arange(96, dtype=float)[None, :]
    log = History("Asia/Shanghai", datetime(2026, 3, 1, 16, 0, tzinfo=UTC), 30, ("a",), offered, np.full((1, 96), np.nan))
    table = day_table(log)
    assert (table.first_day, table.days, table.slots, table.end_day) == (date(2026, 3, 2), 2, 48, date(2026, 3, 4))
    np.testing.assert_array_equal(table.offered[0].reshape(-1), offered[0])
    assert np.all(table.exists)


def test_a_history_that_starts_and_ends_inside_a_day_leaves_the_rest_unknown() -> None:
    log = History("Asia/Shanghai", datetime(2026, 3, 2, 0, 0, tzinfo=UTC), 60, ("a",), np.ones((1, 20)), np.full((1, 20), np.nan))
    table = day_table(log)
    assert table.days == 2
    assert np.isnan(table.offered[0, 0, :8]).all()
    assert np.all(table.offered[0, 0, 8:] == 1)
    assert table.exists.sum() == 20


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 28), 71), (date(2026, 10, 24), 73)])
def test_days_of_23_and_25_hours_become_rows_of_24(first: date, hours: int) -> None:
    counts = np.tile(np.arange(24.0), (3, 1))
    log = make_history({"a": counts}, first, "Europe/Berlin")
    assert log.length == hours
    table = day_table(log)
    seen = ~np.isnan(table.offered[0])
    assert seen.sum() == min(hours, 72)
    np.testing.assert_array_equal(table.offered[0][seen], counts[seen])  # the doubled hour is a mean, not a sum
    np.testing.assert_array_equal(table.exists, seen)


def test_coarser_slots_add_up_and_are_known_only_where_all_parts_are() -> None:
    counts = np.arange(96.0).reshape(1, 96)
    counts[0, 5] = np.nan
    log = make_history({"a": counts}, aht=None)
    table = day_table(log, 60)
    assert table.offered[0, 0, 0] == 0 + 1 + 2 + 3
    assert np.isnan(table.offered[0, 0, 1])
    assert np.nansum(table.offered) == np.nansum(counts) - counts[0, [4, 6, 7]].sum()


def test_handling_time_is_weighted_by_contacts() -> None:
    counts = np.zeros((1, 48))
    counts[0, :2] = 10, 30
    seconds = np.full((1, 48), np.nan)
    seconds[0, :2] = 100, 200
    table = day_table(make_history({"a": counts}, aht=seconds), 60)
    assert table.aht_seconds[0, 0, 0] == pytest.approx(175)
    assert table.handled[0, 0, 0] == 40
    assert np.isnan(table.aht_seconds[0, 0, 1:]).all()


def test_intervals_that_do_not_divide_are_refused() -> None:
    log = make_history({"a": np.ones((2, 48))})
    with pytest.raises(ValueError, match="45 minutes"):
        day_table(log, 45)


def test_until_cuts_days() -> None:
    table = day_table(make_history({"a": np.ones((10, 24))}, date(2026, 3, 2)))
    assert table.until(date(2026, 3, 5)).days == 3
    assert table.until(date(2026, 1, 1)).days == 0
    assert table.until(date(2027, 1, 1)).days == 10


def test_opening_hours_by_weekly_slot() -> None:
    queue = Queue("a", open=(OpenWindow.parse("Mon-Fri 08:15-12:00"), OpenWindow.parse("Sun 22:00-02:00")))
    week = open_week(queue, 60)
    assert week[0, 8:12].all()
    assert week[:5].sum() == 5 * 4 + 2  # and Monday 00:00-02:00 from Sunday night
    assert week[0, :2].all()
    assert not week[5].any()
    assert week[6, 22:].all()
    assert open_week(Queue("b"), 30).all()
    assert bell(48).sum() == pytest.approx(1)
