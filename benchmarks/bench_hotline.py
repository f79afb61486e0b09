"""Twenty hotline plans of 10 to 40 agents, 7 days each, solved and judged by an evaluator that knows nothing of this project.

    python benchmarks/bench_hotline.py [--time-limit S] [--plans N]

Plan k of 20 has seed k and 10 + 30 (k - 1) / 19 agents. The generator and the judge lie beside the checkout, in ../shared/bench/hotline.
Ends with 1 where the judge finds a broken rule, another objective than the report's (to 1e-6), or a bound above the objective.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from staffing.services import stages

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "hotline"
PLANS = 20


def agents_of(k: int) -> int:
    """Size of plan k = 1..20."""
    return round(10 + 30 * (k - 1) / (PLANS - 1))


def judge(folder: Path) -> dict[str, object]:
    """What the evaluator says of a solved plan."""
    done = subprocess.run([sys.executable, str(BENCH / "evaluate.py"), str(folder)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--plans", type=int, default=PLANS)
    args = parser.parse_args()
    if not BENCH.exists():
        print("SKIPPED: ../shared/bench/hotline is not there")
        return 0
    print(f"{platform.platform()}, Python {platform.python_version()}, ortools {version('ortools')}; {args.time_limit:g} s each")
    print(f"{'plan':>4} {'agents':>6} {'objective':>12} {'bound':>12} {'gap':>8} {'excess':>8} {'short h':>8} {'seconds':>8}  judge")
    gaps, bad = [], 0
    for k in range(1, args.plans + 1):
        with tempfile.TemporaryDirectory() as temp:
            folder = Path(temp) / f"plan{k}"
            make = [sys.executable, str(BENCH / "make_plan.py"), str(folder), "--agents", str(agents_of(k)), "--seed", str(k)]
            subprocess.run(make, check=True)
            report = stages.roster(folder, time_limit=args.time_limit, seed=k).result.report
            said = judge(folder)
        same = report.objective is not None and abs(report.objective - said["objective"]) <= 1e-6 * max(1.0, said["objective"])
        proven = report.bound is not None and report.objective is not None and report.bound <= report.objective + 1e-6
        verdict = "agrees" if same and proven and not said["violations"] else f"DISAGREES: {said['violations']} {said['objective']}"
        bad += verdict != "agrees"
        gaps.append(1.0 if report.gap is None else report.gap)
        print(
            f"{k:>4} {agents_of(k):>6} {report.objective or 0:>12,.1f} {report.bound or 0:>12,.1f} {100 * gaps[-1]:>7.2f}% "
            f"{100 * (report.excess_gap or 0):>7.2f}% {(report.short_agent_minutes or 0) / 60:>8.1f} {report.seconds:>8.1f}  {verdict}",
            flush=True,
        )
    print(f"median gap {100 * median(gaps):.2f} %, largest {100 * max(gaps):.2f} %; {bad} disagreements")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
