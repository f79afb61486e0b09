"""A kind of rule: its parameters, the messages it may speak, and the function that judges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.verdict import READINGS, Verdict

Judge = Callable[[Facts, RuleSpec, Verdict], None]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a kind; its type is that of the default.

    Attributes:
        default: a whole number, a number, a yes/no, a text or a tuple of texts.
        minimum, maximum: for numbers; ``None`` = no bound.
        choices: for texts; empty = any.
    """

    default: int | float | bool | str | tuple[str, ...]
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """What would be right, a short phrase."""
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, tuple):
            return "a list of texts" + (f" from {', '.join(self.choices)}" if self.choices else "")
        if isinstance(self.default, str):
            return f"one of {', '.join(self.choices)}" if self.choices else "a text"
        what = "a whole number" if isinstance(self.default, int) else "a number"
        low = "" if self.minimum is None else f" from {self.minimum:g}"
        high = "" if self.maximum is None else f" to {self.maximum:g}"
        return what + low + high

    def accepts(self, value: object) -> bool:
        """Whether a value read from TOML is of the type and in the range."""
        if isinstance(self.default, bool):
            return isinstance(value, bool)
        if isinstance(self.default, tuple):
            return isinstance(value, list | tuple) and all(isinstance(v, str) and (not self.choices or v in self.choices) for v in value)
        if isinstance(self.default, str):
            return isinstance(value, str) and (not self.choices or value in self.choices)
        if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(self.default, int) and not isinstance(value, int)):
            return False
        return (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum)

    def settle(self, value: Any) -> Any:
        """An accepted value in the form checkers read (lists become tuples)."""
        return tuple(value) if isinstance(self.default, tuple) else value


@dataclass(frozen=True)
class Kind:
    """A kind of rule.

    Attributes:
        name: as packs write it; the name of the checker's file.
        judge: fills a :class:`Verdict` with what the rule says.
        messages: keys of the findings it may make, ``finding.<key>`` in the catalogues.
        parameters: by name; names carry units.
        whole_roster: it judges the roster as a whole, so it cannot be asked about some agents alone.
    """

    name: str
    judge: Judge
    messages: frozenset[str]
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    whole_roster: bool = False


def minutes(default: int, maximum: int = 44640) -> Parameter:
    """A length of time in whole minutes, from 0."""
    return Parameter(default, 0, maximum)


def clock(default: int) -> Parameter:
    """A wall-clock minute of the day, 0..1440."""
    return Parameter(default, 0, 1440)


def count(default: int, minimum: int = 0, maximum: int = 366) -> Parameter:
    """A whole number."""
    return Parameter(default, minimum, maximum)


def texts(*default: str) -> Parameter:
    """A list of texts."""
    return Parameter(default)


def reading(default: str) -> Parameter:
    """How a breach is taken: ``off``, ``advisory``, ``needs_evidence`` or ``violation`` (the rule's severity)."""
    return Parameter(default, choices=READINGS)


def percent(default: int) -> Parameter:
    """A percentage of the wage; 100 = nothing on top."""
    return Parameter(default, 100, 1000)
