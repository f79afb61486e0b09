"""Days of a national calendar that a plan sets itself: what a notice says that the program does not know yet, or says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CALENDAR_KINDS = ("statutory", "off", "work")
CALENDAR_STATUSES = ("official", "provisional")


@dataclass(frozen=True)
class CalendarDay:
    """One day of ``calendar.csv``.

    Attributes:
        kind: ``statutory`` (a holiday the law itself names), ``off`` (another day off: a moved or added rest day) or ``work`` (an ordinary
            working day, e.g. a Saturday worked for a holiday).
        name: of the day.
        status: ``official`` (from a notice) or ``provisional``.
        notice: number or title of the notice.
    """

    day: date
    kind: str
    name: str = ""
    status: str = "official"
    notice: str = ""

    def __post_init__(self) -> None:
        if self.kind not in CALENDAR_KINDS:
            raise ValueError(f"kind must be one of {CALENDAR_KINDS}, not {self.kind!r}")
        if self.status not in CALENDAR_STATUSES:
            raise ValueError(f"status must be one of {CALENDAR_STATUSES}, not {self.status!r}")
