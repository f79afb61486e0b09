"""What is not demand is found, listed, and never filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from staffing.forecast.calendar import day_calendar
from staffing.forecast.clean import Cleaned, Repair, RepairKind, clean, never_seen
from tests.forecast.histories import counted, expected

FIRST = date(2025, 12, 1)
DAYS = 70


def cleaned(y: NDArray[np.float64], zone: str = "UTC", first: date = FIRST) -> Cleaned:
    return clean(y, np.ones(y.shape, dtype=np.bool_), day_calendar(first, len(y), zone), "general", 1440 // y.shape[1])


def history(level: float = 1000.0) -> NDArray[np.float64]:
    return counted(expected(DAYS, 48, level, FIRST))


def kinds(found: Cleaned) -> list[RepairKind]:
    return [r.kind for r in found.repairs]


def only(found: Cleaned) -> Repair:
    assert len(found.repairs) == 1
    return found.repairs[0]


@pytest.mark.parametrize("level", [100.0, 1000.0, 20000.0])
def test_a_clean_history_is_left_alone(level: float) -> None:
    y = history(level)
    found = cleaned(y)
    assert found.repairs == ()
    np.testing.assert_array_equal(found.offered, y)
    np.testing.assert_array_equal(found.trust, 1)


def test_a_gap_is_listed_and_stays_a_gap() -> None:
    y = history()
    y[20, 40:] = np.nan
    y[21, :4] = np.nan
    repair = only(cleaned(y))
    assert (repair.kind, repair.slots, repair.action) == (RepairKind.GAP, 12, "left-out")
    assert repair.start == datetime(2025, 12, 21, 20, 0)
    assert repair.end == datetime(2025, 12, 22, 2, 0)
    assert repair.to_dict()["start"] == "2025-12-21T20:00"


def test_slots_that_never_have_data_are_closed_not_gaps() -> None:
    y = history()
    weekday = day_calendar(FIRST, DAYS, "UTC").weekday
    y[weekday == 6] = np.nan
    y[:, :10] = np.nan
    assert cleaned(y).repairs == ()
    closed = never_seen(y, weekday)
    assert closed[6].all()
    assert closed[:, :10].all()
    assert closed.sum() == 48 + 6 * 10


def test_a_run_of_zeros_by_day_is_an_outage() -> None:
    y = history()
    y[30, 20:30] = 0
    found = cleaned(y)
    assert (only(found).kind, only(found).slots) == (RepairKind.OUTAGE, 10)
    assert np.isnan(found.offered[30, 20:30]).all()
    assert not np.isnan(found.offered[30, :20]).any()


def test_quiet_nights_and_closed_weekends_are_no_outages() -> None:
    y = history()
    y[:, :12] = 0
    y[day_calendar(FIRST, DAYS, "UTC").weekday >= 5] = 0
    assert cleaned(y).repairs == ()


def test_a_dead_public_holiday_is_no_outage_but_a_dead_ordinary_day_is() -> None:
    y = history()
    christmas = (date(2025, 12, 25) - FIRST).days
    y[christmas] = 0
    assert cleaned(y, "Europe/Berlin").repairs == ()
    assert kinds(cleaned(y, "UTC")) == [RepairKind.OUTAGE]


def test_a_queue_closed_for_good_is_no_outage() -> None:
    y = history()
    y[50:] = 0
    assert RepairKind.OUTAGE not in kinds(cleaned(y))


def test_of_a_day_imported_twice_the_one_unlike_its_weekday_is_left_out() -> None:
    y = history()
    monday = 35
    assert (FIRST + timedelta(days=monday)).weekday() == 0
    y[monday + 5] = y[monday]  # a Saturday that is a copy of Monday
    found = cleaned(y)
    repair = only(found)
    assert (repair.kind, repair.params["same_as"]) == (RepairKind.COPIED_DAY, "2026-01-05")
    assert np.isnan(found.offered[monday + 5]).all()
    assert not np.isnan(found.offered[monday]).any()


def test_a_day_counted_twice_is_halved() -> None:
    y = history()
    truth = y[33].copy()
    y[33] *= 2
    found = cleaned(y)
    assert RepairKind.DOUBLED_DAY in kinds(found)
    np.testing.assert_array_equal(found.offered[33], truth)


def test_even_counts_throughout_are_no_doubled_days() -> None:
    assert cleaned(history() * 2).repairs == ()


def test_a_storm_is_weighed_less_but_kept() -> None:
    y = history()
    y[40] = counted(expected(DAYS, 48, 1000, FIRST)[40] * 3.5, 9)
    found = cleaned(y)
    repair = only(found)
    assert (repair.kind, repair.action) == (RepairKind.OUTLIER_DAY, "weighed-less")
    assert repair.params["ratio"] == pytest.approx(3.5, rel=0.15)
    np.testing.assert_array_equal(found.offered, y)
    assert found.trust[40] < 0.25


def test_closed_slots_are_not_judged() -> None:
    y = history()
    y[:, 40:] = np.nan
    mask = np.ones(y.shape, dtype=np.bool_)
    mask[:, 40:] = False
    y[10, 45] = 7
    found = clean(y, mask, day_calendar(FIRST, DAYS, "UTC"), "general", 30)
    assert found.repairs == ()
    assert np.isnan(found.offered[:, 40:]).all()


def test_the_scale_of_the_counts_does_not_matter() -> None:
    y = history()
    y[30, 20:30] = 0
    y[40] *= 4
    y[20, 5:9] = np.nan
    small, large = cleaned(y), cleaned(y * 3)
    assert [(r.kind, r.start, r.end) for r in small.repairs] == [(r.kind, r.start, r.end) for r in large.repairs]
    np.testing.assert_allclose(large.offered, 3 * small.offered)


def test_days_that_are_alike_by_nature_are_no_copies() -> None:
    y = np.tile(np.arange(48, dtype=np.float64), (DAYS, 1))  # made or rounded counts: every day the same
    found = cleaned(y)
    assert RepairKind.COPIED_DAY not in kinds(found)
    np.testing.assert_array_equal(found.offered, y)
