"""``shifts.csv``: the catalogue of shifts."""

from __future__ import annotations

from staffing.domain.shift import Shift
from staffing.io.cells import CellError, parse_wish
from staffing.io.context import Context
from staffing.io.pauses import place_pauses
from staffing.io.rows import Row, check_columns, read_rows
from staffing.io.tables import Table

REQUIRED = ("shift", "start_from", "start_to", "step_minutes", "length_minutes", "unpaid_meal_minutes")
OPTIONAL = (
    "sites", "meal_after_minutes", "meal_before_minutes", "paid_breaks", "paid_break_minutes", "allowance", "volunteers_only",
    "rest_days_after", "tags",
)  # fmt: skip
_ON_GRID = ("start_from", "start_to", "step_minutes", "length_minutes", "unpaid_meal_minutes", "paid_break_minutes")
_DAY = 1440
_PAUSES = (
    "a meal and breaks that can be placed: the meal inside its window; break i of n in the i-th of n equal parts of the shift, "
    "60 minutes from its ends and 30 from the meal and the other breaks"
)


def read_shifts(table: Table, context: Context) -> tuple[Shift, ...]:
    """The shifts that are valid; their names, also of the others, go to ``context.shifts``."""
    check_columns(table, REQUIRED, OPTIONAL)
    seen: dict[str, int] = {}
    shifts = []
    for row in read_rows(table, context.problems):
        name = _name(row, seen)
        shift = _shift(row, name, context)
        if name and name not in seen:
            seen[name] = row.line
        if shift is not None:
            shifts.append(shift)
    context.shifts.names = dict.fromkeys(seen)
    context.shift_by_name = {shift.name: shift for shift in shifts}
    return tuple(shifts)


def _name(row: Row, seen: dict[str, int]) -> str:
    name = row.text("shift")
    if not name:
        return name
    if name in seen:
        row.wrong("shift", f"a name of its own (row {seen[name]} has it already)", "duplicate")
    elif ";" in name or "；" in name:
        row.wrong("shift", "a name without ';', which separates names in a cell", "reserved-name")
    elif _is_wish(name):
        row.wrong("shift", "a name that is neither 'off' nor a clock window, which mean something else in requests.csv", "reserved-name")
    return name


def _is_wish(name: str) -> bool:
    try:
        wish, window = parse_wish(name)
    except CellError:
        return True
    return window is not None or wish == "off"


def _shift(row: Row, name: str, context: Context) -> Shift | None:
    low, high = row.clock("start_from"), row.clock("start_to")
    if row.good("start_from", "start_to") and low > high:
        row.wrong("start_to", "a time not before start_from (starts on both sides of midnight are two rows)", "out-of-range")
    step = row.whole("step_minutes", 0, _DAY, blank=0) or context.grid.step_minutes
    length = row.whole("length_minutes", 1, _DAY)
    meal = row.whole("unpaid_meal_minutes", 0, _DAY, blank=0)
    if row.good("length_minutes", "unpaid_meal_minutes") and meal >= length:
        row.wrong("unpaid_meal_minutes", f"fewer minutes than length_minutes ({length})", "out-of-range")
    after, before = row.maybe_whole("meal_after_minutes", 0, _DAY), row.maybe_whole("meal_before_minutes", 0, _DAY)
    if row.good("meal_after_minutes", "meal_before_minutes") and after is not None and before is not None and before < after:
        row.wrong("meal_before_minutes", f"not less than meal_after_minutes ({after})", "out-of-range")
    breaks, pause = row.whole("paid_breaks", 0, 24, blank=0), row.whole("paid_break_minutes", 0, _DAY, blank=0)
    if row.good("paid_breaks", "paid_break_minutes") and breaks and not pause:
        row.wrong("paid_break_minutes", f"the length of the {breaks} paid breaks, above 0", "missing-value")
    allowance, volunteers = row.number("allowance", 0, 1e6, blank=0.0), row.yes("volunteers_only")
    rest = row.whole("rest_days_after", 0, 60, blank=0)
    if context.grid_known:
        _check_grid(row, context.grid.step_minutes)
    if not row.ok:
        return None
    shift = Shift(
        name, low, high, step, length, meal, after if meal else None, before if meal else None, breaks, pause if breaks else 0,
        allowance, row.items("sites"), volunteers, rest, row.items("tags"),
    )  # fmt: skip
    if context.grid_known and place_pauses(shift, context.grid.step_minutes) is None:
        column = "unpaid_meal_minutes" if _meal_has_no_place(shift, context.grid.step_minutes) else "paid_breaks"
        row.wrong(column, _PAUSES, "no-room-for-pauses")
        return None
    return shift


def _meal_has_no_place(shift: Shift, step_minutes: int) -> bool:
    """Whether already the meal alone cannot be placed."""
    low, high = shift.meal_window
    return bool(shift.unpaid_meal_minutes) and -(-low // step_minutes) * step_minutes > high


def _check_grid(row: Row, step: int) -> None:
    """Activities change on the grid only, so every time of a shift is a multiple of it."""
    for column in _ON_GRID:
        text = row.raw(column)
        if not text or not row.good(column):
            continue
        minutes = row.clock(column) if column.startswith("start") else row.whole(column)
        if minutes % step:
            row.wrong(column, f"a multiple of the grid of {step} minutes", "off-grid")
