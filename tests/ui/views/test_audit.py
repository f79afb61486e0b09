from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.i18n import t

Show = Callable[..., AppTest]


def table(at: AppTest, column: str) -> list[object]:
    return next(list(frame.value[column]) for frame in at.dataframe if column in frame.value.columns)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_figures_and_the_summary_by_rule_are_those_of_the_report(show: Show, plan: Path, lang: str) -> None:
    at = show("audit", plan, lang)
    assert not at.exception
    shown = {metric.label: metric.value for metric in at.metric}
    fails = next(list(f.value[t("audit.outcome.FAIL", lang)]) for f in at.dataframe if t("audit.outcome.FAIL", lang) in f.value.columns)
    assert int(shown[t("audit.outcome.FAIL", lang)]) == sum(int(n) for n in fails if n == n and n is not None) > 0


def test_a_certificate_is_made_signed_twice_and_falls_when_the_plan_changes(show: Show, plan: Path) -> None:
    at = show("audit", plan)
    assert t("certificate.none") in [i.value for i in at.info]
    for name, role in (("Zhao Min", "HR"), ("Li Na", "union")):
        at.text_input(key="certificate-name:desk").set_value(name)
        at.text_input(key="certificate-role:desk").set_value(role)
        next(b for b in at.button if b.label == t("certificate.sign_button")).click().run()
    assert table(at, "who") == ["Zhao Min", "Li Na"]
    document = json.loads((plan / "out" / "certificate.json").read_text("utf-8"))
    assert [(s["name"], s["role"]) for s in document["signatures"]] == [("Zhao Min", "HR"), ("Li Na", "union")]
    (plan / "agents.csv").write_text((plan / "agents.csv").read_text("utf-8").replace("Li Na", "Li Nana"), "utf-8")
    at = show("audit", plan)
    assert t("audit.change.plan", files="agents.csv") in at.error[0].value.replace("\\", "")


def test_a_certificate_needs_a_name_to_be_signed(show: Show, plan: Path) -> None:
    at = show("audit", plan)
    next(b for b in at.button if b.label == t("certificate.sign_button")).click().run()
    assert [w.value for w in at.warning] == [t("certificate.name_missing")]
    assert not (plan / "out" / "certificate.json").exists()
    at.button(key="certificate-make:desk").click().run()
    assert json.loads((plan / "out" / "certificate.json").read_text("utf-8"))["signatures"] == []


def test_findings_are_accepted_by_somebody_and_the_row_can_be_removed(show: Show, plan: Path) -> None:
    at = show("audit", plan)
    add = next(b for b in at.button if b.label == t("waivers.add"))
    add.click().run()
    assert [w.value for w in at.warning] == [t("waivers.incomplete")]
    at.selectbox(key="waiver-rule:desk").set_value("POL-RUN-01")
    at.text_input(key="waiver-name:desk").set_value("Zhao Min")
    at.text_input(key="waiver-reason:desk").set_value("stocktaking, once")
    next(b for b in at.button if b.label == t("waivers.add")).click().run()
    assert not at.exception
    assert (plan / "waivers.csv").read_text("utf-8").splitlines()[1].startswith('POL-RUN-01,,Zhao Min,"stocktaking, once",')
    assert table(at, "who") == ["Zhao Min"]
    assert int({m.label: m.value for m in at.metric}[t("audit.tile.accepted")]) > 0
    at.button(key="waiver-remove-button:desk").click().run()
    assert (plan / "waivers.csv").read_text("utf-8").splitlines()[1:] == []


def test_a_finding_gets_an_owner_and_a_due_date(show: Show, plan: Path) -> None:
    at = show("audit", plan)
    at.selectbox(key="followup-rule:desk").set_value("POL-RUN-01")
    at.text_input(key="followup-owner:desk").set_value("Li Na")
    next(b for b in at.button if b.label == t("followup.add")).click().run()
    assert (plan / "followup.csv").read_text("utf-8").splitlines()[1].startswith("POL-RUN-01,,,Li Na,")
    assert set(table(at, "owner")) == {"Li Na"}
