"""The objective in the CP-SAT model: own costs, cells, changes of start, spreads.

For every step g that a candidate can touch and every skill class s, with N[s, g] = people of the class on the queues (constant +
candidates present),

    sum over q of w[s, q, g] = N[s, g]                         people of a class with several skills are dealt out
    U[q, t] = sum over s, g in t of speed[s, q] * w[s, q, g]   cover of a cell, in lattice units
    z[q, t] >= f(n) + (f(n + 1) - f(n)) (U[q, t] - n)          for every lattice point n at which the slope of f changes

The last family is the convex hull of f over whole units, so it is exact wherever U is whole.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

import math
from collections import defaultdict
from itertools import product

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from staffing.models.roster.arrays.catalogue import START_CHANGE_MINUTES
from staffing.models.roster.arrays.cells import cell_cost
from staffing.models.roster.arrays.classes import FREE
from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.cpsat.constraints import floor
from staffing.models.roster.cpsat.model import GRAIN, RosterModel, literals
from staffing.models.roster.pricing.supply import on_queue_steps
from staffing.models.roster.search.descent import Search

Counts = NDArray[np.int32]
FINE = 1000
"""Units per agent where speeds have no common measure."""


def add_own_costs(model: RosterModel) -> None:
    """Wage, allowance and wishes of candidates and of days off (hours and overtime: :mod:`constraints.hours`)."""
    people = model.problem.people
    for a in model.agents:
        row = people.rows[people.row_ptr[a]]
        for d in range(model.problem.days):
            off = people.off_cost[row, d]
            off = off if np.isfinite(off) else 0.0
            for c in model.at(a, d):
                own = people.cost[row, c.option]
                if np.isfinite(own):
                    model.cost.append(c.literal * round((own - off) * GRAIN / TICKS))


def add_start_changes(model: RosterModel) -> None:
    """c[a, d] >= x_o + sum of x_o' over candidates of d + 1 whose start differs by more than 120 minutes - 1."""
    price = round(model.problem.start_change * GRAIN / TICKS)
    if price <= 0:
        return
    clock = model.problem.catalogue.clock
    for a, d in product(model.agents, range(model.problem.days - 1)):
        today, later = model.at(a, d), model.at(a, d + 1)
        if not today or not later:
            continue
        changed = model.model.new_bool_var("")
        value = 0
        for start in sorted({int(clock[c.option]) for c in today}):
            left = [c for c in today if clock[c.option] == start]
            apart = {c.option: abs(int(clock[c.option]) - start) for c in later}
            right = [c for c in later if min(apart[c.option], 1440 - apart[c.option]) > START_CHANGE_MINUTES]
            if right:
                model.model.add(cp_model.LinearExpr.sum(literals(left + right)) <= 1 + changed)
                value |= int(model.value(left) == 1 and model.value(right) == 1)
        model.hint(changed, value)
        model.cost.append(changed * price)


def add_spreads(model: RosterModel, search: Search) -> None:
    """high >= count of each member >= low; costs weight * (high - low). Agents who are not free count as they stand in ``search``."""
    spread, cat = search.spread, model.problem.catalogue
    free = set(model.agents)
    for kind, weights, counts in (
        (cat.is_night, spread.night_weight, spread.nights),
        (cat.is_weekend, spread.weekend_weight, spread.weekends),
    ):
        for k in range(len(weights)):
            members = np.flatnonzero(spread.group == k)
            mine = [int(a) for a in members if int(a) in free]
            if not mine or weights[k] <= 0:
                continue
            others = [int(counts[a]) for a in members if int(a) not in free]
            high = model.model.new_int_var(max(others, default=0), model.problem.days, "")
            low = model.model.new_int_var(0, min(others, default=model.problem.days), "")
            values = list(others)
            for a in mine:
                own = [c for d in range(model.problem.days) for c in model.at(a, d) if kind[c.option]]
                total = cp_model.LinearExpr.sum(literals(own))
                model.model.add(total <= high)
                model.model.add(total >= low)
                values.append(model.value(own))
            model.hint(high, max(values))
            model.hint(low, min(values))
            model.cost.append((high - low) * round(weights[k] * GRAIN / TICKS))


class Dealing:
    """The variables w and what they make of a solution."""

    def __init__(self, model: RosterModel, search: Search, start: Counts, everywhere: bool) -> None:
        """Add cells and floors.

        ``search``: the roster without the free agents; ``start``: people by (skill class, queue, step) in the start roster, free agents
        included;
        ``everywhere``: deal people out anew in all steps, not only where a candidate can be.
        """
        self.model, self.search, self.start = model, search, start
        self.w: dict[tuple[int, int, int], cp_model.IntVar] = {}
        problem, state = model.problem, search.state
        cells, classes = problem.cells, problem.classes
        self.m = cells.steps
        n_skills, n_queues, n_steps = state.people.shape
        self.present: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        self.fixed: dict[tuple[int, int], list[tuple[cp_model.IntVar, float]]] = defaultdict(list)
        on = np.empty(int(problem.catalogue.options.length.max(initial=1)), dtype=np.int64)
        for c in (c for group in model.candidates.values() for c in group):
            k = classes.agent_class[c.agent]
            s, row = int(classes.skill_of[k]), classes.fixed[k]
            n = on_queue_steps(problem.catalogue.options, problem.pauses, c.option, np.array(c.pattern, dtype=np.int64), n_steps, on)
            for g in (int(x) for x in on[:n]):
                held = int(classes.activity[row, g]) if row >= 0 else FREE
                if held == FREE:
                    self.present[s, g].append(c.literal)
                elif held >= 0 and state.speed[s, held] >= 0:
                    self.fixed[held, g].append((c.literal, float(state.speed[s, held])))
        steps = {g for _, g in self.present} | {g for _, g in self.fixed}
        if everywhere:
            steps = set(range(n_steps))
        intervals = sorted({g // self.m for g in steps})
        self.unit = np.where(cells.unit > 0, cells.unit, 1.0 / FINE)
        heads: dict[tuple[int, int], list[cp_model.LinearExprT]] = defaultdict(list)
        constant: dict[tuple[int, int], int] = {}
        for t in intervals:
            cover: list[list[cp_model.LinearExprT]] = [[] for _ in range(n_queues)]
            base = state.cover[:, t].copy()
            top = np.zeros(n_queues)
            hinted = np.zeros(n_queues)
            for g in range(t * self.m, (t + 1) * self.m):
                for q in range(n_queues):
                    constant[q, g] = int(state.heads[q, g] - state.people[:, q, g].sum())
                for s in range(n_skills):
                    self._deal(s, g, cover, base, top, hinted, heads)
                for q in range(n_queues):
                    for literal, speed in self.fixed.get((q, g), ()):
                        units = round(speed / self.unit[q])
                        cover[q].append(literal * units)
                        top[q] += units
                        heads[q, g].append(literal)
                    hinted[q] += sum(model.hints[x.index] * round(v / self.unit[q]) for x, v in self.fixed.get((q, g), ()))
            for q in range(n_queues):
                if cover[q]:
                    self._price(q, t, cover[q], float(base[q]), int(top[q]), int(hinted[q]))
        floor.add(model, heads, constant)

    def _deal(self, s: int, g: int, cover, base, top, hinted, heads) -> None:
        """People of skill class s in step g: variables where they have a choice, expressions where they don't."""
        model, state = self.model, self.search.state
        there = int(state.people[s, :, g].sum())
        joining = self.present.get((s, g), [])
        if not there and not joining:
            return
        skills = [q for q in range(state.people.shape[1]) if state.speed[s, q] >= 0]
        for q in skills:
            base[q] -= state.people[s, q, g] * state.speed[s, q]
        units = {q: round(state.speed[s, q] / self.unit[q]) for q in skills}
        most = there + len(joining)
        if len(skills) == 1:
            q = skills[0]
            total = cp_model.LinearExpr.sum(joining) + there
            cover[q].append(total * units[q])
            top[q] += most * units[q]
            hinted[q] += int(self.start[s, q, g]) * units[q]
            heads[q, g].append(total)
            return
        row = []
        for q in skills:
            w = model.model.new_int_var(0, most, "")
            self.w[s, q, g] = w
            value = int(self.start[s, q, g])
            model.hint(w, value)
            cover[q].append(w * units[q])
            top[q] += most * units[q]
            hinted[q] += value * units[q]
            heads[q, g].append(w)
            row.append(w)
        model.model.add(cp_model.LinearExpr.sum(row) == cp_model.LinearExpr.sum(joining) + there)

    def _price(self, q: int, t: int, cover: list[cp_model.LinearExprT], base: float, top: int, hinted: int) -> None:
        """The cost variable of a cell and its supporting lines."""
        model, cells = self.model, self.model.problem.cells
        unit = float(self.unit[q])
        starts = {0, top}  # f is straight but for two kinks: lines from the lattice points beside them support it
        for part in (0.9, 1.0):
            kink = math.floor((part * cells.required[q, t] / cells.factor[q] - base) / unit)
            starts.update(n for n in (kink - 1, kink, kink + 1) if 0 <= n <= top)

        def f(n: int) -> float:
            return float(cell_cost(cells, q, t, base + n * unit)) * GRAIN / TICKS

        z = model.model.new_int_var(0, int(max(f(0), f(top + 1))) + GRAIN, "")
        total = cp_model.LinearExpr.sum(cover)
        value = 0
        for n in sorted(starts):
            slope = round(f(n + 1) - f(n))
            offset = round(f(n) - slope * n)
            model.model.add(z >= slope * total + offset)
            value = max(value, slope * hinted + offset)
        model.hint(z, max(0, value))
        model.cost.append(z)
