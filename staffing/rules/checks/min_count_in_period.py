"""A least number of something in a period: free weekends, free Sundays."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, count
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import daily_minutes


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and whole period of the plan, from its first day, with too few; a night that runs into a day spoils it."""
    params = spec.params
    size = timedelta(days=params["period_days"])
    first = facts.grid.first_day
    while first + size <= facts.grid.end_day:
        days = [first + timedelta(days=k) for k in range(params["period_days"])]
        for agent_id in facts.own:
            agent = facts.plan.agent_by_id[agent_id]
            worked = daily_minutes(facts, agent_id)
            if not any(d in worked and in_scope(facts, spec, agent, d) for d in days):
                continue
            verdict.checked += 1
            free = sum(_free(worked, d, params["what"]) for d in days)
            if free < params["minimum"]:
                verdict.breach(
                    f"few_{params['what']}", agent_id, days[0], days[-1], measured=free, limit=params["minimum"], unit="days",
                    deficit=params["minimum"] - free,
                )  # fmt: skip
        first += size


def _free(worked: dict[date, int], day: date, what: str) -> bool:
    if what == "free_weekends":
        return day.weekday() == 5 and not worked.get(day) and not worked.get(day + timedelta(days=1))
    return day.weekday() == 6 and not worked.get(day)


KIND = Kind(
    "min_count_in_period",
    judge,
    frozenset({"few_free_weekends", "few_free_sundays"}),
    {
        "what": Parameter("free_weekends", choices=("free_weekends", "free_sundays")),
        "minimum": count(1, 0),
        "period_days": count(28, 7, 366),
    },
)
