from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import search_c, smallest_agents


@pytest.mark.parametrize("shift", [-40.0, -3.0, 3.0, 40.0, 400.0])
def test_a_bad_guess_costs_time_but_not_the_answer(monkeypatch: pytest.MonkeyPatch, shift: float) -> None:
    load = np.geomspace(0.05, 2000, 300)
    question = {"service_level": 0.8, "answer_within_seconds": 20, "max_asa_seconds": 30}
    wanted = smallest_agents(load, 180, **question)
    guess = search_c._guess
    monkeypatch.setattr(search_c, "_guess", lambda *arguments: guess(*arguments) + shift)
    np.testing.assert_array_equal(smallest_agents(load, 180, **question), wanted)


def test_the_guess_is_within_two_agents() -> None:
    load = np.geomspace(0.1, 5000, 500)
    level = np.full(load.shape, 0.8)
    rate, none = np.full(load.shape, 20 / 180), np.full(load.shape, np.inf)
    guess = np.maximum(np.ceil(search_c._guess(load, 1 - level, rate, none)), np.floor(load) + 1)
    wanted = smallest_agents(load, 180, service_level=0.8, answer_within_seconds=20)
    assert np.max(np.abs(guess - wanted)) <= 2
