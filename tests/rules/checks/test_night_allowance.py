"""CN-NIGHT-02: allowances by the catalogue, asked for only where a rule says how much."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from tests.factories import make_plan, week_of
from tests.rules.helpers import judged, result

RULE = "CN-NIGHT-02"


def test_eight_nights_earn_eight_allowances_and_nothing_else_is_due() -> None:
    plan = make_plan("2026-03-02", 14)
    duties = week_of(plan, {"A1": "N8 N8 N8 N8 - - - N8 N8 N8 N8 - - -"})
    answer = result(plan, duties, RULE)
    assert (answer.outcome, answer.facts) == (Outcome.PASS, {"night_shifts": 8, "allowance_money": 8 * 60.0})


def test_a_rule_that_asks_for_more_names_the_shift() -> None:
    plan = make_plan()
    duties = week_of(plan, {"A1": "N8 N8 - D8 - - -"})
    [finding] = judged(replace(plan, rules={RULE: {"min_allowance": 80.0}}, rule_packs=("cn-mainland",)), duties, RULE)
    assert (finding.outcome, finding.measured, finding.limit, finding.params["nights"]) == (Outcome.ADVISORY, 60, 80, 2)
