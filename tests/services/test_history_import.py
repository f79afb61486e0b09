"""An export into the plan's history: a look first, then once, with a mapping that stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.services.history_import import import_history
from staffing.services.pipeline import load_plan
from tests.services import demand_plan

EXPORT = "Date,Time,Skill,Calls Offered,AHT\n08/31/2026,12:00-13:00,Main,77,0:03:20\n08/31/2026,13:00-14:00,Main,66,200\nTotal,,,143,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = demand_plan.write(tmp_path / "desk")
    (tmp_path / "e.csv").write_text(EXPORT, "utf-8")
    return folder


def test_from_the_first_look_to_nothing_left_to_do(folder: Path) -> None:
    export = folder.parent / "e.csv"
    before = (folder / "history.csv").read_bytes()
    first = import_history(folder, export)
    assert [p.value for p in first.export.problems] == ["Main"]
    assert first.mapping_saved
    assert (folder / "history.csv").read_bytes() == before
    mapping = folder / "mappings" / "acd.toml"
    mapping.write_text(mapping.read_text().replace('"?"', '"general"'), "utf-8")
    look = import_history(folder, export, preview=True)
    assert look.merge is not None
    assert (look.merge.new, look.written) == (2, False)
    assert (folder / "history.csv").read_bytes() == before
    assert import_history(folder, export).written
    assert load_plan(folder).history.offered[0, -2:].tolist() == [77, 66]  # type: ignore[union-attr]
    again = import_history(folder, export)
    assert again.merge is not None
    assert (again.merge.same, again.written, again.mapping_saved) == (2, False, False)


def test_one_queue_for_all_rows_and_a_plan_without_history(folder: Path) -> None:
    (folder / "history.csv").unlink()
    done = import_history(folder, folder.parent / "e.csv", queue="general", mapping="main")
    assert done.written
    assert (folder / "history.csv").read_text().splitlines()[1] == "2026-08-31T12:00,general,77,200,,"
    assert 'queue = "general"' in (folder / "mappings" / "main.toml").read_text()


@pytest.mark.parametrize("words", [{"mapping": "../x"}, {"queue": "nobody"}, {"date_order": "xyz"}])
def test_misuse_is_said(folder: Path, words: dict[str, str]) -> None:
    with pytest.raises(InputProblems):
        import_history(folder, folder.parent / "e.csv", **words)  # type: ignore[arg-type]
