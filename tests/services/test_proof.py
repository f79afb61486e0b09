"""The second path to the truth contradicts a report that lies, whatever it lies about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.report import SolveReport, SolveStatus
from staffing.rules.coverage import measure
from staffing.rules.objective import recompute
from staffing.services.proof import ProofError, prove
from tests.factories import make_plan, make_requirement, make_roster, week_of


@pytest.fixture
def honest():
    """A small plan with a lawful roster and a report that tells the truth about it."""
    plan = make_plan(agents=2)
    need = make_requirement(plan, 1)
    roster = make_roster(plan, week_of(plan, {"A1": "D8 D8 D8 D8 - - -", "A2": "- E8 E8 E8 E8 - -"}))
    terms = recompute(plan, need, roster)
    report = SolveReport(
        SolveStatus.FEASIBLE,
        objective=sum(terms.values()),
        bound=0.5 * sum(terms.values()),
        seconds=1.0,
        seed=1,
        terms=terms,
        short_agent_minutes=measure(plan, need, roster).short_agent_minutes,
    )
    return plan, need, roster, report


def test_the_truth_is_believed(honest):
    plan, need, roster, report = honest
    proof = prove(plan, need, roster, report)
    assert proof.objective == pytest.approx(report.objective)
    assert proof.terms["wage"] == pytest.approx(8 * 8 * 40)
    assert proof.coverage.required.sum() == plan.grid.length


@pytest.mark.parametrize(
    ("lie", "word"),
    [
        ({"objective": 1.0}, "objective"),
        ({"objective": None}, "objective"),
        ({"bound": 1e9}, "bound"),
        ({"short_agent_minutes": 0.0}, "short_agent_minutes"),
    ],
)
def test_a_lie_is_refused(honest, lie, word):
    plan, need, roster, report = honest
    with pytest.raises(ProofError, match=word):
        prove(plan, need, roster, replace(report, **lie))


@pytest.mark.parametrize("term", ["wage", "short", "over", "night_spread"])
def test_terms_that_only_add_up_together_are_refused(honest, term):
    plan, need, roster, report = honest
    shifted = dict(report.terms, **{term: report.terms[term] + 50, "requests": report.terms["requests"] - 50})
    with pytest.raises(ProofError, match=f"term {term}"):
        prove(plan, need, roster, replace(report, terms=shifted))


def test_a_roster_that_breaks_a_rule_is_refused_even_with_the_right_sum(honest):
    plan, need, _, report = honest
    broken = make_roster(plan, week_of(plan, {"A1": "E8 D8@08:00 D8 D8 - - -", "A2": "- E8 E8 E8 E8 - -"}))  # 23:30 to 08:00: 8.5 h
    terms = recompute(plan, need, broken)
    told = replace(report, objective=sum(terms.values()), terms=terms, short_agent_minutes=measure(plan, need, broken).short_agent_minutes)
    with pytest.raises(ProofError, match="POL-REST-01"):
        prove(plan, need, broken, told)
