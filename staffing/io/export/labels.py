"""Words of the exports: this room speaks no language, whoever calls it brings the words."""

from __future__ import annotations

from collections.abc import Mapping

LABELS = (
    "agent", "allowance", "break", "breaks", "calendar", "contract", "coverage", "day", "end", "heads", "leave", "leave_days",
    "legend", "length", "meal", "meeting", "name", "nights", "over_hours", "paid_hours", "queue", "queues", "required_hours",
    "roster", "shift", "shifts", "short_hours", "site", "skills", "staffed_hours", "start", "starts", "totals", "training",
    "week", "weekday", "weekends",
    "weekday_0", "weekday_1", "weekday_2", "weekday_3", "weekday_4", "weekday_5", "weekday_6",
)  # fmt: skip
"""Every key an export asks for."""

Labels = Mapping[str, str]


def word(labels: Labels, key: str) -> str:
    """The label of a known key, or the key itself (an activity of the user's own)."""
    return labels.get(key, key)
