"""What the rules say: counts, the rules one by one, the findings, and the law behind each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from staffing.domain.finding import SEVERITY_ORDER, Audit, Finding, Outcome, RuleResult
from staffing.domain.plan import Plan
from staffing.domain.rule import RuleSpec
from staffing.i18n import has
from staffing.services.sentences import sentence
from staffing.ui import format
from staffing.ui.components import tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context

FOUND = tuple(outcome for outcome in SEVERITY_ORDER if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE))
MARKS = {
    Outcome.FAIL: ":red-badge[:material/close: {}]",
    Outcome.PAY_DUE: ":orange-badge[:material/payments: {}]",
    Outcome.NEEDS_EVIDENCE: ":orange-badge[:material/description: {}]",
    Outcome.UNKNOWN: ":gray-badge[:material/help: {}]",
    Outcome.ADVISORY: ":blue-badge[:material/info: {}]",
    Outcome.PASS: ":green-badge[:material/check: {}]",
    Outcome.NOT_APPLICABLE: ":gray-badge[:material/remove: {}]",
}
SIGNS = {
    Outcome.FAIL: "✕",
    Outcome.PAY_DUE: "¤",
    Outcome.NEEDS_EVIDENCE: "✎",
    Outcome.UNKNOWN: "?",
    Outcome.ADVISORY: "i",
    Outcome.PASS: "✓",
    Outcome.NOT_APPLICABLE: "–",
}


def outcome_name(ctx: Context, outcome: Outcome) -> str:
    """An outcome in words, with its sign: colour is never the only mark."""
    return f"{SIGNS[outcome]} {ctx.t(f'outcome.{outcome.value}')}"


def unit_name(ctx: Context, code: str) -> str:
    """A unit in words where there are any."""
    key = f"unit_name.{code}"
    return ctx.t(key) if code and has(key, ctx.lang) else code


def rule_title(ctx: Context, spec: RuleSpec) -> str:
    """The short name of a rule in the reader's language."""
    return (spec.title_zh if ctx.lang == "zh_CN" else spec.title_en) or spec.title_en or spec.id


def figures(ctx: Context, audit: Audit) -> None:
    """How many findings of each kind, and how many rules passed."""
    row = [Tile(outcome_name(ctx, o), format.number(audit.count(o)), ctx.t(f"outcome_help.{o.value}")) for o in FOUND]
    passed = sum(result.outcome is Outcome.PASS for result in audit.rules)
    row.append(Tile(outcome_name(ctx, Outcome.PASS), f"{passed} / {len(audit.rules)}", ctx.t("outcome_help.PASS")))
    absent = sum(result.outcome is Outcome.NOT_APPLICABLE for result in audit.rules)
    row.append(Tile(outcome_name(ctx, Outcome.NOT_APPLICABLE), format.number(absent), ctx.t("outcome_help.NOT_APPLICABLE")))
    tiles.show(row, key="compliance-tiles")


def rules(ctx: Context, results: Sequence[RuleResult], *, key: str) -> None:
    """Every rule in force and how it came out, gravest first; choosing one shows its source."""
    order = {outcome: k for k, outcome in enumerate(SEVERITY_ORDER)}
    ordered = sorted(results, key=lambda r: (order[r.outcome], r.spec.pack, r.spec.id))
    table = pd.DataFrame(
        {
            "outcome": [outcome_name(ctx, r.outcome) for r in ordered],
            "rule": [r.spec.id for r in ordered],
            "title": [rule_title(ctx, r.spec) for r in ordered],
            "pack": [r.spec.pack for r in ordered],
            "certainty": [ctx.t(f"certainty.{r.spec.certainty}") for r in ordered],
            "checked": [r.checked for r in ordered],
            "findings": [r.findings for r in ordered],
        }
    )
    config = {name: st.column_config.Column(ctx.t(f"column.{name}")) for name in table.columns}
    event = st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_config=config,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [0]}},
        placeholder=format.NONE,
        height=min(520, 38 + 35 * len(table)),
    )
    chosen = event.selection.rows
    if chosen and chosen[0] < len(ordered):
        law(ctx, ordered[chosen[0]].spec, key=key)
    else:
        st.caption(ctx.t("compliance.choose_rule"))


def law(ctx: Context, spec: RuleSpec, *, key: str) -> None:
    """Where a rule stands: citation, certainty, the text in both languages where it was read, and the parameters in force."""
    cited = spec.citation
    with st.container(border=True, key=f"law-{key}"):
        st.markdown(f"**{spec.id} · {rule_title(ctx, spec)}**")
        parts = [cited.text(ctx.lang)] if cited.law else []
        parts.append(ctx.t(f"certainty_help.{spec.certainty}"))
        st.caption(" · ".join(parts))
        for text in (cited.text_zh, cited.text_en):
            if text:
                st.markdown("> " + text.strip().replace("\n", "\n> "))
        if spec.params:
            shown = format.listing((f"`{name}` = {_value(value)}" for name, value in spec.params.items()), ctx.lang)
            st.caption(f"{ctx.t('compliance.params')} {shown}")


def _value(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(map(str, value)) or format.NONE
    return format.plain(str(value))


def filtered(ctx: Context, plan: Plan, audit: Audit) -> list[Finding]:
    """The findings the reader wants to see."""
    with st.container(horizontal=True, key="compliance-filter"):
        there = [outcome for outcome in FOUND if audit.count(outcome)]
        outcomes = st.multiselect(
            ctx.t("column.outcome"),
            there,
            key=ctx.key("compliance-outcomes"),
            format_func=lambda outcome: outcome_name(ctx, outcome),
            placeholder=ctx.t("word.all"),
        )
        ids = st.multiselect(
            ctx.t("column.rule"),
            sorted({finding.rule for finding in audit.findings}),
            key=ctx.key("compliance-rules"),
            placeholder=ctx.t("word.all"),
        )
        names = {agent.id: agent.name or agent.id for agent in plan.agents}
        agents = st.multiselect(
            ctx.t("column.agent"),
            sorted({finding.agent for finding in audit.findings if finding.agent}),
            key=ctx.key("compliance-agents"),
            format_func=lambda agent: names.get(agent, agent),
            placeholder=ctx.t("word.all"),
        )
    return [
        finding
        for finding in audit.findings
        if (not outcomes or finding.outcome in outcomes) and (not ids or finding.rule in ids) and (not agents or finding.agent in agents)
    ]


def table(ctx: Context, plan: Plan, audit: Audit, *, key: str) -> None:
    """The findings; choosing one shows the law."""
    if not audit.findings:
        st.success(ctx.t("compliance.clean"), icon=":material/verified:")
        return
    found = filtered(ctx, plan, audit)
    names = {agent.id: agent.name or agent.id for agent in plan.agents}
    st.caption(ctx.t("compliance.shown", n=len(found), total=len(audit.findings)))
    rows = pd.DataFrame(
        {
            "outcome": [outcome_name(ctx, f.outcome) for f in found],
            "rule": [f.rule for f in found],
            "agent": [names.get(f.agent, f.agent) or format.NONE for f in found],
            "message": [sentence(f, ctx.lang) for f in found],
            "first_day": [f.first_day.isoformat() for f in found],
            "last_day": [f.last_day.isoformat() for f in found],
            "measured": [f.measured for f in found],
            "limit": [f.limit for f in found],
            "deficit": [f.deficit for f in found],
            "unit": [unit_name(ctx, f.unit) for f in found],
            "certainty": [ctx.t(f"certainty.{f.certainty}") for f in found],
            "citation": [f.citation.text(ctx.lang) for f in found],
        }
    )
    config = {name: st.column_config.Column(ctx.t(f"column.{name}")) for name in rows.columns}
    config["message"] = st.column_config.TextColumn(ctx.t("column.message"), width=560)
    event = st.dataframe(
        rows,
        key=key,
        hide_index=True,
        column_config=config,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [0]}},
        placeholder=format.NONE,
        height=min(388, 38 + 35 * max(1, len(rows))),
    )
    chosen = event.selection.rows
    if not chosen or chosen[0] >= len(found):
        st.caption(ctx.t("compliance.choose"))
        return
    finding = found[chosen[0]]
    st.markdown(MARKS[finding.outcome].format(ctx.t(f"outcome.{finding.outcome.value}")) + " " + format.plain(sentence(finding, ctx.lang)))
    spec = next((result.spec for result in audit.rules if result.spec.id == finding.rule), None)
    if spec is not None:
        law(ctx, spec, key=key)
