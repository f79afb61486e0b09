"""Agents serve only queues they have the skill for."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each activity on a queue the agent lacks."""
    if facts.roster.activities is None:
        if facts.own:
            verdict.unknown("no_activities", "no_activities", facts.grid.first_day, facts.grid.calendar[-1])
        return
    skills = {agent.id: {queue for queue, _ in agent.skills} for agent in facts.plan.agents}
    for item in facts.roster.activities:
        if item.activity == "queue" and item.agent in skills:
            verdict.checked += 1
            if item.queue not in skills[item.agent]:
                start, end = facts.when(item.start), facts.when(item.end)
                verdict.breach("skill_missing", item.agent, facts.days.day(item.start), queue=item.queue or "-", start=start, end=end)


KIND = Kind("skills", judge, frozenset({"no_activities", "skill_missing"}))
