"""``plan.toml``: the axis, queues, contracts, prices and rule overrides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from staffing.domain.grid import INTERVALS, TimeGrid, zone_info
from staffing.domain.people import HOURS_SYSTEMS, Contract, Prices
from staffing.domain.problems import Problem
from staffing.domain.queue import CHANNELS, DEADLINE_CLOCKS, OpenWindow, Queue, ServiceTarget
from staffing.io.names import suggest
from staffing.io.policy_keys import POLICY_KEYS, read_policy
from staffing.io.problem_list import ProblemList
from staffing.io.toml_tables import TomlTable, key_lines, parse_toml

FILE = "plan.toml"
STAND_IN_GRID = TimeGrid(date(2000, 1, 3), 1, 15, "UTC")
"""The axis against which the other files are read while plan.toml gives none: their times are still checked for form."""

_TOP = ("plan", "queue", "contract", "rules", "objective")
_PLAN_KEYS = ("name", "time_zone", "first_day", "days", "interval_minutes", "rule_packs")
_QUEUE_KEYS = (
    "name", "channel", "open", "service_level", "answer_within_seconds", "max_asa_seconds", "max_occupancy", "max_abandonment",
    "min_answer_rate", "patience_seconds", "min_agents", "hard_min_agents", "shrinkage", "short_per_agent_hour",
    "deep_short_per_agent_hour", "aht_by_concurrency_seconds", "deadline_minutes", "deadline_counts", "opening_backlog", "spare_of",
    "max_spare_share", "reserve_agents", "contact_rate", "attempt_seconds",
)  # fmt: skip
_ONLY = {
    "aht_by_concurrency_seconds": ("chat",),
    "deadline_minutes": ("deferred", "outbound"),
    "deadline_counts": ("deferred", "outbound"),
    "opening_backlog": ("deferred", "outbound"),
    "spare_of": ("deferred", "outbound"),
    "max_spare_share": ("deferred", "outbound"),
    "reserve_agents": ("voice",),
    "contact_rate": ("outbound",),
    "attempt_seconds": ("outbound",),
}
"""Keys that only some channels have."""
_CONTRACT_KEYS = ("name", "hours_system", "min_minutes_per_week", "normal_minutes_per_week", "max_minutes_per_week", "wage_per_hour")
_MAX_SECONDS, _MAX_PRICE, _MAX_HEADS, _WEEK = 86_400 * 31, 1e6, 100_000, 10_080


@dataclass(frozen=True)
class Settings:
    """What plan.toml says.

    Attributes:
        grid: ``None`` where the file gives no valid axis.
        queue_names, contract_names: every name given, also of entries that are wrong otherwise; for looking up names in other files.
    """

    name: str = ""
    grid: TimeGrid | None = None
    queues: tuple[Queue, ...] = ()
    contracts: tuple[Contract, ...] = ()
    prices: Prices = field(default_factory=Prices)
    rule_packs: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    queue_names: tuple[str, ...] = ()
    contract_names: tuple[str, ...] = ()


def read_settings(text: str, problems: ProblemList) -> Settings:
    """What the text of a plan.toml says; whatever is wrong goes to ``problems``. Raises InputProblems where the text is no TOML.

    Ids and parameters of rules are taken as they stand: the rules' own room knows which there are.
    """
    document = parse_toml(text, FILE)
    lines = key_lines(text)

    def table(path: str, values: object) -> TomlTable:
        if not isinstance(values, dict):
            problems.add(Problem(FILE, lines.get(path), path, None, f"a table [{path}]", "bad-type"))
            values = {}
        return TomlTable(FILE, path, values, lines, problems)

    def array(key: str) -> list[TomlTable]:
        values = document.get(key, [])
        if not isinstance(values, list):
            problems.add(Problem(FILE, lines.get(key), key, None, f"[[{key}]] with two brackets, once for each {key}", "bad-type"))
            return []
        return [table(f"{key}[{number}]", item) for number, item in enumerate(values, 1)]

    for key in document:
        if key not in _TOP:
            near = suggest(key, _TOP)
            expected = f"no such section (did you mean {near!r}?)" if near else f"one of {', '.join(_TOP)}"
            problems.add(Problem(FILE, lines.get(key, lines.get(f"{key}[1]")), key, None, expected, "unknown-key"))
    if "plan" not in document:
        problems.add(Problem(FILE, None, "plan", None, "a section [plan]", "missing-key"))
    plan = table("plan", document["plan"]) if "plan" in document else None
    if plan is not None:
        plan.only(_PLAN_KEYS)
    queue_tables, contract_tables = array("queue"), array("contract")
    if not queue_tables and "queue" not in document:
        problems.add(Problem(FILE, None, "queue", None, "at least one [[queue]]", "missing-key"))
    queues = [_queue(item) for item in queue_tables]
    _check_sources(queues, queue_tables)
    contracts = [_contract(item) for item in contract_tables]
    return Settings(
        name=plan.text("name", "plan") if plan else "",
        grid=_grid(plan) if plan else None,
        queues=tuple(queue for queue in queues if queue),
        contracts=tuple(contract for contract in contracts if contract),
        prices=_prices(table("objective", document.get("objective", {}))),
        rule_packs=plan.texts("rule_packs") if plan else (),
        rules=_rules(table("rules", document.get("rules", {}))),
        queue_names=_unique_names(queue_tables),
        contract_names=_unique_names(contract_tables),
    )


def _unique_names(tables: list[TomlTable]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for item in tables:
        name = item.values.get("name")
        if isinstance(name, str) and (name := name.strip()):
            if name in seen:
                item.wrong("name", f"a name of its own ({seen[name]} has it already)", "duplicate")
            seen.setdefault(name, item.path)
    return tuple(seen)


def _grid(plan: TomlTable) -> TimeGrid | None:
    zone = plan.text("time_zone")
    if plan.good("time_zone"):
        try:
            zone_info(zone)
        except ValueError:
            near = suggest(zone, available_timezones())
            hint = f" (did you mean {near!r}?)" if near else ""
            plan.wrong("time_zone", f"an IANA time zone such as Asia/Shanghai{hint}", "unknown-name")
    first, days = plan.day("first_day"), plan.whole("days", 1, 92)
    interval = plan.whole("interval_minutes", 5, 60)
    if plan.good("interval_minutes") and interval not in INTERVALS:
        plan.wrong("interval_minutes", f"one of {', '.join(map(str, INTERVALS))}", "out-of-range")
    if not plan.good("time_zone", "first_day", "days", "interval_minutes"):
        return None
    try:
        return TimeGrid(first, days, interval, zone)
    except ValueError as error:
        plan.wrong("interval_minutes", f"an interval that no clock change cuts ({error})")
        return None


def _queue(table: TomlTable) -> Queue | None:
    table.only((*_QUEUE_KEYS, *POLICY_KEYS))
    name = table.text("name")
    if ";" in name or "；" in name:
        table.wrong("name", "a name without ';', which separates names in a cell")
    channel = table.choice("channel", CHANNELS, "voice")
    windows = []
    for text in table.texts("open"):
        try:
            windows.append(OpenWindow.parse(text))
        except ValueError as error:
            table.wrong("open", str(error), "bad-clock", text)
    share = {"low_open": True, "high_open": True}
    service_level = table.number("service_level", 0, 1, **share)
    within = table.number("answer_within_seconds", 0, _MAX_SECONDS)
    if ("service_level" in table) != ("answer_within_seconds" in table):
        missing = "answer_within_seconds" if "service_level" in table else "service_level"
        table.wrong(missing, "to be given too: service_level and answer_within_seconds go together", "missing-key")
    target = (
        service_level,
        within,
        table.number("max_asa_seconds", 0, _MAX_SECONDS, low_open=True),
        table.decimal("max_occupancy", 0, 1, low_open=True),
        table.number("max_abandonment", 0, 1, **share),
        table.number("min_answer_rate", 0, 1, **share),
    )
    patience = table.number("patience_seconds", 0, _MAX_SECONDS, low_open=True)
    soft, hard = table.whole("min_agents", 0, _MAX_HEADS, 0), table.whole("hard_min_agents", 0, _MAX_HEADS, 0)
    shrinkage = table.decimal("shrinkage", 0, 1, high_open=True)
    short, deep = table.number("short_per_agent_hour", 0, _MAX_PRICE), table.number("deep_short_per_agent_hour", 0, _MAX_PRICE)
    concurrency = _concurrency(table)
    deadline = table.whole("deadline_minutes", 1, 60 * 24 * 92) if "deadline_minutes" in table else None
    if channel == "deferred" and deadline is None and table.good("deadline_minutes"):
        table.wrong("deadline_minutes", "deadline_minutes for a queue of deferred work (the key is missing)", "missing-key")
    if table.good("channel"):
        for key, channels in _ONLY.items():
            if key in table and channel not in channels and table.good(key):
                table.wrong(key, f"no such key for channel {channel}: it belongs to {' and '.join(channels)}", "unknown-key")
    clock = table.choice("deadline_counts", DEADLINE_CLOCKS, "always")
    spare_share = table.number("max_spare_share", 0, 1, low_open=True)
    reserve = table.whole("reserve_agents", 0, _MAX_HEADS, 0) if "reserve_agents" in table else None
    rate, attempt = table.number("contact_rate", 0, 1, low_open=True), table.number("attempt_seconds", 0, _MAX_SECONDS)
    if channel == "outbound":
        for key in ("contact_rate", "attempt_seconds"):
            if key not in table:
                table.wrong(key, f"{key} for a queue of outbound calls (the key is missing)", "missing-key")
    sources, backlog = table.texts("spare_of"), _backlog(table, deadline)
    policy = read_policy(table, channel, service_level)
    if not table.ok:
        return None
    try:
        return Queue(
            name=name,
            channel=channel,
            open=tuple(windows),
            target=ServiceTarget(*target),
            patience_seconds=patience,
            min_agents=soft,
            hard_min_agents=hard,
            shrinkage=shrinkage if shrinkage is not None else Decimal(0),
            short_per_agent_hour=short,
            deep_short_per_agent_hour=deep,
            aht_by_concurrency_seconds=concurrency,
            deadline_minutes=deadline,
            deadline_counts=clock,
            opening_backlog=backlog,
            spare_of=sources,
            max_spare_share=0.9 if spare_share is None else spare_share,
            reserve_agents=reserve,
            contact_rate=1.0 if rate is None else rate,
            attempt_seconds=attempt or 0.0,
            policy=policy,
        )
    except ValueError as error:
        table.wrong(None, str(error))
        return None


def _concurrency(table: TomlTable) -> tuple[float, ...]:
    key = "aht_by_concurrency_seconds"
    values = table.values.get(key, [])
    fit = isinstance(values, list) and all(
        isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite() and 0 < value <= _MAX_SECONDS
        for value in values
    )
    if not fit or len(values) > 50:
        table.wrong(key, "a list of AHT in seconds at 1, 2, ... chats at once, each above 0", "bad-type")
        return ()
    times = tuple(float(value) for value in values)
    for k in range(2, len(times) + 1):
        if k / times[k - 1] < (k - 1) / times[k - 2] * (1 - 1e-9):
            most = times[k - 2] * k / (k - 1)
            expected = f"at most {most:,.10g} s at {k} chats at once: with more, an agent completes fewer than with {k - 1}"
            table.wrong(key, expected, "out-of-range")
            return ()
    return times


_BACKLOG = 50
"""Parts into which a backlog given as one number is split: as if it had come evenly over the time allowed."""


def _backlog(table: TomlTable, deadline: int | None) -> tuple[tuple[float, float], ...]:
    """(minutes until due, contacts) of ``opening_backlog``: a number, or a list of ``{due_minutes, contacts}``."""
    key = "opening_backlog"
    value = table.values.get(key, 0)
    if isinstance(value, list):
        parts = []
        for item in value:
            pair: list[Any] = (
                [item.get(name) for name in ("due_minutes", "contacts")] if isinstance(item, dict) and len(item) == 2 else [None]
            )
            if not all(_amount(number) for number in pair):
                table.wrong(key, "a number of contacts, or a list of { due_minutes = ..., contacts = ... }, each from 0", "bad-type")
                return ()
            parts.append((float(pair[0]), float(pair[1])))
        return tuple(sorted(parts))
    if not _amount(value):
        table.wrong(key, "a number of contacts, or a list of { due_minutes = ..., contacts = ... }, each from 0", "bad-type")
        return ()
    if not value:
        return ()
    allowed = float(deadline or 0)
    return tuple((allowed * (k + 1) / _BACKLOG, float(value) / _BACKLOG) for k in range(_BACKLOG))


def _amount(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite() and 0 <= value <= 1e7


def _check_sources(queues: list[Queue | None], tables: list[TomlTable]) -> None:
    """``spare_of`` names voice queues, and ``reserve_agents`` stands where somebody uses the spare time."""
    channels = {table.values.get("name"): table.values.get("channel", "voice") for table in tables}
    used = {name for queue in queues if queue for name in queue.spare_of}
    for queue, table in zip(queues, tables, strict=True):
        if queue is None:
            continue
        for name in queue.spare_of:
            if channels.get(name) != "voice":
                voice = [str(other) for other, channel in channels.items() if channel == "voice"]
                near = suggest(name, voice)
                hint = f" (did you mean {near!r}?)" if near else ""
                table.wrong("spare_of", f"names of voice queues of this file{hint}", "unknown-name", name)
        if queue.reserve_agents is not None and queue.name not in used:
            table.wrong("reserve_agents", "a queue whose spare time another one uses (none names it in spare_of)", "unused")


def _contract(table: TomlTable) -> Contract | None:
    table.only(_CONTRACT_KEYS)
    name, system = table.text("name"), table.choice("hours_system", HOURS_SYSTEMS, "standard")
    keys = ("min_minutes_per_week", "normal_minutes_per_week", "max_minutes_per_week")
    low = table.whole(keys[0], 0, _WEEK, 0)
    normal = table.whole(keys[1], 0, _WEEK, max(low, 2400))
    high = table.whole(keys[2], 0, _WEEK, max(normal, 2400))
    if table.good(*keys) and not low <= normal <= high:
        worse = keys[0] if low > normal else keys[2]
        table.wrong(worse, f"min <= normal <= max minutes per week, not {low}, {normal}, {high}", "out-of-range")
    wage = table.number("wage_per_hour", 0, _MAX_PRICE)
    return Contract(name, system, low, normal, high, wage) if table.ok else None


def _prices(table: TomlTable) -> Prices:
    names = tuple(item.name for item in fields(Prices))
    table.only(names)
    given: dict[str, Any] = {}
    for name in names:
        if name == "currency":
            if name in table:
                given[name] = table.text(name)
        elif (price := table.number(name, 0, _MAX_PRICE)) is not None:
            given[name] = price
    return Prices(**given)


def _rules(table: TomlTable) -> Mapping[str, Mapping[str, Any]]:
    rules: dict[str, Mapping[str, Any]] = {}
    for rule, values in table.values.items():
        if not isinstance(values, dict):
            table.wrong(rule, f"a section [rules.{rule}] with parameters", "bad-type")
        else:
            if "enabled" in values and not isinstance(values["enabled"], bool):
                table.wrong(f"{rule}.enabled", "true or false", "bad-type")
            for key, value in values.items():
                if isinstance(value, Decimal) and not value.is_finite():
                    table.wrong(f"{rule}.{key}", "a finite number", "out-of-range", str(value))
            rules[rule] = MappingProxyType({key: _plain(value) for key, value in values.items()})
    return MappingProxyType(rules)


def _plain(value: Any) -> Any:
    """A TOML value with floats in place of decimals."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
