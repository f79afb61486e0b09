"""What one cell may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid
from staffing.io import cells
from staffing.io.cells import CellError

BERLIN = TimeGrid(date(2026, 10, 19), 14, 15, "Europe/Berlin")


@pytest.mark.parametrize("text", ["2026-11-30", "2026/11/30", "2026-11-30T00:00", "2026/11/30 0:00", "2026-11-30 00:00:00"])
def test_dates(text: str) -> None:
    assert cells.parse_date(text) == date(2026, 11, 30)


def test_dates_without_leading_zeros() -> None:
    assert cells.parse_date("2026/1/5") == cells.parse_date("2026-1-5") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30.11.2026",
        "11/30/2026",
        "2026-11-31",
        "2026-13-01",
        "0000-01-01",
        "1899-12-31",
        "2201-01-01",
        "2026-11-30T08:00",
        "２０２６-11-30",
        "soon",
    ],
)
def test_unreadable_dates(text: str) -> None:
    with pytest.raises(CellError) as error:
        cells.parse_date(text)
    assert error.value.code == "bad-date"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-30T08:15", datetime(2026, 11, 30, 8, 15)),
        ("2026-11-30 8:15", datetime(2026, 11, 30, 8, 15)),
        ("2026/11/30 8:15:00", datetime(2026, 11, 30, 8, 15)),
        ("2026-11-30", datetime(2026, 11, 30)),
        ("2026-11-30T24:00", datetime(2026, 12, 1)),
        ("2026-11-30T08:15+08:00", datetime(2026, 11, 30, 8, 15, tzinfo=timezone(timedelta(hours=8)))),
        ("2026-11-30T08:15-0330", datetime(2026, 11, 30, 8, 15, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("2026-11-30T08:15Z", datetime(2026, 11, 30, 8, 15, tzinfo=timezone(timedelta(0)))),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    got = cells.parse_moment(text)
    assert got == moment
    assert got.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "08:15",
        "2026-11-30T25:00",
        "2026-11-30T08:60",
        "2026-11-30T24:01",
        "2026-11-30T08:15:30",
        "2026-11-30T08:15+15:00",
        "2026-11-30T8",
    ],
)
def test_unreadable_moments(text: str) -> None:
    with pytest.raises(CellError):
        cells.parse_moment(text)


def test_the_skipped_hour_is_refused_and_the_repeated_one_told_apart() -> None:
    spring = TimeGrid(date(2026, 3, 28), 3, 15, "Europe/Berlin")
    with pytest.raises(CellError, match="skip") as error:
        cells.parse_minute("2026-03-29T02:30", spring)
    assert error.value.code == "no-such-time"
    first = cells.parse_minute("2026-10-25T02:30", BERLIN)
    assert cells.parse_minute("2026-10-25T02:30+02:00", BERLIN) == first
    assert cells.parse_minute("2026-10-25T02:30+01:00", BERLIN) == first + 60
    assert cells.parse_minute("2026-10-25T00:30Z", BERLIN) == first


@given(minute=st.integers(-100_000, 100_000), zone=st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"]))
def test_what_the_axis_writes_is_read_back(minute: int, zone: str) -> None:
    grid = TimeGrid(date(2026, 3, 20), 14, 5, zone)
    assert cells.parse_minute(grid.text(minute), grid) == minute


def test_clocks() -> None:
    assert [cells.parse_clock(text) for text in ("00:00", "8:05", "08:05:00", "23:59", "8：05")] == [0, 485, 485, 1439, 485]
    assert cells.parse_clock("24:00", 1440) == 1440


@pytest.mark.parametrize("text", ["", "24:00", "8", "08:60", "-1:00", "08:15:30", "noon"])
def test_unreadable_clocks(text: str) -> None:
    with pytest.raises(CellError, match="HH:MM"):
        cells.parse_clock(text)


def test_numbers() -> None:
    assert [cells.parse_number(text) for text in ("0", "12", "1.5", ".5", "5.", "1e3", "+2")] == [0, 12, 1.5, 0.5, 5, 1000, 2]
    assert cells.parse_number("-2", -5, 5) == -2


@pytest.mark.parametrize("text", ["", "-1", "nan", "inf", "-inf", "1e400", "1,5", "1 000", "１２", "0x10", "1_000", "twelve", "1e10"])
def test_numbers_that_are_negative_absurd_or_none(text: str) -> None:
    with pytest.raises(CellError, match="number"):
        cells.parse_number(text)


def test_whole_numbers() -> None:
    assert [cells.parse_whole(text, 0, 10) for text in ("0", "7", "8.0", "1e1")] == [0, 7, 8, 10]
    for text in ("7.5", "11", "-1", "x", "", "nan"):
        with pytest.raises(CellError, match="whole number"):
            cells.parse_whole(text, 0, 10)


def test_yes_and_no() -> None:
    assert [cells.parse_yes_no(text) for text in ("1", "true", "YES", "是")] == [True] * 4
    assert [cells.parse_yes_no(text) for text in ("0", "False", "no", "否")] == [False] * 4
    with pytest.raises(CellError):
        cells.parse_yes_no("2")


def test_lists() -> None:
    assert cells.parse_list(" a; b ;;c；d;") == ("a", "b", "c", "d")
    assert cells.parse_list("") == ()


def test_skills() -> None:
    queues = ("general", "complaint", "vip:gold")
    assert cells.parse_skills("general;complaint:0.8", queues) == (("general", 1.0), ("complaint", 0.8))
    assert cells.parse_skills("complaint：0; vip:gold ;", queues) == (("complaint", 0.0), ("vip:gold", 1.0))
    assert cells.parse_skills("vip:gold:1.5", queues) == (("vip:gold", 1.5),)
    assert cells.parse_skills("unknown", queues) == (("unknown", 1.0),)  # names are checked by whoever knows them


@pytest.mark.parametrize("text", ["general:fast", "general:2.1", "general:-1", "general:nan", ":0.5", "general;general:0.5"])
def test_unreadable_skills(text: str) -> None:
    with pytest.raises(CellError):
        cells.parse_skills(text, ("general",))


def test_wishes() -> None:
    assert cells.parse_wish("off") == cells.parse_wish("OFF") == ("off", None)
    assert cells.parse_wish("D8") == ("D8", None)
    assert cells.parse_wish("08:00-16:30") == ("08:00-16:30", (480, 990))
    assert cells.parse_wish("22:00-06:00")[1] == (1320, 1800)
    assert cells.parse_wish("08:00-08:00")[1] == (480, 1920)
    assert cells.parse_wish("00:00-24:00")[1] == (0, 1440)
    for text in ("25:00-26:00", "08:00-25:00", "08:70-09:00"):
        with pytest.raises(CellError):
            cells.parse_wish(text)


PARSERS: list[Callable[[str], object]] = [
    cells.parse_date,
    cells.parse_moment,
    lambda text: cells.parse_minute(text, BERLIN),
    cells.parse_clock,
    cells.parse_number,
    cells.parse_whole,
    cells.parse_yes_no,
    cells.parse_list,
    lambda text: cells.parse_skills(text, ("a",)),
    cells.parse_wish,
]


@pytest.mark.parametrize("parser", PARSERS)
@given(text=st.one_of(st.text(), st.text("0123456789-/:T.+Ze ", max_size=25)))
def test_any_text_is_a_value_or_a_cell_error(parser: Callable[[str], object], text: str) -> None:
    expected = "nothing else"
    try:
        parser(text)
    except CellError as error:
        expected = error.expected
    assert expected
