"""The tutorial, done: its files are written, its commands run in order, and each prints what the page says."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.docs.documents import blocks, commands, matches, run, write
from tests.docs.shop import PAGE, open_app


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.usefixtures("warm")
def test_every_step_of_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    wrong = []
    for block in blocks(PAGE):
        if block.file:
            write(block, tmp_path)
        elif block.language == "console":
            for command in commands(block):
                if command.text.startswith("staffing app"):
                    port = free_port()
                    call = re.sub(r"--port \d+", f"--port {port}", command.text)
                    assert str(port) in call, "the page should name a port"
                    if not open_app(call, tmp_path, f"http://127.0.0.1:{port}/"):
                        wrong.append(f"line {command.line}: $ {command.text}\nthe app does not answer")
                    continue
                _, printed = run(command.text, tmp_path)
                if not matches(command.expected, printed, command.about):
                    wrong.append(f"line {command.line}: $ {command.text}\n--- printed\n{printed}--- expected\n{command.expected}\n")
    assert not wrong, "\n".join(wrong)


def test_the_tutorial_shows_output_rather_than_hiding_it() -> None:
    """A block of dots alone would match anything."""
    ours = [c for b in blocks(PAGE) if b.language == "console" for c in commands(b) if c.text.startswith("staffing")]
    shown = [c for c in ours if not c.text.startswith("staffing app")]
    assert len(shown) >= 8
    assert [c.text for c in shown if not c.expected.replace("...", "").strip()] == []
