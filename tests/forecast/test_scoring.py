"""Quantiles and scores of a choice."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.scoring import correction, error_model, errors_of, published, tallies
from staffing.forecast.select import METHODS, Choice, Horizon, Trial, choose
from tests.forecast.histories import counted, expected, make_series


def chosen(level: float = 400.0, days: int = 126, **more: object) -> Choice:
    return choose(make_series(counted(expected(days, 48, level))), Horizon(0, 7), **more)  # type: ignore[arg-type]


def trial(origin: int, ratio: float) -> Trial:
    said = expected(7, 48, 400)
    return Trial(origin, said * ratio, dict.fromkeys(METHODS, said), "blend", 1.0)


def test_every_method_and_the_choice_are_scored_at_the_same_origins() -> None:
    choice = chosen()
    sums = tallies(choice, published(choice))
    scores = {name: t.score() for name, t in sums.items()}
    assert set(scores) == {"", *METHODS}
    assert {s.origins for s in scores.values()} == {len(choice.trials)}
    assert {s.contacts for s in scores.values()} == {scores[""].contacts}
    assert scores[""].coverage == pytest.approx(0.8, abs=0.06)
    assert scores[""].wape is not None
    assert scores["median-6"].wape is not None
    assert scores[""].wape < scores["median-6"].wape
    assert scores["median-6"].coverage is None


def test_without_trials_errors_are_assumed_and_nothing_is_scored() -> None:
    choice = chosen(test=False)
    assert error_model(choice, 1.0).assumed
    assert tallies(choice, published(choice))[""].score().wape is None
    assert correction((), "blend") == 1.0
    assert errors_of((), None) is None


def test_a_steady_bias_is_corrected_in_part() -> None:
    trials = [trial(28 + 7 * k, 1.08) for k in range(12)]
    assert 1.03 < correction(trials, "blend") < 1.05
    assert correction(trials[:1], "blend") < 1.01
    assert correction([trial(28 + 7 * k, 3.0) for k in range(16)], "blend") == pytest.approx(1.1)


def test_an_overall_bias_does_not_move_the_median() -> None:
    rng = np.random.default_rng(1)
    said = expected(7, 48, 5000)
    trials = [Trial(28 + 7 * k, rng.poisson(said * 1.2).astype(float), dict.fromkeys(METHODS, said), "blend", 1.0) for k in range(8)]
    model = errors_of(trials, "blend")
    assert model is not None
    assert model.quantiles(said)[1].sum() == pytest.approx(said.sum(), rel=0.02)


def test_quantiles_of_overlapping_windows_are_scored_too() -> None:
    choice = choose(make_series(counted(expected(120, 24, 400)), after=60), Horizon(0, 60))
    assert choice.tested is not None
    assert tallies(choice, published(choice))[""].score().coverage is not None
