"""The check: every rule in force judges a roster, and the answers are put in order of gravity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from staffing.domain.finding import SEVERITY_ORDER, Audit, Finding, Outcome, RuleResult
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Duty, Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.packs import RulesInForce, load_rules
from staffing.rules.registry import KINDS
from staffing.rules.scope import people
from staffing.rules.verdict import Verdict


def check(plan: Plan, roster: Roster, packs: Sequence[str] | None = None, agents: Collection[str] | None = None) -> Audit:
    """Judge a roster, ours or imported, by the rules in force.

    Args:
        packs: law packs by name or path; ``None`` = the plan's. The packs ``contract`` and ``policy`` are always on.
        agents: judge these agents alone, quickly, e.g. after one of their duties was moved: rules about the roster as a whole
            (``Kind.whole_roster``) are then NOT_APPLICABLE. ``None`` = everybody.

    Raises InputProblems for an unknown pack, rule or parameter, and ValueError where the roster stands on another time axis.
    """
    rules = _rules(plan, packs)
    specs = rules.specs
    if agents is not None:
        plan, roster = _narrowed(plan, roster, agents)
    facts = Facts(plan, roster)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    for spec in specs:
        if agents is not None and KINDS[spec.kind].whole_roster:
            results.append(RuleResult(spec, Outcome.NOT_APPLICABLE, 0, 0, "reason.whole_roster"))
            continue
        result, found = _apply(facts, spec)
        results.append(result)
        findings += found
    gravity = {outcome: k for k, outcome in enumerate(SEVERITY_ORDER)}
    place = {spec.id: k for k, spec in enumerate(specs)}
    findings.sort(key=lambda f: (gravity[f.outcome], place[f.rule], f.agent, f.first_day, f.last_day, f.key))
    return Audit(tuple(findings), tuple(results), rules.changes)


def _rules(plan: Plan, packs: Sequence[str] | None) -> RulesInForce:
    """The rules in force. Where the call names other packs than the plan, its overrides of rules in none of them do not matter."""
    if packs is None:
        return load_rules(plan.rule_packs, plan.rules, plan.folder)
    here = {spec.id for spec in load_rules(packs, None, plan.folder).specs}
    return load_rules(packs, {rule: values for rule, values in plan.rules.items() if rule in here}, plan.folder)


def _narrowed(plan: Plan, roster: Roster, agents: Collection[str]) -> tuple[Plan, Roster]:
    """Plan and roster of some agents; what worked.csv says of the others still tells how far it reaches back."""
    wanted = frozenset(agents)
    duties: list[Duty] = []
    activities: list[Activity] = []
    for agent in sorted(wanted):
        duties += roster.by_agent.get(agent, ())
        activities += roster.activities_by_agent.get(agent, ())
    reach = min((row for row in plan.worked if row.start < 0), key=lambda row: row.start, default=None)
    small = replace(
        plan,
        agents=tuple(a for a in plan.agents if a.id in wanted or (reach is not None and a.id == reach.agent)),
        worked=tuple(row for row in plan.worked if row.agent in wanted or row is reach),
        leave=tuple(row for row in plan.leave if row.agent in wanted),
        statuses=tuple(row for row in plan.statuses if row.agent in wanted),
        availability=tuple(row for row in plan.availability if row.agent in wanted),
        fixed=tuple(row for row in plan.fixed if row.agent in wanted),
        requests=(),
    )
    return small, Roster(roster.grid, tuple(duties), None if roster.activities is None else tuple(activities))


def _apply(facts: Facts, spec: RuleSpec) -> tuple[RuleResult, list[Finding]]:
    """One rule: how it came out and what it found on days on which it is in force."""
    if not spec.enabled:
        return RuleResult(spec, Outcome.NOT_APPLICABLE, 0, 0, "reason.switched_off"), []
    first, last = facts.grid.calendar[0], facts.grid.calendar[-1]
    if (spec.valid_from and spec.valid_from > last) or (spec.valid_to and spec.valid_to < first):
        return RuleResult(spec, Outcome.NOT_APPLICABLE, 0, 0, "reason.not_in_force"), []
    kind = KINDS[spec.kind]
    verdict = Verdict(spec, kind.messages)
    those = people(facts, spec)
    kind.judge(facts if those is None else facts.only(those), spec, verdict)
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
