"""Compile every kernel of the engine into numba's cache: ``python -m staffing.models.roster.warm``.

The set-up calls it once, so that no roster waits for a compiler. Where nobody did (a plain ``pip install``), the first solve does it before
its clock starts. It works on two tiny plans, one with speeds of 1 and one with other speeds, hard floors, fixed activities and half-hour
intervals; together they run every kernel.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent, Contract, FixedActivity
from staffing.domain.plan import Plan
from staffing.domain.progress import ignore, never
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift


def tiny_plan(speed: float, interval: int) -> tuple[Plan, Requirement]:
    """A plan of five people and three days."""
    grid = TimeGrid(date(2026, 1, 2), 3, interval, "UTC")
    queues = (Queue("a", shrinkage=Decimal("0.1"), hard_min_agents=0 if speed == 1.0 else 1), Queue("b"))
    contracts = (Contract("c", min_minutes_per_week=0, normal_minutes_per_week=960, max_minutes_per_week=1440),)
    agents = tuple(Agent(f"{k}", f"{k}", "c", (("a", 1.0), ("b", speed)) if k % 2 else (("a", 1.0),)) for k in range(5))
    shifts = (
        Shift("d", 480, 540, 60, 510, 30, 180, 300, 2, 15),
        Shift("n", 1260, 1320, 60, 480, allowance=5.0, paid_breaks=1, paid_break_minutes=30, rest_days_after=1),
    )
    required = np.zeros((2, grid.length))
    required[0], required[1] = 2.0, 1.0
    fixed = (
        ()
        if speed == 1.0
        else (FixedActivity("1", grid.midnight(date(2026, 1, 3)) + 600, grid.midnight(date(2026, 1, 3)) + 660, "training"),)
    )
    plan = Plan("warm", grid, queues, contracts, agents, shifts, fixed=fixed)
    return plan, Requirement(grid, ("a", "b"), required, required)


def compile_kernels(plan: Plan, requirement: Requirement) -> None:
    """Run every kernel once on a plan."""
    from staffing.models.roster.arrays.problem import build_problem
    from staffing.models.roster.bound.ascent import find_floor
    from staffing.models.roster.clock import Clock
    from staffing.models.roster.conflict.conflicts import find_conflicts
    from staffing.models.roster.cpsat.improve import improve
    from staffing.models.roster.pricing.prices import Prices
    from staffing.models.roster.publish import publish
    from staffing.models.roster.search.board import Board
    from staffing.models.roster.search.descent import Search
    from staffing.models.roster.search.dive import DiveSettings, dive, fair_ranges
    from staffing.models.roster.search.polish import long_run_worth, polish

    problem = build_problem(plan, requirement)
    clock = Clock(600.0, never)
    board = Board(clock, ignore)
    find_conflicts(problem, clock)
    rng = np.random.default_rng(1)
    prices, search = Prices(problem, rng), Search.start(problem)
    find_floor(prices, never, 2)
    prices.evaluate(prices.price)
    fair_ranges(prices, dict.fromkeys(range(len(problem.groups)), (2.0, 1.0)))
    dive(prices, search, DiveSettings(rounds=2, sweeps=2, batches=2, descents=2), never)
    polish(search, rng, long_run_worth(problem, prices.price), lambda: 0.0, 1.0, 1, never)
    board.offer(search, "warm")
    improve(problem, board, search, rng, never, rounds=1)
    publish(problem, search)


def stamp() -> Path:
    """The file that says that these very kernels were compiled for this python and numba."""
    room = Path(__file__).parent
    digest = hashlib.sha256(f"{sys.version} {version('numba')} {version('numpy')}".encode())
    for source in sorted(room.rglob("*.py")):
        digest.update(source.read_bytes())
    return room / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}.stamp"


def ensure(say: Callable[[], None]) -> bool:
    """Compile where that was not done yet, after ``say()``; return whether. Without a place for the stamp, every process does it."""
    mark = stamp()
    if mark.exists():
        return False
    say()
    for speed, interval in ((1.0, 15), (0.8, 30)):
        compile_kernels(*tiny_plan(speed, interval))
    with contextlib.suppress(OSError):
        mark.parent.mkdir(exist_ok=True)
        for old in mark.parent.glob("kernels-*.stamp"):
            old.unlink()
        mark.write_text("compiled\n", encoding="utf-8")
    return True


def main() -> int:
    """Compile; returns the exit status."""
    ensure(lambda: None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
