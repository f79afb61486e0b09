"""The back-test: only the past, at the wanted horizon, and the better method wins."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.methods import BLEND, CALENDAR, designs, say
from staffing.forecast.select import CANDIDATES, METHODS, Horizon, choose, forecasts_of, plan_backtest
from tests.forecast.histories import MONDAY, counted, expected, make_series, wape


@pytest.mark.parametrize(
    ("days", "wanted", "tested", "origins"),
    [
        (91, Horizon(0, 7), Horizon(0, 7), 9),
        (730, Horizon(0, 7), Horizon(0, 7), 20),
        (91, Horizon(14, 7), Horizon(14, 7), 7),
        (91, Horizon(0, 2), Horizon(0, 7), 9),
        (91, Horizon(0, 60), Horizon(0, 28), 6),
        (91, Horizon(80, 7), Horizon(14, 7), 7),
        (40, Horizon(0, 30), Horizon(0, 7), 1),
    ],
)
def test_the_horizon_is_the_wanted_one_if_the_history_allows(days: int, wanted: Horizon, tested: Horizon, origins: int) -> None:
    found = plan_backtest(days, wanted)
    assert found is not None
    assert (found[0], len(found[1])) == (tested, origins)
    assert found[1][-1] + tested.lead + tested.days <= days
    assert np.all(np.diff(found[1]) == 7)
    assert found[1][0] >= 28


def test_three_days_cannot_be_tested() -> None:
    assert plan_backtest(3, Horizon(0, 7)) is None
    assert plan_backtest(34, Horizon(0, 7)) is None


def test_what_is_said_at_an_origin_does_not_depend_on_what_comes_after() -> None:
    y = counted(expected(84, 24, 500))
    changed = y.copy()
    changed[56:] *= 7
    for lead in (0, 5):
        one, two = (say(s, designs(s), 56, lead, 7) for s in (make_series(y), make_series(changed)))
        for part in ("totals", "shares", "baselines"):
            for key, value in getattr(one, part).items():
                np.testing.assert_array_equal(value, getattr(two, part)[key])


def test_the_choice_at_a_trial_uses_only_trials_known_by_then() -> None:
    y = counted(expected(91, 24, 500))
    changed = y.copy()
    changed[-7:] = changed[-7:, ::-1] * 5
    one, two = choose(make_series(y), Horizon(0, 7)), choose(make_series(changed), Horizon(0, 7))
    assert len(one.trials) == len(two.trials) == 9
    for a, b in zip(one.trials, two.trials, strict=True):
        assert a.chosen == b.chosen
        for method in a.forecasts:
            np.testing.assert_array_equal(a.forecasts[method], b.forecasts[method])


def test_overlapping_windows_do_not_leak() -> None:
    y = counted(expected(150, 24, 500))
    changed = y.copy()
    changed[-21:] = changed[-21:, ::-1] * 5
    one, two = (choose(make_series(t), Horizon(7, 21)) for t in (y, changed))
    for a, b in zip(one.trials, two.trials, strict=True):
        if a.origin <= 150 - 21:
            np.testing.assert_array_equal(a.forecasts[BLEND], b.forecasts[BLEND])


def test_a_steady_queue_is_forecast_better_than_by_what_users_pick() -> None:
    y = counted(expected(91 + 7, 48, 400))
    series = make_series(y[:91])
    choice = choose(series, Horizon(0, 7))
    assert choice.method in (CALENDAR, BLEND)
    said = forecasts_of(choice)
    assert set(said) == set(METHODS)
    assert wape(y[91:], choice.expected) < wape(y[91:], said["median-6"]) < wape(y[91:], said["seasonal-naive"])
    assert wape(y[91:], choice.expected) < 1.03 * wape(y[91:], expected(98, 48, 400)[91:])


def test_a_moving_level_is_followed_fast_and_a_steady_one_slowly() -> None:
    rng = np.random.default_rng(8)
    walk = np.exp(np.cumsum(rng.normal(0, 0.08, 126)))
    moving = choose(make_series(counted(expected(126, 24, 3000) * walk[:, None])), Horizon(0, 7))
    steady = choose(make_series(counted(expected(126, 24, 100))), Horizon(0, 7))
    fast = np.mean([min(v.half_lives_days) for v in moving.best_daily])
    slow = np.mean([min(v.half_lives_days) for v in steady.best_daily])
    assert fast < slow


def test_last_week_wins_where_weeks_repeat_themselves() -> None:
    rng = np.random.default_rng(5)
    week = rng.gamma(0.6, 100, (7, 24))
    levels = np.exp(np.cumsum(rng.normal(0, 0.25, (16, 7, 24)), axis=0))  # every slot goes its own way
    y = (week[None] * levels).reshape(112, 24)
    assert choose(make_series(y), Horizon(0, 7)).method == "seasonal-naive"


def test_a_median_is_never_the_expected_value() -> None:
    assert "median-6" in METHODS
    assert "median-6" not in CANDIDATES
    y = counted(expected(91, 48, 4))
    choice = choose(make_series(y), Horizon(0, 7))
    assert choice.expected.sum() == pytest.approx(y[-28:].sum() / 4, rel=0.35)


def test_without_a_test_there_is_still_a_forecast() -> None:
    y = counted(expected(91, 24, 500))
    quick = choose(make_series(y), Horizon(0, 7), test=False)
    assert quick.trials == ()
    assert quick.tested is None
    assert wape(expected(98, 24, 500)[91:], quick.expected) < 0.1
    assert make_series(y).calendar.index(MONDAY) == 91
