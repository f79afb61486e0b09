"""Selection by rolling origin, for each queue at the horizon of the plan.

At weekly origins in the past every method forecasts what is known by now from the days before the origin alone. Variants of one method
(how fast a level moves, how a profile is shrunk) are chosen first: the mean of the four best daily models, the best profile. At each
origin that choice uses only origins whose outcome was known by then, so that the errors reported are those of the choice, not of the
luckiest method in hindsight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.daily import DailyVariant
from staffing.forecast.methods import BLEND, CALENDAR, CALENDAR_SHARE, Said, Series, designs, say
from staffing.forecast.profile import ProfileVariant, day_totals

Floats = NDArray[np.float64]

MAX_ORIGINS = 20
MEMORY_ORIGINS = 16
MIN_ORIGINS = 3
MIN_TRAIN_DAYS = 28
BEST_DAILY = 4
DISCOUNT = 0.93
"""Weight of an origin's error relative to that of the next week's: methods learn as the history grows."""

PREFER_WITHIN = 0.02
"""``blend`` is kept unless another method is better by more than this share of its error: less than chance decides between them."""

METHODS = (BLEND, CALENDAR, "median-6", "mean-4", "seasonal-naive")
CANDIDATES = (BLEND, CALENDAR, "mean-4", "seasonal-naive")
"""What may be chosen. A median is not an expected value (of small counts it is 0): median-6 is measured against, and part of the blend."""


@dataclass(frozen=True)
class Horizon:
    """Days ``lead`` to ``lead + days - 1`` after an origin."""

    lead: int
    days: int


@dataclass(frozen=True, eq=False)
class Trial:
    """One origin of the back-test.

    Attributes:
        origin: number of days known.
        actual: what came, shape (days, S); NaN = unknown.
        forecasts: by method, shape (days, S).
        chosen: the method that would have been chosen then.
        scale: mean absolute difference between same slots of consecutive weeks before the origin; NaN = unknown.
    """

    origin: int
    actual: Floats
    forecasts: dict[str, Floats]
    chosen: str
    scale: float


@dataclass(frozen=True, eq=False)
class Choice:
    """What is used for a queue and why.

    Attributes:
        method: name.
        daily: daily variants averaged; empty where the method has none.
        profile: profile variant; ``None`` where the method has none.
        best_daily, best_profile: the best variants, whatever the method.
        tested: horizon of the back-test; ``None`` where there was none.
        trials: in order of time.
        expected: the forecast, shape (days, S), known event factors not yet applied.
        said: what every method says at the end of the history.
    """

    method: str
    daily: tuple[DailyVariant, ...]
    profile: ProfileVariant | None
    best_daily: tuple[DailyVariant, ...]
    best_profile: ProfileVariant
    tested: Horizon | None
    trials: tuple[Trial, ...]
    expected: Floats
    said: Said


def plan_backtest(days_known: int, wanted: Horizon) -> tuple[Horizon, tuple[int, ...]] | None:
    """The horizon to test at and the origins, oldest first: the wanted one if MIN_ORIGINS fit, else the longest that does.

    At least a week is tested. ``None`` where not even one week can be.
    """
    days = max(7, wanted.days)
    tries = [Horizon(wanted.lead, days), Horizon(wanted.lead, min(days, 28))]
    tries += [Horizon(lead, 7) for lead in (wanted.lead, 14, 7, 0) if lead <= wanted.lead]
    best: tuple[Horizon, tuple[int, ...]] | None = None
    for horizon in tries:
        last = days_known - horizon.lead - horizon.days
        origins = tuple(range(last, MIN_TRAIN_DAYS - 1, -7))[:MAX_ORIGINS][::-1]
        if len(origins) >= MIN_ORIGINS:
            return horizon, origins
        if origins and (best is None or len(origins) > len(best[1])):
            best = horizon, origins
    return best


def choose(series: Series, wanted: Horizon, *, test: bool = True) -> Choice:
    """Back-test all methods on a series, choose, and forecast the wanted days after its end.

    ``test = False`` skips the back-test (work that was cut short).
    """
    columns = designs(series)
    now = say(series, columns, len(series.y), wanted.lead, wanted.days)
    plan = plan_backtest(len(series.y), wanted) if test else None
    if plan is None:
        return _compose(now, BLEND, tuple(now.totals), next(iter(now.shares)), None, ())
    horizon, origins = plan
    said = [say(series, columns, o, horizon.lead, horizon.days) for o in origins]
    actual = [_actual(series, o, horizon) for o in origins]
    totals = [day_totals(a, series.kind[o + horizon.lead : o + horizon.lead + horizon.days]) for o, a in zip(origins, actual, strict=True)]
    daily_error = [{v: float((w * np.abs(f - t)).sum()) for v, f in s.totals.items()} for s, (t, w) in zip(said, totals, strict=True)]
    share_error = [
        {v: _absolute(a, np.where(s.busy, f, 0.0) * t[:, None]) for v, f in s.shares.items()}
        for s, a, (t, _) in zip(said, actual, totals, strict=True)
    ]
    trials: list[Trial] = []
    for k, origin in enumerate(origins):
        known = [j for j in range(k) if origins[j] + horizon.lead + horizon.days <= origin]
        daily, profile = _best_variants(said[k], [daily_error[j] for j in known], [share_error[j] for j in known])
        forecasts = _forecasts(said[k], daily, profile)
        trials.append(Trial(origin, actual[k], forecasts, _best_method([trials[j] for j in known]), _weekly_change(series.y[:origin])))
    daily, profile = _best_variants(now, daily_error, share_error)
    return _compose(now, _best_method(trials), daily, profile, horizon, tuple(trials))


def _actual(series: Series, origin: int, horizon: Horizon) -> Floats:
    first = origin + horizon.lead
    return np.where(series.open_days(first, horizon.days), series.y[first : first + horizon.days], np.nan)


def _absolute(actual: Floats, forecast: Floats) -> float:
    return float(np.nansum(np.abs(actual - forecast)))


def _best_variants(
    said: Said, daily: Sequence[dict[DailyVariant, float]], shares: Sequence[dict[ProfileVariant, float]]
) -> tuple[tuple[DailyVariant, ...], ProfileVariant]:
    """The best daily variants and the best profile by their errors at the last origins; all and the first where none is known."""
    if not daily:
        return tuple(said.totals), next(iter(said.shares))
    recent, past = daily[-MEMORY_ORIGINS:], shares[-MEMORY_ORIGINS:]

    def mean(variant: DailyVariant) -> float:
        errors = [(w, e[variant]) for w, e in zip(_weights(len(recent)), recent, strict=True) if variant in e]
        return sum(w * x for w, x in errors) / sum(w for w, _ in errors) if errors else np.inf

    ranked = sorted(said.totals, key=mean)
    best = min(said.shares, key=lambda v: sum(w * e[v] for w, e in zip(_weights(len(past)), past, strict=True)))
    return tuple(ranked[:BEST_DAILY]), best


def _weights(count: int) -> list[float]:
    return [DISCOUNT ** (count - 1 - k) for k in range(count)]


def forecasts_of(choice: Choice) -> dict[str, Floats]:
    """What every method says at the end of the history, with the variants the back-test found best, shape (days, S) each."""
    return _forecasts(choice.said, choice.best_daily, choice.best_profile)


def _forecasts(said: Said, daily: Sequence[DailyVariant], profile: ProfileVariant) -> dict[str, Floats]:
    out = {name: np.where(said.busy, value, 0.0) for name, value in said.baselines.items()}
    if daily:
        total = np.mean([said.totals[v] for v in daily], axis=0)
        out[CALENDAR] = np.where(said.busy, total[:, None] * said.shares[profile], 0.0)
        out[BLEND] = CALENDAR_SHARE * out[CALENDAR] + (1 - CALENDAR_SHARE) * out["median-6"]
    return {name: out[name] for name in METHODS if name in out}


def _best_method(trials: Sequence[Trial]) -> str:
    if not trials:
        return BLEND
    recent = trials[-MEMORY_ORIGINS:]
    weights = _weights(len(recent))
    error = {
        m: sum(w * _absolute(t.actual, t.forecasts[m]) for w, t in zip(weights, recent, strict=True))
        for m in CANDIDATES
        if all(m in t.forecasts for t in recent)
    }
    best = min(error, key=lambda m: error[m])
    return BLEND if BLEND in error and error[BLEND] <= error[best] * (1 + PREFER_WITHIN) else best


def _weekly_change(y: Floats) -> float:
    if len(y) <= 7:
        return float("nan")
    change = np.abs(y[7:] - y[:-7])
    return float(np.nanmean(change)) if not np.isnan(change).all() else float("nan")


def _compose(
    said: Said,
    method: str,
    daily: tuple[DailyVariant, ...],
    profile: ProfileVariant,
    tested: Horizon | None,
    trials: tuple[Trial, ...],
) -> Choice:
    forecasts = _forecasts(said, daily, profile)
    if method not in forecasts:
        method = "mean-4"
    modelled = method in (CALENDAR, BLEND)
    shown = profile if modelled else None
    return Choice(method, daily if modelled else (), shown, daily, profile, tested, trials, forecasts[method], said)
