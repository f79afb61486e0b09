"""Who is there against who is needed, over one day."""

from __future__ import annotations

import numpy as np

from staffing.domain.coverage import Coverage
from staffing.ui.components import charts
from staffing.ui.components.charts import Option
from staffing.ui.components.colors import BLUE, INK, OVER, SHORT
from staffing.ui.context import Context


def day(ctx: Context, coverage: Coverage, index: int, queue: str | None) -> Option:
    """Required and staffed people by interval of day ``index``; ``queue`` = one queue, ``None`` = all together.

    Shortage and surplus of each queue are counted apart, so that a queue's surplus never hides another's shortage.
    """
    pick = np.flatnonzero(coverage.grid.interval_day == index)
    rows = np.arange(len(coverage.queues)) if queue is None else np.array([coverage.queues.index(queue)])
    times = charts.wall_clock(coverage.grid)[pick]

    def total(values: np.ndarray) -> np.ndarray:
        return np.asarray(values[np.ix_(rows, pick)].sum(axis=0))

    option = charts.frame(y_name=ctx.t("requirement.people"))
    bar = {"type": "bar", "barCategoryGap": "0%", "barGap": "-100%", "barMinWidth": 1}
    half = coverage.grid.interval_minutes * 30_000
    option["series"] = [
        {**bar, "name": ctx.t("grid.short"), "itemStyle": {"color": SHORT}, "data": charts.points(times + half, total(coverage.short))},
        {
            **bar,
            "name": ctx.t("grid.over"),
            "itemStyle": {"color": OVER, "opacity": 0.55},
            "data": charts.points(times + half, -total(coverage.over)),
        },
        charts.line(ctx.t("coverage.required"), charts.points(times, total(coverage.required)), INK, step=True, width=1.8),
        charts.line(ctx.t("coverage.staffed"), charts.points(times, total(coverage.staffed)), BLUE, step=True, width=1.8),
    ]
    return option
