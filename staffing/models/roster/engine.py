"""One solve from plan to roster: first a roster, then prices and a bound, then dives and improvements until the time is up, then the
seal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from os import cpu_count

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.progress import Cancelled, Listener, ignore, never
from staffing.domain.report import Conflict, RosterResult, SolveReport, SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.arrays.units import TICKS, money_of
from staffing.models.roster.bound.ascent import ascend, batches_of, find_floor
from staffing.models.roster.bound.branches import Branches, branch
from staffing.models.roster.bound.floor_proof import prove_floors_out_of_reach
from staffing.models.roster.clock import Clock
from staffing.models.roster.conflict.conflicts import find_conflicts
from staffing.models.roster.cpsat.improve import improve
from staffing.models.roster.cpsat.seal import seal
from staffing.models.roster.cpsat.whole import fits, solve_whole
from staffing.models.roster.objective import objective_terms
from staffing.models.roster.pricing.prices import Prices
from staffing.models.roster.publish import publish
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.descent import Search
from staffing.models.roster.search.dive import DiveSettings, dive, pick_case
from staffing.models.roster.search.graft import graft
from staffing.models.roster.search.polish import long_run_worth, polish
from staffing.models.roster.search.warmstart import adopt_roster
from staffing.models.roster.versions import versions

CLOSE_ENOUGH = 1e-6
"""Gap below which a roster is called optimal."""


class ObjectiveMismatchError(RuntimeError):
    """The engine's own sum and the recomputed objective differ: a fault of the program."""


def solve_roster(
    plan: Plan,
    requirement: Requirement,
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
    warm_start: Roster | None = None,
    begun: float | None = None,
) -> RosterResult:
    """See :func:`staffing.models.roster.make_roster`. ``begun``: reading of ``time.monotonic()`` from which the time limit counts;
    ``None`` = now."""
    if time_limit <= 0:
        raise ValueError(f"time_limit must be positive, not {time_limit}")
    clock = Clock(time_limit, cancelled, time.monotonic() if begun is None else begun)
    board = Board(clock, progress)
    board.tell("read")
    problem = build_problem(plan, requirement)
    threads = max(1, min(workers or (cpu_count() or 1), 8))
    conflicts = find_conflicts(problem, clock)
    if conflicts:
        report = SolveReport(
            SolveStatus.INFEASIBLE, None, None, clock.seconds, seed, trace=tuple(board.trace), conflicts=conflicts, versions=versions()
        )
        return RosterResult(None, report)
    conflicts = Solve(problem, board, seed, threads).run(warm_start)
    if conflicts and (board.draft is None or board.missing):
        report = SolveReport(
            SolveStatus.INFEASIBLE, None, None, clock.seconds, seed, trace=tuple(board.trace), conflicts=conflicts, versions=versions()
        )
        return RosterResult(None, report)
    return _finish(problem, board, seed)


class Solve:
    """The threads of one solve. ``reserve``: seconds kept for the seal and the report."""

    def __init__(self, problem: Problem, board: Board, seed: int, threads: int) -> None:
        self.problem, self.board, self.seed, self.threads = problem, board, seed, threads
        size = problem.agents * problem.days
        self.reserve = min(0.3 * board.clock.limit, 0.4 + 0.0012 * size)
        self._failure: BaseException | None = None
        self._dive_seconds = 0.0
        self._ready = threading.Event()

    def stop(self) -> bool:
        """Whether to come to an end."""
        return self._failure is not None or self.board.clock.over(self.reserve) or self.board.gap < CLOSE_ENOUGH

    def run(self, warm_start: Roster | None) -> tuple[Conflict, ...]:
        """Search until stopped; the answers are on the board. Returns a conflict where hard floors are proven out of reach."""
        search = Search.start(self.problem)
        rng = np.random.default_rng(self.seed)
        if warm_start is not None and adopt_roster(search, warm_start) == self.problem.agents:
            self.board.offer(search, "warm start")
        if search.settle(rng, 1, lambda: self.board.clock.over(-FIRST_PASS_GRACE)):
            self.board.offer(search, "start")
        if search.missing_heads:
            found = prove_floors_out_of_reach(self.problem, self.seed, self.stop)
            if found:
                return found
        others = [threading.Thread(target=self._guard, args=(self._search_loop, k), daemon=True) for k in range(1, self.threads)]
        for thread in others:
            thread.start()
        self._guard(self._price_loop, 0)
        for thread in others:
            thread.join()
        if self._failure is not None:
            raise self._failure
        return ()

    def _guard(self, work: Callable[[int], None], number: int) -> None:
        try:
            work(number)
        except BaseException as error:
            self._failure = error
            raise

    def _price_loop(self, number: int) -> None:
        """Prices and bound first; then search like the others, with the bound polished in between."""
        limit = self.board.clock.limit
        prices = Prices(self.problem, np.random.default_rng([self.seed, number]))
        ascend(prices, self.board, (0.25 if self.threads > 1 else 0.2) * limit, 300, self.stop)
        if self.board.price is None:  # no bound can be claimed: the prices still guide
            self.board.price = prices.average.copy()
        self._ready.set()
        if not self.stop():
            self.board.floor = find_floor(prices, self.stop)
        branch(Branches(prices), self.board, (0.45 if self.threads > 1 else 0.35) * limit, self.stop)
        self._search_loop(number)

    def _search_loop(self, number: int) -> None:
        """Dives from the best prices, each polished; now and then, and in the last part of the time, the best roster is polished
        further."""
        board, problem, clock = self.board, self.problem, self.board.clock
        rng = np.random.default_rng([self.seed, number, 1])
        search = Search.start(problem)
        while not self._ready.is_set() and not self.stop():
            search.unseat(np.arange(problem.agents))
            search.settle(rng, 8, self.stop)
            polish(search, rng, search.worths(), self._seconds, clock.seconds + 3.0, 20 * problem.agents, self._waiting)
            board.offer(search, "start")
        prices = Prices(problem, rng)
        working = clock.limit - self.reserve
        if number == self.threads - 1 and fits(problem) and not self.stop():
            solve_whole(problem, board, search, WHOLE * (working - clock.seconds), self.seed, self.threads, self.stop)
        settings = DiveSettings(rounds=self._rounds(working), batches=batches_of(problem.agents))
        turn = 0
        while not self.stop():
            if board.price is None:
                return
            begun = clock.seconds
            if turn and (begun > LAST_PART * working or begun + self._dive_seconds > working):
                self._refine(search, rng, working)
                continue
            pick_case(prices, board)
            if dive(prices, search, settings, self.stop):
                board.offer(search, "dive")
                self._dive_seconds = clock.seconds - begun
                until = clock.seconds + max(1.5 * self._dive_seconds, AFTER_DIVE * working)
                polish(search, rng, self._guide(), self._seconds, until, PATIENCE * problem.agents, self.stop)
                board.offer(search, "polish")
            turn += 1

    def _refine(self, search: Search, rng: np.random.Generator, working: float) -> None:
        """Polish the best roster for a while and put together what the threads found; where that brought nothing, let CP-SAT try a few
        neighbourhoods."""
        board, clock = self.board, self.board.clock
        board.restore(search)
        base, cost = search.copy_draft(), search.cost
        until = min(clock.seconds + max(4.0, REFINE * working), working)
        polish(search, rng, self._guide(), self._seconds, until, PATIENCE * self.problem.agents, self.stop)
        if board.offer(search, "polish"):
            return
        if search.cost < cost - 0.5:  # another thread was better meanwhile
            found = search.copy_draft()
            board.restore(search)
            if graft(search, found, base, rng) < 0:
                board.offer(search, "polish")
        else:
            improve(self.problem, board, search, rng, self.stop, rounds=2)

    def _rounds(self, working: float) -> int:
        """Rounds of a dive: as many as fit a twelfth of the time, from 8 to 20 (longer dives end no lower). Frozen agents make the later
        sweeps cheap."""
        sweep = max(self.board.sweep_seconds, 1e-3)
        return int(max(8, min(20, working / 12 / (DiveSettings.sweeps * 0.6 * sweep))))

    def _guide(self) -> NDArray[np.float64]:
        """Long-run worth of the steps at the best prices."""
        price = self.board.price
        assert price is not None
        return long_run_worth(self.problem, price)

    def _seconds(self) -> float:
        return self.board.clock.seconds

    def _waiting(self) -> bool:
        """Whether prices are there, so that waiting is over."""
        return self._ready.is_set() or self.stop()


FIRST_PASS_GRACE = 1.5
"""Seconds beyond the limit that the first roster may take where the limit is very short."""
LAST_PART = 0.55
"""Share of the time after which no new dive is begun."""
WHOLE = 0.8
"""Share of the time left that a model of the whole problem may take where there is one."""
PATIENCE = 200
"""Groups in a row, for each agent, that may bring nothing before polishing gives up."""
REFINE = 0.03
"""Share of the time between two looks at what the other threads found."""
AFTER_DIVE = 0.025
"""Share of the time for which a new roster is polished at least."""


def _finish(problem: Problem, board: Board, seed: int) -> RosterResult:
    """Seal, publish and report the best roster."""
    clock = board.clock
    status = SolveStatus.CANCELLED if clock.stopped else SolveStatus.NO_SOLUTION_YET
    if board.bound == -np.inf and not clock.stopped:  # the time was too short to climb: even then one look gives a bound
        prices = Prices(problem, np.random.default_rng(seed))
        prices.evaluate(prices.price)
        board.claim(prices, "prices")
    bound = None if board.bound == -np.inf else money_of(board.bound)
    if bound is not None and board.floor is not None:
        bound = max(bound, board.floor)
    report = SolveReport(status, None, bound, clock.seconds, seed, floor=board.floor, trace=tuple(board.trace), versions=versions())
    if board.draft is None or board.missing:
        return RosterResult(None, replace(report, seconds=clock.seconds))
    search = Search.start(problem)
    board.restore(search)
    seal(problem, search, clock.left, seed, lambda: clock.stopped)
    roster = publish(problem, search)
    terms, short_minutes = objective_terms(problem.plan, problem.requirement, roster)
    objective = sum(terms.values())
    rounding = 2.0 * problem.agents * problem.days / TICKS  # own costs are whole ticks, rounded down
    if abs(objective - money_of(search.cost)) > 1e-3 + rounding + 1e-9 * abs(objective):
        raise ObjectiveMismatchError(f"the engine counts {money_of(search.cost)}, recomputed it is {objective}")
    if bound is not None:
        if bound > objective + CLOSE_ENOUGH * max(1.0, objective):
            raise ObjectiveMismatchError(f"a bound of {bound} was claimed, but a roster costs {objective}")
        bound = min(bound, objective)
        if objective - bound <= CLOSE_ENOUGH * max(1.0, objective):
            status = SolveStatus.OPTIMAL
    if status is SolveStatus.NO_SOLUTION_YET:
        status = SolveStatus.FEASIBLE
    board.cost = min(board.cost, objective * TICKS)
    board.tell("sealed")
    return RosterResult(
        roster,
        replace(
            report,
            status=status,
            objective=objective,
            bound=bound,
            terms=terms,
            short_agent_minutes=short_minutes,
            seconds=clock.seconds,
            trace=tuple(board.trace),
        ),
    )
