"""Service curves by formula: the service level of every interval at every number of agents from a floor to where more adds nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from staffing.domain.service_curve import ServiceCurve
from staffing.models.queueing.arrays import FloatArray, as_floats, optional_floats, refuse
from staffing.models.queueing.evaluate import performance
from staffing.models.queueing.measures import ServiceLevelDefinition
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.uncertain import expected_performance

MOST = 0.9995
"""Service level at which a curve ends."""


def service_curve(
    load_erlangs: ArrayLike,
    volume: ArrayLike,
    aht_seconds: ArrayLike,
    answer_within_seconds: float,
    *,
    lowest: ArrayLike = 0,
    patience_seconds: ArrayLike | None = None,
    cv: ArrayLike = 0.0,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> ServiceCurve:
    """The curve of consecutive intervals, all arguments shape (T,) or one for all.

    Args:
        load_erlangs: a, >= 0.
        volume: contacts, >= 0; the weights of a pooled target.
        aht_seconds: > 0 where there is load.
        answer_within_seconds: >= 0.
        lowest: agents at which each curve begins, whole, >= 0.
        patience_seconds: > 0; ``None``, NaN or infinity: nobody hangs up.
        cv: of the demand; above 0 the levels are those expected by volume (see :func:`expected_performance`).
        definition: which contacts count in the service level.

    Raises:
        ValueError: an argument is out of range.
    """
    columns = (as_floats("load_erlangs", load_erlangs), as_floats("volume", volume), as_floats("aht_seconds", aht_seconds))
    load, contacts, aht, least, patience, spread = np.broadcast_arrays(
        *columns, as_floats("lowest", lowest), optional_floats("patience_seconds", patience_seconds), as_floats("cv", cv)
    )
    if load.ndim != 1:
        raise ValueError(f"load_erlangs: expected one dimension, got {load.ndim}")
    refuse("lowest", least, ~((least >= 0) & (least == np.rint(least)) & np.isfinite(least)), "a whole number >= 0")
    refuse("volume", contacts, ~((contacts >= 0) & np.isfinite(contacts)), "a number >= 0")
    high = smallest_agents(
        load * (1.0 + 4.0 * spread),
        aht,
        service_level=MOST,
        answer_within_seconds=answer_within_seconds,
        patience_seconds=patience,
        definition=definition,
    )
    width = int(np.max(np.maximum(high - least, 0), initial=0)) + 2
    agents = least[:, np.newaxis] + np.arange(float(width))
    level = _levels(load, spread, agents, aht, patience, answer_within_seconds, definition)
    level = np.maximum.accumulate(np.clip(np.nan_to_num(level), 0.0, 1.0), axis=1)
    return ServiceCurve(least.astype(np.int64), level, contacts.copy())


def _levels(
    load: FloatArray,
    cv: FloatArray,
    agents: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    within: float,
    definition: ServiceLevelDefinition,
) -> FloatArray:
    rows = (load[:, np.newaxis], agents, aht[:, np.newaxis])
    options: dict[str, Any] = {"patience_seconds": patience[:, np.newaxis], "answer_within_seconds": within}
    if not cv.any():
        return performance(*rows, **options, definition=definition).service_level
    found = expected_performance(rows[0], cv[:, np.newaxis], rows[1], rows[2], **options, definition=definition)
    return found.by_volume.service_level
