"""Conflicts, shortages and changes as sentences: names of people, plain words for rules, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from staffing.domain.explanation import Change, Cure, Shortage
from staffing.domain.plan import Plan
from staffing.i18n import has, t

MOST_NAMED = 6
"""People or days named; of longer lists the first of them and how many more there are."""


def conflict_sentence(plan: Plan, conflict: Mapping[str, Any], lang: str) -> str:
    """A conflict (the document of :func:`staffing.io.conflict_document`) in words."""
    agents, rules, days = (list(conflict.get(name) or ()) for name in ("agents", "rules", "days"))
    parts = {
        "agents": people(plan, agents, lang),
        "rules": listed(
            [rule_words(plan, rule, agents, lang) for rule in rules], lang, most=99 if conflict.get("minimal", True) else MOST_NAMED
        ),
        "days": listed([day_words(d, lang) for d in days], lang),
        "queues": listed([str(q) for q in conflict.get("queues") or ()], lang),
        "start": str(conflict.get("start") or "")[11:16],
        "end": _end(conflict),
        "asked": conflict.get("asked"),
        "possible": conflict.get("possible"),
        "first_day": plan.grid.first_day.isoformat(),
    }
    key = str(conflict.get("key") or "conflict")
    if key != "conflict":
        return t(f"explain.conflict.{key}", lang, **parts)
    text = t("explain.conflict.alone" if len(rules) == 1 else "explain.conflict.agents", lang, **parts)
    if days:
        text += " " + t("explain.conflict.days", lang, **parts)
    if not conflict.get("minimal", True):
        text += " " + t("explain.conflict.not_minimal", lang)
    return text


def rule_words(plan: Plan, rule: str, agents: Sequence[str], lang: str) -> str:
    """A rule with its parameters in plain words and its id."""
    from staffing.models.roster.arrays.policy import Policy

    policy = Policy.of(plan)
    contracts = [plan.contract_by_name[plan.agent_by_id[a].contract] for a in agents if a in plan.agent_by_id]
    parts = {
        "low": _hours(min((c.min_minutes_per_week for c in contracts), default=0)),
        "high": _hours(max((c.max_minutes_per_week for c in contracts), default=0)),
        "gap": _hours(policy.min_gap_minutes or 0),
        "run": policy.max_days,
        "off": policy.min_days_off,
        "nights": policy.max_nights,
        "after": policy.after_run_of,
        "rest": _hours(policy.rest_minutes),
    }
    key = f"explain.rule.{rule}"
    words = t(key, lang, **parts) if has(key, lang) else law_title(plan, rule, lang)
    return words if rule in ("LOCKS", "FIXED") else t("explain.rule_with_id", lang, words=words, rule=rule)


def law_title(plan: Plan, rule: str, lang: str) -> str:
    """The short name of a rule of the plan's packs; its id where no pack has it."""
    from staffing.rules.packs import load_rules

    spec = next((s for s in load_rules(plan.rule_packs, plan.rules, plan.folder).specs if s.id == rule), None)
    return rule if spec is None else (spec.title_zh if lang == "zh_CN" else "") or spec.title_en or rule


def change_sentence(plan: Plan, change: Change, lang: str) -> str:
    """A change in words."""
    shift = plan.shift_by_name.get(change.template or change.shift)
    parts = {
        "people": people(plan, change.agents, lang),
        "count": change.count,
        "days": listed([day_words(d, lang) for d in change.days], lang),
        "contract": change.contract,
        "queue": change.queue,
        "skills": listed([name if speed == 1 else f"{name}:{speed:g}" for name, speed in change.skills], lang),
        "shift": change.shift,
        "template": change.template,
        "start": _clock(change.start_clock),
        "length": _hours(shift.length_minutes) if shift else "",
        "rule": change.rule,
        "parameter": change.parameter,
        "before": change.before,
        "after": change.after,
        "before_hours": _hours(change.before or 0),
        "after_hours": _hours(change.after or 0),
    }
    key = change.kind
    if (key == "rule" and not change.parameter) or (key == "max-hours" and change.agents):
        key += "-off" if key == "rule" else "-people"
    if key in ("hire", "skill") and change.count == 1:
        key += "-one"
    return t(f"explain.change.{key}", lang, **parts)


def shortage_sentence(shortage: Shortage, lang: str) -> str:
    """What those who have the skill do at the worst moment."""
    return t(
        f"explain.cause.{shortage.cause}",
        lang,
        skilled=shortage.skilled,
        on=shortage.on_shift,
        away=shortage.away,
        limit=shortage.at_limit,
        resting=shortage.resting,
        spare=f"{shortage.spare_elsewhere:.1f}",
    )


def proof_words(cure: Cure, lang: str) -> str:
    """How much of a saving is proven."""
    if cure.proven:
        return t("explain.proven", lang, least=f"{cure.saving_at_least:,.0f}")
    return t("explain.not_proven", lang)


def people(plan: Plan, agents: Iterable[str], lang: str) -> str:
    """Names with ids, the first few of many."""
    texts = []
    for a in agents:
        name = plan.agent_by_id[a].name if a in plan.agent_by_id else a
        texts.append(a if name == a else f"{name} ({a})")
    return listed(texts, lang)


def listed(texts: Sequence[str], lang: str, most: int = MOST_NAMED) -> str:
    """``a, b and 3 more``; a dash for none."""
    if not texts:
        return "–"
    comma = t("explain.comma", lang)
    if len(texts) <= most:
        return comma.join(texts)
    return t("explain.more", lang, texts=comma.join(texts[: most - 1]), n=len(texts) - most + 1)


def day_words(day: str, lang: str) -> str:
    """``Mon 11-30``."""
    value = date.fromisoformat(day)
    return f"{t(f'cli.weekday.{value.weekday()}', lang)} {value:%m-%d}"


def span_words(start: str, end: str, lang: str) -> str:
    """``Mon 11-30 08:00-12:00``."""
    low, high = datetime.fromisoformat(start), datetime.fromisoformat(end)
    until = "24:00" if high.date() > low.date() and f"{high:%H:%M}" == "00:00" else f"{high:%H:%M}"
    return f"{day_words(low.date().isoformat(), lang)} {low:%H:%M}-{until}"


def _end(conflict: Mapping[str, Any]) -> str:
    end = str(conflict.get("end") or "")[11:16]
    return "24:00" if end == "00:00" else end


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"
