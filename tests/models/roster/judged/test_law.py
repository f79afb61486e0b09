"""Limits of the law in the tour program and in the CP-SAT model, against plain counting (:func:`staffing.rules.obedience.broken`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.limits import DayCap, ExcessCap, GapFloor, Limit, Limits, OverlapBan, RestDayFloor, SumCap
from staffing.domain.people import Contract, Status
from staffing.domain.plan import Plan
from staffing.domain.report import SolveStatus
from staffing.domain.roster import Roster
from staffing.models.roster import make_roster
from staffing.models.roster.arrays.law import law_of
from staffing.models.roster.arrays.policy import Policy
from staffing.models.roster.arrays.problem import build_problem
from staffing.models.roster.pricing.tours import best_tour
from staffing.rules.obedience import broken
from staffing.services.explaining.words import rule_words
from staffing.services.pipeline import make_roster as lawful_roster
from staffing.services.pipeline import under_law
from tests.factories import make_plan, make_requirement, make_shift
from tests.models.roster.judged.tiny import all_tours, crew_plan, duties, legal, numbers, one_agent_plan


def drawn_limits(rng: Random, plan: Plan, agent: str) -> tuple[Limit, ...]:
    """One to three limits of all forms, tight enough to bite."""
    calendar, grid = plan.grid.calendar, plan.grid
    monday = calendar[0] - timedelta(days=calendar[0].weekday())
    window = rng.choice(((monday, monday + timedelta(days=6)), (calendar[0], calendar[-1]), (monday, calendar[-1] + timedelta(days=20))))
    at = grid.edge(rng.choice(calendar), rng.choice((0, 600, 1320)))
    forms: list[Limit] = [
        OverlapBan("L-BAN", agent, ((at, at + rng.choice((60, 480))),), rng.choice((1, 60, 300))),
        DayCap("L-DAY", agent, calendar[0], calendar[-1], rng.choice((400, 480, 600))),
        SumCap("L-SUM", agent, *window, rng.choice((480, 960, 1500)), rng.choice((0, 240)), rng.random() < 0.5),
        ExcessCap("L-OVER", agent, *window, rng.choice((0, 120)), 720, rng.choice((480, 960))),
        RestDayFloor("L-REST", agent, monday, monday + timedelta(days=6), rng.choice((5, 6)), 0),
        GapFloor("L-GAP", agent, rng.choice((400, 660))),
    ]
    return tuple(rng.sample(forms, rng.randint(1, 3)))


def kept_limits(plan: Plan) -> tuple[Limit, ...]:
    """The limits of a plan that the engine says it keeps."""
    left = law_of(plan, Policy.of(plan).min_gap_minutes).left
    return tuple(limit for limit in plan.limits if limit not in left)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_the_tour_program_makes_exactly_the_tours_that_keep_the_limits(seed: int) -> None:
    rng = Random(seed)
    plan = one_agent_plan(rng)
    agent = plan.agents[0]
    plan = replace(plan, limits=drawn_limits(rng, plan, agent.id))
    kept = Limits(kept_limits(plan), (), frozenset(), {})
    tours = all_tours(plan)
    lawful = legal(replace(plan, limits=()), agent, tours)
    problem = build_problem(plan, make_requirement(plan))
    number, found = numbers(problem), np.empty(problem.days, dtype=np.int64)
    flat = np.zeros(len(problem.catalogue.day))
    for k in rng.sample(range(len(tours)), min(60, len(tours))):
        choice = number(tours[k])
        only = np.full(len(flat), np.inf)
        only[choice[choice >= 0]] = -1e12
        p = problem
        cost = best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, 0, flat, only, found)
        made = bool(-2 not in choice and cost < np.inf and np.array_equal(found, choice))
        roster = Roster(plan.grid, tuple(duties(plan, agent.id, tours[k])))
        assert made == (bool(lawful[k]) and not broken(plan, kept, roster)), tours[k]


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_a_roster_breaks_no_limit_that_is_kept(seed: int) -> None:
    rng = Random(seed)
    plan = crew_plan(rng)
    plan = replace(plan, limits=tuple(limit for a in plan.agents for limit in drawn_limits(rng, plan, a.id)))
    need = np.random.default_rng(seed).integers(0, 3, (len(plan.queues), plan.grid.length)).astype(float)
    result = make_roster(plan, make_requirement(plan, need), time_limit=0.6, seed=seed)
    if result.roster is None:
        assert result.report.status is SolveStatus.INFEASIBLE
        assert result.report.conflicts
    else:
        assert not broken(plan, Limits(kept_limits(plan), (), frozenset(), {}), result.roster)


def test_every_form_of_limit_is_drawn_and_known() -> None:
    plan = one_agent_plan(Random(1))
    drawn = {type(x) for seed in range(60) for x in drawn_limits(Random(seed), plan, "A1")}
    assert drawn == set(get_args(Limit))


def test_windows_that_cut_a_week_or_join_two_are_left_to_the_check() -> None:
    plan = make_plan("2026-03-02", 14, agents=1, shifts=(make_shift("N", "22:00", 480),))
    days = plan.grid.calendar
    cut = SumCap("CUT", "A1", days[2], days[6], 960)
    two = SumCap("TWO", "A1", days[0], days[13], 960)
    tail = SumCap("TAIL", "A1", days[0], days[6], 960)  # the last night's tail lies on Monday
    whole = SumCap("WHOLE", "A1", days[0], days[6], 960, split=False)
    outside = SumCap("OUTSIDE", "A1", days[13] + timedelta(days=1), days[13] + timedelta(days=9), 0)
    law = law_of(replace(plan, limits=(cut, two, tail, whole, outside)), 660)
    assert law.left == (cut, two, tail)
    assert law.most_minutes("A1", 0, 5000) == 960
    assert law.most_minutes("A1", 7, 5000) == 5000


def test_the_tail_of_a_sunday_night_is_time_of_the_next_week() -> None:
    plan = make_plan("2026-03-02", 7, agents=1, shifts=(make_shift("N", "22:00", 420), make_shift("D", "08:00", 420)))
    month = ExcessCap("MONTH", "A1", plan.grid.first_day - timedelta(days=1), plan.grid.first_day + timedelta(days=29), 0, 480, 2400)
    plan = replace(plan, limits=(month,))
    assert law_of(plan, 660).left == (month,)
    by_day = replace(plan, shifts=plan.shifts[1:])
    assert law_of(by_day, 660).left == ()
    assert law_of(by_day, 660).most_minutes("A1", 0, 5000) == 2400


def sheltered(**more: object) -> Plan:
    """A week under cn-mainland with a pregnant agent and many night shifts asked for."""
    plan = make_plan(
        "2026-03-02",
        7,
        agents=3,
        interval_minutes=60,
        contracts=(Contract("full-time", "standard", 0, 2400, 2400),),
        shifts=(make_shift("D", "08:00", 480), make_shift("N", "22:00", 480)),
        rule_packs=("cn-mainland",),
    )
    statuses = (Status("A1", "pregnant", plan.grid.first_day - timedelta(days=30), plan.grid.first_day + timedelta(days=40)),)
    return replace(plan, statuses=statuses, **more)


def test_nobody_protected_is_put_on_a_night() -> None:
    plan = sheltered()
    limits = under_law(plan).limits
    assert any(limit.agent == "A1" and isinstance(limit, OverlapBan) for limit in limits)
    need = np.zeros((len(plan.queues), plan.grid.length))
    need[:, [t for t in range(plan.grid.length) if t % 24 in (22, 23, 0, 1, 2, 3, 4, 5)]] = 3.0
    free = make_roster(plan, make_requirement(plan, need), time_limit=1.0)
    bound = lawful_roster(plan, make_requirement(plan, need), time_limit=1.0)
    assert free.roster is not None
    assert bound.roster is not None
    assert any(d.agent == "A1" and d.shift == "N" for d in free.roster.duties), "without the law the agent would be asked"
    assert not any(d.agent == "A1" and d.shift == "N" for d in bound.roster.duties)
    assert not broken(plan, Limits(limits, (), frozenset(), {}), bound.roster)


def test_a_law_that_leaves_no_tour_is_named() -> None:
    plan = sheltered(shifts=(make_shift("N", "22:00", 480),), contracts=(Contract("full-time", "standard", 1800, 2400, 2400),))
    result = lawful_roster(plan, make_requirement(plan), time_limit=2.0)
    assert result.roster is None
    (conflict,) = result.report.conflicts
    assert conflict.agents == ("A1",)
    assert "CON-HOURS-01" in conflict.rules
    law = [rule for rule in conflict.rules if rule.startswith("CN-FEM")]
    assert len(law) == 1
    for lang in ("en", "zh_CN"):
        assert law[0] in rule_words(plan, law[0], ["A1"], lang)
        assert rule_words(plan, law[0], ["A1"], lang) != f"{law[0]} ({law[0]})"


def test_what_is_no_pack_of_the_plan_asks_nothing() -> None:
    plan = sheltered(rule_packs=())
    assert under_law(plan).limits == ()
