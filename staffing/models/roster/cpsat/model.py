"""The CP-SAT model: every hard rule and the whole objective over a set of candidate duties.

Sets: free agents A', their candidates C[a, d] (option with pauses placed). Variables: x[a, d, c] in {0, 1}; w[s, q, g], people of skill
class s on queue q in step g;
z[q, t] >= 0, cost of a cell; further ones of single rules and terms. Everybody else stands in the model as a constant. The rules are the
files of
:mod:`constraints`, the objective is in :mod:`terms`. Every constraint of a rule is named ``rule:agent:date``.

Money is in thousandths of the unit, rounded; what is decided with it is measured again in full precision before it is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from staffing.models.roster.arrays.problem import Problem

Ints = NDArray[np.int64]
GRAIN = 1000
"""Model units per unit of money."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A duty that an agent may be given: option, pauses (see :func:`duties.place_pauses`) and its literal."""

    agent: int
    day: int
    option: int
    pattern: tuple[int, ...]
    literal: cp_model.IntVar


@dataclass(eq=False)
class RosterModel:
    """A CP-SAT model under construction.

    Attributes:
        problem: the problem.
        agents: free agents.
        candidates: of each free agent and day, maybe none.
        model: the CP-SAT model.
        cost: terms of the objective, in thousandths of the unit of money.
        hints: value of every variable in the roster the model starts from.
    """

    problem: Problem
    agents: tuple[int, ...]
    candidates: dict[tuple[int, int], list[Candidate]] = field(default_factory=dict)
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    cost: list[cp_model.LinearExprT] = field(default_factory=list)
    hints: dict[int, int] = field(default_factory=dict)

    @staticmethod
    def over(problem: Problem, agents: Sequence[int], options: Iterable[tuple[int, int, tuple[int, ...], bool]]) -> RosterModel:
        """Variables for candidates (agent, option, pattern, whether it is in the start roster); rules are added by the caller."""
        built = RosterModel(problem, tuple(agents))
        for a in agents:
            for d in range(problem.days):
                built.candidates[a, d] = []
        for a, o, pattern, chosen in options:
            d = int(problem.catalogue.day[o])
            literal = built.model.new_bool_var(f"x:{a}:{d}:{o}:{len(built.candidates[a, d])}")
            built.candidates[a, d].append(Candidate(a, d, o, pattern, literal))
            built.hint(literal, int(chosen))
        return built

    def hint(self, variable: cp_model.IntVar, value: int) -> None:
        """State the value of a variable in the start roster."""
        self.hints[variable.index] = value
        self.model.add_hint(variable, value)

    def value(self, literals: Iterable[Candidate]) -> int:
        """How many of some candidates are in the start roster."""
        return sum(self.hints[c.literal.index] for c in literals)

    def at(self, agent: int, day: int) -> list[Candidate]:
        """Candidates of an agent on a day; none outside the plan."""
        return self.candidates.get((agent, day), [])

    def nights(self, agent: int, day: int) -> list[Candidate]:
        """Candidates of an agent on a day that are night shifts."""
        return [c for c in self.at(agent, day) if self.problem.catalogue.is_night[c.option]]

    def name(self, rule: str, agent: int | None, day: int) -> str:
        """``rule:agent:date`` of a constraint; the agent is left out where the rule is about a queue or everybody."""
        who = self.problem.plan.agents[agent].id if agent is not None else ""
        return f"{rule}:{who}:{self.problem.plan.grid.first_day + timedelta(days=day)}"

    def at_most(self, name: str, literals: Sequence[cp_model.IntVar], most: int) -> None:
        """sum of literals <= most, left out where it cannot bind."""
        if len(literals) > most:
            if most == 1:
                self.model.add_at_most_one(literals).with_name(name)
            else:
                self.model.add(cp_model.LinearExpr.sum(list(literals)) <= most).with_name(name)

    def forbid(self, name: str, candidate: Candidate) -> None:
        """The candidate must not be taken."""
        self.model.add(candidate.literal == 0).with_name(name)


def literals(candidates: Iterable[Candidate]) -> list[cp_model.IntVar]:
    """The literals of some candidates."""
    return [c.literal for c in candidates]
