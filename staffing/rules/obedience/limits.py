"""The rules in force as limits and prices of a roster still to be made."""

from __future__ import annotations

from collections.abc import Sequence

from staffing.domain.limits import Limit, Limits, Price
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.accounts.book import AccountFacts
from staffing.rules.obedience.caps import HARD
from staffing.rules.obedience.forms import FORMS
from staffing.rules.obedience.prices import PRICES
from staffing.rules.packs import load_rules
from staffing.rules.scope import people


def limits_of(plan: Plan, packs: Sequence[str] | None = None) -> Limits:
    """What the rules in force (``packs`` as in :func:`staffing.rules.check`) ask of a roster of this plan that is still to be made."""
    specs = load_rules(plan.rule_packs if packs is None else packs, plan.rules if packs is None else None, plan.folder).specs
    facts = AccountFacts(plan, Roster(plan.grid, ()))
    hard: list[Limit] = []
    prices: list[Price] = []
    covered: set[str] = set()
    left: dict[str, str] = {}
    for spec in specs:
        form = FORMS[spec.kind]
        writer, pricer = HARD.get(spec.kind), PRICES.get(spec.kind)
        if not spec.enabled or not _in_force(spec, plan):
            continue
        if "engine" in form.how and spec.pack in ("contract", "policy"):
            left[spec.id] = "engine"
        elif writer is not None and spec.certainty != "G" and spec.severity == "violation":
            found = [limit for agent in _who(facts, spec) for limit in writer(facts, spec, agent)]
            hard += [limit for limit in found if limit is not None]
            if None in found:
                left[spec.id] = "part"
            else:
                covered.add(spec.id)
        elif pricer is not None and spec.severity == "pay_due" and spec.certainty != "G":
            prices += [price for agent in _who(facts, spec) for price in pricer(facts, spec, agent)]
            left[spec.id] = "part"
        else:
            left[spec.id] = "check"
    return Limits(tuple(hard), tuple(prices), frozenset(covered), left)


def _in_force(spec: RuleSpec, plan: Plan) -> bool:
    first, last = plan.grid.calendar[0], plan.grid.calendar[-1]
    return not ((spec.valid_from and spec.valid_from > last) or (spec.valid_to and spec.valid_to < first))


def _who(facts: AccountFacts, spec: RuleSpec) -> list[Agent]:
    those = people(facts, spec)
    return [a for a in facts.plan.agents if those is None or a.id in those]
