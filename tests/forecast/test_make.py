"""The forecast of a plan, from history to quantiles, with the word on what it is worth."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.people import Adjustment, Event
from staffing.domain.problems import InputProblems
from staffing.domain.progress import Progress
from staffing.domain.queue import OpenWindow, Queue
from staffing.forecast import ForecastResult, Reason, make_forecast
from staffing.io.history_any import read_any_history
from tests.forecast.histories import MONDAY, WEEK, bell, counted, day_sums, expected, make_history, make_plan, wape

FIRST = MONDAY - timedelta(days=91)
CALLS = Path(__file__).resolve().parents[2] / ".." / "shared" / "calls"


def codes(result: ForecastResult) -> set[Reason]:
    return {f.code for f in result.accuracy.flags}


def expected_days(days: int = 7, first: date = MONDAY, level: float = 1000.0) -> np.ndarray:
    return np.array([level * WEEK[(first + timedelta(days=k)).weekday()] for k in range(days)])


def problems_of(plan: object) -> list[tuple[str, str | None, str | None, str]]:
    with pytest.raises(InputProblems) as caught:
        make_forecast(plan)  # type: ignore[arg-type]
    return [(p.file, p.column, p.value, p.code) for p in caught.value.problems]


def test_profile_level_and_handling_time_are_recovered() -> None:
    mean = expected(98)
    result = make_forecast(make_plan(make_history({"general": counted(mean)[:91]})))
    forecast = result.forecast
    np.testing.assert_allclose(day_sums(forecast.grid, forecast.offered[0]), expected_days(), rtol=0.03)
    assert wape(mean[91:].ravel(), forecast.offered[0]) < 0.06
    np.testing.assert_allclose(forecast.aht_seconds, 240)
    assert result.accuracy.flags == ()
    assert not result.accuracy.degraded
    mine = result.accuracy.by_queue["general"]
    assert mine.score.coverage == pytest.approx(0.8, abs=0.06)
    assert (mine.lead_days, mine.horizon_days, mine.tested_days, mine.score.origins) == (0, 7, 7, 9)
    assert forecast.methods == (mine.method,)
    assert result.unadjusted is forecast


def test_the_report_is_plain_json() -> None:
    result = make_forecast(make_plan(make_history({"a": counted(expected(91)), "b": counted(expected(91), 2)})))
    document = json.loads(json.dumps(result.accuracy.to_dict(), allow_nan=False))
    assert list(document["queues"]) == ["a", "b"]
    assert 0 < document["queues"]["a"]["wape"] < 0.4
    assert set(document["queues"]["a"]["league"]) >= {"seasonal-naive", "mean-4", "median-6", "calendar"}


def test_a_finer_plan_keeps_sums_and_a_coarser_one_adds_up() -> None:
    log = make_history({"general": counted(expected(91))})
    half, quarter, hour = (make_forecast(make_plan(log, interval_minutes=m)) for m in (30, 15, 60))
    np.testing.assert_allclose(quarter.forecast.offered.reshape(1, -1, 2).sum(axis=2), half.forecast.offered, rtol=1e-9)
    assert codes(quarter) == {Reason.COARSE_HISTORY}
    assert codes(hour) == codes(half) == set()
    assert hour.forecast.offered.sum() == pytest.approx(half.forecast.offered.sum(), rel=0.02)
    jumps = np.abs(np.diff(quarter.forecast.offered[0]))
    assert jumps.max() < 0.2 * quarter.forecast.offered.max()


@pytest.mark.parametrize(("first_day", "hours"), [(date(2026, 3, 23), 167), (date(2026, 10, 19), 169)])
def test_weeks_in_which_the_clocks_change(first_day: date, hours: int) -> None:
    first = first_day - timedelta(days=63)
    log = make_history({"general": counted(expected(63, 24, 1000, first))}, first, "Europe/Berlin")
    forecast = make_forecast(make_plan(log, first_day, 7, 60, "Europe/Berlin")).forecast
    assert forecast.grid.length == forecast.offered.shape[1] == hours
    night = 0.4 * 1000 * bell(24)[2]
    assert day_sums(forecast.grid, forecast.offered[0])[6] == pytest.approx(400 + (hours - 168) * night, rel=0.08)
    assert forecast.grid.interval_clock[forecast.offered[0].argmax()] == 60 * int(bell(24).argmax())


def test_a_history_across_a_clock_change_is_read_by_wall_clock() -> None:
    first = date(2026, 2, 2)
    log = make_history({"general": counted(expected(84, 24, 2000, first))}, first, "Europe/Berlin")
    result = make_forecast(make_plan(log, first + timedelta(days=84), 7, 60, "Europe/Berlin"))
    assert result.accuracy.repairs == ()
    shape = result.forecast.offered[0].reshape(7, 24).sum(axis=0)
    np.testing.assert_allclose(shape / shape.sum(), bell(24), atol=0.004)


def test_closed_intervals_are_zero_and_the_rest_is_not_moved_into_them() -> None:
    mean = expected(91)
    hours = ("Mon-Fri 08:00-20:00", "Sat 10:15-14:00")
    plan = make_plan(make_history({"general": counted(mean)}), open_hours=hours, interval_minutes=15)
    result = make_forecast(plan)
    mask = plan.queues[0].open_mask(plan.grid)
    for values in (result.forecast.offered, result.forecast.offered_p10, result.forecast.offered_p90):
        assert values is not None
        assert np.all(values[0][~mask] == 0)
    assert np.all(result.forecast.offered[0][mask] > 0)
    assert Reason.VOLUME_WHEN_CLOSED in codes(result)
    inside = 1000 * 1.3 * bell(48)[16:40].sum()
    assert day_sums(plan.grid, result.forecast.offered[0])[0] == pytest.approx(inside, rel=0.04)
    assert np.all(result.forecast.aht_seconds > 0)


def test_known_factors_apply_and_unknown_ones_are_learned() -> None:
    lifted = [FIRST + timedelta(days=d) for d in (10, 38, 66)]
    y = counted(expected(91, on_day=lambda d: 1.8 if d in lifted else 1.0))
    events = (
        *(Event(d, d, "mailing") for d in lifted),
        Event(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1), "mailing"),
        Event(MONDAY + timedelta(days=3), MONDAY + timedelta(days=3), "press", "general", 2.0),
        Event(MONDAY + timedelta(days=4), MONDAY + timedelta(days=4), "never seen"),
        Event(MONDAY + timedelta(days=2), MONDAY + timedelta(days=2), "else", "another", 9.0),
    )
    result = make_forecast(make_plan(make_history({"general": y}), events=events))
    sums = day_sums(result.forecast.grid, result.forecast.offered[0]) / expected_days()
    assert sums[3] == pytest.approx(2.0, rel=0.05)
    assert 1.4 < sums[1] < 1.85
    np.testing.assert_allclose(sums[[0, 2, 4, 5, 6]], 1, atol=0.06)
    assert {f.params["event"] for f in result.accuracy.flags if f.code is Reason.EVENT_UNKNOWN} == {"never seen"}
    factor, sd = result.accuracy.by_queue["general"].learned["event:mailing"]
    assert factor == pytest.approx(1.8, rel=0.1)
    assert sd > 0


def test_public_holidays_are_learned() -> None:
    first_day = date(2026, 5, 25)  # Whit Monday in Berlin
    first = first_day - timedelta(days=84)
    holidays = {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), first_day}
    y = counted(expected(84, 48, 1000, first, lambda d: 0.3 if d in holidays else 1.0))
    result = make_forecast(make_plan(make_history({"general": y}, first, "Europe/Berlin"), first_day, zone="Europe/Berlin"))
    sums = day_sums(result.forecast.grid, result.forecast.offered[0]) / expected_days(first=first_day)
    assert sums[0] < 0.6
    np.testing.assert_allclose(sums[1:], 1, atol=0.1)
    assert result.accuracy.by_queue["general"].learned["holiday"][0] == pytest.approx(0.3, rel=0.3)
    assert Reason.HOLIDAY_NOT_SEEN not in codes(result)


def test_a_holiday_without_any_before_it_is_said() -> None:
    first_day = date(2026, 4, 27)
    first = first_day - timedelta(days=14)
    log = make_history({"general": counted(expected(14, first=first))}, first, "Asia/Shanghai")
    result = make_forecast(make_plan(log, first_day, zone="Asia/Shanghai"))
    assert Reason.HOLIDAY_NOT_SEEN in codes(result)
    assert {Reason.SHORT_HISTORY, Reason.NO_BACKTEST, Reason.INTERVALS_ASSUMED} <= codes(result)


def test_quantiles_surround_the_forecast() -> None:
    forecast = make_forecast(make_plan(make_history({"general": counted(expected(91, 48, 200))}))).forecast
    assert forecast.offered_p10 is not None
    assert forecast.offered_p50 is not None
    assert forecast.offered_p90 is not None
    assert np.all(
        (forecast.offered_p10 >= 0) & (forecast.offered_p10 <= forecast.offered_p50) & (forecast.offered_p50 <= forecast.offered_p90)
    )
    assert np.all((forecast.offered_p90 > forecast.offered)[forecast.offered > 1])
    truth = counted(expected(98, 48, 200), 99)[91:].ravel()
    assert 0.7 < np.mean((truth >= forecast.offered_p10[0]) & (truth <= forecast.offered_p90[0])) < 0.92


def test_adjustments_act_after_the_model_and_are_recorded() -> None:
    plan = make_plan(
        make_history({"general": counted(expected(91))}),
        adjustments=(
            Adjustment("general", 540, 660, "multiply", 2.0, "Li", "mailing"),
            Adjustment("general", 100_000, 100_060, "add", 5.0, "Li", "too late"),
        ),
    )
    result = make_forecast(plan)
    ratio = result.forecast.offered[0] / result.unadjusted.offered[0]
    touched = (plan.grid.interval_starts >= 540) & (plan.grid.interval_starts < 660)
    np.testing.assert_allclose(ratio[touched], 2)
    np.testing.assert_allclose(ratio[~touched], 1)
    assert [(a.line, a.intervals) for a in result.adjustments] == [(1, 4), (2, 0)]
    assert codes(result) == {Reason.ADJUSTMENT_WITHOUT_EFFECT}
    assert result.accuracy.to_dict()["adjustments"][0]["why"] == "mailing"


def test_three_days_of_history_give_a_degraded_answer_that_says_so() -> None:
    first = MONDAY - timedelta(days=3)
    result = make_forecast(make_plan(make_history({"general": counted(expected(3, first=first))}, first)))
    assert result.accuracy.degraded
    assert {Reason.SHORT_HISTORY, Reason.NO_BACKTEST, Reason.INTERVALS_ASSUMED, Reason.WEEKDAY_NOT_SEEN} <= codes(result)
    unseen = next(f for f in result.accuracy.flags if f.code is Reason.WEEKDAY_NOT_SEEN)
    assert unseen.params["weekdays"] == [0, 1, 2, 3]
    sums = day_sums(result.forecast.grid, result.forecast.offered[0])
    assert np.all(sums > 300)
    assert result.accuracy.by_queue["general"].score.wape is None


def test_a_queue_that_stopped_weeks_ago_is_tested_at_its_own_distance() -> None:
    late = counted(expected(91))
    late[60:] = np.nan
    result = make_forecast(make_plan(make_history({"a": counted(expected(91), 2), "b": late})))
    a, b = result.accuracy.by_queue["a"], result.accuracy.by_queue["b"]
    assert (a.lead_days, b.lead_days) == (0, 31)
    assert b.tested_lead_days is not None
    assert b.tested_lead_days > 0
    np.testing.assert_allclose(day_sums(result.forecast.grid, result.forecast.offered[1]), expected_days(), rtol=0.08)


def test_a_plan_weeks_after_the_history() -> None:
    plan = make_plan(make_history({"general": counted(expected(91))}), MONDAY + timedelta(days=50))
    result = make_forecast(plan)
    assert Reason.LONG_LEAD in codes(result)
    assert {Reason.BACKTEST_SHORTER, Reason.LONG_LEAD} >= codes(result) - {Reason.HOLIDAY_NOT_SEEN}
    assert result.accuracy.by_queue["general"].lead_days == 50


def test_zeros_give_zero_and_say_so() -> None:
    result = make_forecast(make_plan(make_history({"general": np.zeros((91, 48))}, aht=None)))
    assert codes(result) >= {Reason.ALL_ZERO}
    np.testing.assert_array_equal(result.forecast.offered, 0)
    np.testing.assert_array_equal(result.forecast.offered_p90, 0)


@pytest.mark.parametrize(
    "y",
    [
        pytest.param(np.full((91, 48), 7.0), id="constant"),
        pytest.param(np.where(np.arange(48) == 5, 4.0, np.nan) * np.ones((91, 1)), id="one slot a day"),
        pytest.param(np.eye(91, 48) * 3, id="hardly any"),
        pytest.param(counted(expected(91, 48, 1e8)), id="huge"),
        pytest.param(counted(expected(91, 1)), id="daily sums"),
    ],
)
def test_odd_histories_give_finite_numbers(y: np.ndarray) -> None:
    result = make_forecast(make_plan(make_history({"general": y}), interval_minutes=30))
    assert np.all(np.isfinite(result.forecast.offered))
    assert result.forecast.offered_p90 is not None
    assert np.all(np.isfinite(result.forecast.offered_p90))
    json.dumps(result.accuracy.to_dict(), allow_nan=False)


def test_a_constant_queue_stays_constant() -> None:
    result = make_forecast(make_plan(make_history({"general": np.full((91, 48), 7.0)})))
    np.testing.assert_allclose(result.forecast.offered, 7)
    assert codes(result) == set()


def test_a_queue_that_fell_silent_is_said() -> None:
    y = counted(expected(91))
    y[60:] = 0
    result = make_forecast(make_plan(make_history({"general": y})))
    assert Reason.SILENT in codes(result)


def test_rows_from_the_plan_on_are_ignored_and_said() -> None:
    y = counted(expected(105))
    plain = make_forecast(make_plan(make_history({"general": y[:91]})))
    later = y.copy()
    later[91:] *= 50
    result = make_forecast(make_plan(make_history({"general": later})))
    np.testing.assert_array_equal(result.forecast.offered, plain.forecast.offered)
    flag = next(f for f in result.accuracy.flags if f.code is Reason.FUTURE_IGNORED)
    assert flag.params["intervals"] == 14 * 48


def test_open_hours_never_seen_are_said() -> None:
    y = counted(expected(91))
    y[:, :14] = np.nan
    result = make_forecast(make_plan(make_history({"general": y})))
    flag = next(f for f in result.accuracy.flags if f.code is Reason.NEVER_SEEN)
    assert flag.params["intervals"] == 7 * 14
    assert np.all(result.forecast.offered[0].reshape(7, 48)[:, :14] == 0)


def test_queues_without_history_are_all_named_at_once() -> None:
    log = make_history({"a": counted(expected(91)), "empty": np.full((91, 48), np.nan)})
    queues = (Queue("a"), Queue("empty"), Queue("new"))
    assert problems_of(make_plan(log, queues=queues)) == [
        ("history.csv", "queue", "empty", "no-history"),
        ("history.csv", "queue", "new", "no-history"),
    ]
    assert problems_of(make_plan(None)) == [("history.csv", None, None, "missing-file")]
    only_later = make_history({"a": counted(expected(7))}, MONDAY)
    assert problems_of(make_plan(only_later)) == [("history.csv", "queue", "a", "no-history")]


def test_contacts_without_any_handling_time_are_a_problem_unless_the_queue_knows_one() -> None:
    log = make_history({"a": counted(expected(91))}, aht=None)
    assert problems_of(make_plan(log)) == [("history.csv", "aht_seconds", "", "no-aht")]
    chat = Queue("a", channel="chat", aht_by_concurrency_seconds=(300.0, 400.0))
    result = make_forecast(make_plan(log, queues=(chat,)))
    np.testing.assert_array_equal(result.forecast.aht_seconds, 300)
    assert Reason.AHT_FROM_QUEUE in codes(result)


def test_handling_time_without_contacts_is_said() -> None:
    y = counted(expected(91))
    log = make_history({"a": y})
    log.aht_seconds[0, 0] = 500
    log.offered[0, 0] = 0
    assert Reason.AHT_WITHOUT_VOLUME in codes(make_forecast(make_plan(log)))


def test_zones_without_a_country_are_said() -> None:
    assert Reason.CALENDAR_UNKNOWN in codes(make_forecast(make_plan(make_history({"a": counted(expected(91))}, zone="UTC"), zone="UTC")))


def test_years_whose_swaps_are_not_out_are_said() -> None:
    first_day = date(2098, 3, 3)
    first = first_day - timedelta(days=60)
    log = make_history({"a": counted(expected(60, first=first))}, first, "Asia/Shanghai")
    result = make_forecast(make_plan(log, first_day, zone="Asia/Shanghai"))
    assert next(f for f in result.accuracy.flags if f.code is Reason.SWAPS_UNPUBLISHED).params["year"] == 2098


def test_an_interval_that_does_not_divide_a_day_is_a_problem() -> None:
    log = make_history({"a": np.ones((40, 48))})
    odd = type(log)(log.zone, log.start, 35, log.queues, log.offered, log.aht_seconds)
    assert problems_of(make_plan(odd))[0][3] == "bad-interval"


def test_progress_is_told_and_a_stop_is_obeyed_and_said() -> None:
    events: list[Progress] = []
    log = make_history({"a": counted(expected(91)), "b": counted(expected(91), 2)})
    result = make_forecast(make_plan(log), events.append, lambda: len(events) > 1)
    assert [(e.stage, e.done, e.total, e.message) for e in events] == [
        ("forecast", 0, 2, "a"),
        ("forecast", 1, 2, "b"),
        ("forecast", 2, 2, "adjust"),
    ]
    assert [f.queue for f in result.accuracy.flags if f.code is Reason.CANCELLED] == ["b"]
    np.testing.assert_allclose(day_sums(result.forecast.grid, result.forecast.offered[1]), expected_days(), rtol=0.1)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1000),
    days=st.integers(1, 60),
    level=st.sampled_from([0.5, 20.0, 3000.0]),
    gaps=st.floats(0, 0.6),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]),
    minutes=st.sampled_from([15, 30, 60]),
    lead=st.integers(0, 40),
)
def test_any_history_gives_finite_numbers_in_order_and_nothing_when_closed(
    seed: int, days: int, level: float, gaps: float, zone: str, minutes: int, lead: int
) -> None:
    first = MONDAY - timedelta(days=days + lead)
    rng = np.random.default_rng(seed)
    y = counted(expected(days, 24, level, first), seed)
    y[rng.random(y.shape) < gaps] = np.nan
    y[-1, 12], y[-1, 13] = 1, 2
    log = make_history({"general": y}, first, zone)
    plan = make_plan(log, MONDAY, 9, minutes, zone, open_hours=("Mon-Fri 08:00-20:00", "Sat 20:00-02:00"))
    if np.nansum(np.where(np.isnan(log.aht_seconds), np.nan, log.offered)) == 0:
        return
    forecast = make_forecast(plan).forecast
    mask = plan.queues[0].open_mask(plan.grid)
    for values in (forecast.offered, forecast.offered_p10, forecast.offered_p50, forecast.offered_p90, forecast.aht_seconds):
        assert values is not None
        assert np.all(np.isfinite(values))
        assert np.all(values >= 0)
    assert np.all(forecast.offered[0][~mask] == 0)
    assert np.all(np.diff(np.stack([forecast.offered_p10, forecast.offered_p50, forecast.offered_p90]), axis=0) >= 0)
    assert np.all(forecast.aht_seconds > 0)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.sampled_from([0.5, 2.0, 16.0]), gaps=st.booleans())
def test_a_history_times_k_gives_the_forecast_times_k(seed: int, factor: float, gaps: bool) -> None:
    y = counted(expected(70, 24, 800, MONDAY - timedelta(days=70)), seed)
    if gaps:
        y[20, 5:9] = np.nan
        y[44] *= 4
    one, many = (make_forecast(make_plan(make_history({"a": t}, MONDAY - timedelta(days=70)))).forecast for t in (y, y * factor))
    for name in ("offered", "offered_p10", "offered_p50", "offered_p90"):
        np.testing.assert_allclose(getattr(many, name), factor * getattr(one, name), rtol=1e-6, atol=1e-9 * factor)
    np.testing.assert_allclose(many.aht_seconds, one.aht_seconds)


def test_three_queues_of_thirteen_weeks_take_two_seconds() -> None:
    log = make_history({name: counted(expected(91, 96), k) for k, name in enumerate("abc")})
    make_forecast(make_plan(log, interval_minutes=15))  # imports are not counted
    began = time.process_time()
    make_forecast(make_plan(log, interval_minutes=15))
    assert time.process_time() - began < 2


def test_a_real_bank_of_1999() -> None:
    path = CALLS / "anonbank_types_30min_1999_jan_feb.csv"
    if not path.exists():
        pytest.skip(f"REAL DATA ABSENT: {path} is not there, the real-input forecast was not tested")
    log = read_any_history(path, "Asia/Jerusalem").history
    first_day = date(1999, 2, 21)
    queues = tuple(Queue(name, open=(OpenWindow.parse("Sun-Thu 07:00-24:00"), OpenWindow.parse("Fri 07:00-14:00"))) for name in log.queues)
    plan = make_plan(log, first_day, 7, 15, "Asia/Jerusalem", queues=queues)
    result = make_forecast(plan)
    assert {Reason.FUTURE_IGNORED, Reason.COARSE_HISTORY} <= codes(result)
    assert np.all(np.isfinite(result.forecast.offered))
    local = log.local_starts
    held_back = (local >= np.datetime64(first_day)) & (local < np.datetime64(first_day + timedelta(days=7)))
    mask = np.array([q.open_mask(plan.grid, 30) for q in plan.queues])
    actual = np.where(mask, log.offered[:, held_back], 0.0)
    said = result.forecast.offered.reshape(len(queues), -1, 2).sum(axis=2)
    busiest = list(log.queues).index("PS")
    assert wape(actual[busiest], said[busiest]) < 0.32
    assert abs(said.sum() / actual.sum() - 1) < 0.2
    assert np.all((result.forecast.aht_seconds > 20) & (result.forecast.aht_seconds < 1500))
