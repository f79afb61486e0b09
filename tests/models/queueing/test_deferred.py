"""Work with deadlines: every deadline holds, nothing is done before it is there, and no plan of fewer hours could do it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing.deferred import (
    DeferredWork,
    due_elapsed,
    due_in_open_time,
    impossible_deadlines,
    outbound_hours,
    plan_deferred,
)

NO_SPARE = np.zeros((0, 8))


def work(arriving: list[float], deadline: float, opened: str | None = None, **more: object) -> DeferredWork:
    is_open = np.ones(len(arriving), dtype=bool) if opened is None else np.array([c == "x" for c in opened])
    return DeferredWork(np.array(arriving, dtype=float), is_open, due_elapsed(len(arriving), deadline), **more)


def holds(item: DeferredWork, done: np.ndarray) -> None:
    times, need = item.due_curve()
    assert np.all(np.interp(times, np.arange(done.size), done) >= need - 1e-5)
    assert np.all(done <= item.arrived + 1e-9)
    assert np.all(np.diff(done) >= -1e-12)


def test_a_day_of_mail_is_spread_level() -> None:
    item = work([8, 0, 0, 0, 0, 0, 0, 0], 8)
    plan = plan_deferred([item], NO_SPARE, 1.0)
    assert plan.agents[0].tolist() == [1] * 8
    holds(item, plan.done[0])


def test_a_deadline_brings_work_forward() -> None:
    item = work([8, 0, 0, 0, 0, 0, 0, 0], 2)
    plan = plan_deferred([item], NO_SPARE, 1.0)
    assert plan.agents[0, :3].sum() >= 8
    assert plan.agents[0, 3:].sum() == 0
    holds(item, plan.done[0])


def test_the_backlog_of_the_start_keeps_its_own_deadlines() -> None:
    item = work([0] * 8, 4, backlog=((1.0, 3.0), (8.0, 4.0)))
    plan = plan_deferred([item], NO_SPARE, 1.0)
    assert plan.agents[0, 0] >= 3
    assert plan.done[0, -1] == pytest.approx(7)
    holds(item, plan.done[0])


def test_a_deadline_inside_an_interval_is_kept_by_its_end() -> None:
    item = work([0] * 4, 4, backlog=((0.3, 3.0),))
    assert impossible_deadlines([item]) == []
    plan = plan_deferred([item], np.zeros((0, 4)), 1.0)
    assert plan.agents[0].tolist() == [3, 0, 0, 0]
    closed = work([0] * 4, 4, ".xxx", backlog=((0.3, 3.0),))
    assert [late.interval for late in impossible_deadlines([closed])] == [1.0]


def test_spare_time_is_used_first() -> None:
    item = work([4, 4, 0, 0, 0, 0, 0, 0], 8, sources=(0,))
    plan = plan_deferred([item], np.full((1, 8), 0.5), 1.0)
    assert plan.spare_hours.sum() == pytest.approx(4.0, abs=1e-6)
    assert 4.0 - 1e-6 <= plan.agents.sum() <= 5.0
    holds(item, plan.done[0])
    other = plan_deferred([work([4, 4, 0, 0, 0, 0, 0, 0], 8)], np.full((1, 8), 0.5), 1.0)
    assert other.spare_hours.sum() == 0


def test_two_classes_share_what_is_spare() -> None:
    urgent, patient = work([2] + [0] * 7, 2, sources=(0,)), work([2] + [0] * 7, 8, sources=(0,))
    plan = plan_deferred([urgent, patient], np.full((1, 8), 0.5), 1.0)
    assert np.all(plan.spare_hours.sum(axis=0) <= 0.5 + 1e-9)
    # by t = 2 and its release interval the urgent class may have 1 to 1.5 h of spare; 4 h in all are spare, 4 h are needed
    assert plan.relaxed_hours <= 1.0 + 1e-6
    for item, done in zip((urgent, patient), plan.done, strict=True):
        holds(item, done)


def test_closed_hours_do_no_work_and_an_impossible_deadline_is_told() -> None:
    item = work([1] * 8, 2, "xxxx....")
    late = impossible_deadlines([item])
    assert len(late) == 1
    assert late[0].interval == pytest.approx(6.0, abs=1.01)
    with pytest.raises(ValueError, match="deadline"):
        plan_deferred([item], NO_SPARE, 1.0)
    opened = np.array([c == "x" for c in "xxxx...."])
    patient = DeferredWork(np.ones(8), opened, due_in_open_time(opened, 2.0))
    plan = plan_deferred([patient], NO_SPARE, 1.0)
    assert plan.agents[0, 4:].sum() == 0
    assert plan.done[0, -1] == pytest.approx(4.0)  # what came while it was closed for good is left
    assert plan.backlog[0, -1] == pytest.approx(4.0)


def test_open_time_counts_from_open_to_open() -> None:
    opened = np.array([c == "x" for c in "xx..xx..xx"])
    assert due_in_open_time(opened, 1.0)[:9].tolist() == [1.0, 2.0, 5.0, 5.0, 5.0, 6.0, 9.0, 9.0, 9.0]
    assert due_in_open_time(opened, 3.0)[0] == 5.0
    assert due_in_open_time(opened, 3.0)[-1] > 10


def test_floors_and_the_share_that_is_worked() -> None:
    item = work([1] * 8, 8, "xxxxxxx.", floor=2.0, worked_share=0.5)
    plan = plan_deferred([item], NO_SPARE, 1.0)
    assert np.all(plan.agents[0, :7] >= 2)
    assert plan.agents[0, 7] == 0
    tired = work([4] + [0] * 7, 8, worked_share=0.5)
    assert plan_deferred([tired], NO_SPARE, 1.0).relaxed_hours == pytest.approx(8.0, abs=1e-6)


def test_filler_has_only_what_is_left() -> None:
    firm = work([2] + [0] * 7, 8, sources=(0,))
    filler = DeferredWork(np.array([9.0] + [0.0] * 7), np.ones(8, dtype=bool), np.full(9, 99.0), sources=(0,), must=False)
    plan = plan_deferred([firm, filler], np.full((1, 8), 0.5), 1.0)
    assert plan.agents.sum() == 0
    assert plan.spare_hours[0].sum() == pytest.approx(2.0, abs=1e-6)
    assert plan.spare_hours[1].sum() == pytest.approx(2.0, abs=1e-6)


def test_what_the_work_feels() -> None:
    plan = plan_deferred([work([1] + [0] * 7, 8)], NO_SPARE, 1.0)
    assert plan.in_time[0, 0] == 1.0
    assert 0 <= plan.mean_delay[0, 0] <= 8
    assert np.isnan(plan.in_time[0, 1])


@st.composite
def instances(draw: st.DrawFn) -> tuple[DeferredWork, np.ndarray]:
    length = draw(st.integers(4, 16))
    arriving = draw(st.lists(st.floats(0, 4), min_size=length, max_size=length))
    deadline = draw(st.floats(1.0, length))
    opened = np.array(draw(st.lists(st.booleans(), min_size=length, max_size=length)))
    backlog = tuple((draw(st.floats(0, length)), draw(st.floats(0, 3))) for _ in range(draw(st.integers(0, 2))))
    spare = np.array([draw(st.lists(st.floats(0, 1), min_size=length, max_size=length))])
    item = DeferredWork(np.array(arriving), opened, due_elapsed(length, deadline), tuple(sorted(backlog)), sources=(0,))
    return item, spare


@given(instances())
@settings(max_examples=60, deadline=None)
def test_whatever_comes_every_deadline_holds_with_few_hours_more_than_the_bound(instance: tuple[DeferredWork, np.ndarray]) -> None:
    item, spare = instance
    if impossible_deadlines([item]):
        return
    plan = plan_deferred([item], spare, 1.0)
    holds(item, plan.done[0])
    assert np.all(plan.agents == np.rint(plan.agents))
    assert np.all(plan.agents[0, ~item.open] == 0)
    assert plan.agents.sum() >= plan.relaxed_hours - 1e-6
    assert np.all(plan.spare_hours[0] <= spare + 1e-9)
    # deadlines are a demand bound: no window may ask for more than the added and spare hours before it
    assert plan.relaxed_hours >= float(item.due_curve()[1][-1]) - float(np.where(item.open, spare[0], 0).sum()) - 1e-5


def test_a_call_list_costs_talk_and_attempts() -> None:
    assert outbound_hours(np.array([100.0, 0.0]), 0.3, np.array([200.0, np.nan]), 40.0).tolist() == pytest.approx([8800 / 3600, 0.0])
    for bad in ({"contact_rate": 0.0}, {"attempt_seconds": -1.0}):
        with pytest.raises(ValueError, match=next(iter(bad))):
            outbound_hours(np.ones(1), **{"contact_rate": 0.5, "talk_seconds": np.ones(1), "attempt_seconds": 1.0, **bad})
