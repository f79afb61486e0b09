"""Demand that is not known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from staffing.models.queueing import ServiceLevelDefinition, erlang_a_performance, erlang_c_performance, smallest_agents
from staffing.models.queueing.simulation import simulate_queue
from staffing.models.queueing.uncertain import (
    chance_of_day,
    chance_to_meet,
    day_level,
    expected_performance,
    factor_cv,
    factor_quantile,
    smallest_agents_expected,
    smallest_agents_quantile,
)
from tests.models.queueing.reference import Columns, Day, rows_of

LEVEL = {"service_level": 0.8, "answer_within_seconds": 20}


@pytest.fixture(scope="module")
def mixture() -> Columns:
    return Columns(rows_of("vectors_mixture.csv"))


def test_the_forty_mixtures(mixture: Columns) -> None:
    load = mixture["calls_per_interval_mean"] * mixture["aht_s"] / mixture["interval_s"]
    cv, aht, target = mixture["rate_cv_gamma"], mixture["aht_s"], mixture["target_sl"]
    options = {"patience_seconds": mixture["mean_patience_s"], "answer_within_seconds": mixture["sl_time_s"]}
    assert len(mixture.rows) == 40
    plain = smallest_agents(load, aht, service_level=target, **options)
    np.testing.assert_array_equal(plain, mixture["n_mean_rate_staffing"])
    felt = expected_performance(load, cv, plain, aht, **options)
    np.testing.assert_allclose(felt.by_volume.service_level, mixture["sl_offered_volume_weighted_at_n"], atol=1e-9)
    np.testing.assert_allclose(felt.unweighted.service_level, mixture["sl_offered_unweighted_at_n"], atol=1e-9)
    chance = chance_to_meet(load, cv, plain, aht, service_level=target, **options)
    np.testing.assert_allclose(chance, mixture["prob_sl_ge_target_at_n"], atol=1e-9)
    needed = smallest_agents_expected(load, cv, aht, service_level=target, **options)
    np.testing.assert_array_equal(needed, mixture["n_req_volume_weighted"])
    for n, column in ((needed, "sl_at_n_req"), (needed - 1, "sl_at_n_req_minus_1")):
        found = expected_performance(load, cv, n, aht, **options).by_volume.service_level
        np.testing.assert_allclose(found, mixture[column], atol=1e-9)
    sure = smallest_agents_quantile(load, cv, 0.9, aht, service_level=target, **options)
    np.testing.assert_array_equal(sure, mixture["n_req_rate_p90"])
    chance = chance_to_meet(load, cv, sure, aht, service_level=target, **options)
    np.testing.assert_allclose(chance, mixture["prob_sl_ge_target_at_n_p90"], atol=1e-9)


@pytest.mark.parametrize("patience", [60.0, np.nan])
@pytest.mark.parametrize(("load", "cv"), [(4.0, 0.6), (80.0, 0.05), (300.0, 0.2), (0.5, 1.0)])
def test_the_integral_against_another_one(load: float, cv: float, patience: float) -> None:
    agents = int(load * 1.05) + 2
    k = 1 / cv**2

    def level(x: float) -> float:
        if np.isnan(patience):
            return float(erlang_c_performance(load * x, agents, 240, 20).service_level)
        return float(erlang_a_performance(load * x, agents, 240, patience, 20).service_level)

    ends = [stats.gamma.ppf(q, k + 1) / k for q in (1e-13, 1 - 1e-13)]
    points = sorted({*np.linspace(*ends, 12)[1:-1], *([agents / load] if ends[0] < agents / load < ends[1] else [])})
    wanted = integrate.quad(lambda x: level(x) * stats.gamma.pdf(x, k + 1, scale=1 / k), *ends, points=points, limit=400, epsabs=1e-11)[0]
    found = expected_performance(load, cv, agents, 240, patience_seconds=patience, answer_within_seconds=20)
    assert float(found.by_volume.service_level) == pytest.approx(wanted, abs=1e-9)


def test_a_sure_demand_is_the_plain_formula() -> None:
    found = expected_performance([10.0, 0.0], 0.0, 12, 180, patience_seconds=180, answer_within_seconds=20)
    wanted = erlang_a_performance([10.0, 0.0], 12, 180, 180, 20)
    np.testing.assert_array_equal(found.by_volume.service_level, wanted.service_level)
    assert smallest_agents_expected([10.0, 0.0], 0.0, 180, **LEVEL, patience_seconds=180).tolist() == [12.0, 0.0]
    assert chance_to_meet([10.0, 10.0, 0.0], 0.0, [11, 12, 0], 180, **LEVEL, patience_seconds=180).tolist() == [0.0, 1.0, 1.0]


@settings(max_examples=25, deadline=None)
@given(
    load=st.floats(0.5, 150.0),
    cv=st.floats(0.02, 0.6),
    patience=st.sampled_from([60.0, 300.0, None]),
    definition=st.sampled_from([ServiceLevelDefinition.OFFERED, ServiceLevelDefinition.VIRTUAL]),
)
def test_the_smallest_crew_by_expected_service(load, cv, patience, definition) -> None:
    n = float(smallest_agents_expected(load, cv, 240, **LEVEL, patience_seconds=patience, definition=definition))
    felt = expected_performance(load, cv, [n, n - 1], 240, patience_seconds=patience, answer_within_seconds=20, definition=definition)
    assert felt.by_volume.service_level[0] >= 0.8 - 1e-12 > felt.by_volume.service_level[1]


@settings(max_examples=40, deadline=None)
@given(load=st.floats(0.5, 200.0), cv=st.floats(0.02, 0.8), share=st.floats(0.05, 0.99), patience=st.sampled_from([90.0, None]))
def test_a_quantile_is_a_chance(load, cv, share, patience) -> None:
    """Staffing at the q-quantile of the load meets the target with probability q at least, and one agent fewer with less."""
    n = int(smallest_agents_quantile(load, cv, share, 240, **LEVEL, patience_seconds=patience))
    chance = chance_to_meet(load, cv, [n, n - 1], 240, **LEVEL, patience_seconds=patience)
    assert chance[0] >= share - 1e-9
    assert chance[1] < share + 1e-9


def test_quantiles_and_the_width_of_a_band() -> None:
    np.testing.assert_allclose(factor_quantile(0.2, [0.1, 0.9]), stats.gamma.ppf([0.1, 0.9], 25, scale=1 / 25), rtol=1e-12)
    assert factor_quantile(0.0, 0.9) == 1.0
    wide = 2 * stats.norm.ppf(0.9) * np.sqrt(100 + (0.15 * 100) ** 2)
    assert float(factor_cv(100, 100 - wide / 2, 100 + wide / 2)) == pytest.approx(0.15)
    assert factor_cv([100, 0, 100, 0.5], [95, 0, np.nan, 0], [105, 0, np.nan, 50]).tolist() == [0.0, 0.0, 0.0, 1.0]


def test_several_targets_share_one_chance() -> None:
    options = {"patience_seconds": 180, "max_abandonment": 0.05}
    alone = [chance_to_meet(10.0, 0.2, 12, 180, **part) for part in ({**LEVEL, "patience_seconds": 180}, options)]
    both = chance_to_meet(10.0, 0.2, 12, 180, **LEVEL, **options)
    assert float(both) == pytest.approx(min(map(float, alone)), abs=1e-12)
    assert float(chance_to_meet(10.0, 0.2, 0, 180, **LEVEL, patience_seconds=180)) == 0.0


def test_the_day_of_the_notes_with_a_factor_of_ten_per_cent() -> None:
    """Section 3d: 539 h by the mean, 549 by expected service, 577 and 602.5 at the 80 and 90 % quantiles; and what each delivers."""
    day = Day(30)
    options = {"patience_seconds": 180, "answer_within_seconds": 20}
    assert day.hours(smallest_agents_expected(day.load, 0.1, day.aht, service_level=0.8, **options)) == 549.0
    crews = {q: smallest_agents_quantile(day.load, 0.1, q, day.aht, service_level=0.8, **options) for q in (0.8, 0.9)}
    assert [day.hours(crew) for crew in crews.values()] == [577.0, 602.5]
    aht = np.full(48, day.aht)
    printed = ((day["n_sipp_a"], 0.787, 0.56), (day["n_sipp_c"], 0.885, 0.86), (crews[0.8], 0.872, 0.82), (crews[0.9], 0.912, 0.93))
    for crew, level, chance in printed:
        felt = expected_performance(day.load, 0.1, crew, day.aht, **options).by_volume.service_level
        assert float(felt @ day.calls / day.calls.sum()) == pytest.approx(level, abs=0.006)
        assert chance_of_day(day.load, day.calls, crew, aht, 0.1, 0.8, **options) == pytest.approx(chance, abs=0.025)
    bad_day = day_level(day.load, day.calls, day["n_sipp_a"], aht, factor_quantile(0.1, [0.9]), **options)
    assert bad_day[0] == pytest.approx(0.631, abs=0.012)
    seen = simulate_queue(
        day.pieces(6), day.seconds, day.aht, day["n_sipp_a"], patience_seconds=180, days=1500, cyclic=True, day_factor_cv=0.1
    )
    assert float(seen.service_level_of_all().mean) == pytest.approx(0.787, abs=0.012)
    assert np.mean(seen.service_level_by_day() >= 0.8) == pytest.approx(0.56, abs=0.07)


def test_a_sure_day_meets_its_target_or_does_not() -> None:
    columns = (np.array([10.0]), np.array([100.0]), np.array([12.0]), np.array([180.0]))
    options = {"patience_seconds": 180, "answer_within_seconds": 20}
    assert chance_of_day(*columns, 0.0, 0.8, **options) == 1.0
    assert chance_of_day(*columns, 0.0, 0.81, **options) == 0.0
    assert day_level(columns[0], np.zeros(1), *columns[2:], np.ones(2), **options).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: expected_performance(1.0, 1.5, 2, 180), "cv"),
        (lambda: smallest_agents_expected(1.0, 0.1, 180), "load_erlangs"),
        (lambda: smallest_agents_expected(1.0, 0.1, 180, max_asa_seconds=10), "max_asa_seconds"),
        (lambda: factor_quantile(0.1, 1.0), "share"),
        (lambda: chance_of_day(np.ones(1), np.ones(1), np.ones(1), np.ones(1), -0.1, 0.8, answer_within_seconds=20), "cv"),
    ],
)
def test_what_is_out_of_range_is_named(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
