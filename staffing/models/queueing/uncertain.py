"""Demand that is not known: the arrival rate is its forecast times a random factor F, gamma distributed with mean 1.

Counts are then negative binomial with variance ``m + c**2 m**2`` (G. Jongbloed and G. Koole, "Managing uncertainty in call centres using
Poisson mixtures", Applied Stochastic Models in Business and Industry 17(4), 2001). Three rules come out of it:

- to the mean: as if F were 1, which promises the target about every second time;
- to a quantile q: as if F were its q-quantile, which meets the target with probability q, because service falls as load grows;
- to the expected service: what all contacts together will feel, ``E[F SL(F a)] >= target``: a busy day weighs as many contacts as it has.

With k = 1 / c**2, F has the density ``k pmf(k - 1; k x)`` and, weighted by volume, ``k pmf(k; k x)``, where pmf(n; m) is Poisson's.
"""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from staffing.models.queueing.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    as_floats,
    check_agents,
    check_aht,
    check_answer_within,
    check_load,
    check_patience,
    optional_floats,
    refuse,
)
from staffing.models.queueing.evaluate import performance
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.poisson import poisson_pmf
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.roots import CLOSE, increasing_root, smallest_whole
from staffing.models.queueing.targets import Targets

_NODES_AT_ONCE = 400_000
_ENDS = 1e-14
_FINE, _ROUGH = 10, 5
"""Gauss-Legendre nodes in each panel: for what is reported, for a search."""
_LARGE = 1e9


class Expected(NamedTuple):
    """Performance averaged over F.

    Attributes:
        by_volume: what all contacts together feel: shares and waits weighted by F; occupancy and queue are means over time.
        unweighted: the mean over F of each measure, as if every day had the same number of contacts.
    """

    by_volume: Performance
    unweighted: Performance


def factor_quantile(cv: ArrayLike, share: ArrayLike) -> FloatArray:
    """The ``share``-quantile of F, for any broadcastable arguments; 1 where cv is 0.

    Raises:
        ValueError: ``cv`` outside [0, 1] or ``share`` outside (0, 1).
    """
    c, q = np.broadcast_arrays(as_floats("cv", cv), as_floats("share", share))
    _check_cv(c)
    refuse("share", q, ~((q > 0) & (q < 1)), "a number between 0 and 1")
    k = 1.0 / np.square(np.where(c > 0, c, 1.0))
    found: FloatArray = np.where(c > 0, special.gammaincinv(k, q) / k, 1.0)
    return found


def factor_cv(offered: ArrayLike, p10: ArrayLike, p90: ArrayLike) -> FloatArray:
    """The cv of F that a forecast's band implies: what is left of the band's width when the Poisson variance of the counts is taken out.

    ``sd = (p90 - p10) / 2.5631`` (a normal band), ``c**2 = max(sd**2 - m, 0) / m**2``, at most 1; 0 where nothing is offered.

    Args:
        offered: expected contacts m, >= 0.
        p10, p90: quantiles of the contacts; NaN: unknown, cv 0.
    """
    mean, low, high = np.broadcast_arrays(as_floats("offered", offered), as_floats("p10", p10), as_floats("p90", p90))
    sd = np.nan_to_num(np.maximum(high - low, 0.0)) / (2.0 * special.ndtri(0.9))
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.sqrt(np.maximum(sd * sd - mean, 0.0)) / mean
    found: FloatArray = np.minimum(np.where(mean > 0, np.nan_to_num(cv), 0.0), 1.0)
    return found


def expected_performance(
    load_erlangs: ArrayLike,
    cv: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Expected:
    """Performance at ``agents`` averaged over the factor, for any broadcastable arguments.

    Args:
        load_erlangs: load at F = 1, >= 0.
        cv: standard deviation of F, in [0, 1].
        agents, aht_seconds, patience_seconds, answer_within_seconds, definition: as in :func:`performance`.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    columns = np.broadcast_arrays(
        as_floats("load_erlangs", load_erlangs),
        as_floats("cv", cv),
        as_floats("agents", agents),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("patience_seconds", patience_seconds),
        optional_floats("answer_within_seconds", answer_within_seconds),
    )
    load, c, count, aht, patience, within = columns
    check_load(load)
    _check_cv(c)
    check_agents(count)
    check_aht(aht, load)
    check_patience(patience)
    check_answer_within(within)
    found = _expected(*(column.ravel() for column in columns), definition=definition, nodes=_FINE)
    return Expected(*(_shaped(part, load.shape) for part in found))


def smallest_agents_expected(
    load_erlangs: ArrayLike,
    cv: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    max_asa_seconds: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    min_answer_rate: ArrayLike | None = None,
    patience_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> FloatArray:
    """Smallest whole n whose expected performance (by volume) meets every target; infinity where none does.

    A mean wait without abandonment has no finite expectation: leave ``max_asa_seconds`` out where nobody hangs up and cv > 0.

    Arguments as in :func:`expected_performance` and :func:`smallest_agents`.

    Raises:
        ValueError: an argument is out of range, or a row with load has no target.
    """
    targets = Targets.read(service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    columns = np.broadcast_arrays(
        as_floats("load_erlangs", load_erlangs),
        as_floats("cv", cv),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("patience_seconds", patience_seconds),
        targets.any.astype(np.float64),
    )
    load, c, aht, patience, asked = columns
    check_load(load)
    _check_cv(c)
    check_aht(aht, load)
    check_patience(patience)
    refuse("load_erlangs", load, (asked == 0) & (load > 0), "at least one target where there is load")
    endless = (c > 0) & ~np.isfinite(patience) & (load > 0)
    refuse("max_asa_seconds", targets.max_asa_seconds, ~np.isnan(targets.max_asa_seconds) & endless, "a patience beside it where cv > 0")
    shape = load.shape
    wanted = targets.spread(shape)
    load, c, aht, patience = (column.ravel() for column in (load, c, aht, patience))
    answer = np.zeros(load.size)
    busy = np.flatnonzero(load > 0)
    load, c, aht, patience, wanted = load[busy], c[busy], aht[busy], patience[busy], wanted.rows(busy)
    given = dict(zip(Targets._fields, wanted, strict=True))
    guess = smallest_agents(load * (1.0 + 0.5 * c), aht, patience_seconds=patience, definition=definition, **given).astype(np.float64)

    def search(begin: FloatArray, nodes: int) -> FloatArray:
        def meets(n: FloatArray, rows: IntArray) -> BoolArray:
            part = (load[rows], c[rows], n, aht[rows], patience[rows], wanted.answer_within_seconds[rows])
            felt = _expected(*part, definition=definition, nodes=nodes).by_volume
            good: BoolArray = wanted.rows(rows).met(felt) & ((n > 0) | np.isnan(wanted.max_occupancy[rows]))
            return good

        return smallest_whole(meets, begin)

    answer[busy] = search(np.where(np.isfinite(rough := search(guess, _ROUGH)), rough, guess), _FINE)
    return answer.reshape(shape)


def smallest_agents_quantile(
    load_erlangs: ArrayLike, cv: ArrayLike, share: ArrayLike, aht_seconds: ArrayLike, **targets: ArrayLike | None
) -> IntArray:
    """Smallest n that meets the targets with probability ``share``: the requirement at the load's ``share``-quantile.

    ``targets`` (with ``patience_seconds``) as in :func:`smallest_agents`.
    """
    return smallest_agents(as_floats("load_erlangs", load_erlangs) * factor_quantile(cv, share), aht_seconds, **targets)  # type: ignore[arg-type]


def chance_to_meet(
    load_erlangs: ArrayLike,
    cv: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    max_asa_seconds: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    min_answer_rate: ArrayLike | None = None,
    patience_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
    close: float = CLOSE,
) -> FloatArray:
    """Probability that the long-run performance at the true rate meets every target: P(F <= F*), F* the last factor that does.

    cv 0: 1 or 0. No load: 1. ``close``: relative precision of F*. Arguments and errors as in :func:`smallest_agents_expected`.
    """
    targets = Targets.read(service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    columns = np.broadcast_arrays(
        as_floats("load_erlangs", load_erlangs),
        as_floats("cv", cv),
        as_floats("agents", agents),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("patience_seconds", patience_seconds),
        targets.any.astype(np.float64),
    )
    load, c, count, aht, patience, _ = columns
    check_load(load)
    _check_cv(c)
    check_agents(count)
    check_aht(aht, load)
    check_patience(patience)
    shape = load.shape
    wanted = targets.spread(shape)
    load, c, count, aht, patience = (column.ravel() for column in (load, c, count, aht, patience))
    chance = np.ones(load.size)
    busy = np.flatnonzero(load > 0)
    load, c, count, aht, patience, wanted = load[busy], c[busy], count[busy], aht[busy], patience[busy], wanted.rows(busy)

    def over(x: FloatArray, rows: IntArray) -> FloatArray:
        felt = performance(
            load[rows] * x,
            count[rows],
            aht[rows],
            patience_seconds=patience[rows],
            answer_within_seconds=wanted.answer_within_seconds[rows],
            definition=definition,
        )
        return _excess(wanted.rows(rows), felt, count[rows])

    sure = c == 0
    if sure.any():
        rows = np.flatnonzero(sure)
        met = over(np.ones(rows.size), rows) <= 1e-12
        chance[busy[rows]] = met.astype(np.float64)
    loose = np.flatnonzero(~sure)
    if loose.size:
        k = 1.0 / np.square(c[loose])
        top = special.gammainccinv(k, 1e-17) / k
        last = increasing_root(lambda x, rows: over(x, loose[rows]), np.full(loose.size, 1e-12), top, close)
        never = over(np.full(loose.size, 1e-12), loose) > 0
        chance[busy[loose]] = np.where(never, 0.0, special.gammainc(k, k * last))
    return chance.reshape(shape)


def day_level(
    load_erlangs: FloatArray,
    offered: FloatArray,
    agents: FloatArray,
    aht_seconds: FloatArray,
    factors: FloatArray,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: float,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> FloatArray:
    """Service level over a whole day (or week) by volume, when all its intervals are busier by the same factor.

    Args:
        load_erlangs, offered, agents, aht_seconds: shape (T,), at factor 1.
        factors: shape (K,), > 0.

    Returns:
        Shape (K,); 1 where nothing is offered.
    """
    total = float(np.sum(offered))
    if total == 0:
        return np.ones(np.shape(factors))
    felt = performance(
        np.multiply.outer(np.asarray(factors), load_erlangs),
        agents,
        aht_seconds,
        patience_seconds=patience_seconds,
        answer_within_seconds=answer_within_seconds,
        definition=definition,
    )
    level: FloatArray = felt.service_level @ (np.asarray(offered) / total)
    return level


def chance_of_day(
    load_erlangs: FloatArray,
    offered: FloatArray,
    agents: FloatArray,
    aht_seconds: FloatArray,
    cv: float,
    service_level: float,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: float,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> float:
    """Probability that a day's service level meets its target when one factor moves the whole day; arguments as in :func:`day_level`."""
    if not 0 <= cv <= 1:
        raise ValueError(f"cv: expected a number in [0, 1], got {cv!r}")

    def over(x: FloatArray, rows: IntArray) -> FloatArray:
        return service_level - day_level(
            load_erlangs,
            offered,
            agents,
            aht_seconds,
            x,
            patience_seconds=patience_seconds,
            answer_within_seconds=answer_within_seconds,
            definition=definition,
        )

    first = np.zeros(1, dtype=np.int64)
    if cv == 0:
        return float(over(np.ones(1), first)[0] <= 1e-12)
    k = 1.0 / cv**2
    if over(np.full(1, 1e-12), first)[0] > 0:
        return 0.0
    last = increasing_root(over, np.full(1, 1e-12), np.array([special.gammainccinv(k, 1e-17) / k]))
    return float(special.gammainc(k, k * last[0]))


def _check_cv(cv: FloatArray) -> None:
    refuse("cv", cv, ~((cv >= 0) & (cv <= 1)), "a number in [0, 1]")


def _excess(targets: Targets, felt: Performance, agents: FloatArray) -> FloatArray:
    """How far the worst target is missed: above 0 where missed; grows with the load."""
    worst = np.full(felt.p_wait.shape, -np.inf)
    with np.errstate(invalid="ignore"):
        worst = np.fmax(worst, targets.service_level - np.nan_to_num(felt.service_level))
        worst = np.fmax(worst, targets.min_answer_rate - felt.answer_rate)
        worst = np.fmax(worst, felt.p_abandon - targets.max_abandonment)
        worst = np.fmax(worst, felt.occupancy - targets.max_occupancy)
        worst = np.fmax(worst, np.minimum(felt.asa_seconds, _LARGE) - targets.max_asa_seconds)
    worst = np.where((agents == 0) & ~np.isnan(targets.max_occupancy), _LARGE, worst)
    held: FloatArray = np.clip(worst, -_LARGE, _LARGE)
    return held


def _shaped(part: Performance, shape: tuple[int, ...]) -> Performance:
    return Performance(**{field.name: getattr(part, field.name).reshape(shape) for field in fields(Performance)})


def _expected(
    load: FloatArray,
    cv: FloatArray,
    agents: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    within: FloatArray,
    *,
    definition: ServiceLevelDefinition,
    nodes: int,
) -> Expected:
    """One-dimensional rows."""
    names = [field.name for field in fields(Performance)]
    parts = [{name: np.zeros(load.size) for name in names} for _ in Expected._fields]
    sure = (cv == 0) | (load == 0)
    if sure.any():
        felt = performance(
            load[sure], agents[sure], aht[sure], patience_seconds=patience[sure], answer_within_seconds=within[sure], definition=definition
        )
        for part in parts:
            for name in names:
                part[name][sure] = getattr(felt, name)
    loose = np.flatnonzero(~sure)
    if loose.size:
        panels = _panels(load[loose], cv[loose])
        order = loose[np.argsort(panels, kind="stable")]
        panels = np.sort(panels)
        start = 0
        while start < order.size:
            end = start + 1
            most = 1.5 * panels[start]
            while end < order.size and (end + 1 - start) * int(panels[end]) * nodes <= _NODES_AT_ONCE and panels[end] <= most:
                end += 1
            rows = order[start:end]
            part_rows = (load[rows], cv[rows], agents[rows], aht[rows], patience[rows], within[rows])
            for part, found in zip(parts, _integrate(*part_rows, definition, nodes, int(panels[end - 1])), strict=True):
                for name in names:
                    part[name][rows] = found[name]
            start = end
    overloaded = (load >= agents) & (load > 0)
    return Expected(*(Performance(**{**part, "overloaded": overloaded}) for part in parts))  # type: ignore[arg-type]


def _panels(load: FloatArray, cv: FloatArray) -> IntArray:
    """Panels of the integral: about one for each standard deviation of what is narrower, the factor or the change of service with it."""
    low, high = _ends(cv)
    width = np.minimum(cv, 1.5 / np.sqrt(np.maximum(load, 1.0)))
    return np.clip(np.ceil((high - low) / width), 12, 400).astype(np.int64)


def _ends(cv: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Logarithms of factors below and above which nothing counts. In the logarithm the density is smooth at its lower end, too."""
    k = 1.0 / np.square(cv)
    low, high = special.gammaincinv(k, _ENDS) / k, special.gammainccinv(k + 1.0, _ENDS) / k
    return np.log(np.maximum(low, 1e-300)), np.log(high)


def _integrate(
    load: FloatArray,
    cv: FloatArray,
    agents: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    within: FloatArray,
    definition: ServiceLevelDefinition,
    nodes: int,
    panels: int,
) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    k = 1.0 / np.square(cv)
    low, high = _ends(cv)
    at, weight = np.polynomial.legendre.leggauss(nodes)
    edge = np.linspace(0.0, 1.0, panels + 1)
    unit = (edge[:-1, np.newaxis] + (at + 1.0) / (2.0 * panels)).ravel()
    spread = np.tile(weight / (2.0 * panels), panels)
    # without abandonment service ends at F = n / a: a kink, so that each side is integrated by itself
    turn = np.where(np.isfinite(patience), high, np.clip(np.log(np.maximum(agents, 1e-300) / load), low, high))
    sides = [(low, turn)] + ([(turn, high)] if (turn < high).any() else [])
    sums: list[dict[str, FloatArray]] = [{}, {}]
    mass = [np.zeros(load.size), np.zeros(load.size)]
    for left, right in sides:
        x = np.exp(left[:, np.newaxis] + (right - left)[:, np.newaxis] * unit)
        kx = k[:, np.newaxis] * x
        flat_k = np.broadcast_to(k[:, np.newaxis], x.shape).ravel()
        density = kx * poisson_pmf(flat_k, kx.ravel(), flat_k - kx.ravel()).reshape(x.shape)  # by volume, per logarithm of the factor
        density *= (right - left)[:, np.newaxis] * spread
        felt = performance(
            load[:, np.newaxis] * x,
            agents[:, np.newaxis],
            aht[:, np.newaxis],
            patience_seconds=patience[:, np.newaxis],
            answer_within_seconds=within[:, np.newaxis],
            definition=definition,
        )
        for which, weights in enumerate((density, density / x)):
            mass[which] += weights.sum(axis=1)
            for field in fields(Performance):
                over_time = field.name in ("occupancy", "mean_queue")
                used = density / x if over_time else weights
                with np.errstate(invalid="ignore"):
                    part = np.where(used > 0, getattr(felt, field.name) * used, 0.0).sum(axis=1)
                sums[which][field.name] = sums[which].get(field.name, 0.0) + part
    for which in (0, 1):
        for name in sums[which]:
            sums[which][name] = sums[which][name] / (mass[1] if name in ("occupancy", "mean_queue") else mass[which])
    return sums[0], sums[1]
