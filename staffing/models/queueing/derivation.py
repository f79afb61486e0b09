"""One number opened up: every quantity between the inputs and the service level, with its formula and its value."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from staffing.models.queueing.arrays import FloatArray
from staffing.models.queueing.erlang_a import busy_period, late_share, service_level
from staffing.models.queueing.erlang_b import erlang_b_blocking
from staffing.models.queueing.erlang_c import erlang_c_performance
from staffing.models.queueing.measures import ServiceLevelDefinition

_BLOCKING = "B(n), from 1/B(0) = 1 and 1/B(k) = 1 + (k / a) / B(k-1)"
_OTHER_LEVELS = {
    ServiceLevelDefinition.EXCLUDING_SHORT: "SL / (SL + P(W>T))",
    ServiceLevelDefinition.INCLUDING_SHORT: "1 - P(W>T)",
    ServiceLevelDefinition.ANSWERED: "SL / (1 - P(abandon))",
    ServiceLevelDefinition.VIRTUAL: "1 - P(wait) P(V>T|wait)",
}


class Step(NamedTuple):
    """One line of a derivation.

    Attributes:
        symbol: what is computed, e.g. ``P(wait)``.
        formula: in terms of the inputs (a, n, AHT, T, patience) and of earlier symbols.
        value: a number; a share, seconds or a count.
    """

    symbol: str
    formula: str
    value: float


def derive_without_abandonment(load_erlangs: float, agents: int, aht_seconds: float, within_seconds: float | None) -> list[Step]:
    """Erlang C at ``agents``, step by step. Empty where a >= n: the queue grows without bound and no formula applies.

    Arguments as in :func:`erlang_c_performance`, one number each.
    """
    if agents <= load_erlangs:
        return []
    found = erlang_c_performance(load_erlangs, agents, aht_seconds, within_seconds)
    blocking = float(erlang_b_blocking(load_erlangs, agents))
    steps = [
        Step("B", _BLOCKING, blocking),
        Step("P(wait)", "n B / (n - a (1 - B))", float(found.p_wait)),
    ]
    if within_seconds is not None:
        steps.append(Step("SL", "1 - P(wait) e^(-(n - a) T / AHT)", float(found.service_level)))
    steps.append(Step("ASA", "P(wait) AHT / (n - a)", float(found.asa_seconds)))
    steps.append(Step("occupancy", "a / n", float(found.occupancy)))
    return steps


def derive_with_abandonment(
    load_erlangs: float,
    agents: int,
    aht_seconds: float,
    patience_seconds: float,
    within_seconds: float | None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> list[Step]:
    """Erlang A at ``agents``, step by step. Empty where there is no load or nobody to answer.

    Arguments as in :func:`erlang_a_performance`, one number each.
    """
    if agents == 0 or load_erlangs == 0:
        return []
    n, a, aht, patience = (np.array([float(x)]) for x in (agents, load_erlangs, aht_seconds, patience_seconds))
    wait = busy_period(n, a, aht, patience)
    hung_up = wait.p_wait * wait.p_abandon
    steps = [
        _step("B", _BLOCKING, erlang_b_blocking(a, n)),
        _step("s", "n patience / AHT", wait.service),
        _step("y", "a patience / AHT", wait.arrivals),
        _step("1/A", "1 / (1 + y / (s+1) + y^2 / ((s+1) (s+2)) + ...)", wait.inverse),
        _step("P(wait)", "1 / (1 + (1/B - 1) / A)", wait.p_wait),
        _step("P(ab|wait)", "1 - (s / y) (1 - 1/A)", wait.p_abandon),
        _step("P(abandon)", "P(wait) P(ab|wait)", hung_up),
    ]
    if within_seconds is not None:
        within = np.array([float(within_seconds)])
        late = late_share(wait, patience, within)
        steps += [
            _step("q", "e^(-T / patience)", late.patient),
            _step("P(V>T|wait)", "gamma(s, y q) / gamma(s, y),  V: wait until an agent is free", late.p_later),
            _step("P(W>T)", "P(wait) q P(V>T|wait)", late.p_late),
            _step("P(ab|W>T)", "P(ab|wait) with y q in place of y", late.p_abandon),
            _step("SL", "1 - P(abandon) - P(W>T) (1 - P(ab|W>T))", service_level(wait, patience, within, ServiceLevelDefinition.OFFERED)),
        ]
        if definition in _OTHER_LEVELS:
            value = service_level(wait, patience, within, definition)
            steps.append(_step(f"SL {definition.value}", _OTHER_LEVELS[definition], value))
    steps.append(_step("ASA", "patience P(abandon)", patience * hung_up))
    steps.append(_step("occupancy", "a (1 - P(abandon)) / n", a * (1.0 - hung_up) / n))
    return steps


def _step(symbol: str, formula: str, value: FloatArray) -> Step:
    return Step(symbol, formula, float(value[0]))
