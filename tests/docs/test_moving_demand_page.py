"""The Python of the page on demand that moves, executed."""

from __future__ import annotations

import contextlib
import io

from tests.docs.documents import ROOT, blocks


def test_the_example_prints_what_the_page_says() -> None:
    page = ROOT / "docs" / "background" / "moving-demand.md"
    code, output = (block for block in blocks(page) if block.language in ("python", "text"))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code.text, {})
    assert printed.getvalue().split() == output.text.split()
