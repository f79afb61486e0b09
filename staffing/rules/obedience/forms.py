"""How a roster that is being made can obey each kind of rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """How a roster can obey a kind.

    Attributes:
        how: ``static`` (options removed before solving), ``pair`` (pairs of options), ``sum`` (linear over a window), ``count`` (days of a
            window), ``price`` (a cost), ``engine`` (a hard rule that every plan has), ``check`` (only a check can tell).
        what: the same in a few words, for the documentation.
    """

    how: tuple[str, ...]
    what: str


def _form(how: str, what: str) -> Form:
    return Form(tuple(how.split()), what)


FORMS: dict[str, Form] = {
    "age_or_status_limits": _form(
        "static", "nights, holidays and long days removed where the reading is a violation; a document is only checked"
    ),
    "availability": _form("engine", "work lies inside the availability"),
    "avg_hours_over_reference": _form("sum", "one cap for each reference period that ends in the plan, history as a constant"),
    "backward_rotation": _form("check", "advice; a penalty on pairs of options at most"),
    "break_required": _form("static", "shifts of the catalogue that can hold no such break removed; where it lies is only checked"),
    "catalogue_shift": _form("engine", "only shifts of the catalogue are on offer"),
    "compensatory_rest_due": _form("check", "rest owed later for a rest cut short now"),
    "contract_hours": _form("engine", "paid minutes a week between the contract's limits"),
    "cycle_hours": _form("sum", "one cap a cycle: statutory time + overtime allowed; what lies between is priced"),
    "daily_rest": _form("pair", "a gap between shifts; shifts longer than 24 h less the rest removed"),
    "early_start": _form("check", "advice; a cost of early options at most"),
    "entitlement_balance": _form("check", "leave earned and taken over a year: leave.csv settles it, not the roster"),
    "evidence_required": _form("check", "a document is there or not; without approval special hours are judged as standard, and capped so"),
    "fatigue_score": _form("check", "advice over several kinds"),
    "forbidden_for_status": _form("static sum", "nights removed, no minute beyond the normal day and week"),
    "half_day_holiday": _form("check", "advice on half a day"),
    "holiday_premium": _form("price", "a cost of every minute on a statutory holiday"),
    "leave": _form("engine", "no shift on leave days"),
    "maternity_leave": _form("static", "every shift in the leave removed"),
    "max_hours_in_window": _form("sum static", "one cap a week or rolling window; caps of a day or shift remove options"),
    "max_overtime_per_day": _form("static", "options that pay more than the normal day and the overtime allowed removed"),
    "max_overtime_per_month": _form("sum", "two caps a month: the month's total, and the overtime of its days and weeks"),
    "max_run_of_days": _form("engine", "days in a row (POL-RUN-01)"),
    "max_run_of_nights": _form("engine", "nights in a row (POL-NIGHT-01)"),
    "min_continuous_rest_in_window": _form("check", "a rest block in each fixed window; literals 'rest begins here' would express it"),
    "min_count_in_period": _form("check", "free weekends of a period; a count of weekend literals would express it"),
    "min_days_off_in_week": _form("engine", "days off a week (POL-OFF-01)"),
    "min_gap_between_duties": _form("engine pair", "rest between shifts (POL-REST-01)"),
    "min_heads": _form("engine", "heads on a queue (CON-FLOOR-01)"),
    "night_allowance": _form("check", "what the catalogue pays, not who works when"),
    "night_work": _form("check", "nights are counted; people unfit for them: advice"),
    "normal_hours": _form("check", "classifies hours, forbids none"),
    "notice_and_change": _form("check", "when the roster was published"),
    "one_shift_per_day": _form("engine", "one shift start a day (POL-ONE-01)"),
    "pauses": _form("engine", "meals and breaks as the catalogue has them"),
    "premium_pay": _form("price", "a cost of overtime by the week; the month's surplus and time off in lieu are settled after"),
    "record_complete": _form("check", "records of what was worked"),
    "rest_after_night_run": _form("engine", "rest after nights (POL-NIGHT-02)"),
    "rest_days_after_shift": _form("engine", "days off after a shift (SHF-REST-01)"),
    "run_around_holidays": _form("check", "advice; a cap of days in a row at most"),
    "service_target": _form("check", "the queue's target, not who works when"),
    "skills": _form("engine", "only queues of the agent's skills"),
    "system_hours": _form("check", "counts the month's system hours"),
    "weekly_rest": _form("count", "days without a shift start in each calendar week; stricter readings where they are violations"),
    "work_calendar": _form("check", "whether the calendar is official"),
}
"""By kind; a test holds it complete."""
