"""Kinds of leave that may be named in a report; every other kind may tell of health or family."""

from __future__ import annotations

from staffing.rules.time_off import LIEU_KINDS

PROTECTED = "protected"
NAMED = {
    "annual": frozenset({"annual", "vacation", "holiday", "年假", "年休假", "年休"}),
    "lieu": LIEU_KINDS,
    "personal": frozenset({"personal", "unpaid", "事假"}),
    "training": frozenset({"training", "培训"}),
    "other": frozenset({"", "leave", "off", "休假"}),
}
"""Words of leave.csv by the kind shown, compared without regard to capitals."""


def shown_kind(kind: str) -> str:
    """The kind of leave as a report shows it: one of :data:`NAMED`, or ``protected``."""
    folded = kind.strip().casefold()
    return next((name for name, words in NAMED.items() if folded in words), PROTECTED)
