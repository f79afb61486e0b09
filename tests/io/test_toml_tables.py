"""TOML with lines and exact numbers."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems
from staffing.io.problem_list import ProblemList
from staffing.io.toml_tables import TomlTable, key_lines, parse_toml, show


def test_numbers_stay_exact() -> None:
    assert parse_toml("x = 0.30", "plan.toml") == {"x": Decimal("0.30")}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\na = 2\n", 2),
        ("[x]\ny = [1,\n", None),
        ("x = 1e99999999999999999999", None),
        ("x = " + "[" * 5000, None),
    ],
)
def test_what_is_no_toml(text: str, row: int | None) -> None:
    with pytest.raises(InputProblems) as error:
        parse_toml(text, "plan.toml")
    problem = error.value.problems[0]
    assert (problem.file, problem.code) == ("plan.toml", "bad-toml")
    if row is not None:
        assert problem.row == row


@given(st.text(max_size=80))
def test_any_text_is_a_document_or_a_problem(text: str) -> None:
    codes = []
    try:
        parse_toml(text, "plan.toml")
    except InputProblems as found:
        codes = [problem.code for problem in found.problems]
    assert codes in ([], ["bad-toml"])
    assert all(line >= 1 for line in key_lines(text).values())


def test_long_lines_cost_no_time() -> None:
    began = time.perf_counter()
    for text in (
        "0" * 50_000,
        "a." * 50_000,
        " " * 50_000,
        "[" * 50_000,
        "[a" * 20_000,
        "[[" + " " * 50_000,
        "a" + " " * 50_000,
        "[" + "a." * 20_000,
        '"' * 50_000,
    ):
        key_lines(text)
    assert time.perf_counter() - began < 5


def test_keys_know_their_line() -> None:
    text = '[plan]\nname = "x"\n\n[[queue]]\nname = "a"\n[[queue]]  # second\n  name = "b"\n[rules.POL-REST-01]\nmin_gap_minutes = 600\n'
    lines = key_lines(text)
    assert {key: lines[key] for key in ("plan", "plan.name", "queue[1].name", "queue[2]", "queue[2].name")} == {
        "plan": 1, "plan.name": 2, "queue[1].name": 5, "queue[2]": 6, "queue[2].name": 7,
    }  # fmt: skip
    assert lines["rules.POL-REST-01.min_gap_minutes"] == 9
    assert key_lines('x = [\n  ["a", "b"],\n]\ny = 1\n') == {"x": 1, "y": 4}


def table(text: str) -> tuple[TomlTable, ProblemList]:
    found = ProblemList()
    return TomlTable("plan.toml", "t", parse_toml("[t]\n" + text, "plan.toml")["t"], key_lines("[t]\n" + text), found), found


def test_good_values() -> None:
    read, found = table('name = " x "\nn = 3\nm = 4.0\nshare = 0.1\nlist = ["a", "b"]\nday = 2026-11-30\n')
    assert (read.text("name"), read.whole("n", 0, 5), read.whole("m", 0, 5), read.texts("list")) == ("x", 3, 4, ("a", "b"))
    assert read.decimal("share", 0, 1) == Decimal("0.1")
    assert read.day("day").isoformat() == "2026-11-30"
    assert (read.text("none", "d"), read.whole("none", 0, 5, 2), read.number("none", 0, 1), read.texts("none")) == ("d", 2, None, ())
    assert not len(found)
    assert read.ok


@pytest.mark.parametrize(
    ("line", "ask", "code"),
    [
        ("x = 1", lambda t: t.text("x"), "bad-type"),
        ('x = " "', lambda t: t.text("x"), "missing-value"),
        ("", lambda t: t.text("x"), "missing-key"),
        ("x = true", lambda t: t.whole("x", 0, 5), "bad-type"),
        ("x = 2.5", lambda t: t.whole("x", 0, 5), "bad-type"),
        ("x = 6", lambda t: t.whole("x", 0, 5), "out-of-range"),
        ('x = "3"', lambda t: t.whole("x", 0, 5), "bad-type"),
        ("x = nan", lambda t: t.whole("x", 0, 5), "bad-type"),
        ("x = nan", lambda t: t.number("x", 0, 5), "out-of-range"),
        ("x = inf", lambda t: t.number("x", 0, 5), "out-of-range"),
        ("x = false", lambda t: t.number("x", 0, 5), "bad-type"),
        ("x = 0", lambda t: t.number("x", 0, 5, low_open=True), "out-of-range"),
        ("x = 5.0", lambda t: t.number("x", 0, 5, high_open=True), "out-of-range"),
        ('x = "2026-11-30"', lambda t: t.day("x"), "bad-date"),
        ("x = 2026-11-30T08:00:00", lambda t: t.day("x"), "bad-date"),
        ("x = 0001-01-01", lambda t: t.day("x"), "bad-date"),
        ('x = "a"', lambda t: t.texts("x"), "bad-type"),
        ("x = [1]", lambda t: t.texts("x"), "bad-type"),
        ('x = "voise"', lambda t: t.choice("x", ("voice", "chat")), "unknown-name"),
        ("x = 1", lambda t: t.only(("y",)), "unknown-key"),
    ],
)
def test_wrong_values(line: str, ask: object, code: str) -> None:
    read, found = table(line)
    ask(read)  # type: ignore[operator]
    (problem,) = found.sorted()
    assert (problem.column, problem.code, problem.row) == ("t.x", code, 2 if line else 1)
    assert not read.good("x")
    assert not read.ok


def test_values_are_shown_short() -> None:
    assert show([True, "a", {"k": 1}]) == "[true, a, {k = 1}]"
    assert len(show("x" * 200)) == 80
    assert show(10**4000) == "a number of more than 80 digits"
