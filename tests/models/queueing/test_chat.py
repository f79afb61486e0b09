"""Chat by concurrency: one at a time is Erlang; the chain against a brute-force one, and against numbers once published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import ServiceLevelDefinition, erlang_a_performance, erlang_c_performance, smallest_agents
from staffing.models.queueing.chat import chat_performance, completion_rates, slower_level, smallest_chat_crew, way_to_full
from staffing.models.queueing.chat_levels import even_rates
from staffing.models.queueing.palm import palm

TABLE = (300.0, 420.0, 560.0)


@given(st.floats(0.001, 0.2), st.integers(1, 40), st.floats(30, 900), st.floats(5, 2000), st.floats(0, 120))
@settings(max_examples=60, deadline=None)
def test_one_chat_at_a_time_is_erlang_a_and_c(arrivals: float, agents: int, aht: float, patience: float, within: float) -> None:
    chat = chat_performance(arrivals, agents, [aht], patience_seconds=patience, answer_within_seconds=within)
    plain = erlang_a_performance(arrivals * aht, agents, aht, patience, within)
    for name in ("p_wait", "service_level", "p_abandon", "occupancy", "answer_rate"):
        assert float(getattr(chat, name)) == pytest.approx(float(getattr(plain, name)), abs=1e-10), name
    endless = chat_performance(arrivals, agents, [aht], answer_within_seconds=within)
    plain = erlang_c_performance(arrivals * aht, agents, aht, within)
    assert float(endless.service_level) == pytest.approx(float(plain.service_level), abs=1e-10)
    assert bool(endless.overloaded) == bool(plain.overloaded)


def test_the_recursion_is_the_chain_added_up() -> None:
    completions = even_rates(7, completion_rates(TABLE))
    lam, weights = 0.05, [1.0]
    for j in range(1, 22):
        weights.append(weights[-1] * lam / completions[j])
    inverse, mean = way_to_full(lam, completions)
    assert inverse == pytest.approx(sum(weights) / weights[-1], rel=1e-12)
    below = np.array(weights[:-1])
    assert mean == pytest.approx(float((below * np.arange(21)).sum() / below.sum()), rel=1e-12)


@pytest.mark.parametrize(
    ("agents", "load", "even", "slots", "divided"),
    [(10, 18.0, 0.959, 0.938, 0.848), (20, 40.0, 0.949, 0.930, 0.863), (50, 105.0, 0.967, 0.956, 0.922)],
)
def test_known_service_levels_of_three_chats_at_once(agents: int, load: float, even: float, slots: float, divided: float) -> None:
    """1, 1.7 and 2.2 chats per 400 s, ``load`` chats per 400 s arriving, patience 120 s, within 30 s: known for evenly spread chats, for n
    c slots of the concurrent handling time, and for 400 s / 2.2; the last two are wrong by points."""
    patience, within, lam = 120.0, 30.0, load / 400
    table = [400, 400 * 2 / 1.7, 400 * 3 / 2.2]
    chain = chat_performance(lam, agents, table, patience_seconds=patience, answer_within_seconds=within)
    inverse, _ = way_to_full(lam, even_rates(agents, completion_rates(table)))
    service, arrivals = np.array([agents * 2.2 / 400 * patience]), np.array([lam * patience])
    p_wait = 1 / (1 + (inverse - 1) * float(palm(service, arrivals, service - arrivals)[0][0]))
    evenly = 1 - (1 - float(chain.service_level)) * p_wait / float(chain.p_wait)  # what misses is proportional to P(wait)
    assert evenly == pytest.approx(even, abs=6e-4)
    assert float(chain.service_level) == pytest.approx(even, abs=4e-3)  # exact: chats spread less evenly
    assert float(chain.service_level) < evenly
    long, short = 400 * 3 / 2.2, 400 / 2.2
    assert float(erlang_a_performance(lam * long, 3 * agents, long, patience, within).service_level) == pytest.approx(slots, abs=6e-4)
    assert float(erlang_a_performance(lam * short, agents, short, patience, within).service_level) == pytest.approx(divided, abs=6e-4)


@given(st.floats(0.0, 0.3), st.floats(0.5, 0.97), st.sampled_from([None, 60.0, 300.0]), st.sampled_from([TABLE, (240.0,), (300.0, 500.0)]))
@settings(max_examples=40, deadline=None)
def test_the_answer_meets_the_target_and_one_fewer_does_not(
    arrivals: float, level: float, patience: float | None, table: tuple[float, ...]
) -> None:
    n = int(smallest_chat_crew(arrivals, table, service_level=level, answer_within_seconds=30, patience_seconds=patience))
    reached = chat_performance(arrivals, [n, max(n - 1, 0)], table, patience_seconds=patience, answer_within_seconds=30).service_level
    assert reached[0] >= level * (1 - 1e-12)
    if n:
        assert reached[1] < level
    else:
        assert arrivals == 0


def test_all_targets_hold_together() -> None:
    n = int(
        smallest_chat_crew(0.1, TABLE, max_occupancy=0.6, max_asa_seconds=30, min_answer_rate=0.9, max_abandonment=0.1, patience_seconds=90)
    )
    here, fewer = (chat_performance(0.1, k, TABLE, patience_seconds=90) for k in (n, n - 1))
    assert here.occupancy <= 0.6
    assert fewer.occupancy > 0.6
    assert int(smallest_chat_crew(0.1, TABLE, max_occupancy=0.6)) >= n - 1
    assert int(smallest_chat_crew(10.0, [180], max_asa_seconds=20)) == int(smallest_agents(1800, 180, max_asa_seconds=20))


def test_overload_and_nobody_are_values() -> None:
    felt = chat_performance([0.0, 1.0, 1.0], [0, 0, 5], TABLE, answer_within_seconds=20)
    assert felt.service_level.tolist() == [1.0, 0.0, 0.0]
    assert felt.asa_seconds.tolist() == [0.0, np.inf, np.inf]
    assert felt.overloaded.tolist() == [False, True, True]
    leaving = chat_performance([1.0, 1.0], [0, 5], TABLE, patience_seconds=60, answer_within_seconds=20)
    assert leaving.p_abandon[0] == 1.0
    assert 0 < leaving.service_level[1] < 0.1
    counted = chat_performance(
        1.0, 0, TABLE, patience_seconds=60, answer_within_seconds=60, definition=ServiceLevelDefinition.INCLUDING_SHORT
    )
    assert float(counted.service_level) == pytest.approx(1 - np.exp(-1))


@pytest.mark.parametrize(
    ("table", "message"),
    [((), "1 to 50"), ((300, 0), r"\[1\]"), ((300, 700), "2 chats at once"), ((300, float("nan")), "a number > 0")],
)
def test_tables_that_make_no_sense_are_refused(table: tuple[float, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        completion_rates(table)


def test_a_level_that_slows_an_agent_down_is_named() -> None:
    assert slower_level((300, 600, 900)) is None
    assert slower_level((300, 420, 800)) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"service_level": 0.8},
        {"service_level": 1.0, "answer_within_seconds": 20},
        {"max_occupancy": 0},
        {"max_asa_seconds": -1},
        {"max_abandonment": 2},
    ],
)
def test_targets_out_of_range_are_refused(arguments: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="expected"):
        smallest_chat_crew(0.1, TABLE, **arguments)
    with pytest.raises(ValueError, match="arrivals"):
        smallest_chat_crew(-0.1, TABLE, max_occupancy=0.5)
    with pytest.raises(ValueError, match="whole"):
        chat_performance(0.1, 1.5, TABLE)
