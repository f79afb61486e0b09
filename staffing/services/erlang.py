"""One staffing number, opened up: inputs, load, both formulas, the head-counts around the answer, and shrinkage, exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from staffing.models.queueing import (
    ServiceLevelDefinition,
    offered_load,
    performance,
    scheduled_people,
    smallest_agents,
)
from staffing.models.queueing.derivation import Step, derive_with_abandonment, derive_without_abandonment
from staffing.services.simulated import SimulatedCount, simulate_count

TARGETS = ("service_level", "max_asa_seconds", "max_occupancy", "max_abandonment", "min_answer_rate")


@dataclass(frozen=True)
class StaffingQuestion:
    """What is asked, in exact decimals.

    Attributes:
        offered: contacts in the interval, >= 0.
        interval_seconds: > 0.
        aht_seconds: > 0.
        service_level, answer_within_seconds: share in (0, 1) and seconds >= 0, together or neither.
        max_asa_seconds: > 0.
        max_occupancy: in (0, 1].
        max_abandonment, min_answer_rate: in (0, 1).
        patience_seconds: mean patience, > 0; ``None``: nobody hangs up.
        shrinkage: in [0, 1).
        definition: which contacts count in the service level.

    At least one target must be given. Values outside their range: ValueError when the question is answered.
    """

    offered: Fraction
    interval_seconds: Fraction
    aht_seconds: Fraction
    service_level: Fraction | None = None
    answer_within_seconds: Fraction | None = None
    max_asa_seconds: Fraction | None = None
    max_occupancy: Fraction | None = None
    max_abandonment: Fraction | None = None
    min_answer_rate: Fraction | None = None
    patience_seconds: Fraction | None = None
    shrinkage: Fraction = Fraction(0)
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED

    @property
    def given_targets(self) -> tuple[str, ...]:
        """Names of the targets that are given."""
        return tuple(name for name in TARGETS if getattr(self, name) is not None)


@dataclass(frozen=True)
class HeadCount:
    """What happens with ``agents`` on the queue. ``None``: no answer time was given, or a mean wait without bound."""

    agents: int
    p_wait: float
    service_level: float | None
    asa_seconds: float | None
    p_abandon: float
    answer_rate: float
    occupancy: float
    meets_every_target: bool


@dataclass(frozen=True)
class ModelAnswer:
    """The answer of one formula.

    Attributes:
        model: ``erlang-c`` or ``erlang-a``.
        agents: smallest number that meets every target.
        by_target: the smallest number for each given target alone.
        binding: targets that need ``agents`` by themselves.
        around: head-counts agents - 1, agents, agents + 1 (from 0 up).
        steps: the derivation at ``agents``.
        simulated: the same head-counts simulated, ``None`` for each that cannot be; empty where none was asked for.
    """

    model: str
    agents: int
    by_target: dict[str, int]
    binding: tuple[str, ...]
    around: tuple[HeadCount, ...]
    steps: tuple[Step, ...]
    simulated: tuple[SimulatedCount | None, ...] = ()


@dataclass(frozen=True)
class StaffingAnswer:
    """The whole answer.

    Attributes:
        question: what was asked.
        load_erlangs: offered x AHT / interval, exactly.
        models: Erlang C, and Erlang A where patience is known; the last one decides.
        agents: what the deciding formula needs on the queue.
        scheduled_agents: agents / (1 - shrinkage), exactly.
        scheduled_people: the same rounded up to whole people.
    """

    question: StaffingQuestion
    load_erlangs: Fraction
    models: tuple[ModelAnswer, ...]
    agents: int
    scheduled_agents: Fraction
    scheduled_people: int


def open_number(question: StaffingQuestion, *, simulated: bool = False, seed: int = 1) -> StaffingAnswer:
    """Answer a question and keep everything on the way to the answer.

    Args:
        simulated: also simulate the head-counts around the answer of the deciding formula.
        seed: of that simulation.

    Raises:
        ValueError: a value is out of range or no target is given.
    """
    if not question.given_targets:
        raise ValueError("at least one target")
    exact_load = question.offered * question.aht_seconds / question.interval_seconds
    load = float(offered_load(float(question.offered), float(question.interval_seconds), float(question.aht_seconds)))
    models = [_answer(question, load, None)]
    if question.patience_seconds is not None:
        models.append(_answer(question, load, float(question.patience_seconds)))
    if simulated:
        models[-1] = _with_simulation(models[-1], question, load, seed)
    agents = models[-1].agents
    return StaffingAnswer(
        question=question,
        load_erlangs=exact_load,
        models=tuple(models),
        agents=agents,
        scheduled_agents=agents / (1 - question.shrinkage),
        scheduled_people=int(scheduled_people(agents, float(question.shrinkage))),
    )


def _with_simulation(model: ModelAnswer, question: StaffingQuestion, load: float, seed: int) -> ModelAnswer:
    checks = [
        simulate_count(
            load,
            count.agents,
            float(question.aht_seconds),
            patience_seconds=_float(question.patience_seconds),
            within_seconds=_float(question.answer_within_seconds),
            definition=question.definition.value,
            seed=seed,
        )
        for count in model.around
    ]
    return replace(model, simulated=tuple(checks))


def _answer(question: StaffingQuestion, load: float, patience: float | None) -> ModelAnswer:
    aht, within = float(question.aht_seconds), _float(question.answer_within_seconds)
    limits = {name: _float(getattr(question, name)) for name in question.given_targets}

    def least(targets: dict[str, float | None]) -> int:
        time = within if "service_level" in targets else None
        asked = {**targets, "answer_within_seconds": time}
        return int(smallest_agents(load, aht, patience_seconds=patience, definition=question.definition, **asked))

    agents = least(limits)
    by_target = {name: least({name: limit}) for name, limit in limits.items()}
    counts = np.arange(max(agents - 1, 0), agents + 2)
    felt = performance(load, counts, aht, patience_seconds=patience, answer_within_seconds=within, definition=question.definition)
    around = tuple(
        HeadCount(
            agents=int(count),
            p_wait=float(felt.p_wait[k]),
            service_level=_known(felt.service_level[k]),
            asa_seconds=_known(felt.asa_seconds[k]),
            p_abandon=float(felt.p_abandon[k]),
            answer_rate=float(felt.answer_rate[k]),
            occupancy=float(felt.occupancy[k]),
            meets_every_target=bool(count >= agents),
        )
        for k, count in enumerate(counts)
    )
    if patience is None:
        steps = derive_without_abandonment(load, agents, aht, within)
    else:
        steps = derive_with_abandonment(load, agents, aht, patience, within, question.definition)
    return ModelAnswer(
        model="erlang-c" if patience is None else "erlang-a",
        agents=agents,
        by_target=by_target,
        binding=tuple(name for name, count in by_target.items() if count == agents),
        around=around,
        steps=tuple(steps),
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
