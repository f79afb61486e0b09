"""What one cell of a roster says: shifts with their times, a day off, leave, or something nobody has explained yet."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from staffing.domain.plan import Plan
from staffing.domain.shift import Shift
from staffing.io.names import suggest
from staffing.io.roster_import.fold import fold, tidy
from staffing.io.roster_import.mapping import ASK, LEAVE, OFF, UNKNOWN, Mapping, lookup, split_start, tidy_code
from staffing.io.roster_import.words import OFF as OFF_WORDS
from staffing.io.roster_import.words import leave_kind

_TIMES = re.compile(r"(.*?)[\s@(]*(\d{1,2}:\d{2})(?:\s*(?:-|–|~|—|至|到)\s*(\d{1,2}:\d{2}))?\)?")
_PARTS = re.compile(r"[\n;,、+/]")


@dataclass(frozen=True)
class Item:
    """One thing a cell says.

    Attributes:
        what: ``shift``, ``off``, ``leave`` or ``unknown``.
        name: of the shift, or the kind of leave.
        start, end: clock minutes stated in the cell or by the mapping; ``end`` 1440 = midnight; ``None`` = the catalogue's.
    """

    what: str
    name: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Unclear:
    """A cell that cannot be read: the code it turns on, what would be right, and the kind of problem."""

    code: str
    expected: str
    kind: str = "unknown-code"


class CodeReader:
    """Reads cells by a mapping, and adds to the mapping what it takes the codes to mean (``?`` where it does not know).

    ``used``: in how many of the cells read each code stands.
    """

    def __init__(self, plan: Plan, mapping: Mapping) -> None:
        self.plan, self.mapping = plan, mapping
        self.used: Counter[str] = Counter()
        self._kept: dict[str, tuple[tuple[Item, ...] | Unclear, tuple[str, ...]]] = {}
        self._touched: list[str] = []
        self._folded: dict[str, list[str]] = {}
        for name in plan.shift_by_name:
            self._folded.setdefault(fold(name), []).append(name)
        self._leave_kinds = {fold(row.kind): row.kind for row in plan.leave if row.kind}

    def read(self, text: str) -> tuple[Item, ...] | Unclear:
        """What a cell with some text says."""
        if text not in self._kept:
            self._touched = []
            said = self._read(tidy(text))
            mine = tuple(dict.fromkeys(code for code in self._touched if code in self.mapping.codes))
            self._kept[text] = said, mine
        said, mine = self._kept[text]
        self.used.update(mine)
        return said

    def _read(self, text: str) -> tuple[Item, ...] | Unclear:
        whole = self._one(text)
        if isinstance(whole, Item):
            return (whole,)
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        if len(parts) > 1:
            items = [self._one(part) for part in parts]
            unclear = next((item for item in items if isinstance(item, Unclear)), None)
            if unclear is None or any(isinstance(item, Item) for item in items):
                return unclear or tuple(item for item in items if isinstance(item, Item))
        self.mapping.codes.setdefault(whole.code, ASK)
        return whole

    def _one(self, text: str) -> Item | Unclear:
        """One code, with or without times."""
        meaning = self._meaning(text)
        if isinstance(meaning, str):
            return self._item(text, meaning, None, None)
        match = _TIMES.fullmatch(text)
        if match is None:
            return meaning
        start, end = _clock(match[2]), None if match[3] is None else _clock(match[3], 1440)
        if start is None or (match[3] is not None and end is None):
            return Unclear(tidy_code(text), "clock times from 00:00 to 24:00", "bad-clock")
        code = match[1].strip()
        if not code:
            return self._by_times(text, start, end)
        named = self._meaning(code)
        return self._item(code, named, start, end) if isinstance(named, str) else named

    def _meaning(self, text: str) -> str | Unclear:
        """The meaning of a code, by the mapping, else by the catalogue, the usual words and the plan's kinds of leave."""
        code = tidy_code(text)
        self._touched.append(code)
        told = lookup(self.mapping.codes, code)
        if told is not None and told != ASK:
            return told
        found = self._proposed(text, code)
        if isinstance(found, str):
            key = next((key for key in self.mapping.codes if fold(key) == fold(code)), code)
            shift = self.plan.shift_by_name.get(found)
            if key not in self.mapping.codes or shift is None or len(shift.start_clocks) == 1:
                self.mapping.codes[key] = found  # new, or open until now
        return found

    def _proposed(self, text: str, code: str) -> str | Unclear:
        if text in self.plan.shift_by_name:
            return text
        alike = self._folded.get(fold(text), [])
        if len(alike) == 1:
            return alike[0]
        if alike:
            return Unclear(code, f"one of {', '.join(alike)}: capitals and blanks alone do not tell them apart", "ambiguous-code")
        bare = fold(text).strip("()[]【】")
        if fold(text) in OFF_WORDS or bare in OFF_WORDS:
            return OFF
        if bare in self._leave_kinds:
            return LEAVE + self._leave_kinds[bare]
        kind = leave_kind(bare)
        return LEAVE + kind if kind else Unclear(code, self._candidates(code))

    def _candidates(self, code: str) -> str:
        names = list(self.plan.shift_by_name)
        near = suggest(code, names, 0.4)
        listed = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
        hint = f"; nearest: {near}" if near else ""
        return f"a meaning of this code in the mapping: a shift ({listed}{hint}), off, leave KIND, or unknown"

    def _item(self, code: str, meaning: str, start: int | None, end: int | None) -> Item | Unclear:
        if meaning in (OFF, UNKNOWN):
            return Item(meaning)
        if meaning.startswith(LEAVE) and meaning not in self.plan.shift_by_name:
            return Item("leave", meaning.removeprefix(LEAVE).strip())
        name, told = (meaning, None) if meaning in self.plan.shift_by_name else split_start(meaning)
        shift = self.plan.shift_by_name[name]
        if start is None and told is not None:
            start = _clock(told)
        if start is None:
            if len(shift.start_clocks) > 1:
                self.mapping.codes[tidy_code(code)] = ASK
                low, high = _text(shift.start_from), _text(shift.start_to)
                expected = f"a start: {name} may start from {low} to {high}; write it in the cell ('{name} {low}') or in the mapping"
                return Unclear(tidy_code(code), expected, "start-unclear")
            start = shift.start_from
        return Item("shift", name, start, end)

    def _by_times(self, text: str, start: int, end: int | None) -> Item | Unclear:
        """A cell that holds times only: the one shift they fit."""
        fit = [s.name for s in self.plan.shifts if start in s.start_clocks and (end is None or _ends(s, start) == end % 1440)]
        if len(fit) == 1:
            return Item("shift", fit[0], start, end)
        expected = f"the name of the shift beside the times: {', '.join(fit)} fit" if fit else self._candidates(tidy_code(text))
        return Unclear(tidy_code(text), expected, "ambiguous-code" if fit else "unknown-code")


def _ends(shift: Shift, start: int) -> int:
    return (start + shift.length_minutes) % 1440


def _clock(text: str, last: int = 1439) -> int | None:
    hours, minutes = (int(part) for part in text.split(":"))
    clock = 60 * hours + minutes
    return clock if minutes < 60 and clock <= last else None


def _text(clock: int) -> str:
    return f"{clock // 60:02d}:{clock % 60:02d}"
