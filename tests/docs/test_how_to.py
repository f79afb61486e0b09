"""The commands of docs/how-to, run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, blocks, commands, matches, run, write

PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_the_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "run.py", tmp_path)
    wrong, ran = [], 0
    for block in blocks(page):
        if block.file:
            write(block, tmp_path)
        elif block.language == "console":
            for command in commands(block):
                ran += 1
                _, printed = run(command.text, tmp_path)
                if not matches(command.expected, printed, command.about):
                    wrong.append(f"line {command.line}: $ {command.text}\n--- printed\n{printed}--- expected\n{command.expected}\n")
    assert ran
    assert not wrong, "\n".join(wrong)


def test_there_are_pages() -> None:
    assert {"check-an-imported-roster", "your-own-rules", "machines-without-make"} <= {page.stem for page in PAGES}
