"""Spread terms decided exactly: tours that count nights and weekend shifts.

For each contract the objective has  v (max n_a - min n_a) + w (max m_a - min m_a)  over its group, n_a and m_a being the night and
weekend shifts of agent a. With

    T_a[n, m] = cost of the cheapest legal tour of a with n nights and m weekend shifts (at given prices)

the cheapest a group can do together is

    min over ranges [n0, n1], [m0, m1] of  v (n1 - n0) + w (m1 - m0) + sum over a of  min over n in [n0, n1], m in [m0, m1] of T_a[n, m]

which is found by looking at all ranges (:mod:`branches` also gives each range prices of its own). Put in place of the sum of the agents'
own minima it makes the Lagrangian function (see
:mod:`prices`) include the spreads, and the bound
with it. Counts are capped (the last count means "or more"), which can only lower a spread: still a bound. T_a comes from the tour program
on the counting blocks of
:mod:`weeks`. They have several times as many states, so sweeps use them only for agents whose plain tour leaves the range in force.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.pricing.tours import best_tour, forward, trace

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Ranges(NamedTuple):
    """Counts allowed to each agent, both ends included, (N,); capped counts are meant.

    most_nights, most_weekends: the caps; is_night, is_weekend: which options count, (O,).
    """

    low_nights: Ints
    high_nights: Ints
    low_weekends: Ints
    high_weekends: Ints
    most_nights: int
    most_weekends: int
    is_night: Ints
    is_weekend: Ints


@njit(cache=True, nogil=True)
def tour_table(options, automata, people, scratch, start_change, a, values, extra, table):
    """table[y] = cost of the cheapest tour of agent a with counts y = n * (most_weekends + 1) + m, over all its rows; inf where there is
    none."""
    finals = scratch.finals
    table[:] = np.inf
    for i in range(people.row_ptr[a], people.row_ptr[a + 1]):
        forward(options, automata, people, scratch, start_change, a, people.rows[i], values, extra, finals)
        for y in range(table.shape[0]):
            table[y] = min(table[y], finals[y])


@njit(cache=True, nogil=True)
def tour_within(options, automata, people, scratch, start_change, a, values, extra, penalty, choice):
    """Cheapest tour when counts y cost ``penalty[y]`` more; returns cost and penalty together and writes the tour to ``choice``."""
    top = np.inf
    finals = scratch.finals
    for i in range(people.row_ptr[a], people.row_ptr[a + 1]):
        now = forward(options, automata, people, scratch, start_change, a, people.rows[i], values, extra, finals)
        for y in range(penalty.shape[0]):
            if finals[y] + penalty[y] < top:
                top = finals[y] + penalty[y]
                trace(options, automata, people, scratch, a, now, y, choice)
    return top


@njit(cache=True, nogil=True)
def count_shifts(ranges, choice):
    """(nights, weekend shifts) of a tour, not capped."""
    n, m = 0, 0
    for d in range(choice.shape[0]):
        if choice[d] >= 0:
            n += ranges.is_night[choice[d]]
            m += ranges.is_weekend[choice[d]]
    return n, m


@njit(cache=True, nogil=True)
def in_range(ranges, a, nights, weekends):
    """Whether counts lie in the range of agent a."""
    n, m = min(nights, ranges.most_nights), min(weekends, ranges.most_weekends)
    return ranges.low_nights[a] <= n <= ranges.high_nights[a] and ranges.low_weekends[a] <= m <= ranges.high_weekends[a]


@njit(cache=True, nogil=True)
def range_penalty(ranges, a, penalty):
    """penalty[y] = 0 for counts in the range of agent a, inf for others."""
    width = ranges.most_weekends + 1
    for y in range(penalty.shape[0]):
        penalty[y] = 0.0 if in_range(ranges, a, y // width, y % width) else np.inf


@njit(cache=True, nogil=True)
def price_tours(
    options,
    automata,
    people,
    scratch,
    counting,
    counters,
    counter_scratch,
    classes,
    start_change,
    agents,
    values,
    ranges,
    frozen,
    choices,
    costs,
):
    """Best tours of ``agents`` in their ranges at the option values of their pricing classes: ``choices`` (N, D), ``costs`` (N,).

    Where ``frozen[a]`` the sequence in ``choices[a]`` stays. Where no legal tour lies in the range the agent takes the best one outside.
    """
    days = options.ptr.shape[0] - 1
    extra = np.empty(0)
    penalty = np.empty((ranges.most_nights + 1) * (ranges.most_weekends + 1))
    for a in agents:
        if frozen[a]:
            continue
        own = values[classes.agent_class[a]]
        costs[a] = best_tour(options, automata, people, scratch, start_change, a, own, extra, choices[a])
        if penalty.shape[0] > 1:
            n, m = count_shifts(ranges, choices[a])
            if not in_range(ranges, a, n, m):
                range_penalty(ranges, a, penalty)
                trial = np.empty(days, dtype=np.int64)
                value = tour_within(options, counting, counters, counter_scratch, start_change, a, own, extra, penalty, trial)
                if value < np.inf:
                    costs[a] = value
                    choices[a] = trial


@njit(cache=True, nogil=True)
def fill_tables(options, counting, counters, scratch, classes, start_change, agents, values, tables):
    """T of every agent of ``agents`` into the rows of ``tables``, (len(agents), counts)."""
    extra = np.empty(0)
    for i in range(agents.shape[0]):
        a = agents[i]
        tour_table(options, counting, counters, scratch, start_change, a, values[classes.agent_class[a]], extra, tables[i])


def all_ranges(most_nights: int, most_weekends: int) -> Ints:
    """Every (n0, n1, m0, m1) with n0 <= n1 <= most_nights and m0 <= m1 <= most_weekends, shape (R, 4)."""
    nights = [(a, b) for a in range(most_nights + 1) for b in range(a, most_nights + 1)]
    weekends = [(a, b) for a in range(most_weekends + 1) for b in range(a, most_weekends + 1)]
    return np.array([(*n, *m) for n in nights for m in weekends], dtype=np.int64)


@njit(cache=True, nogil=True)
def range_values(tables, night_weight, weekend_weight, most_weekends, ranges, values):
    """values[r] = cost of a group when every member keeps to range r, the spread of the range paid. ``tables``: (members, counts)."""
    width = most_weekends + 1
    for r in range(ranges.shape[0]):
        n0, n1, m0, m1 = ranges[r, 0], ranges[r, 1], ranges[r, 2], ranges[r, 3]
        total = night_weight * (n1 - n0) + weekend_weight * (m1 - m0)
        for i in range(tables.shape[0]):
            own = np.inf
            for n in range(n0, n1 + 1):
                for m in range(m0, m1 + 1):
                    own = min(own, tables[i, n * width + m])
            total += own
        values[r] = total


def best_range(
    tables: Floats, night_weight: float, weekend_weight: float, most_nights: int, most_weekends: int
) -> tuple[float, tuple[int, int, int, int]]:
    """(cost of a group at its best ranges, spreads counted; n0, n1, m0, m1). ``tables``: (members, counts)."""
    ranges = all_ranges(most_nights, most_weekends)
    values = np.empty(len(ranges))
    range_values(tables, night_weight, weekend_weight, most_weekends, ranges, values)
    r = int(np.argmin(values))
    return float(values[r]), (int(ranges[r, 0]), int(ranges[r, 1]), int(ranges[r, 2]), int(ranges[r, 3]))
