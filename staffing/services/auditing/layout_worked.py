"""The part of the report that sets what was worked beside what was planned."""

from __future__ import annotations

from staffing.io.audit.document import Pairs, Section, Table, Text
from staffing.services.auditing.words import Data, Say, amount, day_text, hours, make_columns, period, section

PAPER_ROWS = 120
"""Most rows of a table on paper; the workbook has all."""


def worked_section(data: Data, say: Say) -> Section:
    """Totals, duties that were not worked as planned, hours by person and month, and findings that only the worked hours have."""
    worked = data["worked"]
    if worked is None:
        return section(say, "worked", Text(say("worked.none"), "small"))
    counts = [(say(f"worked.kind.{kind}"), str(count)) for kind, count in worked["counts"].items()]
    more = (worked["worked_minutes"] - worked["planned_minutes"]) / 60
    facts = [
        (say("worked.days"), period(worked["first_day"], worked["last_day"])),
        (say("worked.hours"), say("worked.hours_are", planned=f"{worked['planned_minutes'] / 60:,.1f}",
                                  worked=f"{worked['worked_minutes'] / 60:,.1f}", more=f"{more:+,.1f}")),
        (say("worked.same"), str(worked["as_planned"])),
        *counts,
        (say("worked.findings"), say("worked.findings_are", new=len(worked["new_findings"]), gone=worked["findings_gone"])),
    ]  # fmt: skip
    columns = make_columns(say, "worked_day 12, agent 10, difference 16, shift 10, planned 30, worked 30, paid_difference:hours 12")
    rows = [
        (
            day_text(d["day"]),
            d["agent"],
            say(f"worked.kind.{d['kind']}"),
            d["shift"],
            _span(d["planned_start"], d["planned_end"]),
            _span(d["worked_start"], d["worked_end"]),
            hours(d["minutes"]),
        )
        for d in worked["differences"]
    ]
    names = ("paid", "extension", "rest_day", "holiday")
    spec = "agent 12, month 10, " + ", ".join(f"{name}_{when}:hours 12" for name in names for when in ("planned", "worked"))
    people = [
        (p["agent"], f"{p['month']:%Y-%m}", *(hours(p[f"{name}_{when}"]) for name in names for when in ("planned", "worked")))
        for p in worked["people"]
    ]
    found = make_columns(say, "outcome:outcome 14, rule 16, agent 10, period 24, message 80, deficit 12")
    new = [
        (
            say(f"outcome.{f['outcome']}"),
            say("protected.title") if f["rule"] == "PROTECTED" else f["rule"],
            f["agent"],
            period(f["first_day"], f["last_day"]),
            f["message"],
            "" if f["deficit"] is None else amount(say, f["deficit"], f["unit"]),
        )
        for f in worked["new_findings"]
    ]
    note = say("more_in_workbook")
    return section(
        say,
        "worked",
        Pairs(facts),
        Text(say("worked.new"), "head"),
        Table(found, new, "" if new else say("nothing_found"), PAPER_ROWS, note),
        Text(say("worked.duties"), "head"),
        Table(columns, rows, say("worked.means") if rows else say("nothing_found"), PAPER_ROWS, note),
        Text(say("worked.people"), "head"),
        Table(make_columns(say, spec), people, "", PAPER_ROWS, note),
    )


def _span(start: str | None, end: str | None) -> str:
    return "" if start is None or end is None else f"{start.replace('T', ' ')} - {end[11:16]}"
