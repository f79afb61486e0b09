"""What an hour is worth."""

from __future__ import annotations

from staffing.domain.people import Contract
from staffing.domain.roster import Roster
from staffing.rules.facts import Facts
from staffing.rules.money import hourly_base, premium
from tests.factories import make_agent, make_plan


def test_a_monthly_wage_of_6525_is_37_50_an_hour() -> None:
    contracts = (Contract("full-time", wage_per_hour=30.0), Contract("bare"))
    plan = make_plan(
        agents=[make_agent("A1", monthly_wage=6525.0), make_agent("A2"), make_agent("A3", contract="bare")], contracts=contracts
    )
    facts = Facts(plan, Roster(plan.grid, ()))
    assert [hourly_base(facts, a) for a in plan.agents] == [37.5, 30.0, None]
    assert premium(facts, plan.agents[0], 480, 300) == {"percent": 300, "amount": "900.00", "money": 900.0}
    assert premium(facts, plan.agents[2], 480, 300)["money"] is None
