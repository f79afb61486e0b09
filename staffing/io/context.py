"""What a reader knows of the rest of the plan while it reads one file."""

from __future__ import annotations

from dataclasses import dataclass, field

from staffing.domain.grid import TimeGrid
from staffing.domain.shift import Shift
from staffing.io.names import Known
from staffing.io.plan_toml import STAND_IN_GRID, Settings
from staffing.io.problem_list import ProblemList


@dataclass
class Context:
    """The axis and the names other files define.

    Attributes:
        problems: where readers note what is wrong.
        settings: of plan.toml; ``None`` where it could not be read.
        grid: the plan's axis, or a stand-in where plan.toml gives none (``grid_known`` is False then).
        agents, shifts: names defined by ``agents.csv`` and ``shifts.csv``, filled in as those are read.
        shift_by_name: the shifts that are valid.
    """

    problems: ProblemList
    settings: Settings | None = None
    agents: Known = field(default_factory=lambda: Known("an agent of agents.csv"))
    shifts: Known = field(default_factory=lambda: Known("a shift of shifts.csv"))
    shift_by_name: dict[str, Shift] = field(default_factory=dict)
    queues: Known = field(init=False)
    contracts: Known = field(init=False)

    def __post_init__(self) -> None:
        said = self.settings
        self.queues = Known("a queue of plan.toml", said.queue_names if said else None)
        self.contracts = Known("a contract of plan.toml", said.contract_names if said else None)

    @property
    def grid(self) -> TimeGrid:
        """The plan's axis or the stand-in."""
        return self.settings.grid or STAND_IN_GRID if self.settings else STAND_IN_GRID

    @property
    def grid_known(self) -> bool:
        """Whether the axis is the plan's own."""
        return self.settings is not None and self.settings.grid is not None
