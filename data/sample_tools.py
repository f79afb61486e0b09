"""What the makers of the sample plans share: writing tables, drawing names, drawing a contact history."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华慧建文玲丹红辉鹏飞婷雪宇浩欣怡晨思雨佳琪子涵梓萱"


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one CSV file in UTF-8 with the header given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def names(rng: np.random.Generator, count: int) -> list[str]:
    """Different Chinese names, two or three characters each."""
    out: list[str] = []
    while len(out) < count:
        name = SURNAMES[rng.integers(len(SURNAMES))] + "".join(GIVEN[k] for k in rng.integers(len(GIVEN), size=rng.integers(1, 3)))
        if name not in out:
            out.append(name)
    return out


def bump(hours: np.ndarray, centre: float, width: float) -> np.ndarray:
    """A bell over the hours of a day."""
    return np.exp(-(((hours - centre) / width) ** 2))


def draw_history(
    rng: np.random.Generator,
    first_day: dt.date,
    days: int,
    interval_minutes: int,
    queues: dict[str, tuple[Callable[[np.ndarray], np.ndarray], float, float]],
    day_factor: Callable[[dt.date, str], float],
    outage: tuple[dt.datetime, dt.datetime] | None = None,
) -> list[list[object]]:
    """Rows of history.csv.

    ``queues`` maps a name to (contacts per hour at each hour of the day, mean AHT in seconds, patience in seconds). Each day has a
    common random factor (cv 4 %) and each queue one of its own (cv 3 %); counts are Poisson. Slots inside ``outage`` are left out:
    the recorder was down, which is not the same as zero. About one contact in twenty-five hangs up.
    """
    per_day = 1440 // interval_minutes
    hours = (np.arange(per_day) + 0.5) * interval_minutes / 60
    rows: list[list[object]] = []
    for k in range(days):
        day = first_day + dt.timedelta(days=k)
        common = rng.gamma(1 / 0.04**2, 0.04**2)
        for name, (rate, aht, patience) in queues.items():
            own = rng.gamma(1 / 0.03**2, 0.03**2)
            mean = rate(hours) * interval_minutes / 60 * common * own * day_factor(day, name)
            counts = rng.poisson(mean)
            level = aht * rng.normal(1, 0.02)
            for slot, offered in enumerate(counts):
                start = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=slot * interval_minutes)
                if outage and outage[0] <= start < outage[1]:
                    continue
                abandoned = int(rng.binomial(offered, min(0.3, 6.0 / patience)))
                answered = int(offered) - abandoned
                seconds = round(float(rng.gamma(answered * 1.4, level / 1.4) / answered), 1) if answered else ""
                rows.append([start.isoformat(timespec="minutes"), name, int(offered), seconds, answered, abandoned])
    rows.sort(key=lambda row: (str(row[0]), list(queues).index(str(row[1]))))
    return rows


HISTORY_HEADER = ("interval_start", "queue", "offered", "aht_seconds", "answered", "abandoned")
SHIFT_HEADER = (
    "shift",
    "start_from",
    "start_to",
    "step_minutes",
    "length_minutes",
    "unpaid_meal_minutes",
    "meal_after_minutes",
    "meal_before_minutes",
    "paid_breaks",
    "paid_break_minutes",
    "allowance",
    "sites",
    "volunteers_only",
    "rest_days_after",
)
