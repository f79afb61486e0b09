"""What all charts share: frame, time axis, tooltip; each chart is an ECharts option made from plain numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.ui.components.colors import LINE, MUTED

Option = dict[str, Any]


def wall_clock(grid: TimeGrid) -> NDArray[np.int64]:
    """Local wall-clock start of each interval as milliseconds, as if it were UTC: charts then show local time in any browser."""
    days = np.array([np.datetime64(day, "ms").astype(np.int64) for day in grid.calendar], dtype=np.int64)
    return np.asarray(days[grid.interval_day] + grid.interval_clock * 60_000, dtype=np.int64)


def points(times: NDArray[np.int64], values: NDArray[np.float64], digits: int = 2) -> list[list[float | int | None]]:
    """[[time, value], ...] with gaps where a value is unknown."""
    rounded = np.round(values, digits)
    return [[int(time), None if not np.isfinite(value) else float(value)] for time, value in zip(times, rounded, strict=True)]


def frame(*, y_name: str = "", zoom: tuple[float, float] | None = None, percent: bool = False) -> Option:
    """A time chart without series: axes, legend, tooltip and, with ``zoom`` (start and end in % of the axis), a slider."""
    option: Option = {
        "useUTC": True,
        "animation": False,
        "grid": {"left": 8, "right": 14, "top": 54 if y_name else 36, "bottom": 52 if zoom else 8, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "itemGap": 14, "type": "scroll"},
        "tooltip": {"trigger": "axis", "confine": True, "axisPointer": {"type": "line"}},
        "xAxis": {
            "type": "time",
            "axisLine": {"lineStyle": {"color": LINE}},
            "axisLabel": {
                "color": MUTED,
                "hideOverlap": True,
                "formatter": {"year": "{MM}-{dd}", "month": "{MM}-{dd}", "day": "{MM}-{dd}", "hour": "{HH}:{mm}", "minute": "{HH}:{mm}"},
            },
            "splitLine": {"show": False},
        },
        "yAxis": {
            "type": "value",
            "name": y_name,
            "nameTextStyle": {"color": MUTED, "align": "left"},
            "axisLabel": {"color": MUTED},
            "splitLine": {"lineStyle": {"color": LINE}},
            "minInterval": 0 if percent else 1,
        },
        "series": [],
    }
    if zoom:
        option["dataZoom"] = [
            {"type": "slider", "start": zoom[0], "end": zoom[1], "height": 22, "bottom": 8, "showDetail": False, "brushSelect": False},
            {"type": "inside", "start": zoom[0], "end": zoom[1], "zoomOnMouseWheel": "ctrl"},
        ]
    return option


def line(name: str, data: list[Any], color: str, *, step: bool = False, width: float = 1.8, **more: Any) -> Option:
    """A line; ``step`` = constant over each interval."""
    series: Option = {
        "type": "line",
        "name": name,
        "data": data,
        "showSymbol": False,
        "symbol": "circle",
        "itemStyle": {"color": color},
        "lineStyle": {"color": color, "width": width, **more.pop("lineStyle", {})},
        **more,
    }
    if step:
        series["step"] = "end"
    return series


def band(name: str, times: NDArray[np.int64], low: NDArray[np.float64], high: NDArray[np.float64], color: str) -> list[Option]:
    """A shaded band between two curves: an invisible line at ``low`` and the height of the band stacked on it."""
    hidden = {"lineStyle": {"opacity": 0}, "showSymbol": False, "stack": name, "silent": True, "type": "line", "symbol": "none"}
    height = {"areaStyle": {"color": color, "opacity": 0.18}, "itemStyle": {"color": color, "opacity": 0.35}}
    return [
        {**hidden, "name": f"{name} ", "data": points(times, low), "tooltip": {"show": False}, "itemStyle": {"color": color}},
        {**hidden, **height, "name": name, "data": points(times, high - low), "tooltip": {"show": False}},
    ]


def draw(option: Option, *, key: str, height: int, alt: str) -> None:
    """Show a chart."""
    st.echarts_chart(option, key=key, height=height, alt=alt)
