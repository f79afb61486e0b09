"""Bytes of a file as text, or a clear problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems
from staffing.io import text_files

CHINESE = "agent,name\nA1,王小明\nA2,龘\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_utf8_bom_and_gb18030_read_the_same(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(CHINESE.replace("\n", "\r\n").encode(encoding))
    assert text_files.read_text(tmp_path / "a.csv", "a.csv") == CHINESE


def test_gbk_and_the_mark_of_gb18030() -> None:
    assert text_files.decode("王,1".encode("gbk"), "a.csv") == "王,1"
    assert text_files.decode("\ufeff王".encode("gb18030"), "a.csv") == "王"


def test_line_ends_of_every_system() -> None:
    assert text_files.decode(b"a\r\nb\rc\n", "a.csv") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (CHINESE.encode("utf-16"), "wrong-encoding"),
        (CHINESE.encode("utf-16-be"), "wrong-encoding"),
        (b"agent,name\nA1,\0\n", "wrong-encoding"),
        (b"agent\n\xff\xff\n", "wrong-encoding"),
        (b"PK\x03\x04rest of a workbook", "wrong-encoding"),
        (bytes(range(256)), "wrong-encoding"),
    ],
)
def test_other_encodings_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputProblems) as error:
        text_files.decode(data, "a.csv")
    problem = error.value.problems[0]
    assert (problem.file, problem.code) == ("a.csv", code)
    assert "UTF-8" in problem.expected


def test_the_row_of_the_bad_byte_is_named() -> None:
    with pytest.raises(InputProblems) as error:
        text_files.decode(b"agent\nA1\nA\xff\n", "a.csv")
    assert (error.value.problems[0].row, error.value.problems[0].value) == (3, "byte 0xff")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    codes = []
    try:
        text_files.decode(data, "a.csv")
    except InputProblems as found:
        codes = [problem.code for problem in found.problems]
    assert codes in ([], ["wrong-encoding"])


def expect(path: Path, code: str, *words: str) -> None:
    with pytest.raises(InputProblems) as error:
        text_files.read_bytes(path, "a.csv")
    problem = error.value.problems[0]
    assert problem.code == code
    assert all(word in str(problem) for word in words), str(problem)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    expect(tmp_path / "a.csv", "missing-file")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    expect(tmp_path, "not-a-file")


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a sparse file: takes no room
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("read although it is too large"))
    expect(path, "too-large", "200 MB", "at most 100 MB")


@pytest.mark.parametrize(
    ("error", "word"), [(PermissionError(13, "Permission denied"), "permission"), (OSError(5, "Input/output error"), "Input/output")]
)
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, word: str) -> None:
    (tmp_path / "a.csv").write_text("x")

    def fail(_path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    expect(tmp_path / "a.csv", "not-readable", word)
