"""Forecast accuracy on real contact volumes beside what users would pick instead, all computed in the same run; and how long it takes.

Rolling origin, one week ahead, the last eight origins; at each origin everything (cleaning, selection, quantiles) is made again from the
days before it. The sets are not part of this project: they are read from ``../shared/calls`` and left out loudly where they are absent.

    .venv/bin/python benchmarks/bench_forecast.py [--calls DIR] [--horizon-days 7] [--origins 8]
"""

from __future__ import annotations

import argparse
import platform
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.forecast import evaluate, make_forecast
from staffing.io.history_any import read_any_history

SETS = (
    ("bank_calls_30min.csv", "America/New_York"),
    ("axa_a_30min_2011_2012.csv.gz", "Europe/Paris"),
    ("anonbank_30min_1999.csv", "Asia/Jerusalem"),
    ("anonbank_types_30min_1999_jan_feb.csv", "Asia/Jerusalem"),
    ("montco911_60min_2015_2016.csv", "America/New_York"),
)
COLUMNS = ("forecast", "calendar", "blend", "median-6", "mean-4", "seasonal-naive")


def synthetic(days: int, queues: int, minutes: int, first: date) -> History:
    """Poisson counts with a course over day and week and a slow wave, from seed 1."""
    rng = np.random.default_rng(1)
    slots = 1440 // minutes
    clock = np.arange(slots) / slots
    shape = np.clip(np.sin(np.pi * np.clip((clock - 0.25) / 0.7, 0, 1)), 0.05, None)
    day = np.arange(days)
    week = np.array([1.2, 1.05, 1.0, 1.0, 1.05, 0.6, 0.5])[(first.weekday() + day) % 7]
    level = 10 * (1 + 0.2 * np.sin(2 * np.pi * day / 365))
    mean = (level * week)[:, None] * shape[None, :]
    counts = np.array([rng.poisson(mean * (1 + q)).reshape(-1) for q in range(queues)], dtype=np.float64)
    aht = rng.normal(240, 20, counts.shape)
    names = tuple(f"q{k + 1}" for k in range(queues))
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=8)
    return History("Asia/Shanghai", start, minutes, names, counts, np.where(counts > 0, aht, np.nan))


def timing(days: int, queues: int, minutes: int) -> str:
    """Seconds of a whole make_forecast, back-test included."""
    end = date(2026, 11, 30)
    history = synthetic(days, queues, minutes, end - timedelta(days=days))
    plan = Plan("bench", TimeGrid(end, 7, minutes, "Asia/Shanghai"), tuple(Queue(n) for n in history.queues), history=history)
    began = time.perf_counter()
    make_forecast(plan)
    return f"{queues} queues x {days} days x {minutes} min, with full selection: {time.perf_counter() - began:.2f} s"


def main() -> None:
    """Print the table and the timings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=Path, default=Path(__file__).resolve().parents[1] / ".." / "shared" / "calls")
    parser.add_argument("--horizon-days", type=int, default=7)
    parser.add_argument("--origins", type=int, default=8)
    args = parser.parse_args()
    print(f"python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"WAPE, {args.horizon_days} days ahead, last {args.origins} origins; forecast = what would have been published (p50)\n")
    print(f"{'set':<40}" + "".join(f"{c:>15}" for c in COLUMNS) + f"{'bias':>8}{'p10-p90':>9}{'MASE':>7}{'origins':>9}{'s':>7}")
    worse = []
    for name, zone in SETS:
        path = args.calls / name
        if not path.exists():
            print(f"{name:<40} SKIPPED: {path} is not there")
            continue
        result = evaluate(read_any_history(path, zone).history, args.horizon_days, args.origins)
        ours = result.overall["forecast"]
        figures = "".join(f"{result.overall[c].wape:>15.4f}" for c in COLUMNS)
        tail = f"{ours.bias:>+8.3f}{ours.coverage:>9.3f}{ours.mase:>7.2f}{ours.origins:>9d}{result.seconds:>7.1f}"
        print(f"{name:<40}{figures}{tail}", flush=True)
        if ours.wape > result.overall["median-6"].wape:
            worse.append(name)
    print("\nno worse than the median of six same slots on every set" if not worse else f"\nWORSE than median-6: {', '.join(worse)}")
    print(timing(91, 3, 15))
    print(timing(730, 8, 30))


if __name__ == "__main__":
    main()
