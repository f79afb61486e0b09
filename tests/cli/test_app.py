from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from staffing.cli import app
from staffing.domain.problems import InputProblems
from staffing.services import plan_list
from staffing.store.database import locate, open_store


def parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    app.add_parser(parser.add_subparsers())
    return parser.parse_args(["app", *arguments])


def workers(url: str) -> list[int]:
    """Process ids of the workers that serve a store."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"staffing.services.worker" in command and url.encode() in command:
                found.append(int(entry.name))
    return found


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match=r"plan\.toml"):
        app.run(parse(str(tmp_path / "nowhere"), "--store", str(tmp_path / "store")))


def test_a_store_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(InputProblems, match="--store"):
        app.run(parse("--store", str(tmp_path / "file" / "store")))


def test_a_port_in_use_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    (tmp_path / "plan.toml").write_text("", "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputProblems, match=f"--port.*{port}"):
            app.run(parse(str(tmp_path), "--port", str(port), "--store", str(tmp_path / "store")))


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_an_absurd_port_is_a_wrong_call(port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parse("--port", port)
    assert ended.value.code == 2


def test_the_first_free_port_is_taken() -> None:
    first, second = app._listen(None), app._listen(None)
    try:
        ports = [listener.getsockname() for listener in (first, second)]
        assert ports[0][0] == ports[1][0] == "127.0.0.1"
        assert app.FIRST_PORT <= ports[0][1] < ports[1][1] < app.FIRST_PORT + app.PORTS_TRIED
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_start_shows_the_demo_plan_and_ctrl_c_ends_server_and_worker(tmp_path: Path, number: signal.Signals) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "staffing.cli.main", "app", "--port", str(port)]
    environment = {**os.environ, "STAFFING_STORE": str(tmp_path / "store")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
    try:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        assert [plan.slug for plan in plan_list.known(open_store(tmp_path / "store"))] == ["hotline-24x7"]
        url = locate(tmp_path / "store")
        assert len(workers(url)) == 1
        process.send_signal(number)
        _, errors = process.communicate(timeout=40)
        assert process.returncode == 0
        assert "Traceback" not in errors
        until = time.monotonic() + 5
        while workers(url) and time.monotonic() < until:
            time.sleep(0.1)
        assert workers(url) == []
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
