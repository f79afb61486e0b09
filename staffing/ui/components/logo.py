"""The mark of the program: a roster in four colours."""

from __future__ import annotations

_CELLS = ((2, 2, "#0072b2"), (13, 2, "#0072b2"), (24, 2, "#dfe5ea"), (2, 13, "#dfe5ea"), (13, 13, "#e69f00"), (24, 13, "#e69f00"))
_LAST = ((2, 24, "#009e73"), (13, 24, "#dfe5ea"), (24, 24, "#41506b"))
_MARK = "".join(f'<rect x="{x}" y="{y}" width="9" height="9" rx="2" fill="{fill}"/>' for x, y, fill in (*_CELLS, *_LAST))

ICON = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 35 35" width="35" height="35">{_MARK}</svg>'
WORDMARK = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 35" width="150" height="35">{_MARK}'
    '<text x="44" y="25" font-family="Segoe UI, sans-serif" font-size="24" font-weight="650" fill="#1f2a33">staffing</text></svg>'
)
