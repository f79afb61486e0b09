"""One writer at a time in an output folder: the files of a stage belong together, also where two people run it at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from staffing.io.output import OutputProblem

try:
    import fcntl
except ImportError:  # not a POSIX system: files are still replaced whole, one by one
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold an output folder (made where missing) until the block ends; another process that asks for it waits.

    The lock dies with the process that holds it. Raises OutputProblem where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("a")
    except OSError as error:
        raise OutputProblem(folder, error) from None
    with file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
