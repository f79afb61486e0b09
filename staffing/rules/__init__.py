"""The rules: packs as data, one checker per kind, and what they say of a roster. Never imports the solver."""

from __future__ import annotations

from staffing.rules.audit import check

__all__ = ["check"]
