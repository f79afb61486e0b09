"""Plan folders, CSV, XLSX and ICS to and from the domain; every error is collected with file, row and column."""

from staffing.io.coverage_file import write_coverage
from staffing.io.findings_file import read_findings, write_findings
from staffing.io.forecast_file import write_forecast, write_totals
from staffing.io.json_file import read_json, write_json
from staffing.io.lock import exclusive
from staffing.io.output import OutputProblem, remove, write_files
from staffing.io.own_files import read_coverage, read_forecast, read_requirement
from staffing.io.plan_folder import load_plan
from staffing.io.report_file import read_report, write_report
from staffing.io.requirement_file import write_requirement
from staffing.io.roster_file import read_roster, write_roster

__all__ = [
    "OutputProblem",
    "exclusive",
    "load_plan",
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
    "write_json",
    "write_report",
    "write_requirement",
    "write_roster",
    "write_totals",
]
