"""CN-FEM-01 and CN-FEM-02: no overtime and no night work while a status protects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.finding import Finding, Outcome
from staffing.domain.people import Contract, Evidence, FixedActivity, Status
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Roster
from staffing.i18n import languages, t
from tests.factories import day, fill, make_duty, make_plan, stated_duty
from tests.rules.helpers import judged, numbers, result

PREGNANT, NURSING = "CN-FEM-01", "CN-FEM-02"
DUE = (Status("A1", "pregnant", day("2025-10-01"), day("2026-06-30")),)
BORN = (Status("A1", "nursing", day("2025-12-01"), day("2026-12-01")),)


def judge(plan: Plan, start: str, end: str, paid: int, rule: str) -> list[Finding]:
    return judged(plan, Roster(plan.grid, (stated_duty(plan, "A1", start, end, "X", paid),)), rule)


def test_a_due_date_of_30_june_protects_from_7_april() -> None:
    plan = make_plan("2026-04-01", 14, statuses=DUE)
    assert [f.outcome for f in judge(plan, "2026-04-07T16:00", "2026-04-08T01:00", 480, PREGNANT)] == [Outcome.FAIL]
    assert [f.outcome for f in judge(plan, "2026-04-06T13:00", "2026-04-06T23:00", 480, PREGNANT)] == [Outcome.ADVISORY]


def test_an_evening_to_one_oclock_fails_as_night_work() -> None:
    plan = make_plan("2026-04-06", 7, statuses=DUE)
    [finding] = judge(plan, "2026-04-10T16:00", "2026-04-11T01:00", 480, PREGNANT)
    assert (finding.key, *numbers(finding)) == ("protected_night", Outcome.FAIL, 180, 0, 180)


def test_eight_hours_and_one_of_overtime_fail() -> None:
    plan = make_plan("2026-04-06", 7, statuses=DUE)
    [finding] = judge(plan, "2026-04-10T08:00", "2026-04-10T18:00", 540, PREGNANT)
    assert (finding.key, *numbers(finding)) == ("protected_overtime", Outcome.FAIL, 60, 0, 60)
    assert judge(plan, "2026-04-10T08:00", "2026-04-10T17:00", 480, PREGNANT) == []


def test_the_night_into_the_first_protected_day_fails_for_its_part_of_that_day() -> None:
    plan = make_plan("2026-04-01", 14, statuses=DUE)
    found = judge(plan, "2026-04-06T20:00", "2026-04-07T08:00", 480, PREGNANT)
    assert [(f.first_day, *numbers(f)) for f in found] == [
        (day("2026-04-07"), Outcome.FAIL, 360, 0, 360),
        (day("2026-04-06"), Outcome.ADVISORY, 120, 0, 120),
    ]


def test_a_sixth_day_of_the_week_is_overtime() -> None:
    plan = make_plan("2026-04-06", 7, statuses=DUE)
    duties = tuple(stated_duty(plan, "A1", f"2026-04-{d:02d}T08:00", f"2026-04-{d:02d}T16:00", "X", 480) for d in range(7, 13))
    [finding] = judged(plan, Roster(plan.grid, duties), PREGNANT)
    assert (finding.first_day, finding.measured) == (day("2026-04-12"), 480)


def test_the_stricter_reading_of_24_weeks_is_advisory_and_can_be_made_the_rule() -> None:
    plan = make_plan("2026-03-09", 7, statuses=DUE)  # 24 weeks are reached on 10 March
    assert [f.key for f in judge(plan, "2026-03-10T16:00", "2026-03-11T01:00", 480, PREGNANT)] == ["protected_night_early"]
    assert judge(plan, "2026-03-09T16:00", "2026-03-09T23:59", 420, PREGNANT) == []
    stricter = replace(plan, rules={PREGNANT: {"from_gestation_weeks": 24}})
    assert [f.outcome for f in judge(stricter, "2026-03-10T16:00", "2026-03-11T01:00", 480, PREGNANT)] == [Outcome.FAIL]


def test_protection_ends_with_the_due_date() -> None:
    plan = make_plan("2026-06-29", 7, statuses=DUE)
    assert len(judge(plan, "2026-06-30T16:00", "2026-06-30T23:00", 420, PREGNANT)) == 1
    assert judge(plan, "2026-07-01T16:00", "2026-07-02T01:00", 480, PREGNANT) == []


def test_without_a_due_date_the_period_is_unknown_where_it_matters() -> None:
    plan = make_plan("2026-04-06", 7, statuses=(Status("A1", "pregnant", day("2026-01-01"), None),))
    [finding] = judge(plan, "2026-04-10T16:00", "2026-04-11T01:00", 480, PREGNANT)
    assert (finding.outcome, finding.agent) == (Outcome.UNKNOWN, "A1")
    assert judge(plan, "2026-04-10T08:00", "2026-04-10T16:00", 480, PREGNANT) == []


def test_nursing_protects_up_to_the_first_birthday() -> None:
    plan = make_plan("2026-11-16", 21, statuses=BORN, evidence=(Evidence("nursing", "record"),))
    [finding] = judge(plan, "2026-11-22T20:00", "2026-11-23T08:00", 480, NURSING)
    assert (finding.key, *numbers(finding)) == ("protected_night", Outcome.FAIL, 480, 0, 480)
    assert judge(plan, "2026-12-02T20:00", "2026-12-03T08:00", 480, NURSING) == []


def test_a_nursing_hour_that_the_roster_does_not_show_needs_a_record() -> None:
    plan = make_plan("2026-11-16", 7, statuses=BORN)
    duties = tuple(stated_duty(plan, "A1", f"2026-11-{d}T08:00", f"2026-11-{d}T16:00", "X", 480) for d in (16, 17))
    [finding] = judged(plan, Roster(plan.grid, duties), NURSING)
    assert (finding.key, *numbers(finding)) == ("protected_pause", Outcome.NEEDS_EVIDENCE, 0, 60, 60)
    assert (finding.first_day, finding.last_day, finding.params["days"]) == (day("2026-11-16"), day("2026-11-17"), 2)
    recorded = replace(plan, evidence=(Evidence("nursing", "record", agent="A1"),))
    assert judged(recorded, Roster(plan.grid, duties), NURSING) == []


def test_a_nursing_hour_in_the_roster_is_seen() -> None:
    plan = make_plan("2026-11-16", 7, statuses=BORN, fixed=(FixedActivity("A1", 840, 900, "nursing"),))
    duty = make_duty(plan, "A1", "2026-11-16", "D8")
    items = [a for a in fill(plan, duty) if not a.start < 900 <= a.end]
    tail = next(a for a in fill(plan, duty) if a.start < 900 <= a.end)
    items += [replace(tail, end=840), Activity("A1", 840, 900, "nursing"), replace(tail, start=900)]
    assert judged(plan, Roster(plan.grid, (duty,), tuple(items)), NURSING) == []


def test_under_approved_summed_hours_a_long_day_is_not_settled_but_a_night_is() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
    plan = make_plan("2026-04-06", 7, statuses=DUE, contracts=contracts, evidence=(Evidence("approval", "no. 7"),))
    assert [numbers(f) for f in judge(plan, "2026-04-10T08:00", "2026-04-10T18:00", 540, PREGNANT)] == [(Outcome.ADVISORY, 60, 0, 60)]
    assert [f.outcome for f in judge(plan, "2026-04-10T16:00", "2026-04-11T01:00", 480, PREGNANT)] == [Outcome.FAIL]


def test_nobody_protected_is_not_applicable() -> None:
    plan = make_plan("2026-04-06", 7)
    assert result(plan, [make_duty(plan, "A1", "2026-04-06", "N8")], PREGNANT).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("lang", languages())
def test_messages_name_no_status(lang: str) -> None:
    plan = make_plan("2026-04-01", 14, statuses=(*DUE, replace(BORN[0], agent="A2")))
    duties = tuple(stated_duty(plan, a, "2026-04-07T16:00", "2026-04-08T03:00", "X", 600) for a in ("A1", "A2"))
    found = [*judged(plan, Roster(plan.grid, duties), PREGNANT), *judged(plan, Roster(plan.grid, duties), NURSING)]
    assert len(found) == 5
    for finding in found:
        text = t(f"finding.{finding.key}", lang, **finding.params)
        assert not any(word in text.lower() for word in ("pregnan", "nursing", "孕", "哺乳", "birth", "due date"))
        assert ("protected status" in text) or ("受保护" in text)
