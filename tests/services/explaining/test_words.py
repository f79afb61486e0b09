"""Every conflict, change and cause has a sentence in both languages, with names, plain words and days."""

from __future__ import annotations

import pytest

from staffing.domain.explanation import KINDS, Change, Shortage
from staffing.domain.report import Conflict
from staffing.io import conflict_document
from staffing.models.roster.conflict.conflicts import RELAXATIONS
from staffing.services.explaining.words import (
    MOST_NAMED,
    change_sentence,
    conflict_sentence,
    people,
    rule_words,
    shortage_sentence,
    span_words,
)
from tests.factories import make_agent, make_plan

LANGS = ("en", "zh_CN")
PLAN = make_plan(agents=[make_agent(f"A{k}") for k in range(12)])
KEYS = ("floor", "floor-before", "floor-no-shift", "floor-proof", "floor-unmet")
CAUSES = ("before", "no-shift", "part", "skills", "hours", "away", "rest", "people")


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_is_told_in_words_with_its_id(lang: str) -> None:
    for rule in [*RELAXATIONS, "CON-FLOOR-01"]:
        words = rule_words(PLAN, rule, ["A1"], lang)
        assert words
        assert rule in words or rule in ("LOCKS", "FIXED")
    assert "60:00" in rule_words(PLAN, "CON-HOURS-01", ["A1"], lang)


@pytest.mark.parametrize("lang", LANGS)
def test_conflicts_name_people_rules_and_days(lang: str) -> None:
    clash = Conflict(("A1", "A2"), ("CON-LEAVE-01", "LOCKS"), ("2026-03-04",))
    text = conflict_sentence(PLAN, conflict_document(clash), lang)
    assert all(part in text for part in ("A1", "A2", "CON-LEAVE-01", "locks.csv", "03-04"))
    for key in KEYS:
        floor = Conflict(("A1",), ("CON-FLOOR-01",), ("2026-03-02",), key, ("general",), "2026-03-02T00:00", "2026-03-03T00:00", 3, 1)
        text = conflict_sentence(PLAN, conflict_document(floor), lang)
        assert "general" in text
        assert "3" in text
    assert "24:00" in conflict_sentence(PLAN, conflict_document(Conflict(**{**vars(floor), "key": "floor"})), lang)
    assert "worked.csv" in conflict_sentence(PLAN, conflict_document(Conflict(**{**vars(floor), "key": "floor-before"})), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_of_an_older_version_is_still_told(lang: str) -> None:
    assert "A1" in conflict_sentence(PLAN, {"agents": ["A1"], "rules": ["CON-HOURS-01"], "days": []}, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_change_has_a_sentence(lang: str) -> None:
    for kind in KINDS:
        for count in (1, 2):
            change = Change(
                kind, count, ("A1",), ("2026-03-02",), "full-time", "general", (("general", 0.8),), "", "D8", "D8", 600, 600, "POL-RUN-01",
                "max_days", 6, 7,
            )  # fmt: skip
            assert "{" not in change_sentence(PLAN, change, lang)
    assert "SHF-REST-01" in change_sentence(PLAN, Change("rule", rule="SHF-REST-01"), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_cause_has_a_sentence(lang: str) -> None:
    for cause in CAUSES:
        shortage = Shortage("general", "2026-03-02T08:00", "2026-03-02T09:00", 1.0, "2026-03-02T08:00", 2.0, 1.0, cause, 5, 1, 1, 2, 1, 0.5)
        assert shortage_sentence(shortage, lang)


def test_many_people_are_the_first_of_them_and_how_many_more() -> None:
    text = people(PLAN, [a.id for a in PLAN.agents], "en")
    assert text.count("A") == MOST_NAMED - 1
    assert text.endswith("and 7 more")


def test_stretches_end_at_midnight_as_24() -> None:
    assert span_words("2026-03-02T20:00", "2026-03-03T00:00", "en") == "Mon 03-02 20:00-24:00"
    assert span_words("2026-03-02T00:00", "2026-03-02T06:00", "en") == "Mon 03-02 00:00-06:00"
