"""The parts of the report about people: accounts, documents, fairness, time off in lieu."""

from __future__ import annotations

from staffing.io.audit.document import Column, Section, Table, Text
from staffing.services.auditing.words import Data, Say, day_text, hours, make_columns, period, section

PAPER_PEOPLE, PAPER_LIEU = 400, 60
"""Most rows on paper; the workbook has all."""


def people_section(data: Data, say: Say) -> Section:
    columns = make_columns(
        say,
        "agent 8, name 10, month 8, system 11, system_hours:hours 8, paid:hours 8, ordinary:hours 9, x150:hours 7, "
        "x200:hours 7, x300:hours 7, overtime:hours 10, nights:count 8, night_hours:hours 8, allowance:money 10, "
        "premium:money 9, duty_days:count 6, rest_days:count 6, run:count 8, leave 12, balance 20, complete 7",
    )
    rows = []
    for p in data["people"]:
        leave = ", ".join(f"{say(f'leave.{kind}')} {days}" for kind, days in sorted(p["leave_days"].items()))
        b = p["balance"]
        balance = (
            "" if b is None else say("balance_is", cycle=say(f"cycle.{b['cycle']}"), hours=f"{b['balance'] / 60:+,.1f}", until=b["until"])
        )
        system = say(f"system.{p['contract_system']}") + (f" ({p['approval']})" if p["approval"] else "")
        if p["hours_system"] != p["contract_system"]:
            system += " " + say("judged_as_standard")
        ordinary = p["ordinary"] + p["unplaced"]
        rows.append(
            (
                p["agent"],
                p["name"],
                f"{p['month']:%Y-%m}",
                system,
                hours(p["system"]),
                hours(p["paid"]),
                hours(ordinary),
                hours(p["extension"]),
                hours(p["rest_day"]),
                hours(p["holiday"]),
                hours(p["overtime_with_holidays"]),
                p["nights"],
                hours(p["night_minutes"]),
                p["allowance"],
                p["premium_pay"],
                p["duty_days"],
                p["rest_days"],
                p["longest_run"],
                leave,
                balance,
                say("yes") if p["complete"] else say("in_part"),
            )
        )
    table = Table(columns, rows, say("accounts_mean"), PAPER_PEOPLE, say("more_in_workbook"))
    return section(say, "people", table)


def evidence_section(data: Data, say: Say) -> Section:
    asked = make_columns(say, "rule 14, findings:count 8, people:count 8, period 22, example 70, on_file 12")
    rows = [
        (r["rule"] or "-", r["findings"], r["people"], period(r["first_day"], r["last_day"]), r["example"], "[   ]")
        for r in data["needs_evidence"]
    ]
    given = make_columns(say, "kind 16, reference 24, for_whom 20, rule 14, valid 24, covers 16")
    papers = [
        (
            e["kind"] or say("protected.title"),
            e["reference"] or "-",
            e["agent"] or e["contract"] or say("everybody"),
            e["rule"] or "-",
            f"{day_text(e['valid_from']) or '...'} - {day_text(e['valid_to']) or '...'}",
            say(f"covers.{e['covers']}"),
        )
        for e in data["evidence"]
    ]
    usual = [
        (say(f"papers.{key}"), "[   ]", "")
        for key in ("publication", "consultation", "approval", "opt_out", "health", "status", "intern", "minutes", "records")
    ]
    checklist = make_columns(say, "paper 60, on_file 10, remark 40")
    return section(
        say,
        "evidence",
        Text(say("evidence.asked"), "head"),
        Table(asked, rows, "" if rows else say("nothing_found")),
        Text(say("evidence.given"), "head"),
        Table(given, papers, "" if papers else say("nothing_found")),
        Text(say("evidence.usual"), "head"),
        Table(checklist, usual),
    )


def fairness_section(data: Data, say: Say) -> Section:
    columns = make_columns(say, "contract 20, what 24, compared:count 10, least:count 10, most:count 10, spread:count 10, mean:hours 10")
    rows = [
        (s["contract"], say(f"burden.{s['what']}"), s["people"], s["least"], s["most"], s["spread"], s["mean"])
        for s in data["fairness"]["spreads"]
    ]
    people = make_columns(say, "agent 12, contract 18, comparable 12")
    names = ("shifts", "nights", "weekends", "holidays", "quick_returns")
    people += tuple(Column(say(f"burden.{name}"), "count", 12) for name in names)
    each = [
        (b["agent"], b["contract"], say("yes") if b["comparable"] else say("no"), *(b[name] for name in names))
        for b in data["fairness"]["people"]
    ]
    return section(
        say,
        "fairness",
        Table(columns, rows, say("fairness_means")),
        Text(say("by_person"), "head"),
        Table(people, each, "", PAPER_PEOPLE, say("more_in_workbook")),
        *_swaps(data, say),
    )


def _swaps(data: Data, say: Say) -> list[Table | Text]:
    """The shifts that changed hands, by day, and how often each person gave and took."""
    columns = make_columns(say, "worked_day 14, shift 12, giver 14, taker 14, back_day 14, volunteer 14, agreed_on 14, agreed_by 24")
    told = {True: say("yes"), False: say("no"), None: ""}
    rows = [
        (
            day_text(s["day"]), s["shift"], s["giver"], s["taker"], day_text(s["back_day"]), told[s["volunteer"]], day_text(s["agreed_on"]),
            s["agreed_by"],
        )
        for s in data["swaps"]
    ]  # fmt: skip
    people = sorted({s["giver"] for s in data["swaps"]} | {s["taker"] for s in data["swaps"]})
    counts = make_columns(say, "agent 14, given_away:count 12, taken_over:count 12, volunteered:count 14")
    each = [
        (
            agent,
            sum(s["giver"] == agent for s in data["swaps"]),
            sum(s["taker"] == agent for s in data["swaps"]),
            sum(s["taker"] == agent and s["volunteer"] is True for s in data["swaps"]),
        )
        for agent in people
    ]
    head = Text(say("swap_history"), "head")
    if not rows:
        return [head, Text(say("no_swaps"), "small")]
    return [head, Table(columns, rows, "", PAPER_LIEU, say("more_in_workbook")), Table(counts, each)]


def leave_section(data: Data, say: Say) -> Section:
    columns = make_columns(
        say, "agent 12, year 8, earned_days:count 10, taken_days:count 10, booked:count 10, left:count 10, expires 14, pay_out:money 14, "
        "extra:money 14, state 26",
    )  # fmt: skip
    rows = []
    for e in data["annual_leave"]:
        unknown = e["earned"] is None
        state = say("leave_unknown") if unknown else say("lapsed") if e["lapsed"] else "" if e["on_record"] else say("leave_not_on_record")
        rows.append(
            (
                e["agent"], str(e["year"]), e["earned"], e["taken"], e["booked"], e["left"], day_text(e["expires"]),
                e["pay"] if e["left"] else None, e["extra"] if e["left"] else None, state,
            )
        )  # fmt: skip
    if not rows:
        return section(say, "leave", Text(say("no_leave_rule"), "small"))
    return section(say, "leave", Table(columns, rows, say("leave_means"), PAPER_PEOPLE, say("more_in_workbook")))


def lieu_section(data: Data, say: Say) -> Section:
    columns = make_columns(
        say,
        "agent 12, worked_on 14, earned:hours 10, taken:hours 10, still_open:hours 10, deadline 14, taken_on 28, overdue 10",
    )
    rows = [
        (
            e["agent"],
            day_text(e["day"]),
            hours(e["earned"]),
            hours(e["taken"]),
            hours(e["open"]),
            day_text(e["deadline"]),
            ", ".join(map(day_text, e["taken_on"])),
            say("yes") if e["overdue"] else "",
        )
        for e in data["lieu"]
    ]
    return section(say, "lieu", Table(columns, rows, say("lieu_means", days=data["lieu_days"]), PAPER_LIEU, say("more_in_workbook")))
