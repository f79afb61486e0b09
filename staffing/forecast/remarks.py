"""What is worth saying about a forecast, from the plan's data and from how each queue was forecast."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.forecast.accuracy import QueueAccuracy
from staffing.forecast.calendar import country_of_zone
from staffing.forecast.clean import REFUSED, Repair
from staffing.forecast.intervals import ASSUMED_CV
from staffing.forecast.prepare import Prepared
from staffing.forecast.reasons import Flag, Reason
from staffing.forecast.select import METHODS, Choice, Horizon

LONG_LEAD_DAYS = 42

NOISE = 0.005
"""Differences of error below this share say nothing about which method is better."""


def plan_flags(plan: Plan, history: History, prepared: dict[str, Prepared], ignored: int) -> list[Flag]:
    """About the plan as a whole."""
    flags: list[Flag] = []

    def say(code: Reason, **params: object) -> None:
        flags.append(Flag(code, "", MappingProxyType(params)))

    if ignored:
        say(Reason.FUTURE_IGNORED, intervals=ignored)
    if history.interval_minutes > plan.grid.interval_minutes:
        say(Reason.COARSE_HISTORY, history_minutes=history.interval_minutes, plan_minutes=plan.grid.interval_minutes)
    stray = int((~np.isnan(history.aht_seconds) & ~(np.nan_to_num(history.offered) > 0)).sum())
    if stray:
        say(Reason.AHT_WITHOUT_VOLUME, intervals=stray)
    if country_of_zone(plan.grid.zone) is None and not plan.calendar:
        say(Reason.CALENDAR_UNKNOWN, zone=plan.grid.zone)
    for item in list(prepared.values())[:1]:
        calendar = item.series.calendar
        for year in sorted({d.year for d in plan.grid.calendar} & calendar.years_without_swaps):
            say(Reason.SWAPS_UNPUBLISHED, year=year)
        ahead = slice(calendar.index(plan.grid.first_day), None)
        if calendar.holiday[ahead].any() and not calendar.holiday[: len(item.series.y)].any():
            say(Reason.HOLIDAY_NOT_SEEN, days=int(calendar.holiday[ahead].sum()))
    return flags


def refusal_flags(plan: Plan, repairs: list[Repair]) -> list[Flag]:
    """Refused repairs that were none."""
    listed = [r for r in repairs if r.action == REFUSED]
    return [
        Flag(
            Reason.REFUSAL_WITHOUT_EFFECT,
            item.queue,
            MappingProxyType({"kind": item.kind, "start": item.start.isoformat(timespec="minutes")}),
        )
        for item in plan.refused_repairs
        if not any(r.kind.value == item.kind and item.queue in ("", r.queue) and r.start <= item.start < r.end for r in listed)
    ]


def queue_flags(
    queue: Queue, item: Prepared, choice: Choice, wanted: Horizon, accuracy: QueueAccuracy, assumed: bool, test: bool
) -> list[Flag]:
    """About one queue."""
    series = item.series
    known = len(series.y)
    ahead = slice(known + wanted.lead, known + wanted.lead + wanted.days)
    out: list[Flag] = []

    def say(code: Reason, **params: object) -> None:
        out.append(Flag(code, queue.name, MappingProxyType(params)))

    if wanted.lead > LONG_LEAD_DAYS:
        say(Reason.LONG_LEAD, days=wanted.lead)
    if not test:
        say(Reason.CANCELLED)
    elif choice.tested is None:
        say(Reason.NO_BACKTEST, days=known)
    elif choice.tested.lead + choice.tested.days < wanted.lead + wanted.days:
        tested = choice.tested.lead + choice.tested.days
        say(Reason.BACKTEST_SHORTER, tested_days=tested, horizon_days=wanted.lead + wanted.days)
    if assumed and np.nansum(series.y) > 0:
        say(Reason.INTERVALS_ASSUMED, assumed_cv=ASSUMED_CV)
    seen = ~np.isnan(series.y).all(axis=1)
    have = set(series.calendar.weekday[:known][seen].tolist())
    wanted_days = {int(w) for w in series.calendar.weekday[ahead] if series.open_week[w].any()}
    unseen = sorted(w for w in wanted_days - have if (series.calendar.weekday[:known] == w).sum() < 3)
    if unseen:
        say(Reason.WEEKDAY_NOT_SEEN, weekdays=unseen)
    never = int((series.open_days(ahead.start, wanted.days) & ~choice.said.busy).sum())
    if never:
        say(Reason.NEVER_SEEN, intervals=never)
    for event, days in sorted(series.events.unknown.items()):
        if days[ahead].any() and not (days[:known] & seen).any():
            say(Reason.EVENT_UNKNOWN, event=event)
    for method in METHODS:
        if method not in dict(accuracy.league) and choice.tested is not None and accuracy.league:
            say(Reason.METHOD_FAILED, method=method)
    base, ours = dict(accuracy.league).get("median-6"), accuracy.score.wape
    if base is not None and base.wape is not None and ours is not None and ours > (1 + NOISE) * base.wape + 1e-9:
        say(Reason.WORSE_THAN_BASELINE, wape=round(ours, 4), baseline_wape=round(base.wape, 4))
    return out
