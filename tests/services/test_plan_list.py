from __future__ import annotations

import shutil
from pathlib import Path

from staffing.services import plan_list
from staffing.store.database import open_store


def test_the_first_start_makes_the_demo_plan_once(tmp_path: Path) -> None:
    engine = open_store(tmp_path)
    first = plan_list.ensure_one(engine)
    assert [plan.slug for plan in first] == ["hotline-24x7"]
    assert (first[0].folder / "plan.toml").is_file()
    assert first[0].folder == plan_list.demo_folder(engine)
    (first[0].folder / "mine.txt").write_text("kept", "utf-8")
    assert plan_list.ensure_one(engine) == first
    assert (first[0].folder / "mine.txt").is_file()


def test_a_store_with_plans_gets_no_demo_plan(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    (tmp_path / "mine").mkdir()
    mine = plan_list.add(engine, tmp_path / "mine")
    assert plan_list.ensure_one(engine) == (mine,)


def test_a_folder_that_is_gone_is_not_shown(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        plan_list.add(engine, tmp_path / name)
    shutil.rmtree(tmp_path / "one")
    assert [plan.slug for plan in plan_list.known(engine)] == ["two"]
