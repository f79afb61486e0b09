"""Quantiles of a choice and the scores of its back-test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.accuracy import Tally
from staffing.forecast.intervals import ErrorModel, assumed_errors, fit_errors
from staffing.forecast.select import MEMORY_ORIGINS, METHODS, Choice, Trial

Floats = NDArray[np.float64]

BIAS_PRIOR_ORIGINS = 12
"""Origins without bias that the mean of the back-test is weighed against."""

MAX_CORRECTION = 1.1


def errors_of(trials: Sequence[Trial], method: str | None) -> ErrorModel | None:
    """The spread of a method's errors (``None`` = of what was chosen at each origin), its overall bias taken out."""
    if not trials:
        return None
    forecast = np.concatenate([t.forecasts[method or t.chosen] for t in trials])
    actual = np.concatenate([t.actual for t in trials])
    ratio = _ratio(forecast, actual)
    return fit_errors(forecast * ratio, actual) if ratio is not None else None


def correction(trials: Sequence[Trial], method: str) -> float:
    """Factor on the expected value from the bias of the back-test, drawn towards 1: few origins prove little."""
    recent = trials[-MEMORY_ORIGINS:]
    if not recent:
        return 1.0
    ratio = _ratio(np.concatenate([t.forecasts[method] for t in recent]), np.concatenate([t.actual for t in recent]))
    if ratio is None:
        return 1.0
    share = len(recent) / (len(recent) + BIAS_PRIOR_ORIGINS)
    return float(np.clip(ratio**share, 1 / MAX_CORRECTION, MAX_CORRECTION))


def error_model(choice: Choice, one_contact: float) -> ErrorModel:
    """The spread of the chosen method's errors; assumed where there was no back-test (``one_contact``: size of a count of 1)."""
    return errors_of(choice.trials[-MEMORY_ORIGINS:], choice.method) or assumed_errors(one_contact)


@dataclass(frozen=True, eq=False)
class Published:
    """What would have been published at one origin of the back-test.

    Attributes:
        trial: the origin.
        expected: of the method chosen then, corrected by the bias known then, shape (days, S).
        bands: p10, p50, p90 from the errors at other origins whose windows do not touch this one's, or at all others where none does,
            shape (3, days, S); ``None`` where there is no other.
    """

    trial: Trial
    expected: Floats
    bands: Floats | None


def published(choice: Choice) -> tuple[Published, ...]:
    """What would have been published at every origin, oldest first."""
    if choice.tested is None:
        return ()
    out = []
    for trial in choice.trials:
        others = [t for t in choice.trials if abs(t.origin - trial.origin) >= choice.tested.days]
        others = others or [t for t in choice.trials if t is not trial]
        model = errors_of(others, None)
        expected = trial.forecasts[trial.chosen]
        earlier = [t for t in choice.trials if t.origin + choice.tested.lead + choice.tested.days <= trial.origin]
        bands = None if model is None else model.quantiles(expected)
        out.append(Published(trial, expected * correction(earlier, trial.chosen), bands))
    return tuple(out)


def tallies(choice: Choice, made: Sequence[Published]) -> dict[str, Tally]:
    """Sums for the scores: of every method, and under ``""`` of what would have been published."""
    out: dict[str, Tally] = {"": Tally(), **{name: Tally() for name in METHODS}}
    for item in made:
        trial = item.trial
        for name, forecast in trial.forecasts.items():
            out[name].add(trial.actual, forecast, None, trial.scale)
        out[""].add(trial.actual, item.expected, item.bands, trial.scale)
    return out


def _ratio(forecast: Floats, actual: Floats) -> float | None:
    known = ~np.isnan(actual)
    below, above = float(forecast[known].sum()), float(actual[known].sum())
    return above / below if below > 0 and above > 0 else None
