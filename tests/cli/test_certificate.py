from __future__ import annotations

import json

from tests.cli.test_audit import call
from tests.services.auditing.rosters import desk
from tests.services.test_certificate import LAWFUL


def test_made_and_verified_then_broken(tmp_path, capsys):
    folder = desk(tmp_path / "d", LAWFUL)
    status, out, _ = call(capsys, "certify", folder)
    assert (status, "passed" in out) == (0, True)
    paper = folder / "out" / "certificate.json"
    assert call(capsys, "certify", folder, "--verify", paper)[0] == 0
    desk(folder, LAWFUL | {"P2": "D-DDD--"})
    status, out, _ = call(capsys, "certify", folder, "--verify", paper)
    assert (status, "the roster changed" in out) == (1, True)
    status, out, _ = call(capsys, "certify", folder, "--verify", paper, "--json", "--lang", "zh_CN")
    assert (status, json.loads(out)["changes"][0]["code"], json.loads(out)["valid"]) == (1, "roster", False)


def test_a_roster_that_breaks_rules_gets_a_certificate_that_says_so(tmp_path, capsys):
    folder = desk(tmp_path / "d")
    status, out, _ = call(capsys, "certify", folder)
    assert status == 1
    assert "POL-RUN-01: 1 failures that nobody has accepted" in out
    assert call(capsys, "certify", folder, "--verify", folder / "no.json")[0] == 2
