"""A plan and its requirement as arrays: everything the engine computes with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster.arrays.catalogue import Catalogue, build_catalogue
from staffing.models.roster.arrays.cells import Cells, build_cells
from staffing.models.roster.arrays.classes import Classes, build_classes
from staffing.models.roster.arrays.crew import Crew, build_crew, carry_of, week_layers
from staffing.models.roster.arrays.duties import Pauses, build_pauses, pauses_fit
from staffing.models.roster.arrays.policy import Policy
from staffing.models.roster.arrays.units import TICKS, ticks_down
from staffing.models.roster.arrays.weeks import Automata, WeekBook
from staffing.models.roster.pricing.tours import People, Scratch, make_scratch, people_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


LONGEST_COUNTED = 8
"""Days of the longest plan whose spreads are decided exactly."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Sets and data of a roster problem (N agents, D days, O options, Q queues, T intervals).

    Attributes:
        plan, requirement, policy: what it was made from.
        catalogue: options and what the contract says of them.
        crew: what each option costs whom.
        automata: week blocks.
        classes, pauses, cells: see their modules.
        counting, counters: week blocks and agents of the tours that count nights and weekend shifts; ``most_nights``, ``most_weekends``:
        their caps, both 0 where
            spreads are not decided exactly (long plans, no group, no price).
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
    counting: Automata
    counters: People
    most_nights: int
    most_weekends: int
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

    def counter_scratch(self) -> Scratch:
        """Scratch memory of one thread for the tours that count."""
        return make_scratch(self.catalogue.options, self.counting)

    @property
    def counted(self) -> bool:
        """Whether spreads are decided exactly."""
        return self.most_nights + self.most_weekends > 0

    @cached_property
    def night_weights(self) -> Floats:
        """Ticks per night of spread, by group."""
        return np.array([ticks_down(self.plan.prices.night_spread * len(m) / 20) for _, m in self.groups], dtype=np.float64)

    @cached_property
    def weekend_weights(self) -> Floats:
        """Ticks per weekend shift of spread, by group."""
        return np.array([ticks_down(self.plan.prices.weekend_spread * len(m) / 20) for _, m in self.groups], dtype=np.float64)


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
    people, automata = people_of(crew), book.tables()
    inside = grid.end // grid.step_minutes
    steps = max(inside, int((catalogue.end_minute // grid.step_minutes).max(initial=inside)))
    index = {a.id: k for k, a in enumerate(plan.agents)}
    groups = tuple(
        (name, np.array([index[m] for m in members], dtype=np.int64)) for name, members in plan.spread_groups.items() if len(members) > 1
    )
    most_nights, most_weekends = count_caps(plan) if groups else (0, 0)
    counting, counters = automata, people
    if most_nights + most_weekends:
        counter_book = WeekBook(policy, catalogue.work_classes, plan.prices.overtime_per_hour * TICKS, most_nights, most_weekends)
        layer, entry = week_layers(plan, policy, carries, counter_book)
        counting, counters = counter_book.tables(), people._replace(layer=layer, entry=entry)
    return Problem(
        plan=plan,
        requirement=requirement,
        policy=policy,
        catalogue=catalogue,
        crew=crew,
        people=people,
        automata=automata,
        counting=counting,
        counters=counters,
        most_nights=most_nights,
        most_weekends=most_weekends,
        classes=build_classes(plan, steps),
        pauses=pauses,
        cells=build_cells(plan, requirement, policy),
        start_change=ticks_down(plan.prices.start_change),
        steps=steps,
        groups=groups,
    )


def count_caps(plan: Plan) -> tuple[int, int]:
    """(nights, weekend shifts) up to which tours are counted; 0 where the term is free or the plan is too long to count exactly."""
    if plan.grid.days > LONGEST_COUNTED:
        return 0, 0
    weekends = sum(d.weekday() >= 5 for d in plan.grid.calendar)
    return (4 if plan.prices.night_spread > 0 else 0), (min(2, weekends) if plan.prices.weekend_spread > 0 else 0)
