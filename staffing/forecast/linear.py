"""Small products of matrices, kept on one core.

The regressions here are small and many; linear-algebra libraries start threads for them that wait for each other longer than they work,
most of all on a busy machine. Blocks below the size at which threads start, and plain sums, are faster and always cost the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_BLOCK = 250_000
"""Multiplications in one product: below the size at which OpenBLAS starts threads (2**18)."""


def gram(x: Floats, weights: Floats) -> Floats:
    """x' diag(weights) x for x of shape (n, p) and weights of shape (n,); shape (p, p)."""
    n, p = x.shape
    rows = max(1, _BLOCK // max(1, p * p))
    count = n // rows
    head = x[: count * rows].reshape(count, rows, p)
    weighted = head * weights[: count * rows].reshape(count, rows, 1)
    out = np.matmul(head.transpose(0, 2, 1), weighted).sum(axis=0)
    if count * rows < n:
        rest = x[count * rows :]
        out += rest.T @ (rest * weights[count * rows :, None])
    return np.asarray(out)


def apply(x: Floats, coef: Floats) -> Floats:
    """x @ coef for x of shape (n, p)."""
    return np.asarray(np.einsum("ij,j->i", x, coef))


def weighted_sum(weights: Floats, rows: Floats) -> Floats:
    """weights @ rows for rows of shape (n, p)."""
    return np.asarray(np.einsum("i,ij->j", weights, rows))
