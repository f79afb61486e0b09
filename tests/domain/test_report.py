"""How a solve ended and how good the answer is."""

from __future__ import annotations

import pytest

from staffing.domain.report import RosterResult, SolveReport, SolveStatus


def report(objective: float | None, bound: float | None, floor: float | None = None) -> SolveReport:
    return SolveReport(SolveStatus.FEASIBLE, objective, bound, 1.0, 1, floor)


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [
        (200.0, 150.0, 0.25),
        (200.0, 200.0, 0.0),
        (200.0, 200.0000001, 0.0),
        (0.0, 0.0, 0.0),
        (None, 3.0, None),
        (3.0, None, None),
        (0.0, -1.0, None),
    ],
)
def test_the_gap_is_unknown_where_it_cannot_be_said(objective: float | None, bound: float | None, gap: float | None) -> None:
    assert report(objective, bound).gap == gap


@pytest.mark.parametrize(("floor", "gap"), [(100.0, 0.5), (None, None), (200.0, None), (201.0, None)])
def test_the_excess_gap_is_of_what_anybody_can_influence(floor: float | None, gap: float | None) -> None:
    assert report(200.0, 150.0, floor).excess_gap == gap


def test_a_result_speaks_for_its_report() -> None:
    result = RosterResult(None, report(200.0, 150.0))
    assert (result.status, result.objective, result.bound, result.gap) == ("feasible", 200.0, 150.0, 0.25)
