"""``evidence.csv``: documents that make something lawful."""

from __future__ import annotations

from staffing.domain.people import CYCLES, Evidence
from staffing.io.context import Context
from staffing.io.rows import check_columns, read_rows
from staffing.io.tables import Table


def read_evidence(table: Table, context: Context) -> tuple[Evidence, ...]:
    """Documents with the days on which they are valid; a blank end is open."""
    check_columns(table, ("kind", "reference", "valid_from", "valid_to"), ("agent", "contract", "rule", "cycle"))
    evidence = []
    for row in read_rows(table, context.problems):
        kind, reference = row.text("kind").casefold(), row.text("reference")
        agent, contract = row.maybe_name("agent", context.agents), row.maybe_name("contract", context.contracts)
        first, last = row.maybe_day("valid_from"), row.maybe_day("valid_to")
        if first and last and row.good("valid_from", "valid_to") and last < first:
            row.wrong("valid_to", f"a date not before valid_from ({first})", "out-of-range")
        cycle = row.raw("cycle").casefold()
        if cycle not in ("", *CYCLES):
            row.wrong("cycle", f"one of {', '.join(CYCLES)}, or blank", "unknown-name")
        if row.ok:
            evidence.append(Evidence(kind, reference, agent, contract, row.raw("rule"), first, last, cycle))
    return tuple(evidence)
