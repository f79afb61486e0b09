"""EU-02: a break in duties longer than six hours."""

from __future__ import annotations

from pathlib import Path

from staffing.domain.finding import Outcome
from staffing.domain.roster import Activity, Roster
from tests.factories import make_plan, make_roster, stated_duty, week_of
from tests.rules.helpers import judged, numbers

EU, RULE = ["eu-wtd"], "EU-02"


def bare(end: str, activities: bool = True, paid: int | None = None) -> list[tuple[object, ...]]:
    plan = make_plan()
    duty = stated_duty(plan, "A1", "2026-03-02T08:00", f"2026-03-02T{end}", "X", paid)
    items = (Activity("A1", duty.start, duty.end, "queue", "general"),) if activities else None
    return [numbers(f) for f in judged(plan, Roster(plan.grid, (duty,), items), RULE, EU)]


def test_six_hours_need_none_and_six_and_a_quarter_do() -> None:
    assert bare("14:00") == []
    assert bare("14:15") == [(Outcome.FAIL, 0, 1, 1)]


def test_a_duty_with_its_meal_and_breaks_passes() -> None:
    plan = make_plan()
    assert judged(plan, make_roster(plan, week_of(plan, {"A1": "D8 - - - - - -"})), RULE, EU) == []


def test_without_activities_unpaid_time_stands_for_the_pause_or_it_is_unknown() -> None:
    assert bare("16:30", activities=False, paid=480) == []
    assert [f[0] for f in bare("16:30", activities=False, paid=510)] == [Outcome.UNKNOWN]


def test_pieces_and_stretches(tmp_path: Path) -> None:
    text = '[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "break_required"\ncertainty = "policy"\n'
    params = "params = { break_minutes = 30, min_piece_minutes = 15, longest_stretch_minutes = 240 }\n"
    (tmp_path / "p.toml").write_text(text + params, encoding="utf-8")
    packs = [str(tmp_path / "p.toml")]
    plan = make_plan()
    duty = stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:00", "X", 480)

    def found(*pauses: tuple[int, int]) -> list[tuple[str, float | None]]:
        items = tuple(Activity("A1", duty.start + a, duty.start + b, "break") for a, b in pauses)
        return [(f.key, f.measured) for f in judged(plan, Roster(plan.grid, (duty,), items), "P-1", packs)]

    assert found((120, 135), (300, 315)) == []
    assert found((120, 130), (300, 320)) == [("break_short", 20)]
    assert found((60, 75), (400, 415)) == [("stretch_long", 325)]
