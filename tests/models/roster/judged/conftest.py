from __future__ import annotations

import pytest

from staffing.models.roster.warm import compile_kernels, tiny_plan


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Kernels are compiled before any test with a clock."""
    for speed, interval in ((1.0, 15), (0.8, 30)):
        compile_kernels(*tiny_plan(speed, interval))
