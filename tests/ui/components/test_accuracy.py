from __future__ import annotations

import pytest

from staffing.domain.people import ADJUSTMENT_CHANGES
from staffing.forecast.clean import RepairKind
from staffing.forecast.daily import variants
from staffing.forecast.profile import VARIANTS
from staffing.forecast.reasons import Reason
from staffing.forecast.select import METHODS
from staffing.i18n import has, languages
from staffing.ui.components import accuracy
from staffing.ui.context import Context

CTX = Context("en", None, (), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", languages())
def test_every_code_of_a_forecast_has_its_words(lang: str) -> None:
    keys = [f"reason.{code.value}" for code in Reason] + [f"repair.{kind.value}" for kind in RepairKind]
    keys += [f"repair_action.{action}" for action in ("left-out", "halved", "weighed-less", "refused")]
    keys += [f"method.{name}" for name in METHODS] + [f"change.{name}" for name in ADJUSTMENT_CHANGES]
    assert [key for key in keys if not has(key, lang)] == []


def test_numbers_in_sentences_are_written_for_people() -> None:
    flag = {"code": "volume-outside-opening-hours", "queue": "", "params": {"share": 0.0312}}
    assert accuracy.sentence(CTX, flag).startswith("3.1 % of the contacts")
    flag = {"code": "weekday-not-in-history", "queue": "", "params": {"weekdays": [5, 6]}}
    assert "Sat, Sun" in accuracy.sentence(CTX, flag)


def test_effects_are_named() -> None:
    assert accuracy.effect_name(CTX, "event:sale") == "Event: sale"
    assert accuracy.effect_name(CTX, "before-holiday") == "Day before a holiday"
    assert accuracy.effect_name(CTX, "unheard-of") == "unheard-of"


@pytest.mark.parametrize("lang", languages())
def test_variants_are_named_in_every_language(lang: str) -> None:
    names = [str(v) for v in (*variants(500), *VARIANTS)]
    words = " ".join(accuracy.variant_name(Context(lang, None, (), None), name) for name in names)  # type: ignore[arg-type]
    assert ("trend" in words) == (lang == "en")
    assert "pooled," not in words
