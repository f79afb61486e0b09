"""What the tests that solve share."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.fixture(scope="session")
def warm() -> None:
    """The engine's kernels compiled, as the set-up leaves them: a page's few seconds of solving are not spent on compiling."""
    subprocess.run([sys.executable, "-m", "staffing.models.roster.warm"], check=True, capture_output=True, timeout=300)
