"""Writes a plan and a roster as the files the independent judge of the benchmarks reads, and runs it where it is there."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

JUDGE = Path(__file__).resolve().parents[3] / "shared" / "bench" / "hotline" / "evaluate.py"


def load_judge() -> ModuleType:
    """The judge; skips the test loudly where it is not there."""
    if not JUDGE.exists():
        pytest.skip("the independent judge ../shared/bench/hotline/evaluate.py is not there")
    spec = importlib.util.spec_from_file_location("hotline_judge", JUDGE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _table(path: Path, header: str, rows: Iterable[Iterable[Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def write(folder: Path, plan: Plan, requirement: Requirement, roster: Roster) -> None:
    """plan.toml, every table the judge reads, out/roster.csv and out/activities.csv."""
    grid, text = plan.grid, plan.grid.text
    lines = ["[plan]", 'name = "x"', f'time_zone = "{grid.zone}"', f"first_day = {grid.first_day}", f"days = {grid.days}"]
    lines += [f"interval_minutes = {grid.interval_minutes}", "rule_packs = []"]
    for queue in plan.queues:
        lines += ["[[queue]]", f'name = "{queue.name}"', f"shrinkage = {queue.shrinkage}", f"hard_min_agents = {queue.hard_min_agents}"]
        for name in ("short_per_agent_hour", "deep_short_per_agent_hour"):
            if getattr(queue, name) is not None:
                lines.append(f"{name} = {getattr(queue, name)}")
    for contract in plan.contracts:
        lines += ["[[contract]]", f'name = "{contract.name}"']
        lines += [f"{n} = {getattr(contract, n)}" for n in ("min_minutes_per_week", "normal_minutes_per_week", "max_minutes_per_week")]
        if contract.wage_per_hour is not None:
            lines.append(f"wage_per_hour = {contract.wage_per_hour}")
    for rule, values in plan.rules.items():
        lines += [f"[rules.{rule}]", *(f"{k} = {_toml(v)}" for k, v in values.items())]
    lines += ["[objective]", *(f"{k} = {v}" for k, v in vars(plan.prices).items() if k != "currency")]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text("\n".join(lines), encoding="utf-8")
    _table(
        folder / "agents.csv",
        "agent,name,contract,skills,site,volunteers",
        ((a.id, a.name, a.contract, ";".join(f"{q}:{s}" for q, s in a.skills), a.site, ";".join(a.volunteers)) for a in plan.agents),
    )
    _table(
        folder / "shifts.csv",
        "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,meal_after_minutes,meal_before_minutes,paid_breaks,"
        "paid_break_minutes,allowance,sites,volunteers_only,rest_days_after",
        (
            (
                s.name,
                _clock(s.start_from),
                _clock(s.start_to),
                s.step_minutes,
                s.length_minutes,
                s.unpaid_meal_minutes,
                "" if s.meal_after_minutes is None else s.meal_after_minutes,
                "" if s.meal_before_minutes is None else s.meal_before_minutes,
                s.paid_breaks,
                s.paid_break_minutes,
                s.allowance,
                ";".join(s.sites),
                int(s.volunteers_only),
                s.rest_days_after,
            )
            for s in plan.shifts
        ),
    )
    _table(folder / "leave.csv", "agent,first_day,last_day,kind", ((r.agent, r.first_day, r.last_day, r.kind) for r in plan.leave))
    _table(
        folder / "statuses.csv",
        "agent,status,first_day,last_day",
        ((r.agent, r.status, r.first_day, r.last_day or "") for r in plan.statuses),
    )
    _table(
        folder / "availability.csv",
        "agent,day,weekday,available_from,available_to",
        (
            (r.agent, r.day or "", "" if r.weekday is None else r.weekday, _clock(r.from_clock), _clock(r.to_clock))
            for r in plan.availability
        ),
    )
    _table(folder / "requests.csv", "agent,day,wish,weight", ((r.agent, r.day, r.wish, r.weight) for r in plan.requests))
    _table(
        folder / "worked.csv",
        "agent,start,end,shift,queue",
        ((r.agent, text(r.start), text(r.end), r.shift, r.queue) for r in plan.worked),
    )
    _table(
        folder / "fixed.csv",
        "agent,start,end,activity,queue",
        ((r.agent, text(r.start), text(r.end), r.activity, r.queue) for r in plan.fixed),
    )
    _table(
        folder / "requirement.csv",
        "interval_start,queue,agents",
        (
            (text(int(at)), queue, requirement.agents[k, t])
            for k, queue in enumerate(requirement.queues)
            for t, at in enumerate(grid.interval_starts)
        ),
    )
    _table(
        folder / "out" / "roster.csv",
        "agent,day,shift,start,end,paid_minutes",
        ((d.agent, d.day, d.shift, text(d.start), text(d.end), d.paid_minutes) for d in roster.duties),
    )
    _table(
        folder / "out" / "activities.csv",
        "agent,start,end,activity,queue",
        ((a.agent, text(a.start), text(a.end), a.activity, a.queue) for a in roster.activities or ()),
    )
