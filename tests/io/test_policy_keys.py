"""The keys of plan.toml that say how a requirement is reckoned."""

from __future__ import annotations

import pytest

from staffing.domain.staffing_policy import PLAIN, StaffingPolicy
from staffing.io.plan_toml import Settings, read_settings
from staffing.io.problem_list import ProblemList

HEAD = """[plan]
time_zone = "Asia/Shanghai"
first_day = 2026-11-30
days = 7
interval_minutes = 30

[[queue]]
name = "general"
service_level = 0.8
answer_within_seconds = 20
"""


def read(more: str) -> tuple[Settings, list[tuple[str | None, str]]]:
    problems = ProblemList()
    settings = read_settings(HEAD + more, problems)
    return settings, [(p.column, p.code) for p in problems.sorted()]


def test_nothing_said_is_the_default() -> None:
    settings, problems = read("")
    assert problems == []
    assert settings.queues[0].policy == PLAIN


def test_every_key() -> None:
    settings, problems = read(
        'service_level_definition = "excl"\nservice_level_over = "week"\nservice_level_floor = 0.7\nmoving_demand = "modified"\n'
        'handling_cv = 1.2\nuncertain_demand = "quantile"\ndemand_quantile = 0.9\n'
    )
    assert problems == []
    assert settings.queues[0].policy == StaffingPolicy("excl", "modified", 1.2, "quantile", 0.9, "week", 0.7)
    settings, problems = read('moving_demand = "stationary"\nredial_share = 0.3\nlines = 60\n')
    assert problems == []
    assert settings.queues[0].policy == StaffingPolicy(moving="stationary", redial_share=0.3, lines=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('moving_demand = "moved"\n', [("moving_demand", "unknown-name")]),
        ('uncertain_demand = "quantile"\n', [("demand_quantile", "missing-key")]),
        ("demand_quantile = 0.9\n", [("demand_quantile", "unused")]),
        ('uncertain_demand = "quantile"\ndemand_quantile = 1\n', [("demand_quantile", "out-of-range")]),
        ('service_level_over = "day"\n', [("service_level_floor", "missing-key")]),
        ("service_level_floor = 0.7\n", [("service_level_floor", "unused")]),
        ('service_level_over = "day"\nservice_level_floor = 0.8\n', [("service_level_floor", "out-of-range")]),
        ('moving_demand = "exact"\nhandling_cv = 1.2\n', [("handling_cv", "unused")]),
        (
            "redial_share = 1.2\nlines = 0\nhandling_cv = -1\n",
            [("redial_share", "out-of-range"), ("lines", "out-of-range"), ("handling_cv", "out-of-range")],
        ),
        ('moving_demand = "exact"\nuncertain_demand = "expected"\n', [("moving_demand", "conflict")]),
        ('redial_share = 0.1\nservice_level_over = "day"\nservice_level_floor = 0.5\n', [("redial_share", "conflict")]),
        ('channel = "deferred"\ndeadline_minutes = 60\nmoving_demand = "exact"\n', [("moving_demand", "unknown-key")]),
        ("redial = 0.1\n", [("redial", "unknown-key")]),
        (
            'channel = "chat"\naht_by_concurrency_seconds = [300, 420]\nlines = 9\nhandling_cv = 2\n',
            [("lines", "conflict"), ("handling_cv", "conflict")],
        ),
    ],
)
def test_mistakes_are_named_all_at_once(text: str, found: list[tuple[str, str]]) -> None:
    settings, problems = read(text)
    assert problems == [(f"queue[1].{key}", code) for key, code in found]
    assert settings.queues == ()


def test_a_target_over_a_day_needs_a_service_level() -> None:
    problems = ProblemList()
    text = HEAD.replace("service_level = 0.8\nanswer_within_seconds = 20\n", "max_asa_seconds = 20\n")
    read_settings(text + 'service_level_over = "day"\nservice_level_floor = 0.5\n', problems)
    assert [(p.column, p.code) for p in problems.sorted()] == [("queue[1].service_level", "missing-key")]
