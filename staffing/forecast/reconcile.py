"""Queues and their total: the sum of the queues' forecasts, unless the back-test finds a forecast of the total worth listening to.

Let f be the daily totals forecast for the Q queues, t that of all queues together, forecast as a series of its own, and W the mean product
of their errors at earlier origins, shape (Q + 1, Q + 1). With c = (-1, ..., -1, 1) the reconciled forecasts are

    (f', t') = (f, t) - W c (c' W c)^-1 c' (f, t),

for which sum f' = t' and the trace of the error covariance is least (MinT; Wickramasuriya, Athanasopoulos and Hyndman, JASA 114 (2019)
804-819, for a single sum). W is drawn half way to its diagonal. Either way queues and total agree to the last contact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.methods import Series
from staffing.forecast.select import Choice

Floats = NDArray[np.float64]

SHRINK = 0.5
MIN_ORIGINS = 4
"""Earlier origins needed to estimate W."""

GAIN = 0.01
"""The sum of the queues stands unless reconciling lowers the errors of queues and of the total together by more than this share."""

CLIP = (0.7, 1.4)
"""A queue's day changes at most by these factors."""


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """What was done and why.

    Attributes:
        used: whether the total's own forecast changed the queues.
        factors: on each queue's day, shape (Q, days); all 1 where not used.
        wape_sum, wape_reconciled: WAPE of daily totals of the queues in the back-test.
        total_sum, total_reconciled, total_alone: WAPE of daily totals of all queues together; ``None`` = not measured.
    """

    used: bool
    factors: Floats
    wape_sum: float | None = None
    wape_reconciled: float | None = None
    total_sum: float | None = None
    total_reconciled: float | None = None
    total_alone: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {k: round(v, 6) if isinstance(v, float) else v for k, v in vars(self).items() if k != "factors"}


def _days(series: Series, choice: Choice) -> Mapping[date, tuple[Floats, Floats]]:
    """First day of each window of the back-test -> (said, came) by day, shape (days,) each."""
    lead = choice.tested.lead if choice.tested else 0
    out = {}
    for trial in choice.trials:
        known = ~np.isnan(trial.actual)
        said = np.where(known, trial.forecasts[trial.chosen], 0.0).sum(axis=1)
        out[series.calendar.first_day + timedelta(days=trial.origin + lead)] = said, np.where(known, trial.actual, 0.0).sum(axis=1)
    return out


def reconcile(queues: Sequence[tuple[Series, Choice]], total: tuple[Series, Choice]) -> Reconciliation:
    """Compare both ways on the windows all have in common, and apply the better one to the forecasts."""
    count, days = len(queues), len(queues[0][1].expected)
    plain = Reconciliation(False, np.ones((count, days)))
    tables = [_days(*item) for item in (*queues, total)]
    common = sorted(set(tables[0]).intersection(*tables[1:]))
    said = [np.array([table[first][0] for table in tables]) for first in common]
    came = [np.array([table[first][1] for table in tables[:-1]]) for first in common]
    lead_days = (queues[0][1].tested.lead + queues[0][1].tested.days) if queues[0][1].tested else 0
    sums = np.zeros(6)  # absolute errors: queues sum, queues reconciled, total sum, total reconciled, total alone; contacts
    for k, first in enumerate(common):
        known = [j for j in range(k) if common[j] + timedelta(days=lead_days) <= first]
        if len(known) < MIN_ORIGINS:
            continue
        f = said[k]
        better = _apply(f, _products(said, came, known))
        all_came = came[k].sum(axis=0)
        sums += [
            np.abs(f[:-1] - came[k]).sum(), np.abs(better - came[k]).sum(), np.abs(f[:-1].sum(axis=0) - all_came).sum(),
            np.abs(better.sum(axis=0) - all_came).sum(), np.abs(f[-1] - all_came).sum(), all_came.sum(),
        ]  # fmt: skip
    if not sums[5] > 0:
        return plain
    w = [float(x / sums[5]) for x in sums[:5]]
    used = sums[1] + sums[3] < (1 - GAIN) * (sums[0] + sums[2]) and sums[1] <= sums[0]
    factors = plain.factors
    if used:
        f = np.array([choice.expected.sum(axis=1) for _, choice in (*queues, total)])
        changed = _apply(f, _products(said, came, range(len(common))))
        factors = np.where(f[:-1] > 0, np.clip(changed / np.where(f[:-1] > 0, f[:-1], 1.0), *CLIP), 1.0)
    return Reconciliation(bool(used), factors, w[0], w[1], w[2], w[3], w[4])


def _products(said: Sequence[Floats], came: Sequence[Floats], known: Sequence[int] | range) -> Floats:
    errors = np.concatenate([np.vstack([came[j], came[j].sum(axis=0)]) - said[j] for j in known], axis=1)
    w = np.einsum("ik,jk->ij", errors, errors) / errors.shape[1]
    return np.asarray((1 - SHRINK) * w + SHRINK * np.diag(np.diag(w)))


def _apply(f: Floats, w: Floats) -> Floats:
    """Reconciled forecasts of the queues, shape (Q, days), from f of shape (Q + 1, days)."""
    c = np.append(-np.ones(len(f) - 1), 1.0)
    toward = np.einsum("ij,j->i", w, c)
    below = float(c @ toward)
    if not below > 0:
        return f[:-1]
    return np.asarray(np.maximum(f[:-1] - toward[:-1, None] / below * (f[-1] - f[:-1].sum(axis=0))[None, :], 0.0))
