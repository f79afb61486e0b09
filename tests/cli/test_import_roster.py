from __future__ import annotations

import json

import pytest

from staffing.cli.main import main
from tests.small_plan import small_plan


@pytest.fixture
def folder(tmp_path):
    folder = small_plan(tmp_path / "desk")
    (folder / "grid.csv").write_text("工号,2日,3日,4日\nP1,L,,休\nP2,L,L,L\n", "utf-8")
    return folder


def call(capsys, *words):
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_an_unclear_cell_ends_with_2_and_nothing_is_written(folder, capsys):
    status, out, err = call(capsys, "import", folder, folder / "grid.csv")
    assert status == 2
    assert "no roster was written; what is not clear (1):" in err
    assert "grid.csv, row 2, column C: expected what a blank cell means: --blank off or --blank unknown" in err
    assert "mappings/roster.toml" in out
    assert not (folder / "out").exists()


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_the_summary_shows_the_mapping_and_what_comes_next(folder, capsys, lang):
    status, out, err = call(capsys, "import", folder, folder / "grid.csv", "--blank", "off", "--lang", lang)
    assert (status, err) == (0, "")
    assert "L" in out
    assert f"staffing check {folder} --roster {folder}/out/imported/roster.csv" in out
    assert call(capsys, "check", folder, "--roster", folder / "out" / "imported" / "roster.csv", "--quiet")[0] == 1  # few hours


def test_json_is_one_document(folder, capsys):
    status, out, _ = call(capsys, "import", folder, folder / "grid.csv", "--blank", "off", "--json")
    document = json.loads(out)
    assert (status, document["shifts"], document["problems"], document["codes"]["L"]["cells"]) == (0, 4, [], 4)
    status, out, _ = call(capsys, "import", folder, folder / "grid.csv", "--mapping", "other", "--json")
    assert (status, json.loads(out)["problems"][0]["code"]) == (2, "blank-cells")


@pytest.mark.parametrize("words", [["--month", "June"], ["--first-day", "1.6."], ["--blank", "perhaps"]])
def test_a_wrong_option_is_refused(folder, words):
    with pytest.raises(SystemExit) as stop:
        main(["import", str(folder), str(folder / "grid.csv"), *words])
    assert stop.value.code == 2


def test_a_file_that_is_not_there(folder, capsys):
    status, _, err = call(capsys, "import", folder, folder / "none.csv")
    assert status == 2
    assert "none.csv: expected this file to be there" in err
