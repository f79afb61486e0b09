"""The roster as files for people."""

from __future__ import annotations

from staffing.domain.plan import Plan
from staffing.i18n import has
from staffing.ui.context import Context
from staffing.ui.data import Work


def activity_name(ctx: Context, code: str) -> str:
    """An activity in words where there are any."""
    key = f"activity.{code}"
    return ctx.t(key) if has(key, ctx.lang) else code


def show(ctx: Context, plan: Plan, work: Work) -> None:
    """Buttons for Excel, CSV and calendars."""
