"""The report as a workbook: a sheet for each section."""

from __future__ import annotations

import io
from typing import Any

from staffing.io.audit.colours import HEAD, OUTCOMES
from staffing.io.audit.document import Cell, Column, Document, Pairs, Section, Table, Text
from staffing.io.export.neutral import neutral

_FORMS = {"count": "0", "hours": "0.00", "money": "#,##0.00"}
_TOP = 5
"""A heading stays in sight only where it stands at the top."""


def audit_workbook(document: Document) -> bytes:
    """The workbook. Texts of users never become formulas."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": _shown(document.title)})
    writer = _Writer(book, document)
    for section in document.sections:
        writer.section(section)
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, document: Document) -> None:
        self.book, self.document = book, document
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_size": 10, "valign": "top", **properties})
        return self._formats[key]

    def section(self, section: Section) -> None:
        """One sheet: its title, then the blocks below each other; the last table gets a filter and stays under its heading."""
        sheet = self.book.add_worksheet(_sheet_name(section.name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        first = section is self.document.sections[0]
        title = f"{self.document.title}: {self.document.subtitle}" if first else section.title
        sheet.write_string(0, 0, _shown(title), self._format(bold=True, font_size=14))
        row = 2
        tables = [block for block in section.blocks if isinstance(block, Table)]
        widths: dict[int, float] = {}
        for block in section.blocks:
            if isinstance(block, Table):
                row = self._table(sheet, row, block, alone=len(tables) == 1)
                for place, column in enumerate(block.columns):
                    widths[place] = max(widths.get(place, 0), column.weight)
            elif isinstance(block, Pairs):
                row = self._pairs(sheet, row, block)
                widths[0], widths[1] = max(widths.get(0, 0), 26), max(widths.get(1, 0), 60)
            else:
                row = self._text(sheet, row, block)
        for place, width in widths.items():
            sheet.set_column(place, place, min(70.0, max(8.0, width * 1.15)))

    def _pairs(self, sheet: Any, row: int, block: Pairs) -> int:
        for label, value in block.items:
            sheet.write_string(row, 0, _shown(label), self._format(bold=True, bg_color=HEAD, text_wrap=True))
            sheet.write_string(row, 1, _shown(value), self._format(text_wrap=True))
            row += 1
        return row + 1

    def _text(self, sheet: Any, row: int, block: Text) -> int:
        styles: dict[str, dict[str, Any]] = {
            "plain": {}, "small": {"font_color": "#555555"}, "quote": {"italic": True}, "head": {"bold": True, "font_size": 12},
        }  # fmt: skip
        style = styles[block.style]
        sheet.write_string(row, 0, _shown(block.text), self._format(**style))
        return row + (2 if block.style in ("plain", "small") else 1)

    def _table(self, sheet: Any, row: int, table: Table, alone: bool) -> int:
        for place, column in enumerate(table.columns):
            sheet.write_string(row, place, _shown(column.title), self._format(bold=True, bg_color=HEAD, bottom=1, text_wrap=True))
        if alone and row <= _TOP:
            sheet.freeze_panes(row + 1, 0)
            sheet.repeat_rows(row)
            if table.rows:
                sheet.autofilter(row, 0, row + len(table.rows), len(table.columns) - 1)
        for cells in table.rows:
            row += 1
            for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self._cell(sheet, row, place, column, cell)
        row += 1
        if table.note:
            sheet.write_string(row, 0, _shown(table.note), self._format(font_color="#555555"))
            row += 1
        return row + 1

    def _cell(self, sheet: Any, row: int, place: int, column: Column, cell: Cell) -> None:
        line = {"bottom": 4, "bottom_color": "#CCCCCC"}
        if cell is None:
            sheet.write_blank(row, place, None, self._format(**line))
        elif isinstance(cell, str):
            code = self.document.outcomes.get(cell) if column.kind == "outcome" else None
            fill = {"bg_color": OUTCOMES[code]} if code in OUTCOMES else {}
            sheet.write_string(row, place, _shown(cell), self._format(text_wrap=True, **line, **fill))
        else:
            sheet.write_number(row, place, cell, self._format(num_format=_FORMS.get(column.kind, "General"), **line))


def _shown(text: str) -> str:
    """A text that no spreadsheet runs; a dash alone stays one."""
    return text if text == "-" else neutral(text)


def _sheet_name(name: str) -> str:
    return "".join("-" if c in "[]:*?/\\" else c for c in name)[:31]
