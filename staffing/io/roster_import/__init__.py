"""Rosters as other people keep them, read cell by cell: what a cell means is said by a mapping, never guessed in silence."""

from __future__ import annotations

from staffing.io.roster_import.mapping import Mapping, mapping_text, read_mapping
from staffing.io.roster_import.pen import ImportedRoster
from staffing.io.roster_import.raw import Sheet, read_sheets
from staffing.io.roster_import.read import import_roster

__all__ = ["ImportedRoster", "Mapping", "Sheet", "import_roster", "mapping_text", "read_mapping", "read_sheets"]
