"""Forecast + targets -> requirement: the queueing formulas applied to every queue of a plan."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.queue import Queue
from staffing.domain.requirement import Curve, Requirement
from staffing.services.queue_demand import queue_demand
from staffing.services.queue_staffing import USUAL_ANSWER_SECONDS, staff_queue

Floats = NDArray[np.float64]
OFFSETS = np.arange(-2, 5, dtype=np.int64)


def given_or_made(plan: Plan, forecast: Forecast | None) -> Requirement:
    """The requirement of a plan: the user's where given, else computed from the forecast.

    For each queue and open interval: load = offered x AHT / interval, carried on from interval to interval (the modified offered load,
    unless the queue's policy says otherwise); agents = the smallest number that meets every target together (Erlang A where patience is
    known, else Erlang C), at least ``min_agents``; scheduled_agents = agents / (1 - shrinkage), exactly. Closed intervals need nobody.

    Raises InputProblems naming each queue that cannot be staffed: no target, contacts without a handling time, or a channel whose
    mathematics this version does not have.
    """
    if plan.requirement is not None:
        return plan.requirement
    if forecast is None:
        raise ValueError("a plan without requirement.csv needs a forecast")
    problems = _problems(plan, forecast)
    if problems:
        raise InputProblems(problems)
    names = tuple(q.name for q in plan.queues)
    row = {name: k for k, name in enumerate(forecast.queues)}
    offered = np.array([np.nan_to_num(forecast.offered[row[n]]) if n in row else np.zeros(plan.grid.length) for n in names])
    aht = np.array([forecast.aht_seconds[row[n]] if n in row else np.full(plan.grid.length, np.nan) for n in names])
    parts = [_one_queue(plan, queue, offered[q], aht[q], forecast) for q, queue in enumerate(plan.queues)]
    effects = tuple(part.pop("effect") for part in parts)
    columns = {key: np.array([part[key] for part in parts]) for key in parts[0]}
    level = columns.pop("curve")
    return Requirement(
        plan.grid,
        names,
        offered=offered,
        aht_seconds=aht,
        models=tuple(_model(queue) for queue in plan.queues),
        curve=Curve(OFFSETS, level),
        effects=effects,
        **columns,
    )


def _problems(plan: Plan, forecast: Forecast) -> list[Problem]:
    found = []
    for k, queue in enumerate(plan.queues):
        where = f"queue[{k + 1}]"
        if queue.channel == "deferred" or queue.aht_by_concurrency_seconds:
            expected = "voice, or chat without aht_by_concurrency_seconds, or a requirement.csv that says how many people are needed"
            found.append(Problem("plan.toml", None, f"{where}.channel", queue.channel, expected, "not-supported"))
            continue
        if queue.name not in forecast.queues:
            continue
        q = forecast.queues.index(queue.name)
        busy = (np.nan_to_num(forecast.offered[q]) > 0) & queue.open_mask(plan.grid)
        if busy.any() and queue.target.empty and queue.min_agents == 0:
            expected = "at least one target, e.g. service_level with answer_within_seconds, or min_agents"
            found.append(Problem("plan.toml", None, f"{where}.service_level", None, expected, "missing-target"))
        without = busy & ~(np.nan_to_num(forecast.aht_seconds[q]) > 0)
        if without.any():
            at = plan.grid.text(int(plan.grid.interval_starts[int(np.argmax(without))]))
            source = "history.csv" if plan.forecast is None else "forecast.csv"
            expected = f"a handling time for {queue.name} where contacts are expected (first missing at {at})"
            found.append(Problem(source, None, "aht_seconds", None, expected, "missing-aht"))
    return found


def _one_queue(plan: Plan, queue: Queue, offered: Floats, aht: Floats, forecast: Forecast) -> dict[str, Any]:
    """Arrays of shape (T,) for one queue, its curve of shape (T, K), and what its policy does."""
    from staffing.models.queueing.evaluate import performance_around
    from staffing.models.queueing.measures import ServiceLevelDefinition
    from staffing.models.queueing.shrinkage import scheduled_agents

    demand = queue_demand(plan, queue, offered, aht, forecast)
    made = staff_queue(plan.grid, queue, demand)
    within = queue.target.answer_within_seconds
    curve = performance_around(
        made.load,
        made.agents,
        OFFSETS,
        demand.handling,
        patience_seconds=queue.patience_seconds,
        answer_within_seconds=USUAL_ANSWER_SECONDS if within is None else within,
        definition=ServiceLevelDefinition(queue.policy.definition),
    )
    return {
        "agents": made.agents,
        "scheduled_agents": scheduled_agents(made.agents, float(queue.shrinkage)),
        "load_erlangs": made.load,
        "offered_load_erlangs": demand.load,
        "service_level": made.service_level,
        "asa_seconds": made.asa_seconds,
        "occupancy": made.occupancy,
        "abandonment": made.abandonment,
        "target_chance": made.target_chance,
        "curve": curve.service_level,
        "effect": made.effect,
    }


def staffable(plan: Plan, forecast: Forecast) -> None:
    """Raises InputProblems where queues of a plan cannot be staffed from a forecast, as :func:`given_or_made` does."""
    problems = _problems(plan, forecast)
    if problems:
        raise InputProblems(problems)


def _model(queue: Queue) -> str:
    """The formula of a queue."""
    if queue.policy.redials:
        return "erlang-x"
    return "erlang-c" if queue.patience_seconds is None else "erlang-a"
