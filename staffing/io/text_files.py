"""Reading a text file as users have them: UTF-8 with or without BOM, or GB18030; anything else is a problem, never a traceback."""

from __future__ import annotations

import stat
from pathlib import Path

from staffing.domain.problems import InputProblems, Problem

MAX_FILE_BYTES = 100_000_000
"""Largest input file, 100 MB: more than two years of 15-minute rows of twenty queues."""

_OTHER_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file of at most :data:`MAX_FILE_BYTES`.

    Raises InputProblems where it cannot be read or is too large; ``name`` is what the user calls it.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise InputProblems([Problem(name, None, None, None, "a file, not a folder or device", "not-a-file")])
        if info.st_size > MAX_FILE_BYTES:
            size = f"{info.st_size / 1e6:.0f} MB"
            raise InputProblems([Problem(name, None, None, size, f"a file of at most {MAX_FILE_BYTES // 1_000_000} MB", "too-large")])
        return path.read_bytes()
    except FileNotFoundError:
        raise InputProblems([Problem(name, None, None, None, "this file to be there", "missing-file")]) from None
    except PermissionError:
        raise InputProblems([Problem(name, None, None, None, "a file that may be read (permission denied)", "not-readable")]) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputProblems([Problem(name, None, None, None, f"a file that can be read ({reason})", "not-readable")]) from None


def decode(data: bytes, name: str) -> str:
    """Text of UTF-8 (with or without BOM) or GB18030 bytes, line ends as ``\\n``. Raises InputProblems for anything else."""
    wanted = "text in UTF-8 (with or without BOM) or GB18030"
    for mark, encoding in _OTHER_BOMS:
        if data.startswith(mark):
            raise InputProblems([Problem(name, None, None, encoding, wanted, "wrong-encoding")])
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        expected = f"{wanted}, not a spreadsheet or archive under another name"
        raise InputProblems([Problem(name, None, None, None, expected, "wrong-encoding")])
    nul = data.find(b"\0")
    if nul >= 0:
        row = data.count(b"\n", 0, nul) + 1
        raise InputProblems([Problem(name, row, None, "\\0", f"{wanted}; this file holds NUL bytes", "wrong-encoding")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            shown = data[error.start : error.start + 1].hex()
            raise InputProblems([Problem(name, row, None, f"byte 0x{shown}", wanted, "wrong-encoding")]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path, name: str) -> str:
    """:func:`read_bytes` and :func:`decode` in one."""
    return decode(read_bytes(path, name), name)
