"""FAT-SCORE: the parts of the score, and its sum."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.rules.checks.fatigue_score import WEIGHTS, score
from staffing.rules.facts import Facts
from tests.factories import SHIFTS, make_plan, make_roster, make_shift, week_of
from tests.rules.helpers import judged, result

BN = make_shift("BN", "20:00", 720, 240)


def test_five_nights_a_free_day_and_a_day_are_seven_points_amber() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(*SHIFTS, BN))
    duties = week_of(plan, {"A1": "BN BN BN BN BN - D8"})
    facts = Facts(plan, make_roster(plan, duties))
    parts = score(facts, "A1", plan.grid.first_day, plan.grid.end_day)
    assert parts == {"quick": 0, "nights": 2, "backward": 0, "early": 0, "hours": 0, "blocks": 1, "single": 1}
    assert sum(WEIGHTS[name] * value for name, value in parts.items()) == 7
    answer = result(plan, duties, "FAT-SCORE", ["fatigue"])
    assert (answer.outcome, answer.facts["amber_people"]) == (Outcome.PASS, 1)


def test_a_score_above_twelve_is_advice_with_its_parts() -> None:
    plan = make_plan("2026-06-01", 7)
    [finding] = judged(plan, week_of(plan, {"A1": "E8 D8 E8 D8 E8 D8 D8"}), "FAT-SCORE", ["fatigue"])
    assert (finding.outcome, finding.params["quick"], finding.params["backward"], finding.params["hours"]) == (Outcome.ADVISORY, 3, 3, 2)
    assert finding.measured == 3 * 3 + 2 * 3 + 2


def test_somebody_without_duty_has_no_score() -> None:
    plan = make_plan()
    facts = Facts(plan, make_roster(plan, week_of(plan, {"A1": "D8"})))
    assert score(facts, "A1", plan.grid.end_day, plan.grid.end_day) is None
