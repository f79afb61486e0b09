"""A history file without a plan: common columns, gzip, encodings, and every problem at once."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.io.history_any import ONE_QUEUE, read_any_history


def put(folder: Path, text: str | bytes, name: str = "calls.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path, zone: str = "UTC") -> list[tuple[int | None, str | None, str | None, str]]:
    with pytest.raises(InputProblems) as caught:
        read_any_history(path, zone)
    return [(p.row, p.column, p.value, p.code) for p in caught.value.problems]


def test_columns_of_common_exports(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "timestamp,queue,volume,aht_s,abandoned\n2026-11-02T08:00:00,a,12,180,1\n2026-11-02 08:30,a,0,,0\n2026/11/02 09:30,b,3,200,\n",
    )
    log = read_any_history(path, "Asia/Shanghai").history
    assert (log.start, log.interval_minutes, log.queues, log.zone) == (datetime(2026, 11, 2, tzinfo=UTC), 30, ("a", "b"), "Asia/Shanghai")
    np.testing.assert_array_equal(log.offered, [[12, 0, np.nan, np.nan], [np.nan, np.nan, np.nan, 3]])
    np.testing.assert_array_equal(log.aht_seconds, [[180, np.nan, np.nan, np.nan], [np.nan, np.nan, np.nan, 200]])
    assert log.abandoned is not None
    assert log.answered is None


def test_columns_of_a_plan_in_any_case_and_without_a_queue(tmp_path: Path) -> None:
    path = put(tmp_path, "Interval_Start, Offered ,note\n2026-11-02T08:00,1.5,x\n2026-11-02T09:00,2,y\n".encode("utf-8-sig"))
    log = read_any_history(path).history
    assert log.queues == (ONE_QUEUE,)
    assert log.offered.tolist() == [[1.5, 2.0]]
    assert np.isnan(log.aht_seconds).all()


def test_gzip_and_chinese_encoding(tmp_path: Path) -> None:
    text = "timestamp,queue,volume\n2026-11-02T08:00,投诉,1\n2026-11-02T08:30,投诉,2\n"
    for name, data in (("a.csv.gz", gzip.compress(text.encode())), ("b.csv", text.encode("gb18030"))):
        assert read_any_history(put(tmp_path, data, name)).history.queues == ("投诉",)
    assert problems(put(tmp_path, gzip.compress(text.encode())[:-9], "c.csv.gz")) == [(None, None, None, "not-readable")]


def test_the_hour_that_comes_twice_and_the_one_that_does_not(tmp_path: Path) -> None:
    rows = ["2026-10-25T01:00", "2026-10-25T02:00", "2026-10-25T02:00", "2026-10-25T03:00"]
    path = put(tmp_path, "timestamp,volume\n" + "".join(f"{t},{k}\n" for k, t in enumerate(rows)))
    log = read_any_history(path, "Europe/Berlin").history
    assert log.offered.tolist() == [[0, 1, 2, 3]]
    rows = ["2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00"]
    path = put(tmp_path, "timestamp,volume\n" + "".join(f"{t},{k}\n" for k, t in enumerate(rows)))
    read = read_any_history(path, "Europe/Berlin")
    assert read.history.offered.tolist() == [[0, 2]]
    assert read.skipped_hours == 1


def test_offsets_say_which_moment_is_meant(tmp_path: Path) -> None:
    path = put(tmp_path, "timestamp,volume\n2026-11-02T08:00+08:00,1\n2026-11-02T00:30Z,2\n")
    assert read_any_history(path, "Europe/Berlin").history.offered.tolist() == [[1, 2]]


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    rows = ("2026-11-02T08:00,a,1,", "2026-11-02T08:30,a,-4,", "yesterday,a,2,", "2026-11-02T09:00,,2,", "2026-11-02T09:30,a,,many")
    text = "timestamp,queue,volume,aht_s\n" + "\n".join(rows)
    assert sorted(problems(put(tmp_path, text)), key=str) == sorted(
        [
            (3, "offered", "-4", "out-of-range"),
            (4, "interval_start", "yesterday", "bad-time"),
            (5, "queue", None, "missing-value"),
            (6, "offered", None, "bad-number"),
            (6, "aht_seconds", "many", "bad-number"),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("2026-11-02T08:00,1\n2026-11-02T08:30,1\n2026-11-02T08:30,2\n", "duplicate"),
        ("2026-11-02T08:00,1\n2026-11-02T08:30,1\n2026-11-02T09:00,1\n2026-11-02T09:10,1\n", "off-grid"),
        ("2026-11-02T08:00,1\n2026-11-02T08:07,1\n", "bad-interval"),
        ("1926-11-02T08:00,1\n1926-11-02T08:30,1\n2026-11-02T08:30,1\n", "out-of-range"),
    ],
)
def test_axes_that_are_none(tmp_path: Path, rows: str, code: str) -> None:
    assert problems(put(tmp_path, "timestamp,volume\n" + rows))[0][3] == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"timestamp,volume\n", "empty-file"),
        (b"when,volume\n1,2\n", "missing-column"),
        (b"PK\x03\x04rest", "wrong-encoding"),
        (b'timestamp,volume\n"2026,1\n', "not-csv"),
        (b"timestamp,volume\n2026-03-29T02:00,1\n", "empty-file"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, code: str) -> None:
    assert problems(put(tmp_path, data), "Europe/Berlin")[0][3] == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.csv") == [(None, None, None, "missing-file")]
    with pytest.raises(ValueError, match="Nowhere"):
        read_any_history(put(tmp_path, "timestamp,volume\n2026-11-02T08:00,1\n"), "Nowhere/City")
