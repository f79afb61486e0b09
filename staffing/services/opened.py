"""``require --explain``: the number of one interval and queue, opened up to formula, inputs and a simulated check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

import numpy as np

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.services.erlang import HeadCount, ModelAnswer, StaffingAnswer, StaffingQuestion, open_number
from staffing.services.requiring.part import is_chat
from staffing.services.simulated import SimulatedCount, simulate_count

_DIGITS = 12


@dataclass(frozen=True)
class OpenedWork:
    """A deferred or outbound queue in one interval, in agent-hours.

    Attributes:
        waiting_before, arriving, in_spare_time, by_added_agents, waiting_after: the account of the interval.
    """

    waiting_before: float
    arriving: float
    in_spare_time: float
    by_added_agents: float
    waiting_after: float


@dataclass(frozen=True)
class Opened:
    """One queue in one interval.

    Attributes:
        queue, start: which; start is local.
        model: code of the formula (``given``: the user's requirement.csv).
        is_open: whether the queue is open.
        agents, scheduled_agents: as in the requirement.
        shrinkage: as in plan.toml.
        min_agents: the floor in plan.toml.
        interval_load, load_erlangs: offered x AHT / interval of this interval alone, and what the formula was given (they differ where load
            is carried over from earlier intervals).
        answer: the derivation; ``None`` for a given requirement, for work with deadlines, or where nothing is offered.
        work: the account of a deferred or outbound queue, else ``None``.
    """

    queue: str
    start: str
    model: str
    is_open: bool
    agents: float
    scheduled_agents: float
    shrinkage: float
    min_agents: int
    interval_load: float | None = None
    load_erlangs: float | None = None
    answer: StaffingAnswer | None = None
    work: OpenedWork | None = None


def find_interval(plan: Plan, text: str) -> int:
    """Index of the interval that holds a local time such as ``2026-11-30T10:15``. Raises InputProblems."""
    grid = plan.grid
    expected = f"a local time of the plan, from {grid.text(0)} on for {grid.days} days, such as {grid.text(grid.interval_minutes)}"
    try:
        minute = grid.minute(datetime.fromisoformat(text))
    except ValueError:
        raise InputProblems([Problem("command line", None, "--explain", text, expected, "invalid")]) from None
    if not 0 <= minute < grid.end:
        raise InputProblems([Problem("command line", None, "--explain", text, expected, "out-of-range")])
    return int(minute // grid.interval_minutes)


def open_interval(
    plan: Plan,
    forecast: Forecast | None,
    requirement: Requirement,
    interval: int,
    queue: str | None = None,
    *,
    simulated: bool = True,
    seed: int = 1,
) -> list[Opened]:
    """Each queue of a requirement (or the one named) in one interval.

    Args:
        forecast: what the requirement was made from; ``None`` for a given one.
        simulated: add the simulated check.

    Raises InputProblems where the queue is not known.
    """
    if queue is not None and queue not in requirement.queues:
        expected = f"one of {', '.join(requirement.queues)}"
        raise InputProblems([Problem("command line", None, "--queue", queue, expected, "unknown-name")])
    wanted = [q for q, name in enumerate(requirement.queues) if queue in (None, name)]
    return [_open(plan, forecast, requirement, q, interval, simulated, seed) for q in wanted]


def _open(plan: Plan, forecast: Forecast | None, requirement: Requirement, q: int, t: int, simulated: bool, seed: int) -> Opened:
    name = requirement.queues[q]
    queue = plan.queue_by_name[name]
    model = requirement.models[q] if requirement.models else "given"
    opened = Opened(
        name,
        plan.grid.text(int(plan.grid.interval_starts[t])),
        model,
        bool(queue.open_mask(plan.grid)[t]),
        float(requirement.agents[q, t]),
        float(requirement.scheduled_agents[q, t]),
        float(queue.shrinkage),
        queue.min_agents,
    )
    if forecast is None or model == "given" or requirement.load_erlangs is None or requirement.aht_seconds is None:
        return opened
    if queue.may_wait:
        return replace(opened, work=_work(plan, requirement, q, t))
    if not opened.is_open or requirement.offered is None or not requirement.offered[q, t] > 0:
        return opened
    seconds = plan.grid.interval_minutes * 60
    offered, aht = float(requirement.offered[q, t]), float(requirement.aht_seconds[q, t])
    if is_chat(queue):
        answer = None if queue.target.empty else _open_chat(queue, offered, seconds, simulated, seed)
        return replace(opened, load_erlangs=float(requirement.load_erlangs[q, t]), interval_load=offered * aht / seconds, answer=answer)
    load = float(requirement.load_erlangs[q, t])
    opened = replace(opened, interval_load=offered * aht / seconds, load_erlangs=load)
    if queue.target.empty or load <= 0:
        return opened
    carried = abs(load - offered * aht / seconds) > 1e-9 * max(load, 1.0)
    question = _question(queue, _exact(load * seconds / aht if carried else offered), Fraction(seconds), _exact(aht))
    blends = model.startswith("blend")
    answer = open_number(question, simulated=simulated and not blends, seed=seed)
    if blends:
        answer = _with_blend(plan, queue, answer, requirement, load, aht, simulated, seed)
    return replace(opened, answer=answer)


def _exact(number: float) -> Fraction:
    return Fraction(format(number, f".{_DIGITS}g"))


def _question(queue: Queue, offered: Fraction, seconds: Fraction, aht: Fraction) -> StaffingQuestion:
    from staffing.models.queueing.measures import ServiceLevelDefinition

    target = queue.target

    def exact(value: object) -> Fraction | None:
        return None if value is None else Fraction(str(value))

    return StaffingQuestion(
        offered=offered,
        interval_seconds=seconds,
        aht_seconds=aht,
        service_level=exact(target.service_level),
        answer_within_seconds=exact(target.answer_within_seconds),
        max_asa_seconds=exact(target.max_asa_seconds),
        max_occupancy=exact(target.max_occupancy),
        max_abandonment=exact(target.max_abandonment),
        min_answer_rate=exact(target.min_answer_rate),
        patience_seconds=exact(queue.patience_seconds),
        shrinkage=exact(queue.shrinkage) or Fraction(0),
        definition=ServiceLevelDefinition(queue.policy.definition),
    )


def _open_chat(queue: Queue, offered: float, seconds: int, simulated: bool, seed: int) -> StaffingAnswer:
    """Chat with nobody leaving, and with patience where that is known; both by the chain."""
    from staffing.models.queueing.chat import chat_performance, smallest_chat_crew
    from staffing.models.queueing.derive_more import derive_chat

    table, target = queue.aht_by_concurrency_seconds, queue.target
    question = _question(queue, _exact(offered), Fraction(seconds), _exact(table[0]))
    arrivals, within = offered / seconds, target.answer_within_seconds
    models = []
    for patience in dict.fromkeys((None, queue.patience_seconds)):
        limits = {name: float(getattr(target, name)) for name in question.given_targets}

        def least(given: dict[str, Any], patience: float | None = patience) -> int:
            time = within if "service_level" in given else None
            return int(smallest_chat_crew(arrivals, table, patience_seconds=patience, answer_within_seconds=time, **given))

        agents, by_target = least(limits), {name: least({name: limit}) for name, limit in limits.items()}
        counts = np.arange(max(agents - 1, 0), agents + 2)
        felt = chat_performance(arrivals, counts, table, patience_seconds=patience, answer_within_seconds=within)
        around = tuple(
            HeadCount(
                int(n),
                float(felt.p_wait[k]),
                _known(felt.service_level[k]),
                _known(felt.asa_seconds[k]),
                float(felt.p_abandon[k]),
                float(felt.answer_rate[k]),
                float(felt.occupancy[k]),
                bool(n >= agents),
            )
            for k, n in enumerate(counts)
        )
        steps = tuple(derive_chat(arrivals, agents, table, patience, within))
        binding = tuple(name for name, count in by_target.items() if count == agents)
        models.append(ModelAnswer("chat-c" if patience is None else "chat-a", agents, by_target, binding, around, steps))
    if simulated:
        slowing = [value / table[0] for value in table]
        checks = [
            simulate_count(
                arrivals * table[0],
                count.agents,
                table[0],
                patience_seconds=queue.patience_seconds,
                within_seconds=within,
                slowing=slowing,
                seed=seed,
            )
            for count in models[-1].around
        ]
        models[-1] = replace(models[-1], simulated=tuple(checks))
    agents = models[-1].agents
    return _answer(question, models, agents, Fraction(question.offered * question.aht_seconds / question.interval_seconds))


def _answer(question: StaffingQuestion, models: list[ModelAnswer], agents: int, load: Fraction) -> StaffingAnswer:
    from staffing.models.queueing import scheduled_people

    people = int(scheduled_people(agents, float(question.shrinkage)))
    return StaffingAnswer(question, load, tuple(models), agents, agents / (1 - question.shrinkage), people)


def _with_blend(
    plan: Plan, queue: Queue, answer: StaffingAnswer, requirement: Requirement, load: float, aht: float, simulated: bool, seed: int
) -> StaffingAnswer:
    """The answer with a third column: the queue beside other work."""
    from staffing.models.queueing.blended import blended_performance, smallest_blended_crew
    from staffing.models.queueing.derive_more import derive_blend

    target, patience, reserve = queue.target, queue.patience_seconds, queue.reserve_agents or 0
    filler = _filler_seconds(plan, queue, requirement)
    within = target.answer_within_seconds
    limits = {name: float(getattr(target, name)) for name in answer.question.given_targets if name != "max_occupancy"}
    base = answer.models[-1]

    def least(given: dict[str, Any]) -> int:
        time = within if "service_level" in given else None
        return int(smallest_blended_crew(load, aht, reserve, filler, patience_seconds=patience, answer_within_seconds=time, **given))

    by_target = {name: least({name: limit}) for name, limit in limits.items()}
    if "max_occupancy" in base.by_target:
        by_target["max_occupancy"] = base.by_target["max_occupancy"]
    agents = max([*by_target.values(), base.agents])
    counts = np.arange(max(agents - 1, 0), agents + 2)
    felt = blended_performance(load, counts, aht, reserve, filler, patience_seconds=patience, answer_within_seconds=within)
    around = tuple(
        HeadCount(
            int(n),
            float(felt.p_wait[k]),
            _known(felt.service_level[k]),
            _known(felt.asa_seconds[k]),
            float(felt.p_abandon[k]),
            1.0 - float(felt.p_abandon[k]),
            float(felt.occupancy[k]),
            bool(n >= agents),
        )
        for k, n in enumerate(counts)
    )
    checks: tuple[SimulatedCount | None, ...] = ()
    if simulated:
        checks = tuple(
            simulate_count(
                load,
                count.agents,
                aht,
                patience_seconds=patience,
                within_seconds=within,
                reserve_agents=reserve,
                filler_seconds=filler,
                seed=seed,
            )
            for count in around
        )
    steps = tuple(derive_blend(load, agents, aht, reserve, filler, patience, within))
    binding = tuple(name for name, count in by_target.items() if count == agents)
    model = ModelAnswer("blend-c" if patience is None else "blend-a", agents, by_target, binding, around, steps, checks)
    return _answer(answer.question, [*answer.models, model], agents, answer.load_erlangs)


def _filler_seconds(plan: Plan, queue: Queue, requirement: Requirement) -> float | None:
    """Mean length of a piece of the work done beside the queue, as the requirement had it."""
    pieces = hours = 0.0
    for work in requirement.background:
        if queue.name in plan.queue_by_name[work.queue].spare_of and requirement.offered is not None:
            pieces += float(np.nansum(requirement.offered[requirement.queues.index(work.queue)]))
            hours += float(work.arriving_hours.sum())
    return 3600.0 * hours / pieces if pieces > 0 and hours > 0 else None


def _work(plan: Plan, requirement: Requirement, q: int, t: int) -> OpenedWork | None:
    work = next((item for item in requirement.background if item.queue == requirement.queues[q]), None)
    if work is None:
        return None
    before = work.opening_hours if t == 0 else float(work.waiting_hours[t - 1])
    arriving, spare, after = float(work.arriving_hours[t]), float(work.spare_hours[t]), float(work.waiting_hours[t])
    return OpenedWork(before, arriving, spare, max(before + arriving - after - spare, 0.0), after)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
