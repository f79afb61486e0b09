"""Packs by name and path, overrides, and every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems, Problem
from staffing.rules.packs import ALWAYS_ON, available_packs, load_packs, load_rules, pack_info

OWN = """
[pack]
name = "house"
version = "3"
[[rule]]
id = "HOUSE-01"
kind = "min_gap_between_duties"
certainty = "policy"
severity = "advisory"
title_en = "Twelve hours"
title_zh = "十二小时"
[rule.params]
min_gap_minutes = 720
"""


def problems(names: list[str], overrides: dict[str, dict[str, object]] | None = None, folder: Path | None = None) -> list[Problem]:
    with pytest.raises(InputProblems) as caught:
        load_packs(names, overrides, folder)
    return list(caught.value.problems)


def test_contract_and_policy_are_always_on_and_come_first() -> None:
    assert [s.pack for s in load_packs()] == ["contract"] * 8 + ["policy"] * 6
    assert {s.pack for s in load_packs(["cn-mainland", "cn-mainland", "policy"])} == {*ALWAYS_ON, "cn-mainland"}
    assert available_packs()[:2] == ALWAYS_ON
    assert set(available_packs()) >= {"cn-mainland", "cn-beijing", "cn-shanghai", "cn-shenzhen", "cn-zhengzhou"}
    assert pack_info("cn-mainland").title_zh == "中国大陆"


def test_overrides_change_a_parameter_and_leave_the_others() -> None:
    specs = {s.id: s for s in load_packs([], {"POL-NIGHT-02": {"rest_minutes": 2000}, "POL-RUN-01": {"enabled": False}})}
    assert specs["POL-NIGHT-02"].params == {"after_run_of": 3, "rest_minutes": 2000}
    assert not specs["POL-RUN-01"].enabled
    assert load_packs()[8].enabled
    assert {s.id: s for s in load_packs()}["POL-NIGHT-02"].params["rest_minutes"] == 2880


def test_an_override_may_name_a_rule_of_a_pack_not_in_force() -> None:
    assert len(load_packs([], {"CN-OT-02": {"max_minutes": 600}})) == len(load_packs())
    assert len(problems([], {"CN-OT-02": {"max_hours": 600}})) == 1


def test_every_fault_of_the_plan_at_once() -> None:
    found = problems(
        ["cn-mainland", "atlantis"],
        {
            "POL-REST-99": {"min_gap_minutes": 1},
            "POL-REST-01": {"min_gap": 600, "min_gap_minutes": "eleven hours"},
            "POL-RUN-01": {"enabled": "no", "max_days": 0},
            "CN-REST-01": {"rolling_reading": "fail"},
        },
    )
    assert [(p.file, p.column, p.value) for p in found] == [
        ("plan.toml", "plan.rule_packs", "atlantis"),
        ("plan.toml", "rules.POL-REST-99", None),
        ("plan.toml", "rules.POL-REST-01.min_gap", "600"),
        ("plan.toml", "rules.POL-REST-01.min_gap_minutes", "eleven hours"),
        ("plan.toml", "rules.POL-RUN-01.enabled", "no"),
        ("plan.toml", "rules.POL-RUN-01.max_days", "0"),
        ("plan.toml", "rules.CN-REST-01.rolling_reading", "fail"),
    ]
    assert "cn-mainland" in found[0].expected
    assert found[5].expected == "a whole number from 1 to 366"


def test_a_pack_of_the_users_own_by_path(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(OWN, encoding="utf-8")
    for name, folder in (("house.toml", tmp_path), (str(tmp_path / "house.toml"), None)):
        spec = load_packs([name], {"HOUSE-01": {"min_gap_minutes": 700}}, folder)[-1]
        assert (spec.id, spec.pack, spec.severity, spec.params["min_gap_minutes"]) == ("HOUSE-01", "house", "advisory", 700)


def test_the_plans_folder_comes_before_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, here = tmp_path / "plan", tmp_path / "here"
    plan.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "house.toml").write_text(OWN.replace("720", "700"), encoding="utf-8")
    assert load_packs(["house.toml"], None, plan)[-1].params["min_gap_minutes"] == 700
    (plan / "house.toml").write_text(OWN, encoding="utf-8")
    assert load_packs(["house.toml"], None, plan)[-1].params["min_gap_minutes"] == 720


def test_a_missing_or_broken_pack(tmp_path: Path) -> None:
    assert problems(["none.toml"], folder=tmp_path)[0].code == "missing-file"
    (tmp_path / "bad.toml").write_text("[pack\n", encoding="utf-8")
    assert problems(["bad.toml"], folder=tmp_path)[0].file == "bad.toml"
    (tmp_path / "latin.toml").write_bytes(b'[pack]\nname = "\xff"')
    assert "UTF-8" in problems(["latin.toml"], folder=tmp_path)[0].expected
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    assert [p.column for p in problems(["empty.toml"], folder=tmp_path)] == ["pack.name", "rule"]
    (tmp_path / "folder.toml").mkdir()
    assert problems(["folder.toml"], folder=tmp_path)[0].file == "folder.toml"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (('kind = "min_gap_between_duties"', 'kind = "min_gap"'), "rule[HOUSE-01].kind"),
        (("min_gap_minutes = 720", "min_gap_minutes = -1"), "rule[HOUSE-01].params.min_gap_minutes"),
        (("min_gap_minutes = 720", "max_days = 6"), "rule[HOUSE-01].params.max_days"),
        (('severity = "advisory"', 'severity = "mild"'), "rule[HOUSE-01].severity"),
        (('certainty = "policy"', 'certainty = "X"'), "rule[HOUSE-01].certainty"),
        (('certainty = "policy"', ""), "rule[HOUSE-01].certainty"),
        (('title_en = "Twelve hours"', "title_en = 12"), "rule[HOUSE-01].title_en"),
        (('id = "HOUSE-01"', ""), "rule[1].id"),
        (('id = "HOUSE-01"', 'id = "POL-REST-01"'), "id"),
        (("[rule.params]", "[rule.scope]\nplanet = ['earth']\n[rule.params]"), "rule[HOUSE-01].scope.planet"),
        (("[rule.params]", "[rule.scope]\nhours_system = ['lunar']\n[rule.params]"), "rule[HOUSE-01].scope.hours_system"),
        (("[rule.params]", "[rule.citation]\nyear = 'old'\n[rule.params]"), "rule[HOUSE-01].citation.year"),
        (("[rule.params]", "valid_from = 'today'\n[rule.params]"), "rule[HOUSE-01].valid_from"),
        (("[rule.params]", "colour = 'red'\n[rule.params]"), "rule[HOUSE-01].colour"),
        (('version = "3"', "version = 3"), "pack.version"),
        (('version = "3"', 'colour = "red"'), "pack.colour"),
        (("[pack]", "rules = 1\n[pack]"), "rules"),
    ],
)
def test_each_fault_of_a_pack_is_named(change: tuple[str, str], column: str, tmp_path: Path) -> None:
    assert change[0] in OWN
    (tmp_path / "house.toml").write_text(OWN.replace(*change), encoding="utf-8")
    assert column in [p.column for p in problems(["house.toml"], folder=tmp_path)]


def test_an_id_used_twice_in_a_pack(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(OWN + OWN.split('version = "3"\n')[1], encoding="utf-8")
    assert [p.code for p in problems(["house.toml"], folder=tmp_path)] == ["duplicate"]


def test_a_pack_or_rule_can_be_dated(tmp_path: Path) -> None:
    text = OWN.replace('version = "3"', 'version = "3"\nvalid_from = 2027-01-01')
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    spec = load_packs(["house.toml"], None, tmp_path)[-1]
    assert (str(spec.valid_from), spec.valid_to) == ("2027-01-01", None)


OVERLAY = """
[pack]
name = "town"
extends = "cn-mainland"
[[rule]]
id = "CN-OT-02"
severity = "advisory"
[rule.params]
max_minutes = 1200
[[rule]]
id = "TOWN-01"
kind = "max_run_of_days"
certainty = "policy"
title_zh = "镇"
"""


def test_an_overlay_keeps_what_it_does_not_change_and_its_changes_are_on_record(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text(OVERLAY, encoding="utf-8")
    rules = load_rules(["town.toml"], {"CN-OT-02": {"max_minutes": 1100}, "POL-RUN-01": {"enabled": False}}, tmp_path)
    assert [p.name for p in rules.packs] == ["contract", "policy", "cn-mainland", "town"]
    specs = {s.id: s for s in rules.specs}
    before = {s.id: s for s in load_packs(["cn-mainland"])}
    changed = specs["CN-OT-02"]
    assert (changed.pack, changed.severity, changed.params["max_minutes"], changed.params["normal_day_minutes"]) == (
        "town",
        "advisory",
        1100,
        480,
    )
    assert (changed.citation, changed.scope, changed.kind) == tuple(getattr(before["CN-OT-02"], n) for n in ("citation", "scope", "kind"))
    assert {r: s for r, s in specs.items() if r not in ("CN-OT-02", "POL-RUN-01", "TOWN-01")} == {
        r: s for r, s in before.items() if r not in ("CN-OT-02", "POL-RUN-01")
    }
    assert [(c.rule, c.parameter, c.default, c.value, c.file) for c in rules.changes] == [
        ("CN-OT-02", "max_minutes", 2160, 1200, "town.toml"),
        ("CN-OT-02", "severity", "violation", "advisory", "town.toml"),
        ("TOWN-01", "rule", None, "max_run_of_days", "town.toml"),
        ("CN-OT-02", "max_minutes", 1200, 1100, "plan.toml"),
        ("POL-RUN-01", "enabled", True, False, "plan.toml"),
    ]
    assert load_rules(["cn-mainland", "town.toml"], None, tmp_path).specs == load_rules(["town.toml"], None, tmp_path).specs


def test_two_overlays_must_not_change_one_rule_and_an_overlay_lies_over_a_law_pack(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text(OVERLAY, encoding="utf-8")
    (tmp_path / "city.toml").write_text(OVERLAY.replace("town", "city").replace("TOWN", "CITY"), encoding="utf-8")
    assert [(p.file, p.value) for p in problems(["town.toml", "city.toml"], folder=tmp_path)] == [("city.toml", "CN-OT-02")]
    (tmp_path / "bad.toml").write_text(OVERLAY.replace("cn-mainland", "policy"), encoding="utf-8")
    assert problems(["bad.toml"], folder=tmp_path)[0].column == "pack.extends"
    (tmp_path / "kind.toml").write_text(OVERLAY.replace('severity = "advisory"', 'kind = "leave"'), encoding="utf-8")
    assert [p.column for p in problems(["kind.toml"], folder=tmp_path)] == ["rule[CN-OT-02].kind"]


def test_a_pack_may_bring_a_rule_that_is_off_until_a_plan_switches_it_on(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(OWN.replace('severity = "advisory"', "enabled = false"), encoding="utf-8")
    assert not load_packs(["house.toml"], None, tmp_path)[-1].enabled
    assert load_packs(["house.toml"], {"HOUSE-01": {"enabled": True}}, tmp_path)[-1].enabled


def test_scopes_by_the_plans_own_names(tmp_path: Path) -> None:
    text = OWN.replace("[rule.params]", '[rule.scope]\nsites = ["BJ"]\n[rule.params]')
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    assert load_packs(["house.toml"], None, tmp_path)[-1].scope == {"sites": ("BJ",)}
    (tmp_path / "house.toml").write_text(text.replace('["BJ"]', "[3]"), encoding="utf-8")
    assert [p.column for p in problems(["house.toml"], folder=tmp_path)] == ["rule[HOUSE-01].scope.sites"]
