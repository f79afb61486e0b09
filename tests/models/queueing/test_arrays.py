from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing.arrays import as_floats, optional_floats, refuse


def test_none_is_not_given() -> None:
    assert np.isnan(optional_floats("x", None))


def test_what_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match="load_erlangs: expected numbers, got 'many'"):
        as_floats("load_erlangs", "many")  # type: ignore[arg-type]


def test_the_first_bad_place_is_named() -> None:
    values = np.array([[1.0, 2.0], [-3.0, -4.0]])
    with pytest.raises(ValueError, match=r"load\[\(1, 0\)\]: expected a number >= 0, got -3.0 \(bad values: 2\)"):
        refuse("load", values, values < 0, "a number >= 0")
    with pytest.raises(ValueError, match=r"load\[2\]: .* got -1.0"):
        refuse("load", np.array([1.0, 1.0, -1.0]), np.array([False, False, True]), "a number >= 0")
    with pytest.raises(ValueError, match=r"load: expected a number >= 0, got -1.0"):
        refuse("load", np.array(-1.0), np.array(True), "a number >= 0")


def test_nothing_bad_nothing_said() -> None:
    refuse("load", np.array([1.0]), np.array([False]), "a number >= 0")
