"""One interval of a requirement, opened up, in words and as a JSON document."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from staffing.cli.documents import known
from staffing.cli.erlang_summary import document as number_document
from staffing.cli.erlang_summary import lines as number_lines
from staffing.cli.quantities import show_seconds
from staffing.domain.plan import Plan
from staffing.i18n import t
from staffing.services.opened import Opened


def opened_lines(plan: Plan, opened: Opened, lang: str = "en") -> list[str]:
    """Top to bottom: which number, where its inputs come from, the derivation, and what was added to it."""
    lines = [t("opened.title", lang, queue=opened.queue, start=opened.start.replace("T", " "), minutes=plan.grid.interval_minutes)]
    if not opened.is_open and opened.work is None:
        return [*lines, "  " + t("opened.closed", lang)]
    if opened.model == "given":
        return [*lines, "  " + t("opened.given", lang), *_last(opened, lang)]
    if opened.work is not None:
        account = {key: f"{value:,.3f}" for key, value in asdict(opened.work).items()}
        lines += ["  " + t(f"opened.{opened.model}", lang), "  " + t("opened.account", lang, **account)]
        return [*lines, *_last(opened, lang)]
    lines.append("  " + t("opened.inputs", lang))
    if opened.load_erlangs is not None and opened.interval_load is not None and _differ(opened.load_erlangs, opened.interval_load):
        lines.append("  " + t("opened.carried", lang, alone=f"{opened.interval_load:.6g}", load=f"{opened.load_erlangs:.6g}"))
    if opened.model.startswith("chat"):
        table = plan.queue_by_name[opened.queue].aht_by_concurrency_seconds
        lines.append("  " + t("opened.chat", lang, table=", ".join(show_seconds(Fraction(str(value))) for value in table)))
    if opened.model.startswith("blend"):
        lines.append("  " + t("opened.blend", lang, reserve=plan.queue_by_name[opened.queue].reserve_agents))
    if opened.answer is None:
        lines.append("  " + t("opened.no_contacts", lang))
    else:
        lines += ["", *number_lines(opened.answer, lang)]
    return [*lines, *_last(opened, lang)]


def opened_document(opened: Opened) -> dict[str, Any]:
    """The same as data."""
    values = {key: value for key, value in vars(opened).items() if key not in ("answer", "work")}
    numbers = {key: known(value, 9) if isinstance(value, float) else value for key, value in values.items()}
    work = None if opened.work is None else asdict(opened.work)
    return {**numbers, "work": work, "derivation": None if opened.answer is None else number_document(opened.answer)}


def _last(opened: Opened, lang: str) -> list[str]:
    lines = []
    derived = None if opened.answer is None else opened.answer.agents
    if opened.min_agents and (derived is None or opened.min_agents > derived):
        lines.append("  " + t("opened.floor", lang, floor=opened.min_agents))
    if derived is not None and opened.agents != max(derived, opened.min_agents):
        lines.append("  " + t("opened.differs", lang, formula=derived, agents=f"{opened.agents:g}"))
    numbers = {"agents": f"{opened.agents:g}", "shrinkage": f"{opened.shrinkage:g}", "scheduled": f"{opened.scheduled_agents:.6g}"}
    return [*lines, "  " + t("opened.result", lang, **numbers)]


def _differ(a: float, b: float) -> bool:
    return abs(a - b) > 1e-9 * max(a, b, 1.0)
