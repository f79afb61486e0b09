"""The lines of bench_requirement.py that are held against a target: each measures one thing and says what it found."""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from staffing.models.queueing import (
    erlang_a_performance,
    erlang_b_blocking,
    erlang_c_performance,
    offered_load,
    smallest_agents,
)
from staffing.models.queueing.modified_load import modified_offered_load
from staffing.models.queueing.simulation import simulate_queue
from staffing.models.queueing.transient import transient_agents, transient_performance
from staffing.models.queueing.uncertain import chance_to_meet, expected_performance, smallest_agents_expected, smallest_agents_quantile
from staffing.models.queueing.within_interval import split_intervals

Floats = NDArray[np.float64]
SHARED = Path(__file__).resolve().parents[1] / ".." / "shared" / "erlang"
ROUNDS = 5
DAYS = 20_000


@dataclass(frozen=True)
class Line:
    """One row of the table: what, what is asked at least and hoped for, what was found; ``good`` is None where it could not be measured."""

    what: str
    least: str
    aim: str
    found: str
    good: bool | None


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median of a few runs, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


class Table:
    """Columns of a CSV beside the project."""

    def __init__(self, name: str, keep: Callable[[dict[str, str]], bool] = lambda row: True) -> None:
        with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
            self.rows = [row for row in csv.DictReader(file) if keep(row)]

    def __getitem__(self, column: str) -> Floats:
        return np.array([float(row[column]) for row in self.rows])


def missing(what: str, least: str, aim: str, why: str) -> Line:
    """A line that could not be measured."""
    return Line(what, least, aim, f"NOT MEASURED: {why}", None)


def vectors() -> list[Line]:
    """The reference rows: requirements and probabilities."""
    least, aim = "all right, 1e-9 (1e-6)", "kept-back set likewise"
    if not SHARED.exists():
        return [missing("vectors.csv, vectors_mixture.csv", least, aim, "../shared/erlang is not there")]
    v = Table("vectors.csv")
    load, within = offered_load(v["calls_per_interval"], v["interval_s"], v["aht_s"]), v["sl_time_s"]
    c = erlang_c_performance(load, v["n_agents"], v["aht_s"], within)
    a = erlang_a_performance(load, v["n_agents"], v["aht_s"], v["mean_patience_s"], within)
    level: dict[str, Any] = {"service_level": v["target_sl"], "answer_within_seconds": within}
    patience = {"patience_seconds": v["mean_patience_s"]}
    asked: dict[str, dict[str, Any]] = {
        "c_req_sl": level,
        "c_req_asa": {"max_asa_seconds": v["target_asa_s"]},
        "c_req_occ": {"max_occupancy": v["max_occupancy"]},
        "c_req_combined": {**level, "max_asa_seconds": v["target_asa_s"], "max_occupancy": v["max_occupancy"]},
        "a_req_sl_offered": {**level, **patience},
        "a_req_abandon": {"max_abandonment": v["target_abandon"], **patience},
        "a_req_mean_wait": {"max_asa_seconds": v["target_asa_s"], **patience},
    }
    wrong = sum(int((smallest_agents(load, v["aht_s"], **targets) != v[name]).sum()) for name, targets in asked.items())
    shares = {
        "b_block_prob": erlang_b_blocking(load, v["n_agents"]),
        "c_p_wait": c.p_wait,
        "c_sl": c.service_level,
        "a_p_wait": a.p_wait,
        "a_p_abandon": a.p_abandon,
        "a_sl_offered": a.service_level,
    }
    ill = np.array([row["group"] == "edge_n_just_over" for row in v.rows])
    gap = np.max([np.abs(found - v[name]) for name, found in shares.items()], axis=0)
    good = wrong == 0 and bool((gap <= np.where(ill, 1e-6, 1e-9)).all())
    first = Line(f"vectors.csv ({len(v.rows)})", least, aim, f"{wrong} wrong, error {gap[~ill].max():.0e} ({gap[ill].max():.0e})", good)

    m = Table("vectors_mixture.csv")
    load, cv = m["calls_per_interval_mean"] * m["aht_s"] / m["interval_s"], m["rate_cv_gamma"]
    given = {"patience_seconds": m["mean_patience_s"], "answer_within_seconds": m["sl_time_s"]}
    target, aht, n = m["target_sl"], m["aht_s"], m["n_mean_rate_staffing"]
    felt = expected_performance(load, cv, n, aht, **given)
    crews = {
        "n_mean_rate_staffing": smallest_agents(load, aht, service_level=target, **given),
        "n_req_volume_weighted": smallest_agents_expected(load, cv, aht, service_level=target, **given),
        "n_req_rate_p90": smallest_agents_quantile(load, cv, 0.9, aht, service_level=target, **given),
    }
    wrong = sum(int((crew != m[name]).sum()) for name, crew in crews.items())
    gaps = {
        "sl_offered_volume_weighted_at_n": felt.by_volume.service_level,
        "sl_offered_unweighted_at_n": felt.unweighted.service_level,
        "prob_sl_ge_target_at_n": chance_to_meet(load, cv, n, aht, service_level=target, **given),
    }
    worst = max(float(np.abs(found - m[name]).max()) for name, found in gaps.items())
    second = Line(f"vectors_mixture.csv ({len(m.rows)})", least, aim, f"{wrong} wrong, error {worst:.0e}", wrong == 0 and worst <= 1e-9)
    return [first, second]


def beside_pyworkforce(name: str, rows: Any, rows_per_second: float, ours: NDArray[np.int64], sample: int, least: int, aim: int) -> Line:
    """pyworkforce on the first rows of the same table: how much faster we are, and how often it answers otherwise."""
    what, asked, hoped = f"Erlang C, {name}, against pyworkforce", f"{least} x", f"{aim} x"
    try:
        from pyworkforce.queuing import ErlangC
    except ImportError:
        return missing(what, asked, hoped, "pyworkforce is not installed (benchmarks/requirements-erlang-peers.txt)")
    try:
        tool = f"pyworkforce {version('pyworkforce')}"
    except PackageNotFoundError:
        tool = "pyworkforce"
    table = [
        (float(a) * 30 / (h / 60), h / 60, t / 60, p)
        for a, h, t, p in zip(rows.load[:sample], rows.aht[:sample], rows.within[:sample], rows.level[:sample], strict=True)
    ]

    def run() -> list[int]:
        return [
            ErlangC(transactions=calls, aht=aht, asa=asa, interval=30).required_positions(service_level=level)["raw_positions"]
            for calls, aht, asa, level in table
        ]

    theirs = sample / median_seconds(run, 3)
    different = int((np.array(run()) != ours[:sample]).sum())
    ratio = rows_per_second / theirs
    found = f"{ratio:,.0f} x ({rows_per_second:,.0f} rows/s; {tool}: {theirs:,.0f}, {different} of {sample} otherwise)"
    return Line(what, asked, hoped, found, ratio >= least)


def a_year() -> Line:
    """Twenty queues, every quarter of an hour of a year, Erlang A on the modified offered load."""
    generator = np.random.default_rng(3)
    steps = 365 * 96
    day = np.maximum(np.sin((np.arange(steps) % 96) / 96 * np.pi) ** 2, 0.02)
    offered = generator.uniform(5, 150, 20)[:, np.newaxis] * day * generator.uniform(0.7, 1.3, (20, steps))
    aht, patience = generator.uniform(120, 600, (20, 1)), generator.uniform(60, 600, (20, 1))

    def work() -> object:
        moved = modified_offered_load(offered, 900, aht)
        return smallest_agents(moved.modified, aht, service_level=0.8, answer_within_seconds=20, patience_seconds=patience)

    seconds = median_seconds(work, 3)
    return Line("a year of 15-minute intervals, 20 queues, A, carried over", "10 s", "4 s", f"{seconds:.1f} s", seconds <= 10)


class Day:
    """The reference day of 48 half hours that follow on themselves."""

    def __init__(self) -> None:
        self.table = Table("day_transient_reference.csv", lambda row: row["interval_min"] == "30")
        knots = Table("day_profile_knots.csv")
        hours = (np.arange(48 * 10) + 0.5) / 20
        self.pieces = PchipInterpolator(knots["hour"], knots["calls_per_30min_rate"])(hours).reshape(48, 10) / 10
        self.known = split_intervals(self.table["calls_mean"], 10, cyclic=True)
        self.options: dict[str, Any] = {"patience_seconds": 180, "answer_within_seconds": 20}


def the_day() -> list[Line]:
    """The exact evaluator and the crews made by it."""
    heads = ("transient evaluator, 48 intervals, 60 agents", "a day staffed by the transient rule")
    if not SHARED.exists():
        return [missing(head, "", "", "../shared/erlang is not there") for head in heads]
    day = Day()
    scale = 60 / day.table["n_sipp_a"].max()
    crew = np.ceil(day.table["n_sipp_a"] * scale)

    def evaluate() -> object:
        return transient_performance(day.pieces * scale, 1800, 270, crew, **day.options, cyclic=True)

    seconds = median_seconds(evaluate)
    gaps = []
    for rule in ("sipp_a", "sipp_c"):
        felt = transient_performance(day.pieces, 1800, 270, day.table[f"n_{rule}"], **day.options, cyclic=True)
        gaps.append(float(np.abs(felt.service_level - day.table[f"sl_transient_{rule}"]).max()))
    off = 100 * max(gaps)
    first = Line(heads[0], "2 s, 0.3 points", "0.5 s", f"{seconds:.2f} s, {off:.3f} points off the reference", seconds <= 2 and off <= 0.3)

    def staff() -> Floats:
        return transient_agents(day.known, 1800, 270, service_level=0.8, **day.options, cyclic=True)[0]

    seconds, crew = median_seconds(staff, 3), staff()
    hours = float(crew.sum()) / 2
    judged = transient_performance(day.pieces, 1800, 270, crew, **day.options, cyclic=True).service_level.min()
    seen = simulate_queue(day.pieces, 1800, 270, crew, **day.options, days=DAYS, cyclic=True).service_level()
    worst = int(np.argmin(seen.mean))
    found = (
        f"{hours:g} h, worst interval {100 * judged:.2f} % exactly, {100 * seen.mean[worst]:.2f} % "
        f"+- {50 * (seen.high[worst] - seen.low[worst]):.2f} in {DAYS:,} simulated days; made in {seconds:.2f} s"
    )
    good = judged >= 0.795 and float(seen.mean[worst]) >= 0.795 and hours <= 541.5 * 1.005
    return [first, Line(heads[1], "none low by 0.5 points, 541.5 h + 0.5 %", "fewer hours", found, good)]


def the_simulator() -> Line:
    """Contacts per second of the simulator of one queue."""

    def work() -> float:
        return float(simulate_queue(np.full(48, 130.0), 1800, 270, 21, patience_seconds=180, days=170).offered.sum())

    seconds, contacts = median_seconds(work), work()
    found = f"{contacts / 1e6:.2f} million in {seconds:.2f} s ({contacts / seconds / 1e6:.1f} million/s)"
    return Line("simulator of one queue", "1 million contacts in 5 s", "", found, contacts / seconds >= 2e5)
