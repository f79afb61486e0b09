"""Exports as telephone systems write them, small and made up."""

from __future__ import annotations

from pathlib import Path

from staffing.io.acd import AcdExport, AcdMapping, read_export
from staffing.io.roster_import import read_sheets

QUEUES = ("general", "billing")

ENGLISH = """Date,Interval,Queue Name,Calls Offered,Handled,Aban Calls,Avg Handle Time
2026-11-29,08:00,general,"1,020",1000,20,187.5
2026-11-29,08:30,General,90,88,1,0:03:07
2026-11-29,24:00,billing,0,,,
"""

BARS = """Historical report
Date|Time|CT|Contacts|Contacts Handled|AHT
11292026|08:00|general|10|9|3:07
11292026|08:30|general|12|12|200
Total||||21|
"""

AVAYA = """row_date;starttime;split;callsoffered;acdcalls;abncalls;acdtime;acwtime;holdtime
11/29/2026;0800;general;10;8;1;1600;160;40
11/29/2026;0830;general;0;0;0;0;0;0
"""

ALIYUN = """StartTime,SkillGroupName,CallsOffered,CallsHandled,CallsAbandonedInQueue,AverageTalkTime,AverageWorkTime
2026-11-29 08:00:00,general,10,9,1,180,20
"""

CHINESE = """话务日报
日期,时段,技能组,呼入量,接通量,放弃量,平均处理时长(秒)
2026年11月29日,08:00-08:30,一般,10,9,1,200
2026年11月29日,08:30-09:00,一般,12,11,1,0:03:20
合计,,,22,20,2,
"""


def read(folder: Path, text: str, mapping: AcdMapping | None = None, encoding: str = "utf-8", name: str = "export.csv") -> AcdExport:
    """The export as read."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_export(read_sheets(path), mapping or AcdMapping(), QUEUES)
