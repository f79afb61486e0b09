"""Mean completion rates by chats in service: against the whole chain solved at once, and continued to large crews."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from staffing.models.queueing import chat_levels
from staffing.models.queueing.chat_levels import completion_by_chats, even_rates, mean_rates

RATES = np.array([1 / 300, 2 / 420, 3 / 560])


def whole_chain(lam: float, n: int, rates: np.ndarray) -> np.ndarray:
    """Each agent on his own: all (c + 1)^n states, arrivals to one of those with the fewest."""
    c = len(rates)
    states = list(itertools.product(range(c + 1), repeat=n))
    index = {state: i for i, state in enumerate(states)}
    q = np.zeros((len(states), len(states)))
    speed = [sum(rates[k - 1] for k in s if k) for s in states]
    for i, s in enumerate(states):
        if min(s) < c:
            lowest = [a for a in range(n) if s[a] == min(s)]
            for a in lowest:
                q[i, index[tuple(k + (b == a) for b, k in enumerate(s))]] += lam / len(lowest)
        for a in range(n):
            if s[a]:
                q[i, index[tuple(k - (b == a) for b, k in enumerate(s))]] += rates[s[a] - 1]
    np.fill_diagonal(q, -q.sum(axis=1))
    p = np.linalg.lstsq(np.vstack((q.T, np.ones(len(states)))), np.append(np.zeros(len(states)), 1.0), rcond=None)[0]
    chats = np.array([sum(s) for s in states])
    return np.array([(p * speed)[chats == j].sum() / p[chats == j].sum() for j in range(n * c + 1)])


@pytest.mark.parametrize(("n", "rates"), [(3, RATES), (4, RATES[:2]), (2, np.array([1.0, 1.2, 1.3, 1.35]) / 240)])
def test_level_by_level_gives_what_the_whole_chain_gives(n: int, rates: np.ndarray) -> None:
    lam = 0.9 * n * rates[-1]
    assert mean_rates(lam, n, rates) == pytest.approx(whole_chain(lam, n, rates), rel=1e-9)


def test_at_a_node_the_answer_is_exact_and_between_nodes_close() -> None:
    for x in (0.7, 0.735):
        lam = x * 8 * RATES[-1]
        assert completion_by_chats(lam, 8, RATES) == pytest.approx(mean_rates(lam, 8, RATES), rel=1e-3 if x == 0.735 else 1e-9)


def test_large_crews_continue_the_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = mean_rates(0.9 * 20 * RATES[-1], 20, RATES)
    monkeypatch.setattr(chat_levels, "_largest", lambda levels: 12)
    continued = completion_by_chats(0.9 * 20 * RATES[-1], 20, RATES)
    even = even_rates(20, RATES)
    assert np.abs(continued - exact).max() < 0.2 * np.abs(even - exact).max()


def test_one_at_a_time_or_one_agent_is_even() -> None:
    assert np.array_equal(completion_by_chats(0.1, 5, RATES[:1]), np.arange(6) * RATES[0])
    assert np.array_equal(completion_by_chats(0.1, 1, RATES), np.append(0, RATES))
