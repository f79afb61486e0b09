"""Files are written whole or not at all."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems
from staffing.io import OutputProblem, remove, write_files
from staffing.io.output import csv_text, number


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (21 / (1 - 0.3), "30"),
        (1e-9, "0"),
        (-1e-9, "0"),
        (3, "3"),
        (-2.5, "-2.5"),
        (1e15, "1000000000000000"),
        (100, "100"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (np.float64(12.5), "12.5"),
    ],
)
def test_numbers_without_noise(value: float | None, text: str) -> None:
    assert number(value) == text


@given(st.floats(-1e9, 1e9))
def test_numbers_keep_six_decimals(value: float) -> None:
    assert abs(float(number(value)) - value) <= 0.7e-6
    assert "e" not in number(value)


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])), min_size=1, max_size=3), max_size=4))
def test_any_cell_survives_a_csv(rows: list[list[str]]) -> None:
    text = csv_text(("a",), rows)
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == rows


def test_files_appear_with_their_folder(tmp_path: Path) -> None:
    write_files({tmp_path / "out" / "deep" / "a.csv": b"1", tmp_path / "out" / "b.csv": b"2"})
    assert (tmp_path / "out" / "deep" / "a.csv").read_bytes() == b"1"
    assert names(tmp_path / "out") == ["b.csv", "deep"]


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files({tmp_path / "a": b"old", tmp_path / "b": b"old"})
    calls = []

    def full(_number: int) -> None:
        calls.append(1)
        if len(calls) == 2:  # the second file no longer fits
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputProblem, match="No space left") as error:
        write_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert error.value.problems[0].code == "not-writable"
    assert error.value.problems[0].file.endswith("b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"old"
    assert names(tmp_path) == ["a", "b"]


def test_a_folder_without_write_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path, *_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(InputProblems, match="Permission denied"):
        write_files({tmp_path / "a": b"new"})
    assert names(tmp_path) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I was here first")
    with pytest.raises(OutputProblem):
        write_files({tmp_path / "out" / "a": b"new"})
    assert (tmp_path / "out").read_text() == "I was here first"


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputProblem):
        write_files({tmp_path / "a": b"new"})
    assert names(tmp_path) == ["a"]


def test_removing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "folder").mkdir()
    remove([tmp_path / "a", tmp_path / "not-there"])
    assert names(tmp_path) == ["folder"]
    with pytest.raises(OutputProblem):
        remove([tmp_path / "folder"])
