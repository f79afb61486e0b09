"""What callers and agents experience at a given number of agents: the record that Erlang C and Erlang A both return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffing.models.queueing.arrays import BoolArray, FloatArray


class ServiceLevelDefinition(StrEnum):
    """Which contacts count in a service level. A: answered, Ab: hung up; index T: within the answer time.

    Without abandonment (Erlang C) all of them are the same number.
    """

    OFFERED = "offered"
    """A_T / (A + Ab): answered in time among all offered. The default."""
    EXCLUDING_SHORT = "excl"
    """A_T / (A + Ab - Ab_T): who hung up within T is left out."""
    INCLUDING_SHORT = "incl"
    """(A_T + Ab_T) / (A + Ab): who hung up within T counts as served."""
    ANSWERED = "answered"
    """A_T / A: answered in time among the answered. Undefined (NaN) where nobody is answered."""
    VIRTUAL = "virtual"
    """P(V <= T): share whom an agent would have reached in time, had they waited."""


@dataclass(frozen=True, eq=False)
class Performance:
    """Long-run performance of one queue; every array has the broadcast shape of the arguments.

    Attributes:
        p_wait: share of contacts that find every agent busy, in [0, 1].
        service_level: share answered in time, in [0, 1], by the definition asked for; NaN where no answer time was given.
        asa_seconds: mean wait of all offered contacts, also of those that hang up; infinity where the queue grows without bound.
        p_abandon: share that hangs up, in [0, 1]; 0 without abandonment.
        answer_rate: share that is ever answered, in [0, 1]: 1 - p_abandon, and n / a where nobody hangs up and the load exceeds the agents.
        occupancy: share of the agents' time spent on contacts, in [0, 1].
        mean_queue: contacts waiting on average; infinity where the queue grows without bound.
        overloaded: whether the offered load is at least the number of agents (and above 0).
    """

    p_wait: FloatArray
    service_level: FloatArray
    asa_seconds: FloatArray
    p_abandon: FloatArray
    answer_rate: FloatArray
    occupancy: FloatArray
    mean_queue: FloatArray
    overloaded: BoolArray
