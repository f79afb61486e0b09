"""Sample plans and fresh copies of them; a copy never costs a user a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.services.templates import DEFAULT_TEMPLATE, MARK, data_folder, new_plan, templates


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != MARK and "out" not in p.parts
    }


def test_the_default_comes_first_and_every_template_has_a_title():
    found = templates()
    assert found[0].name == DEFAULT_TEMPLATE
    assert {"hotline-24x7", "three-groups"} <= {t.name for t in found}
    assert all(t.title and t.days > 0 for t in found)


def test_a_copy_holds_every_file_of_the_template(tmp_path):
    copy = new_plan(tmp_path / "mine", "three-groups")
    assert files(copy) == files(data_folder() / "three-groups")
    assert "manual/roster.csv" in files(copy)


def test_a_plan_of_the_users_is_never_replaced(tmp_path):
    mine = new_plan(tmp_path / "mine")
    (mine / "agents.csv").write_text("precious", encoding="utf-8")
    for replace in (False, True):
        with pytest.raises(InputProblems) as caught:
            new_plan(mine, replace=replace)
        assert caught.value.problems[0].code == "exists"
    assert (mine / "agents.csv").read_text(encoding="utf-8") == "precious"


def test_a_sample_made_to_be_replaced_is_replaced(tmp_path):
    folder = new_plan(tmp_path / "demo", replace=True)
    (folder / "out").mkdir()
    (folder / "out" / "roster.csv").write_text("old", encoding="utf-8")
    new_plan(tmp_path / "demo", replace=True)
    assert not (folder / "out").exists()


def test_an_unknown_template_is_named_with_the_known_ones(tmp_path):
    with pytest.raises(InputProblems) as caught:
        new_plan(tmp_path / "x", "hotline")
    assert caught.value.problems[0].value == "hotline"
    assert "hotline-24x7" in caught.value.problems[0].expected
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["hotline-24x7", "three-groups"])
def test_the_code_that_made_a_sample_makes_it_again(name, tmp_path):
    maker = data_folder() / f"make_{name.replace('-', '_')}.py"
    subprocess.run([sys.executable, str(maker), str(tmp_path / name)], check=True)
    assert files(tmp_path / name) == files(data_folder() / name)


def test_a_copy_of_a_sample_is_the_users(tmp_path):
    folder = new_plan(tmp_path / "demo", replace=True)
    mine = shutil.copytree(folder, tmp_path / "mine")
    with pytest.raises(InputProblems):
        new_plan(mine, replace=True)
    assert (mine / "agents.csv").exists()
