"""Real contacts through the whole chain: no stage may fall over what a real centre's history looks like."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.bank_plan import SOURCE, make_bank_plan
from staffing.domain.finding import Outcome
from staffing.services import stages


@pytest.mark.skipif(not SOURCE.exists(), reason="SKIPPED: the real contact volumes of ../shared/calls are not here")
def test_a_banks_call_types_become_a_checked_roster(tmp_path):
    folder = make_bank_plan(tmp_path / "bank")
    chain = stages.run(folder, time_limit=20)

    assert chain.forecast is not None
    forecast = chain.forecast.forecast
    assert np.all(np.isfinite(forecast.offered))
    week = forecast.offered.sum(axis=1)
    ps = week[forecast.queues.index("PS")]
    assert 4_000 < ps < 8_000  # the regular queue saw about 5,900 contacts in each of the last weeks

    need = chain.requirement
    closed = np.array([not queue.open_mask(chain.plan.grid)[0] for queue in chain.plan.queues])
    assert closed.all()  # Monday 00:00
    assert np.all(need.agents[:, 0] == 0)
    assert need.agents.max() >= 4

    roster = chain.rostered.result.roster
    assert roster is not None
    assert chain.audit is not None
    assert chain.audit.count(Outcome.FAIL) == 0
    report = chain.rostered.result.report
    assert report.bound is not None
    assert report.objective is not None
    assert 0 < report.bound <= report.objective
    for name in (
        "forecast.csv",
        "requirement.csv",
        "roster.csv",
        "activities.csv",
        "coverage.csv",
        "report.json",
        "findings.csv",
        "findings.json",
    ):
        assert (folder / "out" / name).stat().st_size > 0, name
