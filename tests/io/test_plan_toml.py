"""plan.toml: what it says, and every way it can be wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from staffing.domain.people import Contract, Prices
from staffing.domain.problems import Problem
from staffing.domain.queue import OpenWindow
from staffing.io.plan_toml import Settings, read_settings
from staffing.io.problem_list import ProblemList
from tests.io.folders import PLAN

FULL = """[plan]
name = "Hotline, week 49"
time_zone = "Europe/Berlin"
first_day = 2026-11-30
days = 7
interval_minutes = 15
rule_packs = ["eu-wtd", "own/rules.toml"]

[[queue]]
name = "general"
channel = "voice"
open = ["Mon-Fri 08:00-20:00", "Sat 20:00-04:00"]
service_level = 0.85
answer_within_seconds = 15
max_asa_seconds = 30
max_occupancy = 0.88
max_abandonment = 0.05
min_answer_rate = 0.95
patience_seconds = 180
min_agents = 2
hard_min_agents = 1
shrinkage = 0.30
short_per_agent_hour = 300
deep_short_per_agent_hour = 0

[[queue]]
name = "chat"
channel = "chat"
aht_by_concurrency_seconds = [300, 420.5]

[[queue]]
name = "mail"
channel = "deferred"
deadline_minutes = 1440

[[contract]]
name = "full-time"
hours_system = "comprehensive"
min_minutes_per_week = 2100
normal_minutes_per_week = 2400
max_minutes_per_week = 2640
wage_per_hour = 40

[[contract]]
name = "sparse"

[rules.POL-REST-01]
min_gap_minutes = 600
share = 0.5
[rules.POL-RUN-01]
enabled = false

[objective]
wage_per_hour = 42.5
currency = "CNY"
"""


def read(text: str) -> tuple[Settings, list[Problem]]:
    found = ProblemList()
    return read_settings(text, found), found.sorted()


def test_everything_a_plan_may_say() -> None:
    settings, problems = read(FULL)
    assert problems == []
    assert settings.grid is not None
    assert (settings.grid.zone, settings.grid.first_day, settings.grid.days, settings.grid.interval_minutes) == (
        "Europe/Berlin",
        date(2026, 11, 30),
        7,
        15,
    )
    voice, chat, mail = settings.queues
    assert voice.open == (OpenWindow.parse("Mon-Fri 08:00-20:00"), OpenWindow.parse("Sat 20:00-04:00"))
    assert (voice.shrinkage, voice.target.max_occupancy) == (Decimal("0.30"), Decimal("0.88"))
    assert (voice.target.service_level, voice.target.answer_within_seconds, voice.patience_seconds) == (0.85, 15.0, 180.0)
    assert (voice.min_agents, voice.hard_min_agents, voice.short_per_agent_hour, voice.deep_short_per_agent_hour) == (2, 1, 300.0, 0.0)
    assert chat.aht_by_concurrency_seconds == (300.0, 420.5)
    assert mail.deadline_minutes == 1440
    assert settings.contracts == (Contract("full-time", "comprehensive", 2100, 2400, 2640, 40.0), Contract("sparse"))
    assert settings.rules == {"POL-REST-01": {"min_gap_minutes": 600, "share": 0.5}, "POL-RUN-01": {"enabled": False}}
    assert isinstance(settings.rules["POL-REST-01"]["share"], float)
    assert settings.prices == Prices(wage_per_hour=42.5, currency="CNY")
    assert settings.rule_packs == ("eu-wtd", "own/rules.toml")


def test_shrinkage_is_exact() -> None:
    settings, _ = read(FULL)
    assert Decimal(21) / (1 - settings.queues[0].shrinkage) == 30


MAIL = 'channel = "deferred"\ndeadline_minutes = 60\n'


@pytest.mark.parametrize(
    ("old", "new", "column", "row", "word"),
    [
        ('time_zone = "Asia/Shanghai"', 'time_zone = "Asia/Shangai"', "plan.time_zone", 3, "did you mean 'Asia/Shanghai'"),
        ('time_zone = "Asia/Shanghai"\n', "", "plan.time_zone", 1, "missing"),
        ("first_day = 2026-11-30", 'first_day = "2026-11-30"', "plan.first_day", 4, "without quotes"),
        ("days = 7", "days = 93", "plan.days", 5, "1 to 92"),
        ("days = 7", "days = 7.5", "plan.days", 5, "whole number"),
        ("days = 7", "day = 7\ndays = 7", "plan.day", 5, "did you mean 'days'"),
        ("interval_minutes = 30", "interval_minutes = 20", "plan.interval_minutes", 6, "5, 10, 15, 30, 60"),
        ("shrinkage = 0.1", "shrinkage = 1.0", "queue[1].shrinkage", 12, "below 1"),
        ("shrinkage = 0.1", "shrinkage = -0.1", "queue[1].shrinkage", 12, "from 0"),
        ("shrinkage = 0.1", 'shrinkage = "10%"', "queue[1].shrinkage", 12, "a number"),
        ("service_level = 0.8", "service_level = 80", "queue[1].service_level", 10, "below 1"),
        ("answer_within_seconds = 20\n", "", "queue[1].answer_within_seconds", 8, "go together"),
        ("shrinkage = 0.1", 'open = ["Mon 8-20"]', "queue[1].open", 12, "Mon-Fri 08:00-20:00"),
        ("shrinkage = 0.1", 'open = "Mon 08:00-20:00"', "queue[1].open", 12, "a list"),
        ("shrinkage = 0.1", 'channel = "voise"', "queue[1].channel", 12, "did you mean 'voice'"),
        ("shrinkage = 0.1", 'channel = "deferred"', "queue[1].deadline_minutes", 8, "deadline_minutes"),
        ("shrinkage = 0.1", "aht_by_concurrency_seconds = [nan]", "queue[1].aht_by_concurrency_seconds", 12, "above 0"),
        (
            "shrinkage = 0.1",
            'channel = "chat"\naht_by_concurrency_seconds = [300, 700]',
            "queue[1].aht_by_concurrency_seconds",
            13,
            "600 s at 2",
        ),
        ("shrinkage = 0.1", "deadline_minutes = 60", "queue[1].deadline_minutes", 12, "deferred and outbound"),
        ("shrinkage = 0.1", 'channel = "outbound"\ncontact_rate = 0.3', "queue[1].attempt_seconds", 8, "missing"),
        ("shrinkage = 0.1", "reserve_agents = 2", "queue[1].reserve_agents", 12, "spare_of"),
        ("shrinkage = 0.1", MAIL + 'spare_of = ["complain"]', "queue[1].spare_of", 14, "did you mean 'complaint'"),
        ("shrinkage = 0.1", MAIL + "opening_backlog = -1", "queue[1].opening_backlog", 14, "each from 0"),
        ("shrinkage = 0.1", MAIL + "opening_backlog = [{ due = 1 }]", "queue[1].opening_backlog", 14, "due_minutes"),
        ("shrinkage = 0.1", MAIL + 'deadline_counts = "work"', "queue[1].deadline_counts", 14, "always, open"),
        ("shrinkage = 0.1", MAIL + "max_spare_share = 0", "queue[1].max_spare_share", 14, "above 0"),
        ("shrinkage = 0.1", "patience_seconds = 0", "queue[1].patience_seconds", 12, "above 0"),
        ("shrinkage = 0.1", "max_occupancy = 1.2", "queue[1].max_occupancy", 12, "to 1"),
        ("shrinkage = 0.1", "min_agents = 1.5", "queue[1].min_agents", 12, "whole number"),
        ("shrinkage = 0.1", "patience = 3", "queue[1].patience", 12, "did you mean 'patience_seconds'"),
        ('name = "complaint"', 'name = "general"', "queue[2].name", 15, "queue[1] has it already"),
        ('name = "complaint"', 'name = "a;b"', "queue[2].name", 15, "';'"),
        ('name = "complaint"', "open = []", "queue[2].name", 14, "missing"),
        ("max_minutes_per_week = 2640", "max_minutes_per_week = 2000", "contract[1].max_minutes_per_week", 21, "min <= normal <= max"),
        ("min_minutes_per_week = 2100", "min_minutes_per_week = 2500", "contract[1].min_minutes_per_week", 19, "min <= normal <= max"),
        ("min_minutes_per_week = 2100", 'hours_system = "flexible"', "contract[1].hours_system", 19, "comprehensive"),
        ("[[contract]]", "[objective]\nwage = 3\n[[contract]]", "objective.wage", 18, "wage_per_hour"),
        ("[[contract]]", "[objective]\nover_per_agent_hour = -4\n[[contract]]", "objective.over_per_agent_hour", 18, "from 0"),
        ("[[contract]]", "[rules]\nPOL-REST-01 = 3\n[[contract]]", "rules.POL-REST-01", 18, "a section"),
        ("[[contract]]", "[rules.X]\nenabled = 1\n[[contract]]", "rules.X.enabled", 18, "true or false"),
        ("[[contract]]", "[rules.X]\ny = nan\n[[contract]]", "rules.X.y", 18, "finite"),
        ("[[contract]]", "[[agents]]\n[[contract]]", "agents", 17, "one of plan, queue"),
        ("[[contract]]", "[objectives]\n[[contract]]", "objectives", 17, "did you mean 'objective'"),
    ],
)
def test_one_mistake_one_problem(old: str, new: str, column: str, row: int, word: str) -> None:
    assert old in PLAN
    _, problems = read(PLAN.replace(old, new))
    assert [(p.column, p.row) for p in problems] == [(column, row)], "\n".join(map(str, problems))
    assert word in problems[0].expected
    assert problems[0].file == "plan.toml"


def test_all_mistakes_at_once() -> None:
    text = (
        PLAN.replace("days = 7", "days = 0")
        .replace("shrinkage = 0.1", "shrinkage = 2")
        .replace("= 2640", "= 1")
        .replace("Asia/Shanghai", "X")
    )
    settings, problems = read(text)
    assert [p.column for p in problems] == ["plan.time_zone", "plan.days", "queue[1].shrinkage", "contract[1].max_minutes_per_week"]
    assert settings.grid is None
    assert settings.queue_names == ("general", "complaint")  # names count although the queue is wrong, or every row that names it would be
    assert settings.contract_names == ("full-time",)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", ["plan", "queue"]),
        ("plan = 3\n", ["plan", "plan.time_zone", "plan.first_day", "plan.days", "plan.interval_minutes", "queue"]),
        ("[queue]\nname = 'a'\n", ["plan", "queue"]),
        ("queue = [1]\n", ["plan", "queue[1]", "queue[1].name"]),
    ],
)
def test_sections_of_the_wrong_kind(text: str, columns: list[str]) -> None:
    _, problems = read(text)
    assert sorted(p.column or "" for p in problems) == sorted(columns)


def test_a_clock_change_that_cuts_an_interval() -> None:
    text = PLAN.replace("Asia/Shanghai", "Australia/Lord_Howe").replace("2026-11-30", "2026-04-05").replace("= 30", "= 60")
    _, problems = read(text)
    assert [p.column for p in problems] == ["plan.interval_minutes"]
    assert "clock change" in problems[0].expected


def test_work_that_may_wait_is_read_with_its_backlog() -> None:
    text = (
        PLAN.replace("shrinkage = 0.1", "shrinkage = 0.1\nreserve_agents = 3")
        + """
[[queue]]
name = "mail"
channel = "deferred"
deadline_minutes = 600
deadline_counts = "open"
opening_backlog = [{ due_minutes = 120, contacts = 9 }, { due_minutes = 30, contacts = 2.5 }]
spare_of = ["general"]
max_spare_share = 0.5

[[queue]]
name = "list"
channel = "outbound"
contact_rate = 0.25
attempt_seconds = 45
opening_backlog = 100
"""
    )
    settings, problems = read(text)
    assert problems == []
    general, _, mail, calls = settings.queues
    assert general.reserve_agents == 3
    assert (mail.deadline_counts, mail.spare_of, mail.max_spare_share) == ("open", ("general",), 0.5)
    assert mail.opening_backlog == ((30.0, 2.5), (120.0, 9.0))
    assert (calls.contact_rate, calls.attempt_seconds, calls.deadline_minutes) == (0.25, 45.0, None)
    assert sum(contacts for _, contacts in calls.opening_backlog) == 100
