"""One queue's agents: the formula that its policy asks for, applied to its demand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.queue import Queue
from staffing.domain.service_curve import ServiceCurve
from staffing.domain.staffing_policy import StaffingEffect, StaffingPolicy
from staffing.services.queue_demand import Demand

Floats = NDArray[np.float64]
_PIECE_MINUTES = 3
USUAL_ANSWER_SECONDS = 20.0
"""Answer time of the service level shown for a queue that promises none."""


@dataclass(frozen=True, eq=False)
class Staffed:
    """One queue's requirement, shape (T,).

    Attributes:
        agents: whole numbers.
        load: what the formula saw.
        service_level, asa_seconds, occupancy, abandonment: at the forecast's expected value.
        target_chance: probability that the interval meets its targets over the forecast's band; NaN where unknown.
        effect: what the policy does.
    """

    agents: Floats
    load: Floats
    service_level: Floats
    asa_seconds: Floats
    occupancy: Floats
    abandonment: Floats
    target_chance: Floats
    effect: StaffingEffect


def targets_of(queue: Queue) -> dict[str, Any]:
    """The targets, patience and definition of a queue as :func:`smallest_agents` takes them."""
    from staffing.models.queueing.measures import ServiceLevelDefinition

    target = queue.target
    return {
        "service_level": target.service_level,
        "answer_within_seconds": target.answer_within_seconds,
        "max_asa_seconds": target.max_asa_seconds,
        "max_occupancy": None if target.max_occupancy is None else float(target.max_occupancy),
        "max_abandonment": target.max_abandonment,
        "min_answer_rate": target.min_answer_rate,
        "patience_seconds": queue.patience_seconds,
        "definition": ServiceLevelDefinition(queue.policy.definition),
    }


def staff_queue(grid: TimeGrid, queue: Queue, demand: Demand) -> Staffed:
    """Agents of a queue by its policy, what they deliver, and what the policy does."""
    agents = agents_needed(grid, queue, demand)
    load = demand.load if queue.policy.moving == "stationary" else demand.modified
    felt = _felt(queue, demand, load, agents)
    chance = _interval_chance(queue, demand, load, agents)
    plain_queue = replace(queue, policy=StaffingPolicy(moving="stationary", definition=queue.policy.definition))
    plain = agents_needed(grid, plain_queue, demand)
    effect = _effect(grid, queue, demand, load, agents, plain, felt["service_level"], chance)
    return Staffed(agents, load, **felt, target_chance=chance, effect=effect)


def agents_needed(grid: TimeGrid, queue: Queue, demand: Demand) -> Floats:
    """Agents by interval: the smallest numbers that keep what is promised, at least ``min_agents`` where open, none where closed."""
    policy = queue.policy
    agents = np.zeros(grid.length)
    if not queue.target.empty:
        load = demand.load if policy.moving == "stationary" else demand.modified
        if policy.moving == "exact":
            agents = _followed(queue, demand)
        elif policy.redials:
            agents = _with_redials(queue, demand, load * _busier(policy, demand))
        elif policy.period != "interval":
            agents = _over_a_period(grid, queue, demand, load)
        elif policy.uncertain == "expected":
            agents = _expected(queue, demand, load)
        else:
            from staffing.models.queueing.requirement import smallest_agents

            agents = smallest_agents(load * _busier(policy, demand), demand.handling, **targets_of(queue)).astype(np.float64)
    return np.where(demand.is_open, np.maximum(agents, queue.min_agents), 0.0)


def curve_of(queue: Queue, demand: Demand, lowest: Floats | int = 0) -> ServiceCurve:
    """The queue's service level at every number of agents from ``lowest`` up, at the demand its policy staffs for."""
    from staffing.models.queueing.measures import ServiceLevelDefinition
    from staffing.models.queueing.service_curves import service_curve

    policy = queue.policy
    load = demand.load if policy.moving == "stationary" else demand.modified
    within = queue.target.answer_within_seconds
    return service_curve(
        load * _busier(policy, demand),
        demand.offered,
        demand.handling,
        USUAL_ANSWER_SECONDS if within is None else within,
        lowest=lowest,
        patience_seconds=queue.patience_seconds,
        cv=demand.cv if policy.uncertain == "expected" else 0.0,
        definition=ServiceLevelDefinition(policy.definition),
    )


def _busier(policy: StaffingPolicy, demand: Demand) -> Floats:
    """The factor on the load that the policy staffs for."""
    from staffing.models.queueing.uncertain import factor_quantile

    return np.ones(len(demand.cv)) if policy.quantile is None else factor_quantile(demand.cv, policy.quantile)


def _with_redials(queue: Queue, demand: Demand, load: Floats) -> Floats:
    """Erlang X. Where even all lines staffed are not enough, all lines are staffed."""
    from staffing.models.queueing.erlang_x import smallest_agents_x

    policy = queue.policy
    found = smallest_agents_x(load, demand.handling, **targets_of(queue), lines=policy.lines, redial_share=policy.redial_share)
    if np.isinf(found).any():
        most = float(policy.lines or 0)
        found = np.where(np.isinf(found), most, found)
    return found


def _expected(queue: Queue, demand: Demand, load: Floats) -> Floats:
    from staffing.models.queueing.requirement import smallest_agents
    from staffing.models.queueing.uncertain import smallest_agents_expected

    targets = targets_of(queue)
    asa = targets.pop("max_asa_seconds")
    if asa is None or queue.patience_seconds is not None:
        return smallest_agents_expected(load, demand.cv, demand.handling, **targets, max_asa_seconds=asa)
    # nobody hangs up: a mean wait has no expectation over an uncertain load; that target is kept at the expected load
    options = {name: targets[name] for name in ("patience_seconds", "definition")}
    least = smallest_agents(load, demand.handling, max_asa_seconds=asa, **options).astype(np.float64)
    others = {name: value for name, value in targets.items() if name not in (*options, "answer_within_seconds")}
    if all(value is None for value in others.values()):
        return least
    return np.maximum(least, smallest_agents_expected(load, demand.cv, demand.handling, **targets))


def _over_a_period(grid: TimeGrid, queue: Queue, demand: Demand, load: Floats) -> Floats:
    """A service level over days or calendar weeks, with floors; all other targets hold in each interval."""
    from staffing.models.queueing.pooled import pooled_agents

    policy, target = queue.policy, queue.target
    assert policy.floor is not None
    assert target.service_level is not None
    within = target.answer_within_seconds if policy.floor else None
    floor = replace(target, service_level=policy.floor or None, answer_within_seconds=within)
    each = replace(queue, target=floor, policy=replace(policy, period="interval", floor=None))
    floors = agents_needed(grid, each, demand)
    curve = curve_of(queue, demand, np.where(demand.is_open, floors, 0.0))
    agents = floors.copy()
    for rows in periods(grid, policy.period):
        rows = rows[demand.offered[rows] > 0]
        if rows.size:
            agents[rows] = pooled_agents(curve.rows(rows), target.service_level).agents
    return agents


def periods(grid: TimeGrid, period: str) -> list[NDArray[np.int64]]:
    """The intervals of each day or calendar week (Monday to Sunday) of a plan."""
    days = grid.interval_day
    if period == "week":
        weekday = np.array([(grid.first_day + timedelta(days=int(d))).weekday() for d in range(grid.days)])
        number = np.cumsum((weekday == 0) & (np.arange(grid.days) > 0))
        days = number[days]
    return [np.flatnonzero(days == k) for k in range(int(days.max()) + 1)]


def _followed(queue: Queue, demand: Demand) -> Floats:
    """The exact evaluator, one stretch of open intervals after the other."""
    from staffing.models.queueing.transient import transient_agents

    agents = np.zeros(len(demand.offered))
    for rows, pieces in _stretches(queue, demand):
        agents[rows] = transient_agents(pieces, demand.seconds, demand.aht[rows], **targets_of(queue), min_agents=queue.min_agents)[0]
    return agents


def _stretches(queue: Queue, demand: Demand) -> list[tuple[NDArray[np.int64], Floats]]:
    """Runs of open intervals with at least one contact, and the contacts of their pieces at the demand staffed for."""
    from staffing.models.queueing.within_interval import split_intervals

    busier = _busier(queue.policy, demand)
    count = max(1, round(demand.seconds / 60 / _PIECE_MINUTES))
    runs = np.split(np.arange(len(demand.offered)), np.flatnonzero(np.diff(demand.is_open.astype(int)) != 0) + 1)
    found = []
    for rows in runs:
        if demand.is_open[rows[0]] and demand.offered[rows].sum() > 0:
            found.append((rows, split_intervals(demand.offered[rows] * busier[rows], count)))
    return found


def _felt(queue: Queue, demand: Demand, load: Floats, agents: Floats) -> dict[str, Floats]:
    """What ``agents`` deliver at the forecast's expected value."""
    from staffing.models.queueing.erlang_x import erlang_x_performance
    from staffing.models.queueing.evaluate import performance
    from staffing.models.queueing.measures import Performance
    from staffing.models.queueing.transient import transient_performance

    targets, policy = targets_of(queue), queue.policy
    within = queue.target.answer_within_seconds
    options = {
        "patience_seconds": targets["patience_seconds"],
        "answer_within_seconds": USUAL_ANSWER_SECONDS if within is None else within,
        "definition": targets["definition"],
    }
    felt: Performance
    if policy.redials:
        felt = erlang_x_performance(load, agents, demand.handling, **options, lines=policy.lines, redial_share=policy.redial_share)
    else:
        felt = performance(load, agents, demand.handling, **options)
    columns = {
        "service_level": np.array(felt.service_level),
        "asa_seconds": np.array(felt.asa_seconds),
        "occupancy": np.array(felt.occupancy),
        "abandonment": np.array(felt.p_abandon),
    }
    if policy.moving == "exact" and not queue.target.empty:
        plain = replace(queue, policy=replace(policy, uncertain="mean", quantile=None))
        for rows, pieces in _stretches(plain, demand):
            exact = transient_performance(pieces, demand.seconds, demand.aht[rows], agents[rows], **options)
            columns["service_level"][rows], columns["asa_seconds"][rows] = exact.service_level, exact.asa_seconds
            columns["occupancy"][rows], columns["abandonment"][rows] = exact.occupancy, exact.p_abandon
    return columns


def _interval_chance(queue: Queue, demand: Demand, load: Floats, agents: Floats) -> Floats:
    from staffing.models.queueing.uncertain import chance_to_meet

    chance = np.full(len(agents), np.nan)
    rows = np.flatnonzero((load > 0) & (demand.offered > 0))
    if not demand.has_band or queue.target.empty or not rows.size:
        return chance
    targets = targets_of(queue)
    if queue.policy.period != "interval" and queue.policy.floor:
        targets["service_level"] = queue.policy.floor
    elif queue.policy.period != "interval":
        targets["service_level"] = targets["answer_within_seconds"] = None
    if all(targets[name] is None for name in ("service_level", "max_asa_seconds", "max_occupancy", "max_abandonment", "min_answer_rate")):
        return chance
    chance[rows] = chance_to_meet(load[rows], demand.cv[rows], agents[rows], demand.handling[rows], **targets, close=1e-6)
    return chance


def _effect(
    grid: TimeGrid, queue: Queue, demand: Demand, load: Floats, agents: Floats, plain: Floats, level: Floats, chance: Floats
) -> StaffingEffect:
    from staffing.models.queueing.uncertain import chance_of_day, expected_performance

    hours = grid.interval_minutes / 60
    effect = StaffingEffect(
        queue.name,
        queue.policy,
        float(agents.sum()) * hours,
        float(plain.sum()) * hours,
        int((agents != plain).sum()),
    )
    total, target = float(demand.offered.sum()), queue.target
    if total == 0 or target.service_level is None or target.answer_within_seconds is None:
        return effect
    weight = demand.offered / total
    effect = replace(effect, service_level=float(weight @ level))
    if not demand.has_band:
        return effect
    options: dict[str, Any] = {"patience_seconds": queue.patience_seconds, "answer_within_seconds": target.answer_within_seconds}
    definition = targets_of(queue)["definition"]
    rows = demand.offered > 0
    expected = expected_performance(load[rows], demand.cv[rows], agents[rows], demand.handling[rows], **options, definition=definition)
    by_day = []
    for day in periods(grid, "week" if queue.policy.period == "week" else "day"):
        part = day[demand.offered[day] > 0]
        if part.size:
            contacts = demand.offered[part]
            cv = float(contacts @ demand.cv[part] / contacts.sum())
            columns = (load[part], contacts, agents[part], demand.handling[part])
            by_day.append(chance_of_day(*columns, cv, target.service_level, **options, definition=definition))
    return replace(
        effect,
        demand_cv=float(weight @ demand.cv),
        expected_service_level=float(weight[rows] @ expected.by_volume.service_level),
        chance_of_interval=float(weight @ np.nan_to_num(chance)) if np.isfinite(chance).any() else None,
        chance_of_day=float(np.mean(by_day)),
    )
