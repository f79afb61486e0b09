"""Every reason has its sentence in every language."""

from __future__ import annotations

import pytest

from staffing.forecast.clean import RepairKind
from staffing.forecast.reasons import INFORMATION, Reason
from staffing.i18n import catalogue, languages


@pytest.mark.parametrize("lang", languages())
def test_codes_have_sentences(lang: str) -> None:
    texts = catalogue(lang)
    assert [r.value for r in Reason if f"reason.{r.value}" not in texts] == []
    assert [k.value for k in RepairKind if f"repair.{k.value}" not in texts] == []
    assert [a for a in ("left-out", "halved", "weighed-less") if f"repair_action.{a}" not in texts] == []


def test_most_reasons_degrade() -> None:
    assert set(Reason) > INFORMATION
