from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from staffing.ui.one_base import SCRIPT, OneBase

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>x</body></html>'


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end in a thread of its own: the browser tests may have left a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def ask(
    path: str, *, accept: bytes = b"text/html", query: bytes = b"", kind: bytes = b"text/html", method: str = "GET"
) -> tuple[bytes, Any]:
    sent: list[Any] = []
    seen: dict[str, Any] = {}

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        seen.update(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind), (b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[20:]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")],
    }
    run(OneBase(app)(scope, None, send))  # type: ignore[arg-type]
    return b"".join(message.get("body", b"") for message in sent), {"start": sent[0], "scope": seen}


def test_a_page_is_told_where_the_server_is() -> None:
    body, info = ask("/roster")
    assert SCRIPT in body
    assert b"<title>Staffing</title>" in body
    assert dict(info["start"]["headers"])[b"content-length"] == str(len(body)).encode()
    assert b"accept-encoding" not in dict(info["scope"]["headers"])


def test_a_page_says_its_language() -> None:
    assert b'<html lang="zh-CN">' in ask("/", query=b"lang=zh_CN&plan=x")[0]
    assert b'<html lang="en">' in ask("/", query=b"lang=%3Cscript%3E")[0]


@pytest.mark.parametrize(
    "call",
    [
        {"path": "/static/js/index.js"},
        {"path": "/_stcore/health"},
        {"path": "/", "accept": b"application/json"},
        {"path": "/", "method": "POST"},
        {"path": "/", "kind": b"application/json"},
    ],
)
def test_everything_else_passes_untouched(call: dict[str, Any]) -> None:
    assert ask(**call)[0] == PAGE


def test_websockets_pass_untouched() -> None:
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    run(OneBase(app)({"type": "websocket"}, None, None))  # type: ignore[arg-type]
    assert seen == ["websocket"]
