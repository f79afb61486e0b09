"""Requirements: right to the last agent, and how fast; beside pyworkforce and beside a plain loop that gives the same answers.

python benchmarks/bench_requirement.py [--rows N] [--seed N]

Ends with a table of all targets, and with 1 where one is missed or an answer differs. pyworkforce (its version is pinned in
benchmarks/requirements-erlang-peers.txt) is no dependency: it takes part where it is installed, and the table says so where it does not.
The reference rows lie outside the project, in ../shared/erlang.

The loop is what a careful programmer writes first: one row at a time, one more agent until the target is met, Erlang B by its recursion,
Erlang A by adding up the states of its chain. It answers a sample of the rows; every answer is compared.
"""

from __future__ import annotations

import argparse
import math
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.requirement_targets import (
    ROUNDS,
    Line,
    a_year,
    beside_pyworkforce,
    median_seconds,
    the_day,
    the_simulator,
    vectors,
)
from staffing.models.queueing import smallest_agents

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Loads spread evenly over the powers of ten between two ends, with everyday times and targets."""

    load: Floats
    aht: Floats
    within: Floats
    level: Floats
    patience: Floats

    @staticmethod
    def make(count: int, low: float, high: float, generator: np.random.Generator) -> Rows:
        return Rows(
            load=10 ** generator.uniform(math.log10(low), math.log10(high), count),
            aht=generator.uniform(60, 900, count),
            within=generator.choice([10.0, 15.0, 20.0, 30.0, 60.0], count),
            level=generator.choice([0.7, 0.8, 0.85, 0.9, 0.95], count),
            patience=10 ** generator.uniform(1.3, 3.0, count),
        )


def loop_without_abandonment(load: float, aht: float, within: float, level: float) -> int:
    """Erlang C, one agent more until the service level is met."""
    agents, inverse = 0, 1.0
    while True:
        agents += 1
        inverse = 1 + inverse * agents / load
        if agents > load:
            waits = agents / (load + (agents - load) * inverse)
            if 1 - waits * math.exp(-(agents - load) * within / aht) >= level:
                return agents


def loop_with_abandonment(load: float, aht: float, patience: float, limit: float) -> int:
    """Erlang A, one agent more until the share that hangs up is within the limit."""
    ratio, agents = aht / patience, 0
    while True:
        total, lost, weight, state = 0.0, 0.0, 1.0, 0
        while state <= agents or weight > 1e-17 * total:
            total += weight
            lost += max(state - agents, 0) * ratio * weight
            state += 1
            weight *= load / (min(state, agents) + max(state - agents, 0) * ratio)
            if total > 1e250:
                total, lost, weight = total * 1e-250, lost * 1e-250, weight * 1e-250
        if lost <= limit * load * total:
            return agents
        agents += 1


def report(name: str, rows: int, seconds: float, loop: tuple[int, float, int] | None = None) -> bool:
    """One line of the table; whether no answer differs."""
    line = f"{name:<58}{rows / seconds:>12,.0f}"
    if loop is not None:
        sample, loop_seconds, wrong = loop
        line += f"{sample / loop_seconds:>12,.0f}{(rows / seconds) / (sample / loop_seconds):>9,.0f} x{wrong:>7} of {sample}"
    print(line)
    return loop is None or loop[2] == 0


def show(lines: list[Line]) -> bool:
    """The table of targets; whether none is missed."""
    print()
    width = [max(len(getattr(line, name)) for line in lines) for name in ("what", "least", "aim")]
    print(f"{'what':<{width[0]}}  {'at least':<{width[1]}}  {'aim':<{width[2]}}  found")
    for line in lines:
        mark = "" if line.good is None else "  ok" if line.good else "  MISSED"
        print(f"{line.what:<{width[0]}}  {line.least:<{width[1]}}  {line.aim:<{width[2]}}  {line.found}{mark}")
    skipped = [line.what for line in lines if line.good is None]
    if skipped:
        print(f"\n!!! NOT MEASURED: {len(skipped)} ({'; '.join(skipped)})")
    return all(line.good is not False for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    generator = np.random.default_rng(args.seed)
    print(f"{platform.platform()}, {platform.machine()}, one process; Python {platform.python_version()},", end=" ")
    print(f"numpy {np.__version__}, scipy {scipy.__version__}; {args.rows:,} rows, seed {args.seed}, median of {ROUNDS}")
    print(f"{'':<58}{'rows/s':>12}{'loop rows/s':>12}{'faster':>11}   different")
    equal = True
    lines: list[Line] = vectors()
    for text, low, high, sample in (("0.07-1000 E", 0.07, 1000, 2000), ("0.07-10 E", 0.07, 10, 2000)):
        r = Rows.make(args.rows, low, high, generator)

        def erlang_c(r: Rows = r) -> NDArray[np.int64]:
            return smallest_agents(r.load, r.aht, service_level=r.level, answer_within_seconds=r.within)

        def everything(r: Rows = r) -> NDArray[np.int64]:
            targets = {"service_level": r.level, "answer_within_seconds": r.within, "max_asa_seconds": 30.0, "max_occupancy": 0.9}
            return smallest_agents(r.load, r.aht, **targets)

        def erlang_a(r: Rows = r) -> NDArray[np.int64]:
            return smallest_agents(r.load, r.aht, service_level=r.level, answer_within_seconds=r.within, patience_seconds=r.patience)

        def abandonment(r: Rows = r) -> NDArray[np.int64]:
            return smallest_agents(r.load, r.aht, max_abandonment=0.05, patience_seconds=r.patience)

        start = time.perf_counter()
        slow = [
            loop_without_abandonment(*map(float, row))
            for row in zip(*(c[:sample] for c in (r.load, r.aht, r.within, r.level)), strict=True)
        ]
        seconds = time.perf_counter() - start
        wrong = int((np.array(slow) != erlang_c()[:sample]).sum())
        spent = median_seconds(erlang_c)
        equal &= report(f"Erlang C, {text}: service level", args.rows, spent, (sample, seconds, wrong))
        asked = (200, 300) if high > 10 else (20, 27)
        lines.append(beside_pyworkforce(text, r, args.rows / spent, erlang_c(), sample // 4, *asked))
        report(f"Erlang C, {text}: service level, ASA and occupancy", args.rows, median_seconds(everything))
        spent_a = median_seconds(erlang_a)
        report(f"Erlang A, {text}: service level", args.rows, spent_a)
        if high > 10:
            least = 0.15 * args.rows / spent  # 150,000 where C does a million
            found = f"{args.rows / spent_a:,.0f} rows/s, where C does {args.rows / spent:,.0f}"
            asked_a = "150,000 rows/s where C does 1 M/s"
            lines.append(Line(f"Erlang A, {text}", asked_a, "300,000", found, args.rows / spent_a >= min(least, 150_000)))

        few = sample // 20
        start = time.perf_counter()
        slow = [loop_with_abandonment(*map(float, row), 0.05) for row in zip(*(c[:few] for c in (r.load, r.aht, r.patience)), strict=True)]
        seconds = time.perf_counter() - start
        wrong = int((np.array(slow) != abandonment()[:few]).sum())
        equal &= report(f"Erlang A, {text}: abandonment", args.rows, median_seconds(abandonment), (few, seconds, wrong))
    lines += [a_year(), *the_day(), the_simulator()]
    return 0 if show(lines) and equal else 1


if __name__ == "__main__":
    sys.exit(main())
