"""The roster as an Excel workbook: people x days, legend, totals, coverage by day."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np

from staffing.domain.coverage import Coverage
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.domain.shift import Shift
from staffing.io.export.labels import Labels
from staffing.io.export.neutral import neutral
from staffing.io.export.wall_chart import WallChart

COLOURS = ("#77AADD", "#EE8866", "#EEDD88", "#FFAABB", "#99DDFF", "#44BB99", "#BBCC33", "#AAAA00")
"""Fills of the shifts, in the order of the catalogue: Paul Tol's `light` scheme, which colour-blind people tell apart."""

LEAVE_COLOUR, HEAD_COLOUR, WEEKEND_COLOUR, SHORT_COLOUR, OVER_COLOUR = "#DDDDDD", "#E8EEF4", "#F4F4F4", "#F7C6A8", "#BFD9EE"
A3 = 8
LINE_POINTS = 13
"""Height of a line of text."""
_STRIPES = 14  # a pattern for the second round of colours


def roster_workbook(plan: Plan, roster: Roster, labels: Labels, coverage: Coverage | None = None) -> bytes:
    """The workbook. ``labels``: a word for each of ``labels.LABELS``; ``coverage``: ``None`` leaves its sheet out."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": neutral(plan.name)})
    writer = _Writer(book, WallChart(plan, roster), labels)
    writer.roster()
    writer.legend()
    writer.totals()
    if coverage is not None:
        writer.coverage(coverage)
    book.close()
    return buffer.getvalue()


class _Writer:
    """The sheets of one workbook; formats are made once and shared."""

    def __init__(self, book: Any, chart: WallChart, labels: Labels) -> None:
        self.book, self.chart, self.labels = book, chart, labels
        self.plan = chart.plan
        self._formats: dict[str, Any] = {}
        self._fills = {shift.name: self._fill(place) for place, shift in enumerate(self.plan.shifts)}

    def _format(self, key: str, **properties: Any) -> Any:
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_size": 9, "valign": "vcenter", **properties})
        return self._formats[key]

    def _fill(self, place: int) -> Any:
        more = {"pattern": _STRIPES, "fg_color": "#FFFFFF"} if place >= len(COLOURS) else {}
        colour = COLOURS[place % len(COLOURS)]
        return self._format(f"shift {place}", bg_color=colour, border=1, border_color="#FFFFFF", text_wrap=True, align="center", **more)

    @property
    def _head(self) -> Any:
        return self._format("head", bold=True, bg_color=HEAD_COLOUR, bottom=1, align="center", text_wrap=True)

    @property
    def _plain(self) -> Any:
        return self._format("plain")

    @property
    def _leave(self) -> Any:
        return self._format("leave", bg_color=LEAVE_COLOUR, italic=True, align="center", border=1, border_color="#FFFFFF")

    @property
    def _hours(self) -> Any:
        return self._format("hours", num_format="0.00")

    def _sheet(self, label: str) -> Any:
        sheet = self.book.add_worksheet(self.labels[label][:31])
        calendar = self.plan.grid.calendar
        title = neutral(self.plan.name).replace("&", "&&")[:120]
        sheet.set_header(f"&L&B{title}&B&C{self.labels[label]}&R{calendar[0].isoformat()} - {calendar[-1].isoformat()}")
        sheet.set_footer("&L&D &T&R&P / &N")
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        return sheet

    def _texts(self, sheet: Any, row: int, texts: Sequence[str], form: Any, column: int = 0) -> None:
        for place, text in enumerate(texts, column):
            sheet.write_string(row, place, neutral(text), form)

    def roster(self) -> None:
        """People x days: shift, start and end, filled by shift; a column that is empty for everybody is hidden."""
        sheet, labels, calendar = self._sheet("roster"), self.labels, self.plan.grid.calendar
        first = 5
        self._texts(sheet, 0, [labels[key] for key in ("agent", "name", "site", "contract", "skills")], self._head)
        self._texts(sheet, 1, [""] * first, self._head)
        day_form = self._format("day", bold=True, bg_color=HEAD_COLOUR, align="center", num_format="mm-dd")
        for place, day in enumerate(calendar, first):
            sheet.write_datetime(0, place, datetime.combine(day, time()), day_form)
            sheet.write_string(1, place, labels[f"weekday_{day.weekday()}"], self._head)
        for row, agent in enumerate(self.plan.agents, 2):
            self._texts(sheet, row, [agent.id, agent.name, agent.site, agent.contract, _skills(agent)], self._plain)
            sheet.set_row(row, LINE_POINTS * max((2 * len(self.chart.duties(agent.id, day)) for day in calendar), default=1) or LINE_POINTS)
            for place, day in enumerate(calendar, first):
                self._cell(sheet, row, place, agent, day)
        sheet.freeze_panes(2, 2)
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 10, None, {"hidden": not any(a.site for a in self.plan.agents)})
        sheet.set_column(3, 3, 10)
        sheet.set_column(4, 4, 18)
        sheet.set_column(first, first + len(calendar) - 1, 10)
        sheet.autofilter(1, 0, max(1, len(self.plan.agents) + 1), first - 1)
        sheet.repeat_rows(0, 1)

    def _cell(self, sheet: Any, row: int, column: int, agent: Agent, day: date) -> None:
        duties, leave = self.chart.duties(agent.id, day), self.chart.leave
        if duties:
            text = "\n".join(f"{duty.shift}\n{self.chart.clock(duty.start)}-{self.chart.clock(duty.end)}" for duty in duties)
            unknown = self._format("unknown shift", border=1, align="center", text_wrap=True)
            sheet.write_string(row, column, neutral(text), self._fills.get(duties[0].shift, unknown))
        elif (agent.id, day) in leave:
            sheet.write_string(row, column, neutral(leave[agent.id, day] or self.labels["leave"]), self._leave)
        elif day.weekday() >= 5:
            sheet.write_blank(row, column, None, self._format("weekend", bg_color=WEEKEND_COLOUR))

    def legend(self) -> None:
        """What each code means."""
        sheet, labels = self._sheet("legend"), self.labels
        keys = ("shift", "starts", "length", "paid_hours", "meal", "breaks", "allowance")
        self._texts(sheet, 0, [labels[key] for key in keys], self._head)
        row = 0
        for row, shift in enumerate(self.plan.shifts, 1):
            sheet.write_string(row, 0, neutral(shift.name), self._fills[shift.name])
            sheet.write_string(row, 1, _starts(shift), self._plain)
            sheet.write_number(row, 2, shift.length_minutes / 60, self._hours)
            sheet.write_number(row, 3, shift.paid_minutes / 60, self._hours)
            sheet.write_number(row, 4, shift.unpaid_meal_minutes, self._plain)
            sheet.write_string(row, 5, f"{shift.paid_breaks} x {shift.paid_break_minutes}" if shift.paid_breaks else "", self._plain)
            sheet.write_number(row, 6, shift.allowance, self._hours)
        sheet.write_string(row + 1, 0, labels["leave"], self._leave)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 18)
        sheet.set_column(2, len(keys) - 1, 12)
        sheet.freeze_panes(1, 0)

    def totals(self) -> None:
        """Hours of each person and week, nights, weekends; then heads of each day by shift."""
        sheet, labels, weeks = self._sheet("totals"), self.labels, self.chart.weeks
        head = [labels["agent"], labels["name"], labels["contract"]]
        head += [f"{labels['week'].format(number=week.isocalendar().week)} ({week.isoformat()})" for week in weeks]
        head += [labels[key] for key in ("paid_hours", "shifts", "nights", "weekends", "leave_days")]
        self._texts(sheet, 0, head, self._head)
        row = 0
        for row, agent in enumerate(self.plan.agents, 1):
            totals = self.chart.totals(agent)
            self._texts(sheet, row, [agent.id, agent.name, agent.contract], self._plain)
            hours = [totals.paid_minutes_by_week[week] / 60 for week in weeks] + [totals.paid_minutes / 60]
            for column, value in enumerate(hours, 3):
                sheet.write_number(row, column, value, self._hours)
            for column, count in enumerate((totals.shifts, totals.nights, totals.weekends, totals.leave_days), 3 + len(hours)):
                sheet.write_number(row, column, count, self._plain)
        self._heads(sheet, row + 2)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, max(len(head), len(self.plan.shifts) + 3) - 1, 12)

    def _heads(self, sheet: Any, top: int) -> None:
        names = [shift.name for shift in self.plan.shifts]
        known = set(names)
        names += sorted({duty.shift for duty in self.chart.roster.duties} - known)
        counts: dict[tuple[date, str], int] = {}
        for duty in self.chart.roster.duties:
            counts[duty.day, duty.shift] = counts.get((duty.day, duty.shift), 0) + 1
        labels = self.labels
        self._texts(sheet, top, [labels["day"], labels["weekday"], labels["heads"], *names], self._head)
        for row, day in enumerate(self.plan.grid.calendar, top + 1):
            self._texts(sheet, row, [day.isoformat(), labels[f"weekday_{day.weekday()}"]], self._plain)
            values = [counts.get((day, name), 0) for name in names]
            for column, value in enumerate([sum(values), *values], 2):
                sheet.write_number(row, column, value, self._plain)

    def coverage(self, coverage: Coverage) -> None:
        """Hours required, staffed, short and over, by day and queue."""
        sheet, labels, grid = self._sheet("coverage"), self.labels, coverage.grid
        keys = ("day", "weekday", "queue", "required_hours", "staffed_hours", "short_hours", "over_hours")
        self._texts(sheet, 0, [labels[key] for key in keys], self._head)
        short = self._format("short", num_format="0.00", bg_color=SHORT_COLOUR)
        over = self._format("over", num_format="0.00", bg_color=OVER_COLOUR)
        row = 0
        for index, day in enumerate(grid.calendar):
            cells = grid.interval_day == index
            for q, queue in enumerate(coverage.queues):
                row += 1
                self._texts(sheet, row, [day.isoformat(), labels[f"weekday_{day.weekday()}"], queue], self._plain)
                arrays = (coverage.required, coverage.staffed, coverage.short, coverage.over)
                hours = [round(float(np.sum(array[q, cells])) * grid.interval_minutes / 60, 6) for array in arrays]
                forms = (self._hours, self._hours, short if hours[2] > 0 else self._hours, over if hours[3] > 0 else self._hours)
                for column, (value, form) in enumerate(zip(hours, forms, strict=True), 3):
                    sheet.write_number(row, column, value, form)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, row), len(keys) - 1)
        sheet.set_column(0, len(keys) - 1, 13)


def _skills(agent: Agent) -> str:
    return "; ".join(queue if speed == 1 else f"{queue}:{speed:g}" for queue, speed in agent.skills)


def _starts(shift: Shift) -> str:
    low, high = (f"{clock // 60:02d}:{clock % 60:02d}" for clock in (shift.start_from, shift.start_to))
    return low if low == high else f"{low}-{high} ({shift.step_minutes} min)"
