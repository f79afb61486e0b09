"""Service curves of a plan's queues: what a roster needs to trade one interval against another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.service_curve import ServiceCurve
from staffing.services.queue_demand import columns_of, queue_demand
from staffing.services.queue_staffing import curve_of
from staffing.services.requirement import staffable
from staffing.services.requiring.part import is_chat


def service_curves(plan: Plan, forecast: Forecast) -> Mapping[str, ServiceCurve]:
    """For each queue served by telephone (or chat one at a time) its service level at every number of agents on the queue, from the queue's
    floor up, at the demand that its policy staffs for. Closed intervals have no volume.

    Raises InputProblems where a queue cannot be staffed as asked.
    """
    staffable(plan, forecast)
    found = {}
    for queue, offered, aht in columns_of(plan, forecast):
        if queue.may_wait or is_chat(queue):
            continue
        demand = queue_demand(plan, queue, offered, aht, forecast)
        found[queue.name] = curve_of(queue, demand, np.where(demand.is_open, float(queue.min_agents), 0.0))
    return found
