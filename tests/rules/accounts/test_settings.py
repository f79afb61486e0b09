from __future__ import annotations

import pytest

from staffing.rules.accounts import AccountSettings, settings_of
from staffing.rules.packs import load_packs


def test_the_numbers_come_from_the_rules_in_force() -> None:
    found = settings_of(load_packs(["cn-mainland"], {"CN-OT-02": {"normal_day_minutes": 420}}))
    assert found.normal_day_minutes == 420
    assert found.overtime is not None
    assert found.overtime.id == "CN-OT-02"
    assert found.holiday is not None


def test_a_rule_switched_off_counts_as_absent() -> None:
    assert settings_of(load_packs(["cn-mainland"], {"CN-OT-02": {"enabled": False}})).overtime is None


def test_without_a_law_pack_the_defaults_hold() -> None:
    found = settings_of(load_packs())
    assert (found.overtime, found.holiday, found.normal_week_minutes) == (None, None, 2400)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="lieu_days"):
        AccountSettings(lieu_days=-1)
