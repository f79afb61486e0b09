"""Every usual form is read by its headings; what is wrong is said with its cell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.acd import AcdMapping, acd_mapping_text, read_acd_mapping
from tests.io.acd.exports import ALIYUN, AVAYA, BARS, CHINESE, ENGLISH, QUEUES, read

EIGHT, HALF = datetime(2026, 11, 29, 8), datetime(2026, 11, 29, 8, 30)


def test_english_headings_thousands_durations_and_midnight(tmp_path: Path) -> None:
    found = read(tmp_path, ENGLISH)
    assert [(r.start, r.queue, r.offered, r.aht_seconds) for r in found.rows] == [
        (EIGHT, "general", 1020, 187.5), (HALF, "general", 90, 187.0), (datetime(2026, 11, 30), "billing", 0, None),
    ]  # fmt: skip
    assert found.unequal == 1
    assert found.rows[0].abandoned == 20
    assert found.problems == ()


def test_bars_titles_totals_and_american_dates(tmp_path: Path) -> None:
    found = read(tmp_path, BARS, name="export.txt")
    assert [(r.start, r.offered, r.aht_seconds) for r in found.rows] == [(EIGHT, 10, 187), (HALF, 12, 200)]
    assert found.totals == (5,)
    assert found.mapping.date_order == "mdy"


def test_sums_of_seconds_become_a_handling_time(tmp_path: Path) -> None:
    rows = read(tmp_path, AVAYA).rows
    assert [r.aht_seconds for r in rows] == [225.0, None]
    assert [r.offered for r in rows] == [10, 0]


def test_averages_of_parts_add_up(tmp_path: Path) -> None:
    assert read(tmp_path, ALIYUN).rows[0].aht_seconds == 200


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_chinese_headings_and_queue_names(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, CHINESE, AcdMapping(queues={"一般": "general"}), encoding)
    assert [(r.start, r.offered, r.abandoned, r.aht_seconds) for r in found.rows] == [(EIGHT, 10, 1, 200), (HALF, 12, 1, 200)]
    assert found.totals == (5,)


def test_an_unknown_queue_is_asked_once_and_kept_to_be_filled_in(tmp_path: Path) -> None:
    found = read(tmp_path, CHINESE)
    assert [(p.row, p.column, p.value, p.code) for p in found.problems] == [(3, "技能组", "一般", "unknown-name")]
    text = acd_mapping_text(found.mapping)
    assert '"一般" = "?"' in text
    again = read(tmp_path, CHINESE, read_acd_mapping(text, "m.toml", QUEUES))
    assert len(again.problems) == 1
    mended = read(tmp_path, CHINESE, read_acd_mapping(text.replace('"?"', '"billing"'), "m.toml", QUEUES))
    assert {r.queue for r in mended.rows} == {"billing"}
    left = read(tmp_path, CHINESE, read_acd_mapping(text.replace('"?"', '"skip"'), "m.toml", QUEUES))
    assert (len(left.rows), left.skipped) == (0, 2)


def test_dates_that_may_mean_two_days_are_not_guessed(tmp_path: Path) -> None:
    text = "Date,Time,Queue,Calls Offered\n03/04/2026,08:00,general,1\n"
    assert [p.code for p in read(tmp_path, text).problems] == ["ambiguous-date"]
    for order, month in (("mdy", 3), ("dmy", 4)):
        assert read(tmp_path, text, AcdMapping(date_order=order)).rows[0].start.month == month


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-11-29,25:00,general,1,200", "Time", "bad-clock"),
        ("2026-13-29,08:00,general,1,200", "Date", "bad-date"),
        ("2026-11-29,08:00,general,-1,200", "Calls Offered", "out-of-range"),
        ("2026-11-29,08:00,general,many,200", "Calls Offered", "bad-number"),
        ("2026-11-29,08:00,general,1,soon", "AHT", "bad-number"),
        ("2026-11-29,08:00,generl,1,200", "Queue", "unknown-name"),
    ],
)
def test_every_wrong_cell_is_named(tmp_path: Path, row: str, column: str, code: str) -> None:
    found = read(tmp_path, f"Date,Time,Queue,Calls Offered,AHT\n{row}\n")
    assert [(p.row, p.column, p.code) for p in found.problems] == [(2, column, code)]


def test_blank_intervals_say_nothing_and_parts_make_offered(tmp_path: Path) -> None:
    assert read(tmp_path, "Date,Time,Queue,Calls Offered\n2026-11-29,08:00,general,-\n2026-11-29,08:30,general,2\n").rows[0].start == HALF
    found = read(tmp_path, "Date,Time,Queue,Handled,Lost\n2026-11-29,08:00,general,5,2\n")
    assert found.offered_from_parts
    assert found.rows[0].offered == 7


def test_a_file_without_such_a_heading(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as caught:
        read(tmp_path, "a,b\n1,2\n")
    assert caught.value.problems[0].code == "no-heading"


def test_mappings_are_checked_whole() -> None:
    bad = '[columns]\nofered = "X"\n[queues]\na = "nobody"\n[form]\nqueue = "q"\ndate_order = "ydm"\n[more]\n'
    with pytest.raises(InputProblems) as caught:
        read_acd_mapping(bad, "m.toml", QUEUES)
    assert {p.column for p in caught.value.problems} == {"columns.ofered", "queues.a", "form.queue", "form.date_order", "more"}
    full = AcdMapping({"offered": 'Calls "in"'}, {"a\\b": "general"}, "billing", "dmy")
    assert read_acd_mapping(acd_mapping_text(full), "m.toml", QUEUES) == full
