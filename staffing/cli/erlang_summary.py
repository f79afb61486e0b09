"""One staffing number in words and as a JSON document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from staffing.cli.output import percent, table
from staffing.cli.quantities import show, show_seconds, show_share
from staffing.i18n import t
from staffing.services.erlang import HeadCount, ModelAnswer, StaffingAnswer, StaffingQuestion
from staffing.services.simulated import Measured

_MEASURES = ("p_wait", "level", "asa", "p_abandon", "answer_rate", "occupancy")


def lines(answer: StaffingAnswer, lang: str = "en") -> list[str]:
    """The number opened up, top to bottom."""
    question = answer.question
    texts = [
        t(
            "erlang.title",
            lang,
            offered=show(question.offered),
            interval=show_seconds(question.interval_seconds),
            aht=show_seconds(question.aht_seconds),
        ),
        "",
        t("erlang.load_heading", lang),
        "  "
        + t(
            "erlang.load",
            lang,
            offered=show(question.offered),
            interval=show_seconds(question.interval_seconds),
            aht=show_seconds(question.aht_seconds),
            load=show(answer.load_erlangs),
        ),
        "  " + _patience(answer, lang),
        "",
        t("erlang.targets_heading", lang),
        *_indent(_target_table(answer, lang)),
    ]
    texts += ["", t("erlang.around_heading", lang), *_indent(_around_table(answer, lang))]
    for model in answer.models:
        texts += ["", *_derivation(model, answer, lang)]
    texts += simulated_lines(answer, lang)
    schedule = t(
        "erlang.schedule",
        lang,
        agents=answer.agents,
        shrinkage=show(question.shrinkage),
        scheduled=show(answer.scheduled_agents),
        people=answer.scheduled_people,
    )
    return [*texts, "", t("erlang.schedule_heading", lang), "  " + schedule]


def document(answer: StaffingAnswer) -> dict[str, Any]:
    """The same as data; ``None`` where a value is unknown or without bound."""
    question = answer.question
    inputs = {
        name: float(value) if isinstance(value, Fraction) else str(value) for name, value in vars(question).items() if value is not None
    }
    models = {
        model.model.replace("-", "_"): {
            "required_agents": model.agents,
            "required_by_target": model.by_target,
            "binding": list(model.binding),
            "around": [asdict(count) for count in model.around],
            "steps": [step._asdict() for step in model.steps],
            "simulated": [None if count is None else asdict(count) for count in model.simulated],
        }
        for model in answer.models
    }
    return {
        "inputs": inputs,
        "load_erlangs": float(answer.load_erlangs),
        "erlang_c": models.pop("erlang_c", None),
        "erlang_a": models.pop("erlang_a", None),
        **models,
        "decided_by_model": answer.models[-1].model,
        "required_agents": answer.agents,
        "scheduled_agents": float(answer.scheduled_agents),
        "scheduled_agents_exact": str(answer.scheduled_agents),
        "scheduled_people": answer.scheduled_people,
    }


def _patience(answer: StaffingAnswer, lang: str) -> str:
    question = answer.question
    if answer.models[-1].model.startswith("chat"):
        patience = show_seconds(question.patience_seconds or Fraction(0))
        return t("erlang.no_patience_chat" if question.patience_seconds is None else "erlang.patience_chat", lang, patience=patience)
    if question.patience_seconds is None:
        return t("erlang.no_patience", lang)
    return t("erlang.patience", lang, patience=show_seconds(question.patience_seconds))


def _target_table(answer: StaffingAnswer, lang: str) -> list[str]:
    question, models = answer.question, answer.models
    rows = [[t("erlang.target_column", lang), *(t(f"erlang.{m.model}", lang) for m in models)]]
    for name in question.given_targets:
        rows.append([_target(question, name, lang), *(str(m.by_target[name]) for m in models)])
    rows.append([t("erlang.together", lang), *(str(m.agents) for m in models)])
    if answer.load_erlangs > 0:
        rows.append([t("erlang.decided_by", lang), *(_binding(m, lang) for m in models)])
    return table(rows, right=range(1, len(models) + 1))


def _target(question: StaffingQuestion, name: str, lang: str) -> str:
    value: Fraction = getattr(question, name)
    if name == "service_level":
        seconds = show_seconds(question.answer_within_seconds or Fraction(0))
        return t("erlang.service_level", lang, share=show_share(value), seconds=seconds)
    if name == "max_asa_seconds":
        return t("erlang.max_asa_seconds", lang, seconds=show_seconds(value))
    return t(f"erlang.{name}", lang, share=show_share(value))


def _binding(model: ModelAnswer, lang: str) -> str:
    return ", ".join(t(f"erlang.name_{name}", lang) for name in model.binding)


def _around_table(answer: StaffingAnswer, lang: str) -> list[str]:
    counts = [count for model in answer.models for count in model.around]
    heads = []
    for model in answer.models:
        heads += [t(f"erlang.{model.model}", lang), *[""] * (len(model.around) - 1)]
    rows = [["", *heads], [t("erlang.agents", lang), *(str(count.agents) for count in counts)]]
    for name in _MEASURES:
        if name != "level" or counts[0].service_level is not None:
            rows.append([t(f"erlang.{name}", lang), *(_measure(count, name, lang) for count in counts)])
    verdicts = ("yes" if count.meets_every_target else "no" for count in counts)
    rows.append([t("erlang.meets", lang), *(t(f"erlang.{verdict}", lang) for verdict in verdicts)])
    width = len(answer.models[0].around)
    parted = [row if len(answer.models) == 1 else [*row[: width + 1], "|", *row[width + 1 :]] for row in rows]
    return table(parted, right=range(1, len(parted[0])))


def _derivation(model: ModelAnswer, answer: StaffingAnswer, lang: str) -> list[str]:
    patience = show_seconds(answer.question.patience_seconds or Fraction(0))
    heading = t(f"erlang.heading_{model.model}", lang, patience=patience, agents=model.agents)
    if model.steps:
        return [heading, *_indent(table([[step.symbol, f"= {step.formula}", f"= {step.value:.10g}"] for step in model.steps]))]
    return [heading, "  " + t("erlang.no_load" if answer.load_erlangs == 0 else "erlang.no_formula", lang)]


def _measure(count: HeadCount, name: str, lang: str) -> str:
    if name == "asa":
        return t("erlang.unbounded", lang) if count.asa_seconds is None else f"{count.asa_seconds:.2f} s"
    return percent(count.service_level if name == "level" else getattr(count, name))


def simulated_lines(answer: StaffingAnswer, lang: str = "en") -> list[str]:
    """The formula beside the simulation; empty where nothing was simulated."""
    model = answer.models[-1]
    pairs = [(count, seen) for count, seen in zip(model.around, model.simulated, strict=False) if seen is not None]
    if not model.simulated:
        return []
    if not pairs:
        return ["", t("erlang.not_simulated", lang)]
    heading = t("erlang.simulated_heading", lang, contacts=f"{sum(seen.contacts for _, seen in pairs):,}", seed=pairs[0][1].seed)
    rows = [[t("erlang.with_agents", lang), *(text for count, _ in pairs for text in (str(count.agents), ""))]]
    rows.append(["", *(text for _ in pairs for text in (t("erlang.by_formula", lang), t("erlang.by_simulation", lang)))])
    if all(seen.service_level is not None for _, seen in pairs):
        rows.append(
            [
                t("erlang.level", lang),
                *(text for count, seen in pairs for text in _compared(count.service_level, seen.service_level, percent)),
            ]
        )
    rows.append(
        [t("erlang.asa", lang), *(text for count, seen in pairs for text in _compared(count.asa_seconds, seen.asa_seconds, _seconds))]
    )
    if answer.question.patience_seconds is not None:
        rows.append(
            [t("erlang.p_abandon", lang), *(text for count, seen in pairs for text in _compared(count.p_abandon, seen.p_abandon, percent))]
        )
    return ["", heading, *_indent(table(rows, right=range(1, len(rows[0]))))]


def _compared(formula: float | None, seen: Measured | None, show_value: Callable[[float], str]) -> tuple[str, str]:
    """(formula, simulated +- half the interval)."""
    if formula is None or seen is None:
        return "-", "-"
    return show_value(formula), f"{show_value(seen.value)} ± {show_value((seen.high - seen.low) / 2)}"


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _indent(texts: list[str]) -> list[str]:
    return ["  " + text for text in texts]
