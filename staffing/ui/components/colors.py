"""One palette for every picture: Okabe and Ito's colours, told apart by people with any common colour-blindness."""

from __future__ import annotations

BLUE, ORANGE, GREEN, PINK, SKY, VERMILLION, OLIVE, GREY = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#7a6a00",
    "#5d5d5d",
)
SHORT, OVER = VERMILLION, BLUE
INK, MUTED, LINE = "#1f2a33", "#6b7882", "#dfe5ea"
SEQUENTIAL = ["#f4f9fc", "#d5e9f5", "#b3d6ec", "#8dc0e0", "#66a9d2", "#4392c3", "#2a7bb0", "#17659a", "#0a4f80", "#053a63"]

SHIFT_FILLS = ("#cfe6f5", "#fbe3b4", "#c5e8dc", "#f0d9e6", "#d9d7f0", "#f6cfb8", "#e5e2b8", "#d7dde2", "#bfdede", "#e9d3c0")
"""Light fills for shift codes, in order of the catalogue; the code stands in every cell, so colour is never the only sign."""

NIGHT_FILLS = ("#46597a", "#6a5f8a", "#3b6a75", "#5d6b92", "#4f5b66")
"""Dark fills (with white text) for night shifts."""
