"""CON-FLOOR-01: heads on a queue in every step of an open interval >= hard_min_agents; people of ``worked.csv`` count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-FLOOR-01"


def add(
    model: RosterModel, heads: Mapping[tuple[int, int], Sequence[cp_model.LinearExprT]], constant: Mapping[tuple[int, int], int]
) -> None:
    """Add the rule. ``heads[q, g]``: expressions that count people on queue q in step g; ``constant[q, g]``: heads that are there
    anyway."""
    cells, grid = model.problem.cells, model.problem.plan.grid
    for (q, g), terms in heads.items():
        need = int(cells.floor[q, g]) - constant.get((q, g), 0)
        if need > 0:
            day = (grid.day(g * grid.step_minutes) - grid.first_day).days
            name = f"{model.name(RULE, None, day)}:{model.problem.plan.queues[q].name}:{g}"
            model.model.add(cp_model.LinearExpr.sum(list(terms)) >= need).with_name(name)
