"""A small population: of N people each calls at his own rate while he is not already waiting or served.

Engset (as many lines as agents) and the machine-repair queue (a line for everybody), with patience: a chain with arrivals
``(N - j) alpha`` in state j; an arriving contact sees the queue that the other N - 1 people make (the arrival theorem). It matters where
N is below some ten times the agents, such as an internal help desk; as N grows with N alpha AHT held it becomes Erlang A or C.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    as_floats,
    check_answer_within,
    check_patience,
    optional_floats,
    refuse,
)
from staffing.models.queueing.birth_death import CELLS_AT_ONCE, chain_measures
from staffing.models.queueing.erlang_a import level_without_agents
from staffing.models.queueing.erlang_x import RedialPerformance
from staffing.models.queueing.measures import ServiceLevelDefinition
from staffing.models.queueing.roots import smallest_whole
from staffing.models.queueing.targets import Targets

_MOST_PEOPLE = 1e5


def finite_population_performance(
    people: ArrayLike,
    calls_per_hour_each: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    lines: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> RedialPerformance:
    """Performance for any broadcastable arguments; measures are of the contacts accepted, ``arriving_load`` is the mean load that arrives.

    Args:
        people: N, whole, 0 .. 100,000.
        calls_per_hour_each: calls of one person per hour in which he neither waits nor is served, >= 0.
        agents: whole, >= 0.
        aht_seconds: > 0.
        patience_seconds, answer_within_seconds, definition: as in :func:`erlang_x_performance`.
        lines: L; ``None``, NaN or infinity: no limit (machine repair). L = agents: Engset.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    names = ("people", "calls_per_hour_each", "agents", "aht_seconds")
    given = (people, calls_per_hour_each, agents, aht_seconds)
    needed = [as_floats(name, value) for name, value in zip(names, given, strict=True)]
    optional = [
        optional_floats("patience_seconds", patience_seconds),
        optional_floats("answer_within_seconds", answer_within_seconds),
        optional_floats("lines", lines),
    ]
    columns = np.broadcast_arrays(*needed, *optional)
    _check_people(columns[0], columns[1], columns[3], columns[6])
    count = columns[2]
    refuse("agents", count, ~((count >= 0) & (count == np.rint(count)) & np.isfinite(count)), "a whole number >= 0")
    check_patience(columns[4])
    check_answer_within(columns[5])
    shape = columns[0].shape
    flat = [column.ravel() for column in columns]
    found: dict[str, FloatArray] = {name: np.zeros(flat[0].size) for name in RedialPerformance.__dataclass_fields__}
    order = np.argsort(flat[0], kind="stable")
    start = 0
    while start < order.size:
        end = start + 1
        while end < order.size and (end + 1 - start) * (flat[0][order[end]] + 2.0) <= CELLS_AT_ONCE:
            end += 1
        chunk = order[start:end]
        people_, rate, agents_, aht, patience, within, limit = (column[chunk] for column in flat)
        for name, values in _chunk(people_, rate, agents_, aht, patience, within, limit, definition).items():
            found[name][chunk] = values
        start = end
    shaped = {name: value.reshape(shape) for name, value in found.items()}
    return RedialPerformance(**{**shaped, "overloaded": shaped["overloaded"].astype(np.bool_)})  # type: ignore[arg-type]


def smallest_agents_finite(
    people: ArrayLike,
    calls_per_hour_each: ArrayLike,
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
) -> FloatArray:
    """Smallest whole n that meets every target together for a population of N people. Nobody, or nobody who calls: 0.

    Arguments as in :func:`finite_population_performance` and :func:`smallest_agents`.

    Raises:
        ValueError: an argument is out of range, or a row with load has no target.
    """
    targets = Targets.read(service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    columns = np.broadcast_arrays(
        as_floats("people", people),
        as_floats("calls_per_hour_each", calls_per_hour_each),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("patience_seconds", patience_seconds),
        targets.any.astype(np.float64),
    )
    size, rate, aht, patience, asked = columns
    _check_people(size, rate, aht, np.asarray(np.nan))
    check_patience(patience)
    refuse("people", size, (asked == 0) & (size > 0) & (rate > 0), "at least one target where there is load")
    shape = size.shape
    size, rate, aht, patience = (column.ravel() for column in (size, rate, aht, patience))
    wanted = targets.spread(shape)
    answer = np.zeros(size.size)
    busy = np.flatnonzero((size > 0) & (rate > 0))
    size, rate, aht, patience, wanted = size[busy], rate[busy], aht[busy], patience[busy], wanted.rows(busy)

    def meets(n: FloatArray, rows: IntArray) -> BoolArray:
        felt = finite_population_performance(
            size[rows],
            rate[rows],
            n,
            aht[rows],
            patience_seconds=patience[rows],
            answer_within_seconds=wanted.answer_within_seconds[rows],
            definition=definition,
        )
        good: BoolArray = wanted.rows(rows).met(felt) & ((n > 0) | np.isnan(wanted.max_occupancy[rows]))
        return good

    one = rate * aht / 3600.0
    answer[busy] = smallest_whole(meets, size * one / (1.0 + one))
    return answer.reshape(shape)


def _check_people(people: FloatArray, rate: FloatArray, aht: FloatArray, lines: FloatArray) -> None:
    good = (people >= 0) & (people <= _MOST_PEOPLE) & (people == np.rint(people))
    refuse("people", people, ~good, f"a whole number from 0 to {_MOST_PEOPLE:,.0f}")
    refuse("calls_per_hour_each", rate, ~((rate >= 0) & np.isfinite(rate)), "a number >= 0")
    refuse("aht_seconds", aht, ~((aht > 0) & np.isfinite(aht)), "a number > 0")
    refuse("lines", lines, (lines < 0) | (np.isfinite(lines) & (lines != np.rint(lines))), "a whole number >= 0, or NaN for no limit")


def _chunk(
    people: FloatArray,
    rate: FloatArray,
    agents: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    within: FloatArray,
    lines: FloatArray,
    definition: ServiceLevelDefinition,
) -> dict[str, FloatArray]:
    each = rate * aht / 3600.0
    idle = (people == 0) | (each == 0)
    size, alpha = np.where(idle, 1.0, people), np.where(idle, 1.0, each)
    limit = np.minimum(np.where(np.isfinite(lines), lines, np.inf), size)
    staffed = np.minimum(agents, limit)
    nobody, full = (staffed == 0) & ~idle, (limit == 0) & ~idle
    n, room = np.maximum(staffed, 1.0), np.maximum(limit, 1.0)
    hangs_up = np.isfinite(patience)
    ratio = np.where(hangs_up, aht / np.where(hangs_up, patience, 1.0), 0.0)
    states = np.arange(int(room.max()) + 1, dtype=np.float64)
    arrivals = np.maximum(size[:, np.newaxis] - states, 0.0) * alpha[:, np.newaxis]
    felt = chain_measures(arrivals, n, ratio, room, aht, within, definition)
    table = {
        "p_wait": felt.p_wait,
        "service_level": felt.service_level,
        "asa_seconds": felt.asa,
        "p_abandon": felt.p_abandon,
        "occupancy": felt.occupancy * n / np.maximum(agents, 1.0),
        "mean_queue": felt.mean_queue,
        "p_blocked": felt.blocked,
        "arriving_load": felt.mean_arrivals,
    }
    blank = np.isnan(within)
    if nobody.any():  # people wait until they hang up and call again later: a share of each is always waiting
        with np.errstate(divide="ignore"):
            waiting = np.where(ratio > 0, size * alpha / (alpha + ratio), size)
        waiting = np.where(full, 0.0, waiting)
        empty = {
            "p_wait": np.ones(n.size),
            "asa_seconds": np.where(ratio > 0, patience, np.inf),
            "p_abandon": np.where(ratio > 0, 1.0, 0.0),
            "occupancy": np.zeros(n.size),
            "mean_queue": waiting,
            "p_blocked": np.where(full, 1.0, 0.0),
            "arriving_load": (size - waiting) * alpha,
            "service_level": level_without_agents(np.nan_to_num(within) * ratio / aht, definition),
        }
        table = {name: np.where(nobody, empty[name], value) for name, value in table.items()}
    for name in table:
        table[name] = np.where(idle, 1.0 if name == "service_level" else 0.0, table[name])
    table["service_level"] = np.where(blank, np.nan, table["service_level"])
    table["answer_rate"] = 1.0 - table["p_abandon"]
    table["overloaded"] = ((table["arriving_load"] >= agents) & ~idle).astype(np.float64)
    return table
