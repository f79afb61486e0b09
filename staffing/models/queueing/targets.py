"""Targets of one queue as columns, and whether a performance meets them all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import BoolArray, FloatArray, IntArray, check_answer_within, optional_floats, refuse
from staffing.models.queueing.measures import Performance

TIE = 1e-12
"""Relative room in a comparison with a target: a metric that equals its target in exact arithmetic meets it."""


class Targets(NamedTuple):
    """One column for each target; NaN: not given.

    Attributes:
        service_level: least share answered within ``answer_within_seconds``, in (0, 1).
        answer_within_seconds: >= 0.
        max_asa_seconds: greatest mean wait, > 0.
        max_occupancy: in (0, 1].
        max_abandonment: greatest share that hangs up, in (0, 1).
        min_answer_rate: least share answered, in (0, 1).
    """

    service_level: FloatArray
    answer_within_seconds: FloatArray
    max_asa_seconds: FloatArray
    max_occupancy: FloatArray
    max_abandonment: FloatArray
    min_answer_rate: FloatArray

    @staticmethod
    def read(
        service_level: ArrayLike | None = None,
        answer_within_seconds: ArrayLike | None = None,
        max_asa_seconds: ArrayLike | None = None,
        max_occupancy: ArrayLike | None = None,
        max_abandonment: ArrayLike | None = None,
        min_answer_rate: ArrayLike | None = None,
    ) -> Targets:
        """Columns from whatever broadcasts, not yet broadcast.

        Raises:
            ValueError: a target is out of range, or a service level has no answer time.
        """
        given = (service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
        targets = Targets(*(optional_floats(name, value) for name, value in zip(Targets._fields, given, strict=True)))
        for name in ("service_level", "max_abandonment", "min_answer_rate"):
            share = getattr(targets, name)
            refuse(name, share, (share <= 0) | (share >= 1), "a number between 0 and 1")
        within, asa, cap = targets.answer_within_seconds, targets.max_asa_seconds, targets.max_occupancy
        check_answer_within(within)
        missing = np.isnan(within) & ~np.isnan(targets.service_level)
        refuse("answer_within_seconds", within, missing, "a number >= 0 where service_level is given")
        refuse("max_asa_seconds", asa, (asa <= 0) | np.isinf(asa), "a number > 0")
        refuse("max_occupancy", cap, (cap <= 0) | (cap > 1), "a number in (0, 1]")
        return targets

    @property
    def any(self) -> BoolArray:
        """Where at least one target is given."""
        found = np.zeros(np.broadcast_shapes(*(column.shape for column in self)), dtype=np.bool_)
        for name, column in zip(self._fields, self, strict=True):
            if name != "answer_within_seconds":
                found = found | ~np.isnan(column)
        return found

    def spread(self, shape: tuple[int, ...]) -> Targets:
        """Every column broadcast to ``shape`` and made one-dimensional."""
        return Targets(*(np.broadcast_to(column, shape).ravel() for column in self))

    def rows(self, chosen: IntArray | BoolArray) -> Targets:
        """The chosen rows of one-dimensional columns."""
        return Targets(*(column[chosen] for column in self))

    def met(self, felt: Performance) -> BoolArray:
        """Whether every target given is met; a value that equals its target meets it, an undefined one (NaN) does not."""
        good = np.ones(np.broadcast_shapes(felt.p_wait.shape, *(column.shape for column in self)), dtype=np.bool_)
        least = ((self.service_level, felt.service_level), (self.min_answer_rate, felt.answer_rate))
        most = ((self.max_asa_seconds, felt.asa_seconds), (self.max_occupancy, felt.occupancy), (self.max_abandonment, felt.p_abandon))
        for target, value in least:
            good &= np.isnan(target) | (value >= target - TIE * (1.0 - target))
        for target, value in most:
            good &= np.isnan(target) | (value <= target * (1.0 + TIE))
        return good
