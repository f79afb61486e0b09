"""The certificate holds as long as nothing changes, and says what did."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.services.certificate import certify, signed, verify_file
from tests.services.auditing.rosters import NOW, desk

LAWFUL = {"P1": "DDDD-D-", "P2": "-DDDD--", "P3": "D-DDD--", "P4": "DDDDD--"}
TODAY = date(2026, 6, 11)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return desk(tmp_path / "desk", LAWFUL)


def changed(folder: Path, today: date = TODAY) -> list[str]:
    return [change.code for change in verify_file(folder, folder / "out" / "certificate.json", today=today)[1]]


def test_a_lawful_roster_passes_and_the_certificate_holds(folder: Path) -> None:
    document = certify(folder, now=NOW)
    assert (document["result"], document["open_failures"]) == ("passed", {})
    assert document["created"] == "2026-06-10T08:30:00+00:00"
    assert document["counts"].get("FAIL") is None
    assert changed(folder) == []


def test_a_roster_moved_to_another_line_is_the_same_but_a_changed_shift_is_not(folder: Path) -> None:
    certify(folder, now=NOW)
    path = folder / "out" / "roster.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    assert changed(folder) == []
    path.write_text("\n".join([head, *rows]).replace("T17:00,480", "T17:00,479", 1) + "\n", "utf-8")
    assert changed(folder) == ["roster"]


def test_a_changed_plan_is_named_by_its_file(folder: Path) -> None:
    certify(folder, now=NOW)
    (folder / "agents.csv").write_text((folder / "agents.csv").read_text("utf-8").replace("李雷", "李磊"), "utf-8")
    (change,) = verify_file(folder, folder / "out" / "certificate.json", today=TODAY)[1]
    assert (change.code, change.params) == ("plan", {"files": "agents.csv"})


def test_a_changed_rule_is_a_change_of_plan_and_pack(folder: Path) -> None:
    certify(folder, now=NOW)
    toml = folder / "plan.toml"
    toml.write_text(toml.read_text("utf-8").replace("max_days = 5", "max_days = 6"), "utf-8")
    found = verify_file(folder, folder / "out" / "certificate.json", today=TODAY)[1]
    assert [c.code for c in found] == ["plan", "pack"]
    assert found[1].params["pack"] == "policy"


def test_a_pack_that_comes_or_goes_is_named(folder: Path) -> None:
    certify(folder, now=NOW)
    toml = folder / "plan.toml"
    toml.write_text(toml.read_text("utf-8").replace('rule_packs = ["cn-mainland"]', "rule_packs = []"), "utf-8")
    assert changed(folder) == ["plan", "pack_gone"]


def test_a_pack_whose_law_changes_fails_a_certificate_though_the_plan_is_the_same(folder: Path) -> None:
    certify(folder, now=NOW)
    path = folder / "out" / "certificate.json"
    document = json.loads(path.read_text("utf-8"))
    document["packs"][2]["hash"] = "0" * 64
    path.write_text(json.dumps(document), "utf-8")
    assert changed(folder) == ["seal", "pack"]


def test_failures_need_a_waiver_and_the_waiver_must_last(folder: Path) -> None:
    desk(folder, LAWFUL | {"P1": "DDDDDD-"})
    failed = certify(folder, now=NOW)
    assert (failed["result"], failed["open_failures"]) == ("failed", {"POL-RUN-01": 1})
    assert changed(folder) == ["failed"]
    waivers = folder / "waivers.csv"
    waivers.write_text("rule,agent,name,reason,expires\nPOL-RUN-01,P1,Zhao,stocktaking,2026-06-30\n", "utf-8")
    passed = certify(folder, now=NOW)
    assert (passed["result"], passed["waived_failures"], passed["waivers"][0]["findings"]) == ("passed_with_waivers", 1, 1)
    assert changed(folder) == []
    assert changed(folder, date(2026, 7, 1)) == ["waiver_expired"]
    waivers.unlink()
    assert changed(folder) == ["waiver_gone"]


def test_an_expired_waiver_does_not_pass_anything(folder: Path) -> None:
    desk(folder, LAWFUL | {"P1": "DDDDDD-"})
    (folder / "waivers.csv").write_text("rule,name,reason,expires\nPOL-RUN-01,Zhao,x,2026-06-09\n", "utf-8")
    assert certify(folder, now=NOW)["result"] == "failed"


def test_a_certificate_written_by_hand_is_seen(folder: Path) -> None:
    desk(folder, LAWFUL | {"P1": "DDDDDD-"})
    certify(folder, now=NOW)
    path = folder / "out" / "certificate.json"
    path.write_text(path.read_text("utf-8").replace('"failed"', '"passed"'), "utf-8")
    assert changed(folder) == ["seal"]


@pytest.mark.parametrize("text", ["{}", "[]", "no json", '{"certificate": 1}'])
def test_what_is_no_certificate_is_a_problem(folder: Path, text: str) -> None:
    (folder / "c.json").write_text(text, "utf-8")
    with pytest.raises(InputProblems):
        verify_file(folder, folder / "c.json")


def test_a_certificate_does_not_tell_which_protected_status_it_is(tmp_path: Path) -> None:
    document = certify(desk(tmp_path / "desk"), now=NOW)
    assert document["open_failures"]["protected status"] == 2
    assert not [rule for rule in document["open_failures"] if rule.startswith("CN-FEM")]


def test_names_go_under_the_certificate_that_holds_and_a_new_one_begins_anew(folder: Path) -> None:
    certify(folder, now=NOW, signer="Zhao Min", role="HR")
    document = certify(folder, now=NOW, signer="Li Na")
    assert [(s["name"], s["role"]) for s in document["signatures"]] == [("Zhao Min", "HR"), ("Li Na", "")]
    assert changed(folder) == []
    (folder / "agents.csv").write_text((folder / "agents.csv").read_text("utf-8").replace("李雷", "李磊"), "utf-8")
    assert [s["name"] for s in certify(folder, now=NOW, signer="Sun")["signatures"]] == ["Sun"]


def test_a_certificate_changed_by_hand_is_not_signed_but_made_anew(folder: Path) -> None:
    certify(folder, now=NOW, signer="Zhao")
    path = folder / "out" / "certificate.json"
    path.write_text(path.read_text("utf-8").replace('"Zhao"', '"Chao"'), "utf-8")
    assert changed(folder) == ["seal"]
    with pytest.raises(InputProblems, match="nobody has changed"):
        signed(json.loads(path.read_text("utf-8")), "Li")
    assert [s["name"] for s in certify(folder, now=NOW, signer="Li")["signatures"]] == ["Li"]
    with pytest.raises(InputProblems, match="name of the person"):
        certify(folder, now=NOW, role="HR")


def test_a_finding_on_protected_status_can_be_accepted_without_naming_its_rule(tmp_path: Path) -> None:
    folder = desk(tmp_path / "p", LAWFUL | {"P4": "N-DDD--"})
    assert certify(folder, now=NOW)["open_failures"].keys() == {"protected status"}
    (folder / "waivers.csv").write_text("rule,agent,name,reason,expires\nPROTECTED,P4,Zhao,asked for by the doctor,2026-12-31\n", "utf-8")
    assert certify(folder, now=NOW)["result"] == "passed_with_waivers"
