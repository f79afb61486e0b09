"""The smallest crew under Erlang A: a rough answer from normal approximations, then a bracketed secant on the exact formula.

The search knows nothing of the offered load as a lower end: with abandonment, 190 agents can be enough for 200 erlangs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import BoolArray, FloatArray
from staffing.models.queueing.erlang_a import busy_period, level_without_agents, service_level
from staffing.models.queueing.heavy_traffic import rough_crew
from staffing.models.queueing.measures import ServiceLevelDefinition
from staffing.models.queueing.search_c import TIE

_CLIP = 1e-15
_LEAST = 1e-300
_SECANT_ROUNDS = 4
"""Rounds of secant steps alone; from then on steps into the open double, and every second step inside a bracket halves it."""


class Wanted(NamedTuple):
    """Rows and targets of one search, one-dimensional arrays; NaN: no such target.

    Attributes:
        load: a > 0.
        aht, patience: seconds, > 0, finite.
        level, within: share to be answered within so many seconds.
        abandonment: greatest share that hangs up; a target on ASA (/ patience) or answer rate (1 -) is one of these too.
        occupancy: greatest occupancy.
    """

    load: FloatArray
    aht: FloatArray
    patience: FloatArray
    level: FloatArray
    within: FloatArray
    abandonment: FloatArray
    occupancy: FloatArray

    def rows(self, chosen: BoolArray) -> Wanted:
        """The chosen rows alone."""
        return Wanted(*(field[chosen] for field in self))


def smallest_crew(wanted: Wanted, definition: ServiceLevelDefinition) -> FloatArray:
    """Smallest whole n >= 0 that meets every target of its row. An occupancy target under load needs at least one agent."""
    root, slope = rough_crew(*wanted)
    answer = np.zeros(root.shape)
    index = np.arange(root.size)
    low, high = np.full(root.shape, -1.0), np.full(root.shape, np.inf)
    agents = np.maximum(np.ceil(root), 0.0)
    before, before_margin = np.full(root.shape, np.nan), np.full(root.shape, np.nan)
    stride, rounds = 1.0, 0
    while index.size:
        met, margin = _margin(agents, wanted, definition)
        high = np.where(met, agents, high)
        low = np.where(met, low, agents)
        with np.errstate(divide="ignore", invalid="ignore"):
            secant = (margin - before_margin) / (agents - before)
            slope = np.where(np.isfinite(secant) & (secant > 0), secant, slope)
            step = -margin / slope
        before, before_margin = agents, margin
        guess = np.ceil(agents + np.where(np.isfinite(step), step, 0.0))
        rounds += 1
        open_above = np.isinf(high)
        if rounds >= _SECANT_ROUNDS:
            stride *= 2.0
            guess = np.where(open_above, np.maximum(guess, low + stride), guess if rounds % 2 else np.floor(0.5 * (low + high)))
        agents = np.minimum(np.maximum(guess, low + 1.0), high - 1.0)
        done = high - low == 1.0
        answer[index[done]] = high[done]
        left = ~done
        index, low, high, agents, slope = index[left], low[left], high[left], agents[left], slope[left]
        before, before_margin = before[left], before_margin[left]
        wanted = wanted.rows(left)
    return answer


def _margin(agents: FloatArray, wanted: Wanted, definition: ServiceLevelDefinition) -> tuple[BoolArray, FloatArray]:
    """Whether every target is met, and a number that is nearly linear in n and zero where the last target is just met."""
    nobody = agents == 0
    n = np.maximum(agents, 1.0)
    load, aht, patience, level, within, abandonment, occupancy = wanted
    wait = busy_period(n, load, aht, patience)
    lost = wait.p_wait * wait.p_abandon
    lost[nobody] = 1.0
    met = np.ones(n.shape, dtype=np.bool_)
    margin = np.full(n.shape, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        if not np.isnan(level).all():
            share = service_level(wait, patience, within, definition)
            share[nobody] = level_without_agents(within[nobody] / patience[nobody], definition)
            met &= ~(share < level - TIE * (1.0 - level)) & ~(np.isnan(share) & ~np.isnan(level))
            distance = special.ndtri(np.clip(share, _CLIP, 1.0 - _CLIP)) - special.ndtri(level)
            margin = np.fmin(margin, distance)
        if not np.isnan(abandonment).all():
            met &= ~(lost > abandonment * (1.0 + TIE))
            margin = np.fmin(margin, np.log(abandonment / np.maximum(lost, _LEAST)))
        if not np.isnan(occupancy).all():
            used = load * (1.0 - lost) / n
            used[nobody] = np.inf
            met &= ~(used > occupancy * (1.0 + TIE))
            margin = np.fmin(margin, np.log(occupancy / used))
    return met, margin
