"""Forecast accuracy on real contact volumes beside what users would pick instead, all computed in the same run; and how long it takes.

Rolling origin, one week ahead, the last eight origins; at each origin everything (cleaning, selection, quantiles) is made again from the
days before it. The sets are not part of this project: they are read from ``../shared/calls`` and left out loudly where they are absent.
Other libraries run at their documented defaults in a virtual environment of their own, which is made at the first run from
requirements-forecast-peers.txt; where that is impossible they are left out loudly.

    .venv/bin/python benchmarks/bench_forecast.py [--calls DIR] [--horizon-days 7] [--origins 8] [--no-peers] [--peer-seconds 900]
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
import time
import venv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.forecast import evaluate, make_forecast
from staffing.forecast.table import DayTable, day_table
from staffing.io.history_any import read_any_history

SETS = (
    ("bank_calls_30min.csv", "America/New_York"),
    ("axa_a_30min_2011_2012.csv.gz", "Europe/Paris"),
    ("anonbank_30min_1999.csv", "Asia/Jerusalem"),
    ("anonbank_types_30min_1999_jan_feb.csv", "Asia/Jerusalem"),
    ("montco911_60min_2015_2016.csv", "America/New_York"),
)
HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements-forecast-peers.txt"
PEERS = ("MSTL", "AutoETS", "LightGBM", "Prophet")
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


def peers_python(folder: Path) -> Path | None:
    """The python of the peers' environment, made where it is not there; ``None`` where it cannot be."""
    python = folder / "bin" / "python"
    stamp = folder / ".installed"
    if python.exists() and stamp.exists() and stamp.read_text() == REQUIREMENTS.read_text():
        return python
    print(f"installing the libraries to compare with into {folder} ...", file=sys.stderr)
    try:
        venv.create(folder, with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
        subprocess.run(command, check=True, timeout=1800)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"PEERS SKIPPED: they could not be installed ({error})")
        return None
    stamp.write_text(REQUIREMENTS.read_text())
    return python


def run_peer(python: Path, method: str, table: DayTable, origins: list[int], days: int, seconds: float) -> tuple[np.ndarray | None, str]:
    """(expected contacts on the days forecast in time, shape of the table's contacts, NaN elsewhere; library and seconds)."""
    with tempfile.TemporaryDirectory(prefix="staffing-bench-") as place:
        source, out = Path(place) / "series.npz", Path(place) / "said.npz"
        np.savez(source, y=table.offered, first_day=str(table.first_day), origins=np.array(origins), days=days)
        command = [str(python), str(HERE / "forecast_peers.py"), str(source), str(out), method, str(seconds)]
        try:
            subprocess.run(command, check=True, timeout=seconds + 60, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            if not out.exists():
                return None, f"not one forecast in {seconds + 60:.0f} s"
        except (OSError, subprocess.SubprocessError) as error:
            return None, f"failed ({type(error).__name__})"
        found = np.load(out)
        said, note = found["said"], f"{found['version']}, {float(found['seconds']):.0f} s"
    laid = np.full(table.offered.shape, np.nan)
    for k, origin in enumerate(origins):
        laid[:, origin : origin + days] = said[:, k]
    if np.isnan(laid).all():
        return None, f"{note}, no forecast in time"
    known = ~np.isnan(table.offered)
    ahead = np.zeros(known.shape, dtype=bool)
    for origin in origins:
        ahead[:, origin : origin + days] = True
    done = (known & ~np.isnan(laid)).sum() / (known & ahead).sum()
    return laid, f"{100 * done:.0f} % of the forecasts in time, {note}"


def main() -> None:
    """Print the table and the timings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=Path, default=Path(__file__).resolve().parents[1] / ".." / "shared" / "calls")
    parser.add_argument("--horizon-days", type=int, default=7)
    parser.add_argument("--origins", type=int, default=8)
    parser.add_argument("--no-peers", action="store_true", help="leave out the other libraries")
    parser.add_argument("--peers-dir", type=Path, default=Path(tempfile.gettempdir()) / "staffing-forecast-peers")
    parser.add_argument("--peer-seconds", type=float, default=900.0, help="time for each library on each set (default 900)")
    parser.add_argument("--sets", default="", help="only sets whose names hold this text")
    args = parser.parse_args()
    python = None if args.no_peers else peers_python(args.peers_dir)
    print(f"python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"WAPE, {args.horizon_days} days ahead, last {args.origins} origins; forecast = what would have been published (p50)\n")
    print(f"{'set':<40}" + "".join(f"{c:>15}" for c in COLUMNS) + f"{'bias':>8}{'p10-p90':>9}{'MASE':>7}{'origins':>9}{'s':>7}")
    worse, lines = [], []
    for name, zone in SETS:
        if args.sets not in name:
            continue
        path = args.calls / name
        if not path.exists():
            print(f"{name:<40} SKIPPED: {path} is not there")
            continue
        history = read_any_history(path, zone).history
        table = day_table(history)
        origins = [o for k in range(args.origins, 0, -1) if (o := table.days - args.horizon_days * k) >= 14]
        peers = {m: run_peer(python, m, table, origins, args.horizon_days, args.peer_seconds) for m in PEERS} if python else {}
        result = evaluate(history, args.horizon_days, args.origins, external={m: x for m, (x, _) in peers.items() if x is not None})
        ours = result.overall["forecast"]
        figures = "".join(f"{result.overall[c].wape:>15.4f}" for c in COLUMNS)
        tail = f"{ours.bias:>+8.3f}{ours.coverage:>9.3f}{ours.mase:>7.2f}{ours.origins:>9d}{result.seconds:>7.1f}"
        print(f"{name:<40}{figures}{tail}", flush=True)
        if ours.wape > result.overall["median-6"].wape:
            worse.append(name)
        for method, (said, note) in peers.items():
            if said is None:
                lines.append(f"{name:<40}{method:<10} {note}")
                continue
            theirs, same = result.external[method]
            versus = f"theirs {theirs.wape:.4f}, ours on the same {same.wape:.4f} ({100 * (same.wape / theirs.wape - 1):+.1f} %)"
            lines.append(f"{name:<40}{method:<10} {versus}; {note}")
        if peers:
            print("\n".join("    " + line[40:] for line in lines if line.startswith(name)), flush=True)
    print("\nno worse than the median of six same slots on every set" if not worse else f"\nWORSE than median-6: {', '.join(worse)}")
    if lines:
        print("\nbeside other libraries at their documented defaults, same origins, same run:")
        print("\n".join(lines))
    print(timing(91, 3, 15))
    print(timing(730, 8, 30))


if __name__ == "__main__":
    main()
