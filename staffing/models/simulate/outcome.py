"""What replications show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.models.simulate.estimate import Estimate, share_estimate
from staffing.models.simulate.kernel import (
    ABANDONED,
    ABANDONED_IN_TIME,
    ANSWERED,
    BUSY,
    FILLING,
    IN_TIME,
    OFFERED,
    ON_DUTY,
    PLACES_TAKEN,
    WAIT,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outcome:
    """R replications of a centre of Q queues and T intervals.

    Attributes:
        replications: R.
        seed: what the replications were drawn from.
        counts: sums over the replications by interval of ARRIVAL, shape (Q, T, 6): offered, answered in time, answered, abandoned, seconds
            waited (by all), abandoned within the answer time. Who still waited some time after the end is neither answered nor abandoned.
        products: sums of squares and products behind the confidence intervals, shape (Q, T, 7).
        times: agents' seconds by interval, shape (T, 4): with contacts, on duty, chat places taken, with filler work.
        by_period: counts of each replication, shape (R, Q, P, 6).
    """

    replications: int
    seed: int
    counts: Floats
    products: Floats
    times: Floats
    by_period: Floats

    @property
    def contacts(self) -> int:
        """Contacts simulated, all queues and replications."""
        return int(self.counts[:, :, OFFERED].sum())

    @property
    def service_level(self) -> Estimate:
        """Answered in time / offered, shape (Q, T)."""
        return self._by_interval(IN_TIME, 1)

    @property
    def abandonment(self) -> Estimate:
        """Abandoned / offered, shape (Q, T)."""
        return self._by_interval(ABANDONED, 3)

    @property
    def mean_wait_seconds(self) -> Estimate:
        """Of all offered, shape (Q, T)."""
        return self._by_interval(WAIT, 5, np.inf)

    @property
    def occupancy(self) -> Floats:
        """Share of the time on duty spent with contacts, shape (T,); NaN where nobody was on duty."""
        return self._time_share(BUSY)

    @property
    def filling(self) -> Floats:
        """Share of the time on duty spent with filler work, shape (T,)."""
        return self._time_share(FILLING)

    @property
    def places_taken(self) -> Floats:
        """Chats held at once by an agent on duty on average, shape (T,)."""
        return self._time_share(PLACES_TAKEN)

    def service_level_of(self, period: int | None = None, definition: str = "offered") -> Estimate:
        """Answered in time over a period (``None``: all periods), shape (Q,).

        ``definition``: ``offered``: of all offered; ``answered``: of the answered; ``excl``, ``incl``: who hung up within the answer time
            is
        left out, or counts as served. Raises ValueError for another.
        """
        each = self.by_period.sum(axis=2) if period is None else self.by_period[:, :, period]
        x, y = each[:, :, IN_TIME], each[:, :, OFFERED]
        match definition:
            case "answered":
                y = each[:, :, ANSWERED]
            case "excl":
                y = y - each[:, :, ABANDONED_IN_TIME]
            case "incl":
                x = x + each[:, :, ABANDONED_IN_TIME]
            case "offered":
                pass
            case _:
                raise ValueError(f"definition must be offered, answered, excl or incl, not {definition!r}")
        return self._ratio(x, y, 1.0)

    def abandonment_of(self, period: int | None = None) -> Estimate:
        """Abandoned / offered over a period, shape (Q,)."""
        return self._of(ABANDONED, period)

    def mean_wait_seconds_of(self, period: int | None = None) -> Estimate:
        """Mean wait of all offered over a period, shape (Q,)."""
        return self._of(WAIT, period, np.inf)

    def answered_of(self, period: int | None = None) -> Estimate:
        """Answered / offered over a period, shape (Q,)."""
        return self._of(ANSWERED, period)

    def _by_interval(self, measure: int, column: int, highest: float = 1.0) -> Estimate:
        p = self.products
        x, y = self.counts[:, :, measure], self.counts[:, :, OFFERED]
        return share_estimate(self.replications, x, y, p[:, :, column], p[:, :, column + 1], p[:, :, 0], highest)

    def _of(self, measure: int, period: int | None, highest: float = 1.0) -> Estimate:
        each = self.by_period.sum(axis=2) if period is None else self.by_period[:, :, period]
        return self._ratio(each[:, :, measure], each[:, :, OFFERED], highest)

    def _ratio(self, x: Floats, y: Floats, highest: float) -> Estimate:
        sums = (x.sum(axis=0), y.sum(axis=0), (x * x).sum(axis=0), (x * y).sum(axis=0), (y * y).sum(axis=0))
        return share_estimate(self.replications, *sums, highest)

    def _time_share(self, column: int) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.times[:, ON_DUTY] > 0, self.times[:, column] / self.times[:, ON_DUTY], np.nan)
