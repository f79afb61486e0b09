from __future__ import annotations

import pytest

from staffing.rules.accounts.leave_kinds import shown_kind
from staffing.rules.packs import available_packs, load_packs
from staffing.services.auditing.privacy import SENSITIVE, rule_protected


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
