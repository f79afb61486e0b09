"""The check as a whole: which rules speak, in which order, and how each came out."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.finding import SEVERITY_ORDER, Outcome
from staffing.domain.problems import InputProblems
from staffing.rules import check
from staffing.rules.packs import pack_info
from tests.factories import day, make_plan, make_roster, week_of, worked
from tests.rules.helpers import audit


def test_a_lawful_roster_is_silent_and_every_rule_says_how_it_came_out() -> None:
    plan = make_plan("2026-06-01", 14)
    answer = audit(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - - E8 E8 E8 E8 E8 - -", "A2": "- - N8 N8 N8 - - - D8 D8 D8 D8 - -"}))
    assert answer.findings == ()
    assert not answer.failed
    outcomes = {r.spec.id: r.outcome for r in answer.rules}
    assert len(outcomes) == 14 + len(pack_info("cn-mainland").rules)
    assert set(outcomes.values()) == {Outcome.PASS, Outcome.NOT_APPLICABLE}
    quiet = {r.spec.id: r.reason for r in answer.rules if r.outcome is Outcome.NOT_APPLICABLE}
    assert quiet.pop("CN-REST-03") == quiet.pop("CN-REST-03-MEAL") == "reason.switched_off"
    assert set(quiet.values()) == {"reason.nobody_in_scope"}
    assert {"CON-LEAVE-01", "CON-AVAIL-01", "CON-FLOOR-01", "SHF-REST-01", "CN-FEM-01", "CN-FEM-02", "CN-COMP-01"} <= set(quiet)
    assert {"CN-HRS-01", "CN-OT-02", "CN-PAY-01", "CN-REST-01", "CN-HOL-01"}.isdisjoint(quiet)


def test_findings_come_in_order_of_gravity() -> None:
    plan = make_plan("2026-09-28", 7)
    roster = make_roster(plan, week_of(plan, {"A1": "D8 E8 D8 D8 D8 D8 D8", "A2": "D8 D8 D8 D8 D8 - -"}), activities=False)
    answer = audit(plan, roster)
    ranks = [SEVERITY_ORDER.index(f.outcome) for f in answer.findings]
    assert ranks == sorted(ranks)
    assert {f.outcome for f in answer.findings} >= {Outcome.FAIL, Outcome.PAY_DUE, Outcome.UNKNOWN}
    assert answer.failed
    worst = {r.spec.id: (r.outcome, r.findings) for r in answer.rules}
    assert worst["POL-RUN-01"] == (Outcome.FAIL, 1)
    assert worst["CON-MEAL-01"] == (Outcome.UNKNOWN, 1)


def test_packs_of_the_call_stand_for_those_of_the_plan() -> None:
    plan = make_plan("2026-10-01", 3, rule_packs=("cn-mainland",))
    duties = week_of(plan, {"A1": "D8 - -"})
    assert [f.rule for f in check(plan, make_roster(plan, duties)).findings] == ["CN-PAY-02", "CN-HRS-02", "CN-PAY-01"]
    assert check(plan, make_roster(plan, duties), packs=()).findings == ()
    with pytest.raises(InputProblems):
        check(plan, make_roster(plan, duties), packs=["atlantis"])


def test_overrides_of_a_pack_that_the_call_leaves_out_do_not_matter(tmp_path: Path) -> None:
    text = '[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "min_gap_between_duties"\ncertainty = "policy"\n'
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    overrides = {"P-1": {"min_gap_minutes": 1440}, "POL-REST-01": {"min_gap_minutes": 480}}
    plan = make_plan(rule_packs=("p.toml",), rules=overrides, folder=tmp_path)
    roster = make_roster(plan, week_of(plan, {"A1": "E8 D8 - - - - -"}))
    assert [f.rule for f in check(plan, roster).findings] == ["P-1"]
    assert check(plan, roster, packs=()).findings == ()


def test_a_rule_switched_off_is_said_to_be_so() -> None:
    plan = make_plan(rules={"POL-REST-01": {"enabled": False}})
    answer = audit(plan, week_of(plan, {"A1": "E8 D8 - - - - -"}), packs=())
    assert answer.findings == ()
    [off] = [r for r in answer.rules if r.spec.id == "POL-REST-01"]
    assert (off.outcome, off.reason) == (Outcome.NOT_APPLICABLE, "reason.switched_off")


def test_a_rule_speaks_only_of_days_on_which_it_is_in_force(tmp_path: Path) -> None:
    def pack(dates: str) -> list[str]:
        text = f'[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "min_gap_between_duties"\ncertainty = "T"\n{dates}\n'
        (tmp_path / "p.toml").write_text(text, encoding="utf-8")
        return [str(tmp_path / "p.toml")]

    plan = make_plan()
    duties = week_of(plan, {"A1": "E8 D8 - - E8 D8 -"})
    days = [f.first_day for f in audit(plan, duties, pack("")).findings if f.rule == "P-1"]
    assert days == [day("2026-03-03"), day("2026-03-07")]
    assert [f.first_day for f in audit(plan, duties, pack("valid_from = 2026-03-05")).findings if f.rule == "P-1"] == days[1:]
    assert [f.first_day for f in audit(plan, duties, pack("valid_to = 2026-03-05")).findings if f.rule == "P-1"] == days[:1]
    late = audit(plan, duties, pack("valid_from = 2027-01-01")).rules[-1]
    assert (late.outcome, late.reason) == (Outcome.NOT_APPLICABLE, "reason.not_in_force")


def test_an_empty_roster_is_judged_without_trouble() -> None:
    plan = make_plan()
    assert audit(plan, []).findings == ()


def test_the_same_roster_gives_the_same_audit() -> None:
    plan = make_plan("2026-09-28", 7)
    roster = make_roster(plan, week_of(plan, {"A1": "D8 E8 D8 D8 D8 D8 D8", "A2": "D8 E8 D8 D8 D8 - -"}))
    assert check(plan, roster, ("cn-mainland",)) == check(plan, roster, ("cn-mainland",))


def test_one_persons_duties_are_judged_as_in_the_whole_roster() -> None:
    plan = make_plan("2026-09-28", 7, worked=(worked(make_plan("2026-09-28"), "A2", "2026-09-21T08:00", "2026-09-21T16:00"),))
    roster = make_roster(plan, week_of(plan, {"A1": "D8 E8 D8 D8 D8 D8 D8", "A2": "D8 E8 D8 D8 D8 - -"}))
    whole, one = check(plan, roster, ("cn-mainland",)), check(plan, roster, ("cn-mainland",), agents=["A1"])
    assert [f for f in one.findings if f.agent] == [f for f in whole.findings if f.agent == "A1"]
    assert len([f for f in one.findings if f.agent]) > 3
    floor = next(r for r in one.rules if r.spec.id == "CON-FLOOR-01")
    assert (floor.outcome, floor.reason) == (Outcome.NOT_APPLICABLE, "reason.whole_roster")
    assert [f for f in check(plan, roster, ("cn-mainland",), agents=[]).findings if f.agent] == []


def test_changes_of_rules_are_part_of_the_audit() -> None:
    plan = make_plan(rules={"POL-REST-01": {"min_gap_minutes": 600}})
    [change] = audit(plan, []).changes
    assert (change.rule, change.parameter, change.default, change.value, change.file) == (
        "POL-REST-01", "min_gap_minutes", 660, 600, "plan.toml",
    )  # fmt: skip
