"""Coordinate descent: each agent in turn leaves the roster and comes back on the tour that is cheapest given everybody else.

With agent a taken out, ``marginals`` say what one more person of a's skills saves in each step; the duty program places pauses at these
prices and the tour
program finds the best tour. An agent adds at most one person to a step, so with one step per interval the marginals are exact and the
step is
the true optimum over a's tours, pauses and queues (spread terms: see below). The roster never gets worse.

The spread of a group costs w (max - min). Given the others' least and most, that is flat between them and rises with slope w outside; the
tour program is asked first without it
and, where the answer lies outside, again with the true cost of every count (:mod:`fairness`; on long plans with +-w per shift, and the
better of the two is taken).
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.arrays.catalogue import START_CHANGE_MINUTES
from staffing.models.roster.arrays.classes import BLOCKED, FREE
from staffing.models.roster.arrays.duties import pause_scratch, place_pauses, price_options
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.pricing.fairness import tour_within
from staffing.models.roster.pricing.supply import on_queue_steps, pauses_longest
from staffing.models.roster.pricing.tours import best_tour
from staffing.models.roster.search.cover import (
    Cover,
    add_fixed,
    copy_cover,
    empty_cover,
    lift,
    marginals,
    missing_heads,
    overwrite,
    refresh,
    total_cost,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Spread(NamedTuple):
    """Fairness: group of each agent (-1: none), weights of a group in ticks per night and weekend shift, which options count, and the
    counts."""

    group: Ints
    night_weight: Floats
    weekend_weight: Floats
    is_night: Floats
    is_weekend: Floats
    nights: Ints
    weekends: Ints


class Draft(NamedTuple):
    """A roster under way. choices: (N, D) option or -1; patterns: (N, D, 1 + breaks); tour_cost: (N,) ticks, cells and spreads apart;
    inf: the agent has not been given a tour yet (a tour without any shift is one only where it is legal)."""

    choices: Ints
    patterns: Ints
    tour_cost: Floats


@njit(cache=True, nogil=True)
def others_range(spread, counts, a):
    """(least, most) of ``counts`` over the others of a's group."""
    low, high = 10**6, -1
    for b in range(counts.shape[0]):
        if b != a and spread.group[b] == spread.group[a]:
            low = min(low, counts[b])
            high = max(high, counts[b])
    return low, high


@njit(cache=True, nogil=True)
def spread_total(spread, counts, weights):
    """Cost of a spread term over all groups, in ticks."""
    total = 0.0
    for k in range(weights.shape[0]):
        low, high = 10**6, -1
        for b in range(counts.shape[0]):
            if spread.group[b] == k:
                low = min(low, counts[b])
                high = max(high, counts[b])
        if high >= 0:
            total += weights[k] * (high - low)
    return total


@njit(cache=True, nogil=True)
def _lift(options, pauses, classes, cells, state, draft, a, sign, on):
    """Put (1) or take (-1) agent a's duties into or out of the cells; returns the change of cost."""
    total = 0.0
    k = classes.agent_class[a]
    s, row = classes.skill_of[k], classes.fixed[k]
    inside = state.heads.shape[1]
    for d in range(draft.choices.shape[1]):
        o = draft.choices[a, d]
        if o < 0:
            continue
        n = on_queue_steps(options, pauses, o, draft.patterns[a, d], inside, on)
        if row >= 0:
            free = 0
            for i in range(n):
                held = classes.activity[row, on[i]]
                if held == FREE:
                    on[free] = on[i]
                    free += 1
                elif held >= 0 and state.speed[s, held] >= 0.0:
                    total += add_fixed(cells, state, held, on[i], sign, state.speed[s, held])
            n = free
        total += lift(cells, state, s, sign, on, n)
    return total


@njit(cache=True, nogil=True)
def _tour_cost_of(values, spread_extra, choice, total):
    """The part of a tour's program value that is its own cost: earnings and extras taken off again."""
    for d in range(choice.shape[0]):
        o = choice[d]
        if o >= 0:
            total += values[o]
            if spread_extra.shape[0] > 0:
                total -= spread_extra[o]
    return total


@njit(cache=True, nogil=True)
def descend(
    options,
    automata,
    people,
    counting,
    counters,
    caps,
    classes,
    pauses,
    cells,
    spread,
    start_change,
    draft,
    state,
    kept,
    scratch,
    counter_scratch,
    memory,
    agents,
    guide,
    blend,
):
    """One pass over ``agents``; returns the change of cost in ticks, never above 0; ``-inf`` where somebody had no tour before.

    ``guide``: worth of each step in the long run by skill class, (S, G); ``blend``: for each of ``agents`` how far the worths are moved
    from the marginals towards the guide, 0 = true marginals (the guide may then be anything). ``kept``: a state to remember the cells
    in; ``caps``: (most_nights, most_weekends) of the tours that count; ``memory``: (gain, loss, worth, values, before, after, back)
    scratch.
    """
    gain, loss, worth, values, best, after, back = memory
    days = draft.choices.shape[1]
    on = np.empty(pauses_longest(options), dtype=np.int64)
    choice, second = np.empty(days, dtype=np.int64), np.empty(days, dtype=np.int64)
    penalty = np.empty((caps[0] + 1) * (caps[1] + 1))
    old_choice, old_patterns = np.empty(days, dtype=np.int64), np.empty(draft.patterns.shape[1:], dtype=np.int64)
    no_extra = np.empty(0)
    extra = np.empty(options.start.shape[0])
    change_total = 0.0
    inside = state.heads.shape[1]
    for turn in range(agents.shape[0]):
        a = agents[turn]
        k = classes.agent_class[a]
        s, row = classes.skill_of[k], classes.fixed[k]
        group = spread.group[a]
        old_choice[:] = draft.choices[a]
        old_patterns[:] = draft.patterns[a]
        overwrite(kept, state)
        delta = _lift(options, pauses, classes, cells, state, draft, a, -1, on) - draft.tour_cost[a]
        low_n = high_n = low_w = high_w = 0
        wn = ww = 0.0
        if group >= 0:
            low_n, high_n = others_range(spread, spread.nights, a)
            low_w, high_w = others_range(spread, spread.weekends, a)
            wn, ww = spread.night_weight[group], spread.weekend_weight[group]
            delta -= wn * (max(high_n, spread.nights[a]) - min(low_n, spread.nights[a]))
            delta -= ww * (max(high_w, spread.weekends[a]) - min(low_w, spread.weekends[a]))
        marginals(cells, state, s, worth)
        if blend[turn] > 0.0:
            for g in range(inside):
                worth[g] += blend[turn] * (guide[s, g] - worth[g])
        gain[0] = 0.0
        loss[0] = 0.0
        for g in range(gain.shape[0] - 1):
            w = worth[g] if g < inside else 0.0
            held = classes.activity[row, g] if row >= 0 else FREE
            if held == FREE:
                gain[g + 1] = gain[g] + w
                loss[g + 1] = loss[g] + w
            else:
                gain[g + 1] = gain[g]
                loss[g + 1] = loss[g] + BLOCKED
        price_options(options, pauses, gain, loss, 0, options.start.shape[0], values, best, after)
        total = best_tour(options, automata, people, scratch, start_change, a, values, no_extra, choice)
        own = _tour_cost_of(values, no_extra, choice, total)
        n1, w1 = _counts(spread, choice)
        if group >= 0:
            unfair = wn * (max(high_n, n1) - min(low_n, n1)) + ww * (max(high_w, w1) - min(low_w, w1))
            if n1 > high_n or n1 < low_n or w1 > high_w or w1 < low_w:
                if caps[0] + caps[1] > 0:
                    width = caps[1] + 1
                    for y in range(penalty.shape[0]):
                        n, m = y // width, y % width
                        penalty[y] = wn * (max(high_n, n) - min(low_n, n)) * (caps[0] > 0) + ww * (max(high_w, m) - min(low_w, m)) * (
                            caps[1] > 0
                        )
                    tilted = tour_within(options, counting, counters, counter_scratch, start_change, a, values, no_extra, penalty, second)
                    own2 = 0.0
                    if tilted < np.inf:
                        own2 = _own(spread, values, second, tilted, penalty, caps)
                else:
                    tilt_n = wn if n1 > high_n else (-wn if n1 < low_n else 0.0)
                    tilt_w = ww if w1 > high_w else (-ww if w1 < low_w else 0.0)
                    for o in range(extra.shape[0]):
                        extra[o] = tilt_n * spread.is_night[o] + tilt_w * spread.is_weekend[o]
                    tilted = best_tour(options, automata, people, scratch, start_change, a, values, extra, second)
                    own2 = _tour_cost_of(values, extra, second, tilted)
                if tilted < np.inf:
                    n2, w2 = _counts(spread, second)
                    unfair2 = wn * (max(high_n, n2) - min(low_n, n2)) + ww * (max(high_w, w2) - min(low_w, w2))
                    if own2 - _earned(values, second) + unfair2 < total + unfair:
                        choice[:] = second
                        own, unfair, n1, w1 = own2, unfair2, n2, w2
            delta += unfair
        draft.choices[a] = choice
        for d in range(days):
            o = choice[d]
            if o >= 0:
                place_pauses(pauses, options.shift[o], options.start[o], loss, best, back, draft.patterns[a, d])
        delta += own + _lift(options, pauses, classes, cells, state, draft, a, 1, on)
        if delta < -1e-3:
            draft.tour_cost[a] = own
            spread.nights[a] = n1
            spread.weekends[a] = w1
            change_total += delta
        else:
            # The marginals are not exact where speeds differ or a person stays for a part of an interval: go back where it did not pay.
            draft.choices[a] = old_choice
            draft.patterns[a] = old_patterns
            overwrite(state, kept)
    return change_total


@njit(cache=True, nogil=True)
def _own(spread, values, choice, total, penalty, caps):
    """A counted tour's own cost: penalty and earnings taken off its program value."""
    n, m = _counts(spread, choice)
    y = min(n, caps[0]) * (caps[1] + 1) + min(m, caps[1])
    return total - penalty[y] + _earned(values, choice)


@njit(cache=True, nogil=True)
def _earned(values, choice):
    total = 0.0
    for d in range(choice.shape[0]):
        if choice[d] >= 0:
            total += values[choice[d]]
    return total


@njit(cache=True, nogil=True)
def _counts(spread, choice):
    """(nights, weekend shifts) of a tour."""
    n, w = 0, 0
    for d in range(choice.shape[0]):
        o = choice[d]
        if o >= 0:
            n += int(spread.is_night[o])
            w += int(spread.is_weekend[o])
    return n, w


@njit(cache=True, nogil=True)
def seat(options, classes, pauses, cells, spread, agents, draft, state):
    """Put the duties of ``agents`` in ``draft`` into empty cells and count their nights and weekends."""
    on = np.empty(pauses_longest(options), dtype=np.int64)
    for a in agents:
        _lift(options, pauses, classes, cells, state, draft, a, 1, on)
        n, w = _counts(spread, draft.choices[a])
        spread.nights[a] = n
        spread.weekends[a] = w


@njit(cache=True, nogil=True)
def unseat(options, classes, pauses, cells, spread, agents, draft, state):
    """Take the duties of ``agents`` out of the cells and leave them without a shift."""
    on = np.empty(pauses_longest(options), dtype=np.int64)
    for a in agents:
        _lift(options, pauses, classes, cells, state, draft, a, -1, on)
        draft.choices[a, :] = -1
        draft.tour_cost[a] = np.inf
        spread.nights[a] = 0
        spread.weekends[a] = 0


@njit(cache=True, nogil=True)
def settle_pauses(options, classes, pauses, losses, draft, best, back):
    """Place the pauses of every duty of a draft at the losses of the agent's class."""
    for a in range(draft.choices.shape[0]):
        for d in range(draft.choices.shape[1]):
            o = draft.choices[a, d]
            if o >= 0:
                place_pauses(pauses, options.shift[o], options.start[o], losses[classes.agent_class[a]], best, back, draft.patterns[a, d])


def own_cost(problem: Problem, a: int, choice: Ints) -> float:
    """Cost of a legal tour apart from cells and spreads, in ticks: wage, allowance, wishes, overtime, changes of start."""
    p, people = problem, problem.people
    worked = choice >= 0
    rows = people.rows[people.row_ptr[a] : people.row_ptr[a + 1]]
    total = min(float(people.cost[r][choice[worked]].sum() + people.off_cost[r][~worked].sum()) for r in rows)
    z, night = int(people.entry[a]), p.automata
    for d in range(p.days):
        move = night.move_ptr[people.layer[a, d]] + z * night.inputs + (p.catalogue.options.work[choice[d]] if worked[d] else 0)
        total += float(night.emit[move])
        z = int(night.delta[move])
        if d and worked[d] and worked[d - 1]:
            apart = abs(int(p.catalogue.clock[choice[d]]) - int(p.catalogue.clock[choice[d - 1]]))
            if min(apart, 1440 - apart) > START_CHANGE_MINUTES:
                total += p.start_change
    return total


@dataclass(eq=False)
class Search:
    """A roster under search in one thread: draft, cells and fairness counts, with the memory to work on them."""

    problem: Problem
    draft: Draft
    state: Cover
    spread: Spread

    @staticmethod
    def start(problem: Problem) -> Search:
        """Nobody rostered yet."""
        n, d = problem.agents, problem.days
        draft = Draft(
            np.full((n, d), -1, dtype=np.int64),
            np.full((n, d, 1 + problem.pauses.low.shape[1]), -1, dtype=np.int64),
            np.full(n, np.inf),
        )
        return Search(problem, draft, empty_cover(problem), make_spread(problem))

    def __post_init__(self) -> None:
        p = self.problem
        self._kept = copy_cover(self.state)
        self._nothing = np.zeros((1, 1))
        self._scratch = p.scratch()
        self._counter_scratch = p.counter_scratch()
        self._memory = (
            np.zeros(p.steps + 1),
            np.zeros(p.steps + 1),
            np.zeros(self.state.heads.shape[1]),
            np.zeros(len(p.catalogue.day)),
            *pause_scratch(p.pauses),
        )

    @property
    def kernel_arguments(self) -> tuple[Any, ...]:
        """What the kernels that change a draft have in common."""
        p = self.problem
        caps = (p.most_nights, p.most_weekends)
        fixed = (p.catalogue.options, p.automata, p.people, p.counting, p.counters, caps, p.classes, p.pauses, p.cells)
        return (*fixed, self.spread, p.start_change, self.draft, self.state, self._kept, self._scratch, self._counter_scratch, self._memory)

    def descend(self, agents: Ints) -> float:
        """One pass over some agents; returns the change of cost in ticks."""
        return float(descend(*self.kernel_arguments, agents, self._nothing, np.zeros(len(agents))))  # type: ignore[call-arg]

    def worths(self) -> Floats:
        """What one more person of each skill class saves in each step, (S, G)."""
        worth = np.zeros((len(self.state.people), self.state.heads.shape[1]))
        for s in range(len(worth)):
            marginals(self.problem.cells, self.state, s, worth[s])
        return worth

    def settle(self, rng: np.random.Generator, passes: int, stop: Callable[[], bool]) -> bool:
        """Passes over everybody in random order until one brings less than a hundredth, at most ``passes``.

        Returns whether everybody was visited: where it is stopped in the first pass, some may still be without a legal tour.
        """
        for number in range(passes):
            gained = 0.0
            for part in np.array_split(rng.permutation(self.problem.agents), -(-self.problem.agents // 25)):
                if stop():
                    return number > 0
                gained -= self.descend(part)
            if gained < 0.01 * TICKS:
                return True
        return True

    def unseat(self, agents: Ints) -> None:
        """Take some agents out of the roster."""
        p = self.problem
        unseat(p.catalogue.options, p.classes, p.pauses, p.cells, self.spread, agents, self.draft, self.state)

    def seat(self, agents: Ints) -> None:
        """Count the duties that stand in the draft for some agents who are not seated yet."""
        p = self.problem
        seat(p.catalogue.options, p.classes, p.pauses, p.cells, self.spread, agents, self.draft, self.state)

    def adopt(self, choices: Ints, losses: Floats) -> None:
        """Seat everybody on the tours ``choices`` (N, D), pauses placed at the losses of their class (K, G' + 1); the search must be
        empty."""
        p = self.problem
        best, _, back = self._memory[4:]
        self.draft.choices[:] = choices
        settle_pauses(p.catalogue.options, p.classes, p.pauses, losses, self.draft, best, back)
        for a in range(p.agents):
            self.draft.tour_cost[a] = own_cost(p, a, choices[a])
        self.seat(np.arange(p.agents))

    def deal(self, count: NDArray[np.int32]) -> None:
        """Put people on queues as ``count`` says; of every skill class as many in every step as are there now."""
        state = self.state
        moved = count - state.people
        state.people[:] = count
        state.heads[:] += moved.sum(axis=0)
        speed = np.where(state.speed >= 0, state.speed, 0.0)
        cover = (moved * speed[:, :, None]).sum(axis=0)
        state.cover[:] += cover.reshape(*state.cover.shape, self.problem.cells.steps).sum(axis=2)
        refresh(self.problem.cells, state)

    @property
    def cost_of_cells(self) -> float:
        """Cost of all cells in ticks, missing heads at their penalty."""
        return float(total_cost(self.problem.cells, self.state))

    @property
    def cost(self) -> float:
        """Objective of the draft in ticks, missing heads at their penalty."""
        s = self.spread
        return (
            float(self.draft.tour_cost.sum())
            + self.cost_of_cells
            + float(spread_total(s, s.nights, s.night_weight))
            + float(spread_total(s, s.weekends, s.weekend_weight))
        )

    @property
    def exact(self) -> bool:
        """Whether people are dealt out to queues exactly as they are seated (all speeds 1, one step per interval)."""
        return bool(self.state.uniform) and self.problem.cells.steps == 1

    @property
    def missing_heads(self) -> int:
        """Heads and steps missing to CON-FLOOR-01."""
        return int(missing_heads(self.problem.cells, self.state))

    def copy_draft(self) -> Draft:
        """The draft as it stands."""
        return Draft(self.draft.choices.copy(), self.draft.patterns.copy(), self.draft.tour_cost.copy())

    def load(self, draft: Draft, count: NDArray[np.int32] | None = None) -> None:
        """Start again from a draft; ``count``: how people were dealt out to queues, see :class:`staffing.models.roster.search.cover.Cover`
        (default: anew)."""
        for mine, other in zip(self.draft, draft, strict=True):
            mine[:] = other
        fresh = empty_cover(self.problem)
        self.state.people[:] = fresh.people
        self.state.cover[:] = fresh.cover
        self.state.heads[:] = fresh.heads
        refresh(self.problem.cells, self.state)
        self.seat(np.arange(self.problem.agents))
        if count is not None:
            self.deal(count)


def make_spread(problem: Problem) -> Spread:
    """Fairness groups of a problem with nobody rostered."""
    n = problem.agents
    group = np.full(n, -1, dtype=np.int64)
    for k, (_, members) in enumerate(problem.groups):
        group[members] = k
    return Spread(
        group,
        problem.night_weights,
        problem.weekend_weights,
        problem.catalogue.is_night.astype(np.float64),
        problem.catalogue.is_weekend.astype(np.float64),
        np.zeros(n, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
    )
