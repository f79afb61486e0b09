#!/usr/bin/env python3
"""Set-up and everyday commands of staffing: `python3 run.py COMMAND [ARGUMENTS]`.

Needs nothing but python and pip. Every command first makes or refreshes `.venv` with the pinned versions of
constraints.txt; when nothing changed, that takes a few milliseconds. The Makefile only calls this file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

# This file is read by whatever python3 there is, so that a python that is too old gets a sentence and not a
# SyntaxError: keep to the syntax of python 3.7.

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMP = VENV / "setup-stamp.json"
BENCHMARKS = ROOT / "benchmarks"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

OLDEST, NEWEST = (3, 11), (3, 13)
SETUP_TOOLS = ("uv", "setuptools>=77")
"""Installed into `.venv` before the project: uv installs fast, setuptools builds the project itself."""

EXTRAS = {
    "setup": ("lint", "test"),
    "demo": (),
    "test": ("test",),
    "app": (),
    "bench": (),
    "lint": ("lint",),
}
"""The extras of pyproject.toml that each command needs on top of the run-time dependencies."""

CONSTRAINTS_HEADER = """\
# Pinned versions of all that staffing and its tools install, for Python 3.11 to 3.13.
# Made by `python3 run.py constraints` (uv pip compile --universal --all-extras), never edited by hand.
# `python3 run.py constraints --upgrade` moves every pin to the newest version that pyproject.toml allows.
"""

HELP = """\
python3 run.py COMMAND [ARGUMENTS]      or      make COMMAND [ARGS="ARGUMENTS"]

  demo         plan, solve and check a sample plan in ./demo/NAME; arguments go to `staffing demo`
  test         run every test; arguments go to pytest
  app          open the web app; arguments go to `staffing app`
  bench        run every benchmark in benchmarks/
  bench-NAME   run one benchmark, with arguments{benchmarks}
  lint         ruff, mypy --strict, and the import contracts of pyproject.toml
  setup        only make .venv, with everything in it
  constraints  compute constraints.txt anew from pyproject.toml (--upgrade: move all pins)
  clean        remove .venv, caches and build output; demo/ and data/ stay
"""


class SetupError(Exception):
    """Something on this machine stops the set-up; the text says what, and what to do."""


def say(text: str) -> None:
    """Print one line of progress, at once, so that it stands before the output of what is started next."""
    print("==> " + text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- which python


def version_problem(version: tuple[int, int]) -> str | None:
    """What is wrong with this Python version as (major, minor); None when it will do."""
    if OLDEST <= version <= NEWEST:
        return None
    found = "{}.{}".format(*version)
    oldest, newest = "{}.{}".format(*OLDEST), "{}.{}".format(*NEWEST)
    if version < OLDEST:
        hint = f"On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv. Or: make PY=/path/to/python{newest}"
    else:
        hint = f"Nothing has been tried with it yet. Use: make PY=python{newest}"
    return f"staffing needs Python {oldest} to {newest}, this is Python {found}. {hint}"


def pick_python() -> tuple[str, tuple[int, int]]:
    """The interpreter that `.venv` is made with, and its version: the running one, else a fitting one on PATH.

    Raises: SetupError when there is none.
    """
    own = (sys.version_info[0], sys.version_info[1])
    problem = version_problem(own)
    if problem is None:
        # Inside a virtual environment (perhaps .venv itself), go back to the python it came from.
        return getattr(sys, "_base_executable", None) or sys.executable, own
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        path = shutil.which(name)
        if path and succeeds([path, "-c", f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"]):
            say(f"python3 is {own[0]}.{own[1]}; using {path}")
            return path, (3, minor)
    raise SetupError(problem)


# ---------------------------------------------------------------- running programs


def clean_environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment without what would make python or pip look or install outside `.venv`."""
    unwanted = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "UV_SYSTEM_PYTHON", "UV_PYTHON")
    kept = {name: value for name, value in environment.items() if name not in unwanted}
    kept["VIRTUAL_ENV"] = str(VENV)
    kept["PYTHONNOUSERSITE"] = "1"
    return kept


def call(command: list[str], quiet: bool = False) -> int:
    """Run a program in the project's folder and wait for it; its exit status, 127 when it cannot be started."""
    output = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.call(command, cwd=ROOT, env=clean_environment(dict(os.environ)), stdout=output, stderr=output)
    except OSError as error:
        if not quiet:
            say(f"cannot start {command[0]}: {error}")
        return 127


def succeeds(command: list[str]) -> bool:
    """Whether a program ends with 0; its output is thrown away."""
    return call(command, quiet=True) == 0


def become(command: list[str]) -> int:
    """Replace this process by a program, so that Ctrl-C and signals reach it directly."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, clean_environment(dict(os.environ)))


# ---------------------------------------------------------------- .venv


def setup_key(pyproject: bytes, constraints: bytes, python: tuple[int, int], root: str) -> str:
    """What `.venv` depends on, as a hash: both files, the Python version, and the place (scripts hold its path)."""
    parts = (pyproject, constraints, "{}.{}".format(*python).encode(), os.fsencode(root))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read_stamp(path: Path) -> dict[str, object]:
    """The record of the last finished set-up; empty when there is none or it cannot be read."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(stamp: dict[str, object], key: str, extras: tuple[str, ...]) -> bool:
    """Whether the last set-up was for the same files, Python and place, and brought these extras."""
    have = stamp.get("extras")
    return stamp.get("key") == key and isinstance(have, list) and set(extras) <= set(have)


@contextlib.contextmanager
def one_at_a_time():
    """Let a second command wait while a first one sets up."""
    import fcntl

    with open(__file__, "rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another command is setting up; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield


def make_venv(python: str, version: tuple[int, int], stamp: dict[str, object]) -> None:
    """Make `.venv`, or leave it if it is whole, of this version, and not moved here from elsewhere.

    Raises: SetupError when the interpreter cannot make one.
    """
    check = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))".format(*version)
    moved = stamp.get("root", str(ROOT)) != str(ROOT)
    if not moved and succeeds([str(BIN / "python"), "-c", check]):
        return
    if not succeeds([python, "-c", "import venv, ensurepip"]):
        raise SetupError(
            f"{python} cannot make virtual environments: its modules venv and ensurepip are missing.\n"
            f"    On Debian and Ubuntu: apt-get install python3-venv      (or python{version[0]}.{version[1]}-venv)"
        )
    say("making .venv with Python {}.{} ({})".format(*version, python))
    if VENV.is_symlink():
        VENV.unlink()
    if call([python, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetupError(f"could not make {VENV} (see above)")


def uv(*arguments: str) -> list[str]:
    """A command of the uv in `.venv`; without the system's certificates it would fail behind a company's proxy."""
    return [str(BIN / "uv"), *arguments, *(["--system-certs"] if SYSTEM_CERTIFICATES.exists() else [])]


def install(extras: tuple[str, ...]) -> None:
    """Install the pinned versions and this project (editable) into `.venv`: with uv, with pip where that fails.

    Raises: SetupError when neither works.
    """
    project = ".[{}]".format(",".join(extras)) if extras else "."
    pinned = ["-c", "constraints.txt"]
    pip = [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *pinned]
    say("installing the pinned versions (half a minute to a few minutes the first time)")
    if call([*pip, "-q", *SETUP_TOOLS]) == 0:
        if call(uv("pip", "install", "--python", str(BIN / "python"), "--no-build-isolation", *pinned, "-e", project)) == 0:
            return
        say("uv could not install; trying again with pip")
    else:
        say("could not install uv; going on with pip alone")
    if call([*pip, "-q", SETUP_TOOLS[1]]) == 0 and call([*pip, "--no-build-isolation", "--no-compile", "-e", project]) == 0:
        return
    raise SetupError("the packages could not be installed (see above). Is there a way to the package index from here?")


COMPILED = ("queueing", "roster", "simulate")
"""Rooms of staffing/models with compiled kernels; each has a warm.py that compiles them."""


def warm_key(root: Path) -> str:
    """A hash of the sources of the compiled rooms: their kernels are stale when one of them changes."""
    digest = hashlib.sha256()
    for room in COMPILED:
        for path in sorted((root / "staffing" / "models" / room).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def warm(stamp: dict[str, object]) -> bool:
    """Compile the kernels of the roster engine and the simulator ahead; a failure only makes their first use slower.

    Returns whether anything was done.
    """
    rooms = [room for room in COMPILED if (ROOT / "staffing" / "models" / room / "warm.py").exists()]
    if not rooms:
        return False
    key = warm_key(ROOT)
    if stamp.get("warm") == key:
        return False
    say("compiling the roster engine and the simulator")
    for room in rooms:
        if call([str(BIN / "python"), "-m", f"staffing.models.{room}.warm"]) != 0:
            say("that failed (see above); its first use will take longer, nothing else is lost")
    stamp["warm"] = key
    return True


def set_up(extras: tuple[str, ...]) -> None:
    """Bring `.venv` up to date with pyproject.toml and constraints.txt, with these extras in it.

    Raises: SetupError when that is impossible.
    """
    python, version = pick_python()
    pyproject, constraints = ((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    key = setup_key(pyproject, constraints, version, str(ROOT))
    with one_at_a_time():
        stamp = read_stamp(STAMP)
        changed = False
        if not is_ready(stamp, key, extras) or not (BIN / "python").exists():
            have = stamp.get("extras") if stamp.get("key") == key else []
            make_venv(python, version, stamp)
            with contextlib.suppress(FileNotFoundError):
                STAMP.unlink()
            install(extras)
            stamp = {"key": key, "root": str(ROOT), "extras": sorted({*extras, *(have or [])})}
            changed = True
        if warm(stamp) or changed:
            fresh = STAMP.with_suffix(".new")
            fresh.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
            fresh.replace(STAMP)


# ---------------------------------------------------------------- commands


def command_extras(command: str) -> tuple[str, ...] | None:
    """The extras a command needs; None when there is no such command. `bench-NAME` counts as `bench`."""
    return EXTRAS.get("bench" if command.startswith("bench-") else command)


def benchmark_scripts(folder: Path, command: str) -> list[Path]:
    """The scripts `bench` (all, by name) or `bench-NAME` (one; `-` in the name is `_` in the file's) stands for."""
    if command == "bench":
        return sorted(folder.glob("bench_*.py"))
    script = folder / (command.replace("-", "_") + ".py")
    return [script] if script.is_file() else []


def benchmark_names(folder: Path) -> list[str]:
    """The commands `bench-NAME` that there are."""
    return [path.stem.replace("_", "-") for path in benchmark_scripts(folder, "bench")]


def run_benchmarks(command: str, arguments: list[str]) -> int:
    """Run one benchmark or all of them, one after the other; 1 when any of them failed."""
    scripts = benchmark_scripts(BENCHMARKS, command)
    if not scripts:
        known = ", ".join(benchmark_names(BENCHMARKS)) or "none"
        say(f"there is no benchmark {command}; there are: {known}")
        return 2
    failed = []
    for script in scripts:
        title = script.stem.replace("_", "-")
        print(f"\n{'=' * 100}\n{title}\n{'=' * 100}", flush=True)
        if call([str(BIN / "python"), str(script), *arguments]) != 0:
            failed.append(title)
    if failed:
        say("FAILED: " + ", ".join(failed))
    return 1 if failed else 0


def skip_reasons(report: Path) -> dict[str, int]:
    """Why tests were skipped, and how many for each reason, from pytest's JUnit report; empty without a report."""
    try:
        skipped = [element.get("message") or "no reason given" for element in ElementTree.parse(report).iter("skipped")]
    except (OSError, ElementTree.ParseError):
        return {}
    return {reason: skipped.count(reason) for reason in sorted(set(skipped))}


def skip_notice(reasons: dict[str, int]) -> list[str]:
    """The lines to end a test run with when something was skipped: browser tests and outside data first, then the rest."""
    kinds = (
        ("BROWSER TESTS WERE SKIPPED", "apt-get install chromium, then run again", ("chromium", "browser", "playwright")),
        ("TESTS ON DATA OUTSIDE THIS REPOSITORY WERE SKIPPED", "they need the folder ../shared", ("../shared",)),
    )
    lines = []
    rest = dict(reasons)
    for title, remedy, words in kinds:
        hits = {reason: number for reason, number in rest.items() if any(word in reason.lower() for word in words)}
        if hits:
            lines.append(f"!!! {title}: {sum(hits.values())} ({remedy})")
            lines.extend(f"      {number} x {reason}" for reason, number in hits.items())
            rest = {reason: number for reason, number in rest.items() if reason not in hits}
    if rest:
        lines.append(f"!!! OTHER TESTS WERE SKIPPED: {sum(rest.values())}")
        lines.extend(f"      {number} x {reason}" for reason, number in rest.items())
    return lines


def run_tests(arguments: list[str]) -> int:
    """Run pytest on two processes and say loudly at the end what was left out."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        status = call([str(BIN / "python"), "-m", "pytest", "-q", "-n", "2", f"--junitxml={report}", *arguments])
        notice = skip_notice(skip_reasons(report))
    if notice:
        print("\n".join(["", "!" * 100, *notice, "!" * 100]), flush=True)
    return status


def run_lint(arguments: list[str]) -> int:
    """Run all three checks, even when the first fails; 1 when any failed."""
    checks = (
        ("ruff", [str(BIN / "ruff"), "check", "."]),
        ("mypy --strict", [str(BIN / "mypy"), "--strict", "-p", "staffing"]),
        ("import contracts", [str(BIN / "lint-imports")]),
    )
    failed = []
    for name, command in checks:
        say(name)
        if call(command) != 0:
            failed.append(name)
    say("FAILED: " + ", ".join(failed) if failed else "lint: all clean")
    return 1 if failed else 0


def write_constraints(arguments: list[str]) -> int:
    """Compute constraints.txt from pyproject.toml, keeping the pins it has unless `--upgrade` is among the arguments."""
    target = ROOT / "constraints.txt"
    python, version = pick_python()
    with one_at_a_time():
        make_venv(python, version, read_stamp(STAMP))
        pip = [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        if not (BIN / "uv").exists() and call([*pip, SETUP_TOOLS[0]]) != 0:
            raise SetupError("could not install uv (see above)")
    with tempfile.TemporaryDirectory() as folder:
        tools, pins = Path(folder) / "tools.in", Path(folder) / "pins.txt"
        tools.write_text("\n".join(SETUP_TOOLS) + "\n", encoding="utf-8")
        if target.exists():
            shutil.copyfile(target, pins)
        pythons = ["--universal", "--python-version", "{}.{}".format(*OLDEST)]
        options = ["--quiet", "--all-extras", "--no-header", "--no-annotate", "--output-file", str(pins), *arguments]
        if call(uv("pip", "compile", *pythons, *options, "pyproject.toml", str(tools))) != 0:
            raise SetupError("uv could not resolve the versions (see above); constraints.txt is unchanged")
        target.write_text(CONSTRAINTS_HEADER + pins.read_text(encoding="utf-8"), encoding="utf-8")
    say("constraints.txt is written")
    return 0


def clean(arguments: list[str]) -> int:
    """Remove what can be made again. The user's plans in demo/ and data/ stay."""
    names = (".venv", "build", "dist", "test-results", *(f".{tool}_cache" for tool in ("pytest", "mypy", "ruff", "import_linter")))
    paths = [ROOT / name for name in (*names, ".hypothesis")]
    paths += ROOT.glob("*.egg-info")
    for room in ("staffing", "tests", "benchmarks", "data"):
        paths += (ROOT / room).rglob("__pycache__")
    for path in paths:
        if path.is_symlink():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
            say(f"removed {path.relative_to(ROOT)}")
    return 0


def help_text(folder: Path) -> str:
    """The list of commands, with the benchmarks that there are."""
    names = benchmark_names(folder)
    return HELP.format(benchmarks=": " + ", ".join(names) if names else "")


def main(argv: list[str]) -> int:
    """Do one command; its exit status. 2: no such command, 1: the set-up failed, else what the command gave."""
    command, arguments = (argv[0], argv[1:]) if argv else ("help", [])
    if command in ("help", "-h", "--help"):
        print(help_text(BENCHMARKS), end="")
        return 0
    alone = {"clean": clean, "constraints": write_constraints}
    after_set_up = {"test": run_tests, "lint": run_lint}
    extras = command_extras(command)
    if command not in alone and extras is None:
        print(f"there is no command {command!r}\n\n{help_text(BENCHMARKS)}", end="", file=sys.stderr)
        return 2
    if os.name != "posix":
        say("this is made for Linux (tested on Debian and Ubuntu); on Windows use WSL")
        return 1
    try:
        if command in alone:
            return alone[command](arguments)
        set_up(extras or ())
        if command in after_set_up:
            return after_set_up[command](arguments)
        if command.startswith("bench"):
            return run_benchmarks(command, arguments)
        if command == "setup":
            say("ready: .venv/bin/staffing")
            return 0
        return become([str(BIN / "staffing"), command, *arguments])
    except SetupError as error:
        say(f"{command}: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
