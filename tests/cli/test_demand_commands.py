"""``forecast``, ``reforecast``, ``outlook`` and ``import-history``: files, words in both languages, JSON and status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from staffing.cli.main import main
from tests.services import demand_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return demand_plan.write(tmp_path / "desk")


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def test_forecast_writes_its_totals(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "forecast", folder, "--quiet")[0] == 0
    lines = (folder / "out" / "forecast_totals.csv").read_text().splitlines()
    assert lines[0] == "period,first_day,queue,offered,offered_p10,offered_p50,offered_p90"
    assert [line.split(",")[0] for line in lines[1:]] == ["day"] * 7 + ["week"]
    report = json.loads((folder / "out" / "accuracy.json").read_text())
    assert report["totals"]["compared_daily"] >= 20
    assert report["outcome"]["intervals"] == 12
    (folder / "forecast.csv").write_text("interval_start,queue,offered,aht_seconds\n2026-08-31T08:00,general,5,180\n", "utf-8")
    assert call(capsys, "forecast", folder, "--quiet")[0] == 0
    assert not (folder / "out" / "forecast_totals.csv").exists()


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_reforecast_and_outlook_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    status, out, _ = call(capsys, "reforecast", folder, "--lang", lang)
    assert (status, "general" in out) == (0, True)
    words = ("--weeks", 8, "--growth", 0.1, "--hire", "2026-09-28:3", "--attrition", 0.02, "--step", "2026-10-05:1.2:general")
    status, out, _ = call(capsys, "outlook", folder, "--lang", lang, *words)
    assert (status, "2026-09-28" in out) == (0, True)


def test_json_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(call(capsys, "reforecast", folder, "--json")[1])
    assert document["now"] == "2026-08-31T12:00"
    assert document["queues"][0]["level"] > 1
    document = json.loads(call(capsys, "outlook", folder, "--json", "--weeks", 5)[1])
    assert len(document["weeks"]) == len(document["heads_needed"]) == 5


def test_import_with_a_look_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = folder.parent / "e.csv"
    export.write_text("日期,时段,呼入量\n2026-08-31,12:00,5\n2026-08-31,11:00,6\n", "utf-8")
    status, out, _ = call(capsys, "import-history", folder, export, "--preview", "--lang", "zh_CN")
    assert (status, "预览" in out) == (0, True)
    document = json.loads(call(capsys, "import-history", folder, export, "--json")[1])
    assert (document["new"], document["changed"], document["written"]) == (1, 1, True)
    assert document["changes"][0]["new"]["offered"] == 6
    export.write_text("日期,时段,呼入量\n2026-08-31,12:00,many\n", "utf-8")
    status, _, err = call(capsys, "import-history", folder, export)
    assert (status, "呼入量" in err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [("--weeks", "65"), ("--growth", "lots"), ("--hire", "2026-09-28"), ("--hire", "x:3"), ("--step", "2026-10-05"), ("--attrition", "2")],
)
def test_wrong_words_end_with_2(folder: Path, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["outlook", str(folder), *words])
    assert caught.value.code == 2
