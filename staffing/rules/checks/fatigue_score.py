"""An additive score of what tires, per agent and 28 days: a proposal of ours, no standard; its parts are always shown."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.checks.backward_rotation import backward
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, count
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import daily_minutes

PERIOD_DAYS = 28
WEIGHTS = {"quick": 3, "nights": 2, "backward": 2, "early": 1, "hours": 1, "blocks": 2, "single": 1}
QUICK_MINUTES, EARLY_CLOCK, NIGHTS_IN_ROW, AFTER_BLOCK_MINUTES, WEEK_MINUTES, STEP_MINUTES = 660, 420, 3, 2880, 2880, 240


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and 28 days from the plan's first day whose score is above ``red_above``; amber ones are counted."""
    first = facts.grid.first_day
    while first < facts.grid.end_day:
        end = min(first + timedelta(days=PERIOD_DAYS), facts.grid.end_day)
        for agent in facts.own:
            parts = score(facts, agent, first, end)
            if parts is None:
                continue
            verdict.checked += 1
            total = sum(WEIGHTS[name] * value for name, value in parts.items())
            verdict.count("amber_people", spec.params["green_up_to"] < total <= spec.params["red_above"])
            if total > spec.params["red_above"]:
                limit = spec.params["red_above"]
                verdict.breach(
                    "fatigue_red", agent, first, end - timedelta(days=1), measured=total, limit=limit, unit="points", deficit=total - limit,
                    **parts,
                )  # fmt: skip
        first = end


def score(facts: Facts, agent: str, first: date, end: date) -> dict[str, int] | None:
    """How often each part occurs in ``[first, end)``; ``None`` where the agent has no duty then.

    quick: rests below 11 h; nights: beyond three in a row; backward: turns; early: starts before 07:00; hours: each 4 h over 48 in the
    worst seven days; blocks: nights in a row followed by less than 48 h; single: free days between two duty days.
    """
    line = tuple(s for s in facts.line[agent] if s.day < end)
    mine = [s for s in line if s.day >= first]
    if not mine:
        return None
    parts = dict.fromkeys(WEIGHTS, 0)
    run: list[Stint] = []
    for before, after in pairwise((*line, None)):
        assert before is not None
        follows = bool(run) and before.day - run[-1].day == timedelta(days=1)
        run = ([*run, before] if follows else [before]) if before.night else []
        if before.day >= first and len(run) > NIGHTS_IN_ROW:
            parts["nights"] += 1
        if after is None or after.day < first:
            continue
        gap = after.start - before.end
        parts["quick"] += 0 <= gap < QUICK_MINUTES
        parts["single"] += after.day - before.day == timedelta(days=2)
        ends_block = len(run) > 1 and not (after.night and after.day - before.day == timedelta(days=1))
        parts["blocks"] += ends_block and gap < AFTER_BLOCK_MINUTES
    parts["backward"] = sum(s.day >= first for s in backward(facts, line))
    parts["early"] = sum(180 <= facts.days.clock(s.start) < EARLY_CLOCK for s in mine)
    by_day = daily_minutes(facts, agent)
    days = [first + timedelta(days=k) for k in range((end - first).days)]
    most = max(sum(by_day.get(d - timedelta(days=k), 0) for k in range(7)) for d in days)
    parts["hours"] = max(0, most - WEEK_MINUTES) // STEP_MINUTES
    return parts


KIND = Kind("fatigue_score", judge, frozenset({"fatigue_red"}), {"green_up_to": count(5), "red_above": count(12)})
