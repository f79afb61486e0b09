"""The check: every rule in force judges a roster, and the answers are put in order of gravity."""

from __future__ import annotations

from collections.abc import Sequence

from staffing.domain.finding import SEVERITY_ORDER, Audit, Finding, Outcome, RuleResult
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.packs import load_packs
from staffing.rules.registry import KINDS
from staffing.rules.verdict import Verdict


def check(plan: Plan, roster: Roster, packs: Sequence[str] | None = None) -> Audit:
    """Judge a roster, ours or imported, by the rules in force.

    Args:
        packs: law packs by name or path; ``None`` = the plan's. The packs ``contract`` and ``policy`` are always on.

    Raises InputProblems for an unknown pack, rule or parameter, and ValueError where the roster stands on another time axis.
    """
    specs = _specs(plan, packs)
    facts = Facts(plan, roster)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    for spec in specs:
        result, found = _apply(facts, spec)
        results.append(result)
        findings += found
    gravity = {outcome: k for k, outcome in enumerate(SEVERITY_ORDER)}
    place = {spec.id: k for k, spec in enumerate(specs)}
    findings.sort(key=lambda f: (gravity[f.outcome], place[f.rule], f.agent, f.first_day, f.last_day, f.key))
    return Audit(tuple(findings), tuple(results))


def _specs(plan: Plan, packs: Sequence[str] | None) -> tuple[RuleSpec, ...]:
    """The rules in force. Where the call names other packs than the plan, its overrides of rules in none of them do not matter."""
    if packs is None:
        return load_packs(plan.rule_packs, plan.rules, plan.folder)
    here = {spec.id for spec in load_packs(packs, None, plan.folder)}
    return load_packs(packs, {rule: values for rule, values in plan.rules.items() if rule in here}, plan.folder)


def _apply(facts: Facts, spec: RuleSpec) -> tuple[RuleResult, list[Finding]]:
    """One rule: how it came out and what it found on days on which it is in force."""
    if not spec.enabled:
        return RuleResult(spec, Outcome.NOT_APPLICABLE, 0, 0, "reason.switched_off"), []
    first, last = facts.grid.calendar[0], facts.grid.calendar[-1]
    if (spec.valid_from and spec.valid_from > last) or (spec.valid_to and spec.valid_to < first):
        return RuleResult(spec, Outcome.NOT_APPLICABLE, 0, 0, "reason.not_in_force"), []
    kind = KINDS[spec.kind]
    verdict = Verdict(spec, kind.messages)
    kind.judge(facts, spec, verdict)
    found = [
        f
        for f in verdict.findings
        if (spec.valid_from is None or f.last_day >= spec.valid_from) and (spec.valid_to is None or f.first_day <= spec.valid_to)
    ]
    outcomes = {f.outcome for f in found}
    worst = next((outcome for outcome in SEVERITY_ORDER if outcome in outcomes), Outcome.PASS)
    reason = verdict.reason if Outcome.UNKNOWN in outcomes else ""
    if worst is Outcome.PASS and not verdict.checked:
        worst, reason = Outcome.NOT_APPLICABLE, "reason.nobody_in_scope"
    return RuleResult(spec, worst, verdict.checked, len(found), reason, verdict.facts), found
