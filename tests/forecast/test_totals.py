"""Totals: queues and their sum agree, weeks are calendar weeks, and the quantiles hold what they promise."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.forecast.dependence import Dependence, fit_dependence
from staffing.forecast.paths import Z90
from staffing.forecast.totals import ALL, Calibration, calibrate, totals
from tests.forecast.test_dependence import windows

FREE = Calibration(np.ones(2), (0, 0), (0, 0))


def made(days: int = 10, first: date = date(2026, 11, 26), slots: int = 4, w: float = 0.0):  # type: ignore[no-untyped-def]
    calendar = tuple(first + timedelta(days=k) for k in range(days))
    day = np.repeat(np.arange(days), slots)
    offered = np.stack([np.full(days * slots, 100.0), np.full(days * slots, 50.0)])
    bands = np.stack([offered - 10 * Z90, offered, offered + 10 * Z90])
    return totals(("a", "b"), calendar, day, offered, bands, Dependence(np.full(2, w), np.zeros(2), np.eye(2)), FREE)


def test_days_and_calendar_weeks() -> None:
    found = made()
    assert found.names == ("a", "b", ALL)
    assert found.weeks == (date(2026, 11, 26), date(2026, 11, 30))
    np.testing.assert_allclose(found.weekly[0], [[1600, 2400], [800, 1200], [2400, 3600]])
    np.testing.assert_allclose(found.daily[0, 2], found.daily[0, 0] + found.daily[0, 1])
    assert len(found.rows()) == 3 * (10 + 2)
    assert found.rows()[0][:4] == ("day", date(2026, 11, 26), "a", 400.0)


def test_a_sum_of_quantiles_is_no_quantile_of_the_sum() -> None:
    alone, together = made(w=0.0), made(w=1.0)
    half = alone.daily[3, 0] - alone.daily[2, 0]
    np.testing.assert_allclose(half, 10 * Z90 * 2, rtol=0.15)  # sqrt(4) intervals
    np.testing.assert_allclose(together.daily[3, 0] - together.daily[2, 0], 10 * Z90 * 4, rtol=0.15)


@pytest.mark.parametrize("wrong", [0.5, 2.0])
def test_bands_that_were_too_wide_or_narrow_are_calibrated(wrong: float) -> None:
    queues = windows(0.2, 0.2, 60, seed=5)
    honest = calibrate(queues, fit_dependence(queues))
    assert honest.widen[0] == pytest.approx(1.0, abs=0.12)
    assert honest.daily[0] / honest.daily[1] == pytest.approx(0.8, abs=0.05)
    for item in queues[0]:
        item.bands[0], item.bands[2] = item.said - 6.4 / wrong, item.said + 6.4 / wrong
    mended = calibrate(queues, fit_dependence(queues))
    assert mended.widen[0] == pytest.approx(max(0.6, wrong), rel=0.2)
    assert mended.daily[0] / mended.daily[1] == pytest.approx(0.8, abs=0.12)


def test_nothing_is_claimed_without_a_back_test() -> None:
    found = calibrate([[]], fit_dependence([[]]))
    assert found.daily == (0, 0)
    assert made().coverage_daily is None
