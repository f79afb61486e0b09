"""Within the day: what has come moves the rest, the more the more has been seen; other days stand."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast import make_forecast
from staffing.forecast.dependence import Window
from staffing.forecast.intervals import assumed_errors
from staffing.forecast.intraday import DayLevel, day_level, reforecast
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan


def ours(days: int = 91):  # type: ignore[no-untyped-def]
    return make_forecast(make_plan(make_history({"general": counted(expected(days))})))


def test_the_rest_follows_the_level_of_the_day() -> None:
    forecast = ours().forecast
    actual = forecast.offered * 1.3
    noon, evening = 12 * 60, 18 * 60
    levels = {"general": DayLevel(1.0, 0.02)}
    made, (early,) = reforecast(forecast, actual, noon, levels)
    late = reforecast(forecast, actual, evening, levels)[1][0]
    assert 1 < early.level < late.level < 1.3
    rest = slice(24, 48)
    np.testing.assert_allclose(made.offered[0, rest], forecast.offered[0, rest] * early.level)
    np.testing.assert_array_equal(made.offered[0, :24], forecast.offered[0, :24])
    np.testing.assert_array_equal(made.offered[0, 48:], forecast.offered[0, 48:])
    assert made.offered_p10 is not None
    assert made.offered_p90 is not None
    assert forecast.offered_p90 is not None
    assert forecast.offered_p10 is not None
    width, before = (x.offered_p90[0, rest] - x.offered_p10[0, rest] for x in (made, forecast))  # type: ignore[index]
    assert (width <= before * early.level + 1e-9).all()


def test_nothing_seen_changes_nothing() -> None:
    forecast = ours().forecast
    blank = np.full_like(forecast.offered, np.nan)
    made, (update,) = reforecast(forecast, blank, 600, {"general": DayLevel(1.0, 0.02)})
    np.testing.assert_array_equal(made.offered, forecast.offered)
    assert (update.weight, update.level) == (0.0, 1.0)
    with pytest.raises(ValueError, match="outside"):
        reforecast(forecast, blank, -5, {})


def test_chance_and_level_are_measured() -> None:
    rng = np.random.default_rng(4)
    found = []
    for _ in range(40):
        said = np.tile(np.linspace(5, 60, 24), (7, 1))
        rate = said * np.exp(rng.normal(0, 0.1, 7))[:, None]
        came = rng.poisson(rate).astype(float)
        found.append(Window(MONDAY, said, np.sqrt(said), came - said, np.stack([said] * 3), came))
    level = day_level(found, assumed_errors(1.0))
    assert level.chance == pytest.approx(1.0, abs=0.15)
    assert level.variance == pytest.approx(0.01, rel=0.4)
    assert day_level([], assumed_errors(1.0)).variance == 0.01


def test_on_days_with_levels_of_their_own_the_afternoon_gets_better() -> None:
    rng = np.random.default_rng(7)
    mean = expected(98) * np.exp(rng.normal(0, 0.15, 98))[:, None]
    counts = counted(mean, 8)
    result = make_forecast(make_plan(make_history({"general": counts[:91]})))
    plain = better = 0.0
    for d in range(7):
        actual = np.full_like(result.forecast.offered, np.nan)
        actual[0, 48 * d : 48 * d + 24] = counts[91 + d, :24]
        made, _ = reforecast(result.forecast, actual, d * 1440 + 720, result.levels)
        rest = slice(48 * d + 24, 48 * d + 48)
        came = counts[91 + d, 24:]
        plain += np.abs(came - result.forecast.offered[0, rest]).sum()
        better += np.abs(came - made.offered[0, rest]).sum()
    assert better < 0.93 * plain
