"""The chat chain against a simulation, beside the short cuts that are common: AHT / concurrency, slots, evenly spread chats.

python benchmarks/bench_chat.py [--contacts N] [--seed N]

Simulated are agents one by one: each chat goes to the agent with the fewest, every chat ends at random at a rate that depends on how many
its agent holds, and customers leave after an exponential patience.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from staffing.models.queueing import erlang_a_performance
from staffing.models.queueing.chat import chat_performance, completion_rates, smallest_chat_crew, way_to_full
from staffing.models.queueing.chat_levels import even_rates
from staffing.models.queueing.palm import palm
from staffing.services.simulated import simulate_count

PATIENCE, WITHIN = 240.0, 30.0


@dataclass(frozen=True)
class Case:
    """A centre: handling times by concurrency, agents, load per agent at full concurrency."""

    aht: Sequence[float]
    agents: int
    load: float

    @property
    def arrivals(self) -> float:
        return self.load * self.agents * float(completion_rates(self.aht)[-1])


TABLES = (
    (300.0, 420.0, 560.0),
    tuple(400.0 * k / f for k, f in ((1, 1.0), (2, 1.7), (3, 2.2))),
    tuple(240.0 * k / f for k, f in ((1, 1.0), (2, 1.7), (3, 2.5), (4, 2.9), (5, 3.5))),
)
CASES = [Case(table, n, x) for table in TABLES for n, x in ((5, 0.8), (10, 0.9), (20, 0.95), (50, 1.0))]


def even_chain(case: Case) -> float:
    """Service level of the chain with evenly spread chats."""
    rates = completion_rates(case.aht)
    inverse, _ = way_to_full(case.arrivals, even_rates(case.agents, rates))
    exact = chat_performance(case.arrivals, case.agents, case.aht, patience_seconds=PATIENCE, answer_within_seconds=WITHIN)
    service, load = np.array([case.agents * rates[-1] * PATIENCE]), np.array([case.arrivals * PATIENCE])
    tail, _ = palm(service, load, service - load)
    p_wait = 1.0 / (1.0 + (inverse - 1.0) * float(tail[0]))
    return 1.0 - (1.0 - float(exact.service_level)) * p_wait / float(exact.p_wait)  # 1 - SL is proportional to P(wait)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=int, default=4_000_000, help="simulated in each case")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(f"on {platform.platform()}, Python {platform.python_version()}; {args.contacts:,} chats a case, seed {args.seed}")
    print(f"service level within {WITHIN:.0f} s, patience {PATIENCE:.0f} s; difference from the simulation in points")
    print("  AHT by concurrency          agents  simulated             chain   even  slots  AHT/c")
    errors: dict[str, list[float]] = {"chain": [], "even": [], "slots": [], "divided": []}
    outside = 0
    for case in CASES:
        c = len(case.aht)
        seen = simulate_count(
            case.arrivals * case.aht[0],
            case.agents,
            case.aht[0],
            patience_seconds=PATIENCE,
            within_seconds=WITHIN,
            slowing=[value / case.aht[0] for value in case.aht],
            contacts=args.contacts,
            seed=args.seed,
        )
        assert seen is not None
        assert seen.service_level is not None
        level = seen.service_level
        concurrent = case.aht[-1]
        values = {
            "chain": float(
                chat_performance(
                    case.arrivals, case.agents, case.aht, patience_seconds=PATIENCE, answer_within_seconds=WITHIN
                ).service_level
            ),
            "even": even_chain(case),
            "slots": float(erlang_a_performance(case.arrivals * concurrent, c * case.agents, concurrent, PATIENCE, WITHIN).service_level),
            "divided": float(
                erlang_a_performance(case.arrivals * concurrent / c, case.agents, concurrent / c, PATIENCE, WITHIN).service_level
            ),
        }
        outside += not level.low <= values["chain"] <= level.high
        for name, value in values.items():
            errors[name].append(100 * (value - level.value))
        table = ", ".join(f"{value:.0f}" for value in case.aht)
        print(
            f"  {table:<28}{case.agents:6d}  {100 * level.value:6.2f} ± {50 * (level.high - level.low):4.2f} %  "
            + "".join(f"{errors[name][-1]:7.2f}" for name in errors)
        )
    for name, text in (("chain", "chain"), ("even", "evenly spread"), ("slots", "slots"), ("divided", "AHT / concurrency")):
        size = [abs(error) for error in errors[name]]
        print(f"  {text:<20} median {statistics.median(size):5.2f} points off, at most {max(size):5.2f}")
    print(f"  chain outside the 95 % interval of the simulation: {outside} of {len(CASES)} (one in twenty is chance)")
    arrivals = np.linspace(0.01, 1.0, 672)
    begun = time.perf_counter()
    smallest_chat_crew(arrivals, TABLES[0], service_level=0.8, answer_within_seconds=WITHIN, patience_seconds=PATIENCE)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    smallest_chat_crew(arrivals, TABLES[0], service_level=0.8, answer_within_seconds=WITHIN, patience_seconds=PATIENCE)
    print(f"  672 requirements (a week of quarter hours): {first:.2f} s at first, {time.perf_counter() - begun:.2f} s again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
