from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit import Followup, read_followups, write_followups
from tests.factories import make_plan

RULES = ("POL-RUN-01", "CN-OT-02")
DAY = date(2026, 6, 3)


def test_no_file_is_no_followup(tmp_path: Path) -> None:
    assert read_followups(make_plan(), tmp_path, RULES) == ()


def test_what_is_written_is_read_and_the_row_that_names_most_comes_first(tmp_path: Path) -> None:
    rows = (
        Followup("POL-RUN-01", "", None, "Zhao", None),
        Followup("POL-RUN-01", "A1", DAY, "Li", date(2026, 6, 30), "two days, off"),
        Followup("POL-RUN-01", "A1", None, "Qian", DAY),
    )
    write_followups(rows, tmp_path)
    found = read_followups(make_plan(), tmp_path, RULES)
    assert found == (rows[1], rows[2], rows[0])
    span = (date(2026, 6, 1), date(2026, 6, 7))
    assert [r.owner for r in found if r.speaks_of("POL-RUN-01", "A1", *span)] == ["Li", "Qian", "Zhao"]
    assert [r.owner for r in found if r.speaks_of("POL-RUN-01", "A2", *span)] == ["Zhao"]
    assert not [r for r in found if r.speaks_of("CN-OT-02", "A1", *span)]
    assert not found[0].speaks_of("POL-RUN-01", "A1", date(2026, 6, 8), date(2026, 6, 9))


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "followup.csv").write_text("rule,owner,agent,due\nXX,,A9,soon\n", "utf-8")
    with pytest.raises(InputProblems) as found:
        read_followups(make_plan(), tmp_path, RULES)
    assert sorted((p.row or 0, p.column or "") for p in found.value.problems) == [(2, "agent"), (2, "due"), (2, "owner"), (2, "rule")]
