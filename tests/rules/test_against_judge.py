"""The checker, the coverage and the objective agree with an independent judge written for the benchmarks, on rosters good and bad."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from staffing.domain.finding import Finding
from staffing.domain.plan import Plan
from staffing.rules import check
from staffing.rules.coverage import measure
from staffing.rules.objective import recompute
from tests.rules.judge_files import load_judge, write
from tests.rules.random_rosters import random_plan, random_requirement, random_roster

CATALOGUE = ("unknown_shift", "shift_outside_plan", "shift_length", "shift_start", "shift_site", "shift_volunteers")
OWN_NAMES = {
    "paid-minutes": "shift_paid",
    "roster-day": "shift_day",
    "activities-fill-shift": "activities_gap",
    "activity-grid": "activity_grid",
}


def as_the_judge_counts(plan: Plan, findings: tuple[Finding, ...]) -> dict[str, int]:
    """Findings counted the judge's way: once per duty for the catalogue, once per grid step for the floor, own names for file faults."""
    counts: Counter[str] = Counter()
    duties: set[tuple[str, object]] = set()
    by_key = {key: name for name, key in OWN_NAMES.items()}
    for finding in findings:
        if finding.key in by_key:
            counts[by_key[finding.key]] += 1
        elif finding.key in CATALOGUE:
            duties.add((finding.agent, finding.first_day))
        elif finding.rule == "CON-FLOOR-01":
            counts[finding.rule] += finding.params["minutes"] // plan.grid.step_minutes
        elif finding.rule == "CON-MEAL-01" and finding.key == "activity_unplanned":
            counts["unplanned-activity"] += 1
        else:
            counts[finding.rule] += 1
    if duties:
        counts["CON-SHIFT-01"] = len(duties)
    return dict(counts)


@pytest.mark.parametrize("seed", range(60))
def test_the_judge_agrees(seed: int, tmp_path: Path) -> None:
    judge = load_judge()
    rng = Random(seed)
    plan = random_plan(rng)
    requirement = random_requirement(rng, plan)
    roster = random_roster(rng, plan, wildness=rng.choice((0.0, 0.5, 1.0)))
    write(tmp_path, plan, requirement, roster)
    verdict = judge.evaluate(tmp_path, tmp_path / "out")
    audit = check(plan, roster, packs=())
    assert as_the_judge_counts(plan, audit.findings) == verdict["violations"]
    terms = recompute(plan, requirement, roster)
    assert terms == pytest.approx(verdict["terms"], abs=2e-6)
    assert sum(terms.values()) == pytest.approx(verdict["objective"], abs=2e-6)
    assert measure(plan, requirement, roster).short_agent_minutes == pytest.approx(verdict["short_agent_minutes"], abs=2e-6)
