"""The keys of a queue in plan.toml that say how its requirement is reckoned."""

from __future__ import annotations

from staffing.domain.staffing_policy import DEFINITIONS, MOVING, PERIODS, UNCERTAIN, StaffingPolicy, clashes
from staffing.io.toml_tables import TomlTable

POLICY_KEYS = (
    "service_level_definition", "service_level_over", "service_level_floor", "moving_demand", "handling_cv", "uncertain_demand",
    "demand_quantile", "redial_share", "lines",
)  # fmt: skip
_KEY_OF = {
    "moving": "moving_demand",
    "uncertain": "uncertain_demand",
    "period": "service_level_over",
    "redial_share": "redial_share",
    "lines": "lines",
}
_MOST_LINES = 1_000_000


def read_policy(table: TomlTable, channel: str, service_level: float | None) -> StaffingPolicy:
    """The policy a queue's table gives; whatever is wrong goes to the table's problems, and the default comes back."""
    given = [key for key in POLICY_KEYS if key in table]
    if channel not in ("voice", "chat"):
        for key in given:
            table.wrong(key, f"no such key for channel {channel}: it belongs to voice and chat", "unknown-key")
        return StaffingPolicy()
    if "aht_by_concurrency_seconds" in table:
        for key in given:
            table.wrong(key, f"no {key} beside aht_by_concurrency_seconds: such chats are reckoned interval by interval", "conflict")
        return StaffingPolicy()
    definition = table.choice("service_level_definition", DEFINITIONS, "offered")
    moving = table.choice("moving_demand", MOVING, "modified")
    uncertain = table.choice("uncertain_demand", UNCERTAIN, "mean")
    period = table.choice("service_level_over", PERIODS, "interval")
    cv = table.number("handling_cv", 0, 10)
    quantile = table.number("demand_quantile", 0, 1, low_open=True, high_open=True)
    floor = table.number("service_level_floor", 0, 1, high_open=True)
    redial = table.number("redial_share", 0, 1)
    lines = table.whole("lines", 1, _MOST_LINES) if "lines" in table else None
    if table.good("uncertain_demand", "demand_quantile"):
        _both(table, "demand_quantile", uncertain == "quantile", 'uncertain_demand = "quantile"')
    if table.good("service_level_over", "service_level_floor"):
        _both(table, "service_level_floor", period != "interval", 'service_level_over = "day" or "week"')
        if period != "interval" and service_level is None and table.good("service_level"):
            table.wrong("service_level", f"a service_level to hold over a {period} (the key is missing)", "missing-key")
        if floor is not None and service_level is not None and floor >= service_level:
            table.wrong("service_level_floor", f"a number below the service_level, {service_level:g}", "out-of-range")
    if "handling_cv" in table and moving != "modified" and table.good("moving_demand"):
        table.wrong("handling_cv", 'no handling_cv: only moving_demand = "modified" uses it', "unused")
    if not table.good(*POLICY_KEYS):
        return StaffingPolicy()
    found = clashes(moving, uncertain, period, redial or 0.0, lines)
    for first, second in found:
        table.wrong(_KEY_OF[first], f"another value, or another {_KEY_OF[second]}: the two do not go together", "conflict")
    if found:
        return StaffingPolicy()
    return StaffingPolicy(
        definition=definition,
        moving=moving,
        handling_cv=1.0 if cv is None else cv,
        uncertain=uncertain,
        quantile=quantile,
        period=period,
        floor=floor,
        redial_share=redial or 0.0,
        lines=lines,
    )


def _both(table: TomlTable, key: str, wanted: bool, beside: str) -> None:
    if wanted and key not in table:
        table.wrong(key, f"{key} beside {beside} (the key is missing)", "missing-key")
    if not wanted and key in table:
        table.wrong(key, f"no {key} without {beside}", "unused")
