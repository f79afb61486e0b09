"""EU-01-COMP: a rest cut short under a derogation is made good."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence
from staffing.domain.roster import Duty
from tests.factories import day, make_plan
from tests.rules.helpers import judged, numbers

EU, RULE = ["eu-wtd"], "EU-01-COMP"
DEROGATION = (Evidence("derogation", "D-1"),)


def found(rests: list[int], within: int = 3, evidence: tuple[Evidence, ...] = DEROGATION) -> list[tuple[object, ...]]:
    """What the rule says of duties of eight hours with these hours of rest between them."""
    plan = make_plan("2026-06-01", 14, evidence=evidence, rules={RULE: {"within_days": within}}, rule_packs=("eu-wtd",))
    at, duties = 8 * 60, []
    for rest in (*rests, 0):
        duties.append(Duty("A1", at, at + 480, plan.grid.day(at), "D8", 480))
        at += 480 + rest * 60
    return [(f.first_day, *numbers(f)) for f in judged(plan, duties, RULE, EU)]


def test_nine_hours_of_rest_are_made_good_by_thirteen() -> None:
    assert found([9, 13, 12, 12, 12, 12, 12, 12]) == []


def test_twelve_hours_do_not_make_up_for_nine_and_general_knowledge_never_fails() -> None:
    assert found([9, 12, 12, 12, 12, 12, 12, 12, 12]) == [(day("2026-06-02"), Outcome.ADVISORY, 720, 780, 60)]


def test_a_rest_makes_good_for_one_short_rest_alone() -> None:
    assert len(found([9, 9, 13, 12, 12, 12, 12, 12, 12])) == 1
    assert found([9, 9, 13, 13, 12, 12, 12, 12, 12]) == []


def test_days_not_yet_planned_may_bring_it_and_without_derogation_there_is_nothing_to_say() -> None:
    assert found([9, 12]) == []
    assert found([9, 12, 12, 12, 12, 12, 12, 12, 12], evidence=()) == []
