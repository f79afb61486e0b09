"""The requirement by skill group, in words and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from staffing.cli.documents import known
from staffing.cli.output import percent, table
from staffing.domain.plan import Plan
from staffing.i18n import t

if TYPE_CHECKING:
    from staffing.services.requiring.skills import Confirmation, SkillRequirement


def skills_lines(plan: Plan, made: SkillRequirement, lang: str = "en") -> list[str]:
    """The bounds, the groups, and what the simulation shows of each queue."""
    hours = plan.grid.interval_minutes / 60
    totals = {"pooled": made.pooled.sum(), "needed": made.agents.sum(), "dedicated": made.dedicated.sum()}
    lines = [t("skills.heading", lang)]
    lines.append("  " + t("skills.bounds", lang, **{name: f"{value * hours:,.1f}" for name, value in totals.items()}))
    rows = [[t(f"skills.{key}", lang) for key in ("group", "people", "hours", "peak")]]
    rows += [
        [group.name, str(group.people), f"{made.agents[g].sum() * hours:,.1f}", str(int(made.agents[g].max()))]
        for g, group in enumerate(made.groups)
    ]
    lines += ["  " + line for line in table(rows, right=(1, 2, 3))]
    for group, most in zip(made.groups, made.agents.max(axis=1), strict=True):
        if most > group.people:
            lines.append("  " + t("skills.too_few", lang, group=group.name, people=group.people, peak=int(most)))
    lines.append("  " + t("skills.simulated", lang, days=f"{made.replications:,}", contacts=f"{made.contacts:,}", seed=made.seed))
    rows = [[t(f"skills.{key}", lang) for key in ("queue", "target", "level", "abandonment", "confirmed")]]
    rows += [_row(item) for item in made.confirmations]
    return lines + ["  " + line for line in table(rows, right=(1, 2, 3, 4))]


def skills_document(plan: Plan, made: SkillRequirement) -> dict[str, Any]:
    """The same as data."""
    hours = plan.grid.interval_minutes / 60
    return {
        "pooled_hours": known(made.pooled.sum() * hours),
        "agent_hours": known(made.agents.sum() * hours),
        "dedicated_hours": known(made.dedicated.sum() * hours),
        "groups": [
            {
                "group": group.name,
                "people": group.people,
                "agent_hours": known(made.agents[g].sum() * hours),
                "peak_agents": int(made.agents[g].max()),
            }
            for g, group in enumerate(made.groups)
        ],
        "simulation": {"replications": made.replications, "contacts": made.contacts, "seed": made.seed},
        "queues": [
            {
                "queue": item.queue,
                "target": item.target,
                "service_level": None if item.service_level is None else [known(value) for value in item.service_level],
                "abandonment": [known(value) for value in item.abandonment],
                "intervals": item.intervals,
                "confirmed": item.confirmed,
                "missed": item.missed,
            }
            for item in made.confirmations
        ],
    }


def _row(item: Confirmation) -> list[str]:
    level = "-" if item.service_level is None else _with_error(item.service_level)
    target = "-" if item.target is None else percent(item.target)
    return [item.queue, target, level, _with_error(item.abandonment), f"{item.confirmed} / {item.intervals}"]


def _with_error(estimate: tuple[float, float, float]) -> str:
    return f"{percent(estimate[0])} ± {percent((estimate[2] - estimate[1]) / 2)}"
