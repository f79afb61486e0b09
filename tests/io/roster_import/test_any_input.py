"""Whatever a file holds, it is read or its cells are named: never an exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.io.roster_import import Mapping, Sheet, import_roster
from tests.io.roster_import.sheets import plan

PLAN = plan("2026-06-01", 14)
TEXTS = (
    "工号,姓名,日期,班次,start,end,paid_hours,6/1,6/2,7/6,1日,2,3,31,周一,2026-06-01,2026-02-30,0007,王娜,M1,N1,F8,F8 09:00,"
    "08:00-17:00,25:61,M1/N1,休,年假,?,,,合计,2026年6月,2026-06-01T08:00,7.5,=1+1,08:00,24:00"
)
WORDS = st.sampled_from(TEXTS.split(","))
HEADS = st.sampled_from(("工号,1日,2日,3日,4日", "姓名,6/1,6/2,6/3", "agent,date,shift,start,end,paid_hours", "agent,shift,start,end", "x"))
CELLS = st.one_of(WORDS, WORDS, WORDS, st.text(max_size=6))
PEOPLE = st.tuples(st.sampled_from(["0007", "王娜", "0012", "9"]), CELLS, CELLS, CELLS, CELLS, CELLS).map(list)
ROWS = st.lists(st.one_of(PEOPLE, st.lists(CELLS, min_size=1, max_size=7)), min_size=0, max_size=7)


@settings(max_examples=150)
@given(head=HEADS, rows=ROWS, blank=st.sampled_from(["", "off", "unknown"]))
def test_any_grid_of_cells(head: str, rows: list[list[str]], blank: str) -> None:
    rows = [head.split(","), *rows]
    sheet = Sheet("x.csv", "", tuple((k, tuple(row)) for k, row in enumerate(rows, 1) if any(cell.strip() for cell in row)))
    found = import_roster(PLAN, sheet, Mapping(blank=blank))
    assert all(p.file == "x.csv" and p.expected and p.code for p in found.problems)
    for duty in found.roster.duties:
        assert duty.agent in PLAN.agent_by_id
        assert duty.shift in PLAN.shift_by_name
        assert duty.end > duty.start
        assert PLAN.grid.first_day <= duty.day < PLAN.grid.end_day
