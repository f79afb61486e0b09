from __future__ import annotations

from fractions import Fraction

import pytest

from staffing.cli.quantities import parse_duration, parse_number, parse_service_level, parse_share, show, show_seconds, show_share


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1800", 1800),
        ("1800s", 1800),
        ("30m", 1800),
        ("30 min", 1800),
        ("0.5h", 1800),
        ("1h30m", 5400),
        (" 2H ", 7200),
        (".5", Fraction(1, 2)),
        ("0.1s", Fraction(1, 10)),
    ],
)
def test_durations(text: str, seconds: Fraction) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "abc", "-30m", "30x", "1e3", "nan", "inf", "1m30", "30 30", "1,800", "9" * 12, "١٢", "1" * 50])
def test_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="a duration such as"):
        parse_duration(text)


def test_numbers() -> None:
    assert parse_number("57.5") == Fraction(115, 2)
    for text in ("", "-1", "1e9", "ten", "1_000", "2000000000"):
        with pytest.raises(ValueError, match="a number from 0 up"):
            parse_number(text)


def test_shares() -> None:
    assert parse_share("0.3") == parse_share("30%") == parse_share(" 30 %") == Fraction(3, 10)
    for text in ("", "-0.3", "a third", "%"):
        with pytest.raises(ValueError, match="a share such as"):
            parse_share(text)


@pytest.mark.parametrize("text", ["80/20", "80%/20s", "0.8/20", "80 / 20 s", "0.80/0.33333333333333333333m"])
def test_service_levels(text: str) -> None:
    share, seconds = parse_service_level(text)
    assert share == Fraction(4, 5)
    assert float(seconds) == pytest.approx(20)


@pytest.mark.parametrize("text", ["80", "80/", "/20", "80/20/20", "eighty/20", "80-20"])
def test_no_service_levels(text: str) -> None:
    with pytest.raises(ValueError, match="such as 80/20"):
        parse_service_level(text)


def test_shown_exactly() -> None:
    assert show(Fraction(20)) == "20"
    assert show(Fraction(17575, 1000)) == "17.575"
    assert show(Fraction(0)) == "0"
    assert show(Fraction(130, 7)) == "18.5714285714286 (130/7)"
    assert show_seconds(Fraction(1800)) == "1800 s"
    assert show_share(Fraction(4, 5)) == "80 %"
