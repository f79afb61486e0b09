"""Deferred work and outbound lists: spare time of live queues first, then the fewest added hours that meet every deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.queue import Queue
from staffing.domain.requirement import Background, Blend
from staffing.services.requiring.blend import blend
from staffing.services.requiring.part import Floats, Part

if TYPE_CHECKING:
    from staffing.models.queueing.deferred import DeferredPlan, DeferredWork


def with_background(
    plan: Plan, parts: list[Part | None], offered: Floats, aht: Floats, width: int
) -> tuple[list[Part], tuple[Background, ...], tuple[Blend, ...]]:
    """The parts of all queues, those of deferred and outbound queues (``None`` in ``parts``) filled in; how these are done; what that costs
    the live queues in whose spare time they are.

    Args:
        offered, aht: of the forecast, shape (Q, T), NaN where unknown.
        width: of the curves.

    Raises InputProblems where a deadline falls before any open time.
    """
    waiting = [q for q, queue in enumerate(plan.queues) if queue.may_wait]
    if not waiting:
        return [part for part in parts if part is not None], (), ()
    hours = plan.grid.interval_minutes / 60
    works, per_contact = {}, {}
    for q in waiting:
        queue = plan.queues[q]
        sources = tuple(k for k, other in enumerate(plan.queues) if other.name in queue.spare_of)
        per_contact[q] = _hours_each(queue, offered[q], aht[q])
        works[q] = work_of(plan, queue, offered[q], per_contact[q], sources)
    _refuse_impossible(plan, [works[q] for q in waiting], waiting)
    spare = np.zeros((len(plan.queues), plan.grid.length))
    blends = []
    for k, queue in enumerate(plan.queues):
        part = parts[k]
        if part is None:
            continue
        users = [q for q in waiting if queue.name in plan.queues[q].spare_of]
        if not users:
            continue
        changed, agents = blend(plan, queue, part, aht[k], _mean_seconds(users, offered, per_contact))
        blends.append(Blend(queue.name, queue.reserve_agents, float((changed["agents"] - part["agents"]).sum() * hours), agents * hours))
        parts[k] = changed
        share = min(plan.queues[q].max_spare_share for q in users)
        # shrinkage takes from the spare time nothing that it has not taken from the people: agents are people on the queue
        spare[k] = agents * hours * share
    from staffing.models.queueing.deferred import plan_deferred

    made = plan_deferred([works[q] for q in waiting], spare, hours)
    background = []
    for row, q in enumerate(waiting):
        parts[q] = {**_part(plan, plan.queues[q], works[q], made, row, width), "aht_seconds": per_contact[q] * 3600.0}
        arriving, spent = works[q].arriving_hours, made.spare_hours[row].sum(axis=0)
        background.append(Background(plan.queues[q].name, arriving, works[q].at_start, spent, made.backlog[row]))
    return [part for part in parts if part is not None], tuple(background), tuple(blends)


def work_of(plan: Plan, queue: Queue, offered: Floats, hours_each: Floats, sources: tuple[int, ...]) -> DeferredWork:
    """A deferred or outbound queue as a class of work."""
    from staffing.models.queueing.deferred import DeferredWork, due_elapsed, due_in_open_time

    step, length = plan.grid.interval_minutes, plan.grid.length
    is_open = queue.open_mask(plan.grid)
    total = float(np.nansum(offered))
    mean = float(np.nansum(offered * hours_each)) / total if total > 0 else float(np.nanmean(hours_each)) if len(hours_each) else 0.0
    if queue.deadline_minutes is None:
        due = np.full(length + 1, 2.0 * length + 1.0)
    elif queue.deadline_counts == "open":
        due = due_in_open_time(is_open, queue.deadline_minutes / step)
    else:
        due = due_elapsed(length, queue.deadline_minutes / step)
    clock = np.concatenate(([0.0], np.cumsum(is_open.astype(np.float64))))
    backlog = []
    for minutes, contacts in queue.opening_backlog:
        when = minutes / step
        if queue.deadline_counts == "open":
            when = float(np.interp(when, clock, np.arange(length + 1))) if when <= clock[-1] else 2.0 * length
        backlog.append((when, contacts * mean))
    target = queue.target
    return DeferredWork(
        arriving_hours=np.nan_to_num(offered * hours_each),
        open=is_open,
        due=due,
        backlog=tuple(backlog),
        floor=float(queue.min_agents),
        worked_share=1.0 if target.max_occupancy is None else float(target.max_occupancy),
        sources=sources,
        must=queue.deadline_minutes is not None,
    )


def _hours_each(queue: Queue, offered: Floats, aht: Floats) -> Floats:
    """Agent-hours of one contact, or of one record of a call list, shape (T,); where nothing comes, the mean of where something does."""
    from staffing.models.queueing.deferred import outbound_hours

    known = np.where(np.isfinite(aht) & (aht > 0), aht, np.nan)
    if np.isnan(known).all():
        return np.zeros(offered.shape)
    known = np.where(np.isnan(known), np.nanmean(known), known)
    if queue.channel == "outbound":
        return outbound_hours(np.ones(offered.shape), queue.contact_rate, known, queue.attempt_seconds)
    return np.asarray(known / 3600.0)


def _mean_seconds(users: list[int], offered: Floats, per_contact: dict[int, Floats]) -> float | None:
    """Mean length of a piece of the work done in a queue's spare time."""
    pieces = sum(float(np.nansum(offered[q])) for q in users)
    hours = sum(float(np.nansum(offered[q] * per_contact[q])) for q in users)
    return 3600.0 * hours / pieces if pieces > 0 and hours > 0 else None


def _refuse_impossible(plan: Plan, works: list[DeferredWork], waiting: list[int]) -> None:
    from staffing.models.queueing.deferred import impossible_deadlines

    problems = []
    for late in impossible_deadlines(works):
        q = waiting[late.work]
        queue, minute = plan.queues[q], min(late.interval * plan.grid.interval_minutes, plan.grid.end)
        expected = (
            f"open hours before every deadline: by {plan.grid.text(int(minute))} work of {late.hours:,.2f} hours is due that came while "
            f'{queue.name} was closed. A longer deadline_minutes, longer hours, or deadline_counts = "open" would do'
        )
        problems.append(Problem("plan.toml", None, f"queue[{q + 1}].deadline_minutes", str(queue.deadline_minutes), expected, "impossible"))
    if problems:
        raise InputProblems(problems)


def _part(plan: Plan, queue: Queue, work: DeferredWork, made: DeferredPlan, row: int, width: int) -> Part:
    from staffing.models.queueing import scheduled_agents

    hours = plan.grid.interval_minutes / 60
    agents = made.agents[row]
    done, spare = np.diff(made.done[row]), made.spare_hours[row].sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        busy = np.where(agents > 0, np.clip((done - spare) / (agents * hours), 0.0, 1.0), 0.0)
    return {
        "agents": agents,
        "scheduled_agents": scheduled_agents(agents, float(queue.shrinkage)),
        "load_erlangs": work.arriving_hours / hours,
        "service_level": made.in_time[row],
        "asa_seconds": made.mean_delay[row] * plan.grid.interval_minutes * 60,
        "occupancy": busy,
        "abandonment": np.zeros(agents.shape),
        "curve": np.full((len(agents), width), np.nan),
    }
