"""The audit of a plan folder, in every format and both languages."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit import fonts
from staffing.services.audit import audit_folder
from staffing.services.stages import check
from tests.services.auditing.rosters import NOW, SECRETS, desk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = desk(tmp_path_factory.mktemp("audit") / "desk")
    (folder / "waivers.csv").write_text(
        "rule,agent,name,reason,expires\nPOL-RUN-01,P1,Zhao,stocktaking week,2026-12-31\nPOL-OFF-01,,Qian,too late,2026-01-31\n", "utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def data(folder: Path) -> dict:  # type: ignore[type-arg]
    audit_folder(folder, "json", now=NOW)
    return json.loads((folder / "out" / "audit" / "audit.json").read_text("utf-8"))


def test_the_header_says_what_was_judged_by_what(data) -> None:  # type: ignore[no-untyped-def]
    header = data["header"]
    assert (header["plan"], header["first_day"], header["last_day"]) == ("A desk = 1", "2026-06-15", "2026-06-21")
    assert (header["shifts"], header["people"], header["paid_hours"]) == (16, 4, 13 * 8 + 3 * 11)
    assert header["made"] == "2026-06-10T16:30+08:00"
    assert [p["name"] for p in header["packs"]] == ["contract", "policy", "cn-mainland"]
    assert all(len(p["hash"]) == 64 for p in header["packs"])
    assert header["calendar"] == [{"year": 2026, "official": True}]
    assert len(header["input_hash"]) == len(header["roster_hash"]) == 64
    assert header["history_from"] is None


def test_findings_are_those_of_the_check_with_evidence_and_deficit(folder, data) -> None:  # type: ignore[no-untyped-def]
    _, audit = check(folder, roster_file=folder / "out" / "roster.csv")
    assert [(f["outcome"], f["agent"], f["first_day"]) for f in data["findings"]] == [
        (f.outcome.value, f.agent, f.first_day.isoformat()) for f in audit.findings
    ]
    run = next(f for f in data["findings"] if f["rule"] == "POL-RUN-01")
    assert (run["agent"], run["measured"], run["limit"], run["deficit"]) == ("P1", 7, 5, 2)
    assert run["duties"]["count"] == 7
    assert run["duties"]["first"][0] == {"shift": "D", "start": "2026-06-15T08:00", "end": "2026-06-15T17:00", "row": 2}
    assert (run["status"], run["accepted_by"], run["reason"]) == ("waived", "Zhao", "stocktaking week")
    assert all(f["status"] == "open" for f in data["findings"] if f["rule"] == "POL-OFF-01")


def test_nothing_tells_of_pregnancy_or_health(folder, data) -> None:  # type: ignore[no-untyped-def]
    secret = [f for f in data["findings"] if f["rule"] is None]
    assert [f["agent"] for f in secret if f["outcome"] == "FAIL"]
    assert all((f["law"], f["pack"], f["measured"]) == ("", None, None) for f in secret)
    people = json.dumps(
        [data["findings"], data["people"], data["evidence"], data["needs_evidence"], data["not_checked"]], ensure_ascii=False
    )
    assert [word for word in SECRETS if word in people.casefold()] == []
    assert data["people"][3]["leave_days"] == {"protected": 2}
    assert all(r["outcome"] is None and r["findings"] is None for r in data["rules"] if r["protected"])
    assert {r["rule"] for r in data["rules"] if r["protected"]} >= {"CN-FEM-01", "CN-FEM-02"}
    protected = {r["rule"] for r in data["rules"] if r["protected"]}
    assert protected.isdisjoint(r["rule"] for r in data["not_checked"])  # which of them is missing there would tell
    total = sum(sum(row["counts"].values()) for row in data["summary"]["by_rule"])
    assert total == len(data["findings"]) == sum(data["summary"]["counts"].values())


def test_the_law_stands_only_where_its_text_was_read(data) -> None:  # type: ignore[no-untyped-def]
    for rule in data["rules"]:
        assert rule["certainty"] == "T" or not (rule["text_zh"] or rule["text_en"])
    assert next(r for r in data["rules"] if r["rule"] == "CN-OT-02")["text_zh"]


def test_overrides_waivers_and_what_was_not_checked_are_told(data) -> None:  # type: ignore[no-untyped-def]
    assert data["overrides"] == [{"rule": "POL-RUN-01", "parameter": "max_days", "pack_value": 6, "plan_value": 5, "where": "plan.toml"}]
    assert [w["expired"] for w in data["waivers"]] == [False, True]
    assert "CON-MEAL-01" in {r["rule"] for r in data["not_checked"] if r["outcome"] == "UNKNOWN"}
    assert {e["covers"] for e in data["evidence"]} == {"whole"}


def test_the_accounts_reconcile_with_the_roster(folder, data) -> None:  # type: ignore[no-untyped-def]
    rows = list(csv.DictReader(io.StringIO((folder / "out" / "audit" / "accounts.csv").read_text("utf-8"))))
    with (folder / "out" / "roster.csv").open(encoding="utf-8") as file:
        paid = sum(int(row["paid_minutes"]) for row in csv.DictReader(file))
    assert sum(int(r["paid_minutes_in_roster"]) for r in rows) == paid
    for row in rows:
        kinds = ("ordinary_minutes", "overtime_150_minutes", "overtime_200_minutes", "overtime_300_minutes", "unplaced_minutes")
        assert sum(int(row[k]) for k in kinds) == int(row["paid_minutes"])
    assert {r["agent"]: r["overtime_300_minutes"] for r in rows}["P1"] == "480"  # 19 June 2026


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_workbook_has_every_part_and_no_formula(folder: Path, lang: str) -> None:
    audit_folder(folder, "xlsx", lang=lang, now=NOW)
    book = openpyxl.load_workbook(folder / "out" / "audit" / "audit.xlsx")
    assert len(book.sheetnames) == 13
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "'=1+1" in texts
    assert not [text for text in texts if text.startswith("[audit.")]
    if lang == "zh_CN":
        assert "工时合规审计报告" in str(book.properties.title)
        assert "人员月度账" in book.sheetnames


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_pages_embed_their_font(folder: Path, lang: str) -> None:
    try:
        fonts.find_font()
    except InputProblems:
        pytest.skip("no font with Chinese characters on this machine (fonts-wqy-microhei)")
    audit_folder(folder, "pdf", lang=lang, now=NOW)
    content = (folder / "out" / "audit" / "audit.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/FontFile2" in content
    assert b"/Helvetica" not in content  # a font that is named and not embedded
    assert 4 <= content.count(b"/Type /Page\n") <= 40


def test_without_a_font_the_debian_package_is_named_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk(tmp_path / "d")
    monkeypatch.setattr(fonts.find_font, "__defaults__", ((str(tmp_path / "no fonts here"),),))
    with pytest.raises(InputProblems, match="apt-get install fonts-wqy-microhei"):
        audit_folder(folder, "pdf", now=NOW)
    assert not (folder / "out" / "audit").exists()


def test_the_next_report_says_what_is_new_and_what_is_settled(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d")
    assert audit_folder(folder, "json", now=NOW).data["since_last"] is None
    assert audit_folder(folder, "xlsx", now=NOW).data["since_last"] == {"made": "2026-06-10T16:30+08:00", "new": 0, "settled": 0}
    desk(folder, {"P1": "DDDDD--", "P2": "-D-D---", "P3": "NN-DD--", "P4": "N-DD---"})
    since = audit_folder(folder, "json", now=NOW).data["since_last"]
    assert (since["new"], since["settled"]) == (0, 5)
    (folder / "out" / "audit" / "audit.json").write_text("[]", "utf-8")
    assert audit_folder(folder, "json", now=NOW).data["since_last"] is None


def test_a_roster_that_is_not_there_and_nonsense_are_told(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d")
    (folder / "out" / "roster.csv").unlink()
    with pytest.raises(InputProblems, match="staffing roster"):
        audit_folder(folder)
    with pytest.raises(InputProblems, match="lieu-days"):
        audit_folder(folder, lieu_days=9999)
    with pytest.raises(ValueError, match="format"):
        audit_folder(folder, "docx")


def test_owner_and_due_date_swaps_and_what_was_worked(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "desk"
    shutil.copytree(folder, place)
    (place / "followup.csv").write_text("rule,agent,day,owner,due\nPOL-OFF-01,,,Zhao,2026-06-01\nPROTECTED,,,HR,2026-07-01\n", "utf-8")
    (place / "swaps.csv").write_text("day,giver,taker,volunteer\n2026-06-16,P1,P2,1\n", "utf-8")
    rows = list(csv.DictReader((place / "out" / "roster.csv").open(encoding="utf-8")))
    clock = [r for r in rows if r["day"] <= "2026-06-16"]
    clock[0]["end"] = clock[0]["end"][:11] + "23:00"
    clock[0]["paid_minutes"] = ""
    with (place / "clock.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(clock)
    for lang in ("en", "zh_CN"):
        data = audit_folder(place, "xlsx", worked_file=place / "clock.csv", now=NOW, lang=lang).data
    owners = {(f["rule"], f["owner"], f["overdue"]) for f in data["findings"] if f["owner"]}
    assert owners == {("POL-OFF-01", "Zhao", True), (None, "HR", False)}
    assert [(s["giver"], s["taker"], s["volunteer"]) for s in data["swaps"]] == [("P1", "P2", True)]
    worked = data["worked"]
    assert (worked["counts"]["longer"], worked["as_planned"], worked["last_day"]) == (1, len(clock) - 1, date(2026, 6, 16))
    assert worked["worked_minutes"] - worked["planned_minutes"] == worked["differences"][0]["minutes"] == 6 * 60
    assert {f["rule"] for f in worked["new_findings"]} >= {"CN-OT-01", "CN-PAY-01"}
    assert worked["new_findings"][0]["outcome"] == "FAIL"
    assert audit_folder(place, "json", now=NOW).data["worked"] is None


def test_what_is_wrong_in_waivers_followups_and_swaps_comes_at_once(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "desk"
    shutil.copytree(folder, place)
    (place / "followup.csv").write_text("rule,owner\nXX,\n", "utf-8")
    (place / "swaps.csv").write_text("day,giver,taker\n2026-06-16,P1,P9\n", "utf-8")
    with pytest.raises(InputProblems) as found:
        audit_folder(place, "json", now=NOW)
    assert {p.file for p in found.value.problems} == {"followup.csv", "swaps.csv"}
