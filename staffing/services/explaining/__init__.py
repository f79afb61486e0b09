"""Why no roster exists or people are short, with what would help, each cure priced by solving the changed plan."""

from staffing.services.explaining.explain import TIME_LIMIT, explain

__all__ = ["TIME_LIMIT", "explain"]
