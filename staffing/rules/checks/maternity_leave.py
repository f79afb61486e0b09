"""No work in the days of leave after a birth."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.finding import Outcome
from staffing.domain.people import Status
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count, texts
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent: the days of leave on which a duty of the roster lies.

    The birth is a year before the last day of the status ``nursing`` (the first birthday), or its first day where it is open. Leave shown
    before the birth, up to ``before_days``, shortens what is left after it. The last days, which leave before the birth that no file
    shows could have used up, need evidence.
    """
    params = spec.params
    for agent, own in facts.own.items():
        for status in facts.statuses.get(agent, ()):
            if status.status != "nursing":
                continue
            birth = birth_day(status)
            absent = facts.plan.leave_days.get(agent, frozenset())
            before = sum((birth - timedelta(days=k)) in absent for k in range(1, params["before_days"] + 1))
            days = params["leave_days"] + params["extra_days"]
            end = birth + timedelta(days=days - before)
            sure = end if before else birth + timedelta(days=days - params["before_days"])
            mine = [d for s in own for d in facts.days.touched(s.start, s.end) if birth <= d < end]
            verdict.checked += 1
            if not mine:
                continue
            worst = (max(mine) - birth).days + 1
            more = {"measured": len(set(mine)), "limit": 0, "unit": "days", "deficit": len(set(mine)), "of": days, "nth": worst}
            if min(mine) < sure:
                verdict.breach("work_in_leave", agent, min(mine), max(mine), **more)
            elif not all(facts.evidence.has(params["evidence"], facts.plan.agent_by_id[agent], d, spec.id) for d in mine):
                verdict.add(Outcome.NEEDS_EVIDENCE, "work_in_leave_end", agent, min(mine), max(mine), **more)


def birth_day(status: Status) -> date:
    """The day of birth that a status ``nursing`` tells."""
    last = status.last_day
    if last is None:
        return status.first_day
    return last.replace(year=last.year - 1, day=28) if (last.month, last.day) == (2, 29) else last.replace(year=last.year - 1)


KIND = Kind(
    "maternity_leave",
    judge,
    frozenset({"work_in_leave", "work_in_leave_end"}),
    {
        "leave_days": count(98),
        "before_days": count(15),
        "extra_days": count(0),
        "evidence": texts("maternity-leave"),
    },
)
