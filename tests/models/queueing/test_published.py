"""Figures published by others, each recomputed; the comment names who printed it."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import (
    ServiceLevelDefinition,
    erlang_a_performance,
    erlang_b_blocking,
    erlang_c_performance,
    offered_load,
    scheduled_agents,
    scheduled_people,
    smallest_agents,
)


def least(calls: float, interval: float, aht: float, share: float, within: float) -> int:
    return int(smallest_agents(offered_load(calls, interval, aht), aht, service_level=share, answer_within_seconds=within))


@pytest.mark.parametrize(
    ("agents", "p_wait", "level"),
    [
        (11, 0.6821182, 0.3896138),
        (12, 0.44938822, 0.64015804),
        (13, None, 0.79559479),
        (14, 0.17413193, 0.88835002),
        (15, None, 0.94145284),
    ],
)
def test_100_calls_in_half_an_hour(agents: int, p_wait: float | None, level: float) -> None:
    """Worked example of pyworkforce, the R package ErlangC and Call Centre Helper."""
    found = erlang_c_performance(10.0, agents, 180, 20)
    assert float(found.service_level) == pytest.approx(level, abs=5e-8)
    if p_wait is not None:
        assert float(found.p_wait) == pytest.approx(p_wait, abs=5e-8)


def test_100_calls_need_14_and_20_on_the_schedule() -> None:
    """The same sources: 14 agents, ASA 7.8 s, occupancy 71 %, 20 with 30 % shrinkage."""
    assert least(100, 1800, 180, 0.8, 20) == 14
    found = erlang_c_performance(10.0, 14, 180, 20)
    assert float(found.p_wait) == pytest.approx(0.1741319335950498, rel=1e-13)
    assert float(found.service_level) == pytest.approx(0.8883500191794669, rel=1e-13)
    assert float(found.asa_seconds) == pytest.approx(7.83593701177724, rel=1e-13)
    assert float(found.occupancy) == pytest.approx(10 / 14)
    assert int(scheduled_people(14, 0.3)) == 20


def test_57_calls_an_hour() -> None:
    """CC-Excel forum: 80.7 % within 180 s with 21 agents; 80/20 needs 23."""
    assert float(erlang_c_performance(57 * 1110 / 3600, 21, 1110, 180).service_level) == pytest.approx(0.806556, abs=5e-7)
    assert least(57, 3600, 1110, 0.8, 20) == 23


def test_one_second_of_handling_time_is_one_agent() -> None:
    """Call Centre Helper forum: 14 calls an hour, 80 % within 60 s: 4 agents at 577 s, 5 at 578 s; 35 % shrinkage: 6.15 and 7.69."""
    assert (least(14, 3600, 577, 0.8, 60), least(14, 3600, 578, 0.8, 60)) == (4, 5)
    assert float(erlang_c_performance(14 * 577 / 3600, 4, 577, 60).service_level) == pytest.approx(0.800561, abs=5e-7)
    assert float(erlang_c_performance(14 * 578 / 3600, 4, 578, 60).service_level) == pytest.approx(0.799473, abs=5e-7)
    np.testing.assert_allclose(scheduled_agents([4, 5], 0.35), [6.15, 7.69], atol=0.005)


def test_garnett_mandelbaum_reiman() -> None:
    """Designing a call center with impatient customers (2002): 48 calls a minute, 1 minute each, 50 agents, patience 2 minutes."""
    patient = erlang_c_performance(48, 50, 60)
    assert float(patient.p_wait) == pytest.approx(0.694456, abs=5e-7)
    assert float(patient.asa_seconds) == pytest.approx(20.8, abs=0.05)
    assert float(patient.mean_queue) == pytest.approx(17, abs=0.5)
    assert float(patient.occupancy) == pytest.approx(0.96)
    impatient = erlang_a_performance(48, 50, 60, 120)
    assert float(impatient.p_abandon) == pytest.approx(0.031, abs=5e-4)
    assert float(impatient.asa_seconds) == pytest.approx(3.7, abs=0.05)
    assert float(impatient.mean_queue) == pytest.approx(3, abs=0.05)
    assert float(impatient.occupancy) == pytest.approx(0.93, abs=5e-3)


def test_waits_of_nine_in_ten_by_the_same_authors() -> None:
    """The same table: 90 % wait at most 58.1 s without and 12.5 s with abandonment (the wait until answered or gone)."""
    assert float(erlang_c_performance(48, 50, 60, 58.1).service_level) == pytest.approx(0.9, abs=1e-3)
    reached = erlang_a_performance(48, 50, 60, 120, 12.44, ServiceLevelDefinition.INCLUDING_SHORT)
    assert float(reached.service_level) == pytest.approx(0.9, abs=1e-4)


def test_100_calls_of_ten_minutes() -> None:
    """ "About 39" is the fractional answer in circulation; 39 gives 78.97 %, so whole people are 40."""
    assert least(100, 1800, 600, 0.8, 20) == 40
    assert float(erlang_c_performance(offered_load(100, 1800, 600), 39, 600, 20).service_level) == pytest.approx(0.7897, abs=5e-5)


def test_blocking_of_30_lines_at_25_erlangs() -> None:
    """Wolfram Demonstrations, "about 0.05"."""
    assert float(erlang_b_blocking(25, 30)) == pytest.approx(0.05260317222814062, rel=1e-14)


@pytest.mark.parametrize(
    ("calls", "agents", "aht", "within", "true"),
    [(10, 14, 180, 20, 0.888), (50, 58, 240, 30, 0.928), (5, 8, 300, 15, 0.856), (20, 24, 200, 25, 0.819), (100, 112, 300, 20, 0.925)],
)
def test_a_table_in_circulation_is_wrong(calls: float, agents: int, aht: float, within: float, true: float) -> None:
    """These loads are often quoted as .90, .90, .75, .85 and .85."""
    assert float(erlang_c_performance(calls, agents, aht, within).service_level) == pytest.approx(true, abs=5e-4)
