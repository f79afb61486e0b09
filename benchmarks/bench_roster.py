"""Hotline plans of 20 to 1,000 agents: how good the roster is, how far from the best possible, how fast, in how much memory.

    python benchmarks/bench_roster.py [--sizes 20,40,150,400,1000] [--seeds 3] [--time-limit S] [--workers N]

Every plan is solved by the command itself (`staffing roster`), in a process of its own whose whole tree is weighed from /proc ten times a
second, and judged by an evaluator that knows nothing of this project. The generator and the judge lie beside the checkout, in
../shared/bench/hotline. Printed: each run, then the medians by size beside the gap that is asked for. Without --time-limit: 3 minutes up
to 150 agents, 5 at 400, 8 at 1,000.

Ends with 1 where a run ends in an error, the judge finds a broken rule or another objective than the report's (to 1e-6), or a bound lies
above the objective.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "hotline"
COMMAND = "from staffing.cli.main import main; raise SystemExit(main())"
LIMITS = ((150, 180.0, 0.015), (400, 300.0, 0.012), (10**9, 480.0, 0.012))
"""(agents up to, seconds, proven gap asked for); small plans have gaps of their own."""
SMALL = ((20, 0.09), (50, 0.035))
SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Run:
    """One plan solved. ``None`` where unknown; memory_mib: most resident memory of all processes at one moment."""

    seconds: float
    objective: float | None
    bound: float | None
    gap: float | None
    excess_gap: float | None
    first_seconds: float | None
    memory_mib: float | None


def allowed(agents: int) -> tuple[float, float]:
    """(seconds, proven gap asked for) of a size."""
    seconds, gap = next((s, g) for top, s, g in LIMITS if agents <= top)
    return seconds, next((g for top, g in SMALL if agents <= top), gap)


def children() -> dict[int, list[int]]:
    """Processes by parent; a process that ends meanwhile is left out."""
    found: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parent = int(Path("/proc", entry, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            found.setdefault(parent, []).append(int(entry))
    return found


def resident_bytes(root: int) -> int:
    """Resident memory of a process and all below it (shared pages counted in each)."""
    tree, total, waiting = children(), 0, [root]
    while waiting:
        process = waiting.pop()
        waiting.extend(tree.get(process, ()))
        try:
            total += int(Path("/proc", str(process), "statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            continue
    return total


def weigh(process: subprocess.Popen[str], most: list[int]) -> None:
    """Keep the largest resident memory of a process tree in ``most[0]`` until the process ends."""
    while process.poll() is None:
        most[0] = max(most[0], resident_bytes(process.pid))
        time.sleep(SAMPLE_SECONDS)


def solve(folder: Path, seconds: float, seed: int, workers: int | None) -> tuple[float, float | None, str]:
    """(wall seconds, peak memory in MiB, error or "") of the command on one plan."""
    call = [sys.executable, "-c", COMMAND, "roster", str(folder), "--time-limit", f"{seconds:g}", "--seed", str(seed), "--quiet"]
    if workers:
        call += ["--workers", str(workers)]
    begun, most = time.monotonic(), [0]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        scale = threading.Thread(target=weigh, args=(process, most), daemon=True)
        if Path("/proc/self/statm").exists():
            scale.start()
        _, said = process.communicate()
    spent = time.monotonic() - begun
    error = "" if process.returncode == 0 else f"exit {process.returncode}: {said.strip()[-300:]}"
    return spent, most[0] / 2**20 or None, error


def judge(folder: Path, report: dict[str, object]) -> str:
    """What the independent evaluator has against a roster and its report; "" where nothing."""
    done = subprocess.run([sys.executable, str(BENCH / "evaluate.py"), str(folder)], capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    objective, bound = report["objective"], report["bound"]
    faults = [f"rules broken: {said['violations']}"] if said["violations"] else []
    if not isinstance(objective, float | int) or abs(objective - said["objective"]) > 1e-6 * max(1.0, said["objective"]):
        faults.append(f"objective {objective} reported, {said['objective']} judged")
    if isinstance(bound, float | int) and bound > said["objective"] + 1e-6 * max(1.0, said["objective"]):
        faults.append(f"bound {bound} above the judged objective {said['objective']}")
    return "; ".join(faults)


def measure(agents: int, seed: int, seconds: float, workers: int | None) -> tuple[Run | None, str]:
    """Make, solve and judge one plan."""
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp) / "plan"
        make = [sys.executable, str(BENCH / "make_plan.py"), str(folder), "--agents", str(agents), "--seed", str(seed)]
        subprocess.run(make, check=True)
        spent, memory, error = solve(folder, seconds, seed, workers)
        if error:
            return None, error
        report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
        first = next((point[0] for point in report["trace"] if point[1] is not None), None)
        run = Run(spent, report["objective"], report["bound"], report["gap"], report["excess_gap"], first, memory)
        return run, judge(folder, report)


def middle(runs: list[Run]) -> Run:
    """The median of each figure over the runs that know it."""

    def of(name: str) -> float | None:
        known = [getattr(run, name) for run in runs if getattr(run, name) is not None]
        return median(known) if known else None

    return Run(**{f.name: of(f.name) for f in fields(Run)})  # type: ignore[arg-type]


def line(run: Run) -> str:
    """The figures of a run or of a size."""

    def show(value: float | None, form: str, factor: float = 1.0) -> str:
        return format(value * factor, form) if value is not None else "-"

    return (
        f"{show(run.seconds, '.1f'):>8} {show(run.objective, ',.0f'):>12} {show(run.bound, ',.0f'):>12} {show(run.gap, '.2f', 100):>7} "
        f"{show(run.excess_gap, '.2f', 100):>8} {show(run.first_seconds, '.1f'):>8} {show(run.memory_mib, ',.0f'):>8}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="20,40,150,400,1000", help="numbers of agents, with commas")
    parser.add_argument("--seeds", type=int, default=3, help="plans of each size (seeds 1, 2, ...)")
    parser.add_argument("--time-limit", type=float, default=None, help="seconds for every plan (default: by size)")
    parser.add_argument("--workers", type=int, default=None)
    args = parser.parse_args()
    if not BENCH.exists():
        print("SKIPPED: ../shared/bench/hotline is not there")
        return 0
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, ortools {version('ortools')}")
    print(f"load before: {os.getloadavg()[0]:.1f} (idle: 0); first: seconds to the first feasible roster; MiB: all processes")
    header = (
        f"{'agents':>6} {'seed':>6} {'seconds':>8} {'objective':>12} {'bound':>12} {'gap %':>7} {'excess %':>8} {'first s':>8} {'MiB':>8}"
    )
    print(header)
    subprocess.run([sys.executable, "-m", "staffing.models.roster.warm"], cwd=ROOT, check=True)  # as the set-up does
    bad, medians = 0, []
    for agents in (int(x) for x in args.sizes.split(",")):
        seconds, asked = allowed(agents)
        runs = []
        for seed in range(1, args.seeds + 1):
            run, fault = measure(agents, seed, args.time_limit or seconds, args.workers)
            bad += bool(fault)
            if run is not None:
                runs.append(run)
            print(f"{agents:>6} {seed:>6} {line(run) if run is not None else ''}  {fault or 'judge agrees'}", flush=True)
        if runs:
            medians.append((agents, middle(runs), asked))
    print(f"\nmedians\n{header}   asked %")
    for agents, run, asked in medians:
        print(f"{agents:>6} {'all':>6} {line(run)}   {100 * asked:.1f} {'met' if run.gap is not None and run.gap <= asked else 'NOT MET'}")
    print(f"{bad} runs failed or disagree with the judge")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
