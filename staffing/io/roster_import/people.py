"""Who a row is about: by the mapping, by the id, or by a name that only one person has."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.domain.plan import Plan
from staffing.io.names import suggest
from staffing.io.roster_import.fold import fold, tidy
from staffing.io.roster_import.mapping import Mapping, lookup


@dataclass(frozen=True)
class Nobody:
    """A row whose person is not clear: what is written, and what would be right."""

    value: str
    expected: str


class PeopleReader:
    """Finds agents of a plan by what a roster writes."""

    def __init__(self, plan: Plan, mapping: Mapping) -> None:
        self.plan, self.mapping = plan, mapping
        self._ids: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for agent in plan.agents:
            self._ids.setdefault(fold(agent.id), []).append(agent.id)
            self._names.setdefault(fold(agent.name), []).append(agent.id)

    def find(self, shown_id: str, shown_name: str) -> str | Nobody:
        """The agent's id. A name counts only where the file has no id; an id without its leading zeros is not guessed."""
        shown_id, shown_name = tidy(shown_id), tidy(shown_name)
        told = lookup(self.mapping.agents, shown_id or shown_name)
        if told is not None:
            return told
        if shown_id:
            if shown_id in self.plan.agent_by_id:
                return shown_id
            alike = self._ids.get(fold(shown_id), [])
            return alike[0] if len(alike) == 1 else Nobody(shown_id, self._expected(shown_id, shown_name))
        namesakes = self._names.get(fold(shown_name), [])
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes:
            return Nobody(shown_name, f"an id: {', '.join(namesakes)} have this name; say which in the mapping under [agents]")
        near = suggest(shown_name, [a.name for a in self.plan.agents], 0.6)
        hint = f" (did you mean {near!r}?)" if near else ""
        return Nobody(shown_name, f"the name of one agent of agents.csv{hint}, or an entry under [agents] of the mapping")

    def _expected(self, shown: str, name: str) -> str:
        wanted = "an agent of agents.csv, or an entry under [agents] of the mapping"
        bare = shown.lstrip("0")
        likely = [a.id for a in self.plan.agents if a.id.lstrip("0") == bare] or self._names.get(fold(name), [])
        near = likely[0] if len(likely) == 1 else suggest(shown, self.plan.agent_by_id, 0.7)
        return f"{wanted} (did you mean {near!r}?)" if near else wanted
