"""Everything each method says at one origin."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from staffing.forecast.daily import variants
from staffing.forecast.methods import designs, say
from staffing.forecast.profile import VARIANTS
from tests.forecast.histories import WEEK, counted, expected, make_series


def test_totals_shares_and_baselines_have_the_days_asked_for() -> None:
    y = counted(expected(84, 24, 500))
    series = make_series(y)
    said = say(series, designs(series), 70, 3, 10)
    assert set(said.totals) == set(variants(70))
    assert set(said.shares) == set(VARIANTS)
    assert all(t.shape == (10,) for t in said.totals.values())
    assert all(s.shape == (10, 24) for s in said.shares.values())
    assert all(b.shape == (10, 24) for b in said.baselines.values())
    truth = 500 * np.array(WEEK)[(70 + 3 + np.arange(10)) % 7]
    for total in said.totals.values():
        np.testing.assert_allclose(total, truth, rtol=0.15)


def test_slots_that_are_closed_or_never_seen_are_not_busy() -> None:
    y = counted(expected(84, 24, 500))
    y[:, :6] = np.nan
    y[np.arange(84) % 7 == 6] = np.nan
    said = say(make_series(y), designs(make_series(y)), 84, 0, 7)
    assert not said.busy[:, :6].any()
    assert not said.busy[6].any()
    assert said.busy[:6, 6:].all()


def test_holidays_have_their_own_profile() -> None:
    first = date(2026, 9, 1)
    y = counted(expected(28, 24, 500, first))
    series = make_series(y, first, after=40, zone="Asia/Shanghai")
    festival = series.calendar.index(date(2026, 10, 1))
    assert series.kind[festival] == 7
    said = say(series, designs(series), 28, festival - 28, 1)
    for rows in said.shares.values():
        assert rows.sum() == pytest.approx(1)
