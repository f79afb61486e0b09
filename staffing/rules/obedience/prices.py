"""What is lawful but owed, as a price of minutes, one writer a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from staffing.domain.limits import ExcessPrice, Price, SpanPrice
from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.accounts.book import AccountFacts
from staffing.rules.days import weeks_between
from staffing.rules.money import hourly_base
from staffing.rules.scope import in_scope
from staffing.rules.worktime import work_time

Writer = Callable[[AccountFacts, RuleSpec, Agent], Iterator[Price]]


def _holiday_prices(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Price]:
    base = hourly_base(facts, agent)
    if base is None:
        return
    for day in sorted(facts.calendar.statutory_between(facts.grid.first_day, facts.grid.end_day + timedelta(days=1))):
        if in_scope(facts, spec, agent, day):
            span = (facts.days.midnight(day), facts.days.midnight_after(day))
            yield SpanPrice(spec.id, agent.id, span, base / 60 * spec.params["percent"] / 100)


def _overtime_prices(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Price]:
    base, params = hourly_base(facts, agent), spec.params
    if base is None:
        return
    day, week = params["normal_day_minutes"], params["normal_week_minutes"]
    time = work_time(facts, agent.id, day, week, params["make_up_days_normal"])
    for monday in weeks_between(facts.grid.first_day, facts.grid.end_day):
        sunday = monday + timedelta(days=6)
        if any(in_scope(facts, spec, agent, monday + timedelta(days=k)) for k in range(7)):
            used = sum(b - a for a, b in time.ordinary if facts.days.midnight(monday) <= a < facts.days.midnight_after(sunday))
            longer, free = (base / 60 * (params[name] - 100) / 100 for name in ("workday_percent", "restday_percent"))
            yield ExcessPrice(spec.id, agent.id, monday, sunday, day, week, longer, free, params["rest_day_from"], used)


PRICES: Mapping[str, Writer] = MappingProxyType({"holiday_premium": _holiday_prices, "premium_pay": _overtime_prices})
"""By kind."""
