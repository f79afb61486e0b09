"""Explaining a plan folder: what is there is read, the answer is written to ``out/explain.json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from staffing import io
from staffing.domain.explanation import Change, Cure, Explanation, Priced, Repair
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems
from staffing.domain.progress import Cancelled, Listener, ignore, never
from staffing.domain.roster import Roster
from staffing.io.json_file import plain
from staffing.services import pipeline
from staffing.services.explaining.explain import TIME_LIMIT, explain
from staffing.services.explaining.words import change_sentence, conflict_sentence, shortage_sentence


@dataclass(frozen=True)
class Explained:
    """A plan and why it has no roster or is short."""

    plan: Plan
    explanation: Explanation


def explain_folder(
    folder: Path,
    *,
    time_limit: float = TIME_LIMIT,
    seed: int = 1,
    workers: int | None = None,
    lang: str = "en",
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> Explained:
    """Explain a plan folder; a roster in ``out/`` that was made from the same input is what solves start from.

    Raises InputProblems with every problem of the input.
    """
    plan = pipeline.load_plan(folder, needs=("roster-inputs",))
    requirement = pipeline.make_requirement(plan)
    found = explain(
        plan,
        requirement,
        present_roster(folder, plan),
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
    )
    io.write_json(explanation_document(plan, found, lang), folder / "out" / "explain.json")
    return Explained(plan, found)


def present_roster(folder: Path, plan: Plan) -> Roster | None:
    """The roster in ``out/`` where it was made from this very plan."""
    out = folder / "out"
    activities = out / "activities.csv"
    if not (out / "roster.csv").exists() or not (out / "report.json").exists():
        return None
    try:
        with io.exclusive(out):
            if io.read_report(out / "report.json").get("input_hash") != plan.input_hash:
                return None
            return io.read_roster(plan, out / "roster.csv", activities if activities.exists() else None)
    except InputProblems:
        return None


def explanation_document(plan: Plan, found: Explanation, lang: str = "en") -> dict[str, Any]:
    """An explanation as JSON: numbers and codes, ``null`` where unknown, and a sentence beside each."""
    document: dict[str, Any] = plain(
        {
            "outcome": found.outcome,
            "conflicts": [_conflict(plan, found, k, lang) for k in range(len(found.conflicts))],
            "repaired": _priced(found.repaired),
            "base": _priced(found.base),
            "short_hours_by_cause": dict(found.short_hours_by_cause),
            "shortages": [{**asdict(s), "message": shortage_sentence(s, lang)} for s in found.shortages],
            "cures": [_cure(plan, c, lang) for c in found.cures],
            "untried": [_change(plan, c, lang) for c in found.untried],
            "seconds": round(found.seconds, 3),
            "seconds_each": found.seconds_each,
            "time_limit": found.time_limit,
            "seed": found.seed,
            "input_hash": found.input_hash,
        }
    )
    return document


def _conflict(plan: Plan, found: Explanation, number: int, lang: str) -> dict[str, Any]:
    conflict = io.conflict_document(found.conflicts[number])
    repairs = [_repair(plan, r, lang) for r in found.repairs if r.conflict == number]
    return {**conflict, "message": conflict_sentence(plan, conflict, lang), "repairs": repairs, "cut_short": number in found.cut_short}


def _repair(plan: Plan, repair: Repair, lang: str) -> dict[str, Any]:
    return {**_change(plan, repair.change, lang), "verified": repair.verified, "chosen": repair.chosen}


def _change(plan: Plan, change: Change, lang: str) -> dict[str, Any]:
    return {
        "family": change.family,
        **asdict(change),
        "effort_hours": change.effort_hours,
        "message": change_sentence(plan, change, lang),
    }


def _cure(plan: Plan, cure: Cure, lang: str) -> dict[str, Any]:
    return {
        **_change(plan, cure.change, lang),
        "expected_saving": cure.expected,
        "saving": cure.saving,
        "saving_at_least": cure.saving_at_least,
        "saving_at_most": cure.saving_at_most,
        "proven": cure.proven,
        "saving_per_effort_hour": cure.saving_per_effort_hour,
        "solved": _priced(cure.priced),
        "breaks": cure.breaks,
    }


def _priced(priced: Priced | None) -> dict[str, Any] | None:
    if priced is None:
        return None
    return {
        "status": priced.status,
        "objective": priced.objective,
        "bound": priced.bound,
        "gap_money": priced.gap,
        "short_hours": priced.short_hours,
        "seconds": round(priced.seconds, 3),
    }
