"""What certainty costs: a queue staffed by one rule after another, from the forecast's mean to its 95 % quantile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.services.queue_demand import Demand, columns_of, queue_demand
from staffing.services.queue_staffing import staff_queue
from staffing.services.requirement import staffable
from staffing.services.requiring.part import is_chat

QUANTILES = (0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class PricePoint:
    """One rule and what it buys.

    Attributes:
        queue: its name.
        rule: ``mean``, ``expected`` or ``quantile``.
        quantile: of the demand; ``None`` for the other rules.
        agent_hours: of the requirement.
        scheduled_hours: agent_hours / (1 - shrinkage).
        cost: scheduled_hours x the plan's wage.
        expected_service_level: of all contacts together over the forecast's band; ``None`` where unknown, like the chances.
        chance_of_interval: probability that an interval meets its targets, mean by volume.
        chance_of_day: probability that a day's service level meets its target, mean over the days.
        cost_per_point: what one further percentage point of expected service level costs, from the point before; ``None`` for the first and
            where nothing is gained.
    """

    queue: str
    rule: str
    quantile: float | None
    agent_hours: float
    scheduled_hours: float
    cost: float
    expected_service_level: float | None
    chance_of_interval: float | None
    chance_of_day: float | None
    cost_per_point: float | None


def price_curve(plan: Plan, forecast: Forecast, quantiles: Sequence[float] = QUANTILES) -> tuple[PricePoint, ...]:
    """The points of every queue whose forecast has a band and that promises something, by cost.

    Args:
        quantiles: each in (0, 1).

    Raises InputProblems where a queue cannot be staffed as asked.
    """
    staffable(plan, forecast)
    points: list[PricePoint] = []
    for queue, offered, aht in columns_of(plan, forecast):
        if queue.target.empty or queue.may_wait or is_chat(queue):
            continue
        demand = queue_demand(plan, queue, offered, aht, forecast)
        if demand.has_band:
            points += _of_queue(plan, queue, demand, quantiles)
    return tuple(points)


def _of_queue(plan: Plan, queue: Queue, demand: Demand, quantiles: Sequence[float]) -> list[PricePoint]:
    rules: list[tuple[str, float | None]] = [("mean", None), *(("quantile", q) for q in quantiles)]
    if queue.policy.moving != "exact" and not queue.policy.redials:
        rules.insert(1, ("expected", None))
    found = []
    for rule, share in rules:
        asked = replace(queue, policy=replace(queue.policy, uncertain=rule, quantile=share))
        made = staff_queue(plan.grid, asked, demand)
        hours = made.effect.agent_hours
        scheduled = hours / (1.0 - float(queue.shrinkage))
        found.append(
            PricePoint(
                queue.name,
                rule,
                share,
                hours,
                scheduled,
                scheduled * plan.prices.wage_per_hour,
                made.effect.expected_service_level,
                made.effect.chance_of_interval,
                made.effect.chance_of_day,
                None,
            )
        )
    found.sort(key=lambda point: point.cost)
    return [found[0], *(_priced(before, point) for before, point in pairwise(found))]


def _priced(before: PricePoint, point: PricePoint) -> PricePoint:
    if before.expected_service_level is None or point.expected_service_level is None:
        return point
    gain = 100.0 * (point.expected_service_level - before.expected_service_level)
    price = (point.cost - before.cost) / gain if gain > 1e-9 else np.inf
    return replace(point, cost_per_point=float(price)) if np.isfinite(price) else point
