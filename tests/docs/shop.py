"""The tutorial's shop as a folder, and its web app."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from pathlib import Path

from tests.docs.documents import ROOT, blocks, commands, environment, run, write

PAGE = ROOT / "docs" / "tutorial.md"


def prepare(folder: Path) -> Path:
    """The shop as it stands at the tutorial's end, without running any command of ours."""
    for block in blocks(PAGE):
        if block.file:
            write(block, folder)
        elif block.language == "console":
            for command in commands(block):
                if "staffing" not in command.text and "shop/out/" not in command.text:
                    status, printed = run(command.text, folder)
                    assert status == 0, printed
    return folder / "shop"


def open_app(command: str, folder: Path, address: str, seconds: float = 60.0) -> bool:
    """Start the web app, wait until it answers, and end it; whether it answered."""
    place = {**environment(), "STAFFING_STORE": str(folder / "store")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(["bash", "-c", "exec " + command], cwd=folder, env=place, **quiet) as process:
        try:
            give_up = time.monotonic() + seconds
            while time.monotonic() < give_up and process.poll() is None:
                try:
                    with urllib.request.urlopen(address, timeout=2) as answer:
                        return bool(answer.status == 200)
                except OSError:
                    time.sleep(0.3)
            return False
        finally:
            process.terminate()
