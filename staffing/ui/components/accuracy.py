"""How good the forecast was when it did not know the answer, and what it learned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from staffing.i18n import has
from staffing.ui import format
from staffing.ui.components import parts, tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context

Report = Mapping[str, Any]
Z90 = 1.2815515655446004


def method_name(ctx: Context, code: str) -> str:
    """A method in words where there are any."""
    key = f"method.{code}"
    return ctx.t(key) if code and has(key, ctx.lang) else code or format.NONE


def variant_name(ctx: Context, code: str) -> str:
    """A variant of a method in words: ``14 d, trend, day of month``."""
    words = []
    for part in code.split(", "):
        key = f"variant.{part.replace(' ', '-')}"
        if part.endswith(" d"):
            words.append(ctx.t("variant.days", n=part.removesuffix(" d")))
        else:
            words.append(ctx.t(key) if has(key, ctx.lang) else part)
    return " · ".join(words)


def effect_name(ctx: Context, code: str) -> str:
    """A learned effect in words: ``holiday``, ``event:NAME``, ..."""
    kind, _, name = code.partition(":")
    key = f"effect.{kind}"
    return ctx.t(key, name=name) if has(key, ctx.lang) else code


def show(ctx: Context, report: Report | None, queue: str) -> None:
    """The report of one queue; a given forecast has none."""
    if report is None:
        st.caption(ctx.t("accuracy.none"))
        return
    for flag in report.get("flags", []):
        if flag["queue"] in ("", queue):
            st.info(format.plain(sentence(ctx, flag)), icon=":material/info:")
    mine = report.get("queues", {}).get(queue)
    if mine is not None:
        _scores(ctx, mine)
        _reason(ctx, mine)
        _league(ctx, mine)
        parts.show(ctx, mine)


def sentence(ctx: Context, flag: Report) -> str:
    """A flag as a sentence; shares become per cent, lists get their commas."""
    params = {name: _worded(ctx, name, value) for name, value in flag["params"].items()}
    return ctx.t(f"reason.{flag['code']}", **params)


def _worded(ctx: Context, name: str, value: Any) -> Any:
    if name == "weekdays" and isinstance(value, list | tuple):
        return format.listing((ctx.t(f"weekday.{day}") for day in value), ctx.lang)
    if isinstance(value, list | tuple):
        return format.listing(map(str, value), ctx.lang)
    if isinstance(value, float):
        return format.percent(value) if name.startswith("share") or name.endswith(("wape", "cv")) else format.number(value, 1)
    return method_name(ctx, value) if name == "method" else value


def _scores(ctx: Context, mine: Report) -> None:
    if not mine.get("tested_days"):
        return
    st.caption(ctx.t("accuracy.tested", origins=mine["origins"], days=mine["tested_days"], lead=mine["tested_lead_days"]))
    row = [
        Tile(ctx.t("accuracy.wape"), format.percent(mine["wape"]), ctx.t("accuracy.wape_help")),
        Tile(ctx.t("accuracy.wape_daily"), format.percent(mine["wape_daily"]), ctx.t("accuracy.wape_daily_help")),
        Tile(ctx.t("accuracy.bias"), format.percent(mine["bias"]), ctx.t("accuracy.bias_help")),
        Tile(ctx.t("accuracy.coverage"), format.percent(mine["coverage"], 0), ctx.t("accuracy.coverage_help")),
    ]
    if mine.get("aht"):
        row.append(Tile(ctx.t("accuracy.aht"), format.percent(mine["aht"]["wape"]), ctx.t("accuracy.aht_help")))
    tiles.show(row, key="accuracy-tiles")


def _reason(ctx: Context, mine: Report) -> None:
    """Why this method."""
    league, method = mine.get("league", {}), mine["method"]
    if method not in league:
        return
    best = next(iter(league))
    code = "best" if best == method else "blend" if method == "blend" else "expected"
    said = {"method": method_name(ctx, method), "best": method_name(ctx, best)}
    said |= {"wape": format.percent(league[method]["wape"]), "best_wape": format.percent(league[best]["wape"])}
    variants = format.listing((variant_name(ctx, str(v)) for v in mine.get("variants", [])), ctx.lang)
    st.caption(ctx.t(f"accuracy.reason_{code}", **said) + (" " + ctx.t("accuracy.variants", variants=variants) if variants else ""))


def _league(ctx: Context, mine: Report) -> None:
    rows = [
        {
            "method": ("✓ " if name == mine["method"] else "") + method_name(ctx, name),
            **{key: None if score[key] is None else 100 * score[key] for key in ("wape", "wape_daily", "bias")},
            "mase": score["mase"],
        }
        for name, score in mine.get("league", {}).items()
    ]
    if rows:
        st.markdown(f"**{ctx.t('accuracy.league')}**")
        config = {key: st.column_config.NumberColumn(ctx.t(f"accuracy.{key}"), format="%.1f %%") for key in ("wape", "wape_daily", "bias")}
        config["mase"] = st.column_config.NumberColumn("MASE", format="%.2f", help=ctx.t("accuracy.mase_help"))
        config["method"] = st.column_config.TextColumn(ctx.t("demand.method"))
        st.dataframe(pd.DataFrame(rows), key="accuracy-league", hide_index=True, column_config=config)


def learned(ctx: Context, mine: Report) -> None:
    """Factors of holidays and events with the range in which eight of ten lie."""
    rows = [
        {"effect": effect_name(ctx, name), "factor": factor, "low": factor * math.exp(-Z90 * sd), "high": factor * math.exp(Z90 * sd)}
        for name, (factor, sd) in mine.get("learned", {}).items()
    ]
    if rows:
        st.markdown(f"**{ctx.t('accuracy.learned')}**")
        config = {
            "effect": st.column_config.TextColumn(ctx.t("accuracy.effect")),
            "factor": st.column_config.NumberColumn(ctx.t("demand.event_factor"), format="%.2f"),
            "low": st.column_config.NumberColumn("p10", format="%.2f"),
            "high": st.column_config.NumberColumn("p90", format="%.2f"),
        }
        st.dataframe(pd.DataFrame(rows), key="accuracy-learned", hide_index=True, column_config=config, width=560)
