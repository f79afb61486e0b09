"""The Python of docs/reference/python.md, executed in the tutorial's shop."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

import staffing
from tests.docs.documents import ROOT, blocks, matches
from tests.docs.shop import prepare

PAGE = ROOT / "docs" / "reference" / "python.md"


@pytest.mark.usefixtures("warm")
def test_every_snippet_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    found = blocks(PAGE)
    ran = 0
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, f"python.md, line {block.line}", "exec"), names)
        expected = after.text if after is not None and after.words == ("output",) else ""
        assert matches(expected, printed.getvalue()), f"line {block.line}:\n{printed.getvalue()}"
        ran += 1
    assert ran >= 4


def test_every_public_name_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in staffing.__all__ if name != "__version__" and f"`{name}(" not in text] == []
