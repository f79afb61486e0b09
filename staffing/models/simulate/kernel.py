"""One replication, event by event, compiled.

Handling times of chats are exponential, so an agent with k chats needs only the time of the next completion: it is drawn anew whenever k
changes, which leaves the law as it is. Contacts that hang up are taken out when somebody looks at the head of their queue.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OFFERED, IN_TIME, ANSWERED, ABANDONED, WAIT, ABANDONED_IN_TIME = range(6)
COUNTS = 6
"""Columns of the counts: contacts of the interval in which they arrived; WAIT in seconds, of all of them."""
BUSY, ON_DUTY, PLACES_TAKEN, FILLING = range(4)
TIMES = 4
"""Columns of the agents' seconds in each interval."""
NONE, FILLER = -1, -2


@njit(cache=True)
def seed_generator(seed: int) -> None:
    """Seed numba's generator of this thread."""
    np.random.seed(seed)


@njit(cache=True)
def next_arrival(rate: Floats, length: float, now: float, horizon: float) -> float:
    """Time of the next arrival after ``now`` of a Poisson process with piecewise constant rate; infinity: none before the horizon."""
    wanted = -math.log(1.0 - np.random.random())
    t = int(now / length)
    while now < horizon and t < rate.shape[0]:
        end = (t + 1) * length
        here = rate[t] * (end - now)
        if here >= wanted and rate[t] > 0.0:
            return float(now + wanted / rate[t])
        wanted -= here
        now = end
        t += 1
    return np.inf


@njit(cache=True)
def handling_time(mean: float, cv: float) -> float:
    """Exponential for cv = 1, else lognormal with this mean and coefficient of variation."""
    if cv == 1.0:
        return -mean * math.log(1.0 - np.random.random())
    if cv == 0.0:
        return mean
    spread = math.log(1.0 + cv * cv)
    return mean * math.exp(math.sqrt(spread) * np.random.standard_normal() - spread / 2.0)


@njit(cache=True)
def choose_agent(q: int, rank: Ints, skills: Ints, on: Bools, held: Ints, serving: Ints, idle_since: Floats, places: Ints) -> int:
    """The agent who gets a contact of queue q now, -1 where nobody is free."""
    best, best_held, best_rank, best_skills, best_since = -1, 0, 0, 0, 0.0
    for a in range(rank.shape[0]):
        if not on[a] or rank[a, q] < 0:
            continue
        k = held[a]
        if k > 0 and (serving[a] != q or k >= places[q]):
            continue
        better = best < 0 or k < best_held
        if not better and k == best_held:
            r = rank[a, q]
            if r != best_rank:
                better = r < best_rank
            elif skills[a] != best_skills:
                better = skills[a] < best_skills
            else:
                better = idle_since[a] < best_since
        if better:
            best, best_held, best_rank, best_skills, best_since = a, k, rank[a, q], skills[a], idle_since[a]
    return best


@njit(cache=True)
def replicate(
    rate: Floats,
    aht: Floats,
    patience: Floats,
    within: Floats,
    rank: Ints,
    speed: Floats,
    duty: Bools,
    places: Ints,
    slow: Floats,
    cv: Floats,
    length: float,
    filler_seconds: float,
    reserve: int,
    drain: float,
    room: int,
    counts: Floats,
    times: Floats,
) -> bool:
    """Simulate the horizon once and add up ``counts`` (Q, T, COUNTS) and ``times`` (T, TIMES), which the caller has zeroed.

    ``rate``: contacts per second, (Q, T). ``drain``: seconds after the horizon in which waiting contacts are still served. ``room``: how
    many contacts of one queue may arrive. Returns False where that was too small.
    """
    queues, intervals = rate.shape
    agents = rank.shape[0]
    horizon = intervals * length
    arrived, leaves = np.empty((queues, room)), np.empty((queues, room))
    head, tail = np.zeros(queues, dtype=np.int64), np.zeros(queues, dtype=np.int64)
    coming = np.empty(queues)
    for q in range(queues):
        coming[q] = next_arrival(rate[q], length, 0.0, horizon)
    on = duty[:, 0].copy()
    held, serving = np.zeros(agents, dtype=np.int64), np.full(agents, NONE, dtype=np.int64)
    done, idle_since = np.full(agents, np.inf), np.zeros(agents)
    skills = np.zeros(agents, dtype=np.int64)
    for a in range(agents):
        for q in range(queues):
            if rank[a, q] >= 0:
                skills[a] += 1
    now, t, boundary = 0.0, 0, length
    fresh = True  # an interval has just begun: everybody on duty looks at the queues
    while True:
        # ---- who takes what, now
        if fresh:
            fresh = False
            for a in range(agents):
                if on[a] and held[a] == 0:
                    take(a, now, min(t, intervals - 1), arrived, leaves, head, tail, rank, speed, places, slow, cv, aht, within, length,
                         held, serving, done, idle_since, counts)  # fmt: skip
        if filler_seconds > 0.0:
            idle = 0
            for a in range(agents):
                if on[a] and held[a] == 0:
                    idle += 1
            a = 0
            while idle > reserve and a < agents:
                if on[a] and held[a] == 0:
                    held[a], serving[a] = 1, FILLER
                    done[a] = now + handling_time(filler_seconds, 1.0)
                    idle -= 1
                a += 1
        # ---- what comes next
        which, who = NONE, NONE
        moment = boundary if now < horizon else horizon + drain
        for q in range(queues):
            if coming[q] < moment:
                moment, which = coming[q], q
        for a in range(agents):
            if done[a] < moment:
                moment, who, which = done[a], a, NONE
        # ---- time passes
        if now < horizon:
            passed = min(moment, horizon) - now
            busy, there, taken, filling = 0, 0, 0, 0
            for a in range(agents):
                if on[a]:
                    there += 1
                if held[a] > 0:
                    if serving[a] == FILLER:
                        filling += 1
                    else:
                        busy += 1
                        taken += held[a]
            times[t, BUSY] += busy * passed
            times[t, ON_DUTY] += there * passed
            times[t, PLACES_TAKEN] += taken * passed
            times[t, FILLING] += filling * passed
        now = moment
        # ---- what happens
        if who >= 0:
            q = serving[who]
            held[who] -= 1
            if held[who] > 0:
                mean = aht[q, min(t, intervals - 1)] * slow[q, held[who] - 1] / held[who] / speed[who, q]
                done[who] = now + handling_time(mean, 1.0)
            else:
                serving[who], done[who], idle_since[who] = NONE, np.inf, now
            if on[who]:
                take(who, now, min(t, intervals - 1), arrived, leaves, head, tail, rank, speed, places, slow, cv, aht, within, length,
                     held, serving, done, idle_since, counts)  # fmt: skip
        elif which >= 0:
            q = which
            counts[q, t, OFFERED] += 1.0
            a = choose_agent(q, rank, skills, on, held, serving, idle_since, places)
            if a >= 0:
                counts[q, t, IN_TIME] += 1.0
                counts[q, t, ANSWERED] += 1.0
                start(a, q, now, t, speed, slow, cv, aht, places, held, serving, done)
            else:
                if tail[q] >= room:
                    return False
                arrived[q, tail[q]] = now
                leaves[q, tail[q]] = now - patience[q] * math.log(1.0 - np.random.random()) if patience[q] < np.inf else np.inf
                tail[q] += 1
            coming[q] = next_arrival(rate[q], length, now, horizon)
        elif now >= horizon + drain:
            break
        else:
            t += 1
            boundary = (t + 1) * length
            if t < intervals:
                for a in range(agents):
                    if duty[a, t] and not on[a] and held[a] == 0:
                        idle_since[a] = now
                    on[a] = duty[a, t]
                fresh = True
            else:
                now = horizon
        if now >= horizon:
            waiting = 0
            for q in range(queues):
                waiting += tail[q] - head[q]
            if waiting == 0:
                break
    for q in range(queues):
        for i in range(head[q], tail[q]):
            leave(q, i, min(leaves[q, i], horizon + drain), leaves[q, i] <= horizon + drain, arrived, within, length, counts)
    return True


@njit(cache=True)
def start(
    a: int, q: int, now: float, t: int, speed: Floats, slow: Floats, cv: Floats, aht: Floats, places: Ints, held: Ints, serving: Ints,
    done: Floats,
) -> None:  # fmt: skip
    """Agent a begins a contact of queue q."""
    held[a] += 1
    serving[a] = q
    mean = aht[q, t] * slow[q, held[a] - 1] / held[a] / speed[a, q]
    done[a] = now + handling_time(mean, cv[q] if places[q] == 1 else 1.0)


@njit(cache=True)
def leave(q: int, i: int, moment: float, hung_up: bool, arrived: Floats, within: Floats, length: float, counts: Floats) -> None:
    """Contact i of queue q goes without an answer."""
    came = arrived[q, i]
    t = min(int(came / length), counts.shape[1] - 1)
    counts[q, t, WAIT] += moment - came
    if hung_up:
        counts[q, t, ABANDONED] += 1.0
        if moment - came <= within[q]:
            counts[q, t, ABANDONED_IN_TIME] += 1.0


@njit(cache=True)
def take(
    a: int, now: float, t: int, arrived: Floats, leaves: Floats, head: Ints, tail: Ints, rank: Ints, speed: Floats, places: Ints,
    slow: Floats, cv: Floats, aht: Floats, within: Floats, length: float, held: Ints, serving: Ints, done: Floats, idle_since: Floats,
    counts: Floats,
) -> None:  # fmt: skip
    """Agent a takes the contact that has waited longest in his queues; of chats as many as he may hold."""
    while True:
        best, earliest = -1, np.inf
        for q in range(rank.shape[1]):
            if rank[a, q] < 0 or (held[a] > 0 and (serving[a] != q or held[a] >= places[q])):
                continue
            while head[q] < tail[q] and leaves[q, head[q]] <= now:
                leave(q, head[q], leaves[q, head[q]], True, arrived, within, length, counts)
                head[q] += 1
            if head[q] < tail[q] and arrived[q, head[q]] < earliest:
                best, earliest = q, arrived[q, head[q]]
        if best < 0:
            return
        waited, then = now - earliest, min(int(earliest / length), counts.shape[1] - 1)
        counts[best, then, ANSWERED] += 1.0
        counts[best, then, WAIT] += waited
        if waited <= within[best]:
            counts[best, then, IN_TIME] += 1.0
        head[best] += 1
        start(a, best, now, t, speed, slow, cv, aht, places, held, serving, done)


@njit(cache=True)
def run_replications(
    first: int,
    last: int,
    seeds: Ints,
    rate: Floats,
    aht: Floats,
    patience: Floats,
    within: Floats,
    rank: Ints,
    speed: Floats,
    duty: Bools,
    places: Ints,
    slow: Floats,
    cv: Floats,
    length: float,
    filler_seconds: float,
    reserve: int,
    drain: float,
    room: int,
    period: Ints,
    total: Floats,
    products: Floats,
    times: Floats,
    by_period: Floats,
) -> int:
    """Replications ``first .. last - 1``, added up; returns the first one for which ``room`` was too small, else ``last``.

    ``total``: (Q, T, COUNTS). ``products``: (Q, T, 7), sums over replications of offered^2, in time^2, in time x offered, abandoned^2,
    abandoned x offered, wait^2, wait x offered. ``by_period``: (R, Q, P, COUNTS), by the periods of the intervals (-1: left out).
    """
    queues, intervals = rate.shape
    counts, seconds = np.zeros((queues, intervals, COUNTS)), np.zeros((intervals, TIMES))
    for r in range(first, last):
        np.random.seed(seeds[r])
        counts[:] = 0.0
        seconds[:] = 0.0
        if not replicate(rate, aht, patience, within, rank, speed, duty, places, slow, cv, length, filler_seconds, reserve, drain, room,
                         counts, seconds):  # fmt: skip
            return r
        times += seconds
        for q in range(queues):
            for t in range(intervals):
                y = counts[q, t, OFFERED]
                if y == 0.0:
                    continue
                products[q, t, 0] += y * y
                column = 1
                for measure in (IN_TIME, ABANDONED, WAIT):
                    x = counts[q, t, measure]
                    products[q, t, column] += x * x
                    products[q, t, column + 1] += x * y
                    column += 2
                for k in range(COUNTS):
                    total[q, t, k] += counts[q, t, k]
                    if period[t] >= 0:
                        by_period[r, q, period[t], k] += counts[q, t, k]
    return last
