"""CN-PAY-03: a reminder on 8 March and 4 May."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged, result


def test_work_on_the_eighth_of_march_is_a_reminder_and_earns_rest_day_pay_at_most() -> None:
    plan = make_plan("2026-03-02", 7)  # 8 March 2026 is a Sunday
    duties = week_of(plan, {"A1": "- D8 D8 D8 D8 D8 D8", "A2": "D8 - - - - - D8"})
    [finding] = judged(plan, duties, "CN-PAY-03")
    assert (finding.outcome, finding.agent, finding.first_day, finding.params["people"]) == (Outcome.ADVISORY, "", day("2026-03-08"), 2)
    assert [(f.key, f.measured) for f in judged(plan, duties, "CN-PAY-01")] == [("premium_restday", 480)]
    assert judged(plan, duties, "CN-PAY-02") == []


def test_other_days_are_silent() -> None:
    plan = make_plan("2026-03-02", 7)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), "CN-PAY-03") == []
    assert result(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), "CN-PAY-03").outcome is Outcome.NOT_APPLICABLE
