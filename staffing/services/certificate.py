"""The certificate of a roster: what was judged by which rules, with what result, and who accepted what; it fails when any of it changes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import staffing
from staffing import io
from staffing.domain.finding import Audit, Finding, Outcome
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.io.audit import Followup, SwapRecord, Waiver, read_followups, read_swaps, read_waivers
from staffing.io.json_file import plain
from staffing.io.plan_folder import FILES, WORKBOOK
from staffing.io.plan_toml import FILE as PLAN_TOML
from staffing.io.problem_list import ProblemList
from staffing.services.auditing.privacy import PROTECTED_RULE, finding_protected

FILE, VERSION = "certificate.json", 1
ACTUAL = "actual.csv"
"""What was worked on days of the plan, in the columns of a roster."""

PROTECTED = "protected status"
"""What stands in place of rules that tell of health or family."""


def roster_hash(roster: Roster) -> str:
    """sha256 over every duty and activity in order; the rows of the file they stood in do not matter."""
    duties = [[d.agent, d.start, d.end, d.day.isoformat(), d.shift, d.paid_minutes] for d in roster.duties]
    work = None if roster.activities is None else [[a.agent, a.start, a.end, a.activity, a.queue] for a in roster.activities]
    return _hash([roster.grid.first_day.isoformat(), roster.grid.zone, duties, work])


def rules_hash(specs: Iterable[RuleSpec]) -> str:
    """sha256 over the rules of one pack as they were in force, the plan's overrides included."""
    return _hash([plain(vars(s) | {"citation": vars(s.citation)}) for s in sorted(specs, key=lambda s: s.id)])


def file_hashes(plan: Plan) -> dict[str, str]:
    """sha256 of each file of the plan folder that belongs to the plan, so that a change can be named; empty for a plan made in memory."""
    if plan.folder is None:
        return {}
    names = [PLAN_TOML, WORKBOOK, *(f"{name}.csv" for name in FILES), *(name for name in plan.rule_packs if name.endswith(".toml"))]
    paths = {name: plan.folder / name for name in names}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items() if path.is_file()}


def packs_of(plan: Plan, audit: Audit) -> list[dict[str, Any]]:
    """Name, title, version and hash of each pack in force, in the order of their rules; blank version = the pack gives none.

    The hash is over the rules as they were in force, changes of the plan included.
    """
    from staffing.rules.packs import load_rules

    infos = {info.name: info for info in load_rules(plan.rule_packs, plan.rules, plan.folder).packs}
    groups: dict[str, list[RuleSpec]] = {name: [] for name in infos}
    for result in audit.rules:
        groups.setdefault(result.spec.pack, []).append(result.spec)
    return [
        {
            "name": name,
            "title_en": (infos[name].title_en if name in infos else "") or name,
            "title_zh": (infos[name].title_zh if name in infos else "") or name,
            "version": infos[name].version if name in infos else "",
            "valid_from": min((s.valid_from for s in specs if s.valid_from), default=None),
            "valid_to": max((s.valid_to for s in specs if s.valid_to), default=None),
            "rules": len(specs),
            "hash": rules_hash(specs),
        }
        for name, specs in groups.items()
    ]


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def certificate(plan: Plan, roster: Roster, audit: Audit, waivers: Sequence[Waiver] = (), now: datetime | None = None) -> dict[str, Any]:
    """The certificate as a JSON document. ``now``: aware moment, default the present."""
    now = now or datetime.now(UTC)
    today = now.date()
    fails = [f for f in audit.findings if f.outcome is Outcome.FAIL]
    specs = {r.spec.id: r.spec for r in audit.rules}
    waived = [f for f in fails if any(accepts(w, f, specs.get(f.rule), today) for w in waivers)]
    open_ = Counter(PROTECTED if finding_protected(f, specs.get(f.rule)) else f.rule for f in fails if f not in waived)
    body: dict[str, Any] = {
        "certificate": VERSION,
        "plan": plan.name,
        "first_day": plan.grid.calendar[0],
        "last_day": plan.grid.calendar[-1],
        "people": len(roster.by_agent),
        "shifts": len(roster.duties),
        "input_hash": plan.input_hash,
        "files": file_hashes(plan),
        "roster_hash": roster_hash(roster),
        "packs": packs_of(plan, audit),
        "counts": {outcome.value: audit.count(outcome) for outcome in Outcome if audit.count(outcome)},
        "result": "failed" if open_ else "passed_with_waivers" if waived else "passed",
        "open_failures": dict(sorted(open_.items())),
        "waived_failures": len(waived),
        "waivers": [
            {"rule": w.rule, "agent": w.agent, "name": w.name, "reason": w.reason, "expires": w.expires}
            | {"findings": sum(accepts(w, f, specs.get(f.rule), today) for f in fails)}
            for w in waivers
        ],
        "signatures": [],
        "created": now.isoformat(timespec="seconds"),
        "software": f"staffing {staffing.__version__}",
    }
    body = plain(body)
    return body | {"seal": _hash(body)}


def accepts(waiver: Waiver, finding: Finding, spec: RuleSpec | None, today: date) -> bool:
    """Whether a waiver speaks of a finding; one of protected status may be named by its rule or by :data:`PROTECTED_RULE`."""
    names = [finding.rule, *([PROTECTED_RULE] if finding_protected(finding, spec) else [])]
    return any(waiver.holds(name, finding.agent, today) for name in names)


def signed(document: Mapping[str, Any], name: str, role: str = "", now: datetime | None = None) -> dict[str, Any]:
    """The certificate with one more name under it, sealed anew. Raises InputProblems where it was changed by hand, or nobody is named."""
    if not name.strip():
        raise InputProblems([Problem("--sign", None, None, name, "the name of the person who signs", "missing-value")])
    body = {key: value for key, value in document.items() if key != "seal"}
    if document.get("seal") != _hash(body):
        raise InputProblems([Problem(FILE, None, "seal", None, "a certificate that nobody has changed; make it again", "invalid")])
    now = now or datetime.now(UTC)
    row = {"name": name.strip(), "role": role.strip(), "at": now.isoformat(timespec="seconds")}
    body["signatures"] = [*body.get("signatures", []), row]
    return body | {"seal": _hash(body)}


@dataclass(frozen=True)
class Change:
    """Something that no longer is as the certificate says: a code (``roster``, ``plan``, ``pack``, ``waiver``, ...) and what is meant."""

    code: str
    params: Mapping[str, str]


def verify(document: Mapping[str, Any], plan: Plan, roster: Roster, audit: Audit, waivers: Sequence[Waiver], today: date) -> list[Change]:
    """Everything that changed since a certificate was made; empty where it still holds."""
    changes = []
    body = {key: value for key, value in document.items() if key != "seal"}
    if document.get("seal") != _hash(body):
        changes.append(Change("seal", {}))
    if document.get("input_hash") != plan.input_hash:
        then, now = document.get("files") or {}, file_hashes(plan)
        names = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
        changes.append(Change("plan", {"files": ", ".join(names) or "-"}))
    if document.get("roster_hash") != roster_hash(roster):
        changes.append(Change("roster", {}))
    changes += _pack_changes(document, plan, audit)
    there = {(w.rule, w.agent, w.name, w.reason, w.expires.isoformat()) for w in waivers}
    for row in document.get("waivers", []):
        said = {key: str(row.get(key, "")) for key in ("rule", "agent", "name", "reason", "expires")}
        if tuple(said.values()) not in there:
            changes.append(Change("waiver_gone", said))
        elif said["expires"] < today.isoformat():
            changes.append(Change("waiver_expired", said))
    if document.get("result") not in ("passed", "passed_with_waivers"):
        changes.append(Change("failed", {"rules": ", ".join(document.get("open_failures", {})) or "-"}))
    return changes


def _pack_changes(document: Mapping[str, Any], plan: Plan, audit: Audit) -> list[Change]:
    then = {row["name"]: row for row in document.get("packs", [])}
    now = {row["name"]: row for row in packs_of(plan, audit)}
    changes = [Change("pack_gone", {"pack": name}) for name in then.keys() - now.keys()]
    changes += [Change("pack_new", {"pack": name}) for name in now.keys() - then.keys()]
    for name in sorted(then.keys() & now.keys()):
        if then[name]["hash"] != now[name]["hash"]:
            changes.append(Change("pack", {"pack": name, "before": then[name]["version"] or "-", "after": now[name]["version"] or "-"}))
    return changes


@dataclass(frozen=True)
class Judged:
    """A roster file judged: what both commands start from.

    Attributes:
        followups: who settles which finding; swaps: shifts that changed hands.
        worked: what was worked on days of the plan; ``None`` where nothing says.
    """

    plan: Plan
    roster: Roster
    audit: Audit
    waivers: tuple[Waiver, ...]
    roster_file: Path
    followups: tuple[Followup, ...] = ()
    swaps: tuple[SwapRecord, ...] = ()
    worked: Roster | None = None


def judge(folder: Path, roster_file: Path | None = None, activities_file: Path | None = None, worked_file: Path | None = None) -> Judged:
    """Read a plan, a roster (default ``out/roster.csv`` with its activities), waivers, follow-ups and swaps, and check.

    ``worked_file``: what was worked, in the columns of a roster; ``None`` = actual.csv of the plan folder where it is there.
    Raises InputProblems with everything that is wrong in any of the files.
    """
    from staffing.rules import check
    from staffing.services.pipeline import load_plan

    plan = load_plan(folder, needs=("agents", "shifts"))
    out = folder / "out"
    if roster_file is None:
        roster_file = out / "roster.csv"
        if not roster_file.exists():
            expected = "a roster; make one with `staffing roster`, or name one with --roster"
            raise InputProblems([Problem("out/roster.csv", None, None, None, expected, "missing-file")])
        if activities_file is None and (out / "activities.csv").exists():
            activities_file = out / "activities.csv"
    roster = io.read_roster(plan, roster_file, activities_file)
    audit = check(plan, roster)
    rules = [r.spec.id for r in audit.rules]
    problems = ProblemList()
    waivers = problems.guard(lambda: read_waivers(plan, folder, [*rules, PROTECTED_RULE]))
    followups = problems.guard(lambda: read_followups(plan, folder, [*rules, PROTECTED_RULE]))
    swaps = problems.guard(lambda: read_swaps(plan, folder))
    there = folder / ACTUAL if worked_file is None else worked_file
    worked = problems.guard(lambda: io.read_roster(plan, there)) if worked_file is not None or there.exists() else None
    problems.raise_if_any()
    return Judged(plan, roster, audit, waivers or (), roster_file, followups or (), swaps or (), worked)


def certify(
    folder: Path,
    roster_file: Path | None = None,
    activities_file: Path | None = None,
    now: datetime | None = None,
    signer: str = "",
    role: str = "",
) -> dict[str, Any]:
    """Judge a roster and write ``out/certificate.json``, or one named by the file beside it; returns it.

    ``signer``: who signs. Where the certificate there still says what is true today, the name goes under it, beside those there already.
    """
    judged = judge(folder, roster_file, activities_file)
    document = certificate(judged.plan, judged.roster, judged.audit, judged.waivers, now)
    if signer or role:
        document = signed(_kept(certificate_file(folder, roster_file), document), signer, role, now)
    io.write_json(document, certificate_file(folder, roster_file))
    return document


def _kept(path: Path, fresh: dict[str, Any]) -> dict[str, Any]:
    """The certificate on file where it says the same as the fresh one and its seal holds; else the fresh one."""
    try:
        there = io.read_json(path)
    except InputProblems:
        return fresh
    told = ("created", "signatures", "seal")
    body = {key: value for key, value in there.items() if key != "seal"}
    same = {k: v for k, v in there.items() if k not in told} == {k: v for k, v in fresh.items() if k not in told}
    return there if same and there.get("seal") == _hash(body) else fresh


def certificate_file(folder: Path, roster_file: Path | None = None) -> Path:
    """Where the certificate of a roster is written."""
    from staffing.services.stages import beside

    stem, dot, kind = FILE.partition(".")
    return folder / "out" / (stem + beside(folder, roster_file) + dot + kind)


def verify_file(
    folder: Path, file: Path, roster_file: Path | None = None, activities_file: Path | None = None, today: date | None = None
) -> tuple[dict[str, Any], list[Change]]:
    """(a certificate, what changed since). Raises InputProblems where the file is none."""
    document = io.read_json(file)
    if document.get("certificate") != VERSION or not isinstance(document.get("packs"), list):
        raise InputProblems([Problem(file.name, None, "certificate", None, "a certificate made by `staffing certify`", "invalid")])
    judged = judge(folder, roster_file, activities_file)
    today = today or datetime.now(UTC).date()
    return document, verify(document, judged.plan, judged.roster, judged.audit, judged.waivers, today)
