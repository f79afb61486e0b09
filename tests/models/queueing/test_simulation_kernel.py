"""The kernel's parts, without the compiler where that is enough."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.models.queueing import simulation_kernel as kernel
from staffing.models.queueing.simulation import LAWS, Law


@given(st.lists(st.tuples(st.sampled_from(["push", "replace", "drop"]), st.floats(-1e6, 1e6)), max_size=60))
def test_the_heap_keeps_its_least_value_first(moves) -> None:
    mine, size, theirs = np.empty(64), 0, []
    for what, value in moves:
        if what == "push":
            size = kernel.push.py_func(mine, size, value)
            heapq.heappush(theirs, value)
        elif size and what == "replace":
            kernel.replace_least.py_func(mine, size, value)
            heapq.heapreplace(theirs, value)
        elif size:
            size = kernel.drop_least(mine, size)
            heapq.heappop(theirs)
        assert size == len(theirs)
        if size:
            assert mine[0] == theirs[0]


@pytest.mark.parametrize("law", [Law(), Law("deterministic"), Law("gamma", 0.5), Law("lognormal", 1.2), Law("weibull", shape=2.0)])
def test_every_law_has_mean_one_and_its_own_spread(law: Law) -> None:
    rng = np.random.default_rng(3)
    kind, shape, scale = law.parameters()
    drawn = np.array([kernel.draw(rng, int(kind), shape, scale) for _ in range(40_000)])
    spread = {"exponential": 1.0, "deterministic": 0.0, "gamma": 0.5, "lognormal": 1.2, "weibull": 0.5227}[law.kind]
    assert drawn.mean() == pytest.approx(1.0, abs=0.02)
    assert drawn.std() == pytest.approx(spread, abs=0.06)


def test_laws_are_checked() -> None:
    assert LAWS.index("weibull") == kernel.WEIBULL
    for bad in ({"kind": "normal"}, {"kind": "gamma", "cv": 0.0}, {"kind": "weibull", "shape": -1.0}):
        with pytest.raises(ValueError, match="must be"):
            Law(**bad)
