"""An export laid over the history: nothing twice, differences shown, sums kept where intervals are divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid
from staffing.domain.problems import InputProblems
from staffing.io.acd import AcdExport, AcdMapping, AcdRow, Merge, merge_history
from staffing.io.acd.merge import _whole_parts
from tests.io.folders import PLAN, loaded, put

GRID = TimeGrid(date(2026, 11, 30), 7, 30, "Asia/Shanghai")


def export(*rows: AcdRow) -> AcdExport:
    return AcdExport("x.csv", {}, AcdMapping(), rows, (), 0, False, 0, ())


def row(clock: str, offered: float, queue: str = "general", **more: float) -> AcdRow:
    return AcdRow(2, datetime.fromisoformat(f"2026-11-29T{clock}"), queue, offered, **more)


def history(folder: Path, text: str):  # type: ignore[no-untyped-def]
    plan = loaded(put(folder, {"plan.toml": PLAN}, history=text))
    return plan.grid, plan.history, folder / "history.csv"


OLD = (
    "interval_start,queue,offered,aht_seconds,source\n2026-11-29T08:00,general,10,200,acd\n"
    "2026-11-29T08:15,general,30,,acd\n2026-11-29T08:30,general,5,210,\n"
)


def test_a_first_import_makes_the_file(tmp_path: Path) -> None:
    found = merge_history(export(row("08:30", 5), row("08:00", 7, aht_seconds=200.0)), GRID, None, tmp_path / "history.csv")
    assert found.text.splitlines()[:3] == [
        "interval_start,queue,offered,aht_seconds,answered,abandoned", "2026-11-29T08:00,general,7,200,,", "2026-11-29T08:30,general,5,,,",
    ]  # fmt: skip
    assert (found.new, found.same, len(found.changed)) == (2, 0, 0)


def test_new_same_and_changed_rows_and_the_user_s_own_columns(tmp_path: Path) -> None:
    grid, old, path = history(tmp_path, OLD)
    found = merge_history(export(row("08:00", 10), row("08:15", 31), row("08:45", 9, answered=8.0)), grid, old, path)
    assert (found.new, found.same) == (1, 1)
    assert [(c.start, c.old[0], c.new[0]) for c in found.changed] == [("2026-11-29T08:15", 30, 31)]
    assert found.text.splitlines() == [
        "interval_start,queue,offered,aht_seconds,source,answered", "2026-11-29T08:00,general,10,200,acd,",
        "2026-11-29T08:15,general,31,,acd,", "2026-11-29T08:30,general,5,210,,", "2026-11-29T08:45,general,9,,,8",
    ]  # fmt: skip


def test_the_same_export_twice_changes_nothing(tmp_path: Path) -> None:
    grid, old, path = history(tmp_path, OLD)
    rows = export(row("08:00", 11, aht_seconds=201.5), row("08:45", 9))
    first = merge_history(rows, grid, old, path)
    path.write_text(first.text)
    again = merge_history(rows, grid, loaded(tmp_path).history, path)
    assert (again.new, again.same, again.changed) == (0, 2, ())
    assert again.text == first.text


def test_longer_intervals_are_divided_as_the_history_is(tmp_path: Path) -> None:
    grid, old, path = history(tmp_path, OLD)
    longer = (replace(row("08:00", 41), start=datetime(2026, 11, day, 8)) for day in (26, 27))
    half = export(*longer, replace(row("08:30", 41), start=datetime(2026, 11, 26, 8, 30)))
    found = merge_history(half, grid, old, path)
    lines = found.text.splitlines()
    assert (found.interval_minutes, found.stored_minutes, found.split) == (30, 15, 3)
    assert lines[1].startswith("2026-11-26T08:00,general,10,")
    assert lines[2].startswith("2026-11-26T08:15,general,31,")
    assert sum(float(line.split(",")[2]) for line in lines[1:7]) == 3 * 41


def test_contradictions_and_wrong_intervals(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as caught:
        merge_history(export(row("08:00", 1), row("08:00", 2)), GRID, None, tmp_path / "history.csv")
    assert [p.code for p in caught.value.problems] == ["duplicate"]
    same: Merge = merge_history(export(row("08:00", 1), row("08:00", 1)), GRID, None, tmp_path / "history.csv")
    assert (same.new, same.repeated) == (1, 1)
    grid, old, path = history(tmp_path, OLD)
    with pytest.raises(InputProblems) as caught:
        merge_history(export(row("08:00", 1), row("08:05", 2), row("08:10", 2)), grid, old, path)
    assert [p.code for p in caught.value.problems] == ["bad-interval"]


def test_hours_that_come_twice_and_hours_that_do_not_come(tmp_path: Path) -> None:
    berlin = TimeGrid(date(2026, 11, 2), 7, 60, "Europe/Berlin")
    autumn = [replace(row("08:00", k), start=datetime(2026, 10, 25, hour)) for k, hour in enumerate((1, 2, 2, 3))]
    text = merge_history(export(*autumn), berlin, None, tmp_path / "history.csv").text
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [
        "2026-10-25T01:00", "2026-10-25T02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00",
    ]  # fmt: skip
    with pytest.raises(InputProblems) as caught:
        merge_history(export(replace(row("08:00", 1), start=datetime(2026, 3, 29, 2))), berlin, None, tmp_path / "history.csv")
    assert [p.code for p in caught.value.problems] == ["no-such-time"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.lists(st.floats(0.01, 1), min_size=2, max_size=6))
def test_whole_numbers_are_divided_into_whole_numbers(value: int, weights: list[float]) -> None:
    share = np.array(weights) / sum(weights)
    parts = _whole_parts(float(value), share)
    assert parts.sum() == value
    assert (parts >= 0).all()
    assert (parts == parts.astype(int)).all()
    assert (np.abs(parts - value * share) < 1 + 1e-6).all()
