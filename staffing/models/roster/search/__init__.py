"""Rosters under search: who covers what, descent, dive, exchanges, and the board of best answers that threads share."""
