"""Everything the audit report says, as one JSON document: codes and numbers, with the sentences in the reader's language beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import staffing
from staffing.domain.finding import SEVERITY_ORDER, Finding, Outcome, RuleResult
from staffing.i18n import t
from staffing.rules.accounts import MonthAccount
from staffing.rules.facts import Facts
from staffing.services.accounts import keep_accounts
from staffing.services.auditing.findings import finding_row, needs_rows, not_checked_rows
from staffing.services.auditing.people import evidence_rows, people_rows
from staffing.services.auditing.privacy import finding_protected, rule_protected
from staffing.services.auditing.swaps import suggest_swaps
from staffing.services.auditing.worked import worked_rows
from staffing.services.certificate import Judged, packs_of, roster_hash

VERSION = 1


def collect(
    judged: Judged, lang: str = "en", *, now: datetime | None = None, lieu_days: int | None = None, swaps: bool = True
) -> dict[str, Any]:
    """The report of a judged roster.

    Args:
        now: aware moment of the run, default the present.
        lieu_days: days within which time off in lieu should be given; ``None`` = the usual number.
        swaps: whether to look for changes that settle findings.
    """
    now = now or datetime.now(UTC)
    plan, roster, audit = judged.plan, judged.roster, judged.audit
    specs = {result.spec.id: result.spec for result in audit.rules}
    hidden = [finding_protected(f, specs.get(f.rule)) for f in audit.findings]
    told = [f for f, h in zip(audit.findings, hidden, strict=True) if not h]
    ways = suggest_swaps(plan, roster, told) if swaps else {}
    swaps_of = {id(told[place]): found for place, found in ways.items()}
    accounts = keep_accounts(plan, roster, specs.values(), lieu_days)
    return {
        "audit_report": VERSION,
        "language": lang,
        "header": _header(judged, now),
        "summary": _summary(audit.rules, audit.findings, accounts.months, hidden),
        "rules": [_rule(r, audit.findings, lang) for r in audit.rules],
        "findings": [
            finding_row(judged, f, h, number, lang, swaps_of.get(id(f), ()), now.date())
            for number, (f, h) in enumerate(zip(audit.findings, hidden, strict=True), 1)
        ],
        "people": people_rows(plan, accounts.months, accounts.balances),
        "lieu": [vars(e) | {"open": e.open} for e in accounts.lieu],
        "lieu_days": accounts.settings.lieu_days,
        "annual_leave": [vars(e) | {"left": e.left} for e in accounts.leave],
        "worked": worked_rows(judged, lang),
        "swaps": [vars(s) for s in judged.swaps],
        "fairness": {
            "people": [vars(b) for b in accounts.burdens],
            "spreads": [vars(s) | {"spread": s.spread} for s in accounts.spreads],
        },
        "evidence": evidence_rows(plan),
        "needs_evidence": needs_rows(audit.findings, hidden, lang),
        "not_checked": not_checked_rows(audit.rules, audit.findings, hidden, lang),
        "overrides": [
            {"rule": c.rule, "parameter": c.parameter, "pack_value": c.default, "plan_value": c.value, "where": c.file}
            for c in audit.changes
        ],
        "waivers": [vars(w) | {"expired": w.expires < now.date()} for w in judged.waivers],
    }


def _header(judged: Judged, now: datetime) -> dict[str, Any]:
    plan, roster = judged.plan, judged.roster
    facts = Facts(plan, roster)
    years = sorted({d.year for d in plan.grid.calendar})
    chinese = any(r.spec.pack.startswith("cn-") for r in judged.audit.rules)
    return {
        "plan": plan.name,
        "sites": sorted({a.site for a in plan.agents if a.site}),
        "first_day": plan.grid.calendar[0],
        "last_day": plan.grid.calendar[-1],
        "time_zone": plan.grid.zone,
        "people": len(plan.agents),
        "people_with_shifts": len(roster.by_agent),
        "shifts": len(roster.duties),
        "paid_hours": round(sum(s.paid_minutes for own in facts.own.values() for s in own) / 60, 2),
        "history_from": facts.history_from,
        "activities_known": roster.activities is not None,
        "roster_file": judged.roster_file.name,
        "packs": packs_of(plan, judged.audit),
        "calendar": [{"year": year, "official": not facts.calendar.year(year).provisional} for year in years] if chinese else [],
        "made": now.astimezone(plan.grid.local(0).tzinfo).isoformat(timespec="minutes"),
        "input_hash": plan.input_hash,
        "roster_hash": roster_hash(roster),
        "software": f"staffing {staffing.__version__}",
    }


def _summary(
    rules: Sequence[RuleResult], findings: Sequence[Finding], accounts: Sequence[MonthAccount], hidden: Sequence[bool]
) -> dict[str, Any]:
    """Counts by severity and rule; findings on protected status are counted together."""
    names = ["" if h else f.rule for f, h in zip(findings, hidden, strict=True)]
    counts = Counter(zip(names, (f.outcome.value for f in findings), strict=True))
    order = [r.spec.id for r in rules if any(rule == r.spec.id for rule, _ in counts)] + ([""] if "" in names else [])
    return {
        "counts": {o.value: sum(f.outcome is o for f in findings) for o in SEVERITY_ORDER if any(f.outcome is o for f in findings)},
        "rules_judged": len(rules),
        "rules_passed": sum(r.outcome is Outcome.PASS for r in rules),
        "by_rule": [
            {
                "rule": rule or None,
                "protected": not rule,
                "counts": {o.value: counts[rule, o.value] for o in SEVERITY_ORDER if counts[rule, o.value]},
            }
            for rule in order
        ],
        "people_with_failures": len({f.agent for f in findings if f.agent and f.outcome is Outcome.FAIL}),
        "missing_minutes": sum(f.deficit or 0 for f in findings if f.outcome is Outcome.FAIL and f.unit == "minutes"),
        "overtime_minutes": sum(a.overtime for a in accounts),
        "holiday_minutes": sum(a.holiday for a in accounts),
        "premium_pay": round(sum(a.premium_pay for a in accounts), 2),
    }


def _rule(result: RuleResult, findings: Sequence[Finding], lang: str) -> dict[str, Any]:
    """A rule with its law, how it came out and its worst case; of protected status only the law."""
    spec, hidden = result.spec, rule_protected(result.spec)
    mine = [] if hidden else [f for f in findings if f.rule == spec.id]
    worst = max((f.deficit for f in mine if f.deficit is not None), default=None)
    read = spec.certainty == "T"
    return {
        "rule": spec.id,
        "pack": spec.pack,
        "title": spec.title_zh if lang == "zh_CN" else spec.title_en,
        "certainty": spec.certainty,
        "severity": spec.severity,
        "law": spec.citation.text(lang),
        "text_zh": spec.citation.text_zh if read else "",
        "text_en": spec.citation.text_en if read else "",
        "parameters": {key: list(value) if isinstance(value, tuple) else value for key, value in spec.params.items()},
        "valid_from": spec.valid_from,
        "valid_to": spec.valid_to,
        "protected": hidden,
        "outcome": None if hidden else result.outcome.value,
        "windows": None if hidden else result.checked,
        "findings": None if hidden else len(mine),
        "people": None if hidden else len({f.agent for f in mine if f.agent}),
        "worst_deficit": worst,
        "worst_unit": next((f.unit for f in mine if f.deficit == worst), "") if worst is not None else "",
        "reason": t(f"reason.{result.reason.removeprefix('reason.')}", lang) if result.reason else "",
    }
