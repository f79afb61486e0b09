"""What a reader knows of the rest of the plan."""

from __future__ import annotations

from staffing.io.context import Context
from staffing.io.plan_toml import STAND_IN_GRID, Settings
from staffing.io.problem_list import ProblemList
from tests.factories import make_plan


def test_without_a_plan_toml_nothing_is_unknown_and_times_are_still_read() -> None:
    context = Context(ProblemList())
    assert "anything" in context.queues
    assert "anything" in context.agents
    assert context.grid is STAND_IN_GRID
    assert not context.grid_known


def test_with_one_its_names_count() -> None:
    grid = make_plan().grid
    context = Context(ProblemList(), Settings(grid=grid, queue_names=("general",)))
    assert "general" in context.queues
    assert "orders" not in context.queues
    assert "full-time" not in context.contracts  # it defines none
    assert context.grid is grid
    assert context.grid_known
