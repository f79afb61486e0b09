"""What telephone systems call the columns of an interval export."""

from __future__ import annotations

import re
from types import MappingProxyType

from staffing.io.roster_import.fold import fold

ALIASES = MappingProxyType(
    {
        "interval_start": (
            "interval_start", "interval start", "timestamp", "datetime", "date time", "start time", "starttime", "begin time",
            "interval begin", "start interval", "start_interval", "时间段开始", "开始时间", "时段开始", "统计时间", "日期时间",
        ),
        "date": ("date", "row_date", "day", "calendar date", "日期", "统计日期"),
        "time": ("time", "interval", "half hour", "time interval", "clock", "period", "时间", "时段", "时间段", "统计时段"),
        "queue": (
            "queue", "queue name", "skill", "skill group", "skillgroupname", "skill group name", "split", "split/skill", "vdn", "ct",
            "contact type", "csq", "group", "skillgroup", "队列", "队列名称", "技能组", "技能组名称", "业务组", "话务组",
        ),
        "offered": (
            "offered", "calls offered", "callsoffered", "contacts", "contacts offered", "nco", "volume", "total calls", "incoming calls",
            "calls", "received", "呼入量", "来电量", "人工请求量", "呼入总量", "总呼入量", "来话量", "话务量",
        ),
        "answered": (
            "answered", "handled", "calls handled", "callshandled", "acd calls", "acdcalls", "calls answered", "contacts handled", "nch",
            "接通量", "应答量", "接听量", "人工接通量", "接起量",
        ),
        "abandoned": (
            "abandoned", "aban calls", "abncalls", "abandoned calls", "calls abandoned", "callsabandoned", "lost", "lost calls", "放弃量",
            "呼损", "呼损量", "放弃数",
        ),
        "aht_seconds": (
            "aht_seconds", "aht_s", "aht", "avg handle time", "average handle time", "avg handling time", "average handling time",
            "平均处理时长", "平均话务处理时间", "平均处理时间",
        ),
        "talk_average": (
            "averagetalktime", "average talk time", "avg talk time", "avg talk", "att", "talk_s", "平均通话时长", "平均通话时间",
        ),
        "hold_average": ("averageholdtime", "average hold time", "avg hold time", "hold_s", "平均保持时长"),
        "wrap_average": (
            "averageworktime", "average work time", "avg acw", "average acw time", "avg acw time", "acw", "acw_s",
            "平均话后时长", "平均话后处理时长", "平均整理时长",
        ),
        "talk_total": ("acdtime", "talk time", "total talk time", "i_acdtime", "通话总时长", "总通话时长", "通话时长"),
        "hold_total": ("holdtime", "hold time", "total hold time", "保持总时长", "保持时长"),
        "wrap_total": ("acwtime", "acw time", "total acw time", "i_acwtime", "话后总时长", "总话后时长", "话后处理时长", "整理总时长"),
    }
)  # fmt: skip
"""Role -> headings, most usual first. ``average`` columns are seconds a contact, ``total`` columns seconds of all contacts answered."""

PARTS_AVERAGE = ("talk_average", "hold_average", "wrap_average")
PARTS_TOTAL = ("talk_total", "hold_total", "wrap_total")

_NOISE = re.compile(r"[\s_\-.()（）\[\]*:：/]+")


def key(heading: str) -> str:
    """A heading without capitals, blanks and punctuation; a unit in brackets (秒, s) does not matter."""
    plain = re.sub(r"[（(\[](?:秒|s|sec|seconds|secs|个|通|次)[)）\]]", "", fold(heading))
    return _NOISE.sub("", plain)


_ROLE = {key(alias): role for role, aliases in ALIASES.items() for alias in aliases}


def role_of(heading: str) -> str | None:
    """What a column holds, by its heading; ``None`` where we do not know."""
    return _ROLE.get(key(heading))
