"""Skill groups: agents who serve the same queues in the same order at the same speeds."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.domain.plan import Plan


@dataclass(frozen=True)
class SkillGroup:
    """People alike.

    Attributes:
        name: the skills as in agents.csv, e.g. ``general;complaint:0.8``.
        skills: (queue, speed > 0), the primary one first.
        people: how many of them the plan has.
    """

    name: str
    skills: tuple[tuple[str, float], ...]
    people: int


def skill_groups(plan: Plan, queues: tuple[str, ...]) -> tuple[SkillGroup, ...]:
    """The groups of a plan's agents over some queues, in order of first appearance. Agents who serve none of them are left out."""
    counts: dict[tuple[tuple[str, float], ...], int] = {}
    for agent in plan.agents:
        skills = tuple((queue, speed) for queue, speed in agent.skills if queue in queues and speed > 0)
        if skills:
            counts[skills] = counts.get(skills, 0) + 1
    return tuple(SkillGroup(_name(skills), skills, count) for skills, count in counts.items())


def _name(skills: tuple[tuple[str, float], ...]) -> str:
    return ";".join(queue if speed == 1.0 else f"{queue}:{speed:g}" for queue, speed in skills)
