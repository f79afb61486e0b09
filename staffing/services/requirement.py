"""Forecast + targets -> requirement: the queueing formulas applied to every queue of a plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.queue import Queue
from staffing.domain.requirement import Curve, Requirement
from staffing.domain.staffing_policy import StaffingEffect
from staffing.services.queue_demand import queue_demand
from staffing.services.queue_staffing import USUAL_ANSWER_SECONDS, staff_queue
from staffing.services.requiring.chat import chat_part
from staffing.services.requiring.deadlines import with_background
from staffing.services.requiring.part import Part, is_chat, model_of

Floats = NDArray[np.float64]
OFFSETS = np.arange(-2, 5, dtype=np.int64)


def given_or_made(plan: Plan, forecast: Forecast | None) -> Requirement:
    """The requirement of a plan: the user's where given, else computed from the forecast.

    For each queue and open interval: load = offered x AHT / interval, carried on from interval to interval (the modified offered load,
    unless the queue's policy says otherwise); agents = the smallest number that meets every target together (Erlang A where patience is
    known, else Erlang C), at least ``min_agents``; scheduled_agents = agents / (1 - shrinkage), exactly. Closed intervals need nobody.
    Chats with handling times by concurrency, work with deadlines and blended queues: see :mod:`staffing.services.requiring`.

    Raises InputProblems naming each queue that cannot be staffed: no target, contacts without a handling time, a deadline nobody can meet.
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
    effects: list[StaffingEffect] = []
    live = [None if queue.may_wait else _live(plan, queue, offered[q], aht[q], forecast, effects) for q, queue in enumerate(plan.queues)]
    parts, background, blends = with_background(plan, live, offered, aht, len(OFFSETS))
    aht = np.array([part.pop("aht_seconds", aht[q]) for q, part in enumerate(parts)])
    for part in parts:
        part.setdefault("offered_load_erlangs", part["load_erlangs"])
        part.setdefault("target_chance", np.full(plan.grid.length, np.nan))
    added = {blend.queue: blend.added_hours for blend in blends}
    columns = {key: np.array([part[key] for part in parts]) for key in parts[0]}
    level = columns.pop("curve")
    return Requirement(
        plan.grid,
        names,
        offered=offered,
        aht_seconds=aht,
        models=tuple(model_of(plan, queue) for queue in plan.queues),
        curve=Curve(OFFSETS, level),
        background=background,
        blends=blends,
        effects=tuple(replace(effect, agent_hours=effect.agent_hours + added.get(effect.queue, 0.0)) for effect in effects),
        **columns,
    )


def _problems(plan: Plan, forecast: Forecast) -> list[Problem]:
    found = []
    for k, queue in enumerate(plan.queues):
        where = f"queue[{k + 1}]"
        if queue.may_wait and queue.opening_backlog and not _handling_time_known(queue, forecast):
            expected = f"a handling time for {queue.name} in the forecast, without which its opening backlog is no number of hours"
            found.append(Problem("plan.toml", None, f"{where}.opening_backlog", None, expected, "missing-aht"))
        if queue.name not in forecast.queues:
            continue
        q = forecast.queues.index(queue.name)
        busy = (np.nan_to_num(forecast.offered[q]) > 0) & (queue.may_wait | queue.open_mask(plan.grid))
        if busy.any() and queue.target.empty and queue.min_agents == 0 and not queue.may_wait:
            expected = "at least one target, e.g. service_level with answer_within_seconds, or min_agents"
            found.append(Problem("plan.toml", None, f"{where}.service_level", None, expected, "missing-target"))
        without = busy & ~(np.nan_to_num(forecast.aht_seconds[q]) > 0)
        if without.any() and not is_chat(queue):
            at = plan.grid.text(int(plan.grid.interval_starts[int(np.argmax(without))]))
            source = "history.csv" if plan.forecast is None else "forecast.csv"
            expected = f"a handling time for {queue.name} where contacts are expected (first missing at {at})"
            found.append(Problem(source, None, "aht_seconds", None, expected, "missing-aht"))
    return found


def _handling_time_known(queue: Queue, forecast: Forecast) -> bool:
    return queue.name in forecast.queues and bool((np.nan_to_num(forecast.aht_seconds[forecast.queues.index(queue.name)]) > 0).any())


def _live(plan: Plan, queue: Queue, offered: Floats, aht: Floats, forecast: Forecast, effects: list[StaffingEffect]) -> Part:
    """People for a queue whose contacts wait on the line; what its policy does goes to ``effects``."""
    return chat_part(plan, queue, offered, OFFSETS) if is_chat(queue) else _one_queue(plan, queue, offered, aht, forecast, effects)


def _one_queue(plan: Plan, queue: Queue, offered: Floats, aht: Floats, forecast: Forecast, effects: list[StaffingEffect]) -> Part:
    """Arrays of shape (T,) for one queue, and its curve of shape (T, K)."""
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
    effects.append(made.effect)
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
    }


def staffable(plan: Plan, forecast: Forecast) -> None:
    """Raises InputProblems where queues of a plan cannot be staffed from a forecast, as :func:`given_or_made` does."""
    problems = _problems(plan, forecast)
    if problems:
        raise InputProblems(problems)
