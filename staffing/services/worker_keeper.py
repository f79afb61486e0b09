"""Keep a worker process alive as long as a web server runs, and end it in order."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from collections.abc import Callable

from staffing.services import worker

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a dead worker is replaced; doubled each time one dies young."""

YOUNG_SECONDS = 60.0
END_SECONDS = 20.0
"""How long a worker may take to put down its work when it is asked to end."""

_log = logging.getLogger(__name__)
Start = Callable[[], "subprocess.Popen[bytes]"]


class WorkerKeeper:
    """A worker that is replaced when it dies.

    Args:
        start: makes the process; default: :func:`staffing.services.worker.start` for ``url``.
    """

    def __init__(self, url: str, companion: int | None = None, start: Start | None = None) -> None:
        self._start: Start = start or (lambda: worker.start(url, companion))
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="worker-keeper", daemon=True)
        self.process: subprocess.Popen[bytes] = self._start()
        self._thread.start()

    def _watch(self) -> None:
        pause, born = FIRST_PAUSE, time.monotonic()
        while not self._ended.wait(0.5):
            code = self.process.poll()
            if code is None:
                continue
            if code == 2:
                _log.error("the worker cannot use the store; see its log")
                return
            _log.warning("the worker ended with %s; another one starts in %.0f s", code, pause)
            if self._ended.wait(pause):
                return
            pause = min(LONGEST_PAUSE, 2 * pause) if time.monotonic() - born < YOUNG_SECONDS else FIRST_PAUSE
            self.process, born = self._start(), time.monotonic()

    def end(self) -> None:
        """End the worker: it cancels its job, keeps the best roster and goes; one that does not obey is killed."""
        self._ended.set()
        self._thread.join()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
