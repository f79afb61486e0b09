"""FAT-03: rotate forward."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import make_plan, week_of
from tests.rules.helpers import judged, numbers


def found(codes: str) -> list[tuple[object, ...]]:
    plan = make_plan()
    return [numbers(f) for f in judged(plan, week_of(plan, {"A1": codes}), "FAT-03", ["fatigue"])]


def test_a_turn_from_evening_to_day_counts_and_one_forward_does_not() -> None:
    assert found("E8 D8 - - E8 D8@09:00 -") == [(Outcome.ADVISORY, 2, 0, 2)]
    assert found("D8 D8 E8 E8 N8 - D8") == []
    assert found("D8@10:00 D8@08:15 - - - - -") == []  # less than two hours
