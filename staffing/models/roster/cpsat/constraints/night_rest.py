"""POL-NIGHT-02: after a run of at least K = after_run_of nights, the next start comes rest_minutes after the end of the last.

With n_d = sum of night candidates of day d (1 for the nights carried in), a last night o of day d released at r = end + rest_minutes, and
a candidate o' of a later day e that starts
before r:

    e = d + 1, o' no night:   n_{d-K+1} + ... + n_{d-1} + x_o + x_o' <= K
    e >= d + 2:               n_{d-K+1} + ... + n_{d-1} + x_o + x_o' <= K + n_{d+1}     (a night on d + 1 would have gone on the run)

summed over all o released at r or later and all o' of day e that start before r. The run carried in from ``worked.csv`` is the case d =
-1 or earlier.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from staffing.models.roster.cpsat.model import Candidate, RosterModel, literals

RULE = "POL-NIGHT-02"


def add(model: RosterModel) -> None:
    """Add the rule."""
    if model.problem.policy.after_run_of is None:
        return
    for a in model.agents:
        _carried(model, a)
        for d in range(model.problem.days):
            _after(model, a, d)


def _carried(model: RosterModel, a: int) -> None:
    """A run of nights before the plan: candidates before its release only where a night on the first day goes it on."""
    carry, cat = model.problem.crew.carry[a], model.problem.catalogue
    if carry.release <= carry.night_release and carry.nights:
        return
    for d in range(model.problem.days):
        for c in model.at(a, d):
            if cat.start_minute[c.option] >= carry.release:
                continue
            if not carry.nights or (d == 0 and not cat.is_night[c.option]):
                model.forbid(model.name(RULE, a, d), c)
            elif d > 0:
                model.model.add(c.literal <= cp_model.LinearExpr.sum(literals(model.nights(a, 0)))).with_name(model.name(RULE, a, d))


def _after(model: RosterModel, a: int, d: int) -> None:
    """A run whose last night starts on day d of the plan."""
    problem = model.problem
    cat, policy = problem.catalogue, problem.policy
    length = policy.after_run_of
    assert length is not None
    last = model.nights(a, d)
    if not last:
        return
    run: list[Candidate] = []
    carried = 0
    for e in range(d - length + 1, d):
        if e < 0:
            if -e > problem.crew.carry[a].nights:
                return  # no run of that length can end here
            carried += 1
        else:
            nights = model.nights(a, e)
            if not nights:
                return
            run.extend(nights)
    ends = {c.option: int(cat.end_minute[c.option]) + policy.rest_minutes for c in last}
    following = model.nights(a, d + 1)
    for r in sorted(set(ends.values())):
        left = literals(run) + literals(c for c in last if ends[c.option] >= r)
        for e in range(d + 1, problem.days):
            later = [c for c in model.at(a, e) if cat.start_minute[c.option] < r]
            if e == d + 1:
                later = [c for c in later if not cat.is_night[c.option]]
            if not later:
                if all(cat.start_minute[c.option] >= r for c in model.at(a, e)) and model.at(a, e):
                    break
                continue
            total = cp_model.LinearExpr.sum(left + literals(later)) + carried
            if e >= d + 2 and following:
                total -= cp_model.LinearExpr.sum(literals(following))
            model.model.add(total <= length).with_name(model.name(RULE, a, e))
