"""Workforce planning for customer-service centres: history, forecast, requirement, roster, check, publish.

>>> import staffing                                                   # doctest: +SKIP
>>> plan = staffing.load_plan("DIR")                                  # doctest: +SKIP
>>> forecast = staffing.make_forecast(plan)                           # doctest: +SKIP
>>> requirement = staffing.make_requirement(plan, forecast)           # doctest: +SKIP
>>> result = staffing.make_roster(plan, requirement, time_limit=60)   # doctest: +SKIP
>>> findings = staffing.check_roster(plan, result.roster)             # doctest: +SKIP

The names are loaded when first used, so that ``import staffing`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from staffing.services.explaining import explain
    from staffing.services.pipeline import check_roster, load_plan, make_forecast, make_requirement, make_roster

__version__ = "0.1.0"
__all__ = ["__version__", "check_roster", "explain", "load_plan", "make_forecast", "make_requirement", "make_roster"]

_ROOMS = {"explain": "staffing.services.explaining"}


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(_ROOMS.get(name, "staffing.services.pipeline")), name)
    raise AttributeError(f"module 'staffing' has no attribute {name!r}")
