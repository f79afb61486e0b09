"""Occupancy caps and shrinkage in exact decimals.

In floats ``ceil(21 / (1 - 0.3))`` is 31: 0.3 is not 3/10 there. Here a number means its shortest decimal (0.3 is exactly 3/10), the
division is exact, and rounding happens once, last.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, IntArray, as_floats, check_load, refuse

_NEAR = 1e-9
_LOAD_DIGITS = 15


def exact(number: float | Decimal | Fraction | str) -> Fraction:
    """The decimal that ``number`` stands for: ``exact(0.3) == Fraction(3, 10)``.

    Raises:
        ValueError: not a finite number.
    """
    if isinstance(number, float):
        if not np.isfinite(number):
            raise ValueError(f"expected a finite number, got {number!r}")
        return Fraction(repr(float(number)))
    return Fraction(number)


def agents_within_occupancy(load_erlangs: ArrayLike, max_occupancy: ArrayLike) -> IntArray:
    """Smallest whole n with load / n <= cap: ``ceil(load / cap)``, exactly.

    Args:
        load_erlangs: a >= 0, read at 15 significant digits, so that a load computed in floats means the decimal it came from.
        max_occupancy: in (0, 1].

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    load, cap = as_floats("load_erlangs", load_erlangs), as_floats("max_occupancy", max_occupancy)
    check_load(load)
    refuse("max_occupancy", cap, ~((cap > 0) & (cap <= 1)), "a number in (0, 1]")
    load, cap = np.broadcast_arrays(load, cap)
    quotient = load / cap
    agents = np.asarray(np.ceil(quotient)).astype(np.int64)
    whole = np.rint(quotient)
    unsure = np.abs(quotient - whole) <= _NEAR * np.maximum(quotient, 1.0)
    for place in map(tuple, np.argwhere(unsure)):
        ratio = Fraction(format(load[place], f".{_LOAD_DIGITS}g")) / exact(cap[place])
        agents[place] = -(-ratio.numerator // ratio.denominator)
    return agents


def scheduled_agents(agents: ArrayLike, shrinkage: ArrayLike) -> FloatArray:
    """``agents / (1 - shrinkage)``, not rounded to whole people: the float nearest to the exact quotient.

    Args:
        agents: people needed on the queue, >= 0.
        shrinkage: share of scheduled time that is lost, in [0, 1).

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    count, lost = _checked(agents, shrinkage)
    gross = np.array(count)
    for share in np.unique(lost):
        rows = lost == share
        present = 1 - exact(share)
        whole = rows & (count == np.rint(count)) & (count * present.denominator < 2**53)
        gross[whole] = count[whole] * present.denominator / present.numerator
        for place in map(tuple, np.argwhere(rows & ~whole)):
            gross[place] = float(exact(count[place]) / present)
    return gross


def scheduled_people(agents: ArrayLike, shrinkage: ArrayLike) -> IntArray:
    """``ceil(agents / (1 - shrinkage))``, exactly: whole people. Arguments and errors as in :func:`scheduled_agents`."""
    count, lost = _checked(agents, shrinkage)
    people = np.zeros(count.shape, dtype=np.int64)
    for share in np.unique(lost):
        rows = lost == share
        present = 1 - exact(share)
        quotient = count[rows] * present.denominator / present.numerator
        values = np.ceil(quotient).astype(np.int64)
        unsure = np.abs(quotient - np.rint(quotient)) <= _NEAR * np.maximum(quotient, 1.0)
        for i in np.nonzero(unsure)[0]:
            ratio = exact(count[rows][i]) / present
            values[i] = -(-ratio.numerator // ratio.denominator)
        people[rows] = values
    return people


def _checked(agents: ArrayLike, shrinkage: ArrayLike) -> tuple[FloatArray, FloatArray]:
    count, lost = as_floats("agents", agents), as_floats("shrinkage", shrinkage)
    refuse("agents", count, ~(np.isfinite(count) & (count >= 0)), "a number >= 0")
    refuse("shrinkage", lost, ~((lost >= 0) & (lost < 1)), "a number in [0, 1)")
    count, lost = np.broadcast_arrays(count, lost)
    return count, lost
