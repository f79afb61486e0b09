"""Daily totals: weekdays, holidays, events, day of month and the level are recovered."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.domain.people import Event
from staffing.forecast.calendar import DayCalendar, EventDays, day_calendar, event_days
from staffing.forecast.daily import DailyFit, Design, design, fit_daily, level, variants

FIRST = date(2024, 1, 1)
WEEK = np.array([1.3, 1.1, 1.0, 1.0, 1.1, 0.6, 0.4])


def calendar(days: int, zone: str = "Europe/Berlin") -> DayCalendar:
    return day_calendar(FIRST, days, zone)


def nothing(days: DayCalendar) -> EventDays:
    return event_days(days, (), "a")


def learned(days: DayCalendar, totals: np.ndarray, columns: Design | None = None) -> DailyFit:
    columns = columns or design(days, nothing(days), month=False, year=False)
    return fit_daily(columns, totals, np.ones(len(totals)))


def totals_of(days: DayCalendar, seed: int = 5, level_of: float = 2000.0, **effects: np.ndarray) -> np.ndarray:
    mean = level_of * WEEK[days.weekday]
    for effect in effects.values():
        mean = mean * effect
    return np.random.default_rng(seed).poisson(mean).astype(float)


def test_weekdays_are_recovered() -> None:
    days = calendar(7 * 20)
    fit = learned(days, totals_of(days, holiday=np.where(days.holiday, 0.5, 1.0))[: 7 * 18])
    plain = ~days.holiday & ~np.roll(days.holiday, 1) & ~np.roll(days.holiday, -1)
    ahead = np.flatnonzero(plain)[-10:]
    ratio = fit.effect[ahead] / (2000 * WEEK[days.weekday[ahead]])
    np.testing.assert_allclose(ratio / ratio.mean(), 1, atol=0.04)


def test_a_holiday_is_learned_and_used() -> None:
    days = calendar(366 + 365)
    fit = learned(days, totals_of(days, holiday=np.where(days.holiday & ~days.weekend, 0.4, 1.0))[:600])
    factor = fit.holiday_factor(days, 600)
    assert factor is not None
    assert factor[0] == pytest.approx(0.4, abs=0.05)
    coming = [d for d in range(600, 731) if days.holiday[d] and not days.weekend[d]]
    assert coming
    for d in coming:
        assert fit.effect[d] / fit.effect[[d - 7, d - 14]].mean() < 0.6


def test_an_unseen_holiday_lies_between_its_weekday_and_the_rest_day() -> None:
    days = day_calendar(date(2026, 2, 2), 63, "Europe/Berlin")
    known = 56
    fit = learned(days, totals_of(days)[:known])
    friday = days.index(date(2026, 4, 3))
    assert days.holiday[friday]
    assert not days.holiday[:known].any()
    assert fit.effect[friday] / fit.effect[friday - 7] == pytest.approx((0.4 / 1.1) ** 0.5, rel=0.1)


def test_the_lift_of_an_event_is_learned_with_its_error() -> None:
    days = calendar(140, "UTC")
    events = tuple(Event(FIRST + timedelta(days=d), FIRST + timedelta(days=d + 1), "sale") for d in (20, 60, 100, 133))
    marked = event_days(days, events, "a")
    totals = totals_of(days, sale=np.where(marked.unknown["sale"], 1.6, 1.0))
    fit = learned(days, totals[:126], design(days, marked, month=False, year=False))
    lift = fit.lift("event", "sale")
    assert lift is not None
    assert lift[0] == pytest.approx(1.6, abs=0.08)
    assert 0 < lift[1] < 0.2
    assert fit.effect[133] / fit.effect[126] == pytest.approx(1.6 * WEEK[days.weekday[133]] / WEEK[days.weekday[126]], rel=0.08)
    assert fit.lift("event", "never") is None


def test_pay_days_are_learned() -> None:
    days = calendar(300, "UTC")
    rise = np.exp(0.3 * np.cos(2 * np.pi * days.day_of_month / days.month_length))
    totals = totals_of(days, month=rise)
    plain, monthly = (learned(days, totals[:270], design(days, nothing(days), month=m, year=False)).effect[270:] for m in (False, True))
    truth = (2000 * WEEK[days.weekday] * rise)[270:]
    assert np.abs(monthly / monthly.mean() - truth / truth.mean()).mean() < 0.3 * np.abs(plain / plain.mean() - truth / truth.mean()).mean()


def test_growth_is_not_taken_for_a_calendar_effect() -> None:
    days = calendar(200, "UTC")
    growth = np.exp(np.arange(200) / 200)
    totals = totals_of(days, growth=growth)
    fit = learned(days, totals)
    week = fit.effect[-7:] / fit.effect[-7:].mean()
    np.testing.assert_allclose(week, WEEK[days.weekday[-7:]] / WEEK.mean(), rtol=0.05)
    assert level(totals, fit.effect, np.ones(200), (7.0,)) * fit.effect[-7:].mean() == pytest.approx(
        2000 * growth[-10] * WEEK.mean(), rel=0.06
    )


def test_the_level_follows_by_its_half_life() -> None:
    totals = np.concatenate([np.full(50, 100.0), np.full(14, 140.0)])
    effect = np.full(64, 100.0)
    fast, slow = (level(totals, effect, np.ones(64), (h,)) for h in (3.0, 40.0))
    assert 1.35 < fast <= 1.4
    assert 1.05 < slow < 1.25
    both = level(totals, effect, np.ones(64), (3.0, 40.0))
    assert both == pytest.approx((fast * slow) ** 0.5)


def test_one_day_moves_the_level_little() -> None:
    totals = np.full(60, 100.0)
    totals[-1] = 5000
    assert level(totals, np.full(60, 100.0), np.ones(60), (7.0,)) < 1.15


def test_a_yearly_cycle_needs_more_than_a_year() -> None:
    assert not any(v.year for v in variants(399))
    assert any(v.year for v in variants(400))
    assert "day of month" in str(variants(10)[0])


def test_no_effects_where_nothing_came() -> None:
    days = calendar(60)
    fit = learned(days, np.zeros(50))
    assert fit.fit is None
    np.testing.assert_array_equal(fit.effect, 0)
    assert level(np.zeros(50), fit.effect[:50], np.ones(50), (7.0,)) == 0
    assert fit.holiday_factor(days, 50) is None
