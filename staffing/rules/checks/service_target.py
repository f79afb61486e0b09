"""A duty to answer fast enough: the target a queue is staffed for is no looser than the rule's."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, texts
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each queue named in ``queues`` (``*`` = every voice queue) whose target is looser, or that has none.

    What callers will really meet is not in a roster: the simulation says that.
    """
    named, level, seconds = spec.params["queues"], spec.params["service_level"], spec.params["answer_within_seconds"]
    first, last = facts.grid.first_day, facts.grid.calendar[-1]
    for queue in facts.plan.queues:
        if queue.name not in named and not ("*" in named and queue.channel == "voice"):
            continue
        verdict.checked += 1
        have, within = queue.target.service_level, queue.target.answer_within_seconds
        if have is None or within is None or have < level or within > seconds:
            texts_ = {"queue": queue.name, "seconds": seconds, "have": "-" if have is None else f"{have:g}"}
            verdict.breach(
                "service_target", "", first, last, measured=have, limit=level, unit="share",
                deficit=None if have is None else max(0.0, level - have), within="-" if within is None else f"{within:g}", **texts_,
            )  # fmt: skip


KIND = Kind(
    "service_target",
    judge,
    frozenset({"service_target"}),
    {"queues": texts(), "service_level": Parameter(0.85, 0, 1), "answer_within_seconds": Parameter(15.0, 0, 86400)},
    whole_roster=True,
)
