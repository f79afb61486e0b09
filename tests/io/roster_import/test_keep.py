"""A mapping file that grows keeps what its user wrote."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.io.roster_import.keep import updated_text
from staffing.io.roster_import.mapping import Mapping, mapping_text

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=6)


@settings(max_examples=60)
@given(old=st.dictionaries(NAMES, st.sampled_from(("D8", "off", "?"))), new=st.dictionaries(NAMES, st.sampled_from(("D8", "leave x"))))
def test_whatever_the_codes_the_text_says_the_whole_mapping(old: dict[str, str], new: dict[str, str]) -> None:
    mapping = Mapping(blank="off", codes=old | new, agents={"7": "0007"}, ignore_rows=("x",))
    before = mapping_text(Mapping(codes=dict(old), agents={"7": "0007"}, ignore_rows=("x",)))
    document = tomllib.loads(updated_text(before, mapping))
    assert document["codes"] == mapping.codes
    assert (document["cells"]["blank"], document["agents"], document["rows"]["ignore"]) == ("off", {"7": "0007"}, ["x"])


def test_another_style_of_toml_is_written_anew_under_the_users_remarks() -> None:
    text = "# mine\ncodes = { A = 'D8' }\n"
    changed = updated_text(text, Mapping(codes={"A": "D8", "B": "off"}))
    assert changed.splitlines()[0] == "# mine"
    assert tomllib.loads(changed)["codes"] == {"A": "D8", "B": "off"}


def test_nothing_new_leaves_the_text_as_it_is() -> None:
    text = "# mine\n[codes]\nA = 'D8' # early\n"
    assert updated_text(text, Mapping(codes={"A": "D8"})) == text
