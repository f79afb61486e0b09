"""Whom a rule speaks of."""

from __future__ import annotations

from staffing.domain.people import Contract, Evidence
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.scope import in_scope
from tests.factories import day, make_plan


def test_a_rule_speaks_of_the_hours_system_an_agent_is_judged_by_that_day() -> None:
    approval = Evidence("approval", "no. 7", valid_to=day("2026-03-03"))
    plan = make_plan(contracts=(Contract("full-time", "comprehensive"),), evidence=(approval,))
    facts, agent = Facts(plan, Roster(plan.grid, ())), plan.agents[0]
    standard = RuleSpec("X", "x", "x", certainty="T", scope={"hours_system": ("standard",)})
    assert not in_scope(facts, standard, agent, day("2026-03-03"))
    assert in_scope(facts, standard, agent, day("2026-03-04"))
    assert in_scope(facts, RuleSpec("X", "x", "x", certainty="T"), agent, day("2026-03-03"))
