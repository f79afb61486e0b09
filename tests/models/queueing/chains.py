"""A queue as a matrix, solved by linear algebra: what the formulas are compared with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import integrate, linalg


class Solved(NamedTuple):
    """Long-run shares of a chain, of the contacts accepted save ``blocked``."""

    p_wait: float
    level: float
    asa: float
    p_abandon: float
    occupancy: float
    queue: float
    blocked: float
    arriving: float


def generator(arrivals: np.ndarray, agents: int, theta: float) -> np.ndarray:
    """Rates per AHT; state j moves up with arrivals[j] (the last one not) and down with min(j, n) + (j - n)+ theta."""
    size = len(arrivals)
    q = np.zeros((size, size))
    for j in range(size):
        if j + 1 < size:
            q[j, j + 1] = arrivals[j]
        if j:
            q[j, j - 1] = min(j, agents) + max(j - agents, 0) * theta
        q[j, j] = -q[j].sum()
    return q


def late(k: int, agents: int, theta: float, x: float) -> tuple[float, float]:
    """(P(V > x), E[e**(-theta V); V <= x]) where k wait before: absorption of a pure death chain, by its matrix exponential."""
    size = k + 2
    q = np.zeros((size, size))
    for j in range(1, size):
        q[j, j - 1] = agents + (j - 1) * theta
        q[j, j] = -q[j, j - 1]
    beyond = float(1.0 - linalg.expm(q * x)[size - 1, 0])

    def density(v: float) -> float:
        return float(linalg.expm(q * v)[size - 1, 1] * agents * np.exp(-theta * v))

    return beyond, float(integrate.quad(density, 0.0, x, epsabs=1e-12)[0]) if x else 0.0


def solve(arrivals: np.ndarray, agents: int, theta: float, x: float) -> Solved:
    """Everything by brute force; ``x`` = T / AHT."""
    q = generator(arrivals, agents, theta)
    size = len(arrivals)
    a = np.vstack([q.T, np.ones(size)])
    p = np.linalg.lstsq(a, np.concatenate([np.zeros(size), [1.0]]), rcond=None)[0]
    seen = p * arrivals / (p @ arrivals)
    blocked, seen = seen[-1], seen[:-1]
    seen = seen / seen.sum()
    p_wait, level, asa, lost = 0.0, float(seen[:agents].sum()), 0.0, 0.0
    for j in range(agents, size - 1):
        k = j - agents
        steps = agents + theta * np.arange(k + 1)
        stays = np.prod(steps / (steps + theta))
        p_wait += seen[j]
        lost += seen[j] * (1 - stays)
        asa += seen[j] * ((1 - stays) / theta if theta else (1 / steps).sum())
        level += seen[j] * late(k, agents, theta, x)[1]
    states = np.arange(size)
    busy, queue = float(p @ np.minimum(states, agents)), float(p @ np.maximum(states - agents, 0))
    return Solved(p_wait, level, asa, lost, busy / agents, queue, float(blocked), float(p @ arrivals))
