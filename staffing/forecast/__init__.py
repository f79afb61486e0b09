"""History -> forecast: cleaning, calendar, methods, selection by rolling origin, intervals, accuracy.

Public: :func:`make_forecast` for a plan, :func:`evaluate` for the accuracy of every method on a history.
"""

from __future__ import annotations

from staffing.forecast.accuracy import Accuracy, QueueAccuracy, Score
from staffing.forecast.adjust import AppliedAdjustment
from staffing.forecast.clean import Repair
from staffing.forecast.evaluate import Evaluation, evaluate
from staffing.forecast.make import ForecastResult, make_forecast
from staffing.forecast.reasons import Flag, Reason

__all__ = [
    "Accuracy",
    "AppliedAdjustment",
    "Evaluation",
    "Flag",
    "ForecastResult",
    "QueueAccuracy",
    "Reason",
    "Repair",
    "Score",
    "evaluate",
    "make_forecast",
]
