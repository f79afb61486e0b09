"""Weekly rest: each fixed block of days holds an unbroken rest, or several."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.days import week_start
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count, minutes, reading, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict

FAR = 60 * 1440
EPOCH = date(1970, 1, 5)
"""A Monday from which longer blocks are counted."""


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and block of ``window_days`` days, from a Monday, without enough rest.

    A rest belongs to a block by its part inside it, or whole where its middle lies there. Blocks that run past the plan may still get
    their rest; blocks that begin before what worked.csv tells are UNKNOWN where it matters.
    """
    params, blind = spec.params, 0
    size = timedelta(days=params["window_days"])
    blocks = []
    first = block_start(facts.grid.first_day, params["window_days"])
    while first + size <= facts.grid.end_day:
        blocks.append((first, facts.days.midnight(first), facts.days.midnight(first + size)))
        first += size
    for agent_id, line in facts.line.items():
        agent = facts.plan.agent_by_id[agent_id]
        own = facts.own_days[agent_id]
        known_back = facts.known_since(facts.grid.first_day - timedelta(days=1))
        rests = [(a.end, b.start) for a, b in pairwise(line)]
        for day, low, high in blocks:
            days = [day + timedelta(days=k) for k in range(params["window_days"])]
            if not any(d in own and in_scope(facts, spec, agent, d) for d in days):
                continue
            found = [_worth(a, b, low, high) for a, b in rests if a < high and b > low]
            least, lesser = params["rest_minutes"], params["lesser_minutes"]
            begin, end = line[0].start, line[-1].end
            if end < high:  # nobody knows how long the rest after the last duty is: as long as it need be
                found.append(max(_worth(end, end + least, low, high), _worth(end, end + FAR, low, high)))
            if begin > low:
                since = low if known_back else max(low, facts.days.midnight(facts.grid.first_day))
                found.append(max(_worth(begin - least, begin, low, high) if known_back else 0, begin - since))
            found.sort(reverse=True)
            longest = found[params["rests"] - 1] if len(found) >= params["rests"] else 0
            verdict.checked += 1
            if longest >= least:
                continue
            if not facts.known_since(day):
                blind += 1
                continue
            if lesser and longest >= lesser and facts.evidence.has(params["lesser_evidence"], agent, day, spec.id):
                continue
            how = params["lesser_reading"] if lesser and longest >= lesser else "violation"
            verdict.reading(how, "rest_in_window", agent_id, day, days[-1], measured=longest, limit=least, deficit=least - longest)
    if blind:
        monday = week_start(facts.grid.first_day)
        verdict.unknown("history_missing", "history_week", monday, facts.grid.first_day - timedelta(days=1), agents=blind)


def _worth(a: int, b: int, low: int, high: int) -> int:
    """Minutes of a rest that count in a block."""
    return b - a if low <= (a + b) // 2 < high else max(0, min(b, high) - max(a, low))


def block_start(day: date, window_days: int) -> date:
    """The first day of the block that holds a day."""
    return day - timedelta(days=(day - EPOCH).days % window_days)


KIND = Kind(
    "min_continuous_rest_in_window",
    judge,
    frozenset({"rest_in_window", "history_week"}),
    {
        "window_days": count(7, 1, 366),
        "rest_minutes": minutes(2100),
        "rests": count(1, 1, 20),
        "lesser_minutes": minutes(1440),
        "lesser_reading": reading("violation"),
        "lesser_evidence": texts("objective-reason"),
    },
)
