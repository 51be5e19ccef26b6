"""What the strip over the sheet and the band of progress say, worked out without a window; asked after every key.

The strip is for eyes that are on the paper: the row the next key answers, large, in a colour that tells the state from the corner
of the eye. It must not draw and must not change the slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop_app.ui.keying_view import missing_label
from desktop_app.words import say
from desktop_app.workflows.row_shift import list_groups
from desktop_app.workflows.slip import ANSWERS, MISSING_KEYS, RESPONDENT, VOID, Row, Value
from desktop_app.workflows.slip_sheet import SlipSheet
from forms.problems import Problem

Kind = Literal["item", "correction", "training", "end", "done", "alarm", "error", "void"]
"""What the strip's colour tells: an answer is awaited (of a new slip, a saved one, a training slip), a group's end, the save."""
State = Literal["open", "answered", "missing", "unsure"]
MOST_NAMED, MISSING_LEVEL, PLAIN_LEVEL = 8, 5, 3


@dataclass(frozen=True, slots=True)
class Box:
    """One answer offered. key: what it shows, large.  level: its colour, 0-4 for the answers 1-5, 5 for a missing one."""

    key: str
    label: str
    level: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """What the last key answered: the item's number, the key, its colour as in `Box`."""

    number: str
    key: str
    level: int


@dataclass(frozen=True, slots=True)
class StripLook:
    """kind: the colour.  caption: the small line above.  number: of the item, empty for none.  text: the large line.

    boxes: the answers offered, none where no answer is awaited.  echo: the last answer, None for none.
    """

    kind: Kind
    caption: str
    text: str
    number: str = ""
    boxes: tuple[Box, ...] = ()
    echo: Echo | None = None


def strip_look(entry: SlipSheet) -> StripLook:
    """Return what the strip says now."""
    if entry.slip.is_unanswered:
        return _unanswered(entry)
    if not entry.slip.serial:
        hint = say("Về danh sách đợt: Esc. Đổi số phiếu: F11.", "Back to the batches: Esc. Another serial: F11.")
        return StripLook("done", hint, say("Đợt đã nhập đủ phiếu", "Every slip of the batch is keyed"))
    if entry.alarm is None and not entry.problems:
        if entry.is_complete and entry.page == ANSWERS and entry.cursor >= len(entry.page_rows):
            return _done(entry)
        if entry.awaits_group_end:
            return _group_end(entry)
    return _item(entry)


def problem_line(problem: Problem, more: int = 0) -> str:
    """Return a problem as one line: code, what is wrong, what to do."""
    tail = say(f"  (và {more} chỗ khác)", f"  (and {more} more)") if more else ""
    return f"{problem.code} · {say(problem.vi, problem.en)}{tail}"


def band_states(entry: SlipSheet) -> list[list[State]]:
    """Return the state of each criterion, group by group."""
    rows = [row for row in entry.rows if row.place == ANSWERS]
    unsure = entry.row_check.unsure if entry.row_check is not None else set[int]()
    states = [_state(entry.slip.value(row), unsure=place in unsure) for place, row in enumerate(rows)]
    return [states[group.start : group.end] for group in list_groups(rows)]


def _state(value: Value | None, *, unsure: bool) -> State:
    if value is None:
        return "open"
    if unsure:
        return "unsure"
    return "missing" if value in MISSING_KEYS.values() else "answered"


def _unanswered(entry: SlipSheet) -> StripLook:
    caption = say("Enter lưu. Shift-F8 đổi lại.", "Enter saves. Shift-F8 changes it.")
    if entry.slip.disposition == VOID:
        why = entry.slip.void_why
        return StripLook("void", caption, say(f"Phiếu hủy: {why}", f"Void slip: {why}"))
    return StripLook("void", caption, say("Phiếu trống", "Returned blank"))


def _done(entry: SlipSheet) -> StripLook:
    total = len(entry.page_rows)
    caption = say("Enter lưu và mở phiếu kế tiếp. F8: người trả lời.", "Enter saves and opens the next slip. F8: respondent.")
    text = say(f"Đủ {total} câu", f"All {total} items")
    return StripLook("done", caption, text, echo=_echo(entry))


def _group_end(entry: SlipSheet) -> StripLook:
    assert entry.row_check is not None  # noqa: S101 - it awaits a group's end
    group = entry.row_check.pending
    text = say(f"Nhóm {group.name} trên phiếu đã hết?  Enter", f"Does group {group.name} end on the paper?  Enter")
    return StripLook("end", f"{group.number}. {group.label}", text, echo=_echo(entry))


def _item(entry: SlipSheet) -> StripLook:
    rows = entry.page_rows
    kind, caption = _caption(entry)
    if entry.cursor >= len(rows):
        return _behind(entry, kind, caption)
    row = rows[entry.cursor]
    value = None if _is_unsure(entry, entry.cursor) else entry.slip.value(row)
    return StripLook(kind, caption, row.label, str(row.number), _boxes(row, value), _echo(entry))


def _is_unsure(entry: SlipSheet, place: int) -> bool:
    """Whether a row is to be keyed again: what was keyed there is not held out to the keyer."""
    return entry.row_check is not None and entry.page == ANSWERS and place in entry.row_check.unsure


def _boxes(row: Row, value: Value | None) -> tuple[Box, ...]:
    chosen = row.key_of_value(value)
    boxes = [
        Box(str(place), say(choice.label_vi, choice.label_en), _level(row, str(place)), chosen == str(place))
        for place, choice in enumerate(row.item.choices, 1)
    ]
    if row.may_be_missing:
        is_missing = value in MISSING_KEYS.values()
        label = missing_label(value)[2:] if is_missing else say("trống kép mờ", "blank double illegible")
        boxes.append(Box(chosen if is_missing else "0 * /", label, MISSING_LEVEL, is_missing))
    return tuple(boxes)


def _level(row: Row, key: str) -> int:
    """Return the colour of an answer; a respondent's answers have no order and wear one."""
    if key in MISSING_KEYS:
        return MISSING_LEVEL
    return int(key) - 1 if row.may_be_missing else PLAIN_LEVEL


def _behind(entry: SlipSheet, kind: Kind, caption: str) -> StripLook:
    """The caret is behind the last row and something is missing."""
    if entry.page == RESPONDENT:
        text = say("Hết phần người trả lời", "The respondent's items end here")
        return StripLook(kind, say("Enter lưu. F8 về các tiêu chí.", "Enter saves. F8 goes back."), text, echo=_echo(entry))
    open_rows = [str(row.number) for row in entry.page_rows if entry.slip.value(row) is None]
    names = ", ".join(open_rows[:MOST_NAMED]) + ("…" if len(open_rows) > MOST_NAMED else "")
    return StripLook(kind, caption, say(f"Chưa trả lời: câu {names}", f"No answer yet: items {names}"), echo=_echo(entry))


def _caption(entry: SlipSheet) -> tuple[Kind, str]:
    if entry.alarm is not None:
        return "alarm", say(entry.alarm.vi, entry.alarm.en)
    rows = entry.page_rows
    here = entry.problems_at(rows[entry.cursor].where) if entry.cursor < len(rows) else []
    for problem in (here or entry.problems)[:1]:
        return "error", problem_line(problem, len(entry.problems) - 1)
    caption = _heading(entry, rows[min(entry.cursor, len(rows) - 1)])
    if entry.is_correction:
        return "correction", caption
    return ("training" if entry.mode == "training" else "item"), caption


def _heading(entry: SlipSheet, row: Row) -> str:
    if note := entry.slip.notes.get(row.item.id):
        return say(f"Ghi chú: {note}", f"Note: {note}")
    if entry.is_complete and entry.page == ANSWERS:
        return say("Đủ câu: Enter lưu và mở phiếu kế tiếp.", "Complete: Enter saves and opens the next slip.")
    if entry.page == RESPONDENT:
        return say("Người trả lời · 0 nếu bỏ trống · F8 về các tiêu chí", "Respondent · 0 if blank · F8 goes back")
    return ". ".join(part for part in row.section[1:] if part)


def _echo(entry: SlipSheet) -> Echo | None:
    if entry.last_answer is None:
        return None
    row, value = entry.last_answer.row, entry.last_answer.value
    key = row.key_of_value(value) or "0"
    return Echo(str(row.number), key, _level(row, key))
