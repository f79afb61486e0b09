"""Tiny plans for the engine's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent, Contract
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift

MONDAY = date(2026, 11, 30)
DAY = Shift("D", 480, 600, 60, 480)
NIGHT = Shift("N", 1320, 1320, 60, 480, allowance=10.0)

PlanMaker = Callable[..., Plan]


def build_plan(
    agents: int = 3,
    days: int = 7,
    first_day: date = MONDAY,
    interval: int = 60,
    zone: str = "UTC",
    shifts: tuple[Shift, ...] = (DAY, NIGHT),
    contract: Contract | None = None,
    queues: tuple[Queue, ...] = (Queue("q"),),
    skills: tuple[tuple[tuple[str, float], ...], ...] = ((("q", 1.0),),),
    **more: Any,
) -> Plan:
    """A small plan; agents take the skill sets in turn."""
    contract = contract or Contract("c", "standard", 0, 2400, 2880)
    grid = TimeGrid(first_day, days, interval, zone)
    crew = tuple(Agent(f"A{k}", f"Agent {k}", contract.name, skills[k % len(skills)]) for k in range(agents))
    return replace(Plan("tiny", grid, queues, (contract,), crew, shifts), **more)


def flat_requirement(plan: Plan, level: float = 1.0) -> Requirement:
    """The same need on every queue all the time."""
    need = np.full((len(plan.queues), plan.grid.length), level)
    return Requirement(plan.grid, tuple(q.name for q in plan.queues), need, need)


@pytest.fixture
def make_plan() -> PlanMaker:
    """Builds a small plan, see :func:`build_plan`."""
    return build_plan


@pytest.fixture
def need() -> Callable[..., Requirement]:
    """Builds a flat requirement of a plan."""
    return flat_requirement
