"""How a requirement is reckoned."""

from __future__ import annotations

import pytest

from staffing.domain.queue import Queue, ServiceTarget
from staffing.domain.staffing_policy import PLAIN, StaffingPolicy, clashes


def test_the_default_carries_load_over_and_staffs_for_the_mean() -> None:
    assert StaffingPolicy() == PLAIN
    assert (PLAIN.moving, PLAIN.uncertain, PLAIN.period, PLAIN.definition, PLAIN.redials) == (
        "modified",
        "mean",
        "interval",
        "offered",
        False,
    )
    assert Queue("a").policy is PLAIN


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"moving": "quick"}, "moving"),
        ({"uncertain": "quantile"}, "quantile"),
        ({"quantile": 0.9}, "quantile"),
        ({"uncertain": "quantile", "quantile": 1.0}, "quantile"),
        ({"period": "day"}, "floor"),
        ({"floor": 0.7}, "floor"),
        ({"period": "week", "floor": 1.0}, "floor"),
        ({"handling_cv": -1.0}, "handling_cv"),
        ({"redial_share": 1.5}, "redial_share"),
        ({"lines": 0}, "lines"),
        ({"moving": "exact", "uncertain": "expected"}, "go with"),
        ({"moving": "exact", "period": "day", "floor": 0.7}, "go with"),
        ({"lines": 30, "uncertain": "expected"}, "go with"),
        ({"redial_share": 0.2, "period": "week", "floor": 0.7}, "go with"),
    ],
)
def test_what_makes_no_sense_is_refused(values, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        StaffingPolicy(**values)


def test_clashes_are_named_in_pairs() -> None:
    assert clashes("modified", "expected", "week", 0.0, None) == ()
    assert clashes("exact", "expected", "day", 0.0, None) == (("moving", "uncertain"), ("moving", "period"))
    assert clashes("exact", "mean", "interval", 0.0, 30) == (("lines", "moving"),)


def test_a_floor_lies_below_the_service_level() -> None:
    policy = StaffingPolicy(period="day", floor=0.7)
    assert Queue("a", target=ServiceTarget(0.8, 20), policy=policy).policy.floor == 0.7
    for target in (ServiceTarget(0.7, 20), ServiceTarget(max_asa_seconds=10)):
        with pytest.raises(ValueError, match="floor"):
            Queue("a", target=target, policy=policy)
