from __future__ import annotations

import numpy as np

from staffing.models.queueing import smallest_agents
from staffing.models.queueing.heavy_traffic import rough_crew


def test_close_to_the_exact_crew() -> None:
    load = np.geomspace(5, 1000, 200)
    aht, patience, level, within, none = (np.full(load.shape, x) for x in (240.0, 180.0, 0.8, 20.0, np.nan))
    rough, slope = rough_crew(load, aht, patience, level, within, none, none)
    exact = smallest_agents(load, aht, service_level=level, answer_within_seconds=within, patience_seconds=patience)
    assert np.all(np.abs(rough - exact) <= 2.0 + 0.05 * np.sqrt(load))
    assert np.all(slope > 0)


def test_abandonment_alone() -> None:
    load = np.geomspace(5, 1000, 200)
    aht, patience, none, most = (np.full(load.shape, x) for x in (240.0, 180.0, np.nan, 0.05))
    rough, _ = rough_crew(load, aht, patience, none, none, most, none)
    exact = smallest_agents(load, aht, max_abandonment=most, patience_seconds=patience)
    assert np.all(np.abs(rough - exact) <= 2.0 + 0.05 * np.sqrt(load))


def test_never_below_nobody_nor_absurdly_high() -> None:
    load = np.array([1e-6, 0.01, 3.0, 1e5])
    aht, patience, level, within, none = (np.full(load.shape, x) for x in (3000.0, 1.0, 0.99, 0.0, np.nan))
    rough, _ = rough_crew(load, aht, patience, level, within, none, none)
    assert np.all((rough >= 0) & (rough <= load + 8 * np.sqrt(load) + 8))
