"""What `staffing require` says about how the requirement was reckoned."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from staffing.cli.main import main
from tests.small_plan import small_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "desk")


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    assert main([*map(str, words), "--quiet"]) == 0
    return capsys.readouterr().out


def test_the_choice_and_its_effect_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "require", folder)
    assert "How it was reckoned" in text
    assert "carried over" in text
    assert "chance of a day" in text
    assert "What certainty costs" not in text
    assert "跨时段结转" in told(capsys, "require", folder, "--lang", "zh_CN")
    with (folder / "out" / "requirement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"offered_load_erlangs", "target_chance"} <= set(rows[0])
    assert any(row["load_erlangs"] != row["offered_load_erlangs"] for row in rows)


def test_the_price_curve_and_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "require", folder, "--price-curve")
    assert "90 % of demands" in text
    document = json.loads(told(capsys, "require", folder, "--price-curve", "--json"))
    effect = document["effects"][0]
    assert effect["policy"]["moving"] == "modified"
    assert effect["agent_hours"] == document["queues"][0]["agent_hours"]
    assert document["price_curve"][0]["rule"] == "mean"
    assert "price_curve" not in json.loads(told(capsys, "require", folder, "--json"))


def test_another_policy_by_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "plan.toml"
    text = plan.read_text("utf-8")
    more = 'service_level_over = "day"\nservice_level_floor = 0.6\nuncertain_demand = "quantile"\ndemand_quantile = 0.8\n'
    plan.write_text(text.replace("patience_seconds = 180\n", f"patience_seconds = 180\n{more}"), "utf-8")
    said = told(capsys, "require", folder)
    assert "80 % of demands" in said
    assert "day, floor 60 %" in said


def test_a_given_requirement_has_no_effect_to_tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "requirement.csv").write_text("interval_start,queue,agents\n2026-03-02T09:00,desk,3\n", "utf-8")
    text = told(capsys, "require", folder, "--price-curve")
    assert "How it was reckoned" not in text
    assert "no queue promises anything" in text
