"""Tell the browser where the server is.

On an address such as ``/roster`` Streamlit's page first asks ``/roster/_stcore/health`` whether the app lives below that path: two failed
requests and two errors in the console each time. The app always lives at the root here, and says so in the page itself.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from staffing.i18n import match

SCRIPT = b'<script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}</script></head>'


class OneBase:
    """ASGI middleware: completes the HTML of a page; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _wants_page(scope):
            await self.app(scope, receive, send)
            return
        plain = [
            (name, value) for name, value in scope["headers"] if name not in (b"accept-encoding", b"if-none-match", b"if-modified-since")
        ]
        start: Message = {}
        body = b""

        async def complete(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = dict(start["headers"])
            if b"html" in headers.get(b"content-type", b"") and b"content-encoding" not in headers:
                body = _completed(body, scope)
                dropped = (b"content-length", b"etag", b"last-modified")
                kept = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
                start = {**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]}
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": plain}, receive, complete)


def _wants_page(scope: Scope) -> bool:
    if scope["method"] != "GET" or "/static/" in scope["path"] or "/_stcore/" in scope["path"]:
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _completed(body: bytes, scope: Scope) -> bytes:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    lang = (match(asked) or "en").replace("_", "-").encode()
    return (
        body.replace(b"</head>", SCRIPT, 1)
        .replace(b'<html lang="en">', b'<html lang="' + lang + b'">', 1)
        .replace(b"<title>Streamlit</title>", b"<title>Staffing</title>", 1)
    )
