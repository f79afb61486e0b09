"""The web application as an ASGI app: Streamlit's pages and ``/healthz`` in one process."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import staffing
from staffing.ui.one_base import OneBase

_log = logging.getLogger(__name__)


async def healthz(_request: Request) -> JSONResponse:
    """Whether this process answers."""
    return JSONResponse({"status": "ok", "version": staffing.__version__})


def _on_error(error: Exception) -> None:
    """Log what went wrong in a page; the page itself shows a short notice without details."""
    _log.error("a page failed", exc_info=error)


def build() -> st.App:
    """The application; its settings are in ``.streamlit/config.toml`` beside the main script."""
    script = Path(__file__).with_name("main.py")
    return st.App(script, routes=[Route("/healthz", healthz)], middleware=[Middleware(OneBase)], on_script_error=_on_error)


app = build()
