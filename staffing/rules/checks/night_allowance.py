"""Allowances of night shifts: money by the catalogue of shifts, and whether each night shift has what the rule asks."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, minutes
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Sums the allowances of night shifts; one finding for each shift of the catalogue whose allowance is too low."""
    params = spec.params
    low: dict[str, int] = {}
    for own in facts.own.values():
        for stint in own:
            night = facts.night_of(stint, params["night_from"], params["night_to"])
            kind = facts.plan.shift_by_name.get(stint.shift)
            if night < params["night_min_minutes"] or kind is None:
                continue
            verdict.checked += 1
            verdict.count("night_shifts")
            verdict.count("allowance_money", kind.allowance)
            if kind.allowance < params["min_allowance"]:
                low[kind.name] = low.get(kind.name, 0) + 1
    for name, nights in sorted(low.items()):
        has, least = facts.plan.shift_by_name[name].allowance, params["min_allowance"]
        first, last = facts.grid.first_day, facts.grid.calendar[-1]
        verdict.breach(
            "allowance_low", "", first, last, measured=has, limit=least, unit="money", deficit=least - has, shift=name, nights=nights
        )


KIND = Kind(
    "night_allowance",
    judge,
    frozenset({"allowance_low"}),
    {
        "min_allowance": Parameter(0.0, 0, 1e9),
        "night_from": clock(1320),
        "night_to": clock(360),
        "night_min_minutes": minutes(180, 1440),
    },
)
