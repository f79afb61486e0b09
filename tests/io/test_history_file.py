"""history.csv: any export with these columns becomes a regular axis."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.grid import TimeGrid
from staffing.domain.history import History
from staffing.io.history_file import detect_interval
from tests.io.folders import PLAN as PLAN_TOML
from tests.io.folders import loaded, places, problems_of, put, with_plan

HEAD = "interval_start,queue,offered,aht_seconds\n"


def folder(path: Path, rows: str, head: str = HEAD, zone: str = "Asia/Shanghai") -> Path:
    return put(path, {"plan.toml": PLAN_TOML.replace("Asia/Shanghai", zone)}, history=head + rows)


def history(path: Path, rows: str, head: str = HEAD, zone: str = "Asia/Shanghai") -> History:
    found = loaded(folder(path, rows, head, zone)).history
    assert found is not None
    return found


def test_missing_rows_are_missing_and_blank_aht_is_unknown(tmp_path: Path) -> None:
    rows = (
        "2026-11-02T08:00,general,12,180\n2026-11-02T08:30,general,0,0\n2026-11-02T09:30,general,3,\n2026-11-02T10:00,complaint,1,300.5\n"
    )
    log = history(tmp_path, rows)
    assert (log.start, log.interval_minutes, log.queues) == (datetime(2026, 11, 2, 0, 0, tzinfo=UTC), 30, ("general", "complaint"))
    np.testing.assert_array_equal(log.offered, [[12, 0, np.nan, 3, np.nan], [np.nan, np.nan, np.nan, np.nan, 1]])
    np.testing.assert_array_equal(log.aht_seconds, [[180, np.nan, np.nan, np.nan, np.nan], [np.nan] * 4 + [300.5]])
    assert log.answered is None
    assert log.abandoned is None


def test_optional_columns_and_extra_ones(tmp_path: Path) -> None:
    log = history(tmp_path, "2026-11-02T08:00,general,12,180,11,,x\n", "interval_start,queue,offered,aht_seconds,answered,abandoned,note\n")
    assert log.answered is not None
    assert log.abandoned is not None
    assert log.answered.tolist() == [[11], [None]] or log.answered[0, 0] == 11
    assert np.isnan(log.abandoned[0, 0])


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [
        f"2026-11-{d:02d}T{h:02d}:{m:02d},{q},{d + h + m},{h}\n"
        for d in (1, 2)
        for h in range(24)
        for m in (0, 30)
        for q in ("general", "complaint")
    ]
    straight, mixed = history(tmp_path / "a", "".join(rows)), history(tmp_path / "b", "".join(rows[::-1]))
    np.testing.assert_array_equal(straight.offered, mixed.offered)


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 25), ("2026-03-29", 23)])
def test_a_whole_day_of_an_export_without_offsets(tmp_path: Path, day: str, hours: int) -> None:
    grid = TimeGrid(date.fromisoformat(day), 1, 30, "Europe/Berlin")
    rows = "".join(f"{grid.local(m).replace(tzinfo=None).isoformat()},general,{m},60\n" for m in grid.interval_starts.tolist())
    log = history(tmp_path, rows, zone="Europe/Berlin")
    assert log.length == hours * 2
    assert log.offered[0].tolist() == grid.interval_starts.tolist()


def test_an_hour_that_does_not_exist(tmp_path: Path) -> None:
    bad = folder(tmp_path, "2026-03-29T02:30,general,1,60\n", zone="Europe/Berlin")
    assert places(problems_of(bad)) == [("history.csv", 2, "interval_start", "no-such-time")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-11-02T09:00,general,-1,180", "offered", "out-of-range"),
        ("2026-11-02T09:00,general,1e9,180", "offered", "out-of-range"),
        ("2026-11-02T09:00,general,many,180", "offered", "bad-number"),
        ("2026-11-02T09:00,general,,180", "offered", "missing-value"),
        ("2026-11-02T09:00,general,1,-180", "aht_seconds", "out-of-range"),
        ("2026-11-02T09:00,general,1,999999", "aht_seconds", "out-of-range"),
        ("2026-11-02T09:00,general,1,inf", "aht_seconds", "bad-number"),
        ("2026-11-02T08:00,general,1,180", "interval_start", "duplicate"),
        ("2026-11-02T09:00,generl,1,180", "queue", "unknown-name"),
        ("02.11.2026 09:00,general,1,180", "interval_start", "bad-time"),
        ("2026-11-02T09:10,general,1,180", "interval_start", "off-grid"),
        ("1999-11-02T09:00,general,1,180", "interval_start", "out-of-range"),
    ],
)
def test_one_mistake_one_problem(tmp_path: Path, row: str, column: str, code: str) -> None:
    good = "".join(f"2026-11-02T{h:02d}:{m},general,1,60\n" for h in (7, 8) for m in ("00", "30"))
    assert places(problems_of(folder(tmp_path, good + row + "\n"))) == [("history.csv", 6, column, code)]


@pytest.mark.parametrize(
    ("step", "zone", "code"),
    [(15, "UTC", None), (60, "UTC", None), (1440, "UTC", None), (10, "UTC", None), (25, "UTC", "bad-interval"), (7, "UTC", "bad-interval")],
)
def test_the_interval_is_found_and_must_fit_the_plans(tmp_path: Path, step: int, zone: str, code: str | None) -> None:
    grid = TimeGrid(date(2026, 11, 1), 20, 5, zone)
    rows = "".join(f"{grid.text(k * step)},general,1,60\n" for k in range(12))
    found = problems_of(folder(tmp_path, rows, zone=zone))
    assert [p.code for p in found] == ([] if code is None else [code])
    if code is None:
        assert history(tmp_path, rows, zone=zone).interval_minutes == step


def test_days_are_no_regular_axis_where_the_clocks_change(tmp_path: Path) -> None:
    rows = "".join(f"2026-10-{day},general,1,60\n" for day in range(20, 31))
    assert [p.code for p in problems_of(folder(tmp_path, rows, zone="Europe/Berlin"))] == ["bad-interval"]


def test_a_single_row_has_the_plans_interval(tmp_path: Path) -> None:
    assert history(tmp_path, "2026-11-02T08:00,general,1,60\n").interval_minutes == 30


def test_gaps_do_not_change_the_interval() -> None:
    minutes = np.array([0, 30, 60, 600, 630, 5000, 5030], dtype=np.int64)
    assert detect_interval(minutes, np.zeros(7, dtype=np.int64), 15) == 30
    assert detect_interval(minutes[:1], np.zeros(1, dtype=np.int64), 15) == 15
    assert detect_interval(np.array([0, 0, 30]), np.array([0, 1, 0]), 15) == 30


def test_a_header_alone_is_an_empty_history(tmp_path: Path) -> None:
    assert places(problems_of(folder(tmp_path, ""))) == [("history.csv", None, None, "empty-file")]


def test_an_interval_of_the_plan_that_is_no_part_of_the_historys(tmp_path: Path) -> None:
    bad = folder(tmp_path, "".join(f"2026-11-02T08:{m:02d},general,1,60\n" for m in range(0, 60, 10)))
    assert problems_of(bad) == ()
    assert [p.code for p in problems_of(with_plan(bad, "interval_minutes = 30", "interval_minutes = 15"))] == ["bad-interval"]


def test_200_000_rows_are_read_in_seconds(tmp_path: Path) -> None:
    grid = TimeGrid(date(2024, 1, 1), 1, 15, "Europe/Berlin")
    starts = [grid.local(15 * k).replace(tzinfo=None).isoformat(timespec="minutes") for k in range(100_000)]
    rows = "".join(f"{start},{queue},{k % 40},{180 + k % 60}\n" for k, start in enumerate(starts) for queue in ("general", "complaint"))
    path = with_plan(folder(tmp_path, rows, zone="Europe/Berlin"), "interval_minutes = 30", "interval_minutes = 15")
    began = time.perf_counter()
    log = loaded(path).history
    assert time.perf_counter() - began < 10
    assert log is not None
    assert log.offered.shape == (2, 100_000)
    assert log.offered.sum() == 2 * sum(k % 40 for k in range(100_000))


def test_a_file_wrong_in_every_row_is_told_quickly(tmp_path: Path) -> None:
    rows = "".join(f"{k},generl,x,-1\n" for k in range(100_000))
    began = time.perf_counter()
    found = problems_of(folder(tmp_path, rows))
    assert time.perf_counter() - began < 10
    assert len(found) == 10_001
    assert "further problems" in found[-1].expected
