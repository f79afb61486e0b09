"""A plan and its requirement as arrays: everything the engine computes with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster.catalogue import Catalogue, build_catalogue
from staffing.models.roster.cells import Cells, build_cells
from staffing.models.roster.classes import Classes, build_classes
from staffing.models.roster.crew import Crew, build_crew, carry_of
from staffing.models.roster.duties import Pauses, build_pauses, pauses_fit
from staffing.models.roster.policy import Policy
from staffing.models.roster.tours import People, Scratch, make_scratch, people_of
from staffing.models.roster.units import TICKS, ticks_down
from staffing.models.roster.weeks import Automata, WeekBook

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Problem:
    """Sets and data of a roster problem (N agents, D days, O options, Q queues, T intervals).

    Attributes:
        plan, requirement, policy: what it was made from.
        catalogue: options and what the contract says of them.
        crew: what each option costs whom.
        automata: week blocks.
        classes, pauses, cells: see their modules.
        start_change: ticks per change of start.
        steps: length of the axis of steps, the tail of last nights included.
        groups: agents of each spread group with more than one member (contract name, members).
    """

    plan: Plan
    requirement: Requirement
    policy: Policy
    catalogue: Catalogue
    crew: Crew
    people: People
    automata: Automata
    classes: Classes
    pauses: Pauses
    cells: Cells
    start_change: float
    steps: int
    groups: tuple[tuple[str, Ints], ...]

    @property
    def agents(self) -> int:
        """Number of agents."""
        return len(self.plan.agents)

    @property
    def days(self) -> int:
        """Number of days."""
        return self.plan.grid.days

    @property
    def bound_valid(self) -> bool:
        """Whether the relaxation behind the bound holds every roster that the contract allows."""
        return self.policy.complete and self.crew.complete

    def scratch(self) -> Scratch:
        """Scratch memory of one thread for the tour program."""
        return make_scratch(self.catalogue.options, self.automata)


def build_problem(plan: Plan, requirement: Requirement) -> Problem:
    """The arrays of a plan.

    Raises ValueError where the requirement lies on another axis than the plan.
    """
    if requirement.grid != plan.grid:
        raise ValueError("the requirement must lie on the plan's own axis")
    grid, policy = plan.grid, Policy.of(plan)
    carries = [carry_of(plan, policy, plan.worked_by_agent.get(a.id, ())) for a in plan.agents]
    pauses = build_pauses(plan.shifts, grid.step_minutes)
    position = {s.name: k for k, s in enumerate(plan.shifts)}

    def usable(shift: Shift) -> bool:
        return pauses_fit(pauses, position[shift.name], shift.length_minutes // grid.step_minutes)

    catalogue = build_catalogue(grid, plan.shifts, policy, plan.prices.start_change, (c.release for c in carries), usable)
    book = WeekBook(policy, catalogue.work_classes, plan.prices.overtime_per_hour * TICKS)
    crew = build_crew(plan, policy, catalogue, carries, book)
    inside = grid.end // grid.step_minutes
    steps = max(inside, int((catalogue.end_minute // grid.step_minutes).max(initial=inside)))
    index = {a.id: k for k, a in enumerate(plan.agents)}
    groups = tuple(
        (name, np.array([index[m] for m in members], dtype=np.int64)) for name, members in plan.spread_groups.items() if len(members) > 1
    )
    return Problem(
        plan,
        requirement,
        policy,
        catalogue,
        crew,
        people_of(crew),
        book.tables(),
        build_classes(plan, steps),
        pauses,
        build_cells(plan, requirement, policy),
        ticks_down(plan.prices.start_change),
        steps,
        groups,
    )

