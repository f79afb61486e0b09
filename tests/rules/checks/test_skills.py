"""CON-SKILL-01: only queues the agent has the skill for."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.queue import Queue
from staffing.domain.roster import Roster
from tests.factories import fill, make_agent, make_duty, make_plan, make_roster
from tests.rules.helpers import judged

RULE = "CON-SKILL-01"
QUEUES = (Queue("general"), Queue("complaint"))


def test_queues_of_the_agents_skills_pass_also_at_speed_zero() -> None:
    plan = make_plan(agents=[make_agent("A1", "general;complaint:0")], queues=QUEUES)
    duty = make_duty(plan, "A1", plan.grid.first_day, "D8")
    assert judged(plan, Roster(plan.grid, (duty,), tuple(fill(plan, duty, "complaint"))), RULE) == []


def test_a_queue_without_the_skill_fails_once_per_activity() -> None:
    plan = make_plan(agents=1, queues=QUEUES)
    duty = make_duty(plan, "A1", plan.grid.first_day, "D6")
    items = fill(plan, duty)
    wrong = Roster(plan.grid, (duty,), tuple(replace(a, queue="complaint") if k == 0 else a for k, a in enumerate(items)))
    [finding] = judged(plan, wrong, RULE)
    assert (finding.outcome, finding.agent, finding.params["queue"]) == (Outcome.FAIL, "A1", "complaint")
    nameless = Roster(plan.grid, (duty,), tuple(replace(a, queue="") if k == 0 else a for k, a in enumerate(items)))
    assert len(judged(plan, nameless, RULE)) == 1


def test_without_activities_unknown() -> None:
    plan = make_plan()
    roster = make_roster(plan, [make_duty(plan, "A1", plan.grid.first_day, "D8")], activities=False)
    assert [f.outcome for f in judged(plan, roster, RULE)] == [Outcome.UNKNOWN]
