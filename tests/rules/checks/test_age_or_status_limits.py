"""CN-JUV-01 and CN-INTERN-01, in the country and in Shanghai."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence, Status
from tests.factories import day, make_agent, make_plan, make_shift, stated_duty, week_of
from tests.rules.helpers import judged, numbers, result

E17 = make_shift("E17", "17:00", 480)
INTERN = (Status("A1", "intern", day("2026-01-01"), None),)


def test_somebody_under_16_never_works() -> None:
    plan = make_plan(agents=[make_agent("A1", born=day("2010-03-04"))])
    [finding] = [f for f in judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 - - -"}), "CN-JUV-01") if f.outcome is Outcome.FAIL]
    assert (finding.key, finding.first_day, finding.last_day, finding.params["days"]) == (
        "too_young",
        day("2026-03-02"),
        day("2026-03-03"),
        2,
    )


def test_a_seventeen_year_old_needs_a_health_check() -> None:
    plan = make_plan(agents=[make_agent("A1", born=day("2009-01-01"))])
    duties = week_of(plan, {"A1": "D8 - - - - - -"})
    assert [(f.outcome, f.key) for f in judged(plan, duties, "CN-JUV-01")] == [(Outcome.NEEDS_EVIDENCE, "status_document")]
    checked = replace(plan, evidence=(Evidence("health-check", "H-1", agent="A1", valid_from=day("2026-01-01")),))
    assert judged(checked, duties, "CN-JUV-01") == []
    night = week_of(plan, {"A1": "N8 - - - - - -"})
    assert [f.outcome for f in judged(checked, night, "CN-JUV-01")] == [Outcome.ADVISORY]
    grown = make_plan(agents=[make_agent("A1", born=day("2008-03-02"))])
    assert result(grown, duties, "CN-JUV-01").outcome is Outcome.NOT_APPLICABLE


def test_an_interns_evening_fails_in_shanghai_and_is_advice_elsewhere() -> None:
    plan = make_plan(agents=1, statuses=INTERN, shifts=(E17,))
    duties = [stated_duty(plan, "A1", "2026-03-02T17:00", "2026-03-03T01:00", "E17", 480)]
    [shanghai] = judged(plan, duties, "CN-INTERN-01", ["cn-shanghai"])
    assert (shanghai.pack, shanghai.certainty, shanghai.key) == ("cn-shanghai", "T", "protected_night")
    assert numbers(shanghai) == (Outcome.FAIL, 180, 0, 180)
    assert [f.outcome for f in judged(plan, duties, "CN-INTERN-01")] == [Outcome.ADVISORY]
    filed = replace(plan, evidence=(Evidence("filing", "F-1"),))
    assert judged(filed, duties, "CN-INTERN-01", ["cn-shanghai"]) == []


def test_an_interns_overtime_and_holidays() -> None:
    plan = make_plan("2026-09-28", 7, agents=1, contracts=(Contract("full-time", "intern", 0, 2400, 3600),))
    duties = [
        stated_duty(plan, "A1", "2026-09-29T08:00", "2026-09-29T17:30", "D8", 540),
        stated_duty(plan, "A1", "2026-10-01T08:00", "2026-10-01T16:30", "D8", 480),
        stated_duty(plan, "A1", "2026-10-04T08:00", "2026-10-04T16:30", "D8", 480),
    ]
    found = [(f.key, f.first_day, f.outcome) for f in judged(plan, duties, "CN-INTERN-01", ["cn-shanghai"])]
    assert sorted(found) == [
        ("protected_holiday", day("2026-10-01"), Outcome.FAIL),
        ("protected_overtime", day("2026-09-29"), Outcome.FAIL),
    ]
