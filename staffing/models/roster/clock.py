"""Time and cancellation of one solve."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from staffing.domain.progress import Cancelled


@dataclass(eq=False)
class Clock:
    """Seconds since ``begun`` (of ``time.monotonic()``), a limit, and whether somebody asked to stop."""

    limit: float
    cancelled: Cancelled
    begun: float = field(default_factory=time.monotonic)
    _stopped: bool = False

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.begun

    @property
    def left(self) -> float:
        """Until the limit, never negative."""
        return max(0.0, self.limit - self.seconds)

    @property
    def stopped(self) -> bool:
        """Whether the caller cancelled (remembered once seen)."""
        if not self._stopped and self.cancelled():
            self._stopped = True
        return self._stopped

    def over(self, reserve: float = 0.0) -> bool:
        """Whether to stop: cancelled, or at most ``reserve`` seconds left (negative: that much beyond the limit)."""
        return self.stopped or self.limit - self.seconds <= reserve
