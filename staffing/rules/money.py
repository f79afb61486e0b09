"""What an hour is worth to a rule on pay."""

from __future__ import annotations

from typing import Any

from staffing.domain.people import Agent
from staffing.rules.calendar import PAY_DAYS_PER_MONTH
from staffing.rules.facts import Facts

DAY_HOURS = 8


def hourly_base(facts: Facts, agent: Agent) -> float | None:
    """Money an hour: the monthly wage / (21.75 x 8), else the contract's ``wage_per_hour``; ``None`` where neither is given."""
    if agent.monthly_wage is not None:
        return agent.monthly_wage / (PAY_DAYS_PER_MONTH * DAY_HOURS)
    return facts.plan.contract_by_name[agent.contract].wage_per_hour


def premium(facts: Facts, agent: Agent, minutes: float, percent: float) -> dict[str, Any]:
    """Parameters of a finding on pay: ``percent``, ``amount`` (a text, ``-`` where no wage is known), ``money`` (a number or None)."""
    base = hourly_base(facts, agent)
    money = None if base is None else round(base * minutes / 60 * percent / 100, 2)
    return {"percent": percent, "amount": "-" if money is None else f"{money:.2f}", "money": money}
