"""A roster written for people and read back is the same roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.people import Leave
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.io.export.csv import roster_long, roster_wide
from staffing.io.export.xlsx import roster_workbook
from staffing.io.roster_import import Mapping, import_roster, read_sheets
from staffing.services.publish import words
from tests.factories import make_agent, make_plan, make_shift

NAMES = st.lists(
    st.text(st.sampled_from("ABDN早中晚夜班Xx休1289 =-"), min_size=1, max_size=4).map(str.strip).filter(bool),
    min_size=2,
    max_size=4,
    unique_by=lambda name: "".join(name.split()).casefold(),
)
LANGS, FORMS = st.sampled_from(["en", "zh_CN"]), st.sampled_from(["xlsx", "wide", "long"])
KINDS = st.sampled_from(["annual", "年假", "调休", "病假", "kind", ""])


def random_plan_and_roster(rng: Random, names: list[str], kind: str) -> tuple[Plan, Roster]:
    shifts = [make_shift(name, f"{5 + 4 * k:02d}:00", 480 + 30 * k, 30, f"{6 + 4 * k:02d}:00") for k, name in enumerate(names)]
    people = [make_agent(f"{k:04d}", site="S") for k in range(1, 5)]
    first = date(2026, 1, 1) + timedelta(days=rng.randrange(400))
    plan = make_plan(first, rng.randint(2, 20), agents=people, shifts=shifts)
    leave_day = first + timedelta(days=rng.randrange(plan.grid.days))
    plan = replace(plan, leave=(Leave("0001", leave_day, leave_day, kind),))
    duties = []
    for agent in people:
        for day in plan.grid.calendar:
            if rng.random() < 0.6 and (agent.id, day) != ("0001", leave_day):
                shift = rng.choice(shifts)
                start = plan.grid.at(day, rng.choice(shift.start_clocks))
                assert start is not None
                duties.append(Duty(agent.id, start, start + shift.length_minutes, day, shift.name, shift.paid_minutes))
    return plan, Roster(plan.grid, tuple(duties))


def plain(roster: Roster) -> list[Duty]:
    return [replace(duty, row=None) for duty in roster.duties]


@settings(max_examples=30)
@given(
    seed=st.integers(0, 10**6),
    names=NAMES,
    kind=KINDS,
    lang=st.sampled_from(["en", "zh_CN"]),
    form=st.sampled_from(["xlsx", "wide", "long"]),
)
def test_what_was_exported_is_imported_unchanged(tmp_path_factory, seed, names, kind, lang, form):  # type: ignore[no-untyped-def]
    plan, roster = random_plan_and_roster(Random(seed), names, kind)
    if form == "long" and not roster.duties:
        return
    write = {"xlsx": roster_workbook, "wide": roster_wide, "long": roster_long}[form]
    path = tmp_path_factory.mktemp("export") / ("roster.xlsx" if form == "xlsx" else "roster.csv")
    path.write_bytes(write(plan, roster, words(lang)))
    found = import_roster(plan, read_sheets(path)[0], Mapping(blank="off"))
    assert found.problems == []
    assert plain(found.roster) == plain(roster)
    if form != "long":
        assert [(row.agent, row.first_day, row.last_day) for row in found.leave] == [(r.agent, r.first_day, r.last_day) for r in plan.leave]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_of_a_csv_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    plan, roster = random_plan_and_roster(Random(7), ["早", "夜"], "年假")
    path = tmp_path / "班表.csv"
    path.write_bytes(roster_wide(plan, roster, words("zh_CN")).decode("utf-8-sig").encode(encoding))
    found = import_roster(plan, read_sheets(path)[0], Mapping(blank="off"))
    assert found.problems == []
    assert plain(found.roster) == plain(roster)
