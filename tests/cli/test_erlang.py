from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from staffing.cli import main as command_line

QUESTION = ["--calls", "100", "--interval", "30m", "--aht", "180", "--service-level", "80/20"]


@pytest.fixture(autouse=True)
def _only_this_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "COMMANDS", ("erlang",))
    monkeypatch.setattr("staffing.services.simulated.CONTACTS", 5_000)  # the check needs no precision here


def staffing(*arguments: str | Path) -> int:
    try:
        return command_line.main(["erlang", *map(str, arguments)])
    except SystemExit as stop:  # what argparse does with an unknown option
        return int(stop.code or 0)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_number_opened_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing(*QUESTION, "--patience", "180", "--shrinkage", "0.3") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "100 x 180 s / 1800 s = 10 erlangs" in out
    assert "88.84 %" in out  # Erlang C at 14
    assert "80.23 %" in out  # Erlang A at 12
    assert "12 / (1 - 0.3) = 17.1428571428571 (120/7), exactly; 18 whole people" in out
    rows = {line.split("  ")[1].strip(): line.split() for line in out.splitlines() if line.startswith("  ")}
    assert rows["all together"][-2:] == ["14", "12"]
    assert rows["agents"][1:] == ["13", "14", "15", "|", "11", "12", "13"]
    assert rows["meets every target"][3:] == ["no", "yes", "yes", "|", "no", "yes", "yes"]


def test_without_patience_erlang_c_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing(*QUESTION, "--shrinkage", "30%") == 0
    out = capsys.readouterr().out
    assert "Erlang A" not in out
    assert "14 / (1 - 0.3) = 20, exactly; 20 whole people" in out


def test_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing(*QUESTION, "--patience", "3m", "--lang", "zh_CN") == 0
    out = capsys.readouterr().out
    assert "服务水平" in out
    assert "service level" not in out


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert staffing(*arguments, "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    return found


def test_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, *QUESTION, "--patience", "180", "--shrinkage", "0.3", "--max-abandonment", "5%", "--max-occupancy", "0.85")
    assert found["load_erlangs"] == 10
    assert found["erlang_c"]["required_agents"] == 14
    assert found["erlang_a"]["required_by_target"] == {"service_level": 12, "max_occupancy": 11, "max_abandonment": 13}
    assert found["erlang_a"]["binding"] == ["max_abandonment"]
    assert found["required_agents"] == 13
    assert found["scheduled_agents_exact"] == "130/7"
    assert [count["agents"] for count in found["erlang_a"]["around"]] == [12, 13, 14]
    assert {step["symbol"] for step in found["erlang_c"]["steps"]} >= {"P(wait)", "SL", "ASA"}


def test_every_target_has_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    targets = ["--max-asa", "20", "--max-occupancy", "0.85", "--max-abandonment", "0.05", "--min-answer-rate", "95%"]
    found = document(capsys, *QUESTION, *targets, "--patience", "180")
    assert found["erlang_a"]["required_by_target"] == {
        "service_level": 12,
        "max_asa_seconds": 11,
        "max_occupancy": 11,
        "max_abandonment": 13,
        "min_answer_rate": 13,
    }


def test_the_definition_reaches_the_formula(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*QUESTION, "--patience", "30"]
    needed = {
        d: document(capsys, *arguments, "--definition", d)["required_agents"] for d in ("offered", "excl", "incl", "answered", "virtual")
    }
    assert needed["offered"] > needed["excl"] >= needed["incl"]


def test_no_calls_need_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "--calls", "0", "--interval", "1800", "--aht", "180", "--service-level", "80/20", "--patience", "60")
    assert (found["required_agents"], found["scheduled_agents"]) == (0, 0)
    assert staffing("--calls", "0", "--interval", "1800", "--aht", "180", "--service-level", "80/20") == 0


def test_overload_beside_the_answer_is_shown_not_computed(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing("--calls", "100", "--interval", "30m", "--aht", "180", "--max-occupancy", "100%") == 0
    out = capsys.readouterr().out
    assert "unbounded" in out
    found = document(capsys, "--calls", "100", "--interval", "30m", "--aht", "180", "--max-occupancy", "1")
    assert [count["asa_seconds"] is None for count in found["erlang_c"]["around"]] == [True, True, False]


def test_every_mistake_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["--calls", "-3", "--interval", "0", "--aht", "soon", "--service-level", "180/20", "--shrinkage", "1", "--max-occupancy", "1.2"]
    assert staffing(*wrong, "--patience", "0", "--max-abandonment", "0", "--min-answer-rate", "1", "--max-asa", "0") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len([line for line in err.splitlines() if "expected" in line]) == 10
    for option in ("--calls", "--interval", "--aht", "--service-level", "--shrinkage", "--max-occupancy", "--patience", "--max-asa"):
        assert option in err


@pytest.mark.parametrize("left_out", ["--calls", "--interval", "--aht", "--service-level"])
def test_what_is_missing_is_named(capsys: pytest.CaptureFixture[str], left_out: str) -> None:
    place = QUESTION.index(left_out)
    assert staffing(*QUESTION[:place], *QUESTION[place + 2 :]) == 2
    assert left_out in capsys.readouterr().err


def test_an_absurd_load_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing("--calls", "999999999", "--interval", "1s", "--aht", "10h", "--service-level", "80/20") == 2
    assert "erlangs" in capsys.readouterr().err


def test_mistakes_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing("--calls", "x", "--json") == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["column"] for problem in problems} == {"--calls", "--interval", "--aht", "--service-level"}


BATCH = """\
queue,calls_per_interval,interval_s,aht_s,mean_patience_s,n_agents,sl_time_s,target_sl,shrinkage
day,100,1800,180,,,20,0.8,0.3
impatient,100,1800,180,180,11,20,0.8,0.3
night,0,1800,,,,20,0.8,0.3
"""


def test_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = write(tmp_path / "in.csv", BATCH), tmp_path / "out.csv"
    assert staffing("--batch", source, "--out", target) == 0
    assert "3 rows" in capsys.readouterr().out
    day, impatient, night = read(target)
    assert (day["queue"], day["required_agents"], day["scheduled_agents"]) == ("day", "14", "20")
    assert float(day["service_level"]) == pytest.approx(0.8883500191794669, rel=1e-14)
    assert len(day["service_level"]) == 17
    assert (impatient["required_agents"], impatient["scheduled_agents"]) == ("12", "17.1428571428571")
    assert float(impatient["p_abandon"]) == pytest.approx(0.08341401074043185, rel=1e-13)
    assert (night["required_agents"], night["scheduled_agents"], night["service_level"], night["p_wait"]) == ("0", "0", "1", "0")


def test_a_batch_as_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = write(tmp_path / "in.csv", BATCH), tmp_path / "out.csv"
    assert staffing("--batch", source, "--out", target, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "rows": 3,
        "with_abandonment": 1,
        "with_target": 3,
        "required_agents": 26,
        "out": str(target),
    }


def test_a_bad_batch_says_everything_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "in.csv", BATCH.replace("day,100", "day,-1").replace("180,180,11,20,0.8,0.3", "180,0,2.5,20,1.8,1"))
    target = write(tmp_path / "out.csv", "kept\n")
    assert staffing("--batch", source, "--out", target) == 2
    err = capsys.readouterr().err
    for text in (
        "in.csv, row 2, column calls_per_interval: '-1': expected",
        "in.csv, row 3, column mean_patience_s: '0': expected",
        "in.csv, row 3, column n_agents: '2.5': expected a whole number",
        "in.csv, row 3, column target_sl: '1.8': expected",
        "in.csv, row 3, column shrinkage: '1': expected",
    ):
        assert text in err
    assert target.read_text() == "kept\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_batch_needs_both_files_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing("--batch", tmp_path / "in.csv") == 2
    assert "--out" in capsys.readouterr().err
    assert staffing("--out", tmp_path / "out.csv") == 2
    assert "--batch" in capsys.readouterr().err
    assert staffing("--batch", tmp_path / "in.csv", "--out", tmp_path / "out.csv", "--calls", "3") == 2
    assert "--calls" in capsys.readouterr().err
    assert staffing("--batch", tmp_path / "in.csv", "--out", tmp_path / "out.csv", "--definition", "excl") == 2
    assert "--definition" in capsys.readouterr().err
    assert staffing("--batch", tmp_path / "in.csv", "--out", tmp_path / "out.csv") == 2
    assert "in.csv" in capsys.readouterr().err


def test_a_place_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "in.csv", BATCH)
    assert staffing("--batch", source, "--out", source / "out.csv") == 2
    assert "out.csv" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert staffing("--batch", source, "--out", tmp_path / "folder") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.csv"]


def test_the_simulated_check_stands_beside_the_formula_unless_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing(*QUESTION, "--patience", "180", "--seed", "7") == 0
    out = capsys.readouterr().out
    assert "Simulated check" in out
    assert "seed 7" in out
    assert staffing(*QUESTION, "--patience", "180", "--no-check", "--json") == 0
    assert json.loads(capsys.readouterr().out)["erlang_a"]["simulated"] == []
    assert staffing(*QUESTION, "--patience", "180", "--json") == 0
    seen = json.loads(capsys.readouterr().out)["erlang_a"]["simulated"]
    assert [count["agents"] for count in seen] == [11, 12, 13]
    assert all(count["service_level"]["low"] <= count["service_level"]["value"] <= count["service_level"]["high"] for count in seen)


def test_what_is_too_large_to_simulate_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert staffing("--calls", "100000", "--interval", "30m", "--aht", "180", "--service-level", "80/20") == 0
    assert "No simulated check" in capsys.readouterr().out
