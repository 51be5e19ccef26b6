"""What the keying page shows, worked out without a window: lines of text, where rows stand, problems. Asked after every key.

It must not draw and must not change the slip. What the strip over the sheet shows is `keying_look`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from desktop_app.words import say
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.slip import ANSWERS, MISSING_KEYS, Row
from desktop_app.workflows.slip_sheet import SlipSheet
from forms.dates import format_date
from forms.numbers import format_integer

HEADING_SHARE = 82  # a group's heading takes this much of a row's height, in per cent
GAP_SHARE = 28  # where rows would get too low, a group has no heading but this gap, and its number beside the first row
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


def lay_out(rows: Sequence[Row], height: int, tallest: int, lowest: int = 0) -> list[Slot]:
    """Return the slots of rows and group headings that share `height` pixels, no row above `tallest`.

    Where the headings would press rows below `lowest`, they become gaps without a text.
    """
    slots = _share(rows, height, tallest, HEADING_SHARE)
    if min((slot.height for slot in slots if slot.row >= 0), default=lowest) >= lowest:
        return slots
    return [replace(slot, text="") for slot in _share(rows, height, tallest, GAP_SHARE)]


def _share(rows: Sequence[Row], height: int, tallest: int, heading: int) -> list[Slot]:
    parts: list[tuple[int, int, str]] = []
    section = ""
    for place, row in enumerate(rows):
        if row.section[0] != section:
            section = row.section[0]
            parts.append((heading, -1, ". ".join(part for part in row.section[1:] if part)))
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
    if entry.mode == "training":
        return say(f"Tập nhập phiếu số {serial}", f"Training, slip {serial}")
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


def problem_text(entry: SlipSheet, row: Row) -> str:
    """Return what stands beside a refused item: code, what is wrong and what to do; empty where nothing is wrong."""
    return next((f"{problem.code} · {say(problem.vi, problem.en)}" for problem in entry.problems_at(row.where)), "")


def hints() -> list[tuple[str, str]]:
    """Return the keys under the sheet with what they do; those that answer stand in the strip."""
    return [
        ("-", say("câu trước", "back")),
        ("F7", say("ý kiến", "remark")),
        ("⇧F7", say("ghi chú", "note")),
        ("F8", say("người trả lời", "respondent")),
        ("⇧F8", say("hủy phiếu", "void, blank")),
        ("F11", say("số phiếu", "serial")),
        ("⇧F3", say("phiếu trước", "last slip")),
        ("Pause", say("nghỉ", "pause")),
        ("Enter", say("lưu", "save")),
    ]
