"""The commands as a user types them: exit status, summary, JSON, files."""

from __future__ import annotations

import csv
import json

import pytest

from staffing.cli.main import main
from tests.small_plan import small_plan


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """A small plan after ``staffing run``, with what the run printed."""
    folder = small_plan(tmp_path_factory.mktemp("desk"))
    status = main(["run", str(folder), "--time-limit", "6", "--quiet"])
    return folder, status


def rows(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def call(capsys, *words):
    status = main([str(w) for w in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_chain_ends_well_and_leaves_every_file(solved):
    folder, status = solved
    assert status == 0
    names = {p.name for p in (folder / "out").iterdir()}
    wanted = {"forecast.csv", "accuracy.json", "requirement.csv", "roster.csv", "activities.csv", "coverage.csv", "report.json"}
    assert wanted | {"findings.csv", "findings.json"} <= names


def test_the_files_have_the_columns_that_scripts_rely_on(solved):
    out = solved[0] / "out"
    columns = {
        name: list(rows(out / name)[0]) for name in ("forecast.csv", "requirement.csv", "roster.csv", "activities.csv", "coverage.csv")
    }
    assert columns["forecast.csv"][:7] == ["interval_start", "queue", "offered", "offered_p10", "offered_p50", "offered_p90", "aht_seconds"]
    assert columns["requirement.csv"][:5] == ["interval_start", "queue", "offered", "aht_seconds", "load_erlangs"]
    assert columns["requirement.csv"][5:7] == ["agents", "scheduled_agents"]
    assert columns["requirement.csv"][7:11] == ["service_level", "asa_seconds", "occupancy", "abandonment"]
    assert columns["roster.csv"] == ["agent", "day", "shift", "start", "end", "paid_minutes"]
    assert columns["activities.csv"] == ["agent", "start", "end", "activity", "queue"]
    assert columns["coverage.csv"][:6] == ["interval_start", "queue", "required", "staffed", "short", "over"]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    wanted = {"status", "objective", "bound", "gap", "floor", "excess_gap", "seconds", "seed", "terms", "short_agent_minutes", "trace"}
    assert wanted <= set(report)
    assert report["bound"] <= report["objective"] + 1e-6
    assert sum(report["terms"].values()) == pytest.approx(report["objective"], abs=1e-4)


def test_coverage_on_file_is_what_the_activities_say(solved):
    out = solved[0] / "out"
    for row in rows(out / "coverage.csv"):
        at = row["interval_start"]
        required, staffed = float(row["required"]), float(row["staffed"])
        assert float(row["short"]) == pytest.approx(max(0.0, required - staffed), abs=1e-6)
        assert float(row["over"]) == pytest.approx(max(0.0, staffed - required), abs=1e-6)
        if at.endswith("12:00"):
            busy = [
                a for a in rows(out / "activities.csv") if a["activity"] == "queue" and a["start"] <= at and a["end"] >= at[:11] + "12:30"
            ]
            assert staffed >= len(busy) * 0.95 - 1e-6


@pytest.mark.parametrize("command", ["validate", "forecast", "require", "check"])
def test_json_is_one_document_and_nothing_else(solved, capsys, command):
    status, out, _ = call(capsys, command, solved[0], "--json", "--quiet")
    assert status == 0
    assert isinstance(json.loads(out), dict)


@pytest.mark.parametrize(("lang", "word"), [("en", "no rule is broken"), ("zh_CN", "没有规则被违反")])
def test_the_summary_speaks_both_languages(solved, capsys, lang, word):
    status, out, _ = call(capsys, "check", solved[0], "--quiet", "--lang", lang)
    assert status == 0
    assert word in out


def test_progress_goes_to_stderr_and_quiet_silences_it(solved, capsys):
    _, out, err = call(capsys, "require", solved[0])
    assert "require" in err
    assert "agent-hours" in out
    _, _, err = call(capsys, "require", solved[0], "--quiet")
    assert err == ""


def test_a_broken_rule_is_bad_news(solved, capsys, tmp_path):
    folder, _ = solved
    own = rows(folder / "out" / "roster.csv")
    double = dict(own[0], start=own[0]["end"], end=own[0]["end"][:11] + "23:00")
    file = tmp_path / "roster.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(own[0]))
        writer.writeheader()
        writer.writerows([*own, double])
    before = (folder / "out" / "roster.csv").read_bytes()
    status, out, _ = call(capsys, "check", folder, "--roster", file, "--quiet")
    assert status == 1
    assert "POL-ONE-01" in out
    assert "UNKNOWN" in out  # no activities were given
    assert (folder / "out" / "roster.csv").read_bytes() == before


def test_what_is_said_of_another_file_stands_beside_what_is_said_of_the_plans_own(solved, capsys, tmp_path):
    folder, _ = solved
    main(["check", str(folder), "--quiet"])
    own = (folder / "out" / "findings.csv").read_bytes()
    file = tmp_path / "夏 6.csv"
    file.write_text("agent,day,shift,start,end,paid_minutes\n", encoding="utf-8")
    _, out, _ = call(capsys, "check", folder, "--roster", file, "--quiet", "--pack", "cn-mainland", "fatigue")
    assert "findings-夏_6.csv" in out
    assert (folder / "out" / "findings.csv").read_bytes() == own
    assert {"CN-OT-02", "FAT-01"} <= {r["rule"] for r in json.loads((folder / "out" / "findings-夏_6.json").read_text("utf-8"))["rules"]}
    assert call(capsys, "check", "--quiet", "--pack", "cn-mainland", folder)[0] in (0, 1)  # the folder last
    with pytest.raises(SystemExit) as refused:
        main(["check", "--pack", "cn-mainland"])
    assert refused.value.code == 2
    _, out, _ = call(capsys, "check", folder, "--roster", folder / "out" / "roster.csv", "--quiet", "--pack", "eu-wtd", "--pack", "fatigue")
    rules = {r["rule"] for r in json.loads((folder / "out" / "findings.json").read_text("utf-8"))["rules"]}
    assert {"EU-01", "FAT-01"} <= rules
    assert "CN-OT-02" not in rules
    main(["check", str(folder), "--quiet"])


def test_every_problem_is_told_at_once_and_nothing_is_written(tmp_path, capsys):
    folder = small_plan(tmp_path / "bad")
    agents = (folder / "agents.csv").read_text(encoding="utf-8")
    (folder / "agents.csv").write_text(agents.replace("P3,Person 3,staff,desk", "P3,Person 3,stuff,dusk"), encoding="utf-8")
    (folder / "leave.csv").write_text("agent,first_day,last_day,kind\nP9,2026-03-03,2026-03-01,annual\n", encoding="utf-8")
    status, out, err = call(capsys, "run", folder)
    assert status == 2
    assert out == ""
    for word in ("agents.csv", "row 4", "'stuff'", "'dusk'", "leave.csv", "'P9'"):
        assert word in err, word
    assert "Traceback" not in err
    assert not (folder / "out").exists()
    status, out, _ = call(capsys, "validate", folder, "--json")
    assert status == 2
    assert len(json.loads(out)["problems"]) >= 4


def test_a_folder_that_is_not_there(tmp_path, capsys):
    status, _, err = call(capsys, "validate", tmp_path / "nowhere")
    assert status == 2
    assert "plan.toml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [["roster", "X", "--time-limit", "-3"], ["roster", "X", "--workers", "0"], ["nonsense"], []])
def test_a_wrong_call_is_status_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2


def test_where_no_roster_can_exist_the_old_files_go_and_the_reason_is_told(solved, tmp_path, capsys):
    folder = small_plan(tmp_path / "stuck")
    (folder / "out").mkdir()
    for name in ("roster.csv", "activities.csv", "coverage.csv"):
        (folder / "out" / name).write_text("old", encoding="utf-8")
    (folder / "availability.csv").write_text(
        "agent,weekday,available_from,available_to\n" + "".join(f"P2,{d},12:00,14:00\n" for d in range(7)), encoding="utf-8"
    )
    status, out, _ = call(capsys, "roster", folder, "--time-limit", "5", "--quiet")
    assert status == 1
    assert "no roster can exist" in out
    assert "P2" in out
    assert "CON-AVAIL-01" in out
    assert not (folder / "out" / "roster.csv").exists()
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "infeasible"
    assert report["objective"] is None


def test_templates_and_a_new_plan(tmp_path, capsys):
    status, out, _ = call(capsys, "templates", "--json")
    assert status == 0
    assert {"name", "title"} <= set(json.loads(out)[0])
    status, _, _ = call(capsys, "new", tmp_path / "mine", "--template", "three-groups")
    assert status == 0
    status, _, _ = call(capsys, "new", tmp_path / "mine", "--template", "three-groups")
    assert status == 2
    status, _, _ = call(capsys, "validate", tmp_path / "mine")
    assert status == 0


def test_the_manual_itself_breaks_the_law(tmp_path, capsys):
    main(["new", str(tmp_path / "groups"), "--template", "three-groups"])
    status, out, _ = call(
        capsys, "check", tmp_path / "groups", "--roster", tmp_path / "groups" / "manual" / "roster.csv", "--json", "--quiet"
    )
    assert status == 1
    broken = [f for f in json.loads(out[out.index("{") :])["findings"] if f["rule"] == "CN-OT-02" and f["outcome"] == "FAIL"]
    assert len(broken) == 18  # everybody: 26 days of 8 hours are 208, the month has 168, 36 more are lawful
    assert {f["measured"] - f["limit"] for f in broken} == {4 * 60} or {f["deficit"] for f in broken} == {4 * 60}


@pytest.mark.parametrize("form", ["xlsx", "csv", "ics"])
def test_export(solved, capsys, form):
    status, out, _ = call(capsys, "export", solved[0], "--format", form)
    assert status == 0
    assert f".{form}" in out


@pytest.mark.parametrize("command", ["forecast", "require"])
def test_every_stage_speaks_the_language_asked_for(solved, capsys, command):
    status, out, _ = call(capsys, command, solved[0], "--quiet", "--lang", "zh_CN")
    assert status == 0
    assert "队列" in out
