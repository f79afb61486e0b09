"""Order a roster, watch it get better, stop it when it is good enough."""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

from staffing.domain.problems import Problem
from staffing.i18n import has
from staffing.services import jobs
from staffing.store.jobs import Job, JobEvent
from staffing.ui import format
from staffing.ui.components import charts, problems, tiles
from staffing.ui.components.colors import BLUE, ORANGE
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context

TICK_SECONDS = 1.0
LONG_WAIT_SECONDS = 8.0
SHORTEST, USUAL, LONGEST = 5, 60, 3600


def show(ctx: Context) -> None:
    """The panel: live while a job is queued or running, else how the last one ended and a form to order the next."""
    job = jobs.latest(ctx.engine, ctx.folder)
    if job is not None and job.active:
        st.fragment(_live, run_every=TICK_SECONDS, key="solve-live")(ctx, job.id)
        return
    _form(ctx, job)
    if job is not None:
        _ended(ctx, job)


def gap(objective: float | None, bound: float | None) -> float | None:
    """(objective - bound) / objective; ``None`` where unknown."""
    if objective is None or bound is None or objective <= 0:
        return None
    return max(0.0, (objective - bound) / objective)


def phase(ctx: Context, code: str) -> str:
    """What the work is at, in words where there are any."""
    key = f"phase.{code}"
    return ctx.t(key) if has(key, ctx.lang) else code


def _start(ctx: Context) -> None:
    state = st.session_state
    jobs.order_roster(ctx.engine, ctx.folder, time_limit=float(state["solve-seconds"]), seed=int(state["solve-seed"]))


def _form(ctx: Context, job: Job | None) -> None:
    with st.container(horizontal=True, key="solve-form", vertical_alignment="bottom"):
        st.number_input(
            ctx.t("solve.seconds"),
            SHORTEST,
            LONGEST,
            USUAL,
            step=5,
            key="solve-seconds",
            width=170,
            help=ctx.t("solve.seconds_help"),
            persist_state="session",
        )
        st.number_input(
            ctx.t("solve.seed"), 0, 2**31 - 1, 1, key="solve-seed", width=120, help=ctx.t("solve.seed_help"), persist_state="session"
        )
        st.button(
            ctx.t("solve.start"),
            key="solve-start",
            type="primary",
            icon=":material/play_arrow:",
            on_click=_start,
            args=(ctx,),
        )
        if job is not None and job.status == "done" and (job.result or {}).get("objective") is not None:
            seconds = (job.finished or 0) - (job.started or 0)
            st.caption(ctx.t("solve.done", when=format.moment(job.finished), seconds=format.number(seconds)), width="stretch")


def _ended(ctx: Context, job: Job) -> None:
    when = format.moment(job.finished)
    if job.status == "lost":
        st.error(ctx.t("solve.lost", when=when), icon=":material/link_off:")
    elif job.status == "failed":
        _failed(ctx, job)
    elif job.status == "cancelled":
        kept = "solve.cancelled_kept" if job.result and job.result.get("objective") is not None else "solve.cancelled_none"
        st.warning(ctx.t(kept, when=when), icon=":material/stop_circle:")
    elif job.result and job.result.get("status") == "infeasible":
        st.error(ctx.t("solve.infeasible", when=when), icon=":material/block:")
    elif job.result and job.result.get("status") == "no_solution_yet":
        st.warning(ctx.t("solve.nothing_yet", when=when), icon=":material/hourglass_bottom:")


def _failed(ctx: Context, job: Job) -> None:
    error = job.error or {}
    if error.get("code") == "input":
        found = [Problem(**problem) for problem in error.get("problems", [])]
        problems.show(ctx, found, key="solve-problems", title=ctx.t("solve.input", n=len(found)))
        return
    what = f"{error.get('type', error.get('code', ''))} {error.get('text', '')}".strip().replace("`", "'")
    st.error(ctx.t("solve.failed", what=f"`{what}`"), icon=":material/error:")


def _live(ctx: Context, job_id: int) -> None:
    job = jobs.status(ctx.engine, job_id)
    if job is None or not job.active:
        st.rerun(scope="app")
    with st.container(border=True, key="solve-live-panel"):
        now = time.time()
        limit = float(job.params.get("time_limit", USUAL))
        with st.container(horizontal=True, key="solve-head", vertical_alignment="center"):
            if job.status == "queued":
                before = jobs.waiting_before(ctx.engine, job)
                st.markdown(f"**{ctx.t('solve.queued')}** " + (ctx.t("solve.before", n=before) if before else ""), width="stretch")
            else:
                word = ctx.t("solve.stopping") if job.cancel else ctx.t("solve.running", phase=phase(ctx, job.phase))
                st.markdown(f"**{word}**", width="stretch")
            st.button(
                ctx.t("solve.cancel"),
                key="solve-cancel",
                icon=":material/stop:",
                disabled=job.cancel,
                on_click=jobs.cancel,
                args=(ctx.engine, job.id),
            )
        if job.status == "queued":
            if now - job.created > LONG_WAIT_SECONDS and not jobs.waiting_before(ctx.engine, job):
                st.info(ctx.t("solve.no_worker"), icon=":material/hourglass_empty:")
            return
        elapsed = max(0.0, now - (job.started or now))
        st.progress(min(1.0, elapsed / limit), text=ctx.t("solve.elapsed", elapsed=format.number(elapsed), limit=format.number(limit)))
        tiles.show(
            [
                Tile(ctx.t("kpi.cost"), format.number(job.objective)),
                Tile(ctx.t("kpi.bound"), format.number(job.bound), ctx.t("kpi.bound_help")),
                Tile(ctx.t("kpi.gap"), format.percent(gap(job.objective, job.bound), 2), ctx.t("kpi.gap_help")),
            ],
            key="solve-tiles",
        )
        trace = jobs.trace(ctx.engine, job.id)
        if sum(event.objective is not None or event.bound is not None for event in trace) > 1:
            charts.draw(course(ctx, trace, elapsed), key="solve-chart", height=230, alt=ctx.t("solve.chart_alt"))


def course(ctx: Context, trace: Sequence[JobEvent], until: float) -> charts.Option:
    """Best cost and proven bound over the seconds of a solve."""
    option = charts.frame()
    option["xAxis"] = {
        "type": "value",
        "min": 0,
        "max": round(until, 1),
        "axisLabel": {"formatter": "{value} s", "showMaxLabel": False},
        "splitLine": {"show": False},
    }
    option["yAxis"] |= {"scale": True}
    for name, color, values in (
        (ctx.t("kpi.cost"), ORANGE, [(event.seconds, event.objective) for event in trace if event.objective is not None]),
        (ctx.t("kpi.bound"), BLUE, [(event.seconds, event.bound) for event in trace if event.bound is not None]),
    ):
        if values:
            option["series"].append(charts.line(name, [*map(list, values), [round(until, 1), values[-1][1]]], color, step=True))
    return option
