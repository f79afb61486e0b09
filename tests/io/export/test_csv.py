"""CSV for spreadsheets."""

from __future__ import annotations

import csv
import io

from staffing.io.export.csv import roster_long, roster_wide
from tests.io.export.rosters import LABEL, published


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")  # Excel reads UTF-8 only with the mark
    assert data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_wide() -> None:
    plan, roster = published()
    head, first, danger, third, idle = rows(roster_wide(plan, roster, LABEL))
    assert head[:4] == ["AGENT", "NAME", "CONTRACT", "2026-03-02 WEEKDAY 0"]
    assert first == ["A1", "A1", "full-time", "D8 08:00-16:30", "D8 08:00-16:30", "", "E8 15:00-23:30", "E8 15:00-23:30", "", ""]
    assert danger[0] == '\'=HYPERLINK("x")'
    assert danger[3] == "N8 22:00-06:30"
    assert third[4:6] == ["(+annual)", "(+annual)"]
    assert idle[3:] == [""] * 7


def test_long() -> None:
    plan, roster = published()
    head, *body = rows(roster_long(plan, roster, LABEL))
    assert len(body) == len(roster.duties)
    by_name = dict(zip(head, body[-1], strict=True))
    assert by_name["AGENT"] == "张三"
    assert (by_name["START"], by_name["PAID HOURS"], by_name["QUEUES"]) == ("2026-03-06T09:00", "8", "general")
    assert by_name["BREAKS"] == "BREAK 10:00-10:15; MEAL 12:00-12:30; BREAK 13:15-13:30"
    assert {row[0] for row in body} == {"A1", '\'=HYPERLINK("x")', "张三"}
