"""How CP-SAT is called: parameters that reach it, a stop on demand, and how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from staffing.models.roster.cpsat.model import RosterModel

POLL_SECONDS = 0.1


@dataclass(frozen=True)
class SolverOptions:
    """seconds: time limit; seed; workers: threads (1 works the linear relaxation hardest); log: print CP-SAT's log; small: full linear
    relaxation and hardly any presolve, which suits small models with a complete hint; else CP-SAT's own defaults."""

    seconds: float
    seed: int = 1
    workers: int = 1
    log: bool = False
    small: bool = True


def make_solver(options: SolverOptions) -> cp_model.CpSolver:
    """A solver with these parameters."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(0.01, options.seconds)
    parameters.random_seed = options.seed
    parameters.num_workers = options.workers
    if options.small:
        parameters.linearization_level = 2
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.max_presolve_iterations = 1
    parameters.log_search_progress = options.log
    return solver


def solve(built: RosterModel, options: SolverOptions, stop: Callable[[], bool]) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Minimise the model's cost; ends soon after ``stop()`` turns true."""
    built.model.minimize(cp_model.LinearExpr.sum(built.cost))
    solver = make_solver(options)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(POLL_SECONDS):
            if stop():
                solver.stop_search()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver, solver.solve(built.model)
    finally:
        done.set()
        watcher.join()
