from __future__ import annotations

from datetime import date

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Status
from staffing.i18n import languages
from staffing.rules import check
from staffing.rules.accounts.leave_kinds import shown_kind
from staffing.rules.packs import available_packs, load_packs
from staffing.services.auditing.privacy import PROTECTED_RULE, SENSITIVE, masked, rule_protected
from staffing.services.sentences import sentence
from tests.factories import make_plan, make_roster, week_of


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("Annual", "annual"),
        ("年假", "annual"),
        ("调休", "lieu"),
        ("事假", "personal"),
        ("", "other"),
        ("sick", "protected"),
        ("产检", "protected"),
        ("x", "protected"),
    ],
)
def test_only_neutral_kinds_of_leave_are_named(kind: str, shown: str) -> None:
    assert shown_kind(kind) == shown


def test_every_rule_that_asks_for_a_sensitive_status_is_protected() -> None:
    specs = load_packs(available_packs())
    asking = {s.id for s in specs if s.params.get("status") in SENSITIVE or SENSITIVE & set(s.params.get("statuses", ()) or ())}
    assert asking
    assert asking <= {s.id for s in specs if rule_protected(s)}


def test_what_leaves_the_house_names_no_rule_of_protected_status() -> None:
    rows = (Status("A1", "pregnant", date(2026, 1, 1), date(2026, 7, 1)), Status("A2", "night-unfit", date(2026, 1, 1), None))
    plan = make_plan("2026-06-01", 7, agents=3, statuses=rows)
    roster = make_roster(plan, week_of(plan, {"A1": "N8 - - - - - -", "A2": "- N8 - - - - -"}))
    audit = check(plan, roster, ["cn-mainland", "fatigue"])
    told = masked(audit)
    secret = [f for f in told.findings if f.rule == PROTECTED_RULE]
    assert len(told.findings) == len(audit.findings)
    assert [f.outcome for f in told.findings] == [f.outcome for f in audit.findings]
    assert {(f.agent, f.outcome) for f in secret} >= {("A1", Outcome.FAIL), ("A2", Outcome.ADVISORY)}
    assert all((f.measured, f.limit, f.unit, f.deficit, str(f.citation), f.pack) == (None, None, "", None, "", "") for f in secret)
    words = " ".join(sentence(f, lang) for f in told.findings for lang in languages()) + " ".join(r.spec.id for r in told.rules)
    assert not [word for word in ("FEM", "pregnan", "nurs", "night-unfit", "怀孕", "孕", "哺乳") if word in words]
    [result] = [r for r in told.rules if r.spec.id == PROTECTED_RULE]
    assert (result.outcome, result.findings) == (Outcome.FAIL, len(secret))
    [night] = [r for r in told.rules if r.spec.id == "CN-NIGHT-01"]
    assert (night.outcome, night.findings) == (Outcome.PASS, 0)


def test_where_nobody_is_protected_the_result_says_that_nobody_is() -> None:
    plan = make_plan("2026-06-01", 7, agents=1)
    audit = masked(check(plan, make_roster(plan, week_of(plan, {"A1": "D8 - - - - - -"})), ["cn-mainland"]))
    [result] = [r for r in audit.rules if r.spec.id == PROTECTED_RULE]
    assert (result.outcome, result.reason) == (Outcome.NOT_APPLICABLE, "reason.nobody_in_scope")
