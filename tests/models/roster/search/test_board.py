"""The best answers that threads share."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from staffing.domain.progress import ignore, never
from staffing.models.roster.clock import Clock
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.descent import Search


def offered(cost: float, missing: int) -> Search:
    state: Any = SimpleNamespace(people=np.zeros(1))
    return cast(Search, SimpleNamespace(cost=cost, missing_heads=missing, state=state, copy_draft=lambda: (cost, missing)))


def test_a_roster_that_holds_the_floors_is_never_given_up_for_a_cheaper_one_that_does_not() -> None:
    board = Board(Clock(10.0, never), ignore)
    assert board.offer(offered(900.0, 2), "start")
    assert not board.offer(offered(950.0, 1), "start")
    assert board.offer(offered(1000.0, 0), "start")
    assert not board.offer(offered(800.0, 1), "polish")
    assert not board.offer(offered(1000.0, 0), "polish")
    assert board.offer(offered(990.0, 0), "polish")
    assert (board.cost, board.missing) == (990.0, 0)
