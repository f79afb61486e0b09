"""At most so many night shifts start on consecutive calendar days."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, count
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each run of nights that a shift of the roster makes too long; nights before the plan count."""
    most = spec.params["max_nights"]
    for agent, line in facts.line.items():
        verdict.checked += 1
        for run in runs_of_nights(line):
            if len(run) > most and run[-1].own:
                verdict.breach(
                    "many_nights",
                    agent,
                    run[0].day,
                    run[-1].day,
                    measured=len(run),
                    limit=most,
                    unit="nights",
                    deficit=len(run) - most,
                )


def runs_of_nights(line: tuple[Stint, ...]) -> list[list[Stint]]:
    """Runs of night shifts that start on consecutive days, nothing else between them."""
    runs: list[list[Stint]] = []
    before: Stint | None = None
    for stint in line:
        if stint.night:
            if before is not None and before.night and stint.day - before.day == timedelta(days=1):
                runs[-1].append(stint)
            else:
                runs.append([stint])
        before = stint
    return runs


KIND = Kind("max_run_of_nights", judge, frozenset({"many_nights"}), {"max_nights": count(4, 1)})
