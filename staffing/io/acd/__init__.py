"""Interval exports of telephone systems (ACD) -> rows of history.csv: headings by alias, saved mappings, preview, no row twice."""

from staffing.io.acd.mapping import AcdMapping, acd_mapping_text, read_acd_mapping
from staffing.io.acd.merge import Change, Merge, merge_history
from staffing.io.acd.read import AcdExport, AcdRow, read_export

__all__ = [
    "AcdExport",
    "AcdMapping",
    "AcdRow",
    "Change",
    "Merge",
    "acd_mapping_text",
    "merge_history",
    "read_acd_mapping",
    "read_export",
]
