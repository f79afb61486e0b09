"""Reading array arguments: broadcast them, and refuse broken ones by name and place.

Everywhere in this package ``None`` as an argument and NaN inside an array mean "not given"; where a value must be given, NaN is refused.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

ROWS_AT_ONCE = 16_384
"""Rows worked on together: few enough that their columns stay in the processor's cache."""


def as_floats(name: str, values: ArrayLike) -> FloatArray:
    """``values`` as an array of floats.

    Raises:
        ValueError: something in ``values`` is not a number.
    """
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: expected numbers, got {values!r:.80}") from error


def optional_floats(name: str, values: ArrayLike | None) -> FloatArray:
    """Like :func:`as_floats`, with ``None`` read as NaN (not given)."""
    return np.asarray(np.nan) if values is None else as_floats(name, values)


def refuse(name: str, values: FloatArray, bad: BoolArray, expected: str) -> None:
    """Refuse ``values`` where ``bad`` is true, naming the first such place.

    Raises:
        ValueError: at least one entry of ``bad`` is true.
    """
    if not bad.any():
        return
    values, bad = np.broadcast_arrays(values, bad)
    if bad.ndim == 0:
        raise ValueError(f"{name}: expected {expected}, got {float(values)!r}")
    place = tuple(int(axis[0]) for axis in np.nonzero(bad))
    index = place[0] if len(place) == 1 else place
    raise ValueError(f"{name}[{index}]: expected {expected}, got {float(values[place])!r} (bad values: {int(bad.sum())})")


def check_load(load_erlangs: FloatArray) -> None:
    """Refuse offered loads that are NaN, infinite or negative."""
    refuse("load_erlangs", load_erlangs, ~(np.isfinite(load_erlangs) & (load_erlangs >= 0)), "a number >= 0")


def check_aht(aht_seconds: FloatArray, load_erlangs: FloatArray) -> None:
    """Refuse handling times that are not above zero where there is load to handle."""
    good = (np.isfinite(aht_seconds) & (aht_seconds > 0)) | (load_erlangs == 0)
    refuse("aht_seconds", aht_seconds, ~good, "a number > 0 where there is load")


def check_agents(agents: FloatArray) -> None:
    """Refuse numbers of agents that are NaN, infinite or negative."""
    refuse("agents", agents, ~(np.isfinite(agents) & (agents >= 0)), "a number >= 0")


def check_patience(patience_seconds: FloatArray) -> None:
    """Refuse mean patiences that are zero or negative (NaN and infinity mean: nobody hangs up)."""
    refuse("patience_seconds", patience_seconds, patience_seconds <= 0, "a number > 0, or NaN or infinity where nobody hangs up")


def check_answer_within(answer_within_seconds: FloatArray) -> None:
    """Refuse answer times that are negative or infinite (NaN: not given)."""
    bad = (answer_within_seconds < 0) | np.isinf(answer_within_seconds)
    refuse("answer_within_seconds", answer_within_seconds, bad, "a number >= 0")
