"""Waits by percentile: how long the share q of all contacts waits at most."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    FloatArray,
    IntArray,
    as_floats,
    check_agents,
    check_aht,
    check_load,
    check_patience,
    optional_floats,
    refuse,
)
from staffing.models.queueing.erlang_a import BusyPeriod, busy_period, late_share
from staffing.models.queueing.erlang_c import waiting_probability
from staffing.models.queueing.roots import increasing_root


def wait_percentile_seconds(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    share: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
) -> FloatArray:
    """Smallest T with P(W <= T) >= share, in seconds, for any broadcastable arguments; W: until answered or gone, of all offered contacts.

    Erlang C: ``T = AHT log(P(wait) / (1 - q)) / (n - a)``, infinity in overload. Erlang A: the root of ``P(W > T) = 1 - q``. 0 where the
    share finds an agent at once.

    Args:
        load_erlangs: a >= 0.
        agents: n >= 0.
        aht_seconds: > 0 where there is load.
        share: q in (0, 1).
        patience_seconds: mean patience, > 0; ``None``, NaN or infinity: nobody hangs up.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    columns = np.broadcast_arrays(
        as_floats("load_erlangs", load_erlangs),
        as_floats("agents", agents),
        as_floats("aht_seconds", aht_seconds),
        as_floats("share", share),
        optional_floats("patience_seconds", patience_seconds),
    )
    load, count, aht, q, patience = columns
    check_load(load)
    check_agents(count)
    check_aht(aht, load)
    refuse("share", q, ~((q > 0) & (q < 1)), "a number between 0 and 1")
    check_patience(patience)
    wait = np.zeros(load.shape)
    hangs_up = np.isfinite(patience)
    alone = (load > 0) & (count == 0) & hangs_up
    wait[alone] = -patience[alone] * np.log1p(-q[alone])
    wait[(load >= count) & (load > 0) & ~hangs_up] = np.inf
    stable = (load > 0) & (load < count) & ~hangs_up
    if stable.any():
        n, a, h = count[stable], load[stable], aht[stable]
        with np.errstate(divide="ignore"):
            wait[stable] = np.maximum(np.log(waiting_probability(n, a)[0] / (1.0 - q[stable])), 0.0) * h / (n - a)
    busy = (load > 0) & (count > 0) & hangs_up
    if busy.any():
        wait[busy] = _with_abandonment(*(column[busy] for column in (count, load, aht, patience, q)))
    return wait


def _with_abandonment(n: FloatArray, a: FloatArray, h: FloatArray, patience: FloatArray, q: FloatArray) -> FloatArray:
    found = busy_period(n, a, h, patience)
    with np.errstate(divide="ignore"):
        longest = np.maximum(np.log(found.p_wait / (1.0 - q)), 0.0) * patience  # P(W > T) <= P(wait) exp(-T / patience)

    def margin(t: FloatArray, rows: IntArray) -> FloatArray:
        part = BusyPeriod(*(field[rows] for field in found))
        with np.errstate(divide="ignore"):
            left: FloatArray = np.log1p(-q[rows]) - np.log(late_share(part, patience[rows], t).p_late)
        return left

    return increasing_root(margin, np.zeros(n.size), longest)
