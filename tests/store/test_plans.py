from __future__ import annotations

from pathlib import Path

from staffing.store import plans
from staffing.store.database import open_store


def test_folders_get_short_unique_names_and_keep_them(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    one = plans.add(engine, tmp_path / "a" / "Hotline 24x7")
    two = plans.add(engine, tmp_path / "b" / "hotline-24x7")
    assert (one.slug, two.slug) == ("hotline-24x7", "hotline-24x7-2")
    assert plans.add(engine, tmp_path / "a" / "Hotline 24x7") == one
    assert plans.plans(engine) == (one, two)


def test_a_name_without_latin_letters_still_gets_a_short_name(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    assert plans.add(engine, tmp_path / "热线").slug == "plan"
    assert plans.add(engine, tmp_path / "订单").slug == "plan-2"


def test_forgetting_leaves_the_folder_alone(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    folder = tmp_path / "plan"
    folder.mkdir()
    plans.forget(engine, plans.add(engine, folder).slug)
    assert plans.plans(engine) == ()
    assert folder.is_dir()
