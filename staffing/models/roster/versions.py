"""Versions of the software that took part in a solve."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("staffing", "ortools", "numpy", "numba")


def versions() -> dict[str, str]:
    """Version by package, and of Python; packages that are not installed are left out."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
