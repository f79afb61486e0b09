"""The web application as an ASGI app: Streamlit's pages and ``/healthz`` in one process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
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


def _warm() -> None:
    """Load what the first page needs while nobody waits for it."""
    for name in ("pandas", "staffing.services.pipeline", "staffing.io", "staffing.rules", "staffing.rules.coverage", "staffing.ui.frame"):
        import_module(name)


@asynccontextmanager
async def _life(_app: st.App) -> AsyncIterator[None]:
    warming = asyncio.create_task(asyncio.to_thread(_warm))
    yield
    await warming


def _on_error(error: Exception) -> None:
    """Log what went wrong in a page; the page itself shows a short notice without details."""
    _log.error("a page failed", exc_info=error)


def build() -> st.App:
    """The application; its settings are in ``.streamlit/config.toml`` beside the main script."""
    script = Path(__file__).with_name("main.py")
    return st.App(script, routes=[Route("/healthz", healthz)], middleware=[Middleware(OneBase)], lifespan=_life, on_script_error=_on_error)


app = build()
