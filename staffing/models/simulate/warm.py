"""Compile the simulator's kernels into numba's cache: ``python -m staffing.models.simulate.warm``. The set-up calls it once."""

from __future__ import annotations

import sys


def main() -> int:
    """Run every kernel once on a tiny centre; returns the exit status."""
    import numpy as np

    from staffing.models.simulate import Centre, simulate
    from staffing.models.simulate.kernel import seed_generator

    seed_generator(1)
    simulate(Centre.one_queue(20, 900, 180, 3, 3, patience_seconds=90, slowing=(1.0, 1.4), filler_seconds=60, reserve_agents=1), 2)
    simulate(Centre.one_queue(20, 900, 180, 3, 3, handling_cv=0.5), 2, period=np.array([-1, 0, 0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
