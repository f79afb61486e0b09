"""People needed over time, and the service they would give."""

from __future__ import annotations

import numpy as np

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.ui.components import charts
from staffing.ui.components.charts import Option
from staffing.ui.components.colors import BLUE, GREEN, GREY, ORANGE
from staffing.ui.context import Context


def _zoom(plan: Plan) -> tuple[float, float] | None:
    return None if plan.grid.days == 1 else (0.0, 100.0 * min(1.0, 7 / plan.grid.days))


def agents(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> Option:
    """People on the queue, people to roster for that, and the load in erlangs; ``day`` = one day of the plan, ``None`` = all."""
    pick = slice(None) if day is None else plan.grid.interval_day == day
    times = charts.wall_clock(plan.grid)[pick]
    option = charts.frame(y_name=ctx.t("requirement.people"), zoom=_zoom(plan) if day is None else None)
    option["series"] = [
        charts.line(
            ctx.t("requirement.scheduled"),
            charts.points(times, requirement.scheduled_agents[q][pick]),
            ORANGE,
            step=True,
            lineStyle={"type": "dashed"},
            width=1.4,
        ),
        charts.line(
            ctx.t("requirement.agents"),
            charts.points(times, requirement.agents[q][pick]),
            BLUE,
            step=True,
            width=2.0,
            areaStyle={"color": BLUE, "opacity": 0.12},
        ),
    ]
    if requirement.load_erlangs is not None:
        load = np.asarray(requirement.load_erlangs[q][pick])
        option["series"].append(charts.line(ctx.t("requirement.load"), charts.points(times, load), GREY, width=1.2))
    return option


def service(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> Option | None:
    """The service level that the required people give, beside the target; ``None`` in a given requirement."""
    if requirement.service_level is None:
        return None
    pick = slice(None) if day is None else plan.grid.interval_day == day
    times = charts.wall_clock(plan.grid)[pick]
    busy = requirement.agents[q][pick] > 0
    level = np.where(busy, 100 * requirement.service_level[q][pick], np.nan)
    option = charts.frame(y_name="%", zoom=_zoom(plan) if day is None else None, percent=True)
    option["yAxis"] |= {"max": 100, "min": "dataMin" if not busy.any() else max(0, int(np.nanmin(level) // 10 * 10 - 10))}
    series = charts.line(ctx.t("requirement.service_level"), charts.points(times, level, 1), GREEN, step=True)
    target = plan.queue_by_name[requirement.queues[q]].target.service_level
    if target is not None:
        series["markLine"] = {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": GREY, "type": "dashed"},
            "label": {"formatter": ctx.t("requirement.target"), "position": "insideEndTop", "color": GREY, "backgroundColor": "#ffffffcc"},
            "data": [{"yAxis": 100 * target}],
        }
    option["series"] = [series]
    return option
