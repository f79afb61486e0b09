from __future__ import annotations

import pytest

from staffing.io.roster_import import Mapping
from tests.io.roster_import.sheets import cells, plan, read, said


def test_a_code_a_row() -> None:
    found = read("工号|姓名|日期|班次\n0007|王娜|2026-06-01|M1\n0007|王娜|2026/6/2|Ｎ1\n0012|李雷|6月3日|休\n0012|李雷|6月4日|年假")
    assert found.problems == []
    assert cells(found) == [("0007", "2026-06-01", "M1"), ("0007", "2026-06-02", "N1")]
    assert (found.wide, found.leave[0].agent, found.leave[0].kind) == (False, "0012", "annual")


def test_clock_times_beside_the_code() -> None:
    found = read("employee|date|shift|start|end\n0007|2026-06-01|N1|20:00|08:00\n0012|2026-06-01|M1|08:00|17:30")
    night, day = found.roster.duties
    assert (night.end - night.start, night.paid_minutes) == (720, 660)
    assert (day.end - day.start, day.paid_minutes) == (570, None)


def test_full_times_are_taken_as_stated() -> None:
    text = "agent|day|shift|start|end|paid_minutes\n0007|2026-06-01|M1|2026-06-01T08:15|2026-06-01T17:00|470"
    (duty,) = read(text).roster.duties
    assert (duty.start % 1440, duty.end - duty.start, duty.paid_minutes, duty.row) == (495, 525, 470, 2)


def test_times_without_a_code_find_the_shift_they_fit() -> None:
    found = read("姓名|日期|上班时间|下班时间\n李雷|2026-06-01|20:00|08:00")
    assert cells(found) == [("0012", "2026-06-01", "N1")]


def test_a_start_with_its_date_needs_no_day_column() -> None:
    found = read("agent|shift|start|end\n0007|M1|2026-06-01T08:00|2026-06-01T17:00")
    assert cells(found) == [("0007", "2026-06-01", "M1")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("0009|2026-06-01|M1", (2, "A", "0009", "unknown-name")),
        ("0007|Juni|M1", (2, "B", "Juni", "bad-date")),
        ("0007|2026-06-01|Q9", (2, "C", "Q9", "unknown-code")),
        ("0007|2026-06-01|", (2, "C", None, "missing-value")),
        ("|2026-06-01|M1", (2, "A", None, "missing-value")),
    ],
)
def test_every_unclear_cell_is_named(row: str, problem: tuple[object, ...]) -> None:
    assert said(read(f"agent|date|shift\n{row}")) == [problem]


def test_an_end_before_its_start_is_told() -> None:
    found = read("agent|shift|start|end\n0007|M1|2026-06-01T17:00|2026-06-01T08:00")
    assert said(found) == [(2, "D", "2026-06-01T08:00", "out-of-range")]


def test_a_row_twice_is_told() -> None:
    assert said(read("agent|date|shift\n0007|2026-06-01|M1\n0007|2026-06-01|M1")) == [(3, None, "M1", "duplicate")]


def test_headings_of_the_users_own_by_the_mapping() -> None:
    mapping = Mapping(columns={"agent": "Kürzel", "day": "Tag", "shift": "Dienst"})
    found = read("Kürzel|Tag|Dienst\n0007|2026-06-01|M1", mapping=mapping)
    assert cells(found) == [("0007", "2026-06-01", "M1")]


def test_short_dates_that_fit_two_ways_are_not_guessed() -> None:
    found = read("agent|date|shift\n0007|6/7|M1", plan("2026-06-01", 60))
    assert said(found) == [(2, "B", "6/7", "days-unclear")]
