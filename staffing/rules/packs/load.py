"""Packs read from TOML, checked against the kinds there are, with the plan's overrides laid over them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from staffing.domain.finding import RuleChange
from staffing.domain.people import HOURS_SYSTEMS
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.rule import CERTAINTIES, Citation, RuleSpec
from staffing.rules.registry import KINDS

FOLDER = Path(__file__).parent
ALWAYS_ON = ("contract", "policy")
SEVERITIES = ("violation", "pay_due", "needs_evidence", "advisory")
SCOPES: Mapping[str, tuple[str, ...]] = {"hours_system": HOURS_SYSTEMS, "contracts": (), "sites": (), "tags": ()}
"""Predicates a rule's scope may use, and the values each knows; none = the plan's own names."""

_PACK_KEYS = {"name": str, "version": str, "extends": str, "title_en": str, "title_zh": str, "valid_from": date, "valid_to": date}
_RULE_TEXTS = ("id", "kind", "severity", "certainty", "title_en", "title_zh")
_RULE_KEYS = {*_RULE_TEXTS, "params", "scope", "citation", "valid_from", "valid_to", "enabled"}
_CITATION_KEYS = {"law": str, "article": str, "year": int, "text_zh": str, "text_en": str, "also": str}


@dataclass(frozen=True)
class PackInfo:
    """A pack's heading.

    Attributes:
        name: as plans and findings name it.
        version: of the pack.
        title_en, title_zh: for people.
        source: the file it was read from.
        rules: in the order of the file, without overrides; of an overlay, the rules it changes (whole) and those it adds.
        extends: name of the pack it lies over; ``""`` = none.
        changes: what an overlay changes in rules of the pack it lies over.
    """

    name: str
    version: str
    title_en: str
    title_zh: str
    source: Path
    rules: tuple[RuleSpec, ...]
    extends: str = ""
    changes: tuple[RuleChange, ...] = ()


@dataclass(frozen=True)
class RulesInForce:
    """The rules of a check, the packs they come from, and what somebody changed in them."""

    specs: tuple[RuleSpec, ...]
    packs: tuple[PackInfo, ...]
    changes: tuple[RuleChange, ...]


def available_packs() -> tuple[str, ...]:
    """Names of the packs that come with the program, those always on first."""
    return _available()


@cache
def _available() -> tuple[str, ...]:
    names = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return (*ALWAYS_ON, *(name for name in names if name not in ALWAYS_ON))


@cache
def pack_info(name: str) -> PackInfo:
    """A pack that comes with the program. Raises InputProblems for an unknown name."""
    return _read(FOLDER / f"{name}.toml", name)


def load_packs(
    names: Sequence[str] = (),
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    folder: Path | None = None,
) -> tuple[RuleSpec, ...]:
    """The rules in force: the packs ``contract`` and ``policy``, then those named, with overrides laid over them.

    Args:
        names: packs by name, or paths (ending in ``.toml``) to packs of the user's own.
        overrides: by rule id: parameters of the rule, or ``enabled = false``. A rule of a pack that is not in force may be named; a rule
            that no pack knows is a problem.
        folder: where relative paths are looked for first (the plan's folder), before the working directory.

    A rule switched off stays in the answer with ``enabled`` False. Raises InputProblems with every unknown pack, kind, rule and parameter.
    """
    return load_rules(names, overrides, folder).specs


def load_rules(
    names: Sequence[str] = (),
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    folder: Path | None = None,
) -> RulesInForce:
    """As :func:`load_packs`, with the packs and with every change of a rule on record."""
    problems: list[Problem] = []
    infos: dict[str, PackInfo] = {}
    for name in dict.fromkeys((*ALWAYS_ON, *names)):
        try:
            for info in _family(name, folder):
                infos.setdefault(str(info.source), info)
        except InputProblems as found:
            problems += found.problems
    specs: dict[str, RuleSpec] = {}
    changes: list[RuleChange] = []
    for info in infos.values():
        for spec in info.rules:
            before = specs.get(spec.id)
            if before is not None and before.pack != info.extends:
                problems.append(Problem(info.source.name, None, "id", spec.id, f"an id that pack {before.pack} does not use", "duplicate"))
                continue
            specs[spec.id] = spec
        changes += info.changes
        if info.source.parent != FOLDER:
            changed = {change.rule for change in info.changes}
            changes += [RuleChange(s.id, "rule", None, s.kind, info.source.name) for s in info.rules if s.id not in changed]
    known = _known() | specs
    for rule, values in (overrides or {}).items():
        if rule not in known:
            problems.append(Problem("plan.toml", None, f"rules.{rule}", None, "the id of a rule, e.g. POL-REST-01", "unknown-name"))
            continue
        changed_spec = _overridden(known[rule], values, problems)
        if rule in specs:
            changes += _differences(specs[rule], changed_spec, "plan.toml")
            specs[rule] = changed_spec
    if problems:
        raise InputProblems(problems)
    return RulesInForce(tuple(specs.values()), tuple(infos.values()), tuple(changes))


@cache
def _known() -> dict[str, RuleSpec]:
    """Every rule of the program's packs; of one that overlays change, the original."""
    out: dict[str, RuleSpec] = {}
    for name in available_packs():
        for spec in pack_info(name).rules:
            if not pack_info(name).extends or spec.id not in out:
                out[spec.id] = spec
    return out


def _family(name: str, folder: Path | None) -> tuple[PackInfo, ...]:
    """A pack after the packs it lies over."""
    info = _find(name, folder)
    return (*_family(info.extends, None), info) if info.extends else (info,)


def _differences(before: RuleSpec, after: RuleSpec, file: str) -> list[RuleChange]:
    """What distinguishes a rule from what it was."""
    out = [
        RuleChange(after.id, name, before.params.get(name), value, file)
        for name, value in after.params.items()
        if value != before.params.get(name)
    ]
    for name in ("severity", "certainty", "scope", "valid_from", "valid_to", "enabled"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            out.append(RuleChange(after.id, name, dict(old) if name == "scope" else old, dict(new) if name == "scope" else new, file))
    return out


def _find(name: str, folder: Path | None) -> PackInfo:
    if not name.endswith(".toml"):
        if name in available_packs():
            return pack_info(name)
        expected = f"one of {', '.join(available_packs())}, or the path of a pack ending in .toml"
        raise InputProblems([Problem("plan.toml", None, "plan.rule_packs", name, expected, "unknown-name")])
    path = Path(name)
    if folder is not None and (folder / path).exists():
        path = folder / path
    return _read(path, name)


def _overridden(spec: RuleSpec, values: Mapping[str, Any], problems: list[Problem]) -> RuleSpec:
    """A rule with the plan's values laid over it; what is wrong goes to ``problems``."""
    params, enabled = dict(spec.params), spec.enabled
    for name, value in values.items():
        column = f"rules.{spec.id}.{name}"
        parameter = KINDS[spec.kind].parameters.get(name)
        if name == "enabled":
            if isinstance(value, bool):
                enabled = value
            else:
                problems.append(Problem("plan.toml", None, column, str(value), "true or false"))
        elif parameter is None:
            expected = "one of " + ", ".join([*KINDS[spec.kind].parameters, "enabled"])
            problems.append(Problem("plan.toml", None, column, str(value), expected, "unknown-name"))
        elif not parameter.accepts(value):
            problems.append(Problem("plan.toml", None, column, str(value), parameter.expected))
        else:
            params[name] = parameter.settle(value)
    return replace(spec, params=params, enabled=enabled)


def _read(path: Path, name: str) -> PackInfo:
    """A pack's file. Raises InputProblems with everything that is wrong in it."""
    file = path.name
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputProblems([Problem("plan.toml", None, "plan.rule_packs", name, "a file that is there", "missing-file")]) from None
    except OSError as error:
        raise InputProblems([Problem(file, None, None, None, f"a file that can be read ({error.strerror})")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputProblems([Problem(file, None, None, None, f"TOML in UTF-8 ({error})")]) from None
    problems: list[Problem] = []
    head = _table(document.get("pack"), "pack", file, problems)
    _texts(head, _PACK_KEYS, "pack", file, problems)
    if not head.get("name"):
        problems.append(Problem(file, None, "pack.name", None, "the pack's name", "missing"))
    rows = document.get("rule", [])
    if not isinstance(rows, list) or not rows:
        problems.append(Problem(file, None, "rule", None, "at least one [[rule]]", "missing"))
        rows = []
    parents = _parents(head, path, file, problems)
    specs = [spec for k, row in enumerate(rows) if (spec := _rule(row, k, head, parents, file, problems)) is not None]
    seen: set[str] = set()
    for spec in specs:
        if spec.id in seen:
            problems.append(Problem(file, None, "id", spec.id, "an id used once", "duplicate"))
        seen.add(spec.id)
    problems += [
        Problem(file, None, key, None, "only [pack] and [[rule]] at the top", "unknown-name") for key in document.keys() - {"pack", "rule"}
    ]
    if problems:
        raise InputProblems(problems)
    changes = [c for spec in specs if spec.id in parents for c in _differences(parents[spec.id], spec, file)]
    version, english, chinese = (str(head.get(key, "")) for key in ("version", "title_en", "title_zh"))
    return PackInfo(head["name"], version, english, chinese, path, tuple(specs), head.get("extends", ""), tuple(changes))


def _parents(head: Mapping[str, Any], path: Path, file: str, problems: list[Problem]) -> dict[str, RuleSpec]:
    """The rules, by id, of the pack that this one lies over."""
    name = head.get("extends")
    if not isinstance(name, str) or not name:
        return {}
    choices = [stem for stem in available_packs() if stem not in ALWAYS_ON and stem != path.stem]
    if name not in choices:
        problems.append(Problem(file, None, "pack.extends", name, f"one of {', '.join(choices)}", "unknown-name"))
        return {}
    return {spec.id: spec for info in _family(name, None) for spec in info.rules}


def _table(value: object, where: str, file: str, problems: list[Problem]) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if value is not None:
        problems.append(Problem(file, None, where, str(value), "a table"))
    return {}


def _texts(table: Mapping[str, Any], keys: Mapping[str, type], where: str, file: str, problems: list[Problem]) -> None:
    """Report unknown keys and values of another type."""
    for key, value in table.items():
        if key not in keys:
            problems.append(Problem(file, None, f"{where}.{key}", str(value), f"one of {', '.join(keys)}", "unknown-name"))
        elif not isinstance(value, keys[key]) or isinstance(value, bool):
            what = {str: "a text", int: "a whole number", date: "a date"}[keys[key]]
            problems.append(Problem(file, None, f"{where}.{key}", str(value), what))


def _rule(
    row: Any, index: int, head: Mapping[str, Any], parents: Mapping[str, RuleSpec], file: str, problems: list[Problem]
) -> RuleSpec | None:
    """One [[rule]]; ``None`` where it has problems. A rule of the pack it lies over keeps what is not said anew."""
    before = len(problems)
    table = dict(_table(row, f"rule[{index + 1}]", file, problems))
    parent = parents.get(table["id"]) if isinstance(table.get("id"), str) else None
    if parent is not None:
        if table.get("kind", parent.kind) != parent.kind:
            expected = f"{parent.kind}, as in pack {parent.pack}"
            problems.append(Problem(file, None, f"rule[{parent.id}].kind", str(table["kind"]), expected))
        table["kind"] = parent.kind
        for key in ("severity", "certainty", "title_en", "title_zh", "valid_from", "valid_to", "enabled"):
            if key not in table and getattr(parent, key) is not None:
                table[key] = getattr(parent, key)
    where = f"rule[{table.get('id', index + 1)}]"
    for key in sorted(table.keys() - _RULE_KEYS):
        problems.append(Problem(file, None, f"{where}.{key}", str(table[key]), f"one of {', '.join(sorted(_RULE_KEYS))}", "unknown-name"))
    for key in _RULE_TEXTS:
        if key in table and not isinstance(table[key], str):
            problems.append(Problem(file, None, f"{where}.{key}", str(table[key]), "a text"))
    for key in ("id", "kind", "certainty"):
        if not table.get(key):
            problems.append(Problem(file, None, f"{where}.{key}", None, "a text", "missing"))
    if not isinstance(table.get("enabled", True), bool):
        problems.append(Problem(file, None, f"{where}.enabled", str(table["enabled"]), "true or false"))
    for key in ("valid_from", "valid_to"):
        if key in table and not isinstance(table[key], date):
            problems.append(Problem(file, None, f"{where}.{key}", str(table[key]), "a date"))
    for key, choices in (("severity", SEVERITIES), ("certainty", CERTAINTIES), ("kind", tuple(KINDS))):
        if isinstance(table.get(key), str) and table[key] and table[key] not in choices:
            problems.append(Problem(file, None, f"{where}.{key}", table[key], f"one of {', '.join(choices)}", "unknown-name"))
    citation = _table(table.get("citation"), f"{where}.citation", file, problems)
    _texts(citation, _CITATION_KEYS, f"{where}.citation", file, problems)
    params = _params(table, parent, where, file, problems)
    scope = parent.scope if parent is not None and "scope" not in table else _scope(table, where, file, problems)
    if len(problems) > before:
        return None
    return RuleSpec(
        id=table["id"],
        pack=str(head.get("name", "")),
        kind=table["kind"],
        params=params,
        severity=table.get("severity", "violation"),
        certainty=table["certainty"],
        scope=scope,
        citation=parent.citation if parent is not None and not citation else Citation(**citation),
        title_en=table.get("title_en", ""),
        title_zh=table.get("title_zh", ""),
        valid_from=table.get("valid_from", head.get("valid_from")),
        valid_to=table.get("valid_to", head.get("valid_to")),
        enabled=table.get("enabled", True),
    )


def _params(table: Mapping[str, Any], parent: RuleSpec | None, where: str, file: str, problems: list[Problem]) -> dict[str, Any]:
    """The kind's defaults, or the parent's parameters, with the rule's own over them."""
    kind = KINDS.get(table["kind"]) if isinstance(table.get("kind"), str) else None
    given = _table(table.get("params"), f"{where}.params", file, problems)
    if kind is None:
        return {}
    params: dict[str, Any] = {name: parameter.default for name, parameter in kind.parameters.items()}
    params |= parent.params if parent is not None else {}
    for name, value in given.items():
        column = f"{where}.params.{name}"
        if name not in kind.parameters:
            expected = f"one of {', '.join(kind.parameters)}" if kind.parameters else f"none: {kind.name} has no parameters"
            problems.append(Problem(file, None, column, str(value), expected, "unknown-name"))
        elif not kind.parameters[name].accepts(value):
            problems.append(Problem(file, None, column, str(value), kind.parameters[name].expected))
        else:
            params[name] = kind.parameters[name].settle(value)
    return params


def _scope(table: Mapping[str, Any], where: str, file: str, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Predicates that limit a rule, each a list of values."""
    scope: dict[str, tuple[str, ...]] = {}
    for name, values in _table(table.get("scope"), f"{where}.scope", file, problems).items():
        column = f"{where}.scope.{name}"
        if name not in SCOPES:
            problems.append(Problem(file, None, column, str(values), f"one of {', '.join(SCOPES)}", "unknown-name"))
        elif not isinstance(values, list) or not values or not all(_fits(v, SCOPES[name]) for v in values):
            expected = f"a list from {', '.join(SCOPES[name])}" if SCOPES[name] else "a list of texts"
            problems.append(Problem(file, None, column, str(values), expected))
        else:
            scope[name] = tuple(values)
    return scope


def _fits(value: object, choices: tuple[str, ...]) -> bool:
    """Whether a predicate may have a value: one of its choices, or any text where it has none."""
    return value in choices if choices else isinstance(value, str)
