"""The collected report as sections of texts and tables, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from staffing.domain.finding import SEVERITY_ORDER
from staffing.i18n import t
from staffing.io.audit.document import Cell, Column, Document, Pairs, Section, Table, Text
from staffing.services.auditing.layout_people import evidence_section, fairness_section, leave_section, lieu_section, people_section
from staffing.services.auditing.layout_worked import worked_section
from staffing.services.auditing.words import Data, Say, amount, day_text, make_columns, period, section, value_text

PAPER_FINDINGS = 120
"""Most findings on paper; the workbook has all."""


def lay_out(data: Data, lang: str = "en") -> Document:
    """The document of a collected report."""
    say = partial(_say, lang)
    header = data["header"]
    outcomes = {t(f"audit.outcome.{o.value}", lang): o.value for o in SEVERITY_ORDER}
    parts = (
        _header, _summary, _rules, people_section, _findings, evidence_section, fairness_section, leave_section, lieu_section,
        worked_section, _not_checked, _overrides, _sign_off,
    )  # fmt: skip
    return Document(
        title=say("title"),
        subtitle=say("subtitle", plan=header["plan"], first=header["first_day"], last=header["last_day"]),
        footer=say("footer", plan=header["plan"], made=header["made"], hash=header["roster_hash"][:12]),
        sections=tuple(part(data, say) for part in parts),
        outcomes=outcomes,
    )


def _say(lang: str, key: str, **params: Any) -> str:
    return t(f"audit.{key}", lang, **params)


def _header(data: Data, say: Say) -> Section:
    h = data["header"]
    calendar = "; ".join(say(f"calendar.{'official' if c['official'] else 'provisional'}", year=c["year"]) for c in h["calendar"])
    pairs = [
        (say("header.plan"), h["plan"]),
        (say("header.sites"), ", ".join(h["sites"]) or "-"),
        (say("header.window"), say("header.window_is", first=h["first_day"], last=h["last_day"], zone=h["time_zone"])),
        (say("header.look_back"), say("header.look_back_is", day=h["history_from"]) if h["history_from"] else say("header.no_history")),
        (say("header.people"), say("header.people_are", people=h["people"], shifts=h["shifts"], hours=f"{h['paid_hours']:,.1f}")),
        (say("header.kind"), say("header.planned", file=h["roster_file"])),
        (say("header.activities"), say(f"header.activities_{'known' if h['activities_known'] else 'unknown'}")),
        (say("header.week"), say("header.week_is")),
        (say("header.attribution"), say("header.attribution_is")),
        (say("header.calendar"), calendar or say("header.no_calendar")),
        (say("header.made"), h["made"]),
        (say("header.input_hash"), h["input_hash"]),
        (say("header.roster_hash"), h["roster_hash"]),
        (say("header.software"), h["software"]),
    ]
    columns = make_columns(say, "pack 16, title 24, version 10, valid 22, rules:count 8, hash 20")
    zh = data["language"] == "zh_CN"
    rows = [
        (
            p["name"],
            p["title_zh" if zh else "title_en"] or p["name"],
            p["version"] or "-",
            f"{day_text(p['valid_from']) or '...'} - {day_text(p['valid_to']) or '...'}"
            if p["valid_from"] or p["valid_to"]
            else say("always"),
            p["rules"],
            p["hash"][:16],
        )
        for p in h["packs"]
    ]
    return section(say, "header", Pairs(pairs), Text(say("packs"), "head"), Table(columns, rows), Text(say("not_advice"), "small"))


def _summary(data: Data, say: Say) -> Section:
    s = data["summary"]
    codes = list(s["counts"])
    columns = make_columns(say, "rule 16, title 40")
    columns += tuple(Column(say(f"outcome.{code}"), "count", 10) for code in codes)
    titles = {r["rule"]: r["title"] for r in data["rules"]}
    rows: list[tuple[Cell, ...]] = [
        (row["rule"] or "-", titles.get(row["rule"]) or say("protected.title"), *(row["counts"].get(code) for code in codes))
        for row in s["by_rule"]
    ]
    rows.append((say("sum"), "", *(s["counts"][code] for code in codes)))
    verdict = (
        say("verdict.failed", count=s["counts"]["FAIL"], people=s["people_with_failures"])
        if s["counts"].get("FAIL")
        else say("verdict.passed")
    )
    facts = [
        (say("summary.rules"), say("summary.rules_are", judged=s["rules_judged"], passed=s["rules_passed"])),
        (say("summary.missing"), say("hours", hours=f"{s['missing_minutes'] / 60:,.1f}")),
        (say("summary.overtime"), say("hours", hours=f"{s['overtime_minutes'] / 60:,.1f}")),
        (say("summary.holiday"), say("hours", hours=f"{s['holiday_minutes'] / 60:,.1f}")),
        (say("summary.premium"), f"{s['premium_pay']:,.2f}"),
    ]
    since = data.get("since_last")
    if since:
        facts.append((say("summary.since"), say("summary.since_is", made=since["made"], new=since["new"], settled=since["settled"])))
    return section(say, "summary", Text(verdict, "head"), Pairs(facts), Table(columns, rows), Text(say("outcomes_mean"), "small"))


def _rules(data: Data, say: Say) -> Section:
    columns = make_columns(
        say,
        "rule 18, title 22, outcome:outcome 12, windows:count 9, findings:count 10, people:count 8, worst 11, "
        "law 26, mark 12, law_text 48, parameters 30",
    )
    rows = []
    idle = [r for r in data["rules"] if r["outcome"] == "NOT_APPLICABLE"]
    for r in data["rules"]:
        if r in idle:
            continue
        outcome = say(f"outcome.{r['outcome']}") if r["outcome"] else say("protected.see")
        text = "\n".join(part for part in (r["text_zh"], r["text_en"]) if part) or (
            "" if r["certainty"] in ("policy", "contract") else say("text_not_seen")
        )
        parameters = "; ".join(f"{key} = {value_text(value)}" for key, value in r["parameters"].items())
        worst = "" if r["worst_deficit"] is None else amount(say, r["worst_deficit"], r["worst_unit"])
        rows.append(
            (
                r["rule"],
                r["title"],
                outcome,
                r["windows"],
                r["findings"],
                r["people"],
                worst,
                r["law"],
                say(f"mark.{r['certainty']}"),
                text,
                parameters,
            )
        )
    short = make_columns(say, "rule 18, title 44, law 60, mark 16, why 44")
    others = [(r["rule"], r["title"], r["law"], say(f"mark.{r['certainty']}"), r["reason"]) for r in idle]
    return section(
        say,
        "rules",
        Text(say("marks_mean"), "small"),
        Table(columns, rows),
        Text(say("idle_rules"), "head"),
        Table(short, others, "" if others else say("nothing_found")),
    )


def _findings(data: Data, say: Say) -> Section:
    columns = make_columns(
        say,
        "number:count 5, outcome:outcome 11, rule 18, agent 8, period 13, message 40, deficit 10, proof 38, remedy 24, status 12, owner 9, "
        "due 14, law 18",
    )
    rows = []
    for f in data["findings"]:
        state = say("open")
        if f["status"] == "waived":
            state = say("accepted", name=f["accepted_by"], reason=f["reason"], until=f["accepted_until"])
        missing = "" if f["deficit"] is None else amount(say, f["deficit"], f["deficit_unit"])
        outcome, rule = say(f"outcome.{f['outcome']}"), f["rule"] or say("protected.title")
        days, proof, remedy = period(f["first_day"], f["last_day"]), _proof(f["duties"], say), _remedy(f["suggestions"], say)
        rows.append(
            (f["number"], outcome, rule, f["agent"], days, f["message"], missing, proof, remedy, state, f["owner"], _due(f, say), f["law"])
        )
    table = Table(columns, rows, "" if rows else say("nothing_found"), PAPER_FINDINGS, say("more_in_workbook"))
    return section(say, "findings", Text(say("remedies_mean"), "small"), table)


def _due(finding: Data, say: Say) -> str:
    return day_text(finding["due"]) + (f" ({say('overdue')})" if finding["overdue"] else "")


def _proof(duties: Data, say: Say) -> str:
    lines = [
        f"{d['shift']} {d['start'][5:].replace('T', ' ')}-{d['end'][11:16]}" + (f", {say('row', row=d['row'])}" if d["row"] else "")
        for d in duties["first"][:3]
    ]
    more = duties["count"] - len(lines)
    return "\n".join([*lines, say("more_duties", count=more)] if more > 0 else lines)


def _remedy(swaps: Sequence[Data], say: Say) -> str:
    return "\n".join(
        say("swap" if s["back"] else "move", day=s["day"], shift=s["shift"], giver=s["giver"], taker=s["taker"], back=s["back"])
        for s in swaps
    )


def _not_checked(data: Data, say: Say) -> Section:
    columns = make_columns(say, "rule 14, outcome:outcome 14, agent 10, why 90")
    rows = [(r["rule"] or "-", say(f"outcome.{r['outcome']}"), r["agent"], r["why"]) for r in data["not_checked"]]
    return section(say, "not_checked", Table(columns, rows, "" if rows else say("all_checked")))


def _overrides(data: Data, say: Say) -> Section:
    columns = make_columns(say, "rule 14, parameter 26, pack_value 20, plan_value 20, where 16")
    rows = [
        (
            o["rule"],
            o["parameter"],
            "-" if o["pack_value"] is None else value_text(o["pack_value"]),
            "-" if o["plan_value"] is None else value_text(o["plan_value"]),
            o["where"],
        )
        for o in data["overrides"]
    ]
    waived = make_columns(say, "rule 14, for_whom 14, who 18, reason 50, until 14, state 12")
    waivers = [
        (
            w["rule"],
            w["agent"] or say("everybody"),
            w["name"],
            w["reason"],
            day_text(w["expires"]),
            say("expired") if w["expired"] else say("holds"),
        )
        for w in data["waivers"]
    ]
    return section(
        say, "overrides", Text(say("overrides.rules"), "head"), Table(columns, rows, "" if rows else say("nothing_found")),
        Text(say("overrides.waivers"), "head"), Table(waived, waivers, say("waivers_mean")),
    )  # fmt: skip


def _sign_off(data: Data, say: Say) -> Section:
    columns = make_columns(say, "role 34, who 34, date 20, signature 40")
    roles = ("prepared", "reviewed", "workers", "employees")
    rows = [(say(f"sign.{role}"), "\u00a0\n\u00a0\n\u00a0", "", "") for role in roles]
    retention = Pairs([(say("sign.retention"), say("sign.retention_is"))])
    return section(say, "sign_off", Table(columns, rows), retention, Text(say("sign.hash", hash=data["header"]["roster_hash"]), "small"))
