"""What ``staffing require`` says about how a requirement was reckoned, and what certainty costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from staffing.cli.documents import known
from staffing.cli.output import money, percent, table
from staffing.domain.staffing_policy import StaffingEffect, StaffingPolicy
from staffing.i18n import t
from staffing.services.price_curve import PricePoint


def effect_lines(effects: Sequence[StaffingEffect], lang: str = "en") -> list[str]:
    """The choice of each queue, what it changes, and the chances over the forecast's band."""
    if not effects:
        return []
    rows = [[t(f"staffed.{key}", lang) for key in ("queue", "moving", "uncertain", "period", "difference", "intervals")]]
    for effect in effects:
        policy = effect.policy
        rows.append(
            [
                effect.queue,
                t(f"staffed.moving_choice.{policy.moving}", lang),
                rule(policy.uncertain, policy.quantile, lang),
                _period(policy, lang),
                f"{effect.agent_hours - effect.stationary_hours:+,.1f} h",
                f"{effect.changed_intervals:,}",
            ]
        )
    lines = ["", t("staffed.heading", lang), *("  " + line for line in table(rows, right=(4, 5))), "  " + t("staffed.explain", lang)]
    banded = [effect for effect in effects if effect.expected_service_level is not None]
    if not banded:
        return [*lines, "  " + t("staffed.no_band", lang)]
    week = any(effect.policy.period == "week" for effect in banded)
    heads = ("queue", "spread", "at_forecast", "expected", "chance_interval", "chance_week" if week else "chance_day")
    rows = [[t(f"staffed.{key}", lang) for key in heads]]
    for effect in banded:
        shares = (
            effect.demand_cv,
            effect.service_level,
            effect.expected_service_level,
            effect.chance_of_interval,
            effect.chance_of_day,
        )
        rows.append([effect.queue, *(percent(value) for value in shares)])
    return [*lines, "", t("staffed.band_heading", lang), *("  " + line for line in table(rows, right=(1, 2, 3, 4, 5)))]


def price_lines(points: Sequence[PricePoint], lang: str = "en") -> list[str]:
    """The price curve as a table."""
    if not points:
        return ["", t("staffed.price_heading", lang), "  " + t("staffed.none", lang)]
    heads = ("queue", "uncertain", "hours", "cost", "expected", "chance_interval", "chance_day", "cost_per_point")
    rows = [[t(f"staffed.{key}", lang) for key in heads]]
    for point in points:
        rows.append(
            [
                point.queue,
                rule(point.rule, point.quantile, lang),
                f"{point.agent_hours:,.1f}",
                money(point.cost),
                percent(point.expected_service_level),
                percent(point.chance_of_interval),
                percent(point.chance_of_day),
                money(point.cost_per_point),
            ]
        )
    return ["", t("staffed.price_heading", lang), *("  " + line for line in table(rows, right=(2, 3, 4, 5, 6, 7)))]


def effect_documents(effects: Sequence[StaffingEffect]) -> list[dict[str, Any]]:
    """The same for ``--json``."""
    return [_plain(asdict(effect)) for effect in effects]


def price_documents(points: Sequence[PricePoint]) -> list[dict[str, Any]]:
    """The price curve for ``--json``."""
    return [_plain(asdict(point)) for point in points]


def rule(name: str, quantile: float | None, lang: str) -> str:
    """What a queue is staffed for, in words."""
    return t(f"staffed.uncertain_choice.{name}", lang, **({} if quantile is None else {"share": f"{100 * quantile:g} %"}))


def _period(policy: StaffingPolicy, lang: str) -> str:
    floor = {} if policy.floor is None else {"floor": f"{100 * policy.floor:g} %"}
    return t(f"staffed.period_choice.{policy.period}", lang, **floor)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            plain[name] = _plain(value)
        else:
            plain[name] = known(value) if isinstance(value, float) else value
    return plain
