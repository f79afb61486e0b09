"""Every pack together on rosters good, bad and absurd: no rule stumbles, every finding can be spoken, advice is never law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence, Leave, Status, Worked
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.i18n import languages, t
from staffing.rules import check
from staffing.rules.packs import available_packs, load_packs, pack_info
from tests.rules.random_rosters import random_plan, random_roster

PACKS = ("cn-mainland", "eu-wtd", "fatigue")
OVERLAYS = tuple(name for name in available_packs() if pack_info(name).extends)
SYSTEMS = ("standard", "comprehensive", "irregular", "part-time", "intern")
STATUSES = ("pregnant", "nursing", "minor", "intern", "night-unfit")


def dressed(rng: Random) -> Plan:
    """A random plan with every hours system, statuses, wages, ages, documents, leave and history."""
    plan = random_plan(rng)
    first = plan.grid.first_day
    contracts = tuple(replace(c, hours_system=rng.choice(SYSTEMS)) for c in plan.contracts)
    agents = tuple(
        replace(
            a,
            born=rng.choice((None, date(2009, 5, 1), date(2011, 1, 1), date(1980, 2, 29))),
            hired=rng.choice((None, date(2020, 1, 1), first - timedelta(days=20))),
            monthly_wage=rng.choice((None, 6525.0)),
        )
        for a in plan.agents
    )
    ids = [a.id for a in agents]
    day = first + timedelta(days=rng.randint(-40, 10))
    return replace(
        plan,
        contracts=contracts,
        agents=agents,
        statuses=tuple(
            Status(rng.choice(ids), rng.choice(STATUSES), day, rng.choice((None, day + timedelta(days=rng.randint(0, 300)))))
            for _ in range(3)
        ),
        evidence=tuple(
            Evidence(kind, "x", valid_from=rng.choice((None, day)), cycle=rng.choice(("", "week", "month", "year")))
            for kind in rng.sample(("approval", "consultation", "derogation", "policy", "time-off", "opt-out", "publication"), 3)
        ),
        leave=(*plan.leave, Leave(rng.choice(ids), day, day + timedelta(days=3), "annual")),
        worked=(
            *plan.worked,
            *(Worked(rng.choice(ids), -k * 1440, -k * 1440 + rng.randint(60, 900)) for k in range(1, rng.randint(2, 60))),
        ),
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_rule_stumbles(seed: int) -> None:
    rng = Random(seed)
    plan = dressed(rng)
    roster = random_roster(rng, plan, wildness=rng.choice((0.0, 0.5, 1.0)))
    if seed % 4 == 0:
        roster = Roster(roster.grid, roster.duties, None)
    if seed % 3 == 0:  # an end before its start, no length, no pay, somebody unknown, a shift that nobody knows
        start = 1440 + rng.randint(0, 600)
        odd = [
            ("A0", start, start - 200, 480),
            ("A1", start, start, None),
            ("A0", start + 10, start + 700, -5),
            ("Nobody", start, start + 60, 1),
        ]
        duties = tuple(Duty(agent, a, b, plan.grid.day(a), "?", paid) for agent, a, b, paid in odd)
        roster = Roster(roster.grid, (*roster.duties, *duties), roster.activities)
    audit = check(plan, roster, (*PACKS[1:], OVERLAYS[seed % len(OVERLAYS)]))
    specs = {result.spec.id: result.spec for result in audit.rules}
    for finding in audit.findings:
        spec = specs[finding.rule]
        assert finding.outcome is not Outcome.FAIL or (spec.certainty != "G" and spec.pack != "fatigue")
        assert finding.deficit is None or finding.deficit >= 0
        for lang in languages():
            assert "{" not in t(f"finding.{finding.key}", lang, **finding.params)
    assert {r.outcome for r in audit.rules if r.findings} <= {f.outcome for f in audit.findings}
    some = [a.id for a in plan.agents][:1]
    alone = check(plan, roster, (*PACKS[1:], OVERLAYS[seed % len(OVERLAYS)]), agents=some)
    whole = {r.spec.id for r in alone.rules if r.reason == "reason.whole_roster"}
    mine = [f for f in audit.findings if f.agent in some and f.rule not in whole and f.key != "unknown_agent"]
    assert [f for f in alone.findings if f.agent in some] == mine


def test_the_guidelines_are_advice_and_general_knowledge_never_fails() -> None:
    for spec in load_packs([*PACKS, *OVERLAYS[:1]]):
        if spec.pack == "fatigue":
            assert spec.severity == "advisory"
            assert "law" in spec.citation.law or spec.certainty == "G"


def test_an_empty_contract_and_an_empty_roster() -> None:
    plan = replace(dressed(Random(3)), contracts=(Contract("full", "comprehensive"), Contract("part", "part-time")))
    audit = check(plan, Roster(plan.grid, ()), PACKS)
    assert not [f for f in audit.findings if f.pack not in ("contract", "policy") and f.outcome is Outcome.FAIL]
