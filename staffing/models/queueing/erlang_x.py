"""Erlang X: contacts that hang up may dial again, and there may be a limit on lines.

Redials: a share r of those who hang up (and, if asked for, of those blocked) calls again, so the load that arrives is the root a' of
``a' - r a' P(abandon; a') = a`` (G. Koole, "Call Center Optimization", 2013, on the Erlang X model). Lines: at most L contacts are in the
system; who finds L is blocked, and all other measures are of the contacts accepted. Redials are taken to arrive like new contacts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    FloatArray,
    IntArray,
    as_floats,
    check_agents,
    check_aht,
    check_answer_within,
    check_load,
    check_patience,
    optional_floats,
    refuse,
)
from staffing.models.queueing.birth_death import CELLS_AT_ONCE, ChainMeasures, chain_measures
from staffing.models.queueing.erlang_a import busy_period
from staffing.models.queueing.evaluate import performance
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.roots import increasing_root, smallest_whole
from staffing.models.queueing.targets import Targets

_MOST_LINES = 1e6


@dataclass(frozen=True, eq=False)
class RedialPerformance(Performance):
    """As :class:`Performance`, of the contacts accepted, redials included.

    Attributes:
        p_blocked: share of arriving contacts (redials included) that find every line taken, in [0, 1].
        arriving_load: a', the load with redials, in erlangs; infinity where redials grow without bound.
    """

    p_blocked: FloatArray
    arriving_load: FloatArray


def erlang_x_performance(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    lines: ArrayLike | None = None,
    redial_share: ArrayLike = 0.0,
    redial_blocked_share: ArrayLike = 0.0,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> RedialPerformance:
    """Performance with redials and a limit on lines, for any broadcastable arguments.

    Args:
        load_erlangs: load of first attempts, >= 0.
        agents: n >= 0; more agents than lines are of no use. Whole where lines are limited.
        aht_seconds: > 0 where there is load.
        patience_seconds: mean patience, > 0; ``None``, NaN or infinity: nobody hangs up.
        answer_within_seconds: T >= 0; NaN or ``None``: no service level.
        lines: L >= 0, whole: contacts in the system, waiting or in service; ``None``, NaN or infinity: no limit. L = n: Erlang B.
        redial_share: of those who hang up, in [0, 1].
        redial_blocked_share: of those blocked, in [0, 1].
        definition: which contacts count in the service level.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    names = ("load_erlangs", "agents", "aht_seconds", "redial_share", "redial_blocked_share")
    given = (load_erlangs, agents, aht_seconds, redial_share, redial_blocked_share)
    needed = [as_floats(name, value) for name, value in zip(names, given, strict=True)]
    optional = [
        optional_floats("patience_seconds", patience_seconds),
        optional_floats("answer_within_seconds", answer_within_seconds),
        optional_floats("lines", lines),
    ]
    columns = np.broadcast_arrays(*needed, *optional)
    load, count, aht, again, again_blocked, patience, within, limit = columns
    check_load(load)
    check_agents(count)
    check_aht(aht, load)
    check_patience(patience)
    check_answer_within(within)
    _check_redials(again, again_blocked, limit)
    limited = np.isfinite(limit)
    refuse("agents", count, limited & (count != np.rint(count)), "a whole number where lines are limited")
    shape = load.shape
    flat = _Rows(*(column.ravel() for column in (load, count, aht, again, again_blocked, patience, within, limit)))
    arriving = _arriving(flat)
    free, closed = np.flatnonzero(~limited.ravel()), np.flatnonzero(limited.ravel())
    result = {field.name: np.zeros(load.size) for field in fields(Performance)}
    result["overloaded"] = np.zeros(load.size, dtype=np.bool_)
    blocked = np.zeros(load.size)
    if free.size:
        rows = flat.rows(free)
        endless = np.isinf(arriving[free])
        stand_in = np.where(endless, 1.0, arriving[free])
        felt = performance(
            stand_in, rows.count, rows.aht, patience_seconds=rows.patience, answer_within_seconds=rows.within, definition=definition
        )
        for name, value in _endless(rows, endless, felt).items():
            result[name][free] = value
    if closed.size:
        rows, a = flat.rows(closed), arriving[closed]
        measures = _limited(rows, a, definition)
        blocked[closed] = measures.blocked
        found = Performance(
            measures.p_wait,
            measures.service_level,
            measures.asa,
            measures.p_abandon,
            1.0 - measures.p_abandon,
            measures.occupancy,
            measures.mean_queue,
            (a >= rows.count) & (a > 0),
        )
        for name in result:
            result[name][closed] = getattr(found, name)
    shaped: dict[str, Any] = {name: value.reshape(shape) for name, value in result.items()}
    return RedialPerformance(**shaped, p_blocked=blocked.reshape(shape), arriving_load=arriving.reshape(shape))


def smallest_agents_x(
    load_erlangs: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    max_asa_seconds: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    min_answer_rate: ArrayLike | None = None,
    max_blocked: ArrayLike | None = None,
    patience_seconds: ArrayLike | None = None,
    lines: ArrayLike | None = None,
    redial_share: ArrayLike = 0.0,
    redial_blocked_share: ArrayLike = 0.0,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> FloatArray:
    """Smallest whole n that meets every target together with redials and a limit on lines.

    Arguments as in :func:`smallest_agents` and :func:`erlang_x_performance`; ``max_blocked``: greatest share blocked, in (0, 1).

    Returns:
        Whole numbers as floats; infinity where no number of agents meets the targets (too few lines).

    Raises:
        ValueError: an argument is out of range, or a row with load has no target.
    """
    targets = Targets.read(service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    most_blocked = optional_floats("max_blocked", max_blocked)
    refuse("max_blocked", most_blocked, (most_blocked <= 0) | (most_blocked >= 1), "a number between 0 and 1")
    columns = np.broadcast_arrays(
        as_floats("load_erlangs", load_erlangs),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("patience_seconds", patience_seconds),
        optional_floats("lines", lines),
        as_floats("redial_share", redial_share),
        as_floats("redial_blocked_share", redial_blocked_share),
        most_blocked,
        targets.any.astype(np.float64),
    )
    load, aht, patience, limit, again, again_blocked, most, asked = columns
    check_load(load)
    check_aht(aht, load)
    check_patience(patience)
    _check_redials(again, again_blocked, limit)
    refuse("load_erlangs", load, (asked == 0) & np.isnan(most) & (load > 0), "at least one target where there is load")
    shape = load.shape
    flat = [column.ravel() for column in (load, aht, patience, limit, again, again_blocked, most)]
    wanted = targets.spread(shape)
    answer = np.zeros(load.size)
    busy = np.flatnonzero(flat[0] > 0)
    load_, aht_, patience_, limit_, again_, blocked_, most_ = (column[busy] for column in flat)
    wanted = wanted.rows(busy)
    guess = load_.copy()
    some = wanted.any
    if some.any():
        targets_only = dict(zip(Targets._fields, wanted.rows(some), strict=True))
        guess[some] = smallest_agents(load_[some], aht_[some], patience_seconds=patience_[some], definition=definition, **targets_only)
    top = np.where(np.isfinite(limit_), limit_, np.inf)

    def meets(n: FloatArray, rows: IntArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        felt = erlang_x_performance(
            load_[rows],
            n,
            aht_[rows],
            patience_seconds=patience_[rows],
            answer_within_seconds=wanted.answer_within_seconds[rows],
            lines=limit_[rows],
            redial_share=again_[rows],
            redial_blocked_share=blocked_[rows],
            definition=definition,
        )
        kept = np.isnan(most_[rows]) | (felt.p_blocked <= most_[rows] * (1.0 + 1e-12))
        idle_crew = (n == 0) & ~np.isnan(wanted.max_occupancy[rows])  # an occupancy needs somebody
        good: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = wanted.rows(rows).met(felt) & kept & ~idle_crew
        return good

    found = np.full(busy.size, np.inf)
    every = np.arange(busy.size)
    possible = np.ones(busy.size, dtype=np.bool_)
    tight = np.isfinite(top)
    if tight.any():  # with all lines staffed nobody waits: who is not content with that never will be, occupancy apart
        possible[tight] = meets(np.maximum(top[tight], 0.0), every[tight]) | ~np.isnan(wanted.max_occupancy[tight])
    rows = np.flatnonzero(possible)
    found[rows] = smallest_whole(lambda n, chosen: meets(n, rows[chosen]), np.minimum(guess, top)[rows])
    answer[busy] = found
    return answer.reshape(shape)


class _Rows:
    """One-dimensional columns of one call."""

    def __init__(self, *columns: FloatArray) -> None:
        self.load, self.count, self.aht, self.again, self.again_blocked, self.patience, self.within, self.limit = columns
        self._columns = columns

    def rows(self, chosen: IntArray) -> _Rows:
        return _Rows(*(column[chosen] for column in self._columns))


def _check_redials(again: FloatArray, again_blocked: FloatArray, limit: FloatArray) -> None:
    for name, share in (("redial_share", again), ("redial_blocked_share", again_blocked)):
        refuse(name, share, ~((share >= 0) & (share <= 1)), "a number in [0, 1]")
    finite = np.isfinite(limit)
    bad = (limit < 0) | (finite & ((limit != np.rint(limit)) | (limit > _MOST_LINES)))
    refuse("lines", limit, bad, f"a whole number from 0 to {_MOST_LINES:,.0f}, or NaN or infinity where there is no limit")


def _arriving(flat: _Rows) -> FloatArray:
    """a' of every row."""
    arriving = flat.load.copy()
    hangs_up, limited = np.isfinite(flat.patience), np.isfinite(flat.limit)
    share = np.maximum(np.where(hangs_up, flat.again, 0.0), np.where(limited, flat.again_blocked, 0.0))
    rows = np.flatnonzero((flat.load > 0) & (share > 0))
    if not rows.size:
        return arriving
    part, most = flat.rows(rows), share[rows]
    with np.errstate(divide="ignore"):
        high = part.load / (1.0 - most)
    endless = np.isinf(high)
    # all who fail come again: the rest, answered or gone for good, cannot exceed what this many attempts leave
    ceiling = 1e9 * (part.load + part.count + 1.0)
    high = np.where(endless, ceiling, np.minimum(high, ceiling))

    def gap(x: FloatArray, chosen: IntArray) -> FloatArray:
        return _lasting(part.rows(chosen), x) - part.load[chosen]

    hopeless = endless & (_lasting(part, high) < part.load * (1.0 - 1e-9))
    root = increasing_root(gap, part.load, high)
    arriving[rows] = np.where(hopeless, np.inf, root)
    return arriving


def _lasting(rows: _Rows, arriving: FloatArray) -> FloatArray:
    """Load that does not come again: a' (1 - redials)."""
    lost, blocked = np.zeros(arriving.shape), np.zeros(arriving.shape)
    limited = np.isfinite(rows.limit)
    closed, free = np.flatnonzero(limited), np.flatnonzero(~limited & np.isfinite(rows.patience))
    if closed.size:
        found = _limited(rows.rows(closed), arriving[closed], ServiceLevelDefinition.OFFERED)
        lost[closed], blocked[closed] = found.p_abandon, found.blocked
    if free.size:
        part = rows.rows(free)
        lost[free] = 1.0
        busy = np.flatnonzero(part.count > 0)
        wait = busy_period(part.count[busy], arriving[free][busy], part.aht[busy], part.patience[busy])
        lost[free[busy]] = wait.p_wait * wait.p_abandon
    stays: FloatArray = arriving * (1.0 - (1.0 - blocked) * lost * rows.again - blocked * rows.again_blocked)
    return stays


def _limited(rows: _Rows, arriving: FloatArray, definition: ServiceLevelDefinition) -> ChainMeasures:
    """Rows with a limit on lines, in chunks of like size."""
    columns = [np.zeros(arriving.size) for _ in ChainMeasures._fields]
    order = np.argsort(rows.limit, kind="stable")
    start = 0
    while start < order.size:
        end = start + 1
        while end < order.size and (end + 1 - start) * (rows.limit[order[end]] + 1.0) <= CELLS_AT_ONCE:
            end += 1
        chunk = order[start:end]
        found = _limited_chunk(rows.rows(chunk), arriving[chunk], definition)
        for column, values in zip(columns, found, strict=True):
            column[chunk] = values
        start = end
    return ChainMeasures(*columns)


def _limited_chunk(rows: _Rows, arriving: FloatArray, definition: ServiceLevelDefinition) -> ChainMeasures:
    from staffing.models.queueing.erlang_a import level_without_agents

    lines = rows.limit
    staffed = np.minimum(rows.count, lines)
    idle, nobody, endless = arriving == 0, staffed == 0, np.isinf(arriving)
    aht = np.where(rows.load > 0, rows.aht, 1.0)
    hangs_up = np.isfinite(rows.patience)
    ratio = np.where(hangs_up, aht / np.where(hangs_up, rows.patience, 1.0), 0.0)
    stand_in = np.where(idle | endless, 1.0, arriving)
    states = int(lines.max()) + 1
    n = np.maximum(staffed, 1.0)
    room = np.maximum(lines, 1.0)
    constant = np.broadcast_to(stand_in[:, np.newaxis], (stand_in.size, max(states, 2)))
    found = chain_measures(constant, n, ratio, room, aht, rows.within, definition)
    table = {name: np.array(value) for name, value in found._asdict().items()}
    if (idle | nobody | endless).any():
        for name, value in {"p_wait": 0.0, "asa": 0.0, "p_abandon": 0.0, "occupancy": 0.0, "mean_queue": 0.0, "blocked": 0.0}.items():
            table[name][idle] = value
        table["service_level"][idle] = np.where(np.isnan(rows.within[idle]), np.nan, 1.0)
        stuck = nobody & ~idle
        _nobody(table, stuck, stand_in, ratio, lines, aht, rows, definition)
        table["service_level"][stuck] = np.where(
            np.isnan(rows.within[stuck]),
            np.nan,
            level_without_agents(np.nan_to_num(rows.within[stuck] / np.where(hangs_up, rows.patience, np.inf)[stuck]), definition),
        )
        full = endless & ~nobody & ~idle
        table["blocked"][full], table["occupancy"][full] = 1.0, 1.0
    return ChainMeasures(**table)


def _nobody(
    table: dict[str, FloatArray],
    stuck: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    load: FloatArray,
    ratio: FloatArray,
    lines: FloatArray,
    aht: FloatArray,
    rows: _Rows,
    definition: ServiceLevelDefinition,
) -> None:
    """No agents under load: contacts take a line until they hang up (Erlang B with the patience as holding time), else for ever."""
    from staffing.models.queueing.erlang_b import erlang_b_blocking

    patient = stuck & (ratio == 0)
    leaving = stuck & (ratio > 0)
    held = load[leaving] / ratio[leaving]
    blocked = erlang_b_blocking(held, lines[leaving])
    table["blocked"][leaving], table["blocked"][patient] = blocked, 1.0
    table["mean_queue"][leaving], table["mean_queue"][patient] = held * (1.0 - blocked), lines[patient]
    table["asa"][leaving], table["asa"][patient] = rows.patience[leaving], np.inf
    table["p_abandon"][leaving], table["p_abandon"][patient] = 1.0, 0.0
    table["p_wait"][stuck], table["occupancy"][stuck] = 1.0, 0.0


def _endless(
    rows: _Rows, endless: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], felt: Performance
) -> dict[str, FloatArray | np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """A performance where the redials of some rows grow without bound: there nobody new gets through in the limit."""
    limits = {"p_wait": 1.0, "service_level": 0.0, "p_abandon": 1.0, "answer_rate": 0.0, "mean_queue": np.inf}
    values = {field.name: np.array(getattr(felt, field.name)) for field in fields(Performance)}
    for name, limit in limits.items():
        values[name][endless] = limit
    values["service_level"][endless & np.isnan(rows.within)] = np.nan
    values["asa_seconds"][endless] = rows.patience[endless]
    values["occupancy"][endless] = np.where(rows.count[endless] > 0, 1.0, 0.0)
    values["overloaded"][endless] = True
    return values
