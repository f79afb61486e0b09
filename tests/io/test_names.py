"""Unknown names and what was probably meant."""

from __future__ import annotations

from staffing.io.names import Known, suggest


def test_the_nearest_name() -> None:
    assert suggest("generl", ("general", "complaint")) == "general"
    assert suggest("GENERAL", ("general",)) == "general"
    assert suggest("xyz", ("general",)) is None
    assert suggest("", ("general",)) is None


def test_known_names() -> None:
    known = Known("a queue of plan.toml", ["general"])
    assert "general" in known
    assert "General" not in known
    assert known.expected("General") == "a queue of plan.toml (did you mean 'general'?)"
    assert known.expected("x") == "a queue of plan.toml"


def test_nothing_is_unknown_where_the_names_are() -> None:
    assert "anything" in Known("an agent")
    assert "anything" not in Known("an agent", ())


def test_hints_are_not_searched_for_ever() -> None:
    known = Known("an agent", [f"A{k:05d}" for k in range(300)])
    hinted = [known.expected(f"B{k:05d}") for k in range(400)]
    assert "did you mean" in hinted[0]
    assert hinted[-1] == "an agent"
