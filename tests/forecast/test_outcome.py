"""Once the days have come: ours, with and without changes, and anybody's, on the same intervals."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from staffing.domain.people import Adjustment
from staffing.forecast import make_forecast
from staffing.forecast.outcome import actual_on, coarser, outcome, spread_on
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan


def plan_with_days_that_came(days: int = 3, **more):  # type: ignore[no-untyped-def]
    """The first days of the plan are in the history; on the first one twice as much came from 9:00 to 12:00."""
    mean = expected(91 + days)
    mean[91:92, 18:24] *= 2
    return make_plan(make_history({"general": counted(mean)}), **more)


def change(factor: float, start: int = 540, end: int = 720) -> Adjustment:
    return Adjustment("general", start, end, "multiply", factor, "Ann", "mailing")


def test_a_change_that_was_right_and_one_that_was_not() -> None:
    plan = plan_with_days_that_came(adjustments=(change(2.0), change(0.5, 1440 + 540, 1440 + 720), change(1.5, 5 * 1440, 6 * 1440)))
    found = make_forecast(plan).accuracy.outcome
    assert found is not None
    report = found.to_dict()
    assert report["intervals"] == 3 * 48
    assert [(a["line"], a["helped"]) for a in report["adjustments"]] == [(1, True), (2, False)]
    assert set(report["scores"]) == {"forecast", "model", "seasonal-naive"}
    assert report["scores"]["model"]["contacts"] == report["scores"]["forecast"]["contacts"]


def test_nothing_is_said_before_anything_came_and_no_change_no_model() -> None:
    assert make_forecast(plan_with_days_that_came(0)).accuracy.outcome is None
    found = make_forecast(plan_with_days_that_came()).accuracy.to_dict()["outcome"]
    assert set(found["scores"]) == {"forecast", "seasonal-naive"}


def test_days_that_came_do_not_change_the_forecast() -> None:
    before, after = (make_forecast(plan_with_days_that_came(k)).forecast for k in (0, 3))
    np.testing.assert_array_equal(before.offered, after.offered)


def test_anybody_is_scored_on_the_intervals_all_speak_of() -> None:
    plan = plan_with_days_that_came()
    ours = make_forecast(plan).forecast
    assert plan.history is not None
    actual = actual_on(plan.grid, plan.history, ["general"])
    theirs = np.where(np.arange(plan.grid.length) < 48, actual, np.nan)
    found = outcome(plan.grid, ["general"], actual, {"ours": ours, "theirs": theirs})
    assert found is not None
    assert found.intervals == 48
    assert found.scores["theirs"].wape == 0
    assert found.scores["ours"].intervals == 48
    assert found.scores["ours"].coverage is not None


def test_other_interval_lengths() -> None:
    hourly = make_history({"general": counted(expected(93, 24))})
    plan = make_plan(hourly, interval_minutes=30)
    result = make_forecast(plan)
    wide = coarser(result.forecast, 60)
    assert wide.offered.sum() == pytest.approx(result.forecast.offered.sum())
    assert np.isnan(actual_on(plan.grid, hourly, ["general"])).all()
    came = spread_on(plan.grid, hourly, result.forecast)
    real = actual_on(wide.grid, hourly, ["general"])
    np.testing.assert_allclose(came[0, : 2 * 48].reshape(-1, 2).sum(axis=1), real[0, :48])
    assert result.accuracy.outcome is not None
    fine = make_plan(make_history({"general": counted(expected(93, 48))}), interval_minutes=60)
    assert fine.history is not None
    np.testing.assert_allclose(np.nansum(actual_on(fine.grid, fine.history, ["general"])), fine.history.offered[0, 91 * 48 :].sum())
    assert MONDAY + timedelta(days=2) == plan.grid.calendar[2]
