"""The roster as CSV for spreadsheets: wide (people x days) and long (a row for each shift). UTF-8 with BOM, so that Excel reads it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.io.export.labels import Labels, word
from staffing.io.export.neutral import neutral
from staffing.io.export.wall_chart import WallChart
from staffing.io.output import number


def roster_wide(plan: Plan, roster: Roster, labels: Labels) -> bytes:
    """One row for each person, one column for each day: ``D8 08:00-16:30``, leave in brackets, blank = off."""
    chart = WallChart(plan, roster)
    head = [labels["agent"], labels["name"], labels["contract"]]
    head += [f"{day.isoformat()} {labels[f'weekday_{day.weekday()}']}" for day in plan.grid.calendar]
    rows = []
    for agent in plan.agents:
        cells = [agent.id, agent.name, agent.contract]
        for day in plan.grid.calendar:
            texts = [f"{d.shift} {chart.clock(d.start)}-{chart.clock(d.end)}" for d in chart.duties(agent.id, day)]
            if (agent.id, day) in chart.leave:
                texts.append(f"({chart.leave[agent.id, day] or labels['leave']})")
            cells.append(" / ".join(texts))
        rows.append(cells)
    return _sheet(head, rows)


def roster_long(plan: Plan, roster: Roster, labels: Labels) -> bytes:
    """One row for each shift, in order of person and start, with its pauses."""
    chart = WallChart(plan, roster)
    keys = ("agent", "name", "site", "contract", "day", "weekday", "shift", "start", "end", "paid_hours", "queues", "breaks")
    rows = []
    people = plan.agent_by_id
    for duty in roster.duties:
        agent = people[duty.agent]
        pauses = (f"{word(labels, p.activity)} {chart.clock(p.start)}-{chart.clock(p.end)}" for p in chart.pauses(duty))
        rows.append([
            agent.id, agent.name, agent.site, agent.contract, duty.day.isoformat(), labels[f"weekday_{duty.day.weekday()}"], duty.shift,
            plan.grid.text(duty.start), plan.grid.text(duty.end), number(chart.paid_minutes(duty) / 60, 2),
            "; ".join(chart.queues(duty)), "; ".join(pauses),
        ])  # fmt: skip
    return _sheet([labels[key] for key in keys], rows)


def _sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutral(cell) for cell in head])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + buffer.getvalue().encode()
