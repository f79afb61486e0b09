from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.i18n import t
from tests.ui import small_plan

Show = Callable[..., AppTest]


def table(at: AppTest, column: str) -> list[object]:
    return next(list(frame.value[column]) for frame in at.dataframe if column in frame.value.columns)


def test_findings_can_be_filtered_by_rule_outcome_and_agent(show: Show, plan: Path) -> None:
    at = show("compliance", plan)
    everything = table(at, "message")
    rule = at.multiselect(key="compliance-rules:desk")
    assert "POL-RUN-01" in rule.options
    rule.set_value(["POL-RUN-01"]).run()
    some = table(at, "message")
    assert 0 < len(some) < len(everything)
    assert f"{len(some)} of {len(everything)}" in "".join(caption.value for caption in at.caption)
    at.multiselect(key="compliance-agents:desk").set_value(["A2"]).run()
    assert len(table(at, "message")) == 1


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_finding_is_a_sentence_with_its_source(show: Show, plan: Path, lang: str) -> None:
    at = show("compliance", plan, lang)
    messages, agents = table(at, "message"), table(at, "agent")
    assert all(isinstance(text, str) and len(text) > 8 and not text.startswith("[") for text in messages)
    assert "Li Na" in agents
    assert t("certainty.policy", lang) in table(at, "certainty")


def test_all_rules_are_listed_also_those_that_passed(show: Show, plan: Path) -> None:
    at = show("compliance", plan)
    rules = next(frame.value for frame in at.dataframe if "checked" in frame.value.columns)
    assert {"CON-SHIFT-01", "POL-REST-01", "CN-OT-02"} <= set(rules["rule"])
    passed = rules["outcome"].str.contains(t("outcome.PASS"))
    shown = {metric.label: metric.value for metric in at.metric}
    assert next(value for label, value in shown.items() if "Passed" in label) == f"{passed.sum()} / {len(rules)}"
    assert rules["outcome"].iloc[0].endswith(t("outcome.FAIL"))


def test_the_gravest_rule_is_open_in_both_lists_with_its_text(show: Show, plan: Path) -> None:
    at = show("compliance", plan)
    assert not at.error
    opened = [element.value for element in at.markdown if " · " in element.value and element.value.startswith("**")]
    assert len(opened) == 2


def test_hours_per_person_are_listed(show: Show, plan: Path) -> None:
    at = show("compliance", plan)
    hours = next(frame.value for frame in at.dataframe if "longest_run" in frame.value.columns)
    assert list(hours["longest_run"]) == [7, 7, 7, 3]
    assert list(hours["paid_hours"]) == [56.0, 56.0, 56.0, 40.0]


def test_an_imported_roster_is_judged(show: Show, plan: Path, tmp_path: Path) -> None:
    bare = small_plan.write(tmp_path / "bare")
    at = show("compliance", bare)
    assert at.info
    at.segmented_control(key="compliance-source:bare").set_value("imported").run()
    content = (plan / "out" / "roster.csv").read_bytes()
    at.file_uploader(key="upload-roster:bare").upload("roster.csv", content, "text/csv").run()
    assert not at.exception
    assert "POL-RUN-01" in table(at, "rule")
    outcomes = next(frame.value for frame in at.dataframe if "checked" in frame.value.columns).set_index("rule")["outcome"]
    assert outcomes["CON-MEAL-01"].endswith(t("outcome.UNKNOWN"))


def test_a_file_that_is_no_roster_shows_what_is_wrong(show: Show, plan: Path) -> None:
    at = show("compliance", plan)
    at.segmented_control(key="compliance-source:desk").set_value("imported").run()
    at.file_uploader(key="upload-roster:desk").upload("roster.csv", b"name,day\nx,y\n", "text/csv").run()
    assert not at.exception
    assert at.error
    assert "agent" in set(at.dataframe[0].value["column"])
