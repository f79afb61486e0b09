"""Documents as tests read them: fenced blocks that are files to write, commands to run with what they print, or Python to execute.

```csv file=shop/agents.csv      the block is that file
```console                       lines with `$ ` are commands, the lines after each are its output; `...` stands for anything,
                                 alone on a line for any number of lines
```console about                 the same, but any number (and any weekday) will do for a number: what a solve finds in a few
                                 seconds differs from machine to machine
```python                        executed, one namespace for the whole document
```text output                   what the Python block before it prints
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w+)(.*)$")
_NUMBER = re.compile(r"\d[\d.,:-]*")
_WEEKDAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words after it, its text, and the line it begins on."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int

    @property
    def file(self) -> str | None:
        """The file it is, ``None`` where it is none."""
        return next((word.removeprefix("file=") for word in self.words if word.startswith("file=")), None)


@dataclass(frozen=True)
class Command:
    """A command of a console block, what it is expected to print, its line, and whether its numbers are only about right."""

    text: str
    expected: str
    line: int
    about: bool = False


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    opened: tuple[str, tuple[str, ...], int] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if opened is None:
            if match := _FENCE.match(line):
                opened, lines = (match[1], tuple(match[2].split()), number), []
        elif line == "```":
            found.append(Block(opened[0], opened[1], "\n".join(lines) + "\n", opened[2]))
            opened = None
        else:
            lines.append(line)
    assert opened is None, f"{page.name}: the block of line {opened[2] if opened else 0} is not closed"
    return found


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    current: tuple[str, int] | None = None
    output: list[str] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            if current:
                yield Command(current[0], "\n".join(output), current[1], "about" in block.words)
            current, output = (line[2:], number), []
        else:
            output.append(line)
    if current:
        yield Command(current[0], "\n".join(output), current[1], "about" in block.words)


def write(block: Block, folder: Path) -> None:
    """Write a block that is a file."""
    assert block.file is not None
    target = folder / block.file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(block.text, encoding="utf-8")


def environment() -> dict[str, str]:
    """Ours, with the `staffing` and `python` that run these tests first on the path, and plain output."""
    here = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": here + os.pathsep + os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}


def run(command: str, folder: Path, timeout: float = 120.0) -> tuple[int, str]:
    """(status, what a reader sees) of a shell command; progress is left out, as a terminal wipes it; errors come last."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=timeout
    )
    errors = done.stderr if "problem" in done.stderr or done.returncode not in (0, 1) else ""
    return done.returncode, done.stdout + errors


def matches(expected: str, printed: str, about: bool = False) -> bool:
    """Whether a text is what a document says, blanks in a row counting as one.

    ``about``: any number will do for a number, any weekday for a weekday.
    """
    pattern = []
    for line in expected.splitlines():
        if line.strip() == "...":
            pattern.append(r"(?:.*\n)*?")
            continue
        parts = re.sub(r"\s+", " ", line.strip()).split("...")
        pattern.append(".*".join(_about(part) if about else re.escape(part) for part in parts) + r"\n")
    shown = "".join(re.sub(r"[ \t]+", " ", line.strip()) + "\n" for line in printed.splitlines())
    return re.fullmatch("".join(pattern), shown) is not None


def _about(text: str) -> str:
    """A pattern for a text with any number for a number and any weekday for a weekday."""
    found = [(match.start(), match.end(), r"\d[\d.,:-]*") for match in _NUMBER.finditer(text)]
    found += [(match.start(), match.end(), "[A-Z][a-z][a-z]") for match in _WEEKDAY.finditer(text)]
    pattern, place = "", 0
    for start, end, instead in sorted(found):
        pattern += re.escape(text[place:start]) + instead
        place = end
    return pattern + re.escape(text[place:])
