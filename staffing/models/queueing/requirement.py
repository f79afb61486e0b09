"""The requirement: the smallest whole number of agents that meets every target."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    ROWS_AT_ONCE,
    FloatArray,
    IntArray,
    as_floats,
    check_aht,
    check_answer_within,
    check_load,
    check_patience,
    optional_floats,
    refuse,
)
from staffing.models.queueing.measures import ServiceLevelDefinition
from staffing.models.queueing.search_a import Wanted, smallest_crew
from staffing.models.queueing.search_c import smallest_stable_crew
from staffing.models.queueing.shrinkage import agents_within_occupancy


def smallest_agents(
    load_erlangs: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    max_asa_seconds: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    min_answer_rate: ArrayLike | None = None,
    patience_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> IntArray:
    """Smallest whole n that meets every given target together: n meets them all, n - 1 misses at least one.

    Each row uses Erlang A where its patience is known and Erlang C where it is not. No load: 0. All arguments broadcast against each
    other; ``None``, and NaN inside an array, mean "not given". A value that equals its target meets it (compared to 12 digits; occupancy
    under Erlang C in exact decimals).

    Under Erlang C every target but occupancy needs n > a; abandonment and answer rate ask for nothing more there. Under Erlang A all
    metrics are those of :func:`erlang_a_performance`; an occupancy target needs at least one agent, while a mean wait as long as the
    patience can be met by nobody at all.

    Args:
        load_erlangs: offered load a, >= 0.
        aht_seconds: > 0 where there is load.
        service_level: share to be answered within ``answer_within_seconds``, in (0, 1).
        answer_within_seconds: >= 0; needed with ``service_level``.
        max_asa_seconds: greatest mean wait of all offered contacts, > 0.
        max_occupancy: in (0, 1].
        max_abandonment: greatest share that hangs up, in (0, 1).
        min_answer_rate: least share answered at all, in (0, 1).
        patience_seconds: mean patience, > 0; ``None``, NaN or infinity: nobody hangs up.
        definition: which contacts count in the service level.

    Returns:
        Whole numbers of the broadcast shape.

    Raises:
        ValueError: an argument is out of range, a service level has no answer time, or a row with load has no target; the message names the
            argument and the first such place.
    """
    names = (
        "service_level",
        "answer_within_seconds",
        "max_asa_seconds",
        "max_occupancy",
        "max_abandonment",
        "min_answer_rate",
        "patience_seconds",
    )
    values = (
        service_level,
        answer_within_seconds,
        max_asa_seconds,
        max_occupancy,
        max_abandonment,
        min_answer_rate,
        patience_seconds,
    )
    optional = (optional_floats(name, value) for name, value in zip(names, values, strict=True))
    columns = (as_floats("load_erlangs", load_erlangs), as_floats("aht_seconds", aht_seconds), *optional)
    load, aht, level, within, asa, cap, abandonment, rate, patience = np.broadcast_arrays(*columns)
    check_load(load)
    check_aht(aht, load)
    _check_targets(load, level, within, asa, cap, abandonment, rate)
    check_patience(patience)

    shape = load.shape
    flat = [column.ravel() for column in (load, aht, patience, level, within, asa, cap, abandonment, rate)]
    agents = np.zeros(load.size, dtype=np.int64)
    some = np.flatnonzero(flat[0] > 0)
    hangs_up = np.isfinite(flat[2][some])
    for rows, patient in ((some[~hangs_up], True), (some[hangs_up], False)):
        for start in range(0, rows.size, ROWS_AT_ONCE):
            chunk = rows[start : start + ROWS_AT_ONCE]
            asked = _Asked(*(column[chunk] for column in flat))
            found = _without_abandonment(asked) if patient else _with_abandonment(asked, definition)
            agents[chunk] = found.astype(np.int64)
    return agents.reshape(shape)


def _check_targets(
    load: FloatArray,
    level: FloatArray,
    within: FloatArray,
    asa: FloatArray,
    cap: FloatArray,
    abandonment: FloatArray,
    rate: FloatArray,
) -> None:
    for name, share in (("service_level", level), ("max_abandonment", abandonment), ("min_answer_rate", rate)):
        refuse(name, share, (share <= 0) | (share >= 1), "a number between 0 and 1")
    check_answer_within(within)
    refuse("answer_within_seconds", within, np.isnan(within) & ~np.isnan(level), "a number >= 0 where service_level is given")
    refuse("max_asa_seconds", asa, (asa <= 0) | np.isinf(asa), "a number > 0")
    refuse("max_occupancy", cap, (cap <= 0) | (cap > 1), "a number in (0, 1]")
    without = np.isnan(level) & np.isnan(asa) & np.isnan(cap) & np.isnan(abandonment) & np.isnan(rate)
    refuse("load_erlangs", load, without & (load > 0), "at least one target where there is load")


class _Asked(NamedTuple):
    """One chunk of rows: one-dimensional arrays, load > 0, NaN where a target is not given."""

    load: FloatArray
    aht: FloatArray
    patience: FloatArray
    level: FloatArray
    within: FloatArray
    asa: FloatArray
    cap: FloatArray
    abandonment: FloatArray
    rate: FloatArray


def _without_abandonment(asked: _Asked) -> FloatArray:
    load, level, asa, cap = asked.load, asked.level, asked.asa, asked.cap
    capped = ~np.isnan(cap)
    lowest = np.zeros(load.shape)
    lowest[capped] = agents_within_occupancy(load[capped], cap[capped])
    waiting = ~(np.isnan(level) & np.isnan(asa))
    stable = waiting | ~(np.isnan(asked.abandonment) & np.isnan(asked.rate))
    lowest[stable] = np.maximum(lowest[stable], np.floor(load[stable]) + 1.0)
    if waiting.any():
        chosen = (column[waiting] for column in (load, asked.aht, level, asked.within, asa, lowest))
        lowest[waiting] = smallest_stable_crew(*chosen)
    return lowest


def _with_abandonment(asked: _Asked, definition: ServiceLevelDefinition) -> FloatArray:
    share = np.fmin(np.fmin(asked.abandonment, 1.0 - asked.rate), asked.asa / asked.patience)
    wanted = Wanted(asked.load, asked.aht, asked.patience, asked.level, asked.within, share, asked.cap)
    return smallest_crew(wanted, definition)
