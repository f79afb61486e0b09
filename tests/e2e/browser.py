"""Debian's Chromium, and how to wait for a page of the app."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
READY = ".stApp[data-test-script-state='notRunning']"


def chromium() -> str | None:
    """Path of the browser; ``None`` where there is none."""
    for name in (os.environ.get("STAFFING_CHROMIUM"), "/usr/bin/chromium", "chromium", "chromium-browser"):
        found = shutil.which(name) if name else None
        if found and Path(found).exists():
            return found
    return None


class Watched:
    """A page that remembers what went wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.errors: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        page.on("response", lambda answer: self.errors.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)

    def open(self, address: str) -> None:
        """Go to an address and wait until the script has run."""
        self.page.goto(self.base + address)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and its elements are drawn."""
        self.page.wait_for_selector(READY, timeout=60_000)
        self.page.wait_for_timeout(150)
        self.page.wait_for_selector(READY, timeout=60_000)

    def width(self) -> int:
        """Width of the whole page in pixels; more than the window's means that it must be scrolled sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))
