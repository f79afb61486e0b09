"""CON-FLOOR-01: heads on a queue in every open interval."""

from __future__ import annotations

import numpy as np

from staffing.domain.finding import Outcome
from staffing.domain.queue import OpenWindow, Queue
from staffing.rules.checks.min_heads import runs
from tests.factories import day, make_agent, make_plan, make_roster, week_of, worked
from tests.rules.helpers import judged, numbers, result

RULE = "CON-FLOOR-01"


def queue(*windows: str, least: int = 1) -> tuple[Queue, ...]:
    return (Queue("general", open=tuple(OpenWindow.parse(w) for w in windows), hard_min_agents=least),)


def test_enough_heads_in_the_open_hours_pass() -> None:
    plan = make_plan(queues=queue("Mon-Tue 08:00-09:00"))
    assert judged(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), RULE) == []


def test_one_finding_for_each_unbroken_time_below() -> None:
    plan = make_plan(queues=queue("Mon-Tue 08:00-12:00"))
    found = judged(plan, week_of(plan, {"A1": "D8 D8@08:30 - - - - -"}), RULE)
    spans = [(f.params["start"], f.params["end"]) for f in found]
    assert spans == [
        ("2026-03-02 09:00", "2026-03-02 09:15"),  # the first break
        ("2026-03-02 11:00", "2026-03-02 11:30"),  # the meal
        ("2026-03-03 08:00", "2026-03-03 08:30"),  # before the shift
        ("2026-03-03 09:30", "2026-03-03 09:45"),
        ("2026-03-03 11:30", "2026-03-03 12:00"),
    ]
    assert numbers(found[0]) == (Outcome.FAIL, 0, 1, 1)


def test_a_queue_without_windows_is_always_open_and_the_night_covers_the_next_morning() -> None:
    plan = make_plan(days=2, queues=queue())
    found = judged(plan, week_of(plan, {"A1": "N8 -"}), RULE)
    covered = [(f.params["start"], f.params["end"]) for f in found]
    assert ("2026-03-02 00:00", "2026-03-02 22:00") in covered  # not the early hours of the SAME day
    assert covered[-1] == ("2026-03-03 06:30", "2026-03-04 00:00")


def test_heads_are_neither_shrunk_nor_weighted_by_speed() -> None:
    agents = [make_agent("SLOW", "general:0.5"), make_agent("PRESENT", "general:0")]
    plan = make_plan(agents=agents, queues=queue("Mon 08:00-09:00", least=2))
    assert judged(plan, week_of(plan, {"SLOW": "D8 - - - - - -", "PRESENT": "D8 - - - - - -"}), RULE) == []


def test_the_tail_of_last_weeks_night_is_on_the_queue() -> None:
    plan = make_plan(queues=queue("Mon 00:00-06:00"))
    assert len(judged(plan, [], RULE)) == 1
    night = make_plan(queues=queue("Mon 00:00-06:00"), worked=(worked(plan, "A1", "2026-03-01T22:00", "2026-03-02T06:30"),))
    assert judged(night, [], RULE) == []
    two = [make_agent("A1", "general;other")]
    unnamed = make_plan(agents=two, queues=(*queue("Mon 00:00-06:00"), Queue("other")), worked=night.worked)
    assert len(judged(unnamed, [], RULE)) == 1  # nobody said which of two queues


def test_without_a_floor_there_is_nothing_to_judge_and_without_activities_it_is_unknown() -> None:
    plan = make_plan()
    assert result(plan, week_of(plan, {"A1": "D8 - - - - - -"}), RULE).outcome is Outcome.NOT_APPLICABLE
    floor = make_plan(queues=queue("Mon 08:00-09:00"))
    roster = make_roster(floor, week_of(floor, {"A1": "D8 - - - - - -"}), activities=False)
    [finding] = judged(floor, roster, RULE)
    assert (finding.outcome, finding.first_day, finding.last_day) == (Outcome.UNKNOWN, day("2026-03-02"), day("2026-03-08"))


def test_runs_of_true() -> None:
    assert runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert runs(np.zeros(3, dtype=np.bool_)) == []
