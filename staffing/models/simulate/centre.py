"""What is simulated: contacts by queue and interval, and the people who are there for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Centre:
    """Q queues, T intervals of equal length, A agents.

    Contacts of a queue arrive as a Poisson process with a constant rate in each interval and wait in order of arrival. A contact goes to a
    free agent with its skill: of those with the fewest chats, one who has the queue as the earliest of his skills, of these one with the
    fewest skills, of these the one free for longest. An agent who becomes free takes, of the contacts waiting in his queues, the one that
    waits longest. Who goes off duty ends what he has begun. Handling times are exponential or lognormal, patience is exponential.

    Attributes:
        interval_seconds: > 0.
        offered: expected contacts, shape (Q, T), >= 0.
        aht_seconds: mean handling time (of a chat: with one chat at once), shape (Q, T), > 0 where contacts are offered.
        patience_seconds: mean patience, shape (Q,), > 0; infinity: nobody leaves.
        within_seconds: the answer time of the service level, shape (Q,), >= 0.
        skill_rank: shape (A, Q): 0 = the agent's first queue, 1 = the second, ...; -1 = lacks the skill.
        duty: whether the agent is on duty, shape (A, T).
        speed: shape (A, Q), > 0 where the agent has the skill; ``None``: 1.
        slowing: for each queue the handling times with 1, 2, ... chats at once as multiples of the first; ``None`` or ``(1.0,)``: one at
            a time.
        handling_cv: coefficient of variation of handling times, shape (Q,); 1 = exponential; other values (lognormal) only where one
            contact is handled at a time; ``None``: 1.
        filler_seconds: mean length of a piece of filler work, exponential; 0: there is none.
        reserve_agents: an agent begins filler work only while more than this many are idle; what is begun is ended.

    Raises ValueError where shapes or values do not fit.
    """

    interval_seconds: float
    offered: Floats
    aht_seconds: Floats
    patience_seconds: Floats
    within_seconds: Floats
    skill_rank: Ints
    duty: Bools
    speed: Floats | None = None
    slowing: Sequence[Sequence[float]] | None = None
    handling_cv: Floats | None = None
    filler_seconds: float = 0.0
    reserve_agents: int = 0
    places: Ints = field(init=False)
    slow: Floats = field(init=False)

    def __post_init__(self) -> None:
        queues, length = self.offered.shape
        agents = self.skill_rank.shape[0]
        shapes = {
            "aht_seconds": (queues, length),
            "patience_seconds": (queues,),
            "within_seconds": (queues,),
            "skill_rank": (agents, queues),
            "duty": (agents, length),
            "speed": (agents, queues),
            "handling_cv": (queues,),
        }
        for name, shape in shapes.items():
            array = getattr(self, name)
            if array is not None and array.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, not {array.shape}")
        if not self.interval_seconds > 0:
            raise ValueError(f"interval_seconds must be positive, not {self.interval_seconds}")
        if not (np.isfinite(self.offered).all() and (self.offered >= 0).all()):
            raise ValueError("offered must be finite and not negative")
        if not (self.aht_seconds[self.offered > 0] > 0).all():
            raise ValueError("aht_seconds must be positive where contacts are offered")
        if not (self.patience_seconds > 0).all():
            raise ValueError("patience_seconds must be positive")
        if self.speed is not None and not (self.speed[self.skill_rank >= 0] > 0).all():
            raise ValueError("speed must be positive where the agent has the skill")
        steps = [(1.0,)] * queues if self.slowing is None else [tuple(s) or (1.0,) for s in self.slowing]
        if len(steps) != queues or any(min(s) <= 0 for s in steps):
            raise ValueError("slowing must hold positive multiples for each queue")
        cv = np.ones(queues) if self.handling_cv is None else self.handling_cv
        if any(len(s) > 1 and cv[q] != 1 for q, s in enumerate(steps)) or not (cv >= 0).all():
            raise ValueError("handling_cv must not be negative, and 1 where several chats are held at once")
        table = np.ones((queues, max(map(len, steps))))
        for q, multiples in enumerate(steps):
            table[q, : len(multiples)] = multiples
        object.__setattr__(self, "places", np.array([len(s) for s in steps], dtype=np.int64))
        object.__setattr__(self, "slow", table)

    @staticmethod
    def one_queue(
        offered: float,
        interval_seconds: float,
        aht_seconds: float,
        agents: int,
        intervals: int,
        *,
        patience_seconds: float | None = None,
        within_seconds: float = 20.0,
        slowing: Sequence[float] = (1.0,),
        handling_cv: float = 1.0,
        filler_seconds: float = 0.0,
        reserve_agents: int = 0,
    ) -> Centre:
        """One queue whose load and crew stand still: what the formulas describe."""
        return Centre(
            interval_seconds,
            np.full((1, intervals), float(offered)),
            np.full((1, intervals), float(aht_seconds)),
            np.array([np.inf if patience_seconds is None else float(patience_seconds)]),
            np.array([float(within_seconds)]),
            np.zeros((agents, 1), dtype=np.int64),
            np.ones((agents, intervals), dtype=np.bool_),
            slowing=(tuple(slowing),),
            handling_cv=np.array([handling_cv]),
            filler_seconds=filler_seconds,
            reserve_agents=reserve_agents,
        )
