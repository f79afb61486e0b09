"""Daily totals: calendar effects by regression, times a level that follows the last days, weeks or months.

Total of day d = level x exp(weekday + holiday + days around it + day of month + time of year + events); the level is the discounted ratio
of what came to what the effects alone would give. How fast it forgets is chosen by back-test (see select).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.calendar import DayCalendar, EventDays
from staffing.forecast.counts import CountFit, fit_counts
from staffing.forecast.linear import apply

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEVELS: tuple[tuple[tuple[float, ...], bool], ...] = (((2.0, 7.0, 28.0), False), ((7.0,), False), ((14.0,), True), ((42.0,), False))
"""Candidates for the level: half-life in days (several = the geometric mean of their levels), and whether it goes on as it went."""

TREND_SD = 0.02
"""Standard deviation of a level's growth in a week, before anything is seen (log)."""

TREND_KEEPS = 0.8
"""Share of a week's growth that is left a week later (Gardner and McKenzie, Management Science 31 (1985) 1237-1246)."""

EFFECT_HALF_LIFE_DAYS = 365.0
YEARLY_FROM_DAYS = 400
KNOT_DAYS, KNOT_SD, MAX_KNOTS = 14, 0.1, 40
LEVEL_CLIP = (0.6, 1.5)
"""A day moves the level at most as one this far from it would."""

PRIOR_SD = {
    "weekday": 3.0,
    "holiday": 0.7,
    "holiday-on-weekend": 0.4,
    "named-holiday": 0.3,
    "working-weekend": 0.4,
    "before-holiday": 0.2,
    "after-holiday": 0.2,
    "second-after-holiday": 0.1,
    "year-end": 0.3,
    "month": 0.15,
    "month-edge": 0.1,
    "year": 0.2,
    "event": 0.5,
}
"""Standard deviation of each log effect before anything is seen: how large such effects are in contact centres, not a fit to any set."""


@dataclass(frozen=True)
class DailyVariant:
    """One way to forecast daily totals: with day-of-month effects or not, with a yearly cycle or not, how the level moves."""

    month: bool
    year: bool
    half_lives_days: tuple[float, ...]
    trend: bool = False

    def __str__(self) -> str:
        parts = ["+".join(f"{h:g}" for h in self.half_lives_days) + " d"]
        return ", ".join(parts + ["trend"] * self.trend + ["day of month"] * self.month + ["time of year"] * self.year)


def variants(days: int) -> tuple[DailyVariant, ...]:
    """The candidates for a history of ``days`` days."""
    yearly = (False, True) if days >= YEARLY_FROM_DAYS else (False,)
    return tuple(DailyVariant(m, y, h, trend) for m, y, (h, trend) in product((True, False), yearly, LEVELS))


@dataclass(frozen=True, eq=False)
class Design:
    """Columns of the regression over all days of a calendar.

    Attributes:
        x: shape (n, p).
        names: kind and detail of each column.
        sd: prior standard deviation of each log effect, shape (p,).
    """

    x: Floats
    names: tuple[tuple[str, str], ...]
    sd: Floats


def design(calendar: DayCalendar, events: EventDays, *, month: bool, year: bool) -> Design:
    """Build the columns; public holidays and events only where the calendar has any."""
    columns: list[Floats] = []
    names: list[tuple[str, str]] = []
    sd: list[float] = []

    def add(kind: str, detail: str, values: NDArray[np.generic], shrink: float = 1.0) -> None:
        columns.append(np.asarray(values, dtype=np.float64))
        names.append((kind, detail))
        sd.append(PRIOR_SD[kind] * shrink)

    holiday, weekend = calendar.holiday, calendar.weekend
    for k in range(7):
        # a holiday is expected half way between its weekday and the rest day, then corrected by what was seen
        add("weekday", str(k), np.where(holiday, 0.5, 1.0) * (calendar.like_weekday == k) + 0.5 * holiday * (k == calendar.rest_day))
    if holiday.any():
        taken = holiday & ~weekend
        before, after, second = _shift(holiday, -1), _shift(taken, 1), _shift(taken, 2)
        add("holiday", "", taken)
        add("holiday-on-weekend", "", holiday & weekend)
        add("before-holiday", "", before & ~holiday)
        add("after-holiday", "", after & ~holiday & ~weekend)
        add("second-after-holiday", "", second & ~after & ~holiday & ~weekend)
        for name in sorted({n for n in calendar.name if n}):
            add("named-holiday", name, np.array([n == name for n in calendar.name]))
        new_year = (calendar.month == 1) & (calendar.day_of_month == 1)
        if (new_year & holiday).any():
            add("year-end", "", ((calendar.month == 12) & (calendar.day_of_month >= 24)) | new_year)
    if calendar.working_weekend.any():
        add("working-weekend", "", calendar.working_weekend)
    if month:
        phase = np.asarray(2 * np.pi * calendar.day_of_month / calendar.month_length, dtype=np.float64)
        for k in range(1, 5):
            add("month", f"cos{k}", np.cos(k * phase), k**-0.5)
            add("month", f"sin{k}", np.sin(k * phase), k**-0.5)
        for k in (1, 2):
            add("month-edge", str(k), calendar.day_of_month == k)
        add("month-edge", "last", calendar.day_of_month == calendar.month_length)
    if year:
        turn = np.asarray(2 * np.pi * calendar.day_of_year / 365.25, dtype=np.float64)
        for k in range(1, 4):
            add("year", f"cos{k}", np.cos(k * turn), 1 / k)
            add("year", f"sin{k}", np.sin(k * turn), 1 / k)
    for event, mask in sorted(events.unknown.items()):
        add("event", event, mask)
    return Design(np.array(columns).T, tuple(names), np.array(sd))


def _shift(mask: Bools, days: int) -> Bools:
    out = np.zeros_like(mask)
    if days > 0:
        out[days:] = mask[:-days]
    else:
        out[:days] = mask[-days:]
    return out


@dataclass(frozen=True, eq=False)
class DailyFit:
    """Effects learned from the days before an origin.

    Attributes:
        design: the columns used.
        fit: ``None`` where nothing could be fitted (then ``effect`` is flat).
        effect: expected total of every day of the calendar at level 1, shape (n,).
    """

    design: Design
    fit: CountFit | None
    effect: Floats

    def lift(self, kind: str, detail: str) -> tuple[float, float] | None:
        """(factor, standard deviation of its log) learned for a column; ``None`` where there is no such column or fit."""
        if self.fit is None or (kind, detail) not in self.design.names:
            return None
        k = self.design.names.index((kind, detail))
        return float(np.exp(self.fit.coef[k])), float(self.fit.deviation[k])

    def holiday_factor(self, calendar: DayCalendar, days: int) -> tuple[float, float] | None:
        """As :meth:`lift`, of a public holiday against an ordinary day of its weekday: mean over those among the first ``days`` days."""
        taken = np.flatnonzero((calendar.holiday & ~calendar.weekend)[:days])
        if self.fit is None or not len(taken):
            return None
        kinds = np.array([kind in ("weekday", "holiday", "named-holiday") for kind, _ in self.design.names])
        logs = apply(self.design.x[taken][:, kinds], self.fit.coef[kinds]) - self.fit.coef[calendar.like_weekday[taken]]
        return float(np.exp(logs.mean())), float(self.fit.deviation[self.design.names.index(("holiday", ""))])


def fit_daily(columns: Design, totals: Floats, weights: Floats) -> DailyFit:
    """Learn the effects from totals (shape (o,)) of the first o days of the calendar; weight 0 = a day without data.

    The level meanwhile moves as a random walk over knots two weeks apart, so that growth is not taken for a calendar effect.
    """
    o, p = len(totals), columns.x.shape[1]
    spacing = max(KNOT_DAYS, -(-o // MAX_KNOTS))
    count = max(2, -(-o // spacing) + 1)
    knots = (o - 1 - spacing * np.arange(count)[::-1]).astype(np.float64)
    day = np.arange(o, dtype=np.float64)
    position = (day - knots[0]) / spacing
    left = np.clip(np.floor(position).astype(np.int64), 0, count - 2)
    walk = np.zeros((o, count))
    walk[np.arange(o), left] = 1 - (position - left)
    walk[np.arange(o), left + 1] = position - left
    precision = np.zeros((p + count, p + count))
    precision[np.arange(p), np.arange(p)] = columns.sd**-2
    step = np.diff(np.eye(count), axis=0)
    precision[p:, p:] = step.T @ step / (KNOT_SD**2 * spacing / KNOT_DAYS) + np.eye(count)
    age = o - 1 - day
    fit = fit_counts(np.hstack([columns.x[:o], walk]), precision, totals, weights * 0.5 ** (age / EFFECT_HALF_LIFE_DAYS))
    if fit is None:
        mean = float((weights * totals).sum() / weights.sum()) if weights.sum() > 0 else 0.0
        return DailyFit(columns, None, np.full(len(columns.x), mean))
    effect = fit.scale * np.exp(np.clip(apply(columns.x, fit.coef[:p]), -30.0, 30.0))
    return DailyFit(columns, CountFit(fit.coef[:p], fit.scale, fit.dispersion, fit.deviation[:p]), effect)


def _median(totals: Floats, effect: Floats, weights: Floats) -> float:
    """Weighted median of totals / effect over days with weight; where that is 0 (a queue mostly silent) the ratio of the sums."""
    use = (weights > 0) & (effect > 0)
    ratio, share = totals[use] / effect[use], weights[use]
    order = np.argsort(ratio)
    middle = float(ratio[order][np.searchsorted(np.cumsum(share[order]), share.sum() / 2)]) if len(ratio) else 0.0
    return middle if middle > 0 else float((weights[use] * ratio).sum() / max(share.sum(), 1e-300))


def level(totals: Floats, effect: Floats, weights: Floats, half_lives_days: tuple[float, ...]) -> float:
    """The discounted ratio of totals to effect at the end of the history; each day counts at most as LEVEL_CLIP allows."""
    age = len(totals) - 1 - np.arange(len(totals), dtype=np.float64)
    logs = []
    for half_life in half_lives_days:
        discount = weights * 0.5 ** (age / half_life)
        base = float((discount * effect).sum())
        if not base > 0:
            return 0.0
        value = _median(totals, effect, discount * effect)
        for _ in range(3):
            kept = np.clip(totals, LEVEL_CLIP[0] * value * effect, LEVEL_CLIP[1] * value * effect)
            value = float((discount * kept).sum()) / base
        if not value > 0:
            return 0.0
        logs.append(np.log(value))
    return float(np.exp(np.mean(logs)))


def levels_ahead(variant: DailyVariant, totals: Floats, effect: Floats, weights: Floats, lead: int, days: int) -> Floats:
    """The level of each of ``days`` days that begin ``lead`` days after the history, shape (days,)."""
    value = level(totals, effect, weights, variant.half_lives_days)
    if not variant.trend or not value > 0:
        return np.full(days, value)
    weeks = (lead + 1 + np.arange(days)) / 7
    now, growth = trend(totals, effect, weights, value, variant.half_lives_days[0])
    return np.asarray(value * np.exp(now + growth * (1 - TREND_KEEPS**weeks) / (1 - TREND_KEEPS)))


def trend(totals: Floats, effect: Floats, weights: Floats, value: float, half_life_days: float) -> tuple[float, float]:
    """(log of the level today against ``value``, its growth a week): a discounted line through log(total / (value x effect)).

    The growth is drawn to 0 by a normal prior of TREND_SD, so that a few noisy days make no trend.
    """
    age = len(totals) - 1 - np.arange(len(totals), dtype=np.float64)
    use = (weights > 0) & (effect > 0) & (age < 8 * half_life_days)
    if use.sum() < 3:
        return 0.0, 0.0
    ratio = np.log(np.clip(totals[use] / (value * effect[use]), *LEVEL_CLIP))
    trust = (weights * effect * 0.5 ** (age / half_life_days))[use] / float(effect[use].mean())
    week = -age[use] / 7
    noise = float((trust * ratio**2).sum() / trust.sum()) + 1e-6
    cross = float((trust * week).sum())
    normal = np.array([[float(trust.sum()), cross], [cross, float((trust * week**2).sum()) + noise / TREND_SD**2]])
    now, growth = np.linalg.solve(normal, np.array([float((trust * ratio).sum()), float((trust * week * ratio).sum())]))
    return float(now), float(growth)
