"""The human summaries of the commands, line by line, in the reader's language."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from staffing.cli.documents import LEFT_OUT, worst_shortages
from staffing.cli.output import money, percent, table
from staffing.domain.coverage import Coverage
from staffing.domain.finding import SEVERITY_ORDER, Audit, Finding, Outcome
from staffing.domain.plan import Plan
from staffing.domain.report import TERMS
from staffing.domain.requirement import Requirement
from staffing.i18n import t
from staffing.io import conflict_document
from staffing.services.explaining.words import conflict_sentence
from staffing.services.sentences import sentence
from staffing.services.stages import Chain, Forecasted, Rostered, out_folder

MOST_CONFLICTS = 10


def plan_lines(plan: Plan, lang: str = "en") -> list[str]:
    """Title and size."""
    last = plan.grid.calendar[-1]
    sites = len({a.site for a in plan.agents if a.site})
    key = "cli.plan" if sites > 1 else "cli.plan_one_site"
    return [
        plan.name,
        "  "
        + t(
            key,
            lang,
            first=plan.grid.first_day,
            last=last,
            days=plan.grid.days,
            minutes=plan.grid.interval_minutes,
            zone=plan.grid.zone,
            agents=len(plan.agents),
            sites=sites,
            queues=len(plan.queues),
        ),
    ]


def forecast_lines(made: Forecasted, lang: str = "en") -> list[str]:
    """Contacts, handling time and back-tested error of each queue."""
    forecast, accuracy = made.forecast, made.accuracy or {}
    rows = [[t(f"cli.{key}", lang) for key in ("queue", "contacts", "aht", "method", "wape")]]
    by_queue = accuracy.get("queues", {})
    for q, name in enumerate(forecast.queues):
        total = float(np.nansum(forecast.offered[q]))
        weighted = float(np.nansum(forecast.offered[q] * forecast.aht_seconds[q]))
        figures = by_queue.get(name, {}) if isinstance(by_queue, dict) else {}
        rows.append(
            [
                name,
                f"{total:,.0f}",
                f"{weighted / total:.0f} s" if total > 0 else "-",
                forecast.methods[q] if forecast.methods else "given",
                percent(figures.get("wape")),
            ]
        )
    lines = [t("cli.forecast", lang), *("  " + line for line in table(rows, right=(1, 2, 4)))]
    flags = accuracy.get("flags", [])
    for flag in flags if isinstance(flags, list) else []:
        lines.append("  " + t("cli.degraded", lang, queue=flag["queue"] or t("cli.all_queues", lang), why=flag_sentence(flag, lang)))
    return lines


def flag_sentence(flag: dict[str, Any], lang: str = "en") -> str:
    """Why a forecast is worth less than it could be, as a sentence."""
    params = {}
    for name, value in flag["params"].items():
        if name == "weekdays":
            value = ", ".join(t(f"cli.weekday.{day}", lang) for day in value)
        elif name.startswith("share"):
            value = percent(value)
        params[name] = value
    return t(f"reason.{flag['code']}", lang, **params)


def requirement_lines(plan: Plan, requirement: Requirement, lang: str = "en") -> list[str]:
    """Agent-hours, peak and formula of each queue."""
    grid = plan.grid
    rows = [[t(f"cli.{key}", lang) for key in ("queue", "agent_hours", "scheduled", "peak", "at", "model")]]
    for q, name in enumerate(requirement.queues):
        hours = requirement.agents[q].sum() * grid.interval_minutes / 60
        scheduled = requirement.scheduled_agents[q].sum() * grid.interval_minutes / 60
        peak = int(np.argmax(requirement.agents[q]))
        rows.append(
            [
                name,
                f"{hours:,.1f}",
                f"{scheduled:,.1f}",
                f"{requirement.agents[q, peak]:g}",
                _when(grid.text(int(grid.interval_starts[peak])), lang),
                requirement.models[q] if requirement.models else "given",
            ]
        )
    return [t("cli.requirement", lang), *("  " + line for line in table(rows, right=(1, 2, 3))), *background_lines(plan, requirement, lang)]


def background_lines(plan: Plan, requirement: Requirement, lang: str = "en") -> list[str]:
    """How deferred and outbound work is done, and what it costs the queues whose spare time it takes."""
    lines = []
    for work in requirement.background:
        arrives, spare = float(work.arriving_hours.sum()), float(work.spare_hours.sum())
        q = requirement.queues.index(work.queue)
        added = float(requirement.agents[q].sum()) * plan.grid.interval_minutes / 60
        left = float(work.waiting_hours[-1]) if len(work.waiting_hours) else 0.0
        values = {"opening": work.opening_hours, "arrives": arrives, "spare": spare, "added": added, "left": left}
        lines.append("  " + t("cli.background", lang, queue=work.queue, **{key: f"{value:,.1f}" for key, value in values.items()}))
    for blend in requirement.blends:
        key = "cli.blend_aside" if blend.reserve_agents is None else "cli.blend_reserve"
        hours = {"spare": f"{blend.spare_hours.sum():,.1f}", "added": f"{blend.added_hours:,.1f}"}
        lines.append("  " + t(key, lang, queue=blend.queue, reserve=blend.reserve_agents, **hours))
    return lines


def roster_lines(made: Rostered, lang: str = "en") -> list[str]:
    """Status, cost, gap, terms and shortage."""
    report, roster = made.result.report, made.result.roster
    lines = [t("cli.roster", lang, status=t(f"cli.status.{report.status.value}", lang), seconds=f"{report.seconds:.0f}")]
    for conflict in report.conflicts[:MOST_CONFLICTS]:
        lines.append("  " + conflict_sentence(made.plan, conflict_document(conflict), lang))
    if len(report.conflicts) > MOST_CONFLICTS:
        lines.append("  " + t("cli.more_conflicts", lang, n=len(report.conflicts) - MOST_CONFLICTS))
    if report.conflicts or roster is None:
        lines.append("  " + t("cli.ask_explain", lang))
    if roster is None:
        return lines
    paid = sum(d.paid_minutes or 0 for d in roster.duties) / 60
    lines.append("  " + t("cli.shifts", lang, shifts=f"{len(roster.duties):,}", hours=f"{paid:,.0f}"))
    key = "cli.proof" if report.bound is not None else "cli.no_proof"
    lines.append("  " + t(key, lang, cost=money(report.objective), bound=money(report.bound), gap=percent(report.gap)))
    if report.excess_gap is not None:
        lines.append("  " + t("cli.excess", lang, floor=money(report.floor), excess=percent(report.excess_gap)))
    named = [f"{t(f'cli.term.{name}', lang)} {money(report.terms[name])}" for name in TERMS if report.terms.get(name)]
    lines.append("  " + t("cli.comma", lang).join(named))
    if made.coverage is not None:
        lines += shortage_lines(made.coverage, lang)
    return lines


def shortage_lines(coverage: Coverage, lang: str = "en") -> list[str]:
    """What is short and where."""
    hours = coverage.grid.interval_minutes / 60
    short, required = coverage.short.sum() * hours, coverage.required.sum() * hours
    if short < 1e-9:
        return ["  " + t("cli.nothing_short", lang)]
    lines = [
        "  "
        + t("cli.short", lang, short=f"{short:,.1f}", required=f"{required:,.0f}", share=percent(short / required if required else None))
    ]
    for place in worst_shortages(coverage):
        lines.append(
            "    "
            + t(
                "cli.short_at",
                lang,
                when=_when(place["interval_start"], lang),
                queue=place["queue"],
                staffed=f"{place['staffed']:.1f}",
                required=f"{place['required']:g}",
            )
        )
    return lines


def audit_lines(audit: Audit, lang: str = "en") -> list[str]:
    """Counts by outcome, then one line for each rule and outcome: its worst finding and how many more there are."""
    counts = Counter(f.outcome for f in audit.findings)
    passed = sum(r.outcome is Outcome.PASS for r in audit.rules)
    lines = [t("cli.check", lang, rules=len(audit.rules), passed=passed)]
    told = ", ".join(f"{outcome.value} {counts[outcome]}" for outcome in SEVERITY_ORDER if counts[outcome])
    lines.append("  " + (t("cli.broken", lang) if audit.failed else t("cli.none_broken", lang)) + (f" ({told})" if told else ""))
    kinds: dict[tuple[Outcome, str], list[Finding]] = {}
    for finding in audit.findings:
        kinds.setdefault((finding.outcome, finding.rule), []).append(finding)
    for (outcome, rule), alike in kinds.items():
        worst = max(alike, key=lambda f: f.deficit or 0.0)
        more = "" if len(alike) == 1 else " " + t("cli.alike", lang, count=len(alike) - 1)
        lines.append(f"  {outcome.value:<14} {rule:<12} {sentence(worst, lang)}{more}")
    return lines


def chain_lines(chain: Chain, folder: Path, lang: str = "en", files: list[Path] | None = None) -> list[str]:
    """The summary of the whole chain."""
    lines = [*plan_lines(chain.plan, lang), ""]
    if chain.forecast is not None:
        lines += [*forecast_lines(chain.forecast, lang), ""]
    lines += [*requirement_lines(chain.plan, chain.requirement, lang), "", *roster_lines(chain.rostered, lang), ""]
    if chain.audit is not None:
        lines += [*audit_lines(chain.audit, lang), ""]
    lines.append(t("cli.left_out", lang, stages=", ".join(LEFT_OUT)))
    lines.append(t("cli.files", lang, folder=out_folder(folder)))
    lines += ["  " + str(path) for path in files or []]
    lines.append(t("cli.next", lang, program=program(), folder=folder))
    return lines


def program() -> str:
    """How this command was called, so that the next one can be copied: ``.venv/bin/staffing``, or ``staffing`` where it is on the path."""
    called = Path(sys.argv[0])
    if called.name not in ("staffing", "staffing.exe") or shutil.which("staffing") == str(called):
        return "staffing"
    try:
        return str(called.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(called)


def _when(text: str, lang: str) -> str:
    """``Mon 11-30 10:15``."""
    moment = datetime.fromisoformat(text)
    return f"{t(f'cli.weekday.{moment.weekday()}', lang)} {moment:%m-%d %H:%M}"
