"""requirement.csv, given and written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.io import read_requirement, write_requirement
from tests.factories import make_plan, make_requirement
from tests.io.folders import loaded, places, problems_of, small

HEAD = "interval_start,queue,agents\n"


def test_a_given_requirement_stands_as_it_is(tmp_path: Path) -> None:
    rows = "2026-11-30T08:00,general,9\n2026-11-30T08:00,complaint,2.0\n2026-12-07T00:00,general,5\n2025-12-07T00:00,general,5\n"
    given = loaded(small(tmp_path, requirement=HEAD + rows)).requirement
    assert given is not None
    assert (given.agents[0, 16], given.agents[1, 16], given.agents.sum()) == (9, 2, 11)  # no row = nobody needed
    assert given.scheduled_agents[0, 16] == 10
    assert given.offered is None
    assert given.models == ("given", "given")


def test_scheduled_agents_are_taken_as_they_stand(tmp_path: Path) -> None:
    rows = "2026-11-30T08:00,general,9,12.5\n2026-11-30T08:30,general,9,\n"
    given = loaded(small(tmp_path, requirement="interval_start,queue,agents,scheduled_agents\n" + rows)).requirement
    assert given is not None
    assert given.scheduled_agents[0, 16:18].tolist() == [12.5, 10.0]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-11-30T08:00,general,", "agents", "missing-value"),
        ("2026-11-30T08:00,general,2.5", "agents", "bad-number"),
        ("2026-11-30T08:00,general,-2", "agents", "out-of-range"),
        ("2026-11-30T08:00,general,1000000", "agents", "out-of-range"),
        ("2026-11-30T08:15,general,2", "interval_start", "off-grid"),
        ("2026-11-30T08:00,orders,2", "queue", "unknown-name"),
        ("2026-11-30,general;2,", "queue", "unknown-name"),
    ],
)
def test_one_mistake_one_problem(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert (places(problems_of(small(tmp_path, requirement=HEAD + row + "\n"))))[0] == ("requirement.csv", 2, column, code)


def test_an_interval_twice(tmp_path: Path) -> None:
    bad = small(tmp_path, requirement=HEAD + "2026-11-30T08:00,general,2\n2026-11-30T08:00,general,3\n")
    assert places(problems_of(bad)) == [("requirement.csv", 3, "interval_start", "duplicate")]


def test_rows_outside_the_plan_may_lie_off_its_intervals(tmp_path: Path) -> None:
    assert problems_of(small(tmp_path, requirement=HEAD + "2026-12-07T00:10,general,5\n")) == ()


@pytest.mark.parametrize("first", [date(2026, 10, 25), date(2026, 3, 29)])
def test_what_is_written_is_read_back(tmp_path: Path, first: date) -> None:
    queues = (Queue("a", shrinkage=Decimal("0.3")), Queue("b"))
    plan = make_plan(first, 1, zone="Europe/Berlin", queues=queues, agents=())
    need = np.random.default_rng(2).integers(0, 30, (2, plan.grid.length)).astype(float)
    made = make_requirement(plan, need)
    made = Requirement(
        plan.grid, made.queues, made.agents, made.scheduled_agents, service_level=need / 31, asa_seconds=np.full(need.shape, np.nan)
    )
    write_requirement(made, tmp_path / "requirement.csv")
    back = read_requirement(plan, tmp_path / "requirement.csv")
    np.testing.assert_array_equal(back.agents, made.agents)
    np.testing.assert_allclose(back.scheduled_agents, made.scheduled_agents, atol=1e-8)
    assert back.service_level is not None
    np.testing.assert_allclose(back.service_level, need / 31, atol=1e-8)
    assert back.asa_seconds is not None
    assert np.isnan(back.asa_seconds).all()


def test_numbers_without_noise(tmp_path: Path) -> None:
    plan = make_plan(days=1, interval_minutes=60, queues=(Queue("a", shrinkage=Decimal("0.3")),), agents=())
    write_requirement(make_requirement(plan, 21.0), tmp_path / "requirement.csv")
    assert (tmp_path / "requirement.csv").read_text().split("\n")[1] == "2026-03-02T00:00,a,,,,21,30,,,,"
