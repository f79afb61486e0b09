"""What the history measures, in words and as a JSON document."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from staffing.cli.documents import known
from staffing.cli.output import percent, table
from staffing.i18n import t
from staffing.services.measured import ALL_DAY, Measure, Measured, Remark

_QUANTITIES = ("patience_seconds", "aht_seconds", "shrinkage")


def measured_lines(measured: Measured, lang: str = "en") -> list[str]:
    """One row a queue over the whole day, then the remarks; times of day stand in measured.csv."""
    day = {(item.queue, item.quantity): item for item in measured.measures if item.hours == ALL_DAY}
    shown = [quantity for quantity in _QUANTITIES if any(key[1] == quantity for key in day)]
    rows = [[t("cli.queue", lang), *(t(f"measured.{quantity}", lang) for quantity in shown)]]
    for queue in dict.fromkeys(item.queue for item in measured.measures):
        rows.append([queue, *(_cell(day.get((queue, quantity)), lang) for quantity in shown)])
    lines = [t("measured.heading", lang), *("  " + line for line in table(rows, right=range(1, len(shown) + 1)))]
    return lines + ["  " + remark_sentence(remark, lang) for remark in measured.remarks]


def remark_sentence(remark: Remark, lang: str = "en") -> str:
    """A remark as a sentence."""
    share = remark.code in ("shrinkage-far", "erlang-a-off")
    params = {}
    for name, value in remark.params.items():
        hour = name.endswith(("_from", "_to"))
        if hour or name == "events":
            params[name] = f"{value:.0f}"
        elif remark.code == "erlang-a-off" and name in ("low", "high"):
            params[name] = f"{value:g}" if math.isfinite(value) else "∞"
        else:
            params[name] = percent(value) if share else f"{value:.0f} s"
    return t(f"measured.{remark.code}", lang, queue=remark.queue, **params)


def measured_document(measured: Measured | None) -> dict[str, Any] | None:
    """The same as data, with the times of day."""
    if measured is None:
        return None
    return {
        "measures": [
            {
                "queue": item.queue,
                "quantity": item.quantity,
                "hours": list(item.hours),
                **{name: known(value) for name, value in asdict(item.fit).items()},
            }
            for item in measured.measures
        ],
        "patience_by_wait": {
            queue: [{"mean_wait_seconds": known(item.mean_wait_seconds), **asdict(item.patience)} for item in classes]
            for queue, classes in measured.by_wait.items()
        },
        "by_load": {
            queue: [{name: known(value) for name, value in asdict(item).items()} for item in classes]
            for queue, classes in measured.by_load.items()
        },
        "remarks": [
            {"code": r.code, "queue": r.queue, **{name: known(value) for name, value in r.params.items()}} for r in measured.remarks
        ],
    }


def _cell(item: Measure | None, lang: str) -> str:
    if item is None or item.fit.value is None:
        return "-"
    fit = item.fit
    show = percent if item.quantity == "shrinkage" else _seconds
    if fit.low is None or fit.high is None:
        return show(fit.value)
    return t("measured.cell", lang, value=show(fit.value), low=show(fit.low), high=show(fit.high))


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} s"
