"""Many staffing questions from a CSV, answered into another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing.io.erlang_batch import read_batch, write_batch
from staffing.models.queueing import offered_load, performance, scheduled_agents, smallest_agents

Floats = NDArray[np.float64]
_TARGETS = ("target_sl", "target_asa_s", "target_abandon", "min_answer_rate", "max_occupancy")


@dataclass(frozen=True)
class BatchSummary:
    """What a batch did.

    Attributes:
        rows: questions answered.
        with_abandonment: of these by Erlang A; the others by Erlang C.
        with_target: rows that have a required number of agents.
        required_agents: their sum.
    """

    rows: int
    with_abandonment: int
    with_target: int
    required_agents: int


def answer_batch(values: Mapping[str, Floats]) -> dict[str, Floats]:
    """Answers to many questions; columns in and out are those of the batch file, NaN where something is not given or not asked.

    Performance is that at ``n_agents``, or at the required number where ``n_agents`` is not given.
    """
    calls = values["calls_per_interval"]
    aht = np.where(calls > 0, values["aht_s"], 1.0)
    patience, within = values["mean_patience_s"], values["sl_time_s"]
    load = offered_load(calls, values["interval_s"], aht)

    asked = ~np.isnan(np.array([values[name] for name in _TARGETS])).all(axis=0)
    required = np.full(load.shape, np.nan)
    required[asked] = smallest_agents(
        load[asked],
        aht[asked],
        service_level=values["target_sl"][asked],
        answer_within_seconds=within[asked],
        max_asa_seconds=values["target_asa_s"][asked],
        max_occupancy=values["max_occupancy"][asked],
        max_abandonment=values["target_abandon"][asked],
        min_answer_rate=values["min_answer_rate"][asked],
        patience_seconds=patience[asked],
    )
    scheduled = np.full(load.shape, np.nan)
    scheduled[asked] = scheduled_agents(required[asked], np.nan_to_num(values["shrinkage"][asked]))

    agents = np.where(np.isnan(values["n_agents"]), required, values["n_agents"])
    known = ~np.isnan(agents)
    felt = performance(load[known], agents[known], aht[known], patience_seconds=patience[known], answer_within_seconds=within[known])
    answers = {"offered_load_erl": load, "required_agents": required, "scheduled_agents": scheduled}
    measures = {
        "p_wait": felt.p_wait,
        "service_level": felt.service_level,
        "asa_s": felt.asa_seconds,
        "p_abandon": felt.p_abandon,
        "occupancy": felt.occupancy,
    }
    for name, measured in measures.items():
        answers[name] = np.full(load.shape, np.nan)
        answers[name][known] = measured
    return answers


def run_batch(source: Path, target: Path) -> BatchSummary:
    """Read ``source``, answer every row, write ``target`` whole.

    Raises InputProblems with everything wrong in ``source``, or where ``target`` cannot be written; then nothing is written.
    """
    batch = read_batch(source)
    answers = answer_batch(batch.values)
    write_batch(target, batch, answers)
    required = answers["required_agents"]
    return BatchSummary(
        rows=len(batch.table),
        with_abandonment=int((~np.isnan(batch.values["mean_patience_s"])).sum()),
        with_target=int((~np.isnan(required)).sum()),
        required_agents=int(np.nansum(required)),
    )
