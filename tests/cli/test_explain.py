"""``staffing explain`` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from staffing.cli.main import main
from tests.small_plan import small_plan


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    """A small plan in which a lock lies on a leave day."""
    folder = small_plan(tmp_path / "desk")
    (folder / "leave.csv").write_text("agent,first_day,last_day,kind\nP3,2026-03-04,2026-03-04,annual\n", encoding="utf-8")
    (folder / "locks.csv").write_text("agent,day,shift\nP3,2026-03-04,L\n", encoding="utf-8")
    return folder


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(w) for w in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_clash_is_bad_news_with_repairs_on_screen_and_on_file(clashing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "explain", clashing, "--quiet", "--time-limit", "2")
    assert (status, err) == (1, "")
    assert "Person 3 (P3)" in out
    assert "CON-LEAVE-01" in out
    assert "take back the lock of Person 3 (P3) on Wed 03-04" in out
    document = json.loads((clashing / "out" / "explain.json").read_text(encoding="utf-8"))
    assert document["outcome"] == "infeasible"
    (conflict,) = document["conflicts"]
    assert (conflict["agents"], conflict["rules"], conflict["days"]) == (["P3"], ["CON-LEAVE-01", "LOCKS"], ["2026-03-04"])
    assert [r["kind"] for r in conflict["repairs"]] == ["unlock", "leave-day"]
    assert document["repaired"]["objective"] >= document["repaired"]["bound"]
    assert {p.name for p in (clashing / "out").iterdir() if p.suffix} == {"explain.json"}


def test_the_roster_command_tells_the_same_clash_and_where_to_ask(clashing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "roster", clashing, "--quiet", "--time-limit", "2", "--lang", "zh_CN")
    assert status == 1
    assert "Person 3 (P3)" in out
    assert "休假日不上班［CON-LEAVE-01］" in out
    assert "staffing explain" in out
    document = json.loads((clashing / "out" / "report.json").read_text(encoding="utf-8"))
    assert document["conflicts"][0]["minimal"] is True


def test_a_shortage_is_an_answer_with_cures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_plan(tmp_path / "desk")
    people = (folder / "agents.csv").read_text(encoding="utf-8").splitlines()
    (folder / "agents.csv").write_text("\n".join(people[:4]) + "\n", encoding="utf-8")
    status, out, _ = call(capsys, "explain", folder, "--json", "--quiet", "--time-limit", "4")
    assert status == 0
    document = json.loads(out)
    assert document == json.loads((folder / "out" / "explain.json").read_text(encoding="utf-8"))
    assert document["outcome"] == "short"
    assert sum(document["short_hours_by_cause"].values()) == pytest.approx(document["base"]["short_hours"], abs=0.01)
    assert document["shortages"][0]["short_hours"] >= document["shortages"][-1]["short_hours"] > 0
    assert (document["time_limit"], document["seed"]) == (4.0, 1)
    assert document["cures"]
    best = document["cures"][0]
    assert best["saving"] > 0
    assert best["message"]
    assert best["solved"]["short_hours"] < document["base"]["short_hours"]


def test_a_wrong_input_ends_with_2_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_plan(tmp_path / "desk")
    (folder / "shifts.csv").unlink()
    status, _, err = call(capsys, "explain", folder, "--quiet")
    assert status == 2
    assert "shifts.csv" in err
    assert not (folder / "out").exists()
