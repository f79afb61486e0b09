"""The 412 reference rows beside the project: Erlang B, C and A at 30-digit precision."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from staffing.models.queueing import (
    ServiceLevelDefinition,
    agents_within_occupancy,
    erlang_a_performance,
    erlang_b_blocking,
    erlang_c_performance,
    offered_load,
    scheduled_agents,
    scheduled_people,
    smallest_agents,
)

VECTORS = Path(__file__).parents[3] / ".." / "shared" / "erlang" / "vectors.csv"
ILL_CONDITIONED = "edge_n_just_over"


class Vectors:
    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.load = offered_load(self["calls_per_interval"], self["interval_s"], self["aht_s"])
        self.tolerance = np.where([row["group"] == ILL_CONDITIONED for row in self.rows], 1e-6, 1e-9)

    def __getitem__(self, column: str) -> np.ndarray:
        return np.array([float(row[column]) for row in self.rows])

    def agree(self, column: str, found: np.ndarray) -> None:
        wanted = self[column]
        same = (found == wanted) | (np.isnan(found) & np.isnan(wanted))
        with np.errstate(invalid="ignore"):
            close = np.abs(found - wanted) <= self.tolerance * np.abs(wanted)
        wrong = np.flatnonzero(~(same | close))
        assert [(self.rows[i]["id"], found[i], wanted[i]) for i in wrong] == []

    def equal(self, column: str, found: np.ndarray) -> None:
        wanted = self[column].astype(int)
        wrong = np.flatnonzero(found != wanted)
        assert [(self.rows[i]["id"], found[i], wanted[i]) for i in wrong] == []


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    if not VECTORS.exists():
        message = f"NOT CHECKED against the reference vectors: {VECTORS} is not there"
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    return Vectors(VECTORS)


def test_all_rows_are_there(vectors: Vectors) -> None:
    assert len(vectors.rows) == 412


def test_load_and_erlang_b(vectors: Vectors) -> None:
    vectors.agree("offered_load_erl", vectors.load)
    vectors.agree("b_block_prob", erlang_b_blocking(vectors.load, vectors["n_agents"]))


def test_erlang_c(vectors: Vectors) -> None:
    found = erlang_c_performance(vectors.load, vectors["n_agents"], vectors["aht_s"], vectors["sl_time_s"])
    vectors.agree("c_p_wait", found.p_wait)
    vectors.agree("c_sl", found.service_level)
    vectors.agree("c_asa_s", found.asa_seconds)
    vectors.agree("c_mean_queue", found.mean_queue)
    vectors.agree("c_occupancy", found.occupancy)


def erlang_a(vectors: Vectors, definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED) -> Any:
    columns = (vectors[name] for name in ("n_agents", "aht_s", "mean_patience_s", "sl_time_s"))
    return erlang_a_performance(vectors.load, *columns, definition)


def test_erlang_a(vectors: Vectors) -> None:
    found = erlang_a(vectors)
    vectors.agree("a_p_wait", found.p_wait)
    vectors.agree("a_p_abandon", found.p_abandon)
    vectors.agree("a_mean_wait_all_s", found.asa_seconds)
    vectors.agree("a_mean_queue", found.mean_queue)
    vectors.agree("a_occupancy", found.occupancy)


@pytest.mark.parametrize(
    ("column", "definition"),
    [
        ("a_sl_offered", ServiceLevelDefinition.OFFERED),
        ("a_sl_excl_short_abandon", ServiceLevelDefinition.EXCLUDING_SHORT),
        ("a_sl_incl_short_abandon", ServiceLevelDefinition.INCLUDING_SHORT),
        ("a_sl_answered", ServiceLevelDefinition.ANSWERED),
        ("a_sl_virtual", ServiceLevelDefinition.VIRTUAL),
    ],
)
def test_service_levels_of_erlang_a(vectors: Vectors, column: str, definition: ServiceLevelDefinition) -> None:
    vectors.agree(column, erlang_a(vectors, definition).service_level)


def level(v: Vectors) -> dict[str, Any]:
    return {"service_level": v["target_sl"], "answer_within_seconds": v["sl_time_s"]}


REQUIREMENTS: dict[str, Callable[[Vectors], dict[str, Any]]] = {
    "c_req_sl": level,
    "c_req_asa": lambda v: {"max_asa_seconds": v["target_asa_s"]},
    "c_req_occ": lambda v: {"max_occupancy": v["max_occupancy"]},
    "c_req_combined": lambda v: {**level(v), "max_asa_seconds": v["target_asa_s"], "max_occupancy": v["max_occupancy"]},
    "a_req_sl_offered": lambda v: {**level(v), "patience_seconds": v["mean_patience_s"]},
    "a_req_sl_excl_short_abandon": lambda v: {
        **level(v),
        "patience_seconds": v["mean_patience_s"],
        "definition": ServiceLevelDefinition.EXCLUDING_SHORT,
    },
    "a_req_abandon": lambda v: {"max_abandonment": v["target_abandon"], "patience_seconds": v["mean_patience_s"]},
    "a_req_mean_wait": lambda v: {"max_asa_seconds": v["target_asa_s"], "patience_seconds": v["mean_patience_s"]},
}


@pytest.mark.parametrize("column", REQUIREMENTS)
def test_requirements(vectors: Vectors, column: str) -> None:
    vectors.equal(column, smallest_agents(vectors.load, vectors["aht_s"], **REQUIREMENTS[column](vectors)))


def test_an_answer_rate_is_an_abandonment(vectors: Vectors) -> None:
    rate = np.round(1 - vectors["target_abandon"], 12)
    found = smallest_agents(vectors.load, vectors["aht_s"], min_answer_rate=rate, patience_seconds=vectors["mean_patience_s"])
    vectors.equal("a_req_abandon", found)


def test_all_targets_together_need_the_most_of_each(vectors: Vectors) -> None:
    targets = {**level(vectors), "max_asa_seconds": vectors["target_asa_s"], "max_abandonment": vectors["target_abandon"]}
    found = smallest_agents(vectors.load, vectors["aht_s"], **targets, patience_seconds=vectors["mean_patience_s"])
    most = np.max([vectors[name] for name in ("a_req_sl_offered", "a_req_abandon", "a_req_mean_wait")], axis=0)
    np.testing.assert_array_equal(found, most.astype(int))


def test_occupancy_and_shrinkage(vectors: Vectors) -> None:
    vectors.equal("c_req_occ", agents_within_occupancy(vectors.load, vectors["max_occupancy"]))
    agents = vectors["c_req_combined"]
    vectors.agree("c_scheduled_exact", scheduled_agents(agents, vectors["shrinkage"]))
    vectors.equal("c_scheduled_ceil", scheduled_people(agents, vectors["shrinkage"]))
