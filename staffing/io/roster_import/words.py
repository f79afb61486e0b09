"""Words of headings and cells in the two languages. Compared by :func:`staffing.io.roster_import.fold.fold`."""

from __future__ import annotations

from collections.abc import Mapping

from staffing.io.roster_import.fold import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split(","))


HEADINGS: Mapping[str, frozenset[str]] = {
    "agent": _folded(
        "agent,agent id,agent no,employee,employee id,employee no,staff id,id,no,no.,"
        "工号,员工号,员工编号,员工工号,坐席,坐席号,坐席工号,人员编号,编号"
    ),
    "name": _folded("name,agent name,employee name,full name,姓名,员工姓名,坐席姓名,名字,人员"),
    "day": _folded("day,date,shift date,work date,日期,排班日期,班次日期,上班日期,工作日期"),
    "shift": _folded("shift,shift code,code,班次,班别,排班,班次代码,班次名称,班种"),
    "start": _folded("start,start time,from,begin,开始,开始时间,上班时间,上班,班次开始"),
    "end": _folded("end,end time,to,until,结束,结束时间,下班时间,下班,班次结束"),
    "paid_minutes": _folded("paid_minutes,paid minutes,计薪分钟"),
    "paid_hours": _folded("paid_hours,paid hours,hours,工时,计薪工时,付薪工时"),
}
"""What a column is, by its heading."""

OFF = _folded("off,rest,day off,x,-,--,—,－,/,休,休息,公休,轮休,周休,例休,双休,休班")
"""Codes that are proposed as a day off."""

LEAVE: Mapping[str, frozenset[str]] = {
    "annual": _folded("al,annual,annual leave,vacation,年假,年休,年休假,带薪年假"),
    "lieu": _folded("toil,lieu,time off in lieu,调休,补休,调"),
    "sick": _folded("sl,sick,sick leave,病,病假"),
    "personal": _folded("pl,personal,personal leave,unpaid,事,事假"),
    "maternity": _folded("ml,maternity,maternity leave,产假,产检,产检假,哺乳假"),
    "paternity": _folded("paternity,paternity leave,陪产假,护理假"),
    "marriage": _folded("marriage,marriage leave,婚假"),
    "leave": _folded("leave,休假,请假,假"),
    "bereavement": _folded("bereavement,丧假"),
}
"""Codes that are proposed as leave, by kind."""

SUMS = _folded("total,totals,sum,subtotal,remark,remarks,note,notes,heads,合计,总计,小计,备注,说明,人数,在岗人数,制表,审核")
"""First cells of rows that are not a person's."""

WEEKDAYS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "mon,monday,一,周一,星期一,礼拜一", "tue,tues,tuesday,二,周二,星期二,礼拜二", "wed,wednesday,三,周三,星期三,礼拜三",
            "thu,thur,thurs,thursday,四,周四,星期四,礼拜四", "fri,friday,五,周五,星期五,礼拜五", "sat,saturday,六,周六,星期六,礼拜六",
            "sun,sunday,日,天,周日,周天,星期日,星期天,礼拜日,礼拜天",
        )
    )
    for word in _folded(words)
}  # fmt: skip
"""Weekday (0 = Monday) by word."""

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {word: number for number, word in enumerate(_MONTH_NAMES, 1)}
"""Month by the first three letters of its name."""


def column_role(text: str) -> str | None:
    """What a heading names, or ``None``."""
    folded = fold(text)
    return next((role for role, words in HEADINGS.items() if folded in words), None)


def leave_kind(text: str) -> str | None:
    """The kind of leave a code is proposed to be, or ``None``."""
    folded = fold(text)
    return next((kind for kind, words in LEAVE.items() if folded in words), None)
