from __future__ import annotations

import pytest

from staffing.ui.components.people_filter import matches
from tests.factories import make_agent


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ("", True),
        ("a7", True),
        ("li", True),
        ("orders", True),
        ("LI orders", True),
        ("north", True),
        ("billing", False),
        ("li billing", False),
    ],
)
def test_every_word_must_fit_number_name_site_or_skill(wanted: str, fits: bool) -> None:
    agent = make_agent("A7", "general;orders:0.8", site="North")
    assert matches(type(agent)("A7", "Li Na", agent.contract, agent.skills, agent.site), wanted) is fits
