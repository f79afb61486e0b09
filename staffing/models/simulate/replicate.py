"""Independent replications of a centre."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.progress import Cancelled, never
from staffing.models.simulate.centre import Centre
from staffing.models.simulate.kernel import COUNTS, TIMES, run_replications
from staffing.models.simulate.outcome import Outcome

Ints = NDArray[np.int64]
DRAIN_SECONDS = 3600.0
_AT_ONCE = 64


def simulate(
    centre: Centre,
    replications: int,
    seed: int = 1,
    *,
    period: Ints | None = None,
    cancelled: Cancelled = never,
) -> Outcome:
    """Simulate the centre's horizon again and again, each time from empty queues.

    Args:
        replications: R >= 1.
        seed: >= 0; replication r of a seed is the same whatever R.
        period: for each interval the period 0..P-1 it belongs to (a day, say), or -1 to leave it out of the periods (a start to be
            forgotten); ``None``: one period.
        cancelled: asked now and then; True ends it with the replications done so far.

    Returns:
        sums and confidence intervals.

    Raises:
        ValueError: fewer than one replication, a negative seed, or periods of another length.
    """
    if replications < 1:
        raise ValueError(f"replications must be at least 1, not {replications}")
    if seed < 0:
        raise ValueError(f"seed must not be negative, not {seed}")
    queues, intervals = centre.offered.shape
    agents = centre.skill_rank.shape[0]
    part = np.zeros(intervals, dtype=np.int64) if period is None else np.asarray(period, dtype=np.int64)
    if part.shape != (intervals,):
        raise ValueError(f"period must have shape {(intervals,)}, not {part.shape}")
    seeds = np.array([child.generate_state(1)[0] for child in np.random.SeedSequence(seed).spawn(replications)], dtype=np.int64)
    total, products, times = np.zeros((queues, intervals, COUNTS)), np.zeros((queues, intervals, 7)), np.zeros((intervals, TIMES))
    by_period = np.zeros((replications, queues, max(int(part.max()) + 1, 1), COUNTS))
    speed = np.ones((agents, queues)) if centre.speed is None else np.where(centre.skill_rank >= 0, centre.speed, 1.0)
    cv = np.ones(queues) if centre.handling_cv is None else np.asarray(centre.handling_cv, dtype=np.float64)
    busiest = float(centre.offered.sum(axis=1).max())
    room = int(busiest + 8.0 * np.sqrt(busiest) + 64)
    done = 0
    while done < replications and not (done and cancelled()):
        upto = min(done + _AT_ONCE, replications)
        reached = run_replications(
            done,
            upto,
            seeds,
            np.ascontiguousarray(centre.offered / centre.interval_seconds),
            np.ascontiguousarray(np.where(centre.offered > 0, centre.aht_seconds, 1.0)),
            centre.patience_seconds.astype(np.float64),
            centre.within_seconds.astype(np.float64),
            np.ascontiguousarray(centre.skill_rank, dtype=np.int64),
            np.ascontiguousarray(speed, dtype=np.float64),
            np.ascontiguousarray(centre.duty, dtype=np.bool_),
            centre.places,
            centre.slow,
            cv,
            float(centre.interval_seconds),
            float(centre.filler_seconds),
            int(centre.reserve_agents),
            DRAIN_SECONDS,
            room,
            part,
            total,
            products,
            times,
            by_period,
        )
        if reached < upto:
            room *= 2
        done = reached
    return Outcome(done, seed, total, products, times, by_period[:done])
