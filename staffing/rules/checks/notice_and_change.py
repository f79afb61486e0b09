"""A roster is published some days before it begins; a document tells when."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count, texts
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """The day of publication is ``valid_from`` of the first row of evidence.csv of a kind in ``evidence`` that is valid in the plan."""
    if not facts.own:
        return
    first, last, asked = facts.grid.first_day, facts.grid.calendar[-1], spec.params["notice_days"]
    verdict.checked += 1
    days = [row.valid_from for row in facts.evidence.found(spec.params["evidence"], spec.id, first, last) if row.valid_from is not None]
    if not days:
        least = Outcome.ADVISORY if spec.severity == "advisory" else Outcome.NEEDS_EVIDENCE
        verdict.add(least, "publication_missing", "", first, last, unit="", kinds=", ".join(spec.params["evidence"]))
        return
    notice = (first - min(days)).days
    if notice < asked:
        verdict.breach("notice_short", "", first, last, measured=notice, limit=asked, unit="days", deficit=asked - notice)


KIND = Kind(
    "notice_and_change",
    judge,
    frozenset({"publication_missing", "notice_short"}),
    {"notice_days": count(14), "evidence": texts("publication")},
    whole_roster=True,
)
