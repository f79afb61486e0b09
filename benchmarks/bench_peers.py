"""Side by side at equal time on a problem all of them can express: our engine, plain CP-SAT, the OR-Tools example's style, pyworkforce.

    python benchmarks/bench_peers.py [--sizes 10,20] [--seeds 1] [--time-limit 30] [--workers N]

What the problem holds and how each models it: benchmarks/peer_models.py. Every roster is measured by the same code outside the solvers
(`staffing.rules.objective`) and audited (`staffing.rules`). pyworkforce is no dependency: it takes part where it is installed.

Ends with 1 where our roster costs more than the best of the others, breaks a rule, or a bound lies above a legal roster.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.peer_models import Answer, Small, make_small, peers, roster_of
from staffing.domain.finding import Outcome
from staffing.domain.roster import Roster
from staffing.models.roster import make_roster, warm
from staffing.rules import check
from staffing.rules.objective import recompute

OURS = "staffing"
CLOSE = 1e-6


def measured(small: Small, roster: Roster) -> tuple[float, int]:
    """(objective, rules broken) of a roster, by code that knows none of the solvers."""
    audit = check(small.plan, roster, packs=())
    return sum(recompute(small.plan, small.requirement, roster).values()), len(
        {f.rule for f in audit.findings if f.outcome is Outcome.FAIL}
    )


def run_ours(small: Small, seconds: float, seed: int, workers: int) -> tuple[Roster | None, Answer]:
    """Our engine on the same plan."""
    result = make_roster(small.plan, small.requirement, time_limit=seconds, seed=seed, workers=workers)
    return result.roster, Answer(None, result.bound, str(result.status))


def compare(small: Small, seconds: float, seed: int, workers: int) -> bool:
    """Solve one plan with everything there is and print a line each; returns whether ours is as good as the best legal one."""
    tools = {OURS: None, **peers()}
    legal: dict[str, float] = {}
    bounds: list[float] = []
    for name, tool in tools.items():
        begun = time.monotonic()
        if tool is None:
            roster, answer = run_ours(small, seconds, seed, workers)
        else:
            answer = tool(small, seconds, workers)
            roster = roster_of(small, answer.chosen) if answer.chosen is not None else None
        spent = time.monotonic() - begun
        text = "no roster"
        if answer.bound is not None:
            bounds.append(answer.bound)
        if roster is not None:
            objective, broken = measured(small, roster)
            gap = f"{100 * (objective - answer.bound) / objective:.2f} %" if answer.bound is not None else "no bound"
            text = f"{objective:>11,.1f}  {gap:>9}  {f'{broken} RULES BROKEN' if broken else 'legal'}"
            if not broken:
                legal[name] = objective
        print(f"{len(small.agents):>6} {seed:>4}  {name:<23} {spent:>6.1f} s  {text}  ({answer.said})", flush=True)
    best = min(legal.values(), default=0.0)
    return OURS in legal and legal[OURS] <= best + CLOSE * best and all(b <= best + CLOSE * best for b in bounds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,20", help="numbers of agents, with commas")
    parser.add_argument("--seeds", type=int, default=1, help="plans of each size (seeds 1, 2, ...)")
    parser.add_argument("--time-limit", type=float, default=30.0, help="seconds for each tool and plan")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    try:
        other = version("pyworkforce")
    except PackageNotFoundError:
        other = "not installed, left out"
    print(f"{platform.platform()}, Python {platform.python_version()}, ortools {version('ortools')}, pyworkforce: {other}")
    print(
        f"{args.workers} workers, {args.time_limit:g} s each, load before {os.getloadavg()[0]:.1f}; objective and rules recomputed for all"
    )
    warm.main()  # the set-up compiles the kernels once; no solve pays for it
    good = True
    for agents in (int(x) for x in args.sizes.split(",")):
        for seed in range(1, args.seeds + 1):
            good &= compare(make_small(agents, seed), args.time_limit, seed, args.workers)
    print("ours is as good as the best or better" if good else "OURS IS WORSE, or a rule is broken, or a bound is wrong")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
