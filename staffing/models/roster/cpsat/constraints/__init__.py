"""One file per hard rule: what it demands of the CP-SAT model. ``RULES`` holds them all, by rule id."""

from __future__ import annotations

from collections.abc import Callable

from staffing.models.roster.cpsat.constraints import (
    availability,
    floor,
    hours,
    law,
    leave,
    meal,
    night_rest,
    night_run,
    off,
    one,
    rest,
    rest_days,
    run,
    shift,
    skill,
)
from staffing.models.roster.cpsat.constraints import lock as lock_module
from staffing.models.roster.cpsat.model import RosterModel

RULES: dict[str, Callable[[RosterModel], None]] = {
    shift.RULE: shift.add,
    meal.RULE: meal.add,
    hours.RULE: hours.add,
    skill.RULE: skill.add,
    leave.RULE: leave.add,
    availability.RULE: availability.add,
    one.RULE: one.add,
    rest.RULE: rest.add,
    run.RULE: run.add,
    off.RULE: off.add,
    night_run.RULE: night_run.add,
    night_rest.RULE: night_rest.add,
    rest_days.RULE: rest_days.add,
    lock_module.RULE: lock_module.add,
    law.RULE: law.add,
}
"""Rules about one agent. CON-FLOOR-01 couples agents through the cells and is added with them, see ``floor.add``."""

FLOOR_RULE = floor.RULE


def add_rules(model: RosterModel) -> None:
    """Add every rule about single agents."""
    for add in RULES.values():
        add(model)
