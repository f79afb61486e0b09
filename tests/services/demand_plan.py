"""A plan folder with a history that holds something to mend and the first morning of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from tests.forecast.histories import MONDAY, counted, expected

TOML = """[plan]
name = "Desk"
time_zone = "Europe/Berlin"
first_day = 2026-08-31
days = 7
interval_minutes = 60

[[queue]]
name = "general"
service_level = 0.8
answer_within_seconds = 20

[[contract]]
name = "full-time"
normal_minutes_per_week = 2400
max_minutes_per_week = 2400
"""
STORM = MONDAY - timedelta(days=30)


def write(folder: Path, morning: bool = True) -> Path:
    """The folder: 56 days of hourly history, one of them a storm, and the first morning of the plan, busier than usual."""
    folder.mkdir(parents=True, exist_ok=True)
    first = MONDAY - timedelta(days=56)
    mean = expected(57, 24, 1200, first)
    mean[26] *= 4
    counts = counted(mean)
    counts[56] = np.round(counts[56] * 1.5)
    rows = ["interval_start,queue,offered,aht_seconds"]
    for d in range(57):
        for hour in range(24 if d < 56 else 12 if morning else 0):
            start = datetime(first.year, first.month, first.day) + timedelta(days=d, hours=hour)
            rows.append(f"{start:%Y-%m-%dT%H:%M},general,{counts[d, hour]:g},200")
    (folder / "plan.toml").write_text(TOML, "utf-8")
    (folder / "history.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "agents.csv").write_text("agent,name,contract,skills\nA1,Ann,full-time,general\nA2,Bob,full-time,general\n", "utf-8")
    return folder
