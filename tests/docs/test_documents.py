"""The reader of documents itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.documents import blocks, commands, matches, run, write

PAGE = """# A page

```csv file=a/b.csv
x,y
1,2
```

text ``` in a line

```console
$ cat a/b.csv
x,y
...
$ false
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_blocks_know_their_file_their_text_and_their_line(page: Path) -> None:
    table, console = blocks(page)
    assert (table.language, table.file, table.text, table.line) == ("csv", "a/b.csv", "x,y\n1,2\n", 3)
    assert (console.language, console.file) == ("console", None)


def test_commands_come_with_what_they_print(page: Path, tmp_path: Path) -> None:
    table, console = blocks(page)
    write(table, tmp_path)
    first, second = commands(console)
    assert (first.text, first.expected, first.line) == ("cat a/b.csv", "x,y\n...", 11)
    assert (second.text, second.expected) == ("false", "")
    assert matches(first.expected, run(first.text, tmp_path)[1])
    assert run(second.text, tmp_path)[0] == 1


@pytest.mark.parametrize(
    ("expected", "printed", "fits"),
    [
        ("a 1 b", "a   1  b\n", True),
        ("a ... b", "a 12 34 b\n", True),
        ("a\n...\nz", "a\nb\nc\nz\n", True),
        ("a\n...\nz", "a\nz\n", True),
        ("a", "a\nb\n", False),
        ("a ... b", "a 12 34 c\n", False),
        ("a.b", "axb\n", False),
        ("", "a\n", False),
    ],
)
def test_dots_stand_for_anything_and_the_rest_must_be_there(expected: str, printed: str, fits: bool) -> None:
    assert matches(expected, printed) is fits


@pytest.mark.parametrize(
    ("expected", "printed", "fits"),
    [
        ("costs 12,411; the gap is 7.10 %", "costs 9,000; the gap is 0.01 %\n", True),
        ("Mon 11-30 09:30  desk: 2.6 of 4", "Thu 12-03 10:00 desk: 1 of 12\n", True),
        ("short by 15.7 of 248, ...", "short by 1 of 2, over 3\n", True),
        ("A1,2026-12-...,480", "A3,2026-12-01,early,360\n", True),
        ("costs 12,411", "costs -\n", False),
        ("costs 12,411", "is worth 12,411\n", False),
    ],
)
def test_about_takes_any_number_but_no_other_word(expected: str, printed: str, fits: bool) -> None:
    assert matches(expected, printed, about=True) is fits
