"""Service curves by formula."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import erlang_a_performance, erlang_c_performance
from staffing.models.queueing.service_curves import MOST, service_curve
from staffing.models.queueing.uncertain import expected_performance


def test_the_columns_are_the_formula() -> None:
    curve = service_curve([10.0, 0.0, 3.0], [100.0, 0.0, 30.0], 180, 20, lowest=[4, 0, 0], patience_seconds=[180, 180, np.nan])
    for k in range(curve.level.shape[1]):
        assert curve.level[0, k] == pytest.approx(float(erlang_a_performance(10.0, 4 + k, 180, 180, 20).service_level), abs=1e-12)
        assert curve.level[2, k] == pytest.approx(float(erlang_c_performance(3.0, k, 180, 20).service_level), abs=1e-12)
    assert (curve.level[1] == 1.0).all()
    assert (curve.level[:, -1] >= MOST).all()
    assert (np.diff(curve.level, axis=1) >= 0).all()


def test_an_uncertain_demand_has_an_expected_curve() -> None:
    curve = service_curve([10.0], [100.0], 180, 20, patience_seconds=180, cv=0.2)
    wanted = expected_performance(10.0, 0.2, np.arange(curve.level.shape[1]), 180, patience_seconds=180, answer_within_seconds=20)
    np.testing.assert_allclose(curve.level[0], wanted.by_volume.service_level, atol=1e-12)


def test_what_is_out_of_range_is_named() -> None:
    with pytest.raises(ValueError, match="lowest"):
        service_curve([1.0], [1.0], 180, 20, lowest=0.5)
    with pytest.raises(ValueError, match="volume"):
        service_curve([1.0], [-1.0], 180, 20)
