"""Real input end to end: the bank's call types through forecast, requirement, roster and check, with the time of each stage.

python benchmarks/bench_bank.py [--time-limit S]
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bank_plan import SOURCE, make_bank_plan
from staffing.domain.finding import Outcome
from staffing.services import stages


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--time-limit", type=float, default=60.0)
    args = parser.parse_args()
    if not SOURCE.exists():
        print(f"SKIPPED: {SOURCE.name} is not there (the data lie beside the checkout, in ../shared/calls)")
        return 0
    with tempfile.TemporaryDirectory() as temp:
        folder = make_bank_plan(Path(temp) / "bank")
        chain = stages.run(folder, time_limit=args.time_limit)
    report, coverage = chain.rostered.result.report, chain.rostered.coverage
    print(f"{chain.plan.name}: {len(chain.plan.agents)} agents, {len(chain.plan.queues)} queues")
    print(f"  on {platform.platform()}, Python {platform.python_version()}")
    for stage, seconds in chain.seconds.items():
        print(f"  {stage:<10}{seconds:8.2f} s")
    hours = chain.plan.grid.interval_minutes / 60
    print(f"  required {chain.requirement.agents.sum() * hours:.0f} agent-hours")
    if coverage is not None and chain.audit is not None:
        print(f"  short {coverage.short.sum() * hours:.1f} h, over {coverage.over.sum() * hours:.1f} h")
        print(f"  objective {report.objective:,.0f}, bound {report.bound or 0:,.0f}, gap {100 * (report.gap or 1):.2f} %")
        print(f"  findings: FAIL {chain.audit.count(Outcome.FAIL)} of {len(chain.audit.rules)} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
