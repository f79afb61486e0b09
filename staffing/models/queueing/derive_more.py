"""Derivations of chat queues and blended queues, step by step, as :mod:`staffing.models.queueing.derivation` does for Erlang C and A."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.models.queueing.blended import blended_performance
from staffing.models.queueing.chat import chat_performance, completion_rates, way_to_full
from staffing.models.queueing.chat_levels import completion_by_chats, even_rates
from staffing.models.queueing.derivation import Step
from staffing.models.queueing.palm import palm


def derive_chat(
    arrivals_per_second: float,
    agents: int,
    aht_seconds: Sequence[float],
    patience_seconds: float | None,
    within_seconds: float | None,
) -> list[Step]:
    """The chat chain at ``agents``, step by step. Empty where there is no load, nobody to answer, or a queue that grows without bound.

    Arguments as in :func:`staffing.models.queueing.chat.chat_performance`, one number each.
    """
    rates = completion_rates(aht_seconds)
    c, top = len(rates), float(rates[-1])
    if agents == 0 or arrivals_per_second == 0 or (patience_seconds is None and arrivals_per_second >= agents * top):
        return []
    found = chat_performance(
        arrivals_per_second, agents, aht_seconds, patience_seconds=patience_seconds, answer_within_seconds=within_seconds
    )
    completions = completion_by_chats(arrivals_per_second, agents, rates)
    even = even_rates(agents, rates)
    inverse, _ = way_to_full(arrivals_per_second, completions)
    steps = [Step("lambda", "contacts / interval, per second", arrivals_per_second)]
    steps += [Step(f"r_{k}", f"{k} / AHT_{k}, chats per second of an agent who holds {k}", float(rates[k - 1])) for k in range(1, c + 1)]
    steps.append(Step("N", f"n x {c}, chats that can be held at once", float(agents * c)))
    for k in range(1, c + 1):
        steps.append(
            Step(
                f"D({k * agents})",
                f"completions per second with n x {k} chats, evenly {even[k * agents]:.6g}",
                float(completions[k * agents]),
            )
        )
    steps.append(Step("1/B", "from 1/B(0) = 1 and 1/B(j) = 1 + D(j) / lambda / B(j-1), up to N", inverse))
    if patience_seconds is None:
        steps.append(Step("P(wait)", "1 / (1 + (1/B - 1) (1 - lambda / (n r_c)))", float(found.p_wait)))
        if within_seconds is not None:
            steps.append(Step("SL", "1 - P(wait) e^(-(n r_c - lambda) T)", float(found.service_level)))
        steps.append(Step("ASA", "P(wait) / (n r_c - lambda)", float(found.asa_seconds)))
    else:
        service, load = np.array([agents * top * patience_seconds]), np.array([arrivals_per_second * patience_seconds])
        tail, hang_up = palm(service, load, service - load)
        steps += [
            Step("s", "n r_c patience", float(service[0])),
            Step("y", "lambda patience", float(load[0])),
            Step("1/A", "1 / (1 + y / (s+1) + y^2 / ((s+1) (s+2)) + ...)", float(tail[0])),
            Step("P(wait)", "1 / (1 + (1/B - 1) / A)", float(found.p_wait)),
            Step("P(ab|wait)", "1 - (s / y) (1 - 1/A)", float(hang_up[0])),
            Step("P(abandon)", "P(wait) P(ab|wait)", float(found.p_abandon)),
        ]
        if within_seconds is not None:
            steps.append(Step("SL", "1 - P(abandon) - P(W>T) (1 - P(ab|W>T)), as Erlang A from s and y", float(found.service_level)))
        steps.append(Step("ASA", "patience P(abandon)", float(found.asa_seconds)))
    steps.append(Step("occupancy", "mean chats in service / N", float(found.occupancy)))
    return steps


def derive_blend(
    load_erlangs: float,
    agents: int,
    aht_seconds: float,
    reserve_agents: int,
    filler_seconds: float | None,
    patience_seconds: float | None,
    within_seconds: float | None,
) -> list[Step]:
    """A live queue beside other work at ``agents``, step by step; empty where there is no load, nobody beyond the reserve, or no bound.

    Arguments as in :func:`staffing.models.queueing.blended.blended_performance`, one number each.
    """
    if load_erlangs == 0 or agents <= reserve_agents or (patience_seconds is None and load_erlangs >= agents):
        return []
    found = blended_performance(
        load_erlangs,
        agents,
        aht_seconds,
        reserve_agents,
        filler_seconds,
        patience_seconds=patience_seconds,
        answer_within_seconds=within_seconds,
    )
    live = load_erlangs * (1.0 - float(found.p_abandon))
    spare = float(found.spare_agents)
    length = aht_seconds if filler_seconds is None else filler_seconds
    rate = (live / aht_seconds + spare / length) / (live + spare)
    inverse = 1.0
    for x in range(agents - reserve_agents + 1, agents + 1):
        inverse = 1.0 + x * rate * aht_seconds / load_erlangs * inverse
    steps = [
        Step("m", "completions per second of a busy agent, over live and other work", rate),
        Step("1/B", "from 1/B(n - r) = 1 and 1/B(k) = 1 + (k m / lambda) / B(k-1), up to n", inverse),
        Step("P(wait)", "1 / (1 + (1/B - 1) / A), A from s = n m patience, y = lambda patience", float(found.p_wait)),
        Step("P(abandon)", "P(wait) P(ab|wait)", float(found.p_abandon)),
    ]
    if within_seconds is not None:
        steps.append(Step("SL", "as Erlang A from s and y", float(found.service_level)))
    steps.append(Step("ASA", "patience P(abandon), or P(wait) / (n m - lambda) where nobody hangs up", float(found.asa_seconds)))
    steps.append(Step("other work", "busy agents - a (1 - P(abandon))", spare))
    return steps
