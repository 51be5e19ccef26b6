"""What the keying page shows, worked out without a window: lines of text, rows, messages. Asked after every key.

It must not draw and must not change the slip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from desktop_app.words import say
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.slip import ANSWERS, MISSING_KEYS, RESPONDENT, Row
from forms.dates import format_date
from forms.numbers import format_integer

HEADING_SHARE = 82  # a group's heading takes this much of a row's height, in per cent
SAVE_KEYS = ("Return", "KP_Enter")
MOVES = {"Up": -1, "KP_Up": -1, "Left": -1, "KP_Left": -1, "Down": 1, "KP_Down": 1, "Right": 1, "KP_Right": 1}
JUMPS = {"Home": 0, "KP_Home": 0, "End": 10_000, "KP_End": 10_000}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a row or heading stands: top and height in pixels. row: place on the page, -1 for a heading with its text."""

    top: int
    height: int
    row: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """The line under the sheet. kind: `error`, `good`, `plain`."""

    text: str
    kind: str = "plain"


def lay_out(rows: Sequence[Row], height: int, tallest: int) -> list[Slot]:
    """Return the slots of rows and group headings that share `height` pixels, no row above `tallest`."""
    parts: list[tuple[int, int, str]] = []
    section = ""
    for place, row in enumerate(rows):
        if row.section[0] != section:
            section = row.section[0]
            parts.append((HEADING_SHARE, -1, ". ".join(part for part in row.section[1:] if part)))
        parts.append((100, place, ""))
    whole = max(sum(share for share, _, _ in parts), 1)
    height = min(height, tallest * whole // 100)
    edges = list(accumulate((share for share, _, _ in parts), initial=0))
    tops = [edge * height // whole for edge in edges]
    return [Slot(top, end - top, row, text) for top, end, (_, row, text) in zip(tops, tops[1:], parts, strict=False)]


def cut_middle(text: str, measure: Callable[[str], int], width: int) -> str:
    """Return the text, its middle cut out where it is too wide: what is wrong and what to do both stay."""
    if measure(text) <= width:
        return text
    for kept in range(len(text) - 1, 4, -1):
        shorter = text[: kept - kept // 3].rstrip() + "…" + text[len(text) - kept // 3 :].lstrip()
        if measure(shorter) <= width:
            return shorter
    return "…"


def missing_label(value: object) -> str:
    """Return the short word of a missing kind, a dash for none."""
    words = {"blank": say("0 Trống", "0 Blank"), "double": say("* Kép", "* Double"), "illegible": say("/ Mờ", "/ Illegible")}
    return words.get(str(value), "–") if value in MISSING_KEYS.values() else "–"


def title(entry: EntrySession) -> str:
    """Return the page's title with the slip's serial."""
    serial = format_integer(entry.slip.serial)
    if entry.is_correction:
        return say(f"Sửa phiếu số {serial} (bản {entry.slip.rev})", f"Correct slip {serial} (revision {entry.slip.rev})")
    if not entry.slip.serial:
        return say("Đợt đã nhập đủ", "Batch complete")
    return say(f"Nhập phiếu số {serial}", f"Key slip {serial}")


def header(entry: EntrySession) -> str:
    """Return the line under the title: batch, day of the slip, how many of the batch are keyed."""
    batch = entry.batch
    keyed, returned = format_integer(entry.keyed), format_integer(int(batch["returned"]))
    day = format_date(date.fromisoformat(entry.slip.day))
    parts = [
        say(f"Đợt {batch['batch']}", f"Batch {batch['batch']}"),
        str(batch.get("name", "")),
        say(f"ngày {day}", f"day {day}"),
        say(f"đã nhập {keyed}/{returned} phiếu", f"{keyed}/{returned} slips keyed"),
    ]
    return " · ".join(part for part in parts if part)


def speed(entry: EntrySession) -> str:
    """Return the speed line: items answered, slips an hour without pauses, corrections."""
    total = sum(row.place == ANSWERS for row in entry.rows)
    parts = [say(f"{entry.answered}/{total} câu", f"{entry.answered}/{total} items")]
    rate = entry.pace.slips_per_hour
    if rate is not None:
        parts.append(say(f"{format_integer(rate)} phiếu/giờ", f"{format_integer(rate)} slips/hour"))
    parts.append(say(f"{entry.pace.corrections} lần sửa", f"{entry.pace.corrections} corrections"))
    return " · ".join(parts)


def message(entry: EntrySession) -> Message:
    """Return the line under the sheet: the problem at the caret, else any other, else what the next key does."""
    rows = entry.page_rows
    here = entry.problems_at(rows[entry.cursor].where) if entry.cursor < len(rows) else []
    for problem in (here or entry.problems)[:1]:
        more = len(entry.problems) - 1
        tail = say(f"  (và {more} chỗ khác)", f"  (and {more} more)") if more else ""
        return Message(f"{problem.code} · {say(problem.vi, problem.en)}{tail}", "error")
    if entry.page == RESPONDENT:
        return Message(
            say(
                "Bấm số của mục đúng, 0 nếu bỏ trống; F8 về các tiêu chí.",
                "Press the number that fits, 0 if blank; F8 goes back.",
            )
        )
    if entry.is_complete:
        return Message(say("Đủ câu: Enter lưu và mở phiếu kế tiếp.", "Complete: Enter saves and opens the next slip."), "good")
    if entry.cursor < len(rows):
        return Message(f"{rows[entry.cursor].number}. {rows[entry.cursor].label}")
    return Message(say("Còn câu chưa trả lời.", "Some items have no answer yet."))


def problem_text(entry: EntrySession, row: Row) -> str:
    """Return what stands beside a refused item: code, what is wrong and what to do; empty where nothing is wrong."""
    return next((f"{problem.code} · {say(problem.vi, problem.en)}" for problem in entry.problems_at(row.where)), "")


def hints() -> list[tuple[str, str]]:
    """Return the keys under the sheet with what they do."""
    return [
        ("1–5", say("chọn mức", "answer")),
        ("0  *  /", say("trống, kép, mờ", "blank, double, illegible")),
        ("-", say("câu trước", "back")),
        ("F7", say("ý kiến", "remark")),
        ("F8", say("người trả lời", "respondent")),
        ("F11", say("số phiếu", "serial")),
        ("F12", say("sửa phiếu vừa lưu", "last slip")),
        ("Enter", say("lưu, phiếu kế", "save, next")),
    ]
