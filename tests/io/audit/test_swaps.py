from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit import SwapRecord, read_swaps
from tests.factories import make_plan


def test_swaps_are_read_by_day(tmp_path: Path) -> None:
    assert read_swaps(make_plan(), tmp_path) == ()
    (tmp_path / "swaps.csv").write_text(
        "day,giver,taker,shift,back_day,agreed_by,volunteer\n2026-06-05,A2,A1,,,,\n2026-06-02,A1,A2,D8,2026-06-04,Zhao,1\n", "utf-8"
    )
    assert read_swaps(make_plan(agents=2), tmp_path) == (
        SwapRecord(date(2026, 6, 2), "A1", "A2", "D8", date(2026, 6, 4), None, "Zhao", True),
        SwapRecord(date(2026, 6, 5), "A2", "A1"),
    )


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "swaps.csv").write_text("day,giver,taker,shift,volunteer\nx,A1,A1,ZZ,maybe\n", "utf-8")
    with pytest.raises(InputProblems) as found:
        read_swaps(make_plan(), tmp_path)
    assert {p.column for p in found.value.problems} == {"day", "taker", "shift", "volunteer"}
