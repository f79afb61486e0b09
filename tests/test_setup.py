"""The set-up: run.py's decisions, the Makefile, the pins, and the CI script."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]


def load_run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("staffing_run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load_run()
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")


def pins() -> list[Requirement]:
    return [Requirement(line) for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]


def same_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# ---------------------------------------------------------------- which python


@pytest.mark.parametrize("good", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_pass(good: tuple[int, int]) -> None:
    assert run.version_problem(good) is None


@pytest.mark.parametrize(("bad", "help_with"), [((3, 10), "apt-get install python3"), ((3, 14), "PY=python3.13"), ((2, 7), "apt-get")])
def test_other_pythons_get_a_sentence_with_found_needed_and_a_way_out(bad: tuple[int, int], help_with: str) -> None:
    problem = run.version_problem(bad)
    assert "Python {}.{}".format(*bad) in problem
    assert "3.11 to 3.13" in problem
    assert help_with in problem


def test_run_and_pyproject_agree_on_the_pythons() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">={}.{},<{}.{}".format(*run.OLDEST, run.NEWEST[0], run.NEWEST[1] + 1)


def test_run_keeps_to_the_syntax_of_old_pythons() -> None:
    import ast

    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_fitting_python_on_path_is_taken_when_the_running_one_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "sys", SimpleNamespace(version_info=(3, 9, 2, "final", 0), stderr=sys.stderr))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/opt/{name}" if name != "python3.13" else None)
    monkeypatch.setattr(run, "succeeds", lambda command: command[0] != "/opt/python3.12")  # there, but broken
    assert run.pick_python() == ("/opt/python3.11", (3, 11))


def test_no_fitting_python_is_an_error_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "sys", SimpleNamespace(version_info=(3, 9, 2, "final", 0), stderr=sys.stderr))
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(run.SetupError, match=r"this is Python 3\.9"):
        run.pick_python()


# ---------------------------------------------------------------- when .venv is stale


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(min_size=1, max_size=5))
def test_the_key_changes_with_either_file_and_does_not_mix_them_up(pyproject: bytes, constraints: bytes, more: bytes) -> None:
    key = run.setup_key(pyproject, constraints, (3, 11), "/a")
    assert key == run.setup_key(pyproject, constraints, (3, 11), "/a")
    assert key != run.setup_key(pyproject + more, constraints, (3, 11), "/a")
    assert key != run.setup_key(pyproject, constraints + more, (3, 11), "/a")
    assert run.setup_key(pyproject + more, constraints, (3, 11), "/a") != run.setup_key(pyproject, more + constraints, (3, 11), "/a")


def test_the_key_changes_with_python_and_place() -> None:
    key = run.setup_key(b"p", b"c", (3, 11), "/a b")
    assert key != run.setup_key(b"p", b"c", (3, 12), "/a b")
    assert key != run.setup_key(b"p", b"c", (3, 11), "/排班")


def test_ready_means_same_key_and_every_extra() -> None:
    stamp = {"key": "k", "extras": ["lint", "test"]}
    assert run.is_ready(stamp, "k", ("test",))
    assert run.is_ready(stamp, "k", ())
    assert not run.is_ready(stamp, "other", ("test",))
    assert not run.is_ready({"key": "k", "extras": ["lint"]}, "k", ("test",))
    assert not run.is_ready({}, "k", ())


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_stamp_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "stamp").write_bytes(content)
    assert run.read_stamp(tmp_path / "stamp") == {}
    assert run.read_stamp(tmp_path / "missing") == {}


def test_the_compiled_kernels_are_stale_when_a_source_of_the_engine_changes(tmp_path: Path) -> None:
    room = tmp_path / "staffing" / "models" / "roster"
    room.mkdir(parents=True)
    (room / "tours.py").write_text("a = 1\n", encoding="utf-8")
    before = run.warm_key(tmp_path)
    (tmp_path / "staffing" / "models" / "other.py").write_text("b = 1\n", encoding="utf-8")
    assert run.warm_key(tmp_path) == before
    (room / "tours.py").write_text("a = 2\n", encoding="utf-8")
    assert run.warm_key(tmp_path) != before


def test_the_environment_cannot_lead_python_or_pip_astray() -> None:
    cleaned = run.clean_environment({"PATH": "/bin", "PYTHONPATH": "/x", "PIP_USER": "1", "VIRTUAL_ENV": "/other", "CI": "true"})
    assert cleaned == {"PATH": "/bin", "CI": "true", "VIRTUAL_ENV": str(ROOT / ".venv"), "PYTHONNOUSERSITE": "1"}


# ---------------------------------------------------------------- installing


class Calls:
    """Stands in for run.call: keeps every command, and fails those that hold one of the words."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.commands: list[str] = []

    def __call__(self, command: list[str], quiet: bool = False) -> int:
        self.commands.append(" ".join(command))
        return int(any(word in command for word in self.failing))


def test_uv_installs_the_pinned_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls()
    monkeypatch.setattr(run, "call", calls)
    run.install(("test",))
    assert len(calls.commands) == 2
    assert "-m pip install" in calls.commands[0]
    assert f"{run.BIN / 'uv'} pip install" in calls.commands[1]
    assert "-c constraints.txt -e .[test]" in calls.commands[1]


@pytest.mark.parametrize("failing", [str(run.BIN / "uv"), "uv"])
def test_pip_does_the_same_when_uv_fails_or_cannot_be_installed(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    calls = Calls(failing)
    monkeypatch.setattr(run, "call", calls)
    run.install(())
    assert "-m pip install" in calls.commands[-1]
    assert "-c constraints.txt" in calls.commands[-1]
    assert calls.commands[-1].endswith("-e .")


def test_no_way_to_install_is_an_error_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "call", Calls("pip"))
    with pytest.raises(run.SetupError, match="could not be installed"):
        run.install(())


def test_a_python_without_venv_is_an_error_that_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "succeeds", lambda command: False)
    with pytest.raises(run.SetupError, match=r"apt-get install python3-venv .*python3\.12-venv"):
        run.make_venv("/opt/{odd}/python3", (3, 12), {})


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("command", "extras"),
    [
        ("demo", ()),
        ("app", ()),
        ("test", ("test",)),
        ("lint", ("lint",)),
        ("setup", ("lint", "test")),
        ("bench", ()),
        ("bench-hotline", ()),
        ("nonsense", None),
    ],
)
def test_each_command_brings_only_what_it_needs(command: str, extras: tuple[str, ...] | None) -> None:
    assert run.command_extras(command) == extras


def test_every_extra_named_in_run_is_one_of_pyproject() -> None:
    assert {extra for extras in run.EXTRAS.values() for extra in extras} <= set(PYPROJECT["project"]["optional-dependencies"])


def test_bench_finds_all_scripts_in_order_and_bench_name_one(tmp_path: Path) -> None:
    for name in ("bench_roster.py", "bench_real_calls.py", "helper.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in run.benchmark_scripts(tmp_path, "bench")] == ["bench_real_calls.py", "bench_roster.py"]
    assert [path.name for path in run.benchmark_scripts(tmp_path, "bench-real-calls")] == ["bench_real_calls.py"]
    assert run.benchmark_scripts(tmp_path, "bench-none") == []
    assert "bench-NAME   run one benchmark, with arguments: bench-real-calls, bench-roster\n" in run.help_text(tmp_path)


def test_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["nonsense"]) == 2
    assert "'nonsense'" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([]) == 0
    text = capsys.readouterr().out
    assert all(re.search(rf"^  {command} ", text, re.MULTILINE) for command in [*run.EXTRAS, "constraints", "clean"])


def test_a_failing_set_up_ends_with_a_sentence_and_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(extras: tuple[str, ...]) -> None:
        raise run.SetupError("no way to the package index")

    monkeypatch.setattr(run, "set_up", fail)
    assert run.main(["demo"]) == 1
    assert "demo: no way to the package index" in capsys.readouterr().err


# ---------------------------------------------------------------- what was skipped


def test_skipped_browser_and_outside_tests_are_named_first_and_loudly(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite><testcase name="a"><skipped message="needs /usr/bin/chromium"/></testcase>'
        '<testcase name="b"><skipped message="../shared/erlang is not here"/></testcase>'
        '<testcase name="c"><skipped message="../shared/erlang is not here"/></testcase>'
        '<testcase name="d"><skipped message="not as root"/></testcase><testcase name="e"/></testsuite></testsuites>',
        encoding="utf-8",
    )
    reasons = run.skip_reasons(report)
    assert reasons == {"needs /usr/bin/chromium": 1, "../shared/erlang is not here": 2, "not as root": 1}
    loud = [line for line in run.skip_notice(reasons) if line.startswith("!!!")]
    assert loud == [
        "!!! BROWSER TESTS WERE SKIPPED: 1 (apt-get install chromium, then run again)",
        "!!! TESTS ON DATA OUTSIDE THIS REPOSITORY WERE SKIPPED: 2 (they need the folder ../shared)",
        "!!! OTHER TESTS WERE SKIPPED: 1",
    ]


def test_nothing_skipped_nothing_said(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text('<testsuites><testsuite><testcase name="a"/></testsuite></testsuites>', encoding="utf-8")
    assert run.skip_notice(run.skip_reasons(tmp_path / "report.xml")) == []
    assert run.skip_notice(run.skip_reasons(tmp_path / "missing.xml")) == []


# ---------------------------------------------------------------- Makefile and CI


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["demo", "test", "app", "bench", "lint", "setup", "constraints", "clean", "help", "bench-hotline"])
def test_make_hands_each_target_with_its_arguments_to_run(target: str) -> None:
    make = subprocess.run(
        ["make", "--no-print-directory", "-n", target, "PY=python3.12", "ARGS=--x 1"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert make.stdout.strip() == f"python3.12 run.py {target}" + ("" if target == "help" else " --x 1")


def test_ci_brings_the_packages_then_lints_then_tests() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert "set -euo pipefail" in text
    order = [text.index(word) for word in ("chromium fonts-wqy-microhei", "\nmake lint", "\nmake test")]
    assert order == sorted(order)


# ---------------------------------------------------------------- pins


def test_every_dependency_is_pinned_within_its_range_for_every_python() -> None:
    project = PYPROJECT["project"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    wanted = [Requirement(text) for text in (*project["dependencies"], *extras, *run.SETUP_TOOLS)]
    for python in ("3.11", "3.12", "3.13"):
        marker = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
        pinned = {same_name(pin.name): pin for pin in pins() if pin.marker is None or pin.marker.evaluate(marker)}
        for requirement in wanted:
            pin = pinned[same_name(requirement.name)]
            exact = str(pin.specifier).removeprefix("==")
            assert Version(exact) in requirement.specifier, f"{pin} is outside {requirement} on Python {python}"


def test_every_pin_is_exact() -> None:
    assert len(pins()) > 60
    assert [str(pin) for pin in pins() if not re.fullmatch(r"==[0-9][0-9A-Za-z.+]*", str(pin.specifier))] == []


def test_the_pins_name_no_address_and_no_path() -> None:
    body = "\n".join(line for line in CONSTRAINTS.splitlines() if not line.startswith("#"))
    assert not re.search(r"://|/|@|--|\\", body)
    assert not re.search(r"://|index-url|/tmp|/home|/root", CONSTRAINTS)


# ---------------------------------------------------------------- the built package


def test_the_version_is_stated_once_the_same() -> None:
    import staffing

    assert staffing.__version__ == PYPROJECT["project"]["version"]


def test_a_built_wheel_carries_data_files_and_sample_plans(tmp_path: Path) -> None:
    """What `pip install .` installs: everything under staffing/, the sample plans, the licence."""
    if Version(version("setuptools")) < Version("77"):
        pytest.skip("setuptools of this environment is too old to build with; `make test` brings a newer one")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    copy = tmp_path / "copy"
    names = [name for name in os.fsdecode(tracked.stdout).split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(tmp_path), str(copy)]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = {name for name in names if name.startswith("staffing/")}
    assert package - inside == set()
    label = "-".join(wheel.name.split("-")[:2])
    samples = {name for name in names if re.match(r"data/[^/]+/", name)}
    assert {f"{label}.data/data/share/staffing/{name}" for name in samples} - inside == set()
    assert f"{label}.dist-info/licenses/LICENSE" in inside
