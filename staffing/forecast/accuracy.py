"""How good the forecast would have been: scores of the choice and of every method at the origins of the back-test.

WAPE = sum |actual - p50| / sum actual. Bias = sum (expected - actual) / sum actual. MASE = mean |actual - p50| / mean absolute difference
of same slots of consecutive weeks before the origin (Hyndman and Koehler, Int. J. Forecasting 22 (2006) 679-688), mean over origins.
Pinball = mean quantile loss over p10, p50, p90, / mean actual (Koenker and Bassett, Econometrica 46 (1978) 33-50). Coverage = share of open
intervals with something expected whose actual lies in p10..p90.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.adjust import AppliedAdjustment
from staffing.forecast.clean import Repair
from staffing.forecast.intervals import LEVELS
from staffing.forecast.reasons import INFORMATION, Flag

Floats = NDArray[np.float64]


class Reported(Protocol):
    """A part of the report."""

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""


@dataclass(frozen=True)
class Score:
    """Errors of one method; ``None`` = could not be measured.

    Attributes:
        wape, bias, mase, pinball, coverage: as defined above; pinball and coverage only where there are quantiles.
        wape_daily: WAPE of daily totals of the expected value.
        contacts: actual contacts compared.
        intervals: intervals compared.
        origins: origins compared.
    """

    wape: float | None
    bias: float | None
    mase: float | None
    pinball: float | None
    coverage: float | None
    wape_daily: float | None
    contacts: float
    intervals: int
    origins: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: clean_number(value) for name, value in vars(self).items()}


def clean_number(value: Any) -> Any:
    """A number rounded for a file; NaN and infinite become ``None``."""
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


class Tally:
    """Sums from which a score is made; several tallies add up (queues, origins)."""

    def __init__(self) -> None:
        self.error = self.signed = self.actual = self.loss = self.daily = 0.0
        self.inside = self.judged = self.intervals = self.quantiles = 0
        self.ratios: list[float] = []
        self.origins = 0

    def add(self, actual: Floats, expected: Floats, bands: Floats | None, scale: float) -> None:
        """Compare one window, shape (days, S); ``bands`` = p10, p50, p90, shape (3, days, S), ``None`` for a method without."""
        known = ~np.isnan(actual)
        if not known.any():
            return
        middle = expected if bands is None else bands[1]
        a, f, m = actual[known], expected[known], middle[known]
        self.error += float(np.abs(a - m).sum())
        self.signed += float((f - a).sum())
        self.actual += float(a.sum())
        self.intervals += len(a)
        self.origins += 1
        day = np.where(known, actual, 0.0).sum(axis=1) - np.where(known, expected, 0.0).sum(axis=1)
        self.daily += float(np.abs(day).sum())
        if np.isfinite(scale) and scale > 0:
            self.ratios.append(float(np.abs(a - m).mean()) / scale)
        if bands is not None:
            for level, band in zip(LEVELS, bands, strict=True):
                over = a - band[known]
                self.loss += float(np.maximum(level * over, (level - 1) * over).sum())
            self.quantiles += 3 * len(a)
            busy = f > 0
            self.judged += int(busy.sum())
            self.inside += int(((a >= bands[0][known]) & (a <= bands[2][known]))[busy].sum())

    def merge(self, other: Tally) -> None:
        """Add the sums of another tally; origins are those of the one that has most."""
        for name in ("error", "signed", "actual", "loss", "daily", "inside", "judged", "intervals", "quantiles"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.ratios += other.ratios
        self.origins = max(self.origins, other.origins)

    def score(self) -> Score:
        """The score of everything added."""
        some = self.actual > 0
        return Score(
            self.error / self.actual if some else None,
            self.signed / self.actual if some else None,
            float(np.mean(self.ratios)) if self.ratios else None,
            self.loss / self.quantiles / (self.actual / self.intervals) if some and self.quantiles else None,
            self.inside / self.judged if self.judged else None,
            self.daily / self.actual if some else None,
            self.actual,
            self.intervals,
            self.origins,
        )


@dataclass(frozen=True)
class AhtAccuracy:
    """How the handling time was forecast.

    Attributes:
        method: name of the method.
        wape: sum of |actual - forecast| weighted by contacts / weighted actual; ``None`` = not tested.
        league: (method, wape) best first.
    """

    method: str
    wape: float | None
    league: tuple[tuple[str, float], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"method": self.method, "wape": clean_number(self.wape), "league": {m: clean_number(w) for m, w in self.league}}


@dataclass(frozen=True)
class QueueAccuracy:
    """The report of one queue.

    Attributes:
        queue: name.
        method: what was chosen.
        variants: how it was set, in words of parameters (half-lives, calendar terms).
        score: of the choice, made at each origin with what was known then.
        league: (method, score) of every method, best WAPE first.
        learned: factors learned from the history, e.g. ``event:sale`` -> (factor, standard deviation of its log); ``holiday`` is against an
            ordinary day of the same weekday.
        aht: of the handling time; ``None`` where there is none.
        lead_days, horizon_days: from the end of this queue's history to the first and past the last day of the plan.
        tested_lead_days, tested_days: what the back-test covered; ``None`` without one.
        parts: scores by horizon, hour, weekday and month (see breakdown).
    """

    queue: str
    method: str
    variants: tuple[str, ...]
    score: Score
    league: tuple[tuple[str, Score], ...]
    learned: Mapping[str, tuple[float, float]]
    aht: AhtAccuracy | None
    lead_days: int
    horizon_days: int
    tested_lead_days: int | None
    tested_days: int | None
    parts: Mapping[str, tuple[Reported, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """For JSON; the score's figures stand beside the method."""
        return {
            "method": self.method,
            "variants": list(self.variants),
            **self.score.to_dict(),
            "league": {name: score.to_dict() for name, score in self.league},
            "learned": {name: [clean_number(v) for v in pair] for name, pair in self.learned.items()},
            "aht": None if self.aht is None else self.aht.to_dict(),
            "lead_days": self.lead_days,
            "horizon_days": self.horizon_days,
            "tested_lead_days": self.tested_lead_days,
            "tested_days": self.tested_days,
            "parts": {by: [p.to_dict() for p in parts] for by, parts in self.parts.items()},
        }


@dataclass(frozen=True)
class Accuracy:
    """The report of a forecast.

    Attributes:
        queues: in the plan's order.
        overall: scores pooled over the queues.
        flags: why the forecast is worth less than it could be.
        repairs: what was found in the history and what was done about it.
        adjustments: what people changed afterwards.
        parts: scores by horizon, hour, weekday and month, pooled over the queues (see breakdown).
        totals: daily and weekly totals and how well their quantiles held.
        reconciliation: how queues and total were made to agree.
        outcome: how the forecast fares on the days of the plan that have come; ``None`` where none has.
    """

    queues: tuple[QueueAccuracy, ...]
    overall: Score
    flags: tuple[Flag, ...] = ()
    repairs: tuple[Repair, ...] = ()
    adjustments: tuple[AppliedAdjustment, ...] = field(default=())
    parts: Mapping[str, tuple[Reported, ...]] = field(default_factory=lambda: MappingProxyType({}))
    totals: Reported | None = None
    reconciliation: Reported | None = None
    outcome: Reported | None = None

    @property
    def by_queue(self) -> Mapping[str, QueueAccuracy]:
        """Reports by queue."""
        return MappingProxyType({q.queue: q for q in self.queues})

    @property
    def degraded(self) -> bool:
        """Whether the forecast is worth less than a full one, for any of its flags."""
        return any(f.code not in INFORMATION for f in self.flags)

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "overall": self.overall.to_dict(),
            "queues": {q.queue: q.to_dict() for q in self.queues},
            "degraded": self.degraded,
            "flags": [f.to_dict() for f in self.flags],
            "repairs": [r.to_dict() for r in self.repairs],
            "adjustments": [a.to_dict() for a in self.adjustments],
            "parts": {by: [p.to_dict() for p in parts] for by, parts in self.parts.items()},
            "totals": None if self.totals is None else self.totals.to_dict(),
            "reconciliation": None if self.reconciliation is None else self.reconciliation.to_dict(),
            "outcome": None if self.outcome is None else self.outcome.to_dict(),
        }


def pooled(tallies: Sequence[Tally]) -> Score:
    """The score of several tallies together."""
    total = Tally()
    for tally in tallies:
        total.merge(tally)
    return total.score()
