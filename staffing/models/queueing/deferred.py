"""Work that may wait: e-mails, cases, call lists, each with a deadline; the fewest added hours that meet every deadline.

Sets: classes q, intervals k = 0..T-1 of h hours, sources s of spare time (live queues). Work is a fluid measured in agent-hours: ``a_qk``
arrives evenly over interval k, a backlog lies there at the start. With A_q(t) what has arrived by t and N_q(t) what must be done by t
(arrived at u and due at ``due_q(u) <= t``), the linear programme is

- variables: ``y_qk >= floor_q`` agents added for q, ``f_qks >= 0`` agent-hours of q done in the spare time of s, ``D_qm`` done by the end
  of interval m - 1 (D_q0 = 0);
- ``D_q,k+1 - D_qk <= h u_q y_qk + sum_s f_qks`` (u_q: share of the added time that is worked), 0 outside the opening hours of q;
- ``sum_q f_qks <= spare_sk``;
- ``D_qm <= A_q(m)``: nothing is done before it is there;
- ``D_q(t) >= N_q(t)`` at every t where N bends: the cumulative deadlines. The end of the plan is the last deadline of all that can be done
  inside it, so that no plan leaves its work to the next;
- minimise ``h sum y`` plus a thousandth of the changes ``|y_qk - y_q,k-1|``, so that of equal plans a level one is taken.

Within a class first come is first due, so cumulative curves are enough; between classes the programme chooses (earliest deadline first is
optimal, C. L. Liu and J. W. Layland, J. ACM 20(1), 1973; the constraints are the demand bound of each class). Added agents are then made
whole, larger numbers first within each level stretch, and the deadlines are checked again by working the queue off; where one fails, an
agent is added before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffing.models.queueing.arrays import FloatArray

_SMOOTH = 1e-3
_LAST = 1e-5
"""Price of an hour of spare time beside an added one: no more of it is taken than is worked."""
_NEAR = 1e-7


@dataclass(frozen=True, eq=False)
class DeferredWork:
    """One class of work.

    Attributes:
        arriving_hours: agent-hours of work that arrive in each interval, shape (T,), >= 0.
        open: whether it may be done in the interval, shape (T,).
        due: when work that arrives at the start of interval m is due, in intervals from the start, shape (T + 1,), not decreasing,
            due[m] >= m; may lie beyond T.
        backlog: (due in intervals from the start, >= 0; agent-hours) of what is there at the start.
        floor: agents added at least in every open interval.
        worked_share: share of the added agents' time that is worked, in (0, 1].
        sources: indices of the sources whose spare time may be used.
        must: whether deadlines hold; ``False``: filler, done in what spare time is left.
    """

    arriving_hours: FloatArray
    open: NDArray[np.bool_]
    due: FloatArray
    backlog: tuple[tuple[float, float], ...] = ()
    floor: float = 0.0
    worked_share: float = 1.0
    sources: tuple[int, ...] = ()
    must: bool = True

    @property
    def at_start(self) -> float:
        """Agent-hours there at the start."""
        return float(sum(hours for _, hours in self.backlog))

    @property
    def arrived(self) -> FloatArray:
        """A(m): there by the end of interval m - 1, backlog included, shape (T + 1,)."""
        return self.at_start + np.concatenate(([0.0], np.cumsum(self.arriving_hours)))

    @property
    def last_open(self) -> int:
        """End of the last open interval; 0: never open."""
        return int(np.flatnonzero(self.open)[-1]) + 1 if self.open.any() else 0

    @property
    def reach(self) -> FloatArray:
        """What endless capacity could have done by m: all that had arrived when it was last open, shape (T + 1,)."""
        last = np.concatenate(([0], np.maximum.accumulate(np.where(self.open, np.arange(1, len(self.open) + 1), 0))))
        return np.asarray(np.where(last > 0, self.arrived[last], 0.0))

    def due_curve(self) -> tuple[FloatArray, FloatArray]:
        """(times in intervals, N there): every point where N bends, up to T. N is linear between them but for jumps, which end there.

        Inside an interval N is no more than can be done at an even pace through it: a deadline that asks for more is kept by its end.
        """
        times, need = self.all_due()
        k = np.minimum(times.astype(np.int64), len(self.open) - 1)
        part = times - k
        reach = self.reach
        paced = np.where(self.open[k], reach[k] + part * (self.arrived[k + 1] - reach[k]), reach[k])
        return times, np.minimum(need, paced)

    def all_due(self) -> tuple[FloatArray, FloatArray]:
        """As :meth:`due_curve`, whatever can be done."""
        length = len(self.arriving_hours)
        arrived = self.arrived
        times = np.unique(np.clip(np.concatenate((np.arange(1, length + 1), self.due, [d for d, _ in self.backlog])), 0, length))
        done_by = np.interp(times, self.due, np.arange(length + 1), left=-1.0)  # arrived by then is due by now
        # several arrivals due at one moment (deadlines in open hours): the last of them counts
        done_by = np.maximum(done_by, np.searchsorted(self.due, times + _NEAR, side="right") - 1.0)
        need = np.where(done_by >= 0, np.interp(done_by, np.arange(length + 1), arrived) - self.at_start, 0.0)
        need = need + np.array([sum(hours for d, hours in self.backlog if d <= t + _NEAR) for t in times])
        need[-1] = max(need[-1], float(arrived[self.last_open]) if self.last_open else 0.0)
        return times, need


@dataclass(frozen=True, eq=False)
class DeferredPlan:
    """Who does the work when.

    Attributes:
        agents: whole agents added for each class, shape (Q, T).
        spare_hours: agent-hours done in the spare time of each source, shape (Q, S, T).
        done: agent-hours done by the end of each interval, shape (Q, T + 1), D[:, 0] = 0.
        relaxed_hours: agent-hours of the linear programme before agents were made whole.
        backlog: agent-hours waiting at the end of each interval, shape (Q, T).
        mean_delay: mean time from arrival to completion of the work that arrives in each interval, in intervals, shape (Q, T); NaN where
            nothing arrives or it is not done inside the plan.
        in_time: share of the work arriving in each interval that is done when it is due (or by the end of the plan), shape (Q, T); NaN
            where nothing arrives.
    """

    agents: FloatArray
    spare_hours: FloatArray
    done: FloatArray
    relaxed_hours: float
    backlog: FloatArray
    mean_delay: FloatArray
    in_time: FloatArray


@dataclass(frozen=True)
class Impossible:
    """A deadline nobody can meet, however many there are.

    Attributes:
        work: index of the class.
        interval: the due time, in intervals from the start.
        hours: agent-hours due then that there is no open time for.
    """

    work: int
    interval: float
    hours: float


def impossible_deadlines(works: Sequence[DeferredWork]) -> list[Impossible]:
    """For each class the first deadline that falls before any open time in which the work could be done."""
    found = []
    for q, work in enumerate(works):
        if not work.must:
            continue
        times, need = work.all_due()
        whole = np.abs(times - np.rint(times)) <= _NEAR
        times, need = times[whole], need[whole]
        reach = work.reach[np.rint(times).astype(np.int64)]
        late = need > reach + 1e-6 * max(float(work.arrived[-1]), 1e-12)
        if late.any():
            k = int(np.argmax(late))
            found.append(Impossible(q, float(times[k]), float(need[k] - reach[k])))
    return found


def plan_deferred(works: Sequence[DeferredWork], spare_hours: FloatArray, hours_per_interval: float) -> DeferredPlan:
    """The fewest added agent-hours that meet every deadline.

    Args:
        works: the classes, on one axis of T intervals.
        spare_hours: agent-hours of each source that may be used, shape (S, T), >= 0.
        hours_per_interval: h > 0.

    Raises:
        ValueError: shapes disagree or a deadline is impossible (see :func:`impossible_deadlines`).
    """
    if not works:
        raise ValueError("at least one class of work")
    length = len(works[0].arriving_hours)
    spare = np.asarray(spare_hours, dtype=np.float64).reshape(-1, length)
    for work in works:
        if work.open.shape != (length,) or work.due.shape != (length + 1,):
            raise ValueError(f"open and due must have {length} and {length + 1} values")
    if impossible_deadlines(works):
        raise ValueError("a deadline falls before any open time")
    firm = [q for q, work in enumerate(works) if work.must]
    agents, used = np.zeros((len(works), length)), np.zeros((len(works), len(spare), length))
    relaxed = 0.0
    if firm:
        solved = _Programme([works[q] for q in firm], spare, hours_per_interval).solve()
        relaxed = float(solved.agents.sum() * hours_per_interval)
        for row, q in enumerate(firm):
            used[q] = solved.spare[row]
            agents[q] = _whole(works[q], solved.agents[row])
            _mend(works[q], agents[q], used[q].sum(axis=0), hours_per_interval)
    left = spare - used.sum(axis=0)
    for q, work in enumerate(works):
        if not work.must:
            agents[q] = np.where(work.open, np.ceil(work.floor - _NEAR), 0.0) + 0.0  # no minus zero
            _fill(work, agents[q], used[q], left, hours_per_interval)
    done = np.stack([_work_off(work, agents[q], used[q].sum(axis=0), hours_per_interval) for q, work in enumerate(works)])
    arrived = np.stack([work.arrived for work in works])
    delay, share = np.full((len(works), length), np.nan), np.full((len(works), length), np.nan)
    for q, work in enumerate(works):
        delay[q], share[q] = _felt(work, done[q])
    return DeferredPlan(agents, used, done, relaxed, np.maximum(arrived - done, 0.0)[:, 1:], delay, share)


@dataclass(frozen=True, eq=False)
class _Solved:
    agents: FloatArray
    spare: FloatArray


@dataclass(eq=False)
class _Programme:
    """The linear programme, in the sparse form of HiGHS."""

    works: list[DeferredWork]
    spare: FloatArray
    h: float
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)

    def solve(self) -> _Solved:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix

        length, sources, h = self.spare.shape[1], len(self.spare), self.h
        block = length * (3 + sources) + 1  # y, change, f_s, done
        size = block * len(self.works)
        low, high, cost = np.zeros(size), np.full(size, np.inf), np.zeros(size)
        for q, work in enumerate(self.works):
            y, change, f, done = (q * block + offset for offset in (0, length, 2 * length, (2 + sources) * length))
            cost[y : y + length], cost[change : change + length] = h, _SMOOTH * h
            low[y : y + length] = np.where(work.open, work.floor, 0.0)
            high[y : y + length] = np.where(work.open, np.inf, 0.0)
            cost[f : f + sources * length] = _LAST * h
            for s in range(sources):
                high[f + s * length : f + (s + 1) * length] = np.where(work.open, self.spare[s], 0.0) if s in work.sources else 0.0
            high[done : done + length + 1] = work.arrived
            high[done] = 0.0
            for k in range(length):
                row = [done + k + 1, done + k, y + k, *(f + s * length + k for s in work.sources)]
                self.rows.append((row, [1.0, -1.0, -h * work.worked_share, *(-1.0 for _ in work.sources)], -np.inf, 0.0))
                self.rows.append(([done + k + 1, done + k], [1.0, -1.0], 0.0, np.inf))
                if k and work.open[k] and work.open[k - 1]:
                    self.rows.append(([change + k, y + k, y + k - 1], [1.0, -1.0, 1.0], 0.0, np.inf))
                    self.rows.append(([change + k, y + k, y + k - 1], [1.0, 1.0, -1.0], 0.0, np.inf))
            for t, need in zip(*work.due_curve(), strict=True):
                if need <= 0:
                    continue
                k = min(int(t), length - 1)
                part = t - k
                self.rows.append(([done + k + 1, done + k], [part, 1.0 - part], need * (1 - 1e-9), np.inf))
        for s in range(sources):
            users = [q * block + (2 + s) * length for q, work in enumerate(self.works) if s in work.sources]
            if len(users) > 1:
                for k in range(length):
                    self.rows.append(([start + k for start in users], [1.0] * len(users), -np.inf, float(self.spare[s, k])))
        index = np.concatenate([np.full(len(columns), r) for r, (columns, _, _, _) in enumerate(self.rows)])
        columns = np.concatenate([columns for columns, _, _, _ in self.rows])
        values = np.concatenate([values for _, values, _, _ in self.rows])
        matrix = csr_matrix((values, (index, columns)), shape=(len(self.rows), size))
        limits = LinearConstraint(matrix, np.array([r[2] for r in self.rows]), np.array([r[3] for r in self.rows]))
        answer = milp(cost, constraints=limits, bounds=Bounds(low, high))
        if answer.x is None:
            raise ValueError(f"the deadlines cannot be met: {answer.message}")
        agents, spare = np.zeros((len(self.works), length)), np.zeros((len(self.works), sources, length))
        for q in range(len(self.works)):
            part = answer.x[q * block : (q + 1) * block]
            agents[q] = np.maximum(part[:length], 0.0)
            spare[q] = np.maximum(part[2 * length : (2 + sources) * length].reshape(sources, length), 0.0)
        return _Solved(agents, spare)


def _whole(work: DeferredWork, agents: FloatArray) -> FloatArray:
    """Whole agents that are at no time behind ``agents``: within each level stretch the larger number first."""
    whole = np.zeros(agents.shape)
    k = 0
    while k < len(agents):
        end = k + 1
        while end < len(agents) and work.open[end] == work.open[k] and abs(agents[end] - agents[k]) < 1e-6:
            end += 1
        base = np.floor(agents[k] + _NEAR)
        more = int(np.ceil((agents[k] - base) * (end - k) - 1e-6))
        whole[k:end] = base
        whole[k : k + max(more, 0)] = base + 1
        k = end
    return np.where(work.open, np.maximum(whole, np.ceil(work.floor - _NEAR)), 0.0) + 0.0


def _work_off(work: DeferredWork, agents: FloatArray, spare: FloatArray, h: float) -> FloatArray:
    """Done by the end of each interval when everybody works as long as there is work, shape (T + 1,)."""
    capacity = np.where(work.open, agents * work.worked_share * h + spare, 0.0)
    done = np.zeros(len(agents) + 1)
    arrived = work.arrived
    for k in range(len(agents)):
        done[k + 1] = min(done[k] + capacity[k], arrived[k + 1])
    return done


def _mend(work: DeferredWork, agents: FloatArray, spare: FloatArray, h: float) -> None:
    """Add agents, in place, until every deadline holds when the queue is worked off."""
    times, need = work.due_curve()
    room = 1e-6 * max(float(need.max(initial=0.0)), 1.0)
    while True:
        done = _work_off(work, agents, spare, h)
        late = np.flatnonzero(np.interp(times, np.arange(done.size), done) < need - room)
        if not late.size:
            return
        last = min(int(np.ceil(times[late[0]] - _NEAR)), len(agents))
        waiting = np.flatnonzero(work.open[:last] & (work.arrived[1 : last + 1] > done[1 : last + 1] + room / 10))
        if not waiting.size:
            return
        agents[int(waiting[-1])] += 1


def _fill(work: DeferredWork, agents: FloatArray, used: FloatArray, left: FloatArray, h: float) -> None:
    """Take what spare time is left, in place, first come first served."""
    done, arrived = 0.0, work.arrived
    for k in np.flatnonzero(work.open):
        done += min(agents[k] * work.worked_share * h, arrived[k + 1] - done)
        for s in work.sources:
            piece = min(max(left[s, k], 0.0), max(arrived[k + 1] - done, 0.0))
            used[s, k] += piece
            left[s, k] -= piece
            done += piece


def _felt(work: DeferredWork, done: FloatArray, pieces: int = 8) -> tuple[FloatArray, FloatArray]:
    """(mean delay in intervals, share in time) of the work arriving in each interval; first come first served behind the backlog."""
    length = len(work.arriving_hours)
    axis = np.arange(length + 1)
    offsets = (np.arange(pieces) + 0.5) / pieces
    at = (np.arange(length)[:, None] + offsets).ravel()
    position = np.interp(at, axis, work.arrived)
    due = np.minimum(np.interp(at, axis, work.due), length)
    grown = np.maximum.accumulate(done) + 1e-12 * axis
    finished = np.where(position <= done[-1] + 1e-9, np.interp(position, grown, axis), np.nan)
    finished = np.fmax(finished, np.where(np.isnan(finished), np.nan, at))
    has = (work.arriving_hours > 0)[:, None] & np.ones(pieces, dtype=np.bool_)
    delay = np.where(has, (finished - at).reshape(length, pieces), np.nan)
    room = 1e-3
    open_ended = at >= work.last_open
    fine = np.where(np.isnan(finished), open_ended, finished <= due + room).reshape(length, pieces)
    share = np.where(has.any(axis=1), fine.mean(axis=1), np.nan)
    return np.asarray(delay.mean(axis=1), dtype=np.float64), share


def due_elapsed(length: int, deadline_intervals: float) -> FloatArray:
    """Due times, shape (T + 1,): so many intervals after the arrival."""
    return np.asarray(np.arange(length + 1) + deadline_intervals, dtype=np.float64)


def due_in_open_time(is_open: NDArray[np.bool_], deadline_intervals: float) -> FloatArray:
    """Due times, shape (T + 1,), where only open time counts; what would be due after the plan is due far beyond it."""
    length = len(is_open)
    clock = np.concatenate(([0.0], np.cumsum(is_open.astype(np.float64))))
    wanted = clock + deadline_intervals
    # the moment at which the open clock first shows so much
    first = np.searchsorted(clock, wanted - _NEAR, side="left")
    due = np.full(length + 1, float(length) + deadline_intervals)
    inside = first <= length
    k = np.clip(first, 1, length)
    part = wanted - clock[k - 1]
    due[inside] = np.where(first[inside] == 0, 0.0, k[inside] - 1 + part[inside])
    return np.maximum(np.maximum.accumulate(due), np.arange(length + 1, dtype=np.float64))


def outbound_hours(records: FloatArray, contact_rate: float, talk_seconds: FloatArray, attempt_seconds: float) -> FloatArray:
    """Agent-hours of a call list: ``records (contact_rate talk + (1 - contact_rate) attempt) / 3600``.

    Args:
        records: to be dialled, any shape, >= 0.
        contact_rate: share of the attempts that reach somebody, in (0, 1].
        talk_seconds: mean handling time of who is reached, where there are records > 0.
        attempt_seconds: mean time an attempt costs that reaches nobody, >= 0.

    Raises ValueError where a share or time is out of range.
    """
    if not 0 < contact_rate <= 1:
        raise ValueError(f"contact_rate: expected a number in (0, 1], got {contact_rate!r}")
    if attempt_seconds < 0:
        raise ValueError(f"attempt_seconds: expected a number >= 0, got {attempt_seconds!r}")
    talk = np.where(records > 0, talk_seconds, 0.0)
    return np.asarray(records * (contact_rate * talk + (1.0 - contact_rate) * attempt_seconds) / 3600.0, dtype=np.float64)
