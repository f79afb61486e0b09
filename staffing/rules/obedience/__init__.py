"""Whether and how a roster that is being made can obey each kind of rule: bans before solving, linear caps, prices, or only a check.

:data:`FORMS` says it for every kind there is. :func:`limits_of` turns the rules in force into domain objects
(:mod:`staffing.domain.limits`), so that a room that makes rosters needs to know no rule: services call it and hand the result on. Names
agreed for that: ``limits_of(plan, packs=None) -> Limits`` with ``hard``, ``prices``, ``covered`` and ``left``; :func:`broken` tells by
plain counting which limits a roster breaks, a second opinion for whoever obeys them.

Only what comes out as FAIL is hard: severity ``violation`` (or a reading set to it) of a rule whose text or a secondary source was read.
Overtime that is lawful is priced, never banned; a document that is missing is no limit.
"""

from __future__ import annotations

from staffing.rules.obedience.broken import broken
from staffing.rules.obedience.forms import FORMS, Form
from staffing.rules.obedience.limits import limits_of

__all__ = ["FORMS", "Form", "broken", "limits_of"]
