"""Performance row by row with whichever formula fits: Erlang A where patience is known, Erlang C where it is not."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import as_floats, check_patience, optional_floats
from staffing.models.queueing.erlang_a import erlang_a_performance
from staffing.models.queueing.erlang_c import erlang_c_performance
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition


def performance(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Performance:
    """Performance for any broadcastable arguments.

    Args and errors as in :func:`erlang_a_performance`, but ``patience_seconds`` may be ``None``, NaN or infinite where nobody hangs up:
    Erlang C there.
    """
    patience = optional_floats("patience_seconds", patience_seconds)
    check_patience(patience)
    hangs_up = np.isfinite(patience)
    if not hangs_up.any():
        load = as_floats("load_erlangs", load_erlangs)
        load = np.broadcast_to(load, np.broadcast_shapes(load.shape, patience.shape))
        return erlang_c_performance(load, agents, aht_seconds, answer_within_seconds)
    if hangs_up.all():
        return erlang_a_performance(load_erlangs, agents, aht_seconds, patience, answer_within_seconds, definition)
    stand_in = np.where(hangs_up, patience, 1.0)
    with_abandonment = erlang_a_performance(load_erlangs, agents, aht_seconds, stand_in, answer_within_seconds, definition)
    without = erlang_c_performance(load_erlangs, agents, aht_seconds, answer_within_seconds)
    names = [field.name for field in fields(Performance)]
    return Performance(**{name: np.where(hangs_up, getattr(with_abandonment, name), getattr(without, name)) for name in names})


def performance_around(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    offsets: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Performance:
    """The curve around a requirement: performance at ``agents + k`` for every k in ``offsets``.

    Args:
        offsets: whole numbers, shape (K,).
        load_erlangs, agents, aht_seconds, patience_seconds, answer_within_seconds, definition: as in :func:`performance`, shape (...).

    Returns:
        Arrays of shape (..., K). Below zero agents everything is NaN (and ``overloaded`` true).
    """
    steps = np.asarray(offsets, dtype=np.float64)
    if steps.ndim != 1:
        raise ValueError(f"offsets: expected one dimension, got {steps.ndim}")
    count = as_floats("agents", agents)[..., np.newaxis] + steps
    below = count < 0
    result = performance(
        as_floats("load_erlangs", load_erlangs)[..., np.newaxis],
        np.where(below, 0.0, count),
        as_floats("aht_seconds", aht_seconds)[..., np.newaxis],
        patience_seconds=optional_floats("patience_seconds", patience_seconds)[..., np.newaxis],
        answer_within_seconds=optional_floats("answer_within_seconds", answer_within_seconds)[..., np.newaxis],
        definition=definition,
    )
    if not below.any():
        return result
    names = [field.name for field in fields(Performance) if field.name != "overloaded"]
    blanked = {name: np.where(below, np.nan, getattr(result, name)) for name in names}
    return Performance(**blanked, overloaded=result.overloaded | below)
