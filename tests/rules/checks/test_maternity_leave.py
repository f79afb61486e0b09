"""CN-FEM-03: 98 days after a birth."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence, Leave, Status
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged

RULE = "CN-FEM-03"


def at(first: str, birthday: str = "2027-03-01", **more: object) -> list[tuple[Outcome, str, object]]:
    plan = make_plan(first, 7, statuses=(Status("A1", "nursing", day("2026-03-01"), day(birthday)),), **more)  # type: ignore[arg-type]
    return [(f.outcome, f.key, f.params["nth"]) for f in judged(plan, week_of(plan, {"A1": "- - D8 - - - -"}), RULE)]


def test_a_shift_on_day_81_of_98_fails() -> None:
    assert at("2026-05-18") == [(Outcome.FAIL, "work_in_leave", 81)]


def test_the_last_fifteen_days_may_have_been_taken_before_the_birth() -> None:
    assert at("2026-06-01") == [(Outcome.NEEDS_EVIDENCE, "work_in_leave_end", 95)]
    assert at("2026-06-01", evidence=(Evidence("maternity-leave", "L-1"),)) == []
    before = (Leave("A1", day("2026-02-14"), day("2026-02-28")),)
    assert at("2026-06-01", leave=before) == []
    assert at("2026-05-18", leave=before) == [(Outcome.FAIL, "work_in_leave", 81)]


def test_after_98_days_it_passes() -> None:
    assert at("2026-06-08") == []  # day 102


def test_a_status_without_an_end_counts_from_its_first_day() -> None:
    plan = make_plan("2026-05-18", 7, statuses=(Status("A1", "nursing", day("2026-03-01"), None),))
    duties = week_of(plan, {"A1": "- - D8 - - - -"})
    assert [f.params["nth"] for f in judged(plan, duties, RULE)] == [81]
    assert judged(replace(plan, statuses=()), duties, RULE) == []
