"""Colours of outcomes, told apart also by people who see red and green alike; the word always stands beside."""

from __future__ import annotations

OUTCOMES = {
    "FAIL": "#F4B6A6",
    "PAY_DUE": "#FBE3A1",
    "NEEDS_EVIDENCE": "#FFF3C9",
    "UNKNOWN": "#D9D9D9",
    "ADVISORY": "#D6E6F5",
    "PASS": "#E3EFE1",
    "NOT_APPLICABLE": "#F2F2F2",
}
HEAD, RULE = "#E8EEF4", "#8A97A6"
