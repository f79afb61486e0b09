"""Who looks at what: language, plan and store of one page view."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine

from staffing.i18n import DEFAULT, languages, match, t
from staffing.services import plan_list
from staffing.store.database import open_store
from staffing.store.plans import PlanFolder

PLAN = "STAFFING_APP_PLAN"
"""Environment variable: short name of the plan to show first (set by ``staffing app DIR``)."""


@dataclass(frozen=True)
class Context:
    """What every page needs.

    Attributes:
        lang: language code.
        engine: the store.
        plans: the plans to choose from.
        plan: the chosen one; ``None`` where there is none.
        pages: the pages by name, for links between them.
    """

    lang: str
    engine: Engine
    plans: tuple[PlanFolder, ...]
    plan: PlanFolder | None
    pages: dict[str, Any] = field(default_factory=dict)

    def t(self, key: str, **params: Any) -> str:
        """A text in the reader's language."""
        return t(key, self.lang, **params)

    @property
    def folder(self) -> Path:
        """Folder of the chosen plan. Raises ValueError where there is none."""
        if self.plan is None:
            raise ValueError("no plan is chosen")
        return self.plan.folder

    def key(self, name: str) -> str:
        """A widget key that belongs to the chosen plan, so that another plan starts with its own defaults."""
        return f"{name}:{self.plan.slug if self.plan else ''}"


@st.cache_resource(show_spinner=False)
def store() -> Engine:
    """The store of this server, opened once."""
    return open_store()


def choose_language(lang: str) -> None:
    """Show everything in ``lang`` from now on."""
    st.session_state["lang"] = lang
    st.query_params["lang"] = lang


def choose_plan(slug: str) -> None:
    """Show another plan from now on."""
    st.session_state["plan"] = slug
    st.query_params["plan"] = slug


def _language() -> str:
    """The address wins, then the session (the address forgets it when the page changes), then the browser's own language."""
    asked = match(st.query_params.get("lang"))
    lang = asked or st.session_state.get("lang") or match(st.context.locale) or DEFAULT
    if lang not in languages():
        lang = DEFAULT
    st.session_state["lang"] = lang
    if asked is None and lang != (match(st.context.locale) or DEFAULT):
        st.query_params["lang"] = lang
    return str(lang)


def _plan(plans: tuple[PlanFolder, ...]) -> PlanFolder | None:
    by_slug = {plan.slug: plan for plan in plans}
    for wish in (st.query_params.get("plan"), st.session_state.get("plan"), os.environ.get(PLAN)):
        if wish in by_slug:
            st.session_state["plan"] = wish
            if wish != _first(by_slug) and st.query_params.get("plan") != wish:
                st.query_params["plan"] = wish
            return by_slug[wish]
    return by_slug.get(_first(by_slug))


def _first(by_slug: dict[str, PlanFolder]) -> str:
    wish = os.environ.get(PLAN, "")
    return wish if wish in by_slug else next(iter(by_slug), "")


def current() -> Context:
    """The context of this run of a page."""
    engine = store()
    plans = plan_list.known(engine)
    return Context(_language(), engine, plans, _plan(plans))
