"""Everything a tour must remember beyond its last shift, as a small layered automaton, one block per calendar week.

A state before a day is (p, w, r, n): paid minutes and days worked so far in the week, consecutive days worked up to yesterday, consecutive
nights up to yesterday. The input of a day is 0 (off) or a work class (paid minutes, night). Transitions end where a rule breaks:

    p <= max_minutes_per_week; p >= the scaled minimum at the week's last day                 (CON-HOURS-01)
    w <= 7 - min_days_off - days worked in that week before the plan                         (POL-OFF-01)
    r <= max_days (POL-RUN-01), n <= max_nights (POL-NIGHT-01)

The transition of a week's last day emits overtime pay. States with the same future are merged from the last layer backwards, so r, w or
n cost nothing where they cannot bind. After the week p and w are forgotten; the last layer of a block has the states (r, n), numbered
``r * (N + 1) + n``, which are those of the first layer of the next block. Rest and start_change depend on the last option itself and
live in :mod:`staffing.models.roster.pricing.tours`.

Where spreads are to be decided exactly, a second book of blocks also counts (night shifts, weekend shifts) of the plan up to caps; its
states are
(p, w, r, n, cn, cw), and the last layer tells the counts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from staffing.models.roster.arrays.policy import Policy
from staffing.models.roster.arrays.units import NOISE

Ints = NDArray[np.int64]
DEAD = -1


@dataclass(frozen=True)
class WeekShape:
    """What tells one week of one agent from another.

    Attributes:
        days: days of the calendar week inside the plan, 1..7.
        low, high: paid minutes allowed.
        normal: paid minutes above which overtime is due.
        days_worked_before: days of this calendar week worked before the plan.
        last: whether the plan ends with this week.
        entry: states in which the week can begin; ``None`` = all.
        weekend: whether each day is a Saturday or Sunday; empty where nothing is counted.
        most_days: most days worked in it.
    """

    days: int
    low: int
    high: int
    normal: int
    days_worked_before: int = 0
    last: bool = False
    entry: frozenset[int] | None = None
    weekend: tuple[bool, ...] = ()
    most_days: int = 7


class Automata(NamedTuple):
    """All blocks, flat. Layer k has ``size[k]`` states with flags from ``state_ptr[k]`` on (1: last day was a tracked night, 2: the run
    of nights
    asks for the long rest) and ``delta[move_ptr[k] + z * inputs + c]``, the state of layer k + 1 (-1: not allowed) at the cost
    ``emit[...]``."""

    inputs: int
    size: Ints
    state_ptr: Ints
    move_ptr: Ints
    flags: Ints
    delta: Ints
    emit: NDArray[np.float64]


@dataclass
class WeekBook:
    """Builds blocks and keeps each once.

    ``work_classes`` as in the catalogue; ``overtime`` in ticks per hour; ``most_nights``, ``most_weekends``: caps up to which shifts are
    counted, 0 = not.
    """

    policy: Policy
    work_classes: Sequence[tuple[int, int, int]]
    overtime: float
    most_nights: int = 0
    most_weekends: int = 0
    _block: dict[WeekShape, int] = field(default_factory=dict)
    _layers: list[tuple[Ints, Ints, NDArray[np.float64]]] = field(default_factory=list)

    @property
    def runs(self) -> int:
        """Longest run told apart."""
        return self.policy.max_days or 0

    @property
    def counts(self) -> int:
        """Number of pairs of counts told apart."""
        return (self.most_nights + 1) * (self.most_weekends + 1)

    def state(self, run: int, nights: int) -> int:
        """Number of the state (r, n) with nothing counted yet, capped at what is told apart."""
        cap = self.policy.night_cap
        return (min(run, self.runs) * (cap + 1) + min(nights, cap)) * self.counts

    def block(self, shape: WeekShape) -> int:
        """Number of the first layer of a block, made when first asked for."""
        if shape not in self._block:
            self._block[shape] = len(self._layers)
            self._layers.extend(self._build(shape))
        return self._block[shape]

    def tables(self) -> Automata:
        """The arrays of all blocks made so far."""
        inputs = len(self.work_classes) + 1
        size = np.array([len(flags) for flags, _, _ in self._layers], dtype=np.int64)
        state_ptr = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
        moves = np.array([delta.size for _, delta, _ in self._layers], dtype=np.int64)
        move_ptr = np.concatenate([[0], np.cumsum(moves)]).astype(np.int64)
        return Automata(
            inputs,
            size,
            state_ptr,
            move_ptr,
            np.concatenate([f for f, _, _ in self._layers]),
            np.concatenate([d.ravel() for _, d, _ in self._layers]).astype(np.int64),
            np.concatenate([e.ravel() for _, _, e in self._layers]),
        )

    def _flags(self, nights: Ints) -> Ints:
        long = nights >= self.policy.after_run_of if self.policy.after_run_of is not None else np.zeros(len(nights), dtype=np.bool_)
        return (nights > 0).astype(np.int64) + 2 * long.astype(np.int64)

    def _step(self, states: Ints, kind: tuple[int, int, int], shape: WeekShape, weekend: bool) -> tuple[Ints, NDArray[np.bool_]]:
        """States after a day of a work class, or off (paid < 0), and whether each is allowed."""
        p, w, r, n, cn, cw = states.T
        paid, tracked, night = kind
        if paid < 0:
            zero = np.zeros_like(p)
            return np.stack([p, w, zero, zero, cn, cw], axis=1), np.ones(len(p), dtype=np.bool_)
        policy, cap = self.policy, self.policy.night_cap
        p, w = p + paid, w + 1
        ok = p <= shape.high
        if policy.min_days_off is not None:
            ok &= w + shape.days_worked_before <= 7 - policy.min_days_off
        ok &= w <= shape.most_days
        if policy.max_days is not None:
            ok &= r + 1 <= policy.max_days
        n = n + 1 if tracked else np.zeros_like(n)
        if tracked and policy.max_nights is not None:
            ok &= n <= policy.max_nights
        cn = np.minimum(cn + night, self.most_nights)
        cw = np.minimum(cw + int(weekend), self.most_weekends)
        return np.stack([p, w, np.minimum(r + 1, self.runs), np.minimum(n, cap), cn, cw], axis=1), ok

    def _build(self, shape: WeekShape) -> list[tuple[Ints, Ints, NDArray[np.float64]]]:
        """Layers of a block: (flags, delta, emit) of each; the last layer has no moves."""
        cap, counts = self.policy.night_cap, self.counts
        ends = (self.runs + 1) * (cap + 1) * counts
        codes, zero = np.arange(ends), np.zeros(ends, dtype=np.int64)
        ahead = codes // counts
        entry = np.stack(
            [
                zero,
                zero,
                ahead // (cap + 1),
                ahead % (cap + 1),
                codes % counts // (self.most_weekends + 1),
                codes % (self.most_weekends + 1),
            ],
            axis=1,
        )
        layers, moves = [entry], []
        inputs = [(-1, 0, 0), *self.work_classes]
        possible = (entry[:, 3] <= entry[:, 2]) | (entry[:, 2] == self.runs)
        alive = possible if shape.entry is None else np.isin(codes, list(shape.entry))
        for d in range(shape.days):
            weekend = bool(shape.weekend) and shape.weekend[d]
            steps = [self._step(layers[-1], kind, shape, weekend) for kind in inputs]
            targets = np.stack([s for s, _ in steps], axis=1)  # (states, inputs, 6)
            allowed = np.stack([ok for _, ok in steps], axis=1) & alive[:, None]
            found, inverse = np.unique(targets[allowed], axis=0, return_inverse=True)
            move = np.full(allowed.shape, DEAD, dtype=np.int64)
            move[allowed] = inverse.ravel()
            layers.append(found)
            moves.append(move)
            alive = np.ones(len(found), dtype=np.bool_)
        return self._merge(shape, layers, moves, ends)

    def _merge(self, shape: WeekShape, layers: list[Ints], moves: list[Ints], ends: int) -> list[tuple[Ints, Ints, NDArray[np.float64]]]:
        """Merge states of equal future, from the last layer backwards; the first layer keeps its numbers."""
        cap = self.policy.night_cap
        last = layers[-1]
        paid = last[:, 0]
        final_emit = np.floor(self.overtime * np.maximum(0, paid - shape.normal) / 60.0 + NOISE)
        counted = last[:, 4] * (self.most_weekends + 1) + last[:, 5]
        if shape.last:
            number, flags = counted, np.zeros(self.counts, dtype=np.int64)
        else:
            number = (last[:, 2] * (cap + 1) + last[:, 3]) * self.counts + counted
            flags = self._flags(np.arange(ends, dtype=np.int64) // self.counts % (cap + 1))
        number = np.where(paid >= shape.low, number, DEAD)
        none = np.zeros((len(flags), 0))
        result: list[tuple[Ints, Ints, NDArray[np.float64]]] = [(flags, none.astype(np.int64), none)]
        for d in range(shape.days - 1, -1, -1):
            reached = moves[d] >= 0
            delta = np.where(reached, number[moves[d]], DEAD)
            emit = np.where(delta >= 0, final_emit[moves[d]] if d == shape.days - 1 else 0.0, 0.0)
            flags = self._flags(layers[d][:, 3])
            if d > 0:
                key = np.concatenate([delta.astype(np.float64), emit, flags[:, None].astype(np.float64)], axis=1)
                _, first, inverse = np.unique(key, axis=0, return_index=True, return_inverse=True)
                inverse = inverse.ravel()
                hopeless = (delta < 0).all(axis=1)
                number = np.where(hopeless, DEAD, inverse)
                delta, emit, flags = delta[first], emit[first], flags[first]
            result.append((flags, delta, emit))
        return result[::-1]
