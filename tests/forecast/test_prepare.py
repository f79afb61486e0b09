"""From a laid-out history to a series, with what is worth saying."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.domain.people import Event
from staffing.forecast.prepare import Prepared, prepare
from staffing.forecast.reasons import Reason
from staffing.forecast.table import day_table
from tests.forecast.histories import MONDAY, counted, expected, make_history

FIRST = MONDAY - timedelta(days=91)


def ready(y: np.ndarray, open_slots: np.ndarray | None = None, **more: object) -> Prepared:
    table = day_table(make_history({"general": y}, FIRST))
    week = np.ones((7, y.shape[1]), dtype=np.bool_) if open_slots is None else open_slots
    found = prepare(table, "general", week, "Europe/Berlin", 14, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def codes(found: Prepared) -> list[Reason]:
    return [f.code for f in found.flags]


def test_a_good_history_needs_no_word() -> None:
    y = counted(expected(91))
    found = ready(y)
    assert found.flags == ()
    np.testing.assert_array_equal(found.series.y, y)
    assert found.series.calendar.length == 91 + 14


def test_days_without_data_at_both_ends_are_cut() -> None:
    y = counted(expected(91))
    y[:10] = np.nan
    y[80:] = np.nan
    found = ready(y)
    assert found.series.calendar.first_day == FIRST + timedelta(days=10)
    assert len(found.series.y) == 70
    assert found.series.calendar.length == 81 + 14


def test_a_queue_without_data_is_none() -> None:
    y = np.full((30, 24), np.nan)
    table = day_table(make_history({"general": y}, FIRST))
    assert prepare(table, "general", np.ones((7, 24), dtype=np.bool_), "UTC", 7) is None


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        (lambda y: y[:20], Reason.SHORT_HISTORY, {"days": 20}),
        (lambda y: y * 0, Reason.ALL_ZERO, {}),
        (lambda y: np.vstack([y[:60], y[60:] * 0]), Reason.SILENT, {"days": 31}),
        (lambda y: y * 0.7, Reason.FRACTIONAL, {}),
    ],
)
def test_what_is_said_of_a_poor_history(change: object, code: Reason, params: dict[str, object]) -> None:
    found = ready(change(counted(expected(91))))  # type: ignore[operator]
    flag = next(f for f in found.flags if f.code is code)
    assert dict(flag.params) == params
    assert flag.queue == "general"


def test_contacts_outside_opening_hours_are_left_out_and_said() -> None:
    week = np.ones((7, 48), dtype=np.bool_)
    week[:, :16] = False
    found = ready(counted(expected(91)), week)
    assert codes(found) == [Reason.VOLUME_WHEN_CLOSED]
    assert 0.05 < found.flags[0].params["share"] < 0.2
    assert np.isnan(found.series.y[:, :16]).all()


def test_an_export_without_its_zeros_is_noticed() -> None:
    y = counted(expected(91, 48, 60))
    assert codes(ready(y)) == []
    assert Reason.ZEROS_MISSING in codes(ready(np.where(y == 0, np.nan, y)))


def test_known_factors_are_taken_out_of_the_history() -> None:
    plain = counted(expected(91))
    y = plain.copy()
    y[50:53] *= 2.5
    sale = Event(FIRST + timedelta(days=50), FIRST + timedelta(days=52), "sale", "general", 2.5)
    closed = Event(FIRST + timedelta(days=60), FIRST + timedelta(days=60), "strike", "", 0.0)
    found = ready(y, events=(sale, closed))
    np.testing.assert_allclose(found.series.y[50:53], plain[50:53])
    assert np.isnan(found.series.y[60]).all()
    assert found.series.events.factor[51] == 2.5
    assert found.repairs == ()


def test_hours_the_clocks_skip_are_no_gaps() -> None:
    y = counted(expected(60, 24, 900, date(2026, 3, 2)))
    table = day_table(make_history({"general": y}, date(2026, 3, 2), "Europe/Berlin"))
    found = prepare(table, "general", np.ones((7, 24), dtype=np.bool_), "Europe/Berlin", 7)
    assert found is not None
    assert found.repairs == ()
    assert np.isnan(found.series.y).sum() == 1


def test_a_marked_event_is_no_outlier_and_an_unmarked_one_is() -> None:
    y = counted(expected(91))
    y[40] *= 3
    assert len(ready(y).repairs) == 1
    assert ready(y, events=(Event(FIRST + timedelta(days=40), FIRST + timedelta(days=40), "launch"),)).repairs == ()
