"""Rows of figures that stay readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Tile:
    """A figure: its name, its value as text, and what it means."""

    label: str
    value: str
    help: str | None = None
    note: str | None = None


def show(tiles: Sequence[Tile], *, key: str) -> None:
    """The tiles beside each other; they wrap where there is little room."""
    with st.container(horizontal=True, key=key, gap="small"):
        for tile in tiles:
            st.metric(
                tile.label,
                tile.value,
                tile.note,
                delta_color="off",
                delta_arrow="off",
                help=tile.help,
                border=True,
                width="stretch",
                height="stretch",
            )
