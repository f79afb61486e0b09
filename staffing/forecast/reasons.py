"""Why a forecast is worth less than it could be, as codes; sentences are made in the outer rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Reason(StrEnum):
    """Each code says what the user should know; ``params`` of the flag hold the numbers."""

    ADJUSTMENT_WITHOUT_EFFECT = "adjustment-without-effect"
    """An adjustment touches no open interval of the plan. line (1-based among the adjustments), change."""
    AHT_FROM_QUEUE = "aht-from-queue"
    """No handling time in the history: the queue's aht_by_concurrency_seconds was taken. aht_seconds."""
    AHT_WITHOUT_VOLUME = "aht-without-volume"
    """Intervals state a handling time but no contacts; they are left out. intervals."""
    ALL_ZERO = "all-zero"
    """The history of this queue holds nothing but zeros: the forecast is zero."""
    BACKTEST_SHORTER = "backtest-shorter-than-horizon"
    """The history is too short to test at the plan's horizon. tested_days, horizon_days."""
    CALENDAR_UNKNOWN = "calendar-unknown"
    """No public holidays are known for the plan's zone. zone."""
    CANCELLED = "cancelled"
    """The work was cut short: no back-test for this queue."""
    COARSE_HISTORY = "history-coarser-than-plan"
    """Intervals of the history were divided; sums are kept. history_minutes, plan_minutes."""
    EVENT_UNKNOWN = "event-without-lift"
    """An event in the plan without factor that the history does not hold: no effect is assumed. event."""
    FRACTIONAL = "fractional-counts"
    """The counts are not whole numbers."""
    FUTURE_IGNORED = "history-after-plan-start-ignored"
    """Rows from the plan's first day on were not used. intervals."""
    HOLIDAY_NOT_SEEN = "holiday-not-in-history"
    """The plan holds a public holiday but the history holds none to learn from. days."""
    INTERVALS_ASSUMED = "quantiles-assumed"
    """Too little history to measure errors: the quantiles rest on an assumed spread. assumed_cv."""
    LEVEL_SHIFT = "level-shift"
    """The level changed from one day to the next and stayed: it is followed. day, factor."""
    LONG_LEAD = "history-ends-long-before-plan"
    """Days between the end of the history and the plan. days."""
    METHOD_FAILED = "method-failed"
    """A method gave no usable numbers and was left out. method."""
    NEVER_SEEN = "open-but-never-seen"
    """Weekly intervals that are open but always without data: zero is assumed. intervals."""
    NO_BACKTEST = "no-back-test"
    """The history is too short to test any method. days."""
    REFUSAL_WITHOUT_EFFECT = "refusal-without-effect"
    """A refused repair is none that would have been made. kind, start."""
    SHORT_HISTORY = "short-history"
    """Fewer than four weeks of data. days."""
    SILENT = "silent-lately"
    """Nothing but zeros for the last weeks after volume before. days."""
    SWAPS_UNPUBLISHED = "working-weekends-not-published"
    """The swapped working days of this year are not known yet. year."""
    VOLUME_WHEN_CLOSED = "volume-outside-opening-hours"
    """Contacts of the history lie outside opening hours and were left out. share."""
    WEEKDAY_NOT_SEEN = "weekday-not-in-history"
    """Weekdays of the plan that the history has no data of: the mean of the others is assumed. weekdays."""
    WORSE_THAN_BASELINE = "worse-than-median-6"
    """The back-test found the median of six same slots better than what was chosen. wape, baseline_wape."""
    ZEROS_MISSING = "zeros-may-be-missing"
    """Quiet intervals are missing rather than zero: the level may be too high. share_missing."""


INFORMATION = frozenset(
    {
        Reason.ADJUSTMENT_WITHOUT_EFFECT,
        Reason.AHT_FROM_QUEUE,
        Reason.AHT_WITHOUT_VOLUME,
        Reason.COARSE_HISTORY,
        Reason.FRACTIONAL,
        Reason.FUTURE_IGNORED,
        Reason.LEVEL_SHIFT,
        Reason.REFUSAL_WITHOUT_EFFECT,
    }
)
"""Reasons that only inform; every other one makes a forecast a degraded one."""


@dataclass(frozen=True)
class Flag:
    """One reason about one queue (``""`` = the whole forecast)."""

    code: Reason
    queue: str = ""
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"code": self.code.value, "queue": self.queue, "params": dict(self.params)}
