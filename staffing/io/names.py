"""Names a file may mention, and what the user probably meant by an unknown one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_HINTS = 200


def suggest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name most like ``name`` (case ignored), or ``None``."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


class Known:
    """The names of one kind that exist in the plan.

    Attributes:
        what: what such a name is, e.g. ``a queue of plan.toml``.
        names: in file order; ``None`` = not known, because the file that defines them is missing or unreadable: then nothing is unknown.
    """

    def __init__(self, what: str, names: Iterable[str] | None = None) -> None:
        self.what = what
        self.names: dict[str, None] | None = None if names is None else dict.fromkeys(names)
        self._hints: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return self.names is None or name in self.names

    def expected(self, name: str) -> str:
        """The phrase for an unknown name, with a hint where one name is close."""
        if name not in self._hints:
            if len(self._hints) >= _MOST_HINTS:  # a hint costs a comparison with every name
                return self.what
            near = suggest(name, self.names or ())
            self._hints[name] = f"{self.what} (did you mean {near!r}?)" if near else self.what
        return self._hints[name]
