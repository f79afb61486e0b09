"""Plan folders, CSV, XLSX and ICS to and from the domain; every error is collected with file, row and column."""

from staffing.io.coverage_file import write_coverage
from staffing.io.findings_file import read_findings, write_findings
from staffing.io.forecast_file import write_forecast, write_totals
from staffing.io.groups_file import write_groups
from staffing.io.json_file import read_json, write_json
from staffing.io.lock import exclusive
from staffing.io.measured_file import write_measured
from staffing.io.output import OutputProblem, remove, write_files
from staffing.io.own_files import read_coverage, read_forecast, read_requirement
from staffing.io.plan_folder import load_plan, other_files, plan_files
from staffing.io.report_file import conflict_document, read_report, write_report
from staffing.io.requirement_file import write_requirement
from staffing.io.roster_file import read_roster, write_roster

__all__ = [
    "OutputProblem",
    "conflict_document",
    "exclusive",
    "load_plan",
    "other_files",
    "plan_files",
    "read_coverage",
    "read_findings",
    "read_forecast",
    "read_json",
    "read_report",
    "read_requirement",
    "read_roster",
    "remove",
    "write_coverage",
    "write_files",
    "write_findings",
    "write_forecast",
    "write_groups",
    "write_json",
    "write_measured",
    "write_report",
    "write_requirement",
    "write_roster",
    "write_totals",
]
