"""Chat, deferred work, call lists and blending through ``given_or_made``."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.domain.queue import OpenWindow
from staffing.models.queueing.blended import blended_performance
from staffing.models.queueing.chat import chat_performance, smallest_chat_crew
from staffing.services.requirement import given_or_made
from tests.services.requiring.plans import CALL_LIST, CALLS, CHAT, MAIL, changed, forecast_of, plan_of

OPEN = slice(16, 40)


def test_chat_is_staffed_by_the_chain() -> None:
    plan = plan_of(CHAT)
    need = given_or_made(plan, forecast_of(plan, {"chat": 50.0}, aht=np.nan))
    lam, table = 50 / 1800, CHAT.aht_by_concurrency_seconds
    n = int(smallest_chat_crew(lam, table, service_level=0.8, answer_within_seconds=40, patience_seconds=180))
    assert need.models == ("chat-a",)
    assert set(need.agents[0, OPEN]) == {n}
    assert need.agents[0].sum() == 24 * n
    felt = chat_performance(lam, n, table, patience_seconds=180, answer_within_seconds=40)
    assert need.service_level[0, 20] == pytest.approx(float(felt.service_level))
    assert need.occupancy[0, 20] == pytest.approx(float(felt.occupancy))
    assert 300 < need.aht_seconds[0, 20] < 560
    assert need.load_erlangs[0, 20] == pytest.approx(lam * need.aht_seconds[0, 20])
    assert need.curve.service_level[0, 20, 1] < 0.8 <= need.curve.service_level[0, 20, 2]
    assert n < 50 * 300 / 1800  # fewer people than one at a time would keep busy


def test_chat_floors_hold_and_nobody_is_there_at_night() -> None:
    plan = plan_of(changed(CHAT, min_agents=9))
    need = given_or_made(plan, forecast_of(plan, {"chat": 50.0}))
    assert set(need.agents[0, OPEN]) == {9}
    assert need.agents[0, :16].sum() == 0


def test_mail_meets_its_deadlines_with_whole_people_in_open_hours() -> None:
    plan = plan_of(MAIL)
    need = given_or_made(plan, forecast_of(plan, {"mail": np.full(48, 8.0)}, aht=300.0))
    work = need.background[0]
    assert need.models == ("deadlines",)
    assert work.opening_hours == pytest.approx(40 * 300 / 3600)
    total = work.opening_hours + 8 * 40 * 300 / 3600  # what comes until 20:00
    assert total <= need.agents.sum() / 2 + 1e-9 <= total + 1.0
    assert need.agents[0, :16].sum() == need.agents[0, 40:].sum() == 0
    assert np.nanmin(need.service_level) == 1.0
    assert work.waiting_hours[-1] == pytest.approx(8 * 8 * 300 / 3600)
    assert np.all(need.agents == np.rint(need.agents))


def test_spare_time_of_calls_takes_work_off_the_mail() -> None:
    alone = plan_of(CALLS, MAIL)
    beside = plan_of(changed(CALLS, reserve_agents=None), changed(MAIL, spare_of=("calls",)))
    offered = {"calls": 60.0, "mail": np.full(48, 8.0)}
    a, b = (given_or_made(plan, forecast_of(plan, offered, aht=240.0)) for plan in (alone, beside))
    assert b.models == ("erlang-a", "deadlines")
    assert np.array_equal(a.agents[0], b.agents[0])  # put aside at once: calls do not notice
    assert b.agents[1].sum() < a.agents[1].sum()
    spare = b.blends[0].spare_hours
    assert spare == pytest.approx(b.agents[0] / 2 * (1 - b.occupancy[0]))
    assert np.all(b.background[0].spare_hours <= 0.9 * spare + 1e-9)
    saved = (a.agents[1].sum() - b.agents[1].sum()) / 2
    assert saved == pytest.approx(b.background[0].spare_hours.sum(), abs=1.0)


def test_a_reserve_adds_people_until_the_calls_are_safe_again() -> None:
    plan = plan_of(CALLS, changed(CALL_LIST))
    offered = {"calls": 60.0, "list": 100.0}
    need = given_or_made(plan, forecast_of(plan, offered))
    assert need.models == ("blend-a", "filler")
    n, load = int(need.agents[0, 20]), float(need.load_erlangs[0, 20])
    record = 0.3 * 200 + 0.7 * 40
    level = [
        float(blended_performance(load, k, 200, 3, record, patience_seconds=180, answer_within_seconds=20).service_level)
        for k in (n, n - 1)
    ]
    assert need.service_level[0, 20] == pytest.approx(level[0])
    assert level[0] >= 0.8
    alone = given_or_made(plan_of(changed(CALLS, reserve_agents=None)), forecast_of(plan_of(CALLS), offered))
    assert n >= alone.agents[0, 20]
    assert need.blends[0].added_hours == pytest.approx((need.agents[0].sum() - alone.agents[0].sum()) / 2)
    assert need.agents[1].sum() == 0
    assert 0 < need.background[0].spare_hours.sum() <= 0.9 * need.blends[0].spare_hours.sum() + 1e-9


def test_a_call_list_with_a_deadline_gets_people() -> None:
    plan = plan_of(changed(CALL_LIST, spare_of=(), deadline_minutes=300))
    offered = np.zeros(48)
    offered[18] = 400.0
    need = given_or_made(plan, forecast_of(plan, {"list": offered}))
    hours = 400 * (0.3 * 200 + 0.7 * 40) / 3600
    assert need.models == ("deadlines",)
    assert need.agents.sum() / 2 == pytest.approx(hours, abs=0.6)
    assert need.agents[0, 29:].sum() == 0
    assert need.aht_seconds[0, 18] == pytest.approx(0.3 * 200 + 0.7 * 40)


def test_deadlines_nobody_can_meet_are_an_error_with_the_place() -> None:
    plan = plan_of(CALLS, changed(MAIL, deadline_counts="always", deadline_minutes=120, open=(OpenWindow.parse("Mon-Sun 08:00-12:00"),)))
    with pytest.raises(InputProblems) as caught:
        given_or_made(plan, forecast_of(plan, {"calls": 5.0, "mail": np.full(48, 8.0)}))
    (problem,) = caught.value.problems
    assert (problem.column, problem.code) == ("queue[2].deadline_minutes", "impossible")
    assert "deadline_counts" in problem.expected


def test_a_backlog_needs_a_handling_time() -> None:
    plan = plan_of(MAIL)
    with pytest.raises(InputProblems) as caught:
        given_or_made(plan, forecast_of(plan, {}, aht=np.nan))
    assert [p.column for p in caught.value.problems] == ["queue[1].opening_backlog"]
    made = given_or_made(plan, forecast_of(plan, {}, aht=360.0))
    assert made.agents.sum() / 2 == pytest.approx(4.0, abs=0.5)


def test_a_quiet_plan_needs_nobody() -> None:
    plan = plan_of(CHAT, changed(MAIL, opening_backlog=()), CALL_LIST, changed(CALLS, reserve_agents=None))
    need = given_or_made(plan, forecast_of(plan, {}, aht=np.nan))
    assert need.agents.sum() == 0
    assert np.all(need.service_level[0] == 1.0)
