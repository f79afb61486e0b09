"""Hotlines of ten agents, judged by the benchmark's own judge."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from staffing.services import stages
from tests.rules.judge_files import load_judge

MAKER = Path(__file__).resolve().parents[5] / "shared" / "bench" / "hotline" / "make_plan.py"
SECONDS = 15.0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_hotline_gets_a_lawful_roster_within_its_bound(tmp_path: Path, seed: int) -> None:
    if not MAKER.exists():
        pytest.skip("the hotline generator ../shared/bench/hotline/make_plan.py is not there")
    judge = load_judge()
    subprocess.run([sys.executable, str(MAKER), str(tmp_path), "--agents", "10", "--seed", str(seed)], check=True)
    report = stages.roster(tmp_path, time_limit=SECONDS, seed=seed).result.report
    verdict = judge.evaluate(tmp_path, tmp_path / "out")
    assert verdict["violations"] == {}
    assert report.objective == pytest.approx(verdict["objective"], abs=1e-5)
    assert dict(report.terms) == pytest.approx(verdict["terms"], abs=1e-5)
    assert report.bound is not None
    assert report.bound <= report.objective
    assert report.gap <= 0.30
    assert report.seconds <= 1.05 * SECONDS + 2
