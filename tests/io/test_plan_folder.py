"""A plan folder as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io import load_plan, other_files, plan_files
from staffing.io.plan_folder import FILES as NAMES
from tests.io.folders import FILES, PLAN, loaded, places, problems_of, put, small, the_one, with_plan


def same(one: Plan, other: Plan) -> bool:
    """Whether two plans hold the same rows (arrays are compared elsewhere)."""
    skip = ("history", "forecast", "requirement", "folder", "input_hash")
    return all(value == getattr(other, name) for name, value in vars(one).items() if name not in skip and not name.startswith("_"))


def as_workbook(folder: Path, *names: str) -> Path:
    """Put the tables of a folder into a plan.xlsx and take their CSVs away; dates and numbers become cells of those kinds."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in names:
        path = folder / f"{name}.csv"
        sheet = book.create_sheet(name)
        for line in path.read_text(encoding="utf-8").splitlines():
            sheet.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell or None for cell in line.split(",")])
        path.unlink()
    book.save(folder / "plan.xlsx")
    return folder


def test_every_file_at_once(tmp_path: Path) -> None:
    assert {f"{name}.csv" for name in NAMES} | {"plan.toml"} == set(FILES)
    plan = loaded(put(tmp_path, FILES))
    assert plan.folder == tmp_path
    assert [len(rows) for rows in (plan.queues, plan.contracts, plan.agents, plan.shifts, plan.leave, plan.availability)] == [
        2,
        1,
        2,
        2,
        1,
        1,
    ]
    assert [len(rows) for rows in (plan.requests, plan.statuses, plan.worked, plan.events, plan.adjustments)] == [2, 1, 1, 1, 1]
    assert len(plan.refused_repairs) == 1
    assert [len(rows) for rows in (plan.evidence, plan.locks, plan.fixed, plan.calendar)] == [1, 1, 1, 1]
    assert plan.history is not None
    assert plan.forecast is not None
    assert plan.requirement is not None


def test_a_plan_toml_alone_is_a_plan(tmp_path: Path) -> None:
    plan = loaded(put(tmp_path, {"plan.toml": PLAN}))
    assert plan.agents == ()
    assert plan.history is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "crlf"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str) -> None:
    files = {name: text.replace("Ann", "王小明") for name, text in FILES.items()}
    spoilt = {name: text.replace("\n", "\r\n").encode() if encoding == "crlf" else text.encode(encoding) for name, text in files.items()}
    one, other = loaded(put(tmp_path / "a", files)), loaded(put(tmp_path / "b", spoilt))
    assert same(one, other)
    assert one.agents[0].name == "王小明"
    assert one.input_hash == other.input_hash


def test_a_workbook_stands_in_for_csvs(tmp_path: Path) -> None:
    one = loaded(put(tmp_path / "a", FILES))
    other = loaded(as_workbook(put(tmp_path / "b", FILES), *NAMES))
    assert same(one, other)
    for name in ("offered", "aht_seconds"):
        assert str(getattr(one.history, name)) == str(getattr(other.history, name))
        assert str(getattr(one.forecast, name)) == str(getattr(other.forecast, name))
    assert one.requirement is not None
    assert other.requirement is not None
    assert (one.requirement.agents == other.requirement.agents).all()


def test_sheets_and_csvs_may_stand_side_by_side_but_not_twice(tmp_path: Path) -> None:
    folder = as_workbook(put(tmp_path, FILES), "agents", "leave")
    assert same(loaded(folder), loaded(put(tmp_path / "csv", FILES)))
    put(folder, leave=FILES["leave.csv"])
    assert places(problems_of(folder)) == [("leave.csv", None, None, "two-sources")]


def test_mistakes_in_a_sheet_name_sheet_and_row(tmp_path: Path) -> None:
    folder = as_workbook(small(tmp_path, leave="agent,first_day,last_day,kind\nA9,2026-12-01,2026-12-02,\n"), "leave")
    assert places(problems_of(folder)) == [("plan.xlsx, sheet leave", 2, "agent", "unknown-name")]


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    found = the_one(small(put(tmp_path, {"plan.xlsx": b"agent,name\n"})), "agents")
    assert (found.file, found.code) == ("plan.xlsx", "not-xlsx")


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        folder = tmp_path / str(len(os.listdir(tmp_path)))
        return loaded(small(folder, **files)).input_hash

    base = digest()
    assert len(base) == 64
    assert digest() == base
    assert digest(agents=FILES["agents.csv"].replace("Ann", "Bea")) != base
    assert digest(leave=FILES["leave.csv"]) != base
    assert digest(leave="agent,first_day,last_day,kind\n") != base  # a file that is there counts, even without rows
    one = loaded(with_plan(small(tmp_path / "x"), "days = 7", "days = 8")).input_hash
    assert one != base


def test_rules_of_the_users_own_are_part_of_the_hash(tmp_path: Path) -> None:
    folder = with_plan(small(tmp_path), "interval_minutes = 30", 'interval_minutes = 30\nrule_packs = ["own.toml"]')
    put(folder, {"own.toml": "a = 1"})
    before = loaded(folder).input_hash
    put(folder, {"own.toml": "a = 2"})
    assert loaded(folder).input_hash != before


def test_all_problems_of_all_files_at_once_in_order(tmp_path: Path) -> None:
    folder = put(
        tmp_path,
        {
            **FILES,
            "plan.toml": PLAN.replace("days = 7", "days = 700"),
            "agents.csv": FILES["agents.csv"].replace("full-time", "fulltime"),
            "shifts.csv": FILES["shifts.csv"].replace("06:00", "6 am"),
            "leave.csv": b"",
            "requests.csv": FILES["requests.csv"].encode("utf-16"),
            "statuses.csv": "agent,status\nA1,minor\n",
            "history.csv": FILES["history.csv"].replace("12,", "-12,"),
        },
    )
    assert places(problems_of(folder)) == [
        ("plan.toml", 5, "plan.days", "out-of-range"),
        ("history.csv", 2, "offered", "out-of-range"),
        ("shifts.csv", 2, "start_from", "bad-clock"),
        ("agents.csv", 2, "contract", "unknown-name"),
        ("agents.csv", 3, "contract", "unknown-name"),
        ("leave.csv", None, None, "empty-file"),
        ("requests.csv", None, None, "wrong-encoding"),
        ("statuses.csv", 1, "first_day", "missing-column"),
        ("statuses.csv", 1, "last_day", "missing-column"),
    ]


@pytest.mark.parametrize(
    "name", ["agents", "shifts", "contracts", "forecast-or-history", "requirement-or-what-makes-it", "history", "leave"]
)
def test_what_is_needed_must_be_there(tmp_path: Path, name: str) -> None:
    folder = put(tmp_path, {"plan.toml": PLAN.split("[[contract]]")[0]})
    found = the_one(folder, name)
    assert found.code in ("missing-file", "missing-key")


def test_the_needs_of_a_roster(tmp_path: Path) -> None:
    folder = put(tmp_path, {"plan.toml": PLAN.split("[[contract]]")[0]})
    assert [p.file for p in problems_of(folder, "roster-inputs")] == ["plan.toml", "shifts.csv", "agents.csv", "requirement.csv"]
    assert problems_of(put(tmp_path / "b", FILES), "roster-inputs") == ()
    for given_file in ("history", "forecast", "requirement"):
        sound = small(tmp_path / given_file, **{given_file: FILES[f"{given_file}.csv"]})
        assert problems_of(sound, "roster-inputs") == ()


def test_a_file_of_a_similar_name_is_pointed_at(tmp_path: Path) -> None:
    folder = put(tmp_path, {"plan.toml": PLAN, "agent.csv": FILES["agents.csv"]})
    assert "is it 'agent.csv'" in the_one(folder, "agents").expected


def test_a_table_with_almost_the_right_name_is_a_mistake_not_a_note(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "leaves.csv").write_text("agent,first_day,last_day,kind\n", encoding="utf-8")
    for name in ("notes.csv", "clock.csv", "agents_old.csv", "leave 2025.csv", "events-draft.csv"):
        (folder / name).write_text("anything\n", encoding="utf-8")
    problem = the_one(folder)
    assert (problem.file, problem.code) == ("leaves.csv", "misnamed-file")
    assert "'leave.csv'" in problem.expected
    (folder / "leaves.csv").rename(folder / "leave.csv")
    assert loaded(folder).leave == ()
    assert "leave.csv" in plan_files(folder)
    assert other_files(folder) == ["agents_old.csv", "clock.csv", "events-draft.csv", "leave 2025.csv", "notes.csv"]


@pytest.mark.parametrize("name", ["Leave.csv", "request.csv", "STATUS.csv", "work_ed.csv", "lock.csv"])
def test_capitals_separators_and_plurals_are_slips(tmp_path: Path, name: str) -> None:
    (small(tmp_path) / name).write_text("x\n", encoding="utf-8")
    assert the_one(tmp_path).file == name


def test_a_needed_file_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    assert places(problems_of(small(tmp_path, agents=b"\xff\xfe\x00"), "agents")) == [("agents.csv", None, None, "wrong-encoding")]


def test_an_unknown_need_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sandwiches"):
        load_plan(small(tmp_path), ("sandwiches",))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    assert the_one(tmp_path / "nowhere").code == "missing-folder"
    (tmp_path / "file").write_text("x")
    assert the_one(tmp_path / "file").code == "missing-folder"
    (tmp_path / "empty").mkdir()
    assert places(problems_of(tmp_path / "empty")) == [("plan.toml", None, None, "missing-file")]


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "leave.csv").mkdir()
    assert places(problems_of(folder)) == [("leave.csv", None, None, "not-a-file")]


def test_a_file_of_200_mb(tmp_path: Path) -> None:
    folder = small(tmp_path)
    with (folder / "history.csv").open("wb") as file:
        file.truncate(200_000_000)
    found = the_one(folder)
    assert (found.file, found.code) == ("history.csv", "too-large")


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, read = small(tmp_path), Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "agents.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    found = the_one(folder, "agents")
    assert (found.file, found.code) == ("agents.csv", "not-readable")


def test_the_owner_of_the_rules_is_asked_and_its_problems_join_the_others(tmp_path: Path) -> None:
    rules = "\n[rules.POL-REST-1]\nmin_gap_minutes = 600\n"
    folder = small(with_plan(put(tmp_path, {"plan.toml": PLAN + rules}), "= 30\n", '= 30\nrule_packs = ["cn"]\n'), leave=b"")
    put(folder, {"plan.toml": (PLAN + rules).replace("interval_minutes = 30", 'interval_minutes = 30\nrule_packs = ["cn"]')})
    asked: list[object] = []

    def check(packs: object, overrides: object, where: Path) -> None:
        asked.extend([packs, overrides, where])
        raise InputProblems([Problem("plan.toml", None, "rules.POL-REST-1", None, "the id of a rule", "unknown-name")])

    with pytest.raises(InputProblems) as error:
        load_plan(folder, check_rules=check)
    assert asked == [("cn",), {"POL-REST-1": {"min_gap_minutes": 600}}, folder]
    assert places(error.value.problems) == [("plan.toml", 24, "rules.POL-REST-1", "unknown-name"), ("leave.csv", None, None, "empty-file")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_any_damage_to_any_file_is_a_plan_or_problems(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b"x")
    found = problems_of(put(tmp_path, {**FILES, name: bytes(content)}))
    assert all(problem.expected and problem.file for problem in found)
