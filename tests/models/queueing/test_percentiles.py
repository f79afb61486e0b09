"""Waits by percentile."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import ServiceLevelDefinition, erlang_a_performance, erlang_c_performance
from staffing.models.queueing.percentiles import wait_percentile_seconds


def test_garnett_mandelbaum_reiman() -> None:
    """Designing a call center with impatient customers (2002): nine in ten wait at most 58.1 s without and 12.5 s with abandonment."""
    assert float(wait_percentile_seconds(48, 50, 60, 0.9)) == pytest.approx(58.1, abs=0.05)
    assert float(wait_percentile_seconds(48, 50, 60, 0.9, patience_seconds=120)) == pytest.approx(12.44, abs=0.005)


@settings(max_examples=60, deadline=None)
@given(load=st.floats(0.5, 400.0), spare=st.floats(-0.4, 0.6), patience=st.floats(5.0, 3000.0), share=st.floats(0.05, 0.99))
def test_the_share_that_waits_so_long_is_the_share_asked_for(load, spare, patience, share) -> None:
    agents = max(int(load * (1 + spare)), 1)
    wait = float(wait_percentile_seconds(load, agents, 200, share, patience_seconds=patience))
    done = erlang_a_performance(load, agents, 200, patience, wait, ServiceLevelDefinition.INCLUDING_SHORT)
    assert wait >= 0
    if wait > 0:
        assert float(done.service_level) == pytest.approx(share, abs=1e-9)
    else:
        assert float(done.service_level) >= share - 1e-12
    if agents > load:
        wait = float(wait_percentile_seconds(load, agents, 200, share))
        level = float(erlang_c_performance(load, agents, 200, wait).service_level)
        assert level == pytest.approx(share, abs=1e-9) if wait > 0 else level >= share - 1e-12


def test_overload_idleness_and_an_empty_room() -> None:
    found = wait_percentile_seconds([10, 0, 10], [9, 0, 0], 180, 0.5, patience_seconds=[np.nan, np.nan, 100])
    assert found[:2].tolist() == [np.inf, 0.0]
    assert found[2] == pytest.approx(100 * np.log(2))
    with pytest.raises(ValueError, match="share"):
        wait_percentile_seconds(1, 2, 180, 1.0)
