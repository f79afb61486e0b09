"""Other work in spare time: without a reserve to speak of, with one, and as the simulator sees it."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import erlang_a_performance, erlang_c_performance, smallest_agents
from staffing.models.queueing.blended import blended_performance, smallest_blended_crew


def test_a_reserve_of_everybody_is_no_blending() -> None:
    felt = blended_performance(10, [8, 12, 14], 180, 14, patience_seconds=180, answer_within_seconds=20)
    plain = erlang_a_performance(10, [8, 12, 14], 180, 180, 20)
    assert felt.service_level == pytest.approx(plain.service_level, abs=1e-12)
    assert felt.spare_agents.tolist() == [0, 0, 0]


def test_a_chain_cut_off_below_added_up_by_hand() -> None:
    n, r, a, aht, patience = 14, 2, 10.0, 180.0, 150.0
    lam, p = a / aht, [1.0]
    for x in range(n - r + 1, 400):
        p.append(p[-1] * lam / (min(x, n) / aht + max(x - n, 0) / patience))
    p = np.array(p) / sum(p)
    x = np.arange(n - r, 400)
    felt = blended_performance(a, n, aht, r, patience_seconds=patience)
    assert float(felt.p_wait) == pytest.approx(p[x >= n].sum(), rel=1e-9)
    hung_up = (np.maximum(x - n, 0) * p).sum() / patience / lam
    assert float(felt.p_abandon) == pytest.approx(hung_up, rel=1e-9)
    assert float(felt.spare_agents) == pytest.approx((np.minimum(x, n) * p).sum() - a * (1 - hung_up), rel=1e-9)


def test_more_reserve_is_better_for_the_contacts_and_leaves_less_for_other_work() -> None:
    found = [blended_performance(10, 14, 180, r, 240, patience_seconds=180, answer_within_seconds=20) for r in range(15)]
    assert np.all(np.diff([float(f.service_level) for f in found]) > 0)
    assert np.all(np.diff([float(f.spare_agents) for f in found]) < 0)


def test_pieces_that_take_longer_keep_contacts_waiting_longer() -> None:
    levels = [
        float(blended_performance(10, 16, 180, 2, f, patience_seconds=180, answer_within_seconds=20).service_level) for f in (60, 180, 600)
    ]
    assert levels == sorted(levels, reverse=True)
    same = blended_performance(10, 16, 180, 2, patience_seconds=180, answer_within_seconds=20)
    assert float(same.service_level) == pytest.approx(levels[1], abs=1e-9)


def test_without_patience_it_is_erlang_c_beside_other_work() -> None:
    felt = blended_performance(10, [9, 14], 180, 14, answer_within_seconds=20)
    assert felt.service_level == pytest.approx(erlang_c_performance(10, [9, 14], 180, 20).service_level, abs=1e-12)
    nearly = blended_performance(10, 14, 180, 3, answer_within_seconds=20)
    patient = blended_performance(10, 14, 180, 3, patience_seconds=5e6, answer_within_seconds=20)
    assert float(nearly.service_level) == pytest.approx(float(patient.service_level), abs=1e-3)


def test_no_contacts_leave_all_but_the_reserve() -> None:
    assert blended_performance(0, [1, 5], 180, 2).spare_agents.tolist() == [0.0, 3.0]


def test_the_smallest_crew_meets_the_target_and_one_fewer_does_not() -> None:
    loads = np.array([0.0, 0.5, 6.0, 20.0])
    base = smallest_agents(loads, 180, service_level=0.8, answer_within_seconds=20, patience_seconds=180)
    crew = smallest_blended_crew(loads, 180, 2, 240, service_level=0.8, answer_within_seconds=20, patience_seconds=180, at_least=base)
    assert crew[0] == 0
    assert np.all(crew >= base)
    for a, n, low in zip(loads[1:], crew[1:], base[1:], strict=True):
        level = blended_performance(a, [n, n - 1], 180, 2, 240, patience_seconds=180, answer_within_seconds=20).service_level
        assert level[0] >= 0.8
        assert level[1] < 0.8 or n == low


@pytest.mark.parametrize("bad", [{"reserve_agents": -1}, {"filler_seconds": 0.0}, {"agents": 2.5}, {"load_erlangs": -1}])
def test_values_out_of_range_are_refused(bad: dict[str, float]) -> None:
    arguments = {"load_erlangs": 5, "agents": 8, "aht_seconds": 180, "reserve_agents": 1, "filler_seconds": 60.0} | bad
    with pytest.raises(ValueError, match=next(iter(bad))):
        blended_performance(**arguments)
