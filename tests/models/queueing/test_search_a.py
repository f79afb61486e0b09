from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import search_a, smallest_agents
from staffing.models.queueing.arrays import FloatArray


@pytest.mark.parametrize(("factor", "slope"), [(0.0, 1.0), (0.2, 1e-6), (5.0, 1e6), (1.0, np.nan)])
def test_a_bad_guess_costs_time_but_not_the_answer(monkeypatch: pytest.MonkeyPatch, factor: float, slope: float) -> None:
    load = np.geomspace(0.05, 2000, 300)
    question = {"service_level": 0.8, "answer_within_seconds": 20, "max_abandonment": 0.04, "patience_seconds": 150}
    wanted = smallest_agents(load, 180, **question)

    def bad(load: FloatArray, *rest: FloatArray) -> tuple[FloatArray, FloatArray]:
        return factor * load, np.full(load.shape, slope)

    monkeypatch.setattr(search_a, "rough_crew", bad)
    np.testing.assert_array_equal(smallest_agents(load, 180, **question), wanted)
