"""Compile the kernels of this room into numba's cache: ``python -m staffing.models.queueing.warm``. The set-up calls it once."""

from __future__ import annotations

import sys


def compile_kernels() -> None:
    """Run every kernel once."""
    from staffing.models.queueing.simulation import Law, simulate_queue
    from staffing.models.queueing.transient import transient_performance

    transient_performance([2.0, 3.0], 900, 180, 2, patience_seconds=180, answer_within_seconds=20)
    for law in (Law(), Law("lognormal")):
        simulate_queue([2.0, 3.0], 900, 180, [1, 2], patience_seconds=180, days=2, handling=law, redial_share=0.5, lines=4)


def main() -> int:
    """Compile; returns the exit status."""
    compile_kernels()
    return 0


if __name__ == "__main__":
    sys.exit(main())
