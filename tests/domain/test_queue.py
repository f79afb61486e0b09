"""Queues: opening times on the axis, targets, valid from birth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget

WEEK = TimeGrid(date(2026, 11, 30), 7, 15, "Asia/Shanghai")  # a Monday


def open_clocks(queue: Queue, day: int, grid: TimeGrid = WEEK) -> list[int]:
    mask = queue.open_mask(grid)
    return [int(c) for c, d, m in zip(grid.interval_clock, grid.interval_day, mask, strict=True) if d == day and m]


@pytest.mark.parametrize(
    ("text", "days", "low", "high"),
    [
        ("Mon-Fri 08:00-20:00", {0, 1, 2, 3, 4}, 480, 1200),
        ("Sat 20:00-04:00", {5}, 1200, 1680),
        ("fri-mon 9:30-24:00", {4, 5, 6, 0}, 570, 1440),
        ("Sun 00:00-00:00", {6}, 0, 1440),
        ("  Mon - Sun   07:00 - 07:00 ", set(range(7)), 420, 1860),
    ],
)
def test_windows_are_read(text: str, days: set[int], low: int, high: int) -> None:
    assert OpenWindow.parse(text) == OpenWindow(frozenset(days), low, high)


@pytest.mark.parametrize(
    "text", ["", "08:00-20:00", "Mon 8-20", "Xyz 08:00-20:00", "Mon 08:60-20:00", "Mon 24:00-25:00", "Mon 08:00-24:30"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        OpenWindow.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_window_or_a_value_error(text: str) -> None:
    try:
        window = OpenWindow.parse(text)
    except ValueError:
        return
    assert 0 <= window.from_clock < window.to_clock <= 2880


def test_a_queue_without_windows_is_always_open() -> None:
    assert Queue("a").open_mask(WEEK).all()
    assert len(Queue("a").open_mask(WEEK, 60)) == 168


def test_a_window_over_midnight_opens_the_next_morning() -> None:
    queue = Queue("a", open=(OpenWindow.parse("Tue 20:00-04:00"),))
    assert open_clocks(queue, 0) == []
    assert open_clocks(queue, 1)[0] == 1200
    assert open_clocks(queue, 2)[-1] == 3 * 60 + 45
    assert queue.open_mask(WEEK).sum() == 8 * 4


def test_the_evening_before_the_plan_still_opens_its_first_morning() -> None:
    assert open_clocks(Queue("a", open=(OpenWindow.parse("Sun 20:00-04:00"),)), 0)[-1] == 3 * 60 + 45


def test_a_step_is_open_when_any_minute_of_it_is() -> None:
    queue = Queue("a", open=(OpenWindow.parse("Mon 08:10-08:20"),))
    assert open_clocks(queue, 0) == [480, 495]
    assert queue.open_mask(WEEK, 60).sum() == 1


def test_opening_hours_are_read_off_the_wall_when_the_clocks_change() -> None:
    for first, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        grid = TimeGrid(first, 1, 15, "Europe/Berlin")
        assert Queue("a", open=(OpenWindow.parse("Sun 00:00-24:00"),)).open_mask(grid).sum() == hours * 4
        assert open_clocks(Queue("a", open=(OpenWindow.parse("Sun 08:00-20:00"),)), 0, grid) == list(range(480, 1200, 15))


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_level": 1.0, "answer_within_seconds": 20},
        {"service_level": 0.0, "answer_within_seconds": 20},
        {"service_level": 0.8},
        {"answer_within_seconds": 20},
        {"service_level": 0.8, "answer_within_seconds": -1},
        {"max_asa_seconds": 0},
        {"max_occupancy": Decimal("1.01")},
        {"max_abandonment": 1.0},
        {"min_answer_rate": 0.0},
    ],
)
def test_targets_are_valid_from_birth(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        ServiceTarget(**wrong)  # type: ignore[arg-type]


def test_an_empty_target_promises_nothing() -> None:
    assert ServiceTarget().empty
    assert not ServiceTarget(max_asa_seconds=30).empty


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"channel": "fax"}, {"shrinkage": Decimal(1)}, {"patience_seconds": 0}, {"min_agents": -1}, {"hard_min_agents": -1}],
)
def test_queues_are_valid_from_birth(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Queue(**{"name": "a", **wrong})  # type: ignore[arg-type]
