"""No rule, kind, message, test or page of documentation can be forgotten."""

from __future__ import annotations

import importlib
import re
import string
from pathlib import Path

import pytest

from staffing.domain.rule import RuleSpec
from staffing.i18n import catalogue, languages
from staffing.rules import checks
from staffing.rules.packs import available_packs, pack_info
from staffing.rules.registry import KINDS

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(p.stem for p in Path(checks.__file__).parent.glob("*.py") if p.stem != "__init__")
RULES = [spec for name in available_packs() for spec in pack_info(name).rules]
PAGES = {"contract": "contract-policy", "policy": "contract-policy"}


def test_every_file_of_checks_is_registered_under_its_name() -> None:
    assert sorted(KINDS) == FILES
    for name in FILES:
        assert importlib.import_module(f"staffing.rules.checks.{name}").KIND is KINDS[name]


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_used_tested_and_documented_in_its_file(name: str) -> None:
    assert any(spec.kind == name for spec in RULES), "no pack uses it"
    assert (Path(__file__).parent / "checks" / f"test_{name}.py").exists()
    assert importlib.import_module(f"staffing.rules.checks.{name}").__doc__


@pytest.mark.parametrize("spec", RULES, ids=lambda spec: f"{spec.pack}-{spec.id}")
def test_every_rule_is_whole(spec: RuleSpec) -> None:
    assert spec.title_en
    assert re.search("[\u4e00-\u9fff]", spec.title_zh)
    assert set(spec.params) == set(KINDS[spec.kind].parameters)
    text, translation = spec.citation.text_zh, spec.citation.text_en
    if spec.certainty == "G":
        assert spec.severity in ("advisory", "pay_due"), "never FAIL"
    if spec.certainty == "T":
        assert spec.citation.law
        assert spec.citation.article
        assert spec.citation.year
        assert re.search("[\u4e00-\u9fff]", text)
        assert translation
    else:
        assert text == translation == "", "a text that nobody read must not be quoted"
    assert (spec.certainty in ("contract", "policy")) == (spec.pack in ("contract", "policy"))


@pytest.mark.parametrize("spec", RULES, ids=lambda spec: f"{spec.pack}-{spec.id}")
def test_every_rule_has_a_section_that_names_its_parameters_and_its_mark(spec: RuleSpec) -> None:
    page = (ROOT / "docs" / "rules" / f"{PAGES.get(spec.pack, spec.pack)}.md").read_text(encoding="utf-8")
    section = next((part for part in page.split("\n## ")[1:] if part.startswith(spec.id)), "")
    assert section, f"{spec.id} has no section"
    for name in spec.params:
        assert f"`{name}`" in section, f"{spec.id}: {name} is not documented"
    if spec.certainty in "TSG":
        assert f"[{spec.certainty}]" in section
    assert "Not covered" in section


def test_ids_are_unique_over_all_packs_but_for_what_an_overlay_changes() -> None:
    for name in available_packs():
        info = pack_info(name)
        parents = {spec.id for spec in pack_info(info.extends).rules} if info.extends else set()
        others = {
            spec.id for other in available_packs() if other != name and not pack_info(other).extends for spec in pack_info(other).rules
        }
        assert not {spec.id for spec in info.rules} & others - parents
        assert {change.rule for change in info.changes} <= parents


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_stands_in_every_language_with_the_same_placeholders_and_none_is_left_over() -> None:
    keys = {f"finding.{key}" for kind in KINDS.values() for key in kind.messages}
    keys.add("finding.protected_status")  # what services say in place of a finding that tells of health or family
    for lang in languages():
        texts = catalogue(lang)
        assert {key for key in texts if key.startswith("finding.")} == keys
    english, others = catalogue("en"), [catalogue(lang) for lang in languages()]
    for key in [*keys, *(k for k in english if k.startswith("reason."))]:
        for texts in others:
            assert placeholders(texts[key]) == placeholders(english[key]), key


def test_the_index_names_every_pack_and_every_kind_and_each_page_says_what_a_lawyer_must_settle() -> None:
    folder = ROOT / "docs" / "rules"
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert {name for name in KINDS if f"`{name}`" not in index} == set()
    assert {f"P{k}" for k in range(1, 17)} <= set(re.findall(r"\bP\d+\b", index))
    for name in available_packs():
        assert f"`{name}`" in index
        if name not in PAGES:
            assert "What a lawyer must settle" in (folder / f"{name}.md").read_text(encoding="utf-8")
