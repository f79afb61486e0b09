"""History and forecast in one chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.history import History
from staffing.domain.people import Event
from staffing.domain.plan import Plan
from staffing.ui.components import charts
from staffing.ui.components.charts import Option
from staffing.ui.components.colors import BLUE, GREY, ORANGE
from staffing.ui.context import Context

if TYPE_CHECKING:
    from staffing.forecast import ForecastResult

LEVELS = ("interval", "hour", "day")
Floats = NDArray[np.float64]
Times = NDArray[np.int64]
DAY_MS = 86_400_000
HISTORY_DAYS = {"interval": 56, "hour": 182, "day": 100_000}
"""How much of a long history is drawn at each level, so that a page never carries megabytes."""


def bucket_ms(level: str, interval_minutes: int) -> int:
    """Length of one point of the chart in milliseconds."""
    return {"interval": interval_minutes * 60_000, "hour": max(60, interval_minutes) * 60_000, "day": DAY_MS}[level]


def totals(times: Times, values: Floats, bucket: int) -> tuple[Times, Floats]:
    """Sums per bucket of wall-clock time; a bucket of which any part is unknown is unknown."""
    starts, inverse = np.unique(times // bucket, return_inverse=True)
    return starts * bucket, np.asarray(np.bincount(inverse, weights=values, minlength=len(starts)), dtype=np.float64)


def history_times(history: History) -> Times:
    """Wall-clock milliseconds of each interval of a history."""
    return np.asarray(history.local_starts.astype("datetime64[ms]").astype(np.int64), dtype=np.int64)


def _marks(events: Sequence[Event], queue: str) -> list[list[Option]]:
    spans: list[list[Option]] = []
    for event in events:
        if event.queue in ("", queue):
            first = int(np.datetime64(event.first_day, "ms").astype(np.int64))
            last = int(np.datetime64(event.last_day, "ms").astype(np.int64)) + DAY_MS
            spans.append([{"xAxis": first, "name": event.event}, {"xAxis": last}])
    return spans


def chart(ctx: Context, plan: Plan, forecast: Forecast, queue: str, level: str, result: ForecastResult | None = None) -> Option:
    """Contacts of the past and those expected, with the band from p10 to p90; events are shaded.

    With ``result`` the band of a day is that of its total, and where people changed something the model's own forecast stands beside. At
    hour, and without ``result``, the band adds the intervals' quantiles, which is right if they rise and fall together and wide otherwise.
    """
    q = forecast.queues.index(queue)
    step = plan.grid.interval_minutes
    coarse = plan.history.interval_minutes if plan.history is not None else step
    bucket = bucket_ms(level, max(step, coarse))
    own = charts.wall_clock(plan.grid)
    series: list[Option] = []
    first_shown = 0.0
    if plan.history is not None and queue in plan.history.queues:
        began, offered = history_times(plan.history), plan.history.offered[plan.history.queues.index(queue)]
        kept = began >= own[0] - HISTORY_DAYS[level] * DAY_MS
        times, past = totals(began[kept], offered[kept], bucket)
        if len(times) and began[-1] + plan.history.interval_minutes * 60_000 < times[-1] + bucket:
            times, past = times[:-1], past[:-1]  # an hour or day that is not over yet would look like a drop
    else:
        times, past = own[:0], forecast.offered[q][:0]
    if len(times):
        series.append(charts.line(ctx.t("demand.history"), charts.points(times, past, 1), GREY, width=1.1))
        span = float(own[-1] - times[0]) or 1.0
        days_shown = {"interval": 7, "hour": 21, "day": 10_000}[level]
        first_shown = max(0.0, 100 * (1 - (plan.grid.days + days_shown) * DAY_MS / span))
    times, expected = totals(own, forecast.offered[q], bucket)
    if forecast.offered_p10 is not None and forecast.offered_p90 is not None:
        low, high = (totals(own, quantile[q], bucket)[1] for quantile in (forecast.offered_p10, forecast.offered_p90))
        if result is not None and level == "day":
            row = result.totals.names.index(queue)
            low, high = result.totals.daily[1, row], result.totals.daily[3, row]
        series += charts.band(ctx.t("demand.band"), times, low, high, BLUE)
    if result is not None and result.unadjusted is not result.forecast:
        model = totals(own, result.unadjusted.offered[q], bucket)[1]
        dashed = {"type": "dashed"}
        series.append(charts.line(ctx.t("demand.model"), charts.points(times, model, 1), ORANGE, width=1.4, lineStyle=dashed))
    series.append(charts.line(ctx.t("demand.forecast"), charts.points(times, expected, 1), BLUE, width=2.0))
    if spans := _marks(plan.events, queue):
        series[-1]["markArea"] = {
            "silent": True,
            "itemStyle": {"color": ORANGE, "opacity": 0.13},
            "label": {"color": "#8a5a00", "fontSize": 11, "position": "insideTop"},
            "data": spans,
        }
    option = charts.frame(y_name=ctx.t(f"demand.per_{level}"), zoom=(first_shown, 100.0))
    option["series"] = series
    option["legend"]["data"] = [
        {"name": s["name"], **({"icon": "roundRect"} if "areaStyle" in s else {})} for s in series if not s["name"].endswith(" ")
    ]
    return option
