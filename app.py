"""The web app: ``staffing app`` starts it; ``uvicorn app:app`` or ``streamlit run app.py`` do the same without a worker process.

Pages and navigation are in ``staffing/ui``; the settings in ``staffing/ui/.streamlit/config.toml``.
"""

from __future__ import annotations

from staffing.ui.server import app

__all__ = ["app"]
