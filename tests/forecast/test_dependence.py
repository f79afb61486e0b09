"""How errors move together is found again where it was put in."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.forecast.dependence import ASSUMED, Window, fit_dependence

SLOTS = 24


def windows(
    w: float, v: float, count: int = 60, days: int = 7, seed: int = 1, shared: float = 0.0, twin: bool = False
) -> list[list[Window]]:
    """Windows whose errors follow the model; with ``twin`` two queues whose common errors correlate by ``shared``."""
    rng = np.random.default_rng(seed)
    out: list[list[Window]] = [[], []]
    said = np.full((days, SLOTS), 50.0)
    spread = np.full((days, SLOTS), 5.0)
    root = np.linalg.cholesky(np.array([[1.0, shared], [shared, 1.0]]))
    for k in range(count):
        level = root @ rng.standard_normal(2)
        day = root @ rng.standard_normal((2, days))
        for q in range(2):
            z = np.sqrt(w) * level[q] + np.sqrt(v) * day[q][:, None] + np.sqrt(1 - w - v) * rng.standard_normal((days, SLOTS))
            error = 5.0 * z
            bands = np.stack([said - 6.4, said, said + 6.4])
            out[q].append(Window(date(2026, 1, 5) + timedelta(days=7 * k), said, spread, error, bands, said + error))
    return out if twin else out[:1]


@pytest.mark.parametrize(("w", "v"), [(0.0, 0.0), (0.3, 0.1), (0.05, 0.25), (0.2, 0.0)])
def test_shares_are_recovered(w: float, v: float) -> None:
    found = fit_dependence(windows(w, v, 200))
    assert found.window[0] == pytest.approx(w, abs=0.07)
    assert found.day[0] == pytest.approx(v, abs=0.07)
    assert found.window[0] + found.day[0] <= 1


def test_queues_that_err_together_are_seen_to() -> None:
    apart, together = (fit_dependence(windows(0.2, 0.2, 100, shared=s, twin=True)).between for s in (0.0, 0.8))
    assert abs(apart[0, 1]) < 0.12
    assert 0.45 < together[0, 1] < 0.8
    np.testing.assert_array_equal(np.diag(together), 1)


def test_without_any_window_something_is_assumed() -> None:
    found = fit_dependence([[], []])
    np.testing.assert_array_equal(found.window, ASSUMED[0])
    np.testing.assert_array_equal(found.between, np.eye(2))
