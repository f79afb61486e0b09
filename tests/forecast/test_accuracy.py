"""Scores are what their formulas say."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from staffing.forecast.accuracy import Accuracy, AhtAccuracy, QueueAccuracy, Score, Tally, clean_number, pooled
from staffing.forecast.reasons import Flag, Reason

ACTUAL = np.array([[10.0, 20.0, np.nan], [0.0, 30.0, 5.0]])
SAID = np.array([[12.0, 15.0, 99.0], [0.0, 33.0, 4.0]])
BANDS = np.stack([SAID * 0.5, SAID, SAID * 1.05])


def test_a_worked_example() -> None:
    tally = Tally()
    tally.add(ACTUAL, SAID, BANDS, 4.0)
    score = tally.score()
    assert score.wape == pytest.approx((2 + 5 + 0 + 3 + 1) / 65)
    assert score.bias == pytest.approx((64 - 65) / 65)
    assert score.mase == pytest.approx((11 / 5) / 4)
    assert score.wape_daily == pytest.approx((abs(30 - 27) + abs(35 - 37)) / 65)
    assert score.coverage == pytest.approx(2 / 4)  # 10 in 6..12.6, 20 not in 7.5..15.75, 30 in 16.5..34.65, 5 not in 2..4.2
    assert (score.contacts, score.intervals, score.origins) == (65, 5, 1)
    loss = 0.0
    for level, band in zip((0.1, 0.5, 0.9), BANDS, strict=True):
        for a, b in zip(ACTUAL.ravel(), band.ravel(), strict=True):
            if not math.isnan(a):
                loss += max(level * (a - b), (level - 1) * (a - b))
    assert score.pinball == pytest.approx(loss / 15 / 13)


def test_unknown_is_none_never_zero() -> None:
    assert Tally().score() == Score(None, None, None, None, None, None, 0.0, 0, 0)
    silent = Tally()
    silent.add(np.zeros((1, 3)), np.zeros((1, 3)), None, math.nan)
    assert silent.score().wape is None
    assert silent.score().coverage is None
    assert silent.score().intervals == 3


def test_queues_are_pooled_by_contacts_not_averaged() -> None:
    big, small = Tally(), Tally()
    big.add(np.full((1, 2), 100.0), np.full((1, 2), 110.0), None, 10.0)
    small.add(np.full((1, 2), 1.0), np.full((1, 2), 2.0), None, 1.0)
    score = pooled([big, small])
    assert score.wape == pytest.approx(22 / 202)
    assert score.mase == pytest.approx(1.0)
    assert score.origins == 1


def test_the_report_is_json_without_nan() -> None:
    score = Tally().score()
    queue = QueueAccuracy(
        "a",
        "blend",
        ("7 d",),
        score,
        (("median-6", score),),
        {"holiday": (0.5, math.nan)},
        AhtAccuracy("mean-28-days", None),
        0,
        7,
        None,
        None,
    )
    report = Accuracy((queue,), score, (Flag(Reason.SHORT_HISTORY, "a", {"days": 3}),))
    document = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert document["queues"]["a"]["wape"] is None
    assert document["queues"]["a"]["learned"]["holiday"] == [0.5, None]
    assert document["flags"] == [{"code": "short-history", "queue": "a", "params": {"days": 3}}]
    assert document["degraded"] is True
    assert report.by_queue["a"] is queue


def test_information_alone_does_not_degrade() -> None:
    score = Tally().score()
    assert not Accuracy((), score, (Flag(Reason.COARSE_HISTORY),)).degraded
    assert not Accuracy((), score).degraded


def test_numbers_for_files() -> None:
    assert clean_number(math.inf) is None
    assert clean_number(1 / 3) == 0.333333
    assert clean_number("x") == "x"
