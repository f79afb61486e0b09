"""Compiling ahead."""

from __future__ import annotations

from staffing.models.queueing import simulation_kernel, transient_kernel, warm


def test_every_kernel_is_compiled() -> None:
    assert warm.main() == 0
    for kernel in (transient_kernel.spread, simulation_kernel.many_days):
        assert kernel.signatures
