from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import ServiceLevelDefinition, performance, smallest_agents
from staffing.models.queueing.arrays import BoolArray, FloatArray

ROOM = 1e-11
shares = st.floats(0.02, 0.98)
TARGETS: dict[str, st.SearchStrategy[float]] = {
    "service_level": shares,
    "max_asa_seconds": st.floats(0.5, 300),
    "max_occupancy": st.floats(0.3, 1.0),
    "max_abandonment": st.floats(0.005, 0.6),
    "min_answer_rate": shares,
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(sorted(TARGETS)), min_size=1, max_size=5, unique=True))
    question: dict[str, Any] = {name: draw(TARGETS[name]) for name in chosen}
    if "service_level" in question:
        question["answer_within_seconds"] = draw(st.sampled_from([0.0, 5.0, 15.0, 20.0, 60.0, 300.0]))
        question["definition"] = draw(st.sampled_from(list(ServiceLevelDefinition)))
    question["load_erlangs"] = draw(st.one_of(st.floats(0.001, 30), st.floats(30, 1500)))
    question["aht_seconds"] = draw(st.floats(5, 3000))
    return question


def misses(question: dict[str, Any], agents: int, room: float) -> list[str]:
    """Names of the targets that ``agents`` miss by more than ``room`` (a negative room: miss, or meet only just)."""
    load = question["load_erlangs"]
    felt = performance(
        load,
        agents,
        question["aht_seconds"],
        patience_seconds=question.get("patience_seconds"),
        answer_within_seconds=question.get("answer_within_seconds"),
        definition=question.get("definition", ServiceLevelDefinition.OFFERED),
    )
    patient = question.get("patience_seconds") is None
    unstable = patient and agents <= load
    found = []
    if "service_level" in question and (unstable or not float(felt.service_level) >= question["service_level"] - room):
        found.append("service_level")
    if "max_asa_seconds" in question and not float(felt.asa_seconds) <= question["max_asa_seconds"] * (1 + room):
        found.append("max_asa_seconds")
    if "max_occupancy" in question:
        used = load / max(agents, 1e-9) if patient else float(felt.occupancy)
        if agents == 0 or used > question["max_occupancy"] * (1 + room):
            found.append("max_occupancy")
    if "max_abandonment" in question and (unstable or float(felt.p_abandon) > question["max_abandonment"] * (1 + room)):
        found.append("max_abandonment")
    if "min_answer_rate" in question and (unstable or float(felt.answer_rate) < question["min_answer_rate"] - room):
        found.append("min_answer_rate")
    return found


def check(question: dict[str, Any]) -> None:
    agents = int(smallest_agents(**question))
    assert misses(question, agents, ROOM) == []
    assert agents == 0 or misses(question, agents - 1, -ROOM) != []


@settings(max_examples=150, deadline=None)
@given(question=questions())
def test_n_meets_and_one_fewer_misses_without_abandonment(question: dict[str, Any]) -> None:
    check(question)


@settings(max_examples=250, deadline=None)
@given(question=questions(), patience=st.floats(2, 5000))
def test_n_meets_and_one_fewer_misses_with_abandonment(question: dict[str, Any], patience: float) -> None:
    check({**question, "patience_seconds": patience})


@settings(max_examples=30, deadline=None)
@given(
    load=st.floats(2000, 50_000),
    share=st.sampled_from([0.05, 0.5, 0.8, 0.99, 0.9999]),
    patience=st.one_of(st.none(), st.floats(5, 1e6)),
    within=st.sampled_from([0.0, 20.0, 600.0]),
)
def test_tens_of_thousands_of_erlangs(load: float, share: float, patience: float | None, within: float) -> None:
    question = {"load_erlangs": load, "aht_seconds": 240, "service_level": share, "answer_within_seconds": within}
    check(question if patience is None else {**question, "patience_seconds": patience})


def test_with_abandonment_fewer_agents_than_erlangs_can_be_enough() -> None:
    """A search that begins at the load answers 200 to both."""
    question = {"load_erlangs": 200.0, "aht_seconds": 300, "service_level": 0.85, "answer_within_seconds": 20, "patience_seconds": 60}
    agents = int(smallest_agents(**question))
    assert agents < 200
    check(question)
    assert int(smallest_agents(200.0, 300, max_abandonment=0.065, patience_seconds=180)) == 190


def test_a_quiet_interval_does_not_stop_the_others() -> None:
    found = smallest_agents(
        [0.0, 10.0, 0.0], [np.nan, 180, 0], service_level=0.8, answer_within_seconds=20, patience_seconds=[180, np.nan, np.nan]
    )
    assert found.tolist() == [0, 14, 0]
    assert found.dtype == np.int64


def test_rows_choose_their_formula_and_targets() -> None:
    nan = np.nan
    found = smallest_agents(
        10.0,
        180,
        service_level=[0.8, 0.8, nan, nan],
        answer_within_seconds=[20, 20, nan, nan],
        max_occupancy=[nan, nan, 0.85, nan],
        max_abandonment=[nan, nan, nan, 0.05],
        patience_seconds=[nan, 180, np.inf, 180],
    )
    assert found.tolist() == [14, 12, 12, 13]


def test_shapes_broadcast_and_chunks_join() -> None:
    load = np.linspace(0, 80, 20_000)[:, np.newaxis]
    found = smallest_agents(load, 180, max_asa_seconds=20, patience_seconds=[np.nan, 240])
    assert found.shape == (20_000, 2)
    assert np.all(np.diff(found, axis=0) >= 0)
    some = slice(None, None, 977)
    np.testing.assert_array_equal(found[some], smallest_agents(load[some], 180, max_asa_seconds=20, patience_seconds=[np.nan, 240]))


@pytest.mark.parametrize(
    ("load", "targets", "agents"),
    [
        (0.2, {"service_level": 0.8, "answer_within_seconds": 0}, 1),  # P(wait) = a = 0.2 exactly, in floats 1 - 0.8 < 0.2
        (0.5, {"max_asa_seconds": 180}, 1),  # ASA = AHT exactly
        (10.0, {"max_occupancy": 1.0}, 10),
        (10.0, {"max_occupancy": 1.0, "max_asa_seconds": 1e8}, 11),
        (43.35, {"max_occupancy": 0.85}, 51),
    ],
)
def test_a_target_that_is_just_met_is_met(load: float, targets: dict[str, float], agents: int) -> None:
    assert int(smallest_agents(load, 180, **targets)) == agents


def test_abandonment_without_abandonment_asks_for_a_stable_queue() -> None:
    assert int(smallest_agents(10.0, 180, max_abandonment=0.05)) == 11
    assert int(smallest_agents(10.5, 180, min_answer_rate=0.95)) == 11


def test_a_wait_as_long_as_the_patience_needs_nobody_but_an_occupancy_needs_one() -> None:
    assert int(smallest_agents(10.0, 180, max_asa_seconds=60, patience_seconds=60)) == 0
    assert int(smallest_agents(10.0, 180, max_occupancy=1.0, patience_seconds=60)) == 1


def test_more_of_anything_needs_no_fewer_agents() -> None:
    loads = np.linspace(0.1, 300, 2000)
    for patience in (None, 90.0):
        found = smallest_agents(loads, 200, service_level=0.8, answer_within_seconds=20, patience_seconds=patience)
        assert np.all(np.diff(found) >= 0)
        stricter = smallest_agents(loads, 200, service_level=0.9, answer_within_seconds=20, patience_seconds=patience)
        assert np.all(stricter >= found)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"load_erlangs": [1, -1]}, r"load_erlangs\[1\]: expected a number >= 0, got -1.0"),
        ({"load_erlangs": [1, np.nan]}, r"load_erlangs\[1\]: expected a number >= 0, got nan"),
        ({"aht_seconds": [180, 0]}, r"aht_seconds\[1\]: expected a number > 0 where there is load"),
        ({"service_level": [0.8, 1.0]}, r"service_level\[1\]: expected a number between 0 and 1, got 1.0"),
        ({"service_level": [0.8, 0.0]}, r"service_level\[1\]"),
        ({"answer_within_seconds": None}, r"answer_within_seconds\[0\]: expected a number >= 0 where service_level is given"),
        ({"answer_within_seconds": [20, -1]}, r"answer_within_seconds\[1\]"),
        ({"max_asa_seconds": [1, 0]}, r"max_asa_seconds\[1\]: expected a number > 0"),
        ({"max_occupancy": [1, 1.2]}, r"max_occupancy\[1\]: expected a number in \(0, 1\], got 1.2"),
        ({"max_abandonment": [0.1, 1]}, r"max_abandonment\[1\]"),
        ({"min_answer_rate": [0.1, 0]}, r"min_answer_rate\[1\]"),
        ({"patience_seconds": [10, 0]}, r"patience_seconds\[1\]"),
        ({"service_level": [0.8, np.nan]}, r"load_erlangs\[1\]: expected at least one target where there is load"),
    ],
)
def test_refuses(changes: dict[str, Any], message: str) -> None:
    question = {"load_erlangs": [10.0, 10.0], "aht_seconds": 180, "service_level": 0.8, "answer_within_seconds": 20, **changes}
    with pytest.raises(ValueError, match=message):
        smallest_agents(**question)


@pytest.mark.parametrize("definition", list(ServiceLevelDefinition))
def test_a_wide_field(definition: ServiceLevelDefinition) -> None:
    """Loads, times, patiences and targets far beyond any centre, many rows at once: n meets, one fewer misses, nothing overflows."""
    generator = np.random.default_rng(7)
    rows = 3000

    def sometimes(share: float, values: FloatArray) -> FloatArray:
        return np.where(generator.random(rows) < share, values, np.nan)

    load, aht = 10 ** generator.uniform(-6, 5, rows), 10 ** generator.uniform(-1, 5, rows)
    patience = sometimes(0.7, 10 ** generator.uniform(-1, 9, rows))
    within = np.where(generator.random(rows) < 0.2, 0.0, 10 ** generator.uniform(-2, 4, rows))
    level = generator.choice([0.001, 0.1, 0.5, 0.8, 0.95, 0.999999], rows)
    asa = sometimes(0.4, 10 ** generator.uniform(-2, 4, rows))
    cap = sometimes(0.3, generator.uniform(0.05, 1, rows))
    lost = sometimes(0.3, 10 ** generator.uniform(-4, -0.01, rows))
    level = np.where(np.isnan(asa) & np.isnan(cap) & np.isnan(lost) | (generator.random(rows) < 0.7), level, np.nan)

    def met(agents: FloatArray, room: float) -> BoolArray:
        felt = performance(load, agents, aht, patience_seconds=patience, answer_within_seconds=within, definition=definition)
        stable = ~np.isnan(patience) | (agents > load)
        used = np.where(np.isnan(patience), load / np.maximum(agents, 1e-9), felt.occupancy)
        return (
            (np.isnan(level) | ((felt.service_level >= level - room) & stable))
            & ~(felt.asa_seconds > asa * (1 + room))
            & (np.isnan(cap) | ((used <= cap * (1 + room)) & (agents > 0)))
            & (np.isnan(lost) | ((felt.p_abandon <= lost * (1 + room)) & stable))
        )

    with np.errstate(all="raise", under="ignore"):
        agents = smallest_agents(
            load,
            aht,
            service_level=level,
            answer_within_seconds=within,
            max_asa_seconds=asa,
            max_occupancy=cap,
            max_abandonment=lost,
            patience_seconds=patience,
            definition=definition,
        )
        assert met(agents, 1e-9).all()
        assert not (met(np.maximum(agents - 1, 0), -1e-9) & (agents > 0)).any()
