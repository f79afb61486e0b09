"""`require` on the queue of a real bank, beside what happened there: waits, abandonment and service level by load, Erlang C against A.

python benchmarks/bench_validation.py

The data ("Anonymous Bank", Technion; January, February and October 1999) lie beside the checkout in ../shared/calls and are never copied
into the project. Agents on duty were not recorded; the file estimates them from who answered (present between calls at most 15 minutes
apart). The tables of docs/background/validation.md are this program's output.
"""

from __future__ import annotations

import csv
import gzip
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from staffing.models.queueing import performance, smallest_agents
from staffing.models.queueing.fitting import fit_patience, patience_by_wait
from staffing.services import stages

Floats = NDArray[np.float64]
FOLDER = Path(__file__).resolve().parents[2] / "shared" / "calls"
INTERVALS, CALLS = FOLDER / "anonbank_intervals_30min_1999_01_02_10.csv", FOLDER / "anonbank_calls_1999_01_02_10.csv.gz"
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0, 1.2, np.inf)
STEPS = (
    (-99, -3, "3 or more short"),
    (-2, -2, "2 short"),
    (-1, -1, "1 short"),
    (0, 0, "as asked"),
    (1, 1, "1 over"),
    (2, 2, "2 over"),
    (3, 99, "3 or more over"),
)
TARGET, WITHIN = 0.8, 20.0
LAST_HISTORY, FIRST_DAY = "1999-02-21", "1999-02-21"
"""The week planned from what was known before it."""

PLAN = """[plan]
name = "Bank, last week of February 1999"
time_zone = "Asia/Jerusalem"
first_day = 1999-02-21
days = 7
interval_minutes = 30

[[queue]]
name = "regular"
open = ["Sun-Thu 07:00-24:00", "Fri 07:00-14:00", "Sat 20:00-24:00"]
service_level = 0.8
answer_within_seconds = 20
{patience}
"""


@dataclass(frozen=True)
class Bank:
    """Half-hours with contacts, agents and a handling time."""

    stamp: list[str]
    offered: Floats
    abandoned: Floats
    wait: Floats
    in_time: Floats
    aht: Floats
    agents: Floats

    @property
    def load(self) -> Floats:
        return self.offered * self.aht / 1800.0

    def rows(self, mask: NDArray[np.bool_]) -> Bank:
        stamp = [s for s, keep in zip(self.stamp, mask, strict=True) if keep]
        return Bank(stamp, *(column[mask] for column in (self.offered, self.abandoned, self.wait, self.in_time, self.aht, self.agents)))


def read_bank(path: Path) -> Bank:
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if float(row["offered"]) > 0]

    def column(name: str) -> Floats:
        return np.array([float(row[name]) if row[name] else np.nan for row in rows])

    names = ("offered", "abandoned", "mean_wait_all_s", "answered_within_20s", "aht_s", "agents_on_duty_est")
    return Bank([row["timestamp"] for row in rows], *(column(name) for name in names))


def day_of(bank: Bank) -> NDArray[np.int64]:
    return np.array([np.datetime64(stamp[:10]) for stamp in bank.stamp]).astype("datetime64[D]").astype(np.int64)


def weighted(values: Floats, volume: Floats) -> float:
    return float((values * volume).sum() / volume.sum())


def patience_part(bank: Bank) -> float:
    day = day_of(bank)
    fit = fit_patience(bank.wait * bank.offered, bank.abandoned, day)
    print("Patience = total wait / abandons")
    print(f"  all half-hours: {fit.value:.0f} s ({fit.low:.0f} to {fit.high:.0f}), {fit.events:.0f} hung up")
    for item in patience_by_wait(bank.wait * bank.offered, bank.abandoned, bank.offered, day):
        print(
            f"  neighbours such that the mean wait is {item.mean_wait_seconds:4.0f} s: {item.patience.value:.0f} s "
            f"({item.patience.low:.0f} to {item.patience.high:.0f})"
        )
    assert fit.value is not None
    return fit.value


def hazard_part(path: Path) -> None:
    waits, ends = [], []
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["type"] in ("PS", "PE", "NW", "NE", "TT") and row["outcome"] in ("AGENT", "HANG") and float(row["q_time"]) > 0:
                waits.append(float(row["q_time"]))
                ends.append(row["outcome"] == "HANG")
    wait, hung = np.array(waits), np.array(ends)
    print("\nHang-ups per minute of waiting, by how long the caller has waited (constant if patience is exponential)")
    edges = (0, 5, 10, 20, 40, 60, 90, 120, 180, 300, 600)
    for low, high in pairwise(edges):
        exposed = (np.clip(wait, low, high) - low).sum()
        events = (hung & (wait > low) & (wait <= high)).sum()
        rate = 60 * events / exposed
        print(f"  {low:3d}-{high:3d} s  {rate:6.3f}  (patience {60 / rate:5.0f} s, {events} hung up)")


def load_part(bank: Bank, patience: float) -> None:
    known = bank.rows((bank.agents >= 1) & np.isfinite(bank.aht) & np.isfinite(bank.wait))
    n, volume = known.agents, known.offered
    a, c = _interpolated(known, n, patience), _interpolated(known, n, None)
    ratio = known.load / n
    print(f"\nBy load per agent: realised volume and handling time, estimated agents, {len(n):,} half-hours, {volume.sum():,.0f} calls")
    print("  load/agents     calls   wait: seen      C      A   hung up: seen      A   within 20 s: seen      C      A")
    for low, high in (*pairwise(EDGES), (0.0, np.inf)):
        rows = (ratio > low) & (ratio <= high)
        weight = volume[rows]
        stable = np.isfinite(c[0][rows])
        wait_c = f"{weighted(c[0][rows][stable], weight[stable]):6.0f}" if stable.mean() > 0.5 and high < np.inf else "     -"
        print(
            f"  {low:3.1f} to {high:3.1f}  {weight.sum():9,.0f}  {weighted(known.wait[rows], weight):8.1f} s {wait_c} "
            f"{weighted(a[0][rows], weight):6.1f}  {100 * known.abandoned[rows].sum() / weight.sum():12.1f} % "
            f"{100 * weighted(a[1][rows], weight):5.1f}  {100 * known.in_time[rows].sum() / weight.sum():16.1f} % "
            f"{100 * weighted(c[2][rows], weight):5.1f}  {100 * weighted(a[2][rows], weight):5.1f}"
        )
    print(f"  half-hours for which Erlang C has no answer (load >= agents): {int((known.load >= n).sum())} of {len(n):,}")
    print("\nIf only a share of the agents seen had been there (Erlang A, all half-hours)")
    for share in (1.0, 0.95, 0.9, 0.85):
        wait, hung, level = _interpolated(known, n * share, patience)
        print(
            f"  {100 * share:3.0f} %: wait {weighted(wait, volume):5.1f} s, hung up {100 * weighted(hung, volume):4.1f} %, "
            f"within 20 s {100 * weighted(level, volume):4.1f} %"
        )


def _interpolated(bank: Bank, n: Floats, patience: float | None) -> tuple[Floats, Floats, Floats]:
    """(wait, share hung up, service level) between the whole numbers of agents around n: so many were there for a part of the half-hour."""
    low = np.floor(n)
    part = n - low
    one, two = (performance(bank.load, low + k, bank.aht, patience_seconds=patience, answer_within_seconds=WITHIN) for k in (0, 1))
    with np.errstate(invalid="ignore"):
        wait, hung, level = (
            np.where(part == 0, getattr(one, name), (1 - part) * getattr(one, name) + part * getattr(two, name))
            for name in ("asa_seconds", "p_abandon", "service_level")
        )
    return wait, hung, level


def staffing_part(bank: Bank, patience: float) -> None:
    known = bank.rows((bank.agents >= 1) & np.isfinite(bank.aht) & np.isfinite(bank.wait))
    n = np.rint(known.agents)
    with_a, with_c = (
        smallest_agents(known.load, known.aht, service_level=TARGET, answer_within_seconds=WITHIN, patience_seconds=p)
        for p in (patience, None)
    )
    print("\nAgents for 80 % within 20 s, for the volume and handling time that came (agent-hours over all these half-hours)")
    more = with_c.sum() / with_a.sum() - 1
    print(f"  there {n.sum() / 2:,.0f}, Erlang A {with_a.sum() / 2:,.0f}, Erlang C {with_c.sum() / 2:,.0f} ({more:+.1%} on A)")
    for name, need in (("A", with_a), ("C", with_c)):
        patient = patience if name == "A" else None
        felt = performance(known.load, n, known.aht, patience_seconds=patient, answer_within_seconds=WITHIN).service_level
        print(f"  agents there less Erlang {name}'s answer:   calls  within 20 s, by {name}    wait  hung up")
        for low, high, text in STEPS:
            rows = (n - need >= low) & (n - need <= high)
            if rows.any():
                volume = known.offered[rows]
                in_time, hung = (100 * column[rows].sum() / volume.sum() for column in (known.in_time, known.abandoned))
                said, wait = 100 * weighted(felt[rows], volume), weighted(known.wait[rows], volume)
                print(f"    {text:<28}{volume.sum():12,.0f}  {in_time:9.1f} % {said:5.1f} {wait:6.1f} s {hung:6.1f} %")


def ahead_part(path: Path, patience: float) -> None:
    """Forecast and requirement of a week from what came before it, and what happened in the week."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    past = [row for row in rows if row["timestamp"] < LAST_HISTORY]
    print("\nOne week ahead: `staffing require` for 21 to 27 February 1999 from the seven weeks before it")
    for name, line in (("Erlang A", f"patience_seconds = {patience:.0f}"), ("Erlang C", "")):
        with tempfile.TemporaryDirectory() as temp:
            folder = Path(temp)
            (folder / "plan.toml").write_text(PLAN.format(patience=line), encoding="utf-8")
            with (folder / "history.csv").open("w", newline="", encoding="utf-8") as out:
                writer = csv.writer(out)
                writer.writerow(("interval_start", "queue", "offered", "aht_seconds", "answered", "abandoned", "mean_wait_seconds"))
                for row in past:
                    columns = ("offered", "aht_s", "answered", "abandoned", "mean_wait_all_s")
                    writer.writerow((row["timestamp"].replace(" ", "T"), "regular", *(row[c] for c in columns)))
            plan, requirement = stages.require(folder)
        need = {plan.grid.text(int(m))[:16]: float(requirement.agents[0, t]) for t, m in enumerate(plan.grid.interval_starts)}
        expected = {plan.grid.text(int(m))[:16]: float(requirement.offered[0, t]) for t, m in enumerate(plan.grid.interval_starts)}
        week = [row for row in rows if row["timestamp"].replace(" ", "T")[:16] in need and float(row["offered"]) > 0]
        volume = np.array([float(row["offered"]) for row in week])
        asked = np.array([need[row["timestamp"].replace(" ", "T")[:16]] for row in week])
        forecast = np.array([expected[row["timestamp"].replace(" ", "T")[:16]] for row in week])
        there = np.array([float(row["agents_on_duty_est"] or 0) for row in week])
        in_time = np.array([float(row["answered_within_20s"]) for row in week])
        hung = np.array([float(row["abandoned"]) for row in week])
        print(
            f"  {name}: asks for {asked.sum() / 2:,.0f} agent-hours, {there.sum() / 2:,.0f} were there; "
            f"forecast WAPE {np.abs(forecast - volume).sum() / volume.sum():.1%}"
        )
        for text, mask in (("fewer there than asked", there < asked - 0.5), ("as many or more", there >= asked - 0.5)):
            if mask.any():
                print(
                    f"    {text:<24}{volume[mask].sum():7,.0f} calls: within 20 s {100 * in_time[mask].sum() / volume[mask].sum():.1f} %, "
                    f"hung up {100 * hung[mask].sum() / volume[mask].sum():.1f} %"
                )


def main() -> int:
    missing = [path.name for path in (INTERVALS, CALLS) if not path.exists()]
    if missing:
        print(f"SKIPPED: {', '.join(missing)} not there (the data lie beside the checkout, in ../shared/calls)")
        return 0
    bank = read_bank(INTERVALS)
    patience = patience_part(bank)
    hazard_part(CALLS)
    load_part(bank, patience)
    staffing_part(bank, patience)
    ahead_part(INTERVALS, patience)
    return 0


if __name__ == "__main__":
    sys.exit(main())
