"""Plan folders, CSV, XLSX and ICS to and from the domain; every error is collected with file, row and column."""

from staffing.io.forecast_file import write_forecast
from staffing.io.output import OutputProblem, remove, write_files
from staffing.io.plan_folder import load_plan
from staffing.io.requirement_file import write_requirement

__all__ = ["OutputProblem", "load_plan", "remove", "write_files", "write_forecast", "write_requirement"]
