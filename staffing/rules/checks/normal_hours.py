"""Normal working time of a day or week; what goes beyond is overtime, passed on to the rules that limit it."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.days import clip, length, week_start, weeks_between
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, minutes
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import WorkTime, work_time


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Count overtime; say where the history of the first week is missing.

    Working beyond normal hours is no breach here: the counted overtime is a fact of the verdict.
    """
    weekly = spec.params["window"] == "week"
    blind: set[str] = set()
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        time = work_time(
            facts, agent_id, spec.params["normal_day_minutes"], spec.params["normal_week_minutes"], spec.params["make_up_days_normal"]
        )
        days = sorted({s.day for s in own if in_scope(facts, spec, agent, s.day)})
        if weekly:
            _weeks(facts, verdict, agent_id, days, time, blind)
        else:
            _days(verdict, days, time, spec.params["normal_day_minutes"])
    if blind:
        first = facts.grid.first_day
        verdict.unknown("history_missing", "history_week", week_start(first), first - timedelta(days=1), agents=len(blind))


def _days(verdict: Verdict, days: list[date], time: WorkTime, normal: int) -> None:
    over = [time.paid_by_day[d] - normal for d in days if time.paid_by_day[d] > normal]
    verdict.checked += len(days)
    verdict.count("overtime_days", len(over))
    verdict.count("overtime_minutes", sum(over))


def _weeks(facts: Facts, verdict: Verdict, agent: str, days: list[date], time: WorkTime, blind: set[str]) -> None:
    worked = set(days)
    for monday in weeks_between(facts.grid.first_day, facts.grid.end_day):
        if worked.isdisjoint(monday + timedelta(days=k) for k in range(7)):
            continue
        verdict.checked += 1
        if not facts.known_since(monday):
            blind.add(agent)
        over = length(clip(time.weekly, facts.days.midnight(monday), facts.days.midnight(monday + timedelta(days=7))))
        verdict.count("overtime_weeks", over > 0)
        verdict.count("overtime_minutes", over)


KIND = Kind(
    "normal_hours",
    judge,
    frozenset({"history_week"}),
    {
        "window": Parameter("day", choices=("day", "week")),
        "normal_day_minutes": minutes(480, 1440),
        "normal_week_minutes": minutes(2400, 10080),
        "make_up_days_normal": Parameter(True),
    },
)
