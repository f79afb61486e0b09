"""CN-REC-01: a month behind without working time on record."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence, Leave
from tests.factories import day, make_agent, make_plan, week_of, worked
from tests.rules.helpers import judged

RULE = "CN-REC-01"


def test_a_whole_month_without_records_of_three_people() -> None:
    plan = make_plan("2026-06-01", 7, agents=5)
    rows = (worked(plan, "A1", "2026-05-01T08:00", "2026-05-01T16:00"), worked(plan, "A2", "2026-05-20T08:00", "2026-05-20T16:00"))
    plan = replace(plan, worked=rows)
    duties = week_of(plan, {f"A{k}": "D8 - - - - - -" for k in range(1, 6)})
    [finding] = judged(plan, duties, RULE)
    assert (finding.outcome, finding.agent, finding.params["agents"], finding.params["names"]) == (
        Outcome.NEEDS_EVIDENCE,
        "",
        3,
        "A3, A4, A5",
    )
    away = replace(
        plan, leave=(Leave("A3", day("2026-05-01"), day("2026-05-31")),), evidence=(Evidence("time-records", "T-1", agent="A4"),)
    )
    late = replace(away, agents=(*away.agents[:4], make_agent("A5", hired=day("2026-05-15"))))
    assert judged(late, duties, RULE) == []


def test_a_month_partly_behind_or_unknown_is_not_asked_for() -> None:
    plan = make_plan("2026-06-01", 7, agents=2)
    plan = replace(plan, worked=(worked(plan, "A1", "2026-05-02T08:00", "2026-05-02T16:00"),))
    assert judged(plan, week_of(plan, {"A1": "D8 - - - - - -", "A2": "D8 - - - - - -"}), RULE) == []
