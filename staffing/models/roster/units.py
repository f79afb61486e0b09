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

SLACK = 1e-3
"""Ticks taken off before rounding down a value that was itself computed in floating point (its error is far below)."""


def ticks_down(money: float) -> float:
    """The largest whole number of ticks that is surely not above ``money``."""
    nearest = round(money * TICKS)
    return float(nearest) if nearest <= money * TICKS + 1e-7 else float(floor(money * TICKS - 1e-7))


def money_of(ticks: float) -> float:
    """Money of a number of ticks."""
    return ticks / TICKS
