"""A foreign roster in a plan folder: mapping kept, roster written, judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io import read_roster
from staffing.services.importing import import_file
from staffing.services.pipeline import check_roster, load_plan
from tests.small_plan import small_plan

GRID = "工号,3/2,3/3,3/4,3/5,3/6,3/7,3/8\nP1,早,早,早,早,早,,\nP2,L,L,L,L,,,备\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = small_plan(tmp_path / "desk")
    (folder / "班表.csv").write_text(GRID, "gb18030")
    return folder


def test_what_is_not_clear_is_put_into_the_mapping_to_be_filled_in_and_then_it_works(folder: Path) -> None:
    first = import_file(folder, folder / "班表.csv", mapping="纸质", blank="off")
    assert [(p.row, p.column, p.value) for p in first.problems] == [*((2, c, "早") for c in "BCDEF"), (3, "H", "备")]
    assert (first.files, first.saved, (folder / "out").exists()) == ((), True, False)
    text = first.mapping_file.read_text("utf-8")
    assert first.mapping_file == folder / "mappings" / "纸质.toml"
    unfilled = import_file(folder, folder / "班表.csv", mapping="纸质")
    assert [(p.column, p.value, p.code) for p in unfilled.problems] == [(p.column, p.value, p.code) for p in first.problems]
    first.mapping_file.write_text(text.replace('"早" = "?"', '"早" = "E 08:00"').replace('"备" = "?"', '"备" = "unknown"'), "utf-8")
    second = import_file(folder, folder / "班表.csv", mapping="纸质")
    assert (second.problems, second.saved) == ([], False)
    plan = load_plan(folder)
    roster = read_roster(plan, folder / "out" / "imported" / "roster.csv")
    assert [(d.agent, d.shift) for d in roster.duties] == [("P1", "E")] * 5 + [("P2", "L")] * 4
    report = json.loads((folder / "out" / "imported" / "report.json").read_text("utf-8"))
    assert report["unknown_days"] == [{"agent": "P2", "day": "2026-03-08"}]
    assert report["codes"]["早"] == {"meaning": "E 08:00", "cells": 5}
    assert report["people_of_the_plan_not_in_the_file"] == [f"P{k}" for k in range(3, 9)]
    assert {f.rule for f in check_roster(plan, roster) if f.outcome == "FAIL"} <= {"CON-HOURS-01"}


def test_the_files_of_an_earlier_import_that_no_longer_apply_are_removed(folder: Path) -> None:
    (folder / "a.csv").write_text("agent,3/1,3/2,3/3\nP1,L,al,L\n", "utf-8")
    done = import_file(folder, folder / "a.csv", blank="off")
    assert {p.name for p in done.files} == {"roster.csv", "worked.csv", "leave.csv", "report.json"}
    (folder / "b.csv").write_text("agent,3/2,3/3\nP1,L,L\n", "utf-8")
    import_file(folder, folder / "b.csv", blank="off")
    assert {p.name for p in (folder / "out" / "imported").iterdir()} == {"roster.csv", "report.json"}


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".hidden"])
def test_a_mapping_stays_in_its_folder(folder: Path, name: str) -> None:
    with pytest.raises(InputProblems, match="name of letters"):
        import_file(folder, folder / "班表.csv", mapping=name)


def test_a_sheet_is_named_where_two_look_like_rosters(folder: Path) -> None:
    import xlsxwriter

    path = folder / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for title, code in (("A", "L"), ("B", "")):
        sheet = book.add_worksheet(title)
        for row, cells in enumerate((("agent", "3/2", "3/3"), ("P1", code, "L"))):
            for place, text in enumerate(cells):
                sheet.write_string(row, place, text)
    book.close()
    with pytest.raises(InputProblems, match="--sheet with one of A, B"):
        import_file(folder, path, blank="off")
    assert len(import_file(folder, path, blank="off", sheet="b").found.roster.duties) == 1
    with pytest.raises(InputProblems, match="a sheet of this workbook"):
        import_file(folder, path, sheet="C")


def test_comments_and_order_of_the_users_mapping_stay_when_codes_are_added(folder: Path) -> None:
    path = folder / "mappings" / "纸质.toml"
    path.parent.mkdir()
    mine = (
        '# 夜班主管维护\n[codes]  # as on the wall\n"早" = "E 08:00"   # early desk\n"旧" = "?" # nobody remembers\n'
        '\n[rows]\nignore = ["合计人"]\n'
    )
    path.write_text(mine, "utf-8")
    done = import_file(folder, folder / "班表.csv", mapping="纸质", blank="off")
    assert [p.value for p in done.problems] == ["备"]  # the open code that no cell has stops nothing
    text = path.read_text("utf-8")
    for line in (
        "# 夜班主管维护",
        "[codes]  # as on the wall",
        '"早" = "E 08:00"   # early desk',
        '"旧" = "?" # nobody remembers',
        '"备" = "?"',
        'blank = "off"',
    ):
        assert line in text.splitlines()
    path.write_text(text.replace('"备" = "?"', '"备" = "unknown" # spare'), "utf-8")
    again = import_file(folder, folder / "班表.csv", mapping="纸质")
    assert (list(again.problems), again.saved) == ([], False)
    assert '"备" = "unknown" # spare' in path.read_text("utf-8")


def test_an_open_code_that_is_a_shift_by_now_is_filled_in(folder: Path) -> None:
    path = folder / "mappings" / "roster.toml"
    path.parent.mkdir()
    path.write_text('[codes]\nL = "?" # ask Li\n"早" = "E 08:00"\n"备" = "off"\n', "utf-8")
    done = import_file(folder, folder / "班表.csv", blank="off")
    assert list(done.problems) == []
    assert 'L = "L" # ask Li' in path.read_text("utf-8").splitlines()
