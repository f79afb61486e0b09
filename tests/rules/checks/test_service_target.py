"""CN-SVC-01: the target of a telecom queue."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.queue import Queue, ServiceTarget
from tests.factories import make_plan
from tests.rules.helpers import judged, result

RULE = "CN-SVC-01"
NAMED = {RULE: {"queues": ["*"]}}


def found(level: float | None, seconds: float | None) -> list[tuple[Outcome, float | None]]:
    plan = make_plan(queues=(Queue("general", target=ServiceTarget(level, seconds)),), rules=NAMED)
    return [(f.outcome, f.measured) for f in judged(plan, [], RULE)]


def test_a_looser_target_fails_and_the_same_or_a_stricter_one_passes() -> None:
    assert found(0.842, 15) == [(Outcome.FAIL, 0.842)]
    assert found(0.85, 20) == [(Outcome.FAIL, 0.85)]
    assert found(None, None) == [(Outcome.FAIL, None)]
    assert found(0.85, 15) == found(0.9, 10) == []


def test_it_is_for_queues_a_plan_names() -> None:
    plan = make_plan(queues=(Queue("general", target=ServiceTarget(0.5, 60)),))
    assert result(plan, [], RULE).outcome is Outcome.NOT_APPLICABLE
