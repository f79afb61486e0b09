"""What a checker says becomes findings by severity and certainty."""

from __future__ import annotations

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.verdict import Verdict, clock_text
from tests.factories import day

DAY = day("2026-03-02")


@pytest.mark.parametrize(
    ("severity", "certainty", "outcome"),
    [
        ("violation", "T", Outcome.FAIL),
        ("violation", "S", Outcome.FAIL),
        ("violation", "policy", Outcome.FAIL),
        ("violation", "G", Outcome.ADVISORY),
        ("pay_due", "T", Outcome.PAY_DUE),
        ("pay_due", "G", Outcome.ADVISORY),
        ("needs_evidence", "T", Outcome.NEEDS_EVIDENCE),
        ("advisory", "T", Outcome.ADVISORY),
    ],
)
def test_a_breach_has_the_outcome_of_its_severity_and_general_knowledge_never_fails(
    severity: str, certainty: str, outcome: Outcome
) -> None:
    verdict = Verdict(RuleSpec("X-1", "x", "x", severity=severity, certainty=certainty), {"key"})
    verdict.breach("key", "A1", DAY)
    assert verdict.findings[0].outcome is outcome


def test_general_knowledge_says_no_more_than_advisory_whatever_the_checker_asks() -> None:
    verdict = Verdict(RuleSpec("X-1", "x", "x", certainty="G"), {"key"})
    verdict.add(Outcome.FAIL, "key", "A1", DAY)
    verdict.unknown("why", "key", DAY, DAY)
    assert [f.outcome for f in verdict.findings] == [Outcome.ADVISORY, Outcome.UNKNOWN]
    assert verdict.reason == "reason.why"


def test_messages_get_days_and_lengths_of_time() -> None:
    verdict = Verdict(RuleSpec("X-1", "x", "x", certainty="T"), {"key"})
    verdict.breach("key", "A1", DAY, measured=630, limit=660, deficit=30, extra=7)
    verdict.breach("key", "A1", DAY, measured=2, limit=1, unit="days")
    first, second = (f.params for f in verdict.findings)
    assert first == {
        "agent": "A1",
        "day": "2026-03-02",
        "last_day": "2026-03-02",
        "measured": "10:30",
        "limit": "11:00",
        "deficit": "0:30",
        "extra": 7,
    }
    assert (second["measured"], verdict.findings[1].unit) == ("2", "days")


def test_an_unannounced_message_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="does not announce"):
        Verdict(RuleSpec("X-1", "x", "x", certainty="T"), {"key"}).breach("other", "A1", DAY)


def test_lengths_of_time_as_text() -> None:
    assert [clock_text(m) for m in (0, 59, 60, 2160, -75, 0.4, -0.4)] == ["0:00", "0:59", "1:00", "36:00", "-1:15", "0:00", "0:00"]
