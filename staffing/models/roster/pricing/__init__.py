"""Interval prices: the cheapest legal tour of every agent at them, spreads decided exactly, and the Lagrangian bound they prove."""
