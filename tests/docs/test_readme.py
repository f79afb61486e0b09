"""README.md and README.zh-CN.md: what they show of the demo is what the program says, in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from staffing.domain.report import TERMS
from staffing.i18n import catalogue, t
from tests.docs.documents import ROOT, blocks, matches, run

READMES = {"en": ROOT / "README.md", "zh_CN": ROOT / "README.zh-CN.md"}
SAMPLE = ROOT / "data" / "hotline-24x7"


def excerpt(lang: str) -> list[str]:
    """The lines of the demo's summary that a README shows, each without its indent and what is left out."""
    block = next(block for block in blocks(READMES[lang]) if block.language == "text")
    return [line.strip() for line in block.text.splitlines() if line.strip() not in ("", "...")]


def texts(lang: str, beginning: str) -> list[str]:
    """Patterns of the texts of the catalogue whose ids begin so; anything will do for a placeholder."""
    return [re.sub(r"\\\{.*?\\\}", ".+", re.escape(text)) for key, text in catalogue(lang).items() if key.startswith(beginning)]


@pytest.mark.parametrize("lang", READMES)
def test_each_line_is_one_that_the_program_prints(lang: str) -> None:
    sentences = texts(lang, "cli.")
    findings = [r"[A-Z_]+ +[A-Z]+-[A-Z]+-\d+ +" + pattern for pattern in texts(lang, "finding.")]
    columns = (("queue", "contacts", "aht", "method", "wape"), ("queue", "agent_hours", "scheduled", "peak", "at", "model"))
    heads = [" +".join(re.escape(t(f"cli.{column}", lang)) for column in row) for row in columns]
    title = re.escape(tomllib.loads((SAMPLE / "plan.toml").read_text(encoding="utf-8"))["plan"]["name"])
    terms = "|".join(re.escape(t(f"cli.term.{name}", lang)) for name in TERMS)
    cost = rf"(?:(?:{terms}) [\d,]+(?:, |，)?)+(?:\.\.\.)?"
    known = [title, *sentences, *(rf"{sentence} \(.+\)" for sentence in sentences), *findings, *heads, "general +.+", cost]
    assert [line for line in excerpt(lang) if not any(re.fullmatch(pattern, line) for pattern in known)] == []
    assert len(excerpt(lang)) >= 12


def test_its_forecast_and_requirement_are_about_those_of_the_sample(tmp_path: Path) -> None:
    assert run(f"cp -r {SAMPLE} plan", tmp_path)[0] == 0
    printed = run("staffing forecast plan && staffing require plan", tmp_path)[1]
    rows = [line.strip() for line in printed.splitlines() if line.strip().startswith("general")][:2]  # below: how it was reckoned
    shown = [line for line in excerpt("en") if line.startswith("general")]
    assert len(shown) == len(rows) == 2
    for told, true in zip(shown, rows, strict=True):
        assert matches(told, true, about=True), f"{told}\n{true}"
        first, second = (float(line.split()[1].replace(",", "")) for line in (told, true))
        assert first == pytest.approx(second, rel=0.1)


def test_both_tell_the_same() -> None:
    links = [set(re.findall(r"\]\(([^)]+)\)", READMES[lang].read_text(encoding="utf-8"))) for lang in READMES]
    assert {link for link in links[0] ^ links[1] if not re.search(r"^README|^docs/img/", link)} == set()


@pytest.mark.parametrize("lang", READMES)
def test_they_are_short(lang: str) -> None:
    assert len(READMES[lang].read_text(encoding="utf-8").splitlines()) <= 85
