from __future__ import annotations

import math
import re
from datetime import date

import pytest

from staffing.domain.grid import TimeGrid
from staffing.ui import format


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234.56, 0, "1,235"), (1234.56, 1, "1,234.6"), (0, 0, "0"), (None, 0, "–"), (math.nan, 2, "–"), (math.inf, 0, "–")],
)
def test_number(value: float | None, digits: int, text: str) -> None:
    assert format.number(value, digits) == text


@pytest.mark.parametrize("text", ["![x](http://evil)", "**bold** _it_", "<b>", ":red[x]", "$x$", "a|b", "# head", "`code`"])
def test_users_words_are_never_markdown(text: str) -> None:
    shown = format.plain(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text
    assert not re.search(r"(?<!\\)[`*_\[\]<>#$|:!]", shown)


def test_plain_words_stay_as_they_are() -> None:
    assert format.plain("Li Na 李娜 A-12, 08.00") == "Li Na 李娜 A-12, 08.00"


def test_percent() -> None:
    assert format.percent(0.1234) == "12.3 %"
    assert format.percent(None) == "–"
    assert format.percent(1, 0) == "100 %"


def test_seconds() -> None:
    assert format.seconds(42.4, "en") == "42 s"
    assert format.seconds(197, "en") == "3 min 17 s"
    assert format.seconds(185, "zh_CN") == "3 分 05 秒"
    assert format.seconds(59.7, "en") == "1 min 00 s"
    assert format.seconds(None, "en") == "–"


def test_days_and_clocks() -> None:
    assert format.clock(1500) == "25:00"
    assert format.day(date(2026, 11, 30), "en") == "Mon 11-30"
    assert format.day(date(2026, 11, 30), "zh_CN") == "周一 11-30"
    assert format.period(TimeGrid(date(2026, 11, 30), 7, 15, "UTC")) == "2026-11-30 – 2026-12-06"
    assert format.period(TimeGrid(date(2026, 11, 30), 1, 15, "UTC")) == "2026-11-30"


def test_listing_uses_the_comma_of_the_language() -> None:
    assert format.listing(["a", "b"], "en") == "a, b"
    assert format.listing(["a", "b"], "zh_CN") == "a、b"
