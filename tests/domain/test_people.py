"""People, contracts and prices."""

from __future__ import annotations

import math

import pytest

from staffing.domain.people import Agent, Contract, Prices


def test_skills_have_a_speed() -> None:
    agent = Agent("A", "Ann", "full-time", (("general", 1.0), ("vip", 0.0)))
    assert (agent.speed("general"), agent.speed("vip"), agent.speed("orders")) == (1.0, 0.0, None)


@pytest.mark.parametrize("speed", [-0.1, 2.1, math.nan])
def test_speeds_lie_between_0_and_2(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Agent("A", "Ann", "full-time", (("general", speed),))


def test_an_agent_needs_an_id() -> None:
    with pytest.raises(ValueError, match="id"):
        Agent("", "Ann", "full-time", ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"hours_system": "flexible"},
        {"min_minutes_per_week": 2500},
        {"max_minutes_per_week": 2000},
        {"max_minutes_per_week": 10081},
        {"min_minutes_per_week": -1},
        {"wage_per_hour": -1.0},
    ],
)
def test_contracts_are_valid_from_birth(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Contract(**{"name": "full-time", **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("price", [-1.0, math.nan, math.inf])
def test_prices_are_from_0_up(price: float) -> None:
    for name, value in vars(Prices()).items():
        if name != "currency":
            assert value >= 0
            with pytest.raises(ValueError, match=name):
                Prices(**{name: price})
