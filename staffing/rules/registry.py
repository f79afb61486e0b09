"""Every kind of rule by the name packs write."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from staffing.rules.checks import (
    availability,
    catalogue_shift,
    contract_hours,
    forbidden_for_status,
    holiday_premium,
    leave,
    max_overtime_per_day,
    max_overtime_per_month,
    max_run_of_days,
    max_run_of_nights,
    min_days_off_in_week,
    min_gap_between_duties,
    min_heads,
    night_work,
    normal_hours,
    one_shift_per_day,
    pauses,
    rest_after_night_run,
    rest_days_after_shift,
    skills,
    weekly_rest,
)
from staffing.rules.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        module.KIND.name: module.KIND
        for module in (
            availability,
            catalogue_shift,
            contract_hours,
            forbidden_for_status,
            holiday_premium,
            leave,
            max_overtime_per_day,
            max_overtime_per_month,
            max_run_of_days,
            max_run_of_nights,
            min_days_off_in_week,
            min_gap_between_duties,
            min_heads,
            night_work,
            normal_hours,
            one_shift_per_day,
            pauses,
            rest_after_night_run,
            rest_days_after_shift,
            skills,
            weekly_rest,
        )
    }
)
"""Kinds by name; each lives in the file of its name under ``checks``."""
