from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit import Waiver, read_waivers
from tests.factories import make_plan

RULES = ("POL-RUN-01", "CN-OT-02")


def read(folder: Path, text: str) -> tuple[Waiver, ...]:
    (folder / "waivers.csv").write_text("rule,agent,name,reason,expires\n" + text, "utf-8")
    return read_waivers(make_plan(), folder, RULES)


def test_no_file_is_no_waiver(tmp_path: Path) -> None:
    assert read_waivers(make_plan(), tmp_path, RULES) == ()


def test_a_waiver_holds_for_its_rule_and_people_up_to_its_last_day(tmp_path: Path) -> None:
    one, everybody = read(tmp_path, "POL-RUN-01,A1,Zhao,why,2026-06-30\nCN-OT-02,,Qian,why,2026-06-30\n")
    assert one.holds("POL-RUN-01", "A1", date(2026, 6, 30))
    assert not one.holds("POL-RUN-01", "A1", date(2026, 7, 1))
    assert not one.holds("POL-RUN-01", "A2", date(2026, 6, 1))
    assert not one.holds("CN-OT-02", "A1", date(2026, 6, 1))
    assert everybody.holds("CN-OT-02", "A2", date(2026, 6, 1))


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as found:
        read(tmp_path, "XX-1,A9,,,soon\nPOL-RUN-01,,Zhao,why,\n")
    assert [(p.row, p.column) for p in found.value.problems] == [
        (2, "rule"), (2, "agent"), (2, "name"), (2, "reason"), (2, "expires"), (3, "expires"),
    ]  # fmt: skip
