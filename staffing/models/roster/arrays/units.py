"""Money in ticks.

The engine counts money in ticks of 1/10,000. Costs are rounded down and gains rounded up to whole ticks, so that a sum of them can only
be too
low: such sums of whole numbers below 2**53 are exact in float64, whatever their order, and give a bound that holds without any rounding
error.
"""

from __future__ import annotations

from math import floor

TICKS = 10_000
"""Ticks per unit of money."""

NOISE = 1e-7
"""Ticks (1e-11 of the unit of money) by which a price computed in floating point may miss the whole number of ticks that it means."""


def ticks_down(money: float) -> float:
    """The largest whole number of ticks not above ``money``."""
    return float(floor(money * TICKS + NOISE))


def money_of(ticks: float) -> float:
    """Money of a number of ticks."""
    return ticks / TICKS
