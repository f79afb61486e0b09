"""``staffing backtest FILE``."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from staffing.cli.main import main
from tests.forecast.histories import MONDAY, counted, expected


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    first = MONDAY - timedelta(days=63)
    start = datetime(first.year, first.month, first.day)
    rows = [
        f"{(start + timedelta(hours=h)).isoformat()},{queue},{value:g},200"
        for k, queue in enumerate(("sales", "service"))
        for h, value in enumerate(counted(expected(63, 24, 800), k).ravel())
    ]
    path = tmp_path / "calls.csv"
    path.write_text("timestamp,queue,volume,aht_s\n" + "\n".join(rows) + "\n")
    return path


def test_the_table_names_every_queue_and_method(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(calls), "--origins", "3", "--quiet", "--zone", "Europe/Berlin"]) == 0
    out, err = capsys.readouterr()
    for word in ("sales", "service", "forecast", "calendar", "blend", "median-6", "mean-4", "seasonal-naive", "MASE"):
        assert word in out
    assert err == ""


def test_without_a_zone_it_says_that_holidays_are_unknown(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(calls), "--origins", "1", "--quiet"]) == 0
    assert "--zone" in capsys.readouterr().out


def test_json_is_one_document(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(calls), "--origins", "2", "--horizon-days", "14", "--lead-days", "3", "--json", "--quiet"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["horizon_days"], document["origins"], document["lead_days"]) == (14, 2, 3)
    assert document["queues"]["sales"]["forecast"]["intervals"] == 2 * 14 * 24
    assert 0 < document["overall"]["forecast"]["wape"] < document["overall"]["seasonal-naive"]["wape"]


def test_progress_goes_to_stderr(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(calls), "--origins", "2"]) == 0
    assert "backtest" in capsys.readouterr().err


def test_bad_files_and_calls_end_with_2(calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", str(tmp_path / "none.csv")]) == 2
    short = tmp_path / "short.csv"
    short.write_text("".join(calls.read_text().splitlines(keepends=True)[: 24 * 5]))
    assert main(["backtest", str(short), "--quiet"]) == 2
    assert "at least 21 days" in capsys.readouterr().err
    for wrong in (["--zone", "Nowhere"], ["--origins", "0"], ["--horizon-days", "x"], ["--lead-days", "-1"]):
        with pytest.raises(SystemExit) as caught:
            main(["backtest", str(calls), *wrong])
        assert caught.value.code == 2


def test_somebody_s_forecast_is_scored_on_the_same_intervals(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = calls.read_text().splitlines()
    theirs = calls.parent / "theirs.csv"
    theirs.write_text("\n".join([rows[0], *(r for r in rows[1:] if ",sales," in r)]) + "\n")
    words = ["backtest", str(calls), "--origins", "2", "--quiet", "--zone", "Europe/Berlin", "--forecast", f"theirs={theirs}"]
    assert main([*words, "--by", "weekday"]) == 0
    assert "theirs: error 0.00 %" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["external"]["theirs"]["theirs"]["wape"] == 0
    assert found["external"]["theirs"]["ours"]["intervals"] == 2 * 7 * 24
    assert found["external"]["theirs"]["ours"]["wape"] == pytest.approx(found["queues"]["sales"]["forecast"]["wape"])
    assert sum(p["contacts"] for p in found["parts"]["month"]) == pytest.approx(found["overall"]["forecast"]["contacts"])
