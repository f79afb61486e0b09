"""The report as pages: A4 across, every character embedded."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from staffing.io.audit.colours import HEAD, OUTCOMES, RULE
from staffing.io.audit.document import Cell, Column, Document, Pairs, Section, Table, Text

_FONT = "report"
_SIZE = 8.0


def audit_pdf(document: Document, font: Path) -> bytes:
    """The pages. ``font``: a file with TrueType outlines, see :func:`staffing.io.audit.fonts.find_font`."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    pdfmetrics.registerFont(TTFont(_FONT, str(font), subfontIndex=0))
    buffer = io.BytesIO()
    width, height = landscape(A4)
    margin = 14 * mm
    template = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        title=document.title,
        subject=document.subtitle,
        author="",
        creator="staffing",
        initialFontName=_FONT,
    )

    def page(canvas: Any, made: Any) -> None:
        canvas.setFont(_FONT, 7)
        canvas.setFillColor("#555555")
        canvas.drawString(margin, 8 * mm, document.footer)
        canvas.drawRightString(width - margin, 8 * mm, str(made.page))

    frame = Frame(margin, 14 * mm, width - 2 * margin, height - 26 * mm, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate("page", [frame], onPage=page)])
    styles = _styles()
    story: list[Any] = [_paragraph(document.title, styles["title"]), _paragraph(document.subtitle, styles["plain"])]
    for section in document.sections:
        if section.paper:
            story += _section(document, section, styles, width - 2 * margin)
    template.build(story)
    return buffer.getvalue()


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    base = ParagraphStyle("base", fontName=_FONT, fontSize=_SIZE, leading=_SIZE * 1.35, wordWrap="CJK", textColor="#1A1A1A")

    def style(name: str, **more: Any) -> Any:
        return ParagraphStyle(name, parent=base, **more)

    return {
        "plain": style("plain", spaceAfter=5),
        "small": style("small", fontSize=7, leading=9.5, textColor="#555555", spaceAfter=5),
        "quote": style("quote", leftIndent=10, textColor="#333333", spaceAfter=3, borderColor=RULE),
        "head": style("head", fontSize=9.5, leading=13, spaceBefore=7, spaceAfter=2, textColor="#123A5E"),
        "title": style("title", fontSize=17, leading=24, spaceAfter=2),
        "section": style("section", fontSize=13, leading=18, spaceBefore=12, spaceAfter=5, textColor="#123A5E"),
        "cell": style("cell", fontSize=7.2, leading=9.4),
        "number": style("number", fontSize=7.2, leading=9.4, alignment=2),
        "label": style("label", fontSize=6.8, leading=8.8, textColor="#123A5E"),
        "label_number": style("label_number", fontSize=6.8, leading=8.8, textColor="#123A5E", alignment=2),
    }


def _paragraph(text: str, style: Any) -> Any:
    """A paragraph that breaks Latin text between words and Chinese text anywhere."""
    from reportlab.platypus import Paragraph

    if not any(ord(c) > 0x2E80 for c in text):
        style = style.clone(style.name, wordWrap=None, splitLongWords=1)
    return Paragraph(escape(text).replace("\n", "<br/>") or "&nbsp;", style)


def _section(document: Document, section: Section, styles: dict[str, Any], width: float) -> list[Any]:
    from reportlab.platypus import CondPageBreak, Spacer

    story: list[Any] = [CondPageBreak(110), _paragraph(section.title, styles["section"])]
    for block in section.blocks:
        if isinstance(block, Text):
            story += [CondPageBreak(70)] if block.style == "head" else []
            story.append(_paragraph(block.text, styles[block.style]))
        elif isinstance(block, Pairs):
            story += [_pairs(block, styles, width), Spacer(1, 6)]
        else:
            story += [*_table(document, block, styles, width), Spacer(1, 6)]
    return story


def _pairs(block: Pairs, styles: dict[str, Any], width: float) -> Any:
    from reportlab.platypus import Table as Grid

    rows = [[_paragraph(label, styles["label"]), _paragraph(value, styles["cell"])] for label, value in block.items]
    grid = Grid(rows, colWidths=[width * 0.2, width * 0.8], hAlign="LEFT")
    grid.setStyle(_lines())
    return grid


def _lines(*more: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    pads: list[tuple[Any, ...]] = [("TOPPADDING", (0, 0), (-1, -1), 1.6), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2)]
    pads += [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    pads.append(("FONTNAME", (0, 0), (-1, -1), _FONT))
    return [*pads, ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#C8CED6"), *more]


def _table(document: Document, table: Table, styles: dict[str, Any], width: float) -> list[Any]:
    from reportlab.platypus import Table as Grid

    shown = table.rows if table.paper_rows is None else table.rows[: table.paper_rows]
    rows = [[_paragraph(c.title, styles["label" if c.kind in ("text", "outcome") else "label_number"]) for c in table.columns]]
    fills: list[tuple[Any, ...]] = [("BACKGROUND", (0, 0), (-1, 0), HEAD), ("LINEBELOW", (0, 0), (-1, 0), 0.7, RULE)]
    for number, cells in enumerate(shown, 1):
        rows.append([_cell(column, cell, styles) for column, cell in zip(table.columns, cells, strict=True)])
        fills += _fills(document, table.columns, cells, number)
    total = sum(column.weight for column in table.columns)
    grid = Grid(rows, colWidths=[width * column.weight / total for column in table.columns], repeatRows=1, hAlign="LEFT")
    grid.setStyle(_lines(*fills))
    notes = [text for text in (table.note, table.paper_note if len(shown) < len(table.rows) else "") if text]
    return [grid, *(_paragraph(text, styles["small"]) for text in notes)]


def _fills(document: Document, columns: Sequence[Column], cells: Sequence[Cell], row: int) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        code = document.outcomes.get(cell) if column.kind == "outcome" and isinstance(cell, str) else None
        if code in OUTCOMES:
            found.append(("BACKGROUND", (place, row), (place, row), OUTCOMES[code]))
    return found


def _cell(column: Column, cell: Cell, styles: dict[str, Any]) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _paragraph(cell, styles["cell"])
    digits = {"hours": 2, "money": 2}.get(column.kind, 0)
    return _paragraph(f"{cell:,.{digits}f}", styles["number"])
