"""Every kind of rule by the name packs write."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from staffing.rules.checks import (
    age_or_status_limits,
    availability,
    catalogue_shift,
    contract_hours,
    cycle_hours,
    entitlement_balance,
    evidence_required,
    forbidden_for_status,
    half_day_holiday,
    holiday_premium,
    leave,
    maternity_leave,
    max_hours_in_window,
    max_overtime_per_day,
    max_overtime_per_month,
    max_run_of_days,
    max_run_of_nights,
    min_days_off_in_week,
    min_gap_between_duties,
    min_heads,
    night_allowance,
    night_work,
    normal_hours,
    one_shift_per_day,
    pauses,
    premium_pay,
    record_complete,
    rest_after_night_run,
    rest_days_after_shift,
    run_around_holidays,
    service_target,
    skills,
    system_hours,
    weekly_rest,
    work_calendar,
)
from staffing.rules.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        module.KIND.name: module.KIND
        for module in (
            age_or_status_limits,
            availability,
            catalogue_shift,
            contract_hours,
            cycle_hours,
            entitlement_balance,
            evidence_required,
            forbidden_for_status,
            half_day_holiday,
            holiday_premium,
            leave,
            maternity_leave,
            max_hours_in_window,
            max_overtime_per_day,
            max_overtime_per_month,
            max_run_of_days,
            max_run_of_nights,
            min_days_off_in_week,
            min_gap_between_duties,
            min_heads,
            night_allowance,
            night_work,
            normal_hours,
            one_shift_per_day,
            pauses,
            premium_pay,
            record_complete,
            rest_after_night_run,
            rest_days_after_shift,
            run_around_holidays,
            service_target,
            skills,
            system_hours,
            weekly_rest,
            work_calendar,
        )
    }
)
"""Kinds by name; each lives in the file of its name under ``checks``."""
