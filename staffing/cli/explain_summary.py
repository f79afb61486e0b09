"""The summary of ``staffing explain`` for a scheduler: what clashes or is short, and what would help."""

from __future__ import annotations

from staffing.cli.output import money, table
from staffing.domain.explanation import Explanation, Outcome
from staffing.domain.plan import Plan
from staffing.i18n import t
from staffing.io import conflict_document
from staffing.services.explaining.words import change_sentence, conflict_sentence, listed, proof_words, shortage_sentence, span_words

MOST_SHORTAGES = 6


def explanation_lines(plan: Plan, found: Explanation, lang: str = "en") -> list[str]:
    """Everything worth telling, line by line."""
    lines = [t(f"explain.title_{found.outcome.value}", lang, seconds=f"{found.seconds:.0f}")]
    if found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN):
        lines += conflict_lines(plan, found, lang)
    elif found.outcome is Outcome.SHORT:
        lines += shortage_lines(found, lang)
        lines += cure_lines(plan, found, lang)
    return lines


def conflict_lines(plan: Plan, found: Explanation, lang: str) -> list[str]:
    """Each conflict with its repairs."""
    lines = []
    for number, conflict in enumerate(found.conflicts):
        lines.append(f"  {number + 1}. {conflict_sentence(plan, conflict_document(conflict), lang)}")
        mine = [r for r in found.repairs if r.conflict == number]
        none = "no_time" if number in found.cut_short else "no_repair"
        lines.append("     " + t("explain.repairs" if mine else f"explain.{none}", lang))
        for repair in mine:
            mark = t("explain.chosen_mark", lang) if repair.chosen else " "
            lines.append(f"     {mark} {repair.change.effort_hours:6g} h  {change_sentence(plan, repair.change, lang)}")
    priced = found.repaired
    if priced is not None and priced.objective is not None:
        short = "-" if priced.short_hours is None else f"{priced.short_hours:,.1f}"
        lines.append("  " + t("explain.repaired", lang, cost=money(priced.objective), bound=money(priced.bound), short=short))
    elif priced is not None:
        lines.append("  " + t("explain.not_repaired", lang))
    return lines


def shortage_lines(found: Explanation, lang: str) -> list[str]:
    """How much is short, why, and where."""
    base = found.base
    assert base is not None
    lines = [
        "  " + t("explain.base", lang, cost=money(base.objective), bound=money(base.bound), short=f"{base.short_hours or 0.0:,.1f}"),
        t("explain.why", lang),
    ]
    for cause, hours in found.short_hours_by_cause:
        lines.append("  " + t("explain.hours_by_cause", lang, hours=f"{hours:,.1f}", cause=t(f"explain.cause_name.{cause}", lang)))
    lines.append(t("explain.where", lang))
    rows = [
        [
            span_words(s.start, s.end, lang),
            s.queue,
            f"{s.short_hours:,.1f}",
            f"{s.staffed:.1f} / {s.required:g}",
            shortage_sentence(s, lang),
        ]
        for s in found.shortages[:MOST_SHORTAGES]
    ]
    return lines + ["  " + line for line in table(rows, right=(2, 3))]


def cure_lines(plan: Plan, found: Explanation, lang: str) -> list[str]:
    """What would help, and what the figures are worth."""
    assert found.base is not None
    lines = [t("explain.help", lang)]
    rows = [[t(f"explain.{key}", lang) for key in ("saves", "proof", "short_left", "effort", "change_head")]]
    for cure in found.cures:
        words = change_sentence(plan, cure.change, lang)
        if cure.breaks:
            words += f" ({t('explain.breaks', lang, rules=', '.join(cure.breaks))})"
        short = "-" if cure.priced.short_hours is None else f"{cure.priced.short_hours:,.1f}"
        rows.append([money(cure.saving), proof_words(cure, lang), short, f"{cure.change.effort_hours:g}", words])
    lines += ["  " + line for line in (table(rows, right=(0, 2, 3)) if found.cures else [t("explain.nothing_helps", lang)])]
    if found.cures:
        each = "-" if found.seconds_each is None else f"{found.seconds_each:.0f}"
        lines.append("  " + t("explain.caveat", lang, seconds=each, gap=money(found.base.gap)))
    if found.untried:
        changes = listed([change_sentence(plan, c, lang) for c in found.untried], lang, most=4)
        lines.append("  " + t("explain.untried", lang, changes=changes))
    return lines
