"""FAT-10: a roster known two weeks ahead."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged, numbers

FATIGUE, RULE = ["fatigue"], "FAT-10"


def found(published: str | None) -> list[tuple[str, object]]:
    evidence = (Evidence("publication", "board", valid_from=day(published)),) if published else ()
    plan = make_plan("2026-06-15", 7, evidence=evidence)
    return [(f.key, numbers(f)) for f in judged(plan, week_of(plan, {"A1": "D8"}), RULE, FATIGUE)]


def test_fourteen_days_pass_thirteen_do_not_and_no_record_is_said() -> None:
    assert found("2026-06-01") == []
    assert found("2026-06-02") == [("notice_short", (Outcome.ADVISORY, 13, 14, 1))]
    assert found(None) == [("publication_missing", (Outcome.ADVISORY, None, None, None))]
