"""agents.csv, leave.csv, availability.csv, requests.csv and statuses.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.people import Agent, Availability, Leave, Request, Status
from tests.io.folders import FILES, loaded, places, problems_of, put, small

AGENTS = "agent,name,contract,skills,site,volunteers,born,hired,monthly_wage,tags,team,e-mail\n"


def test_every_column_of_agents(tmp_path: Path) -> None:
    plan = loaded(
        small(tmp_path, agents=AGENTS + "007,王小明,full-time,general;complaint:0.8,one,N8;D8,1990-05-01,2020-01-01,6500.5,a;b,red,x@y\n")
    )
    assert plan.agents == (
        Agent(
            "007", "王小明", "full-time", (("general", 1.0), ("complaint", 0.8)), "one", ("N8", "D8"), date(1990, 5, 1), date(2020, 1, 1),
            6500.5, ("a", "b"), (("team", "red"), ("e-mail", "x@y")),
        ),
    )  # fmt: skip


def test_a_blank_name_is_the_id(tmp_path: Path) -> None:
    (agent,) = loaded(small(tmp_path, agents="agent,name,contract,skills\nA1,,full-time,general:0\n")).agents
    assert (agent.name, agent.skills) == ("A1", (("general", 0.0),))


@pytest.mark.parametrize(
    ("row", "column", "code", "word"),
    [
        (",Ann,full-time,general,,,,,,,,", "agent", "missing-value", "blank"),
        ("A1,Ann,fulltime,general,,,,,,,,", "contract", "unknown-name", "did you mean 'full-time'"),
        ("A1,Ann,,general,,,,,,,,", "contract", "missing-value", "blank"),
        ("A1,Ann,full-time,,,,,,,,,", "skills", "missing", "at least one queue"),
        ("A1,Ann,full-time,generl,,,,,,,,", "skills", "unknown-name", "did you mean 'general'"),
        ("A1,Ann,full-time,general:3,,,,,,,,", "skills", "bad-skill", "from 0 to 2"),
        ("A1,Ann,full-time,general;general,,,,,,,,", "skills", "duplicate", "once"),
        ("A1,Ann,full-time,general,,NN8,,,,,,", "volunteers", "unknown-name", "did you mean 'N8'"),
        ("A1,Ann,full-time,general,,,1990-13-01,,,,,", "born", "bad-date", "2026-11-30"),
        ("A1,Ann,full-time,general,,,2027-01-01,,,,,", "born", "out-of-range", "before the plan"),
        ("A1,Ann,full-time,general,,,,soon,,,,", "hired", "bad-date", "2026-11-30"),
        ("A1,Ann,full-time,general,,,,,-1,,,", "monthly_wage", "out-of-range", "from 0"),
    ],
)
def test_one_mistake_of_an_agent(tmp_path: Path, row: str, column: str, code: str, word: str) -> None:
    found = problems_of(small(tmp_path, agents=AGENTS + row + "\n"))
    assert places(found) == [("agents.csv", 2, column, code)]
    assert word in found[0].expected


def test_ids_are_unique(tmp_path: Path) -> None:
    found = problems_of(small(tmp_path, agents=FILES["agents.csv"] + "A1,Bea,full-time,general,,\n"))
    assert places(found) == [("agents.csv", 4, "agent", "duplicate")]


def test_a_wrong_agent_still_has_its_id(tmp_path: Path) -> None:
    agents = FILES["agents.csv"].replace("general;complaint:0.8", "orders")
    assert places(problems_of(small(tmp_path, agents=agents, leave=FILES["leave.csv"]))) == [("agents.csv", 2, "skills", "unknown-name")]


def test_leave(tmp_path: Path) -> None:
    plan = loaded(
        small(
            tmp_path,
            leave="agent,first_day,last_day,kind\nA1,2026-12-01,2026-12-02,annual\nA1,2026-12-02,2026-12-02,\nA2,2026-12-04,,sick\n",
        )
    )
    assert plan.leave[:2] == (
        Leave("A1", date(2026, 12, 1), date(2026, 12, 2), "annual"),
        Leave("A1", date(2026, 12, 2), date(2026, 12, 2)),
    )
    assert plan.leave[2].last_day == plan.grid.end_day  # open end: also the morning after a last night


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A9,2026-12-01,2026-12-02,", "agent", "unknown-name"),
        ("A1,2026-12-01,2026-11-30,", "last_day", "out-of-range"),
        ("A1,2026-12-01,2046-11-30,", "last_day", "out-of-range"),
        ("A1,,2026-11-30,", "first_day", "missing-value"),
        ("A1,01.12.2026,2026-12-02,", "first_day", "bad-date"),
    ],
)
def test_one_mistake_of_leave(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, leave=f"agent,first_day,last_day,kind\n{row}\n"))) == [("leave.csv", 2, column, code)]


AVAILABILITY = "agent,day,weekday,available_from,available_to\n"


def test_availability(tmp_path: Path) -> None:
    plan = loaded(small(tmp_path, availability=AVAILABILITY + "A1,,0,06:00,24:00\nA1,2026-12-01,,,12:00\nA1,,6,,\n"))
    assert plan.availability == (
        Availability("A1", None, 0, 360, 1440),
        Availability("A1", date(2026, 12, 1), None, 0, 720),
        Availability("A1", None, 6, 0, 1440),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A1,2026-12-01,0,,", "weekday", "invalid"),
        ("A1,,,,", "weekday", "missing-value"),
        ("A1,,7,,", "weekday", "out-of-range"),
        ("A1,,Mon,,", "weekday", "bad-number"),
        ("A1,,0,22:00,06:00", "available_to", "out-of-range"),
        ("A1,,0,24:00,", "available_from", "out-of-range"),
        ("A1,,0,06:00,24:30", "available_to", "bad-clock"),
        ("A9,,0,,", "agent", "unknown-name"),
    ],
)
def test_one_mistake_of_availability(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, availability=AVAILABILITY + row + "\n"))) == [("availability.csv", 2, column, code)]


def test_availability_needs_a_day_or_a_weekday(tmp_path: Path) -> None:
    assert places(problems_of(small(tmp_path, availability="agent\nA1\n"))) == [("availability.csv", 1, "weekday", "missing-column")]
    assert loaded(small(tmp_path, availability="agent,day\nA1,2026-12-01\n")).availability[0].to_clock == 1440


def test_requests(tmp_path: Path) -> None:
    rows = "A1,2026-12-01,OFF,20\nA1,2026-12-02,D8,5\nA2,2026-12-06,22:00-06:00,0\nA2,2026-12-07,off,1\nA2,2026-11-29,off,1\n"
    plan = loaded(small(tmp_path, requests="agent,day,wish,weight\n" + rows))
    assert plan.requests == (  # the last two lie outside the plan
        Request("A1", date(2026, 12, 1), "off", 20.0),
        Request("A1", date(2026, 12, 2), "D8", 5.0),
        Request("A2", date(2026, 12, 6), "22:00-06:00", 0.0, (1320, 1800)),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A1,2026-12-01,D9,5", "wish", "unknown-name"),
        ("A1,2026-12-01,25:00-26:00,5", "wish", "bad-clock"),
        ("A1,2026-12-01,,5", "wish", "missing-value"),
        ("A1,2026-12-01,off,-5", "weight", "out-of-range"),
        ("A1,2026-12-01,off,nan", "weight", "bad-number"),
        ("A1,2026-12-01,off,", "weight", "missing-value"),
        ("A1,2026-12-32,off,5", "day", "bad-date"),
        ("A9,2025-12-01,off,5", "agent", "unknown-name"),  # outside the plan, and still wrong
    ],
)
def test_one_mistake_of_a_request(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, requests=f"agent,day,wish,weight\n{row}\n"))) == [("requests.csv", 2, column, code)]


def test_statuses(tmp_path: Path) -> None:
    rows = "A1,pregnant,2026-08-01,2027-02-14\nA2,Trainee,2026-11-01,\nA2,first-aider,2026-11-01,\n"
    plan = loaded(small(tmp_path, statuses="agent,status,first_day,last_day\n" + rows))
    assert plan.statuses == (
        Status("A1", "pregnant", date(2026, 8, 1), date(2027, 2, 14)),
        Status("A2", "trainee", date(2026, 11, 1)),
        Status("A2", "first-aider", date(2026, 11, 1)),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A1,pregnent,2026-08-01,", "status", "unknown-name"),
        ("A1,,2026-08-01,", "status", "missing-value"),
        ("A1,minor,,", "first_day", "missing-value"),
        ("A1,minor,2026-08-01,2026-07-01", "last_day", "out-of-range"),
    ],
)
def test_one_mistake_of_a_status(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, statuses=f"agent,status,first_day,last_day\n{row}\n"))) == [("statuses.csv", 2, column, code)]


def test_files_that_name_agents_need_agents(tmp_path: Path) -> None:
    found = problems_of(put(tmp_path, {"plan.toml": FILES["plan.toml"], "leave.csv": FILES["leave.csv"]}))
    assert places(found) == [("leave.csv", 2, "agent", "unknown-name")]
    assert "agents.csv, which is not there" in found[0].expected
