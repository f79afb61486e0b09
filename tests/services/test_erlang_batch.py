from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.io.erlang_batch import COLUMNS
from staffing.services.erlang_batch import answer_batch, run_batch

VECTORS = Path(__file__).parents[2] / ".." / "shared" / "erlang" / "vectors.csv"


def values(rows: int, **given: object) -> dict[str, np.ndarray]:
    columns = {column.name: np.full(rows, np.nan) for column in COLUMNS}
    for name, value in given.items():
        columns[name] = np.broadcast_to(np.asarray(value, dtype=float), (rows,)).copy()
    return columns


def test_performance_is_that_of_the_agents_given_or_else_required() -> None:
    answers = answer_batch(
        values(2, calls_per_interval=100, interval_s=1800, aht_s=180, n_agents=[11, np.nan], sl_time_s=20, target_sl=0.8, shrinkage=0.3)
    )
    np.testing.assert_array_equal(answers["required_agents"], [14, 14])
    np.testing.assert_array_equal(answers["scheduled_agents"], [20, 20])
    np.testing.assert_allclose(answers["service_level"], [0.38961381172915338, 0.8883500191794669], rtol=1e-12)
    np.testing.assert_allclose(answers["occupancy"], [10 / 11, 10 / 14])


def test_what_is_not_asked_stays_blank() -> None:
    answers = answer_batch(values(2, calls_per_interval=100, interval_s=1800, aht_s=180, n_agents=[12, np.nan]))
    assert answers["offered_load_erl"].tolist() == [10, 10]
    assert np.isnan(answers["required_agents"]).all()
    assert np.isnan(answers["scheduled_agents"]).all()
    assert np.isnan(answers["service_level"]).all()
    assert np.isnan(answers["p_wait"]).tolist() == [False, True]


def test_overload_and_nobody_are_values() -> None:
    answers = answer_batch(
        values(
            3, calls_per_interval=100, interval_s=1800, aht_s=180, n_agents=[10, 0, 0], sl_time_s=20, mean_patience_s=[np.nan, np.nan, 60]
        )
    )
    np.testing.assert_array_equal(answers["asa_s"], [np.inf, np.inf, 60])
    np.testing.assert_array_equal(answers["service_level"], [0, 0, 0])
    np.testing.assert_array_equal(answers["p_abandon"], [0, 0, 1])


@pytest.mark.parametrize("patient", [True, False])
def test_the_reference_rows_from_file_to_file(tmp_path: Path, patient: bool) -> None:
    if not VECTORS.exists():
        message = f"NOT CHECKED against the reference vectors: {VECTORS} is not there"
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    with VECTORS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    left_out = {"mean_patience_s"} if patient else {"target_asa_s", "max_occupancy", "target_abandon"}
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [name for name in rows[0] if name not in left_out], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert run_batch(source, target).rows == 412
    with target.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    names = (
        {"service_level": "c_sl", "p_wait": "c_p_wait", "asa_s": "c_asa_s", "occupancy": "c_occupancy", "required_agents": "c_req_combined"}
        if patient
        else {"service_level": "a_sl_offered", "p_wait": "a_p_wait", "asa_s": "a_mean_wait_all_s", "p_abandon": "a_p_abandon"}
    )
    names |= {"scheduled_agents": "c_scheduled_exact"} if patient else {"required_agents": "a_req_sl_offered", "occupancy": "a_occupancy"}
    for mine, theirs in names.items():
        for row, answer in zip(rows, found, strict=True):
            tolerance = 1e-6 if row["group"] == "edge_n_just_over" else 1e-9
            assert float(answer[mine]) == pytest.approx(float(row[theirs]), rel=tolerance, abs=0), (row["id"], mine)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match=r"in\.csv"):
        run_batch(tmp_path / "in.csv", tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []
