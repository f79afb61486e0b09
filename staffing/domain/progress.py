"""Progress as an event stream: whoever works emits, whoever watches subscribes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """One event.

    Attributes:
        stage: ``validate``, ``forecast``, ``require``, ``roster``, ``check``, ``publish``, ...
        done, total: how far; total 0 = unknown.
        message: a short code or phrase, e.g. the phase of the engine.
        objective, bound: of a solve; ``None`` = none yet.
        seconds: since the stage began.
    """

    stage: str
    done: float = 0.0
    total: float = 0.0
    message: str = ""
    objective: float | None = None
    bound: float | None = None
    seconds: float = 0.0


Listener = Callable[[Progress], None]
"""Takes events; must be quick and must not raise."""

Cancelled = Callable[[], bool]
"""Asked often by long work: True = stop soon and keep the best answer."""


def ignore(_event: Progress) -> None:
    """A listener that does nothing."""


def never() -> bool:
    """A cancel check that never cancels."""
    return False
