"""CN-COMP-03, CN-IRREG-01, CN-OT-03, CN-GOV-01: lawful only with a document."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence
from staffing.domain.plan import Plan
from tests.factories import SHIFTS, day, make_plan, make_roster, make_shift, stated_duty, week_of
from tests.rules.helpers import judged, numbers, result

COMPREHENSIVE = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
BIG = make_shift("BIG", "20:00", 720, 60)


def june(**more: object) -> Plan:
    return make_plan("2026-06-01", 14, **more)  # type: ignore[arg-type]


def test_special_hours_need_an_approval_valid_on_the_day() -> None:
    plan = june(contracts=COMPREHENSIVE)
    duties = week_of(plan, {"A1": "D8 D8 D8 D8 D8 - - D8 D8 - - - - -", "A2": "D8 - - - - - -"})
    [finding] = judged(plan, duties, "CN-COMP-03")
    assert (finding.outcome, finding.key, finding.params["agents"]) == (Outcome.NEEDS_EVIDENCE, "approval_missing", 2)
    assert (finding.first_day, finding.last_day) == (day("2026-06-01"), day("2026-06-09"))
    approved = replace(plan, evidence=(Evidence("approval", "2026-1", valid_from=day("2026-01-01"), valid_to=day("2026-12-31")),))
    assert judged(approved, duties, "CN-COMP-03") == []
    assert result(approved, duties, "CN-COMP-03").outcome is Outcome.PASS
    assert result(approved, duties, "CN-HRS-01").outcome is Outcome.NOT_APPLICABLE
    expired = replace(plan, evidence=(Evidence("approval", "2026-1", valid_to=day("2026-06-05")),))
    [late] = judged(expired, duties, "CN-COMP-03")
    assert (late.first_day, late.params["agents"]) == (day("2026-06-08"), 1)


def test_an_approval_speaks_for_its_agent_or_contract_and_its_rule_only() -> None:
    plan = june(contracts=COMPREHENSIVE)
    duties = week_of(plan, {"A1": "D8 - - - - - -"})
    for wrong in (
        Evidence("approval", "x", agent="A2"),
        Evidence("approval", "x", contract="other"),
        Evidence("approval", "x", rule="CN-OT-01"),
        Evidence("consent", "x"),
    ):
        assert len(judged(replace(plan, evidence=(wrong,)), duties, "CN-COMP-03")) == 1
    for right in (Evidence("approval", "x", agent="A1"), Evidence("approval", "x", contract="full-time", rule="CN-COMP-03")):
        assert judged(replace(plan, evidence=(right,)), duties, "CN-COMP-03") == []


def test_irregular_hours_without_approval_are_asked_for_and_judged_as_standard() -> None:
    plan = june(contracts=(Contract("full-time", "irregular", 0, 2400, 5000),), shifts=(*SHIFTS, BIG))
    duties = [stated_duty(plan, "A1", "2026-06-01T09:00", "2026-06-01T22:00", "BIG", 720)]
    assert [f.key for f in judged(plan, duties, "CN-IRREG-01")] == ["approval_missing"]
    assert [f.outcome for f in judged(plan, duties, "CN-OT-01")] == [Outcome.FAIL]
    approved = replace(plan, evidence=(Evidence("approval", "9", rule="CN-IRREG-01"),))
    assert judged(approved, duties, "CN-IRREG-01") == judged(approved, duties, "CN-OT-01") == []
    assert judged(june(), week_of(june(), {"A1": "D8"}), "CN-IRREG-01") == []


def test_a_block_of_overtime_without_reference_needs_evidence() -> None:
    plan = june()
    duties = [stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T18:00", "D8", 600)]
    [finding] = judged(plan, duties, "CN-OT-03")
    assert (finding.key, *numbers(finding)) == ("overtime_consent", Outcome.NEEDS_EVIDENCE, 120, 0, 120)
    consent = Evidence("consent", "C-1", agent="A1", valid_from=day("2026-06-01"), valid_to=day("2026-06-01"))
    assert judged(replace(plan, evidence=(consent,)), duties, "CN-OT-03") == []
    late = replace(consent, valid_from=day("2026-06-02"), valid_to=None)
    assert len(judged(replace(plan, evidence=(late,)), duties, "CN-OT-03")) == 1
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - -"}), "CN-OT-03") == []


def test_overtime_of_a_week_asks_too() -> None:
    plan = june()
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D6 -"}), "CN-OT-03")
    assert (finding.first_day, finding.measured) == (day("2026-06-06"), 360)


def test_a_new_pattern_of_twelve_hours_asks_for_its_adoption() -> None:
    plan = june(shifts=(*SHIFTS, BIG), contracts=COMPREHENSIVE, evidence=(Evidence("approval", "7"),))
    duties = week_of(plan, {"A1": "BIG - - BIG - - -"})
    [finding] = judged(plan, duties, "CN-GOV-01")
    assert (finding.outcome, finding.agent, finding.measured, finding.params["shifts"]) == (Outcome.NEEDS_EVIDENCE, "", 720, "BIG")
    adopted = replace(plan, evidence=(*plan.evidence, Evidence("policy", "M-3", valid_from=day("2026-05-01"))))
    assert judged(adopted, duties, "CN-GOV-01") == []
    assert judged(plan, make_roster(plan, week_of(plan, {"A1": "D8"})), "CN-GOV-01") == []
