from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from staffing import i18n
from staffing.i18n import catalogue, languages, load, match, t

ROOT = Path(i18n.__file__).parents[1]
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def placeholders(text: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_speaks_english_and_chinese() -> None:
    assert languages() == ("en", "zh_CN")
    assert t("language.name", "zh_CN") == "简体中文"
    assert t("language.name") == "English"


def test_both_languages_have_the_same_keys() -> None:
    en, zh = catalogue("en"), catalogue("zh_CN")
    assert sorted(en.keys() - zh.keys()) == []
    assert sorted(zh.keys() - en.keys()) == []


def test_both_languages_have_the_same_placeholders() -> None:
    zh = catalogue("zh_CN")
    differing = {key: (placeholders(text), placeholders(zh[key])) for key, text in catalogue("en").items() if key in zh}
    assert {key: pair for key, pair in differing.items() if pair[0] != pair[1]} == {}


def test_no_text_is_empty_or_only_space() -> None:
    for lang in languages():
        assert [key for key, text in catalogue(lang).items() if not text.strip()] == []


def test_english_catalogue_holds_no_chinese() -> None:
    assert [key for key, text in catalogue("en").items() if HAN.search(text) and key not in ("language.name", "shell.language")] == []


@pytest.mark.parametrize("room", ["ui", "cli", "services", "store"])
def test_no_chinese_literal_in_code(room: str) -> None:
    found = []
    for path in (*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.js")):
        found += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if HAN.search(line)]
    assert found == []


def test_missing_key_raises_in_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(i18n.STRICT, "1")
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        t("no.such.key", "zh_CN")


def test_missing_key_is_visible_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(i18n.STRICT, "0")
    assert t("no.such.key") == "[no.such.key]"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        t("language.name", "fr")


@pytest.mark.parametrize(
    ("wish", "lang"),
    [("zh-CN", "zh_CN"), ("zh_cn", "zh_CN"), ("zh-Hans", "zh_CN"), ("en-GB", "en"), ("EN", "en"), ("fr", None), (None, None)],
)
def test_match(wish: str | None, lang: str | None) -> None:
    assert match(wish) == lang


def test_catalogues_are_merged_and_filled(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text('[a]\nb = "one"\n', "utf-8")
    (tmp_path / "more.xx.toml").write_text('[a]\nc = "{hours:.1f} h"\n[a.d]\ne = "deep"\n', "utf-8")
    assert load(tmp_path, "xx") == {"a.b": "one", "a.c": "{hours:.1f} h", "a.d.e": "deep"}


def test_one_id_in_two_catalogues_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text('[a]\nb = "one"\n', "utf-8")
    (tmp_path / "more.xx.toml").write_text('[a]\nb = "two"\n', "utf-8")
    with pytest.raises(ValueError, match=r"a\.b"):
        load(tmp_path, "xx")


def test_a_value_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text("[a]\nb = 3\n", "utf-8")
    with pytest.raises(ValueError, match=r"a\.b"):
        load(tmp_path, "xx")
