"""Offered load: how many agents would be busy on average if nobody ever waited."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, as_floats, refuse
from staffing.models.queueing.shrinkage import exact

_NEAR = 1e-9


def offered_load(offered: ArrayLike, interval_seconds: ArrayLike, aht_seconds: ArrayLike) -> FloatArray:
    """``offered x AHT / interval`` in erlangs, for any broadcastable arguments.

    Numbers mean their shortest decimal (0.1 is 1/10), and a load that is a whole number by that reading is returned as that whole number:
    one agent more or less hangs on it.

    Args:
        offered: contacts in the interval, >= 0.
        interval_seconds: > 0.
        aht_seconds: mean handling time, > 0; anything where ``offered`` is 0.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    contacts, interval = as_floats("offered", offered), as_floats("interval_seconds", interval_seconds)
    aht = as_floats("aht_seconds", aht_seconds)
    contacts, interval, aht = np.broadcast_arrays(contacts, interval, aht)
    refuse("offered", contacts, ~(np.isfinite(contacts) & (contacts >= 0)), "a number >= 0")
    refuse("interval_seconds", interval, ~(np.isfinite(interval) & (interval > 0)), "a number > 0")
    bad = ~(np.isfinite(aht) & (aht > 0)) & (contacts > 0)
    refuse("aht_seconds", aht, bad, "a number > 0 where there are contacts")
    load: FloatArray = np.where(contacts > 0, contacts * aht / interval, 0.0)
    whole = np.rint(load)
    unsure = (load != whole) & (np.abs(load - whole) <= _NEAR * np.maximum(load, 1.0))
    for place in map(tuple, np.argwhere(unsure)):
        load[place] = float(exact(contacts[place]) * exact(aht[place]) / exact(interval[place]))
    return load
