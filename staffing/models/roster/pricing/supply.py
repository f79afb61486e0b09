"""From chosen options to cover: who is on which queue in which step."""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

import numpy as np
from numba import njit

from staffing.models.roster.arrays.classes import FREE
from staffing.models.roster.arrays.duties import place_pauses


@njit(cache=True, nogil=True)
def on_queue_steps(options, pauses, o, pause, steps, out):
    """Write the steps of option o inside the plan that are no meal and no break to ``out``; returns how many.

    ``pause``: as :func:`place_pauses` writes it; ``steps``: steps inside the plan.
    """
    s, start = options.shift[o], options.start[o]
    n = 0
    for x in range(options.length[o]):
        if start + x >= steps:
            break
        if pause[0] >= 0 and pause[0] <= x < pause[0] + pauses.meal[s]:
            continue
        rest = False
        for i in range(pauses.breaks[s]):
            if pause[1 + i] <= x < pause[1 + i] + pauses.width[s]:
                rest = True
                break
        if not rest:
            out[n] = start + x
            n += 1
    return n


@njit(cache=True, nogil=True)
def split_to_queues(classes, price, steps, tie, k, g, weight, cover):
    """Add one agent of pricing class k in step g to ``cover`` (Q, T): on the dearest queue; queues within ``tie`` of it share alike."""
    t = g // steps
    s = classes.skill_of[k]
    low, high = classes.ptr[s], classes.ptr[s + 1]
    if classes.fixed[k] >= 0:
        held = classes.activity[classes.fixed[k], g]
        if held != FREE:
            for i in range(low, high):
                if held == classes.queue[i]:
                    cover[held, t] += weight * classes.speed[i]
            return
    if high - low == 1:
        cover[classes.queue[low], t] += weight * classes.speed[low]
        return
    best = -1e18
    for i in range(low, high):
        v = classes.speed[i] * price[classes.queue[i], t]
        if v > best:
            best = v
    n = 0
    for i in range(low, high):
        if classes.speed[i] * price[classes.queue[i], t] >= best - tie:
            n += 1
    for i in range(low, high):
        if classes.speed[i] * price[classes.queue[i], t] >= best - tie:
            cover[classes.queue[i], t] += weight * classes.speed[i] / n


@njit(cache=True, nogil=True)
def add_cover(options, pauses, classes, price, steps, tie, agents, choices, losses, stamp, mark, pattern, best, back, cover):
    """Add the cover of the tours ``choices[a]`` of ``agents`` to ``cover`` (Q, T), pauses placed best at the losses of their class.

    ``stamp``, ``pattern``: memory of placed pauses, (K, O) and (K, O, 1 + breaks); entries are valid where ``stamp == mark``.
    """
    inside = price.shape[1] * steps
    on = np.empty(pauses_longest(options), dtype=np.int64)
    for a in agents:
        k = classes.agent_class[a]
        for d in range(choices.shape[1]):
            o = choices[a, d]
            if o < 0:
                continue
            if stamp[k, o] != mark:
                place_pauses(pauses, options.shift[o], options.start[o], losses[k], best, back, pattern[k, o])
                stamp[k, o] = mark
            n = on_queue_steps(options, pauses, o, pattern[k, o], inside, on)
            for i in range(n):
                split_to_queues(classes, price, steps, tie, k, on[i], 1.0, cover)


@njit(cache=True, nogil=True)
def pauses_longest(options):
    """Longest option in steps."""
    top = 1
    for o in range(options.length.shape[0]):
        top = max(top, options.length[o])
    return top
