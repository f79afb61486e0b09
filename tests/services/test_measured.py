"""What the history measures, beside the plan."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from staffing.cli.measured import measured_document, measured_lines
from staffing.domain.history import History
from staffing.domain.queue import Queue, ServiceTarget
from staffing.services.measured import ALL_DAY, measure
from tests.factories import make_plan


def history(days: int = 40, patience: float = 300.0, missing: float = 0.1) -> History:
    """Half-hours of a queue with n agents by Erlang A, Poisson counts; handling takes twice as long at night."""
    from staffing.models.queueing import erlang_a_performance

    rng, n = np.random.default_rng(1), days * 48
    clock = np.tile(np.arange(48), days)
    volume = rng.poisson(np.where((clock >= 14) & (clock < 42), 60.0, 6.0)).astype(float)
    aht = np.where(clock < 12, 360.0, 180.0)
    agents = np.where((clock >= 14) & (clock < 42), rng.choice([5, 6, 7], n), 2).astype(float)
    felt = erlang_a_performance(volume * aht / 1800, agents, aht, patience)
    hung_up = rng.binomial(volume.astype(int), felt.p_abandon).astype(float)
    return History(
        "UTC",
        datetime(2026, 1, 1, tzinfo=UTC),
        30,
        ("general",),
        volume[None],
        aht[None],
        (volume - hung_up)[None],
        hung_up[None],
        mean_wait_seconds=np.where(volume > 0, hung_up * patience / np.maximum(volume, 1), np.nan)[None],
        scheduled_agents=np.full((1, n), 20.0),
        present_agents=agents[None] if missing == 0 else np.full((1, n), 20.0 * (1 - missing)),
    )


def plan_with(log: History | None, **more: object):
    return make_plan(history=log, queues=[Queue("general", target=ServiceTarget(0.8, 20), **more)])


def test_patience_handling_time_and_shrinkage_are_found() -> None:
    found = measure(plan_with(history(), patience_seconds=300.0))
    by = {(m.quantity, m.hours): m.fit for m in found.measures}
    assert by["patience_seconds", ALL_DAY].value == pytest.approx(300.0)
    assert by["aht_seconds", (0, 6)].value == pytest.approx(360.0)
    assert by["aht_seconds", (6, 12)].value == pytest.approx(180.0)
    assert by["shrinkage", ALL_DAY].value == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"patience_seconds": 300.0}, {"aht-by-hour", "shrinkage-far"}),
        ({}, {"patience-missing", "aht-by-hour", "shrinkage-far"}),
        ({"patience_seconds": 100.0}, {"patience-far", "aht-by-hour", "shrinkage-far"}),
    ],
)
def test_what_the_plan_assumes_otherwise_is_remarked(more: dict[str, float], codes: set[str]) -> None:
    found = measure(plan_with(history(), **more))
    assert {r.code for r in found.remarks} - {"erlang-a-off"} == codes


def test_erlang_a_is_held_beside_what_happened() -> None:
    found = measure(plan_with(history(missing=0), patience_seconds=300.0))
    classes = found.by_load["general"]
    assert sum(c.contacts for c in classes) > 0.95 * 40 * 28 * 60
    for item in classes:
        if item.contacts > 2000:
            assert item.abandonment == pytest.approx(item.formula_abandonment, abs=0.01)
    assert "erlang-a-off" not in {r.code for r in found.remarks}
    wrong = history(missing=0)
    wrong.abandoned[:] = np.minimum(2 * wrong.abandoned, wrong.offered)
    wrong.mean_wait_seconds[:] *= 2
    assert "erlang-a-off" in {r.code for r in measure(plan_with(wrong, patience_seconds=300.0)).remarks}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_remark_has_its_sentence(lang: str) -> None:
    for more in ({}, {"patience_seconds": 100.0}):
        found = measure(plan_with(history(), **more))
        text = "\n".join(measured_lines(found, lang))
        assert "300" in text
        assert measured_document(found)["measures"][0]["queue"] == "general"


def test_without_counts_there_is_nothing() -> None:
    assert measure(plan_with(None)) is None
    assert measured_document(None) is None
    bare = History("UTC", datetime(2026, 1, 1, tzinfo=UTC), 30, ("general",), np.ones((1, 48)), np.full((1, 48), 180.0))
    assert measure(plan_with(bare)) is None
