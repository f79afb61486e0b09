"""``staffing require`` as a user types it: every channel, --explain, --by-skill, what the history measures, and calls that are wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from staffing.cli.main import main

PLAN = """[plan]
name = "Everything"
time_zone = "Asia/Shanghai"
first_day = 2026-11-30
days = 1
interval_minutes = 60

[[queue]]
name = "calls"
service_level = 0.8
answer_within_seconds = 20
patience_seconds = 180
reserve_agents = 2
open = ["Mon-Sun 08:00-20:00"]

[[queue]]
name = "chat"
channel = "chat"
service_level = 0.8
answer_within_seconds = 40
patience_seconds = 180
aht_by_concurrency_seconds = [300, 420, 560]
open = ["Mon-Sun 08:00-20:00"]

[[queue]]
name = "mail"
channel = "deferred"
deadline_minutes = 480
deadline_counts = "open"
opening_backlog = 40
spare_of = ["calls"]
open = ["Mon-Sun 08:00-18:00"]

[[queue]]
name = "list"
channel = "outbound"
contact_rate = 0.3
attempt_seconds = 40
spare_of = ["calls"]
open = ["Mon-Sun 09:00-18:00"]

[[contract]]
name = "staff"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    lines = ["interval_start,queue,offered,aht_seconds"]
    for hour in range(24):
        start = f"2026-11-30T{hour:02d}:00"
        if 8 <= hour < 20:
            lines += [f"{start},calls,120,200", f"{start},chat,90,300"]
        lines.append(f"{start},mail,12,300")
        if hour == 9:
            lines.append(f"{start},list,300,180")
    (tmp_path / "forecast.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    people = [
        "agent,name,contract,skills",
        *(f"A{k},,staff,{skills}" for k, skills in enumerate(["calls"] * 9 + ["chat"] * 5 + ["calls;chat"] * 4)),
    ]
    (tmp_path / "agents.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_channel_has_its_requirement(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "require", folder, "--quiet")
    assert status == 0
    for model in ("blend-a", "chat-a", "deadlines", "filler"):
        assert model in out
    assert "mail: 3.3 hours of work there at the start and 24.0 coming" in out
    found = rows(folder / "out" / "requirement.csv")
    assert {row["queue"] for row in found} == {"calls", "chat", "mail", "list"}
    assert all(float(row["agents"]) == int(float(row["agents"])) for row in found)
    assert not (folder / "out" / "measured.csv").exists()


def test_one_interval_is_opened_up_and_nothing_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staffing.services.simulated.CONTACTS", 20_000)
    status, out, _ = call(capsys, "require", folder, "--explain", "2026-11-30T10:15", "--quiet")
    assert status == 0
    assert "calls, 2026-11-30 10:00, 60 minutes" in out
    assert out.count("Simulated check") == 2
    assert "beside other work" in out
    assert "Chat, patience" in out
    assert not (folder / "out").exists()
    status, chinese, _ = call(
        capsys, "require", folder, "--explain", "2026-11-30T10:15", "--queue", "chat", "--no-check", "--lang", "zh_CN", "--quiet"
    )
    assert status == 0
    assert "会话链推导" in chinese
    assert "仿真核对" not in chinese


def test_the_document_ends_at_the_number_of_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "require", folder, "--quiet")
    _, out, _ = call(capsys, "require", folder, "--explain", "2026-11-30T10:00", "--no-check", "--json", "--quiet")
    opened = {item["queue"]: item for item in json.loads(out)["queues"]}
    written = {
        row["queue"]: float(row["agents"]) for row in rows(folder / "out" / "requirement.csv") if row["interval_start"].endswith("T10:00")
    }
    assert {name: item["agents"] for name, item in opened.items()} == written
    assert opened["calls"]["derivation"]["required_agents"] == written["calls"]
    assert opened["mail"]["work"]["waiting_before"] > 0


def test_people_by_skill_group(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from staffing.services.requiring.skills import search

    monkeypatch.setattr(search, "SEARCH_CONTACTS", 50_000)
    monkeypatch.setattr(search, "CONFIRM_CONTACTS", 300_000)
    status, out, _ = call(capsys, "require", folder, "--by-skill", "--quiet", "--json")
    assert status == 0
    found = json.loads(out)["by_skill"]
    assert [group["group"] for group in found["groups"]] == ["calls", "chat", "calls;chat"]
    assert found["agent_hours"] <= found["dedicated_hours"]
    written = rows(folder / "out" / "requirement_groups.csv")
    assert sum(int(row["agents"]) for row in written) == pytest.approx(found["agent_hours"])
    assert len(written) == 24 * 3


def test_the_history_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["interval_start,queue,offered,aht_seconds,answered,abandoned,mean_wait_seconds,scheduled_agents,present_agents"]
    for day in range(1, 29):
        for hour in range(8, 20):
            lines.append(f"2026-11-{day:02d}T{hour:02d}:00,calls,100,200,95,5,15,10,9")
    (folder / "history.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, out, _ = call(capsys, "require", folder, "--quiet")
    assert status == 0
    assert "300 s" in out
    assert "plan.toml has a patience of 180 s" in out
    assert "plan.toml has a shrinkage of 0.00 %" in out
    measured = {(row["quantity"], row["hours"]): row for row in rows(folder / "out" / "measured.csv")}
    assert float(measured["patience_seconds", "00-24"]["value"]) == pytest.approx(300)
    assert float(measured["shrinkage", "00-24"]["value"]) == pytest.approx(0.1)
    assert float(measured["aht_seconds", "12-18"]["value"]) == pytest.approx(200)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--explain", "tomorrow"], "--explain"),
        (["--explain", "2026-12-24T10:00"], "--explain"),
        (["--explain", "2026-11-30T10:00", "--queue", "fax"], "one of calls, chat"),
        (["--queue", "calls"], "--explain INTERVAL"),
        (["--no-check"], "--explain INTERVAL"),
    ],
)
def test_a_call_that_is_wrong_ends_with_2(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str) -> None:
    status, _, err = call(capsys, "require", folder, *words, "--quiet")
    assert status == 2
    assert told in err


def test_a_queue_without_agents_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "agents.csv").write_text("agent,name,contract,skills\nA1,,staff,calls\n", encoding="utf-8")
    status, _, err = call(capsys, "require", folder, "--by-skill", "--quiet")
    assert status == 2
    assert "serves chat" in err
