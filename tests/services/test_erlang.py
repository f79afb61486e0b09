from __future__ import annotations

from fractions import Fraction

import pytest

from staffing.services.erlang import StaffingQuestion, open_number


def ask(**changes: object) -> StaffingQuestion:
    given = {
        "offered": Fraction(100),
        "interval_seconds": Fraction(1800),
        "aht_seconds": Fraction(180),
        "service_level": Fraction(4, 5),
        "answer_within_seconds": Fraction(20),
        "shrinkage": Fraction(3, 10),
        **changes,
    }
    return StaffingQuestion(**given)  # type: ignore[arg-type]


def test_without_patience() -> None:
    answer = open_number(ask())
    assert answer.load_erlangs == 10
    assert [model.model for model in answer.models] == ["erlang-c"]
    assert (answer.agents, answer.scheduled_agents, answer.scheduled_people) == (14, 20, 20)
    counts = answer.models[0].around
    assert [(count.agents, count.meets_every_target) for count in counts] == [(13, False), (14, True), (15, True)]
    assert [count.service_level for count in counts] == pytest.approx([0.79559479, 0.88835002, 0.94145284], abs=1e-8)


def test_with_patience_both_formulas_and_erlang_a_decides() -> None:
    answer = open_number(ask(patience_seconds=Fraction(180), max_abandonment=Fraction(1, 20)))
    without, with_abandonment = answer.models
    assert (without.agents, without.binding) == (14, ("service_level",))
    assert (with_abandonment.agents, with_abandonment.binding) == (13, ("max_abandonment",))
    assert with_abandonment.by_target == {"service_level": 12, "max_abandonment": 13}
    assert (answer.agents, answer.scheduled_agents, answer.scheduled_people) == (13, Fraction(130, 7), 19)
    assert with_abandonment.steps[-1].symbol == "occupancy"


def test_21_agents_at_30_per_cent_are_30() -> None:
    answer = open_number(ask(offered=Fraction(210), service_level=None, answer_within_seconds=None, max_occupancy=Fraction(1)))
    assert (answer.agents, answer.scheduled_agents, answer.scheduled_people) == (21, 30, 30)
    assert answer.models[0].around[0].asa_seconds is None
    assert answer.models[0].around[0].service_level is None
    assert answer.models[0].steps == ()


def test_no_contacts() -> None:
    answer = open_number(ask(offered=Fraction(0), patience_seconds=Fraction(60)))
    assert (answer.agents, answer.scheduled_people) == (0, 0)
    assert [count.agents for count in answer.models[1].around] == [0, 1]


def test_no_target_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one target"):
        open_number(ask(service_level=None, answer_within_seconds=None))
