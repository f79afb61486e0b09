"""JSON among the outputs."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.finding import Outcome
from staffing.domain.problems import InputProblems
from staffing.io import read_json, write_json
from staffing.io.json_file import plain


def test_every_kind_of_value(tmp_path: Path) -> None:
    document = {
        "a": np.float64(0.1) + np.float64(0.2),
        "b": [math.nan, math.inf, None],
        "c": np.arange(2),
        "d": date(2026, 11, 30),
        "e": Outcome.FAIL,
        "f": {1: (True, "王")},
    }
    write_json(document, tmp_path / "x.json")
    assert read_json(tmp_path / "x.json") == {
        "a": 0.3, "b": [None, None, None], "c": [0, 1], "d": "2026-11-30", "e": "FAIL", "f": {"1": [True, "王"]},
    }  # fmt: skip
    assert "王" in (tmp_path / "x.json").read_text(encoding="utf-8")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
    )
)
def test_anything_becomes_valid_json(value: object) -> None:
    json.dumps(plain(value), allow_nan=False)


@pytest.mark.parametrize("text", ["", "{", "[1]", "[" * 100_000, "{'a': 1}"])
def test_what_is_no_json_object(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputProblems) as error:
        read_json(tmp_path / "x.json")
    assert error.value.problems[0].code == "bad-json"
