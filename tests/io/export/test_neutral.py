"""Texts of users are never formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.io.export.neutral import neutral


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ann", "D8 08:00", "a=b", "'x", "2026-11-30", "王小明", "3-4"])
def test_other_texts_stay(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_nothing_dangerous_comes_out(text: str) -> None:
    assert not neutral(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert neutral(text).endswith(text)
