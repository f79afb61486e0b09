"""Products on one core are the products."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.linear import apply, gram, weighted_sum


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (5, 3), (300, 40), (731, 110), (64, 600)])
def test_products_agree_with_numpy(rows: int, columns: int) -> None:
    rng = np.random.default_rng(rows)
    x, w, b = rng.normal(size=(rows, columns)), rng.random(rows), rng.normal(size=columns)
    np.testing.assert_allclose(gram(x, w), x.T @ (w[:, None] * x), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(apply(x, b), x @ b, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(weighted_sum(w, x), w @ x, rtol=1e-9, atol=1e-9)
