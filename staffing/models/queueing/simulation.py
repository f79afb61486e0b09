"""One queue simulated: M_t / G / n_t + G with redials and a limit on lines, and how sure each figure is.

Arrivals are Poisson with a rate that moves, handling times and patience follow any of a few laws, crews change from interval to interval,
and contacts are answered first come first served. It assumes nothing that the formulas assume, and checks them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from staffing.models.queueing import simulation_kernel as kernel
from staffing.models.queueing.arrays import FloatArray, as_floats, check_patience, optional_floats, refuse
from staffing.models.queueing.measures import ServiceLevelDefinition

LAWS = ("exponential", "deterministic", "gamma", "lognormal", "weibull")


@dataclass(frozen=True)
class Law:
    """The shape of a distribution whose mean is given elsewhere.

    Attributes:
        kind: one of ``LAWS``.
        cv: standard deviation / mean of ``gamma`` and ``lognormal``, > 0; the others do not use it.
        shape: of ``weibull``, > 0; 1 is exponential, above 1 wears out.

    Raises ValueError outside these ranges.
    """

    kind: str = "exponential"
    cv: float = 1.0
    shape: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in LAWS:
            raise ValueError(f"kind must be one of {LAWS}, not {self.kind!r}")
        if not (math.isfinite(self.cv) and self.cv > 0 and math.isfinite(self.shape) and self.shape > 0):
            raise ValueError(f"cv and shape must be positive, not {self.cv} and {self.shape}")

    def parameters(self) -> FloatArray:
        """(kind, shape, scale) for a mean of 1, as the kernel draws them."""
        shape, scale = 1.0, 1.0
        if self.kind == "gamma":
            shape, scale = 1.0 / self.cv**2, self.cv**2
        elif self.kind == "lognormal":
            shape = math.sqrt(math.log1p(self.cv**2))
            scale = math.exp(-0.5 * shape * shape)
        elif self.kind == "weibull":
            shape, scale = 1.0 / self.shape, 1.0 / math.gamma(1.0 + 1.0 / self.shape)
        return np.array([LAWS.index(self.kind), shape, scale])


class Estimate(NamedTuple):
    """Means over the simulated days with the ends of their 95 % confidence intervals; NaN where nothing was seen."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, eq=False)
class Simulated:
    """Counts by day and interval of arrival, shape (D, T).

    Attributes:
        offered: contacts, redials included.
        answered, in_time: answered at all, and within the answer time.
        abandoned, abandoned_in_time: hung up at all, and within the answer time.
        blocked: found every line taken.
        reached: contacts to whom an agent would have come within the answer time, had they stayed.
        wait_seconds: waits of all who came in, until answered or gone.
        work_seconds: handling times of the contacts answered.
        agents: crew of each interval, shape (T,).
        interval_seconds: length of an interval.
        seed: of the random numbers.
    """

    offered: FloatArray
    answered: FloatArray
    in_time: FloatArray
    abandoned: FloatArray
    abandoned_in_time: FloatArray
    blocked: FloatArray
    reached: FloatArray
    wait_seconds: FloatArray
    work_seconds: FloatArray
    agents: FloatArray
    interval_seconds: float
    seed: int

    def service_level(self, definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED) -> Estimate:
        """By interval, of the contacts that came in, shape (T,)."""
        return _ratio(*self._level(definition))

    def service_level_of_all(self, definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED) -> Estimate:
        """Of all intervals together, shape ()."""
        part, whole = self._level(definition)
        return _ratio(part.sum(axis=1, keepdims=True), whole.sum(axis=1, keepdims=True), squeeze=True)

    def service_level_by_day(self, definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED) -> FloatArray:
        """Of each simulated day, shape (D,); 1 where nothing arrived."""
        part, whole = (x.sum(axis=1) for x in self._level(definition))
        level: FloatArray = np.divide(part, whole, out=np.ones(part.shape), where=whole > 0)
        return level

    def abandonment(self) -> Estimate:
        """Share that hangs up, by interval."""
        return _ratio(self.abandoned, self.offered - self.blocked)

    def asa_seconds(self) -> Estimate:
        """Mean wait of all who came in, by interval."""
        return _ratio(self.wait_seconds, self.offered - self.blocked)

    def blocking(self) -> Estimate:
        """Share of all arrivals blocked, by interval."""
        return _ratio(self.blocked, self.offered)

    def occupancy(self) -> Estimate:
        """Share of the crews' time spent on contacts, of all intervals together, shape ()."""
        time = np.full((len(self.offered), 1), float(self.agents.sum()) * self.interval_seconds)
        return _ratio(self.work_seconds.sum(axis=1, keepdims=True), time, squeeze=True)

    def overall(self, part: FloatArray, whole: FloatArray | None = None) -> Estimate:
        """Any share of counts over all intervals together, e.g. ``overall(x.abandoned)``; of the contacts that came in by default."""
        base = self.offered - self.blocked if whole is None else whole
        return _ratio(part.sum(axis=1, keepdims=True), base.sum(axis=1, keepdims=True), squeeze=True)

    def _level(self, definition: ServiceLevelDefinition) -> tuple[FloatArray, FloatArray]:
        accepted = self.offered - self.blocked
        match definition:
            case ServiceLevelDefinition.OFFERED:
                return self.in_time, accepted
            case ServiceLevelDefinition.EXCLUDING_SHORT:
                return self.in_time, accepted - self.abandoned_in_time
            case ServiceLevelDefinition.INCLUDING_SHORT:
                return self.in_time + self.abandoned_in_time, accepted
            case ServiceLevelDefinition.ANSWERED:
                return self.in_time, self.answered
            case ServiceLevelDefinition.VIRTUAL:
                return self.reached, accepted


def simulate_queue(
    offered: ArrayLike,
    interval_seconds: float,
    aht_seconds: ArrayLike,
    agents: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike = 20.0,
    days: int = 200,
    seed: int = 1,
    handling: Law | None = None,
    patience: Law | None = None,
    balk_share: float = 0.0,
    redial_share: float = 0.0,
    redial_delay_seconds: float = 0.0,
    lines: int | None = None,
    day_factor_cv: float = 0.0,
    warm_intervals: int = 0,
    cyclic: bool = False,
) -> Simulated:
    """Simulate a stretch of consecutive intervals, ``days`` times over, each time from an empty queue.

    Args:
        offered: expected contacts of each interval, shape (T,), or of P equal pieces of it, shape (T, P); >= 0.
        interval_seconds: > 0.
        aht_seconds, agents, patience_seconds, answer_within_seconds: one or (T,); agents whole, >= 0; patience > 0, or ``None``, NaN or
            infinity where nobody hangs up.
        days: repetitions, 2 or more (a confidence interval needs two).
        seed: >= 0; the same seed gives the same days.
        handling, patience: laws; exponential by default.
        balk_share: share of contacts that hang up at once where they would have to wait, in [0, 1].
        redial_share: share of those who hang up that calls again, in [0, 1], after an exponential time with mean ``redial_delay_seconds``.
        lines: contacts that fit in; ``None``: no limit.
        day_factor_cv: each day is busier or quieter by a gamma factor with mean 1 and this cv, >= 0.
        warm_intervals: intervals at the beginning that fill the queue and are left out of the result, below T.
        cyclic: the end is followed by the start: fill the queue with the last hours of the cycle, beside ``warm_intervals``.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    contacts = as_floats("offered", offered)
    if contacts.ndim not in (1, 2) or contacts.size == 0:
        raise ValueError(f"offered: expected shape (T,) or (T, P), got {contacts.shape}")
    refuse("offered", contacts, ~(np.isfinite(contacts) & (contacts >= 0)), "a number >= 0")
    interval = np.asarray(float(interval_seconds))
    refuse("interval_seconds", interval, ~(np.isfinite(interval) & (interval > 0)), "a number > 0")
    contacts = contacts[:, np.newaxis] if contacts.ndim == 1 else contacts
    length = len(contacts)
    aht = np.broadcast_to(as_floats("aht_seconds", aht_seconds), (length,))
    busy = contacts.sum(axis=1) > 0
    # redials and waits carry contacts over: every interval needs a handling time once there are any
    refuse("aht_seconds", aht, busy & ~(np.isfinite(aht) & (aht > 0)), "a number > 0 where there are contacts")
    aht = np.where(np.isfinite(aht) & (aht > 0), aht, aht[busy][0] if busy.any() else 1.0)
    crew = np.broadcast_to(as_floats("agents", agents), (length,))
    refuse("agents", crew, ~((crew >= 0) & (crew == np.rint(crew)) & np.isfinite(crew)), "a whole number >= 0")
    patient = np.broadcast_to(optional_floats("patience_seconds", patience_seconds), (length,))
    check_patience(patient)
    patient = np.where(np.isnan(patient), np.inf, patient)
    within = np.broadcast_to(as_floats("answer_within_seconds", answer_within_seconds), (length,))
    refuse("answer_within_seconds", within, ~(within >= 0), "a number >= 0")
    for name, share in (("balk_share", balk_share), ("redial_share", redial_share)):
        refuse(name, np.asarray(share), ~np.asarray(0 <= share <= 1), "a number in [0, 1]")
    for name, value in (("redial_delay_seconds", redial_delay_seconds), ("day_factor_cv", day_factor_cv)):
        refuse(name, np.asarray(value), ~np.asarray(0 <= value < math.inf), "a number >= 0")
    if days < 2 or seed < 0 or not 0 <= warm_intervals < length or (lines is not None and lines < 0):
        raise ValueError("days must be 2 or more, seed and lines not negative, warm_intervals from 0 to below the number of intervals")
    before = 0
    if cyclic:
        reach = max(4 * 3600.0, 10.0 * float(aht.max()))
        before = min(length, math.ceil(reach / interval_seconds))
    turn = np.r_[length - before : length, 0:length]
    counts = np.zeros((days, length + before, kernel.COLUMNS))
    kernel.many_days(
        np.random.default_rng(seed),
        np.ascontiguousarray(contacts[turn] * (contacts.shape[1] / interval_seconds)),
        float(interval_seconds),
        crew[turn].astype(np.int64),
        aht[turn].copy(),
        patient[turn].copy(),
        within[turn].copy(),
        (handling or Law()).parameters(),
        (patience or Law()).parameters(),
        float(balk_share),
        float(redial_share),
        float(redial_delay_seconds),
        -1 if lines is None else int(lines),
        float(day_factor_cv),
        counts,
    )
    kept = counts[:, before + warm_intervals :]
    return Simulated(
        offered=kept[..., kernel.OFFERED],
        answered=kept[..., kernel.ANSWERED],
        in_time=kept[..., kernel.IN_TIME],
        abandoned=kept[..., kernel.ABANDONED],
        abandoned_in_time=kept[..., kernel.ABANDONED_IN_TIME],
        blocked=kept[..., kernel.BLOCKED],
        reached=kept[..., kernel.REACHED],
        wait_seconds=kept[..., kernel.WAIT],
        work_seconds=kept[..., kernel.WORK],
        agents=crew[warm_intervals:].copy(),
        interval_seconds=float(interval_seconds),
        seed=seed,
    )


def _ratio(part: FloatArray, whole: FloatArray, squeeze: bool = False) -> Estimate:
    """Ratio of sums over days, with the interval of the ratio estimator: days are independent, contacts of one day are not."""
    days = len(part)
    total = whole.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = part.sum(axis=0) / total
        left = part - mean * whole
        error = np.sqrt(np.square(left).sum(axis=0) * days / (days - 1)) / total
    half = float(special.stdtrit(days - 1, 0.975)) * error
    found = (mean, mean - half, mean + half)
    return Estimate(*(x[0] if squeeze else x for x in found))
