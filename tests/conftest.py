"""Settings every test shares."""

from __future__ import annotations

import os

os.environ.setdefault("STAFFING_STRICT_TEXTS", "1")  # a missing text is an error here, a visible mark in production
