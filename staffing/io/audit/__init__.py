"""The audit report as files: a workbook, a PDF, JSON. The writers lay out what they are given; they know no rule and no language."""

from __future__ import annotations

from staffing.io.audit.document import Column, Document, Pairs, Section, Table, Text
from staffing.io.audit.followup import Followup, read_followups, write_followups
from staffing.io.audit.swaps import SwapRecord, read_swaps
from staffing.io.audit.waivers import Waiver, read_waivers, write_waivers

__all__ = [
    "Column",
    "Document",
    "Followup",
    "Pairs",
    "Section",
    "SwapRecord",
    "Table",
    "Text",
    "Waiver",
    "read_followups",
    "read_swaps",
    "read_waivers",
    "write_followups",
    "write_waivers",
]
