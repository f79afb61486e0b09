"""Neighbourhoods: a few agents are set free and CP-SAT gives them new weeks, everybody else stays.

The descent moves one agent at a time. What couples several (a spread that only falls when two people swap, a floor, two tours that fit
together) needs several at once. The free agents
keep a handful of candidates per day: the options that look best at marginal prices half-way between the roster with them and without
them, and what they work now. The hint is
complete, so CP-SAT starts from the roster as it is. What comes back is measured in full precision and taken only where it is better.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from staffing.models.roster.arrays.classes import BLOCKED, FREE
from staffing.models.roster.arrays.duties import pause_scratch, place_pauses, price_options
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.cpsat.constraints import add_rules
from staffing.models.roster.cpsat.model import RosterModel
from staffing.models.roster.cpsat.seal import FOUND
from staffing.models.roster.cpsat.solver import SolverOptions, solve
from staffing.models.roster.cpsat.terms import Dealing, add_own_costs, add_spreads, add_start_changes
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.cover import marginals
from staffing.models.roster.search.descent import Search, own_cost

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FREE_AGENTS = 5
CANDIDATES = 10
"""Options per free agent and day."""
SECONDS = 3.0
"""Time limit of one neighbourhood."""


def improve(problem: Problem, board: Board, search: Search, rng: np.random.Generator, stop: Callable[[], bool], rounds: int = 6) -> None:
    """Try ``rounds`` neighbourhoods around the best roster on the board."""
    if not board.restore(search):
        return
    for _ in range(rounds):
        if stop():
            return
        agents = pick_agents(search, rng)
        limit = SolverOptions(min(SECONDS, max(0.1, board.clock.left)), int(rng.integers(1 << 30)))
        if resettle(problem, search, agents, limit, stop):
            search.settle(rng, 2, stop)
            board.offer(search, "neighbourhood")


def pick_agents(search: Search, rng: np.random.Generator) -> Ints:
    """Some agents to set free: now and then the extremes of a spread, else anybody."""
    n = search.problem.agents
    chosen = {int(a) for a in rng.permutation(n)[: min(FREE_AGENTS, n)]}
    spread = search.spread
    if rng.random() < 0.5 and len(spread.night_weight):
        k = int(rng.integers(len(spread.night_weight)))
        counts = spread.nights if rng.random() < 0.5 else spread.weekends
        members = np.flatnonzero(spread.group == k)
        order = members[np.argsort(counts[members] + 0.5 * rng.random(len(members)))]
        chosen = {int(x) for x in (*order[:2], *order[-2:], *rng.permutation(n)[:1])}
    return np.array(sorted(chosen), dtype=np.int64)


def resettle(
    problem: Problem,
    search: Search,
    agents: Ints,
    options: SolverOptions,
    stop: Callable[[], bool],
    most: int = CANDIDATES,
) -> bool:
    """Let CP-SAT give ``agents`` new tours out of the ``most`` best options of each day; returns whether the roster became better (else it
    is as before)."""
    before, start = search.cost, search.state.people.copy()
    choices, patterns = search.draft.choices[agents].copy(), search.draft.patterns[agents].copy()
    costs = search.draft.tour_cost[agents].copy()
    with_them = {int(s): _worth(search, int(s)) for s in set(problem.classes.skill_of[problem.classes.agent_class[agents]])}
    search.unseat(agents)
    without = {s: _worth(search, s) for s in with_them}
    chosen: list[tuple[int, int, tuple[int, ...], bool]] = []
    for i, a in enumerate(int(x) for x in agents):
        s = int(problem.classes.skill_of[problem.classes.agent_class[a]])
        chosen.extend(_candidates(problem, a, 0.5 * (with_them[s] + without[s]), choices[i], patterns[i], most))
    built = RosterModel.over(problem, [int(a) for a in agents], chosen)
    add_rules(built)
    add_own_costs(built)
    add_start_changes(built)
    add_spreads(built, search)
    dealing = Dealing(built, search, start, everywhere=False)
    solver, status = solve(built, options, stop)
    if status in FOUND:
        for (a, d), group in built.candidates.items():
            for c in group:
                if solver.boolean_value(c.literal):
                    search.draft.choices[a, d] = c.option
                    search.draft.patterns[a, d] = c.pattern
        for a in (int(x) for x in agents):
            search.draft.tour_cost[a] = own_cost(problem, a, search.draft.choices[a])
        search.seat(agents)
        new = search.state.people.copy()
        for key, w in dealing.w.items():
            new[key] = solver.value(w)
        if not search.exact:
            search.deal(new)
        if search.cost < before - 0.5:
            return True
        search.unseat(agents)
    search.draft.choices[agents] = choices
    search.draft.patterns[agents] = patterns
    search.draft.tour_cost[agents] = costs
    search.seat(agents)
    search.deal(start)
    return False


def _worth(search: Search, s: int) -> Floats:
    """What one more person of skill class s saves in each step."""
    worth = np.zeros(search.state.heads.shape[1])
    marginals(search.problem.cells, search.state, s, worth)
    return worth


def _candidates(
    problem: Problem, a: int, worth: Floats, choice: Ints, pattern: Ints, most: int
) -> list[tuple[int, int, tuple[int, ...], bool]]:
    """(agent, option, pauses, whether worked now) of the candidates of one agent."""
    options, pauses, people = problem.catalogue.options, problem.pauses, problem.people
    before, after, back = pause_scratch(pauses)
    gain, loss = np.zeros(problem.steps + 1), np.zeros(problem.steps + 1)
    value = np.zeros(problem.steps)
    value[: len(worth)] = worth
    lost = value.copy()
    row = problem.classes.fixed[problem.classes.agent_class[a]]
    if row >= 0:
        held = problem.classes.activity[row] != FREE
        value[held] = 0.0
        lost[held] = BLOCKED
    np.cumsum(value, out=gain[1:])
    np.cumsum(lost, out=loss[1:])
    values = np.empty(len(options.start))
    price_options(options, pauses, gain, loss, 0, len(values), values, before, after)
    rows = people.rows[people.row_ptr[a] : people.row_ptr[a + 1]]
    net = people.cost[rows].min(axis=0) - values
    found = []
    out = np.empty(1 + pauses.low.shape[1], dtype=np.int64)
    for d in range(problem.days):
        low, high = int(options.ptr[d]), int(options.ptr[d + 1])
        best = low + np.argsort(net[low:high], kind="stable")[:most]
        for o in (int(x) for x in best if np.isfinite(net[x])):
            place_pauses(pauses, options.shift[o], options.start[o], loss, before, back, out)
            mine = tuple(int(x) for x in out)
            if o == choice[d] and mine == tuple(int(x) for x in pattern[d]):
                continue
            found.append((a, o, mine, False))
        if choice[d] >= 0:
            found.append((a, int(choice[d]), tuple(int(x) for x in pattern[d]), True))
    return found
