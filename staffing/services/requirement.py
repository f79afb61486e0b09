"""Forecast + targets -> requirement: the queueing formulas applied to every queue of a plan."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.queue import Queue
from staffing.domain.requirement import Curve, Requirement
from staffing.services.requiring.chat import chat_part
from staffing.services.requiring.deadlines import with_background
from staffing.services.requiring.part import Part, is_chat, model_of

Floats = NDArray[np.float64]
OFFSETS = np.arange(-2, 5, dtype=np.int64)


def given_or_made(plan: Plan, forecast: Forecast | None) -> Requirement:
    """The requirement of a plan: the user's where given, else computed from the forecast.

    For each queue and open interval: load = offered x AHT / interval; agents = the smallest number that meets every target together
    (Erlang A where patience is known, else Erlang C), at least ``min_agents``; scheduled_agents = agents / (1 - shrinkage), exactly.
    Closed intervals need nobody. Chats with handling times by concurrency, work with deadlines and blended queues: see
    :mod:`staffing.services.requiring`.

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
    live = [None if queue.may_wait else _live(plan, queue, offered[q], aht[q]) for q, queue in enumerate(plan.queues)]
    parts, background, blends = with_background(plan, live, offered, aht, len(OFFSETS))
    aht = np.array([part.pop("aht_seconds", aht[q]) for q, part in enumerate(parts)])
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


def _live(plan: Plan, queue: Queue, offered: Floats, aht: Floats) -> Part:
    """People for a queue whose contacts wait on the line."""
    return chat_part(plan, queue, offered, OFFSETS) if is_chat(queue) else _one_queue(plan, queue, offered, aht)


def _one_queue(plan: Plan, queue: Queue, offered: Floats, aht: Floats) -> dict[str, Floats]:
    """Arrays of shape (T,) for one queue, and its curve of shape (T, K)."""
    from staffing.models.queueing import offered_load, performance, performance_around, scheduled_agents, smallest_agents

    grid, target = plan.grid, queue.target
    seconds = grid.interval_minutes * 60
    is_open = queue.open_mask(grid)
    offered = np.where(is_open, offered, 0.0)
    handling = np.where(offered > 0, aht, 1.0)
    load = offered_load(offered, seconds, handling)
    agents = np.zeros(grid.length)
    if not target.empty:
        agents = smallest_agents(
            load,
            handling,
            service_level=target.service_level,
            answer_within_seconds=target.answer_within_seconds,
            max_asa_seconds=target.max_asa_seconds,
            max_occupancy=None if target.max_occupancy is None else float(target.max_occupancy),
            max_abandonment=target.max_abandonment,
            min_answer_rate=target.min_answer_rate,
            patience_seconds=queue.patience_seconds,
        ).astype(np.float64)
    agents = np.where(is_open, np.maximum(agents, queue.min_agents), 0.0)
    within = 20.0 if target.answer_within_seconds is None else target.answer_within_seconds
    patience = queue.patience_seconds
    felt = performance(load, agents, handling, patience_seconds=patience, answer_within_seconds=within)
    curve = performance_around(load, agents, OFFSETS, handling, patience_seconds=patience, answer_within_seconds=within)
    return {
        "agents": agents,
        "scheduled_agents": scheduled_agents(agents, float(queue.shrinkage)),
        "load_erlangs": load,
        "service_level": felt.service_level,
        "asa_seconds": felt.asa_seconds,
        "occupancy": felt.occupancy,
        "abandonment": felt.p_abandon,
        "curve": curve.service_level,
    }
