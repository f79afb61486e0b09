"""The year ahead: seasons, growth and steps that people state, a range that widens."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.forecast.outlook import Step, make_outlook, total
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan


def season(day: date) -> float:
    return 1 + 0.3 * float(np.cos(2 * np.pi * day.timetuple().tm_yday / 365.25))


@pytest.fixture(scope="module")
def plan():  # type: ignore[no-untyped-def]
    first = MONDAY - timedelta(days=800)
    return make_plan(make_history({"general": counted(expected(800, 24, 1000, first, season))}, first), interval_minutes=60)


def test_the_season_is_carried_on(plan) -> None:  # type: ignore[no-untyped-def]
    found = make_outlook(plan, 52)
    queue = found.queues[0]
    real = np.array([sum(1000 * 6.5 / 7 * season(w + timedelta(days=k)) for k in range(7)) for w in found.weeks])
    assert np.abs(queue.offered / real - 1).mean() < 0.06
    assert queue.yearly
    assert queue.growth_seen == pytest.approx(0, abs=0.03)
    assert queue.aht_seconds == pytest.approx(240)
    assert (queue.p10 < queue.offered).all()
    width = queue.p90 / queue.p10
    assert (np.diff(width) >= -1e-9).all()


def test_growth_and_steps(plan) -> None:  # type: ignore[no-untyped-def]
    plain = make_outlook(plan, 60).queues[0].offered
    grown = make_outlook(plan, 60, growth_per_year=0.2).queues[0].offered
    np.testing.assert_allclose(grown[52] / plain[52], 1.2, rtol=0.01)
    when = MONDAY + timedelta(days=70)
    stepped = make_outlook(plan, 60, steps=[Step(when, 0.5, "general"), Step(when, 3.0, "other")]).queues[0].offered
    np.testing.assert_allclose(stepped[:10], plain[:10])
    np.testing.assert_allclose(stepped[10:], plain[10:] / 2)
    assert total(make_outlook(plan, 4))["offered"].shape == (4,)


def test_misuse_and_missing_history(plan) -> None:  # type: ignore[no-untyped-def]
    for weeks, growth in ((0, 0.0), (65, 0.0), (10, -1.0)):
        with pytest.raises(ValueError, match="weeks"):
            make_outlook(plan, weeks, growth)
    with pytest.raises(InputProblems):
        make_outlook(make_plan(None), 10)
