"""Small problems in one CP-SAT model: everybody free, every option a candidate.

Where no shift has a pause and nobody more than one row of costs, these candidates are all there are, and CP-SAT's own search often beats
neighbourhoods. What it finds is measured like any other roster and taken only where it is better.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.cpsat.improve import resettle
from staffing.models.roster.cpsat.solver import SolverOptions
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.descent import Search

MOST_CANDIDATES = 8000
"""Literals up to which the whole problem is worth a model."""


def fits(problem: Problem) -> bool:
    """Whether a problem is small and plain enough to be one model of all its rosters."""
    pauses = problem.pauses
    plain = not pauses.meal.any() and not pauses.breaks.any() and bool((np.diff(problem.people.row_ptr) == 1).all())
    return plain and problem.agents * len(problem.catalogue.day) <= MOST_CANDIDATES


def solve_whole(problem: Problem, board: Board, search: Search, seconds: float, seed: int, workers: int, stop: Callable[[], bool]) -> None:
    """Search a problem that fits from the best roster on the board; a better one goes there."""
    if board.restore(search):
        agents, options = np.arange(problem.agents), len(problem.catalogue.day)
        if resettle(problem, search, agents, SolverOptions(seconds, seed, workers, small=False), stop, options):
            board.offer(search, "whole")
