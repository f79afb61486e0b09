"""``require --explain``: the derivation of an interval ends at the number in the requirement."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.cli.opened import opened_document, opened_lines
from staffing.domain.problems import InputProblems
from staffing.services.opened import find_interval, open_interval
from staffing.services.requirement import given_or_made
from tests.factories import make_requirement
from tests.services.requiring.plans import CALL_LIST, CALLS, CHAT, MAIL, changed, forecast_of, plan_of


@pytest.fixture(scope="module")
def made():
    plan = plan_of(CALLS, CHAT, changed(MAIL, spare_of=("calls",)), CALL_LIST)
    forecast = forecast_of(plan, {"calls": 60.0, "chat": 50.0, "mail": np.full(48, 8.0), "list": 40.0})
    return plan, forecast, given_or_made(plan, forecast)


def test_every_queue_ends_at_its_number(made) -> None:
    plan, forecast, requirement = made
    opened = open_interval(plan, forecast, requirement, 20, simulated=False)
    assert [item.model for item in opened] == ["blend-a", "chat-a", "deadlines", "filler"]
    for q, item in enumerate(opened):
        assert item.agents == requirement.agents[q, 20]
        if item.answer is not None:
            assert item.answer.agents == item.agents
            model = item.answer.models[-1]
            level = next(step.value for step in model.steps if step.symbol == "SL")
            assert level == pytest.approx(requirement.service_level[q, 20], rel=1e-9)
            assert [count.agents for count in model.around] == [item.agents - 1, item.agents, item.agents + 1]
    assert [model.model for model in opened[0].answer.models] == ["erlang-c", "erlang-a", "blend-a"]
    work = opened[2].work
    assert work.waiting_before + work.arriving - work.in_spare_time - work.by_added_agents == pytest.approx(work.waiting_after)


def test_the_simulated_check_agrees(made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("staffing.services.simulated.CONTACTS", 150_000)
    plan, forecast, requirement = made
    for name in ("calls", "chat"):
        (item,) = open_interval(plan, forecast, requirement, 20, name)
        model = item.answer.models[-1]
        for count, seen in zip(model.around, model.simulated, strict=True):
            assert seen.service_level.low < seen.service_level.value < seen.service_level.high
            assert count.service_level == pytest.approx(seen.service_level.value, abs=0.02)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_it_is_told_in_words_and_as_data(made, lang: str) -> None:
    plan, forecast, requirement = made
    for item in open_interval(plan, forecast, requirement, 20, simulated=False):
        text = "\n".join(opened_lines(plan, item, lang))
        assert "[" not in text.replace("[]", "")
        assert f"{item.agents:g}" in text
        document = opened_document(item)
        assert document["agents"] == item.agents
        assert (document["derivation"] is None) == (item.answer is None)


def test_load_that_is_carried_over_is_shown() -> None:
    plain = plan_of(changed(CALLS, reserve_agents=None))
    forecast = forecast_of(plain, {"calls": 60.0})
    need = given_or_made(plain, forecast)
    need.load_erlangs[0, 20] += 0.5
    (item,) = open_interval(plain, forecast, need, 20, simulated=False)
    assert float(item.answer.load_erlangs) == pytest.approx(60 * 200 / 1800 + 0.5, abs=1e-9)
    assert any("0.5" in line or "7.16667" in line for line in opened_lines(plain, item))


def test_closed_given_and_floored_numbers_say_so() -> None:
    plan = plan_of(changed(CALLS, reserve_agents=None, min_agents=30))
    forecast = forecast_of(plan, {"calls": 60.0})
    need = given_or_made(plan, forecast)
    closed, open_ = (open_interval(plan, forecast, need, t, simulated=False)[0] for t in (3, 20))
    assert "closed" in "\n".join(opened_lines(plan, closed))
    assert "min_agents" in "\n".join(opened_lines(plan, open_))
    given = make_requirement(plan, 4.0)
    (item,) = open_interval(plan, None, given, 20)
    assert "as it was given" in "\n".join(opened_lines(plan, item))


def test_intervals_and_queues_that_are_not_there_are_refused(made) -> None:
    plan, forecast, requirement = made
    assert find_interval(plan, "2026-03-02T10:15") == 20
    for text in ("noon", "2026-03-03T00:00", "2026-03-01T23:59"):
        with pytest.raises(InputProblems, match="--explain"):
            find_interval(plan, text)
    with pytest.raises(InputProblems, match="--queue"):
        open_interval(plan, forecast, requirement, 20, "nobody")
