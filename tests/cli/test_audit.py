from __future__ import annotations

import json

from staffing.cli.main import main
from tests.services.auditing.rosters import desk


def call(capsys, *words):
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_report_is_written_and_a_broken_rule_ends_with_1(tmp_path, capsys):
    folder = desk(tmp_path / "d")
    status, out, _ = call(capsys, "audit", folder)
    assert status == 1
    assert "FAIL" in out
    assert {p.name for p in (folder / "out" / "audit").iterdir()} == {"audit.xlsx", "audit.json", "accounts.csv"}


def test_json_in_chinese_is_one_document(tmp_path, capsys):
    folder = desk(tmp_path / "d", {"P1": "D------"})
    status, out, _ = call(capsys, "audit", folder, "--format", "json", "--json", "--lang", "zh_CN", "--lieu-days", "30")
    document = json.loads(out)
    assert (status, document["language"], document["lieu_days"]) == (0, "zh_CN", 30)


def test_a_roster_of_its_own_is_named(tmp_path, capsys):
    folder = desk(tmp_path / "d")
    (folder / "out" / "roster.csv").rename(folder / "mine.csv")
    assert call(capsys, "audit", folder)[0] == 2
    assert call(capsys, "audit", folder, "--roster", folder / "mine.csv")[0] == 1
