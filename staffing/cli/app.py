"""``staffing app [DIR] [--port P]``: the web app and its worker, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from staffing.cli.output import say
from staffing.domain.problems import InputProblems, Problem

if TYPE_CHECKING:
    from sqlalchemy import Engine

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8501, 20
GOODBYE_SECONDS = 2
"""How long open pages may take to close when the server ends."""


def port_number(text: str) -> int:
    """A port from 1 to 65535."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"a port from 1 to 65535, not {text!r}")
    return int(text)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    text = "open the web app on this machine"
    parser = commands.add_parser("app", help=text, description=f"{text}; without DIR the plans of its store, at first the demo plan")
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="the plan folder to show first")
    parser.add_argument("--port", type=port_number, metavar="P", help=f"port on {HOST} (default: the first free one from {FIRST_PORT})")
    parser.add_argument(
        "--store", metavar="STORE", help="folder or database URL of the store (default: $STAFFING_STORE, else the user's data folder)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from staffing.services.worker_keeper import WorkerKeeper

    engine, url = _store(args.store)
    first = _plan(engine, args.folder)
    os.environ["STAFFING_STORE"], os.environ["STAFFING_APP_PLAN"] = url, first
    listener = _listen(args.port)
    signal.signal(signal.SIGTERM, _stop)
    keeper = WorkerKeeper(url, os.getpid())
    try:
        _serve(listener)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave the worker behind
        keeper.end()
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return 0


def _stop(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _store(wish: str | None) -> tuple[Engine, str]:
    from staffing.store.database import StoreError, locate, open_store

    try:
        url = locate(wish)
        return open_store(url), url
    except StoreError as error:
        raise InputProblems([Problem("--store", None, None, wish, f"a store that can be used ({error})", "store")]) from error


def _plan(engine: Engine, folder: Path | None) -> str:
    """Short name of the plan to show first."""
    from staffing.services import plan_list

    if folder is None:
        return plan_list.ensure_one(engine)[0].slug
    if not (folder / "plan.toml").is_file() and not (folder / "plan.xlsx").is_file():
        raise InputProblems([Problem(str(folder), None, None, None, "a plan folder, with a plan.toml in it", "missing-file")])
    return plan_list.add(engine, folder).slug


def _listen(port: int | None) -> socket.socket:
    """A socket bound to the port asked for, or to the first free one."""
    for number in [port] if port else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen(128)
        except OSError:
            listener.close()
            continue
        return listener
    tried = str(port) if port else f"{FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1}"
    raise InputProblems([Problem("--port", None, None, tried, "a free port that this user may open", "port")])


def _serve(listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        "staffing.ui.server:app", log_level="warning", access_log=False, timeout_graceful_shutdown=GOODBYE_SECONDS, ws="auto"
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_announce, args=(server, listener.getsockname()[1]), daemon=True).start()
    server.run(sockets=[listener])


def _announce(server: Any, port: int) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    say(f"The app runs at http://{HOST}:{port} (Ctrl-C ends it)")
