"""The simulator against the formulas, the chat chain and blending; routing by skills; intervals; seeds."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import erlang_a_performance, erlang_c_performance
from staffing.models.queueing.blended import blended_performance
from staffing.models.queueing.chat import chat_performance
from staffing.models.simulate import Centre, Outcome, simulate

WARM = np.concatenate(([-1], np.zeros(60, dtype=np.int64)))


def long_run(replications: int = 40, **more: float) -> Outcome:
    return simulate(Centre.one_queue(intervals=61, interval_seconds=1800, within_seconds=20, **more), replications, 5, period=WARM)


def near(outcome: Outcome, level: float, wait: float, abandoned: float) -> None:
    for estimate, value in (
        (outcome.service_level_of(), level),
        (outcome.mean_wait_seconds_of(), wait),
        (outcome.abandonment_of(), abandoned),
    ):
        assert abs(float(estimate.value[0]) - value) <= 2.0 * float(estimate.half_width[0]) + 1e-12


def test_erlang_a_and_c_are_met() -> None:
    a = erlang_a_performance(10, 11, 180, 150, 20)
    near(
        long_run(offered=100, aht_seconds=180, agents=11, patience_seconds=150),
        float(a.service_level),
        float(a.asa_seconds),
        float(a.p_abandon),
    )
    c = erlang_c_performance(10, 13, 180, 20)
    near(long_run(offered=100, aht_seconds=180, agents=13), float(c.service_level), float(c.asa_seconds), 0.0)


def test_occupancy_is_met() -> None:
    outcome = long_run(offered=100, aht_seconds=180, agents=11, patience_seconds=150)
    assert float(np.mean(outcome.occupancy[1:])) == pytest.approx(float(erlang_a_performance(10, 11, 180, 150).occupancy), abs=0.01)


def test_the_chat_chain_is_met() -> None:
    table = (300.0, 420.0, 560.0)
    chain = chat_performance(0.05, 10, table, patience_seconds=240, answer_within_seconds=20)
    outcome = long_run(offered=90, aht_seconds=300, agents=10, patience_seconds=240, slowing=[t / 300 for t in table])
    near(outcome, float(chain.service_level), float(chain.asa_seconds), float(chain.p_abandon))
    assert float(outcome.places_taken[1:].mean()) / 3 == pytest.approx(float(chain.occupancy), abs=0.01)


def test_other_work_beside_a_reserve_is_met() -> None:
    felt = blended_performance(10, 14, 180, 2, patience_seconds=180, answer_within_seconds=20)
    outcome = long_run(offered=100, aht_seconds=180, agents=14, patience_seconds=180, filler_seconds=180, reserve_agents=2)
    near(outcome, float(felt.service_level), float(felt.asa_seconds), float(felt.p_abandon))
    assert 14 * float(outcome.filling[1:].mean()) == pytest.approx(float(felt.spare_agents), abs=0.1)


def test_handling_times_that_vary_less_wait_less() -> None:
    even, wild = (
        long_run(20, offered=100, aht_seconds=180, agents=11, handling_cv=cv).mean_wait_seconds_of().value[0] for cv in (0.0, 2.0)
    )
    assert even < 0.6 * float(erlang_c_performance(10, 11, 180).asa_seconds) < wild


def centre(offered: list[list[float]], rank: list[list[int]], **more: object) -> Centre:
    volume = np.array(offered, dtype=float)
    q, t = volume.shape
    given = {
        "interval_seconds": 900.0,
        "offered": volume,
        "aht_seconds": np.full((q, t), 180.0),
        "patience_seconds": np.full(q, 180.0),
        "within_seconds": np.full(q, 20.0),
        "skill_rank": np.array(rank, dtype=np.int64).reshape(-1, q),
        "duty": np.ones((len(rank), t), dtype=bool),
    }
    return Centre(**{**given, **more})


def test_who_lacks_a_skill_never_serves_it() -> None:
    outcome = simulate(centre([[20] * 4, [20] * 4], [[0, -1]] * 4), 10)
    answered = outcome.answered_of().value
    assert answered[0] > 0.5
    assert answered[1] == 0.0
    assert outcome.abandonment_of().value[1] > 0.9


def test_specialists_are_taken_first_and_pooling_helps() -> None:
    apart = simulate(centre([[25] * 8, [25] * 8], [[0, -1]] * 6 + [[-1, 0]] * 6), 60).service_level_of().value
    mixed = simulate(centre([[25] * 8, [25] * 8], [[0, -1]] * 4 + [[-1, 0]] * 4 + [[0, 1]] * 2 + [[1, 0]] * 2), 60).service_level_of().value
    assert np.all(mixed > apart + 0.02)
    # one queue is quiet: its specialists do its work, whoever can do both is free for the other
    quiet = simulate(centre([[30] * 8, [2] * 8], [[0, -1]] * 5 + [[-1, 0]] * 2 + [[1, 0]] * 2), 60).service_level_of().value
    alone = simulate(centre([[30] * 8], [[0]] * 7), 60).service_level_of().value
    assert quiet[0] == pytest.approx(alone[0], abs=0.05)


def test_people_come_and_go_by_interval() -> None:
    duty = np.ones((6, 8), dtype=bool)
    duty[:, 4:] = False
    outcome = simulate(centre([[20] * 8], [[0]] * 6, duty=duty), 40)
    level = outcome.service_level.value[0]
    assert level[:4].min() > 0.6
    assert level[4:].max() == 0.0
    assert np.isnan(outcome.occupancy[4:]).all()


def test_slow_agents_take_longer() -> None:
    fast, slow = (simulate(centre([[20] * 8], [[0]] * 5, speed=np.full((5, 1), s)), 30).service_level_of().value[0] for s in (1.0, 0.7))
    assert slow < fast - 0.1


def test_counts_add_up_and_periods_part_them() -> None:
    volume = [[12.0, 0.0, 30.0, 5.0]]
    period = np.array([0, 0, 1, -1])
    outcome = simulate(centre(volume, [[0]] * 5), 50, 3, period=period)
    assert outcome.counts[0, 1].sum() == 0
    assert np.isnan(outcome.service_level.value[0, 1])
    assert outcome.by_period[:, 0, 0, 0].sum() == outcome.counts[0, :2, 0].sum()
    assert outcome.by_period[:, 0, 1, 0].sum() == outcome.counts[0, 2, 0]
    offered, _, answered, abandoned, _, _ = outcome.counts[0].T
    assert np.all(answered + abandoned == offered)
    assert outcome.counts[0, 2, 0] / 50 == pytest.approx(30, abs=4)
    assert outcome.contacts == int(offered.sum())


def test_a_seed_gives_the_same_again_and_another_something_else() -> None:
    a, b, c = (simulate(centre([[20] * 4], [[0]] * 5), r, s) for r, s in ((4, 7), (6, 7), (4, 8)))
    assert np.array_equal(a.by_period, b.by_period[:4])
    assert not np.array_equal(a.by_period, c.by_period)
    assert (a.seed, a.replications) == (7, 4)


def test_a_crowd_larger_than_expected_is_let_in() -> None:
    # a single replication of thousands of contacts whose number exceeds the first guess of the room now and then
    outcome = simulate(centre([[4000.0]], [[0]]), 80, 2)
    assert outcome.replications == 80


def test_cancelling_keeps_what_is_done() -> None:
    assert simulate(centre([[5.0]], [[0]]), 500, cancelled=lambda: True).replications == 64


@pytest.mark.parametrize(
    "bad",
    [
        {"aht_seconds": np.zeros((1, 2))},
        {"patience_seconds": np.zeros(1)},
        {"duty": np.ones((3, 2), dtype=bool)},
        {"speed": np.zeros((1, 1))},
        {"slowing": ((1.0, 1.2),), "handling_cv": np.array([0.5])},
        {"interval_seconds": 0.0},
    ],
)
def test_centres_that_do_not_fit_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|shape"):
        centre([[5.0, 5.0]], [[0]], **bad)


def test_arguments_out_of_range_are_refused() -> None:
    one = centre([[5.0]], [[0]])
    for arguments in ({"replications": 0}, {"replications": 1, "seed": -1}, {"replications": 1, "period": np.zeros(3, dtype=int)}):
        with pytest.raises(ValueError, match=r"must"):
            simulate(one, **arguments)
