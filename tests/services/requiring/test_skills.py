"""People by skill group: between the bounds, confirmed by simulation, and refused where it cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.cli.skills import skills_document, skills_lines
from staffing.domain.problems import InputProblems
from staffing.domain.queue import Queue, ServiceTarget
from staffing.services.requirement import given_or_made
from staffing.services.requiring.skills import require_by_skill, skill_groups
from tests.factories import make_agent, make_requirement
from tests.services.requiring.plans import DAY, forecast_of, plan_of

A = Queue("a", target=ServiceTarget(0.8, 20), patience_seconds=180.0, open=DAY)
B = Queue("b", target=ServiceTarget(0.8, 20), patience_seconds=180.0, open=DAY)


def crew(*skills: str) -> list:
    return [make_agent(f"P{k}", text) for k, text in enumerate(skills)]


@pytest.fixture(scope="module")
def made():
    plan = plan_of(A, B, agents=crew(*["a"] * 4, *["b"] * 4, *["a;b"] * 3, *["b;a:0.9"] * 3))
    requirement = given_or_made(plan, forecast_of(plan, {"a": 40.0, "b": 40.0}))
    return plan, requirement, require_by_skill(plan, requirement, effort=0.1)


def test_people_alike_are_one_group(made) -> None:
    plan, _, _ = made
    groups = skill_groups(plan, ("a", "b"))
    assert [(g.name, g.people) for g in groups] == [("a", 4), ("b", 4), ("a;b", 3), ("b;a:0.9", 3)]
    assert [g.name for g in skill_groups(plan, ("b",))] == ["b"]


def test_it_lies_between_the_bounds_and_saves_people(made) -> None:
    _, _, found = made
    opened = slice(16, 40)
    total = found.agents.sum(axis=0)
    assert total[opened].sum() < found.dedicated[opened].sum()
    assert np.all(found.pooled <= found.dedicated)
    assert total[opened].sum() >= found.pooled[opened].sum()
    assert total[:16].sum() == 0


def test_the_simulation_confirms_every_interval(made) -> None:
    for item in made[2].confirmations:
        assert item.missed == 0
        assert item.confirmed == item.intervals == 24
        assert item.service_level[1] > item.target - 0.01


def test_without_a_second_skill_the_dedicated_number_stays() -> None:
    plan = plan_of(A, B, agents=crew(*["a"] * 9, *["b"] * 9))
    requirement = given_or_made(plan, forecast_of(plan, {"a": 40.0, "b": 25.0}))
    found = require_by_skill(plan, requirement, effort=0.1)
    assert np.array_equal(found.pooled, found.dedicated)
    busy = slice(18, 40)  # the first hour starts from empty queues and needs fewer
    assert np.abs(found.agents[:, busy] - requirement.agents[:, busy]).max() <= 1


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_it_is_told_in_words_and_as_data(made, lang: str) -> None:
    plan, _, found = made
    text = "\n".join(skills_lines(plan, found, lang))
    assert "b;a:0.9" in text
    assert "24 / 24" in text
    document = skills_document(plan, found)
    assert document["pooled_hours"] <= document["agent_hours"] <= document["dedicated_hours"]


def test_what_is_missing_is_an_error() -> None:
    plan = plan_of(A, B, agents=crew("a"))
    requirement = given_or_made(plan, forecast_of(plan, {"a": 4.0, "b": 4.0}))
    with pytest.raises(InputProblems) as caught:
        require_by_skill(plan, requirement)
    assert [p.code for p in caught.value.problems] == ["no-agent"]
    with pytest.raises(InputProblems, match=r"requirement\.csv"):
        require_by_skill(plan, make_requirement(plan, 3.0))
