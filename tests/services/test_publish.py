"""Rosters as files for people."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import openpyxl
import pytest

from staffing import io
from staffing.domain.problems import InputProblems
from staffing.domain.roster import Roster
from staffing.i18n import languages
from staffing.services.publish import export, export_folder, words
from tests.factories import make_roster, week_of
from tests.io.export.rosters import published
from tests.small_plan import small_plan


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_every_label_has_a_word_in_every_language() -> None:
    for lang in languages():
        assert all(words(lang).values())
    assert words("zh_CN")["roster"] != words("en")["roster"]


@pytest.mark.parametrize(
    ("format", "files"),
    [
        ("xlsx", ["roster.xlsx"]),
        ("csv", ["roster-long.csv", "roster-wide.csv"]),
        ("ics", ["calendars/A1.ics", "calendars/HYPERLINK_x.ics", "calendars/张三.ics"]),
    ],
)
def test_the_files_of_each_format(tmp_path: Path, format: str, files: list[str]) -> None:
    plan, roster = published()
    written = export(plan, roster, format, tmp_path, lang="zh_CN")
    assert names(tmp_path) == files
    assert sorted(written) == sorted(tmp_path / name for name in files)


def test_an_unknown_format_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="docx"):
        export(*published(), "docx", tmp_path)
    assert names(tmp_path) == []


def test_calendars_that_no_longer_apply_are_removed(tmp_path: Path) -> None:
    plan, roster = published()
    export(plan, roster, "ics", tmp_path)
    export(plan, Roster(plan.grid, tuple(d for d in roster.duties if d.agent == "A1")), "ics", tmp_path)
    assert names(tmp_path) == ["calendars/A1.ics"]


def test_nothing_is_half_written_where_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "calendars").write_text("in the way")
    with pytest.raises(io.OutputProblem):
        export(*published(), "ics", tmp_path)
    assert names(tmp_path) == ["calendars"]


def test_headings_follow_the_language(tmp_path: Path) -> None:
    plan, roster = published()
    for lang in languages():
        export(plan, roster, "xlsx", tmp_path / lang, lang=lang)
        book = openpyxl.load_workbook(tmp_path / lang / "roster.xlsx")
        assert book.sheetnames[0] == words(lang)["roster"]


class TestFolder:
    """The roster in ``out/`` of a plan."""

    def folder(self, tmp_path: Path) -> Path:
        folder = small_plan(tmp_path / "plan")
        plan = io.load_plan(folder)
        io.write_roster(make_roster(plan, week_of(plan, {"P1": "E E - L", "P2": "L"})), folder / "out")
        return folder

    def test_every_format(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        for format in ("xlsx", "csv", "ics"):
            assert all(path.exists() and folder / "out" / "export" in path.parents for path in export_folder(folder, format))
        assert names(folder / "out" / "export") == [
            "calendars/P1.ics", "calendars/P2.ics", "roster-long.csv", "roster-wide.csv", "roster.xlsx",
        ]  # fmt: skip

    def test_coverage_has_its_sheet_where_it_is_known(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        (path,) = export_folder(folder, "xlsx")
        assert len(openpyxl.load_workbook(path).sheetnames) == 3
        (folder / "out" / "coverage.csv").write_text("interval_start,queue,required,staffed\n2026-03-02T08:00,desk,2,1\n")
        (path,) = export_folder(folder, "xlsx")
        assert len(openpyxl.load_workbook(path).sheetnames) == 4

    def test_the_same_roster_exported_again_has_the_same_revision_and_a_new_one_a_later(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)

        def sequence() -> int:
            calendar = icalendar.Calendar.from_ical(export_folder(folder, "ics")[0].read_bytes())
            return int(calendar.walk("VEVENT")[0]["sequence"])

        made = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
        os.utime(folder / "out" / "roster.csv", (made, made))
        first = sequence()
        assert sequence() == first
        os.utime(folder / "out" / "roster.csv", (made + 600, made + 600))
        assert sequence() == first + 10

    def test_no_roster_yet(self, tmp_path: Path) -> None:
        with pytest.raises(InputProblems, match="staffing roster"):
            export_folder(small_plan(tmp_path / "plan"), "xlsx")
