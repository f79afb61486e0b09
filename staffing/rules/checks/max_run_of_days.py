"""At most so many consecutive calendar days have a shift start."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, count
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each run that a shift of the roster makes too long; days before the plan count."""
    most = spec.params["max_days"]
    for agent, line in facts.line.items():
        verdict.checked += 1
        for run in runs_of_days(line):
            if len(run) > most and run[-1].own:
                verdict.breach(
                    "long_run",
                    agent,
                    run[0].day,
                    run[-1].day,
                    measured=len(run),
                    limit=most,
                    unit="days",
                    deficit=len(run) - most,
                )


def runs_of_days(line: tuple[Stint, ...]) -> list[list[Stint]]:
    """Runs of consecutive days with a start, each day by its first duty."""
    runs: list[list[Stint]] = []
    for stint in line:
        if runs and stint.day == runs[-1][-1].day:
            continue
        if runs and stint.day - runs[-1][-1].day == timedelta(days=1):
            runs[-1].append(stint)
        else:
            runs.append([stint])
    return runs


KIND = Kind("max_run_of_days", judge, frozenset({"long_run"}), {"max_days": count(6, 1)})
