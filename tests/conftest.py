"""Settings every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("STAFFING_STRICT_TEXTS", "1")  # a missing text is an error here, a visible mark in production
settings.register_profile("shared-machine", deadline=None)  # an example may wait for a busy core
settings.load_profile("shared-machine")
