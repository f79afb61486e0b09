from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems
from staffing.io.roster_import import Mapping, mapping_text, read_mapping
from tests.io.roster_import.sheets import plan

KEYS = st.text(min_size=1, max_size=6)


@given(st.dictionaries(KEYS, st.sampled_from(["M1", "off", "unknown", "leave annual", "F8 09:00"])), st.lists(KEYS, max_size=3))
def test_a_mapping_saved_and_read_again_is_the_same(codes: dict[str, str], ignore: list[str]) -> None:
    codes = {k.encode("utf-8", "ignore").decode(): v for k, v in codes.items()}
    ignore = [text.encode("utf-8", "ignore").decode() for text in ignore]
    mapping = Mapping({"agent": "工号"}, "off", codes, {"王": "0007"}, tuple(ignore))
    assert read_mapping(mapping_text(mapping), "m.toml", plan()) == mapping


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('[codes]\nA = "Z9"', "codes.A"),
        ('[codes]\nA = "F8 25:00"', "codes.A"),
        ("[codes]\nA = 3", "codes.A"),
        ('[cells]\nblank = "perhaps"', "cells.blank"),
        ('[agents]\nx = "9999"', "agents.x"),
        ("[rows]\nignore = 3", "rows.ignore"),
        ("[shifts]\n", "shifts"),
        ("[codes", None),
    ],
)
def test_what_is_wrong_in_a_mapping_is_named(text: str, column: str | None) -> None:
    with pytest.raises(InputProblems) as found:
        read_mapping(text, "m.toml", plan())
    assert [(p.file, p.column) for p in found.value.problems] == [("m.toml", column)]


def test_the_file_says_how_it_is_filled_in() -> None:
    text = mapping_text(Mapping(codes={"备": "?"}))
    assert '"?"' in text.split("[codes]")[0]
    assert '"备" = "?"' in text
