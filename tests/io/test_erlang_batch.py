from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.io.erlang_batch import ANSWERS, COLUMNS, read_batch, write_batch

HEAD = "calls_per_interval,interval_s,aht_s"


def batch(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(encoding))
    return path


def problems(path: Path) -> list[tuple[int | None, str | None, str | None, str]]:
    with pytest.raises(InputProblems) as caught:
        read_batch(path)
    return [(p.row, p.column, p.value, p.code) for p in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    read = read_batch(batch(tmp_path, f"队列,{HEAD}\n投诉,100,1800,180\n", encoding))
    assert read.table.rows[0][0] == "投诉"
    assert read.values["calls_per_interval"].tolist() == [100]


def test_blank_is_not_given(tmp_path: Path) -> None:
    read = read_batch(batch(tmp_path, f"{HEAD},target_sl,sl_time_s\n100,1800,180,,\n1e2,1800,180,.8,20\n"))
    assert np.isnan(read.values["target_sl"]).tolist() == [True, False]
    assert read.values["calls_per_interval"].tolist() == [100, 100]
    assert np.isnan(read.values["shrinkage"]).all()
    assert set(read.values) == {column.name for column in COLUMNS}


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    assert [(column, code) for _, column, _, code in problems(batch(tmp_path, "calls,interval_s\n1,2\n"))] == [
        ("calls_per_interval", "missing-column"),
        ("aht_s", "missing-column"),
    ]


@pytest.mark.parametrize("text", ["", HEAD, f"{HEAD}\n\n\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert problems(batch(tmp_path, text))[0][3] == "empty-file"


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1_000", "1,0".replace(",", "٫"), "0x10", "ten", "--1", "1.2.3"])
def test_what_is_no_number(tmp_path: Path, number: str) -> None:
    assert problems(batch(tmp_path, f"{HEAD}\n100,1800,180\n{number},1800,180\n")) == [(3, "calls_per_interval", number, "bad-number")]


def test_every_row_and_column_is_judged(tmp_path: Path) -> None:
    columns = [
        "mean_patience_s",
        "n_agents",
        "sl_time_s",
        "target_sl",
        "target_asa_s",
        "target_abandon",
        "min_answer_rate",
        "max_occupancy",
    ]
    bad = ["-1", "1.5", "-1", "1", "0", "0", "1", "1.01"]
    text = f"{HEAD},{','.join(columns)},shrinkage\n-1,0,-180,{','.join(bad)},1\n"
    assert {(column, value) for _, column, value, _ in problems(batch(tmp_path, text))} == {
        ("calls_per_interval", "-1"),
        ("interval_s", "0"),
        ("aht_s", "-180"),
        ("shrinkage", "1"),
        *zip(columns, bad, strict=True),
    }


def test_what_must_be_given(tmp_path: Path) -> None:
    text = f"{HEAD},target_sl,sl_time_s\n,1800,180,,\n5,,180,,\n5,1800,,,\n5,1800,0,,\n0,1800,,,\n5,1800,180,0.8,\n"
    assert problems(batch(tmp_path, text)) == [
        (2, "calls_per_interval", None, "missing-value"),
        (3, "interval_s", None, "missing-value"),
        (4, "aht_s", None, "missing-value"),
        (5, "aht_s", "0", "out-of-range"),
        (7, "sl_time_s", None, "missing-value"),
    ]


def test_a_service_level_needs_a_time_even_where_the_column_is_missing(tmp_path: Path) -> None:
    assert problems(batch(tmp_path, f"{HEAD},target_sl\n5,1800,180,0.8\n")) == [(2, "sl_time_s", None, "missing-value")]


def test_a_number_beyond_all_numbers(tmp_path: Path) -> None:
    assert problems(batch(tmp_path, f"{HEAD}\n1e999,1800,180\n"))[0][3] == "out-of-range"


def test_an_absurd_load(tmp_path: Path) -> None:
    assert problems(batch(tmp_path, f"{HEAD}\n1e8,1,180\n")) == [(2, "calls_per_interval", "1e8", "out-of-range")]


def test_answers_follow_the_rows(tmp_path: Path) -> None:
    source = batch(tmp_path, f'note,{HEAD},occupancy\n"a, ""b""",100,1800,180,old\n=x,5,1800,180,old\n')
    answers = {name: np.array([1 / 3, np.nan]) for name in ANSWERS}
    answers["asa_s"] = np.array([np.inf, 12345678901234567.0])
    answers["required_agents"] = np.array([14.0, 0.0])
    target = tmp_path / "out.csv"
    write_batch(target, read_batch(source), answers)
    lines = target.read_text("utf-8").splitlines()
    assert lines[0] == f"note,{HEAD},occupancy,offered_load_erl,p_wait,service_level,asa_s,p_abandon,required_agents,scheduled_agents"
    third = "0.333333333333333"
    assert lines[1] == f'"a, ""b""",100,1800,180,{third},{third},{third},{third},inf,{third},14,{third}'
    assert lines[2] == "=x,5,1800,180,,,,,1.23456789012346e+16,,0,"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
