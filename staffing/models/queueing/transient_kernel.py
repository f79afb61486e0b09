"""Compiled: how the number of contacts in a queue spreads over time (Kolmogorov's forward equations, solved by uniformisation)."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from staffing.models.queueing.arrays import FloatArray

LONGEST = 300.0
"""Events per step of uniformisation: ``e**-300`` is still a float with room to spare."""
_SPECK = 1e-18


@njit(cache=True)
def spread(p: FloatArray, agents: float, mu: float, theta: float, arrivals: FloatArray, seconds: float, time: FloatArray) -> FloatArray:
    """Carry the distribution ``p`` of the number in the system over consecutive pieces of time, each with its own arrival rate.

    With ``L`` at least the rate at which any state is left and P the chain that jumps at rate L, ``p(t) = sum_k Poisson(k; L t) p P**k``
    and ``int_0^t p = (1 / L) sum_k P(N > k) p P**k`` (A. Jensen, 1953): sums of positive terms.

    Args:
        p: shape (S,), adds up to 1; the last state takes no arrivals. Overwritten with the distribution at the end.
        agents: n, whole, >= 0.
        mu: completions per agent and second.
        theta: 1 / patience per second; 0: nobody hangs up.
        arrivals: contacts per second in each piece, shape (P,).
        seconds: length of a piece.
        time: overwritten with the seconds spent in each state, shape (S,).

    Returns:
        Contacts that arrive in each state, expected, shape (S,).
    """
    states = p.size
    met = np.zeros(states)
    leave = np.empty(states)
    down = np.empty(states)
    here = p.copy()
    after = np.zeros(states)
    total = np.zeros(states)
    spent = np.zeros(states)
    time[:] = 0.0
    for j in range(states):
        down[j] = min(j, agents) * mu + max(j - agents, 0.0) * theta
    for piece in range(arrivals.size):
        rate = arrivals[piece]
        fastest = rate + down[states - 1]
        for j in range(states):
            fastest = max(fastest, rate + down[j])
        if fastest <= 0.0:
            for j in range(states):
                time[j] += p[j] * seconds
            continue
        steps = math.ceil(fastest * seconds / LONGEST)
        span = seconds / steps
        mean = fastest * span
        up = rate / fastest
        for j in range(states):
            leave[j] = 1.0 - down[j] / fastest - (up if j < states - 1 else 0.0)
        spent[:] = 0.0
        for _ in range(steps):
            low, high = 0, states - 1
            while low < states - 1 and p[low] < _SPECK:
                low += 1
            while high > low and p[high] < _SPECK:
                high -= 1
            for j in range(states):
                here[j] = p[j] if low <= j <= high else 0.0
                after[j] = 0.0
                total[j] = 0.0
            weight = math.exp(-mean)
            beyond = 1.0 - weight
            k = 0
            while True:
                for j in range(low, high + 1):
                    total[j] += weight * here[j]
                    spent[j] += beyond / fastest * here[j]
                k += 1
                if k > mean and (beyond < 1e-15 or weight < 1e-18):
                    break
                first, last = max(low - 1, 0), min(high + 1, states - 1)
                for j in range(first, last + 1):
                    value = here[j] * leave[j]
                    if j > 0:
                        value += here[j - 1] * up
                    if j < states - 1:
                        value += here[j + 1] * (down[j + 1] / fastest)
                    after[j] = value
                low, high = first, last
                while low < high and after[low] < _SPECK:
                    after[low] = 0.0
                    low += 1
                while high > low and after[high] < _SPECK:
                    after[high] = 0.0
                    high -= 1
                for j in range(first, last + 1):
                    here[j] = after[j]
                weight *= mean / k
                beyond = max(beyond - weight, 0.0)
            mass = 0.0
            for j in range(states):
                mass += total[j]
            for j in range(states):
                p[j] = total[j] / mass
        for j in range(states):
            time[j] += spent[j]
            met[j] += rate * spent[j]
    return met
