"""Whom a rule speaks of."""

from __future__ import annotations

from pathlib import Path

from staffing.domain.people import Contract, Evidence
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.scope import in_scope
from tests.factories import day, make_agent, make_plan, week_of
from tests.rules.helpers import judged


def test_a_rule_speaks_of_the_hours_system_an_agent_is_judged_by_that_day() -> None:
    approval = Evidence("approval", "no. 7", valid_to=day("2026-03-03"))
    plan = make_plan(contracts=(Contract("full-time", "comprehensive"),), evidence=(approval,))
    facts, agent = Facts(plan, Roster(plan.grid, ())), plan.agents[0]
    standard = RuleSpec("X", "x", "x", certainty="T", scope={"hours_system": ("standard",)})
    assert not in_scope(facts, standard, agent, day("2026-03-03"))
    assert in_scope(facts, standard, agent, day("2026-03-04"))
    assert in_scope(facts, RuleSpec("X", "x", "x", certainty="T"), agent, day("2026-03-03"))


def test_a_rule_may_speak_of_a_site_a_contract_or_a_tag_alone(tmp_path: Path) -> None:
    head = '[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "max_run_of_days"\ncertainty = "policy"\nparams = { max_days = 1 }\n'
    agents = [make_agent("A1", site="BJ"), make_agent("A2", site="SH", tags=("new",))]
    plan = make_plan(agents=agents)
    duties = week_of(plan, {"A1": "D8 D8 - - - - -", "A2": "D8 D8 - - - - -"})
    for scope, found in (('sites = ["BJ"]', ["A1"]), ('tags = ["new"]', ["A2"]), ('contracts = ["none"]', [])):
        (tmp_path / "p.toml").write_text(head + f"scope = {{ {scope} }}\n", encoding="utf-8")
        assert [f.agent for f in judged(plan, duties, "P-1", [str(tmp_path / "p.toml")])] == found
