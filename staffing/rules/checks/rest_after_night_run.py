"""After a run of nights lies a longer rest."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, count, minutes
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each shift of the roster that ends a run of nights and starts too soon after its last; earlier nights count."""
    run_of, least = spec.params["after_run_of"], spec.params["rest_minutes"]
    for agent, line in facts.line.items():
        nights = 0
        before: Stint | None = None
        for stint in line:
            follows = before is not None and stint.day - before.day == timedelta(days=1)
            run = (nights + 1 if follows else 1) if stint.night else 0
            if before is not None and stint.own and nights >= run_of and run <= 1:
                verdict.checked += 1
                gap = stint.start - before.end
                if gap < least:
                    verdict.breach(
                        "short_rest_after_nights",
                        agent,
                        stint.day,
                        measured=gap,
                        limit=least,
                        deficit=least - gap,
                        nights=nights,
                        end=facts.when(before.end),
                        start=facts.when(stint.start),
                    )
            nights, before = run, stint


KIND = Kind(
    "rest_after_night_run",
    judge,
    frozenset({"short_rest_after_nights"}),
    {"after_run_of": count(3, 1), "rest_minutes": minutes(2880)},
)
