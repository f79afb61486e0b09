"""Rules and their sources as data."""

from __future__ import annotations

import pytest

from staffing.domain.rule import Citation, RuleSpec


def test_rules_are_valid_from_birth() -> None:
    with pytest.raises(ValueError, match="certainty"):
        RuleSpec("R", "p", "kind", certainty="X")
    with pytest.raises(ValueError, match="severity"):
        RuleSpec("R", "p", "kind", severity="bad")


def test_a_citation_reads_as_one_line() -> None:
    assert str(Citation("Labour Law", "Art. 36", 1994)) == "Labour Law Art. 36 (1994)"
    assert str(Citation()) == ""


@pytest.mark.parametrize(
    ("citation", "en", "zh"),
    [
        (Citation("劳动法 (Labour Law)", "41", 1994), "劳动法 (Labour Law), Art. 41 (1994)", "劳动法第41条（1994年）"),
        (Citation("劳部发〔1994〕503号", "3, 5", 1994), "劳部发〔1994〕503号, Art. 3, 5", "劳部发〔1994〕503号第3、5条"),
        (
            Citation("劳动合同法 (Labour Contract Law)", "31", 2007, also="劳动法 (Labour Law), Art. 41"),
            "劳动合同法 (Labour Contract Law), Art. 31 (2007); 劳动法 (Labour Law), Art. 41",
            "劳动合同法第31条（2007年）；劳动法第41条",
        ),
        (Citation("Directive 2003/88/EC", "16(b)", 2003), *["Directive 2003/88/EC, Art. 16(b)"] * 2),
        (
            Citation("地方规定与劳动合同 (local rules and contracts)"),
            "地方规定与劳动合同 (local rules and contracts)",
            "地方规定与劳动合同",
        ),
    ],
)
def test_a_citation_says_which_number_is_the_article(citation: Citation, en: str, zh: str) -> None:
    assert (str(citation), citation.text("zh_CN")) == (en, zh)
