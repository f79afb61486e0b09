"""Rolling origin over a whole history."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.domain.progress import Progress
from staffing.forecast import evaluate
from staffing.forecast.evaluate import METHODS
from staffing.io.history_any import read_any_history
from tests.forecast.histories import counted, expected, make_history

CALLS = Path(__file__).resolve().parents[2] / ".." / "shared" / "calls"


def test_every_method_is_scored_on_the_same_windows() -> None:
    events: list[Progress] = []
    result = evaluate(make_history({"a": counted(expected(105)), "b": counted(expected(105), 2)}), 7, 4, progress=events.append)
    assert len(events) == 8
    for queue in ("a", "b"):
        assert set(result.queues[queue]) == set(METHODS)
        assert {s.origins for s in result.queues[queue].values()} == {4}
        assert {s.intervals for s in result.queues[queue].values()} == {4 * 7 * 48}
        ours, naive = (result.queues[queue][m] for m in ("forecast", "seasonal-naive"))
        assert ours.wape is not None
        assert naive.wape is not None
        assert ours.wape < 0.8 * naive.wape
        assert result.aht_wape[queue] == pytest.approx(0, abs=1e-9)
    assert result.overall["forecast"].coverage == pytest.approx(0.8, abs=0.06)
    json.dumps(result.to_dict(), allow_nan=False)


def test_only_days_before_an_origin_are_used() -> None:
    y = counted(expected(91))
    changed = y.copy()
    changed[84:] *= 20
    one, two = (evaluate(make_history({"a": t}), 7, 2, lead_days=0) for t in (y, changed))
    first, second = one.queues["a"]["forecast"], two.queues["a"]["forecast"]
    assert first.wape is not None
    assert second.wape is not None
    assert second.contacts - first.contacts == pytest.approx(19 * y[84:].sum())
    miss = first.wape * first.contacts  # of both windows; the changed one misses by 19 times its actuals, about
    assert second.wape * second.contacts == pytest.approx(19 * y[84:].sum(), rel=0.02, abs=2 * miss)


def test_a_lead_moves_the_windows() -> None:
    result = evaluate(make_history({"a": counted(expected(91))}), 14, 2, lead_days=10)
    assert result.queues["a"]["forecast"].intervals == 2 * 14 * 48


def test_a_short_history_has_fewer_origins_and_a_very_short_one_is_a_problem() -> None:
    assert evaluate(make_history({"a": counted(expected(30))}), 7, 8).overall["forecast"].origins == 2
    with pytest.raises(InputProblems, match="at least 21 days"):
        evaluate(make_history({"a": counted(expected(12))}), 7, 8)


@pytest.mark.parametrize("numbers", [(0, 8, 0), (7, 0, 0), (7, 8, -1)])
def test_senseless_numbers_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least"):
        evaluate(make_history({"a": np.ones((60, 24))}), *numbers)


def test_a_stop_leaves_what_is_done() -> None:
    seen: list[Progress] = []
    result = evaluate(make_history({"a": counted(expected(91))}), 7, 4, progress=seen.append, cancelled=lambda: len(seen) > 2)
    assert result.queues["a"]["forecast"].origins == 2


@pytest.mark.parametrize(
    ("name", "zone", "at_most"),
    [("bank_calls_30min.csv", "America/New_York", 0.062), ("montco911_60min_2015_2016.csv", "America/New_York", 0.375)],
)
def test_real_histories_are_forecast_better_than_by_their_median(name: str, zone: str, at_most: float) -> None:
    path = CALLS / name
    if not path.exists():
        pytest.skip(f"REAL DATA ABSENT: {path} is not there, accuracy on it was not tested")
    overall = evaluate(read_any_history(path, zone).history, 7, 8).overall
    ours, median = overall["forecast"], overall["median-6"]
    assert ours.wape is not None
    assert median.wape is not None
    assert ours.wape <= at_most < median.wape
    assert ours.coverage is not None
    assert 0.75 <= ours.coverage <= 0.9
    assert ours.bias is not None
    assert abs(ours.bias) < 0.05
