"""Planned against worked, as the report shows it: the same rules on both, and duty by duty what was different."""

from __future__ import annotations

from collections import Counter
from typing import Any

from staffing.domain.finding import Outcome
from staffing.rules import check
from staffing.rules.accounts import AccountFacts, drift_of, month_accounts, settings_of, until
from staffing.rules.accounts.drift import KINDS
from staffing.services.auditing.privacy import masked
from staffing.services.certificate import Judged
from staffing.services.sentences import sentence

CATALOGUE = frozenset({"CON-SHIFT-01", "CON-MEAL-01", "CON-SKILL-01", "CON-FLOOR-01"})
"""Rules that ask whether a roster is made of the plan's shifts, which no day of work ever is to the minute."""

GRAVE = (Outcome.FAIL, Outcome.PAY_DUE, Outcome.NEEDS_EVIDENCE)


def worked_rows(judged: Judged, lang: str) -> dict[str, Any] | None:
    """The comparison; ``None`` where nothing says what was worked on days of the plan."""
    plan, worked = judged.plan, judged.worked
    if worked is None or not worked.duties:
        return None
    drift = drift_of(plan, judged.roster, worked)
    before, after = (masked(check(plan, until(roster, drift.last_day))) for roster in (judged.roster, worked))
    seen = Counter((f.rule, f.agent, f.first_day, f.outcome) for f in before.findings)
    text = plan.grid.text
    new = []
    for finding in after.findings:
        key = (finding.rule, finding.agent, finding.first_day, finding.outcome)
        if finding.outcome not in GRAVE or finding.rule in CATALOGUE:
            continue
        if seen[key]:
            seen[key] -= 1
        else:
            new.append(finding)
    specs = [result.spec for result in judged.audit.rules]
    planned_months = month_accounts(AccountFacts(plan, until(judged.roster, drift.last_day)), settings_of(specs))
    before_of = {(a.agent, a.month): a for a in planned_months}
    people = []
    for account in month_accounts(AccountFacts(plan, until(worked, drift.last_day)), settings_of(specs)):
        mine = before_of.get((account.agent, account.month))
        row: dict[str, Any] = {"agent": account.agent, "month": account.month}
        for name in ("paid", "extension", "rest_day", "holiday"):
            row |= {f"{name}_planned": getattr(mine, name) if mine else 0, f"{name}_worked": getattr(account, name)}
        if row["paid_planned"] or row["paid_worked"]:
            people.append(row)
    return {
        "first_day": drift.first_day,
        "last_day": drift.last_day,
        "planned_minutes": drift.planned,
        "worked_minutes": drift.worked,
        "as_planned": drift.same,
        "counts": {kind: sum(d.kind == kind for d in drift.differences) for kind in KINDS},
        "differences": [
            {
                "agent": d.agent,
                "day": d.day,
                "kind": d.kind,
                "shift": d.shift,
                "planned_start": d.planned and text(d.planned[0]),
                "planned_end": d.planned and text(d.planned[1]),
                "worked_start": d.worked and text(d.worked[0]),
                "worked_end": d.worked and text(d.worked[1]),
                "minutes": d.minutes,
            }
            for d in drift.differences
        ],
        "people": people,
        "new_findings": [
            {
                "rule": f.rule,
                "outcome": f.outcome.value,
                "agent": f.agent,
                "first_day": f.first_day,
                "last_day": f.last_day,
                "deficit": f.deficit,
                "unit": f.unit,
                "message": sentence(f, lang),
            }
            for f in new
        ],
        "findings_gone": sum(
            count for (rule, _, _, outcome), count in seen.items() if count > 0 and outcome in GRAVE and rule not in CATALOGUE
        ),
    }
