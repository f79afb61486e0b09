"""FAT-08: a free weekend in four weeks."""

from __future__ import annotations

from pathlib import Path

from staffing.domain.finding import Outcome
from tests.factories import make_plan, week_of
from tests.rules.helpers import judged, numbers, result

FATIGUE, RULE = ["fatigue"], "FAT-08"


def test_no_free_weekend_in_four_weeks_is_advice() -> None:
    plan = make_plan("2026-06-01", 28)
    [finding] = judged(plan, week_of(plan, {"A1": "- D8 D8 D8 D8 D8 - " * 4}), RULE, FATIGUE)
    assert numbers(finding) == (Outcome.ADVISORY, 0, 1, 1)
    assert judged(plan, week_of(plan, {"A1": "- D8 D8 D8 D8 D8 - " * 3 + "D8 D8 D8 D8 D8 - -"}), RULE, FATIGUE) == []


def test_a_night_into_saturday_spoils_the_weekend_and_short_plans_are_not_judged() -> None:
    plan = make_plan("2026-06-01", 28)
    codes = "- D8 D8 D8 D8 D8 - " * 3 + "D8 D8 - - N8 - -"
    assert len(judged(plan, week_of(plan, {"A1": codes}), RULE, FATIGUE)) == 1
    short = make_plan("2026-06-01", 14)
    assert result(short, week_of(short, {"A1": "D8"}), RULE, FATIGUE).outcome is Outcome.NOT_APPLICABLE


def test_free_sundays(tmp_path: Path) -> None:
    text = '[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "min_count_in_period"\ncertainty = "T"\n'
    (tmp_path / "p.toml").write_text(text + 'params = { what = "free_sundays", minimum = 2, period_days = 28 }\n', encoding="utf-8")
    plan = make_plan("2026-06-01", 28)
    duties = week_of(plan, {"A1": "- D8 D8 D8 D8 - D8 " * 3 + "D8 - - - - - -"})
    assert [numbers(f) for f in judged(plan, duties, "P-1", [str(tmp_path / "p.toml")])] == [(Outcome.FAIL, 1, 2, 1)]
