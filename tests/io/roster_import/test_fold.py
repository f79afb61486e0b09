from __future__ import annotations

from staffing.io.roster_import.fold import fold, tidy


def test_full_width_blanks_and_capitals_do_not_matter() -> None:
    assert fold("Ｍ１") == fold(" m 1 ") == fold("\u3000M1\u200b") == "m1"


def test_tidy_keeps_lines_capitals_and_single_blanks() -> None:
    assert tidy(" D8  08：00 \r\n\r\n N8 ") == "D8 08:00\nN8"


def test_the_apostrophe_before_a_formula_is_dropped_and_no_other() -> None:
    assert (tidy("'=1"), tidy("'-"), tidy("'a"), tidy("'")) == ("=1", "-", "'a", "'")
