"""Suggestions settle what they are for, and break nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from staffing.domain.finding import Outcome
from staffing.domain.people import Leave
from staffing.domain.roster import Roster
from staffing.rules import check
from staffing.services.auditing.swaps import MOST_PER_FINDING, suggest_swaps
from tests.factories import make_agent, make_plan, make_roster, week_of


def fails(plan, roster):  # type: ignore[no-untyped-def]
    return [f for f in check(plan, roster).findings if f.outcome is Outcome.FAIL]


def apply(plan, roster, finding, swap):  # type: ignore[no-untyped-def]
    moved = []
    for duty in roster.duties:
        if duty.day == swap.day and (duty.agent, duty.shift) == (swap.giver, swap.shift):
            duty = replace(duty, agent=swap.taker)
        elif swap.back and duty.day == swap.day and (duty.agent, duty.shift) == (swap.taker, swap.back):
            duty = replace(duty, agent=swap.giver)
        moved.append(duty)
    return make_roster(plan, moved)


def test_a_seventh_day_goes_to_somebody_who_is_off_and_the_whole_roster_is_lawful_then() -> None:
    plan = make_plan(agents=3)
    roster = make_roster(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 D8", "A2": "D8 D8 - - - - -", "A3": "- D8 - - - D8 -"}))
    findings = fails(plan, roster)
    found = suggest_swaps(plan, roster, findings)
    run = next(k for k, f in enumerate(findings) if f.rule == "POL-RUN-01")
    assert 1 <= len(found[run]) <= MOST_PER_FINDING
    assert found[run][0].taker == "A2"  # the fewest hours first
    for swap in found[run]:
        after = fails(plan, apply(plan, roster, findings[run], swap))
        assert not [f for f in after if f.rule == "POL-RUN-01"]
        assert {f.rule for f in after} <= {f.rule for f in findings}


def test_a_short_rest_is_mended_by_a_swap_of_the_day() -> None:
    plan = make_plan(agents=2)
    roster = make_roster(plan, week_of(plan, {"A1": "E8@16:00 D8 - - - - -", "A2": "- E8 - - - - -"}))
    (finding,) = fails(plan, roster)
    (swap, *_) = suggest_swaps(plan, roster, [finding])[0]
    assert finding.rule == "POL-REST-01"
    assert fails(plan, apply(plan, roster, finding, swap)) == []


def test_nobody_without_the_skill_on_leave_or_hurt_by_it_is_asked() -> None:
    people = [make_agent("A1"), make_agent("A2", "orders"), make_agent("A3"), make_agent("A4")]
    from staffing.domain.queue import Queue

    plan = make_plan(agents=people, queues=(Queue("general"), Queue("orders")))
    week = {"A1": "D8 D8 D8 D8 D8 D8 D8", "A3": "- - - - - - -", "A4": "N8 N8 N8 N8 - - -"}
    plan = replace(plan, leave=(Leave("A3", date(2026, 3, 2), date(2026, 3, 8)),))
    roster = make_roster(plan, week_of(plan, week))
    takers = {s.taker for swaps in suggest_swaps(plan, roster, fails(plan, roster)).values() for s in swaps}
    assert takers <= {"A4"}


def test_findings_that_are_no_failure_and_empty_rosters_ask_nothing() -> None:
    plan = make_plan(agents=2)
    assert suggest_swaps(plan, Roster(plan.grid, ()), []) == {}
