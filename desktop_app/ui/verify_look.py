"""What the page of the second keying says, worked out without a window: title, header, the strip over the sheet.

No value of the first keying is here, nor could be: `VerifySession` hands none out. It must not draw and must not change the slip.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.ui.keying_look import StripLook, strip_look
from desktop_app.ui.ledger_view import mode_label
from desktop_app.words import say
from desktop_app.workflows.second_look import Alarm
from desktop_app.workflows.slip import ANSWERS
from desktop_app.workflows.verifying import VerifySession
from forms.dates import format_date
from forms.numbers import format_integer


def title(entry: VerifySession) -> str:
    """Return the page's title with the slip's serial."""
    if not entry.has_slip:
        return say("Hết phiếu để kiểm tra", "No slip left to verify")
    serial = format_integer(entry.slip.serial)
    return say(f"Kiểm tra phiếu số {serial}", f"Verify slip {serial}")


def header(entry: VerifySession) -> str:
    """Return the line under the title: batch, way to verify, day of the slip, how many are left."""
    left = format_integer(len(entry.queue))
    parts = [say(f"Đợt {entry.batch['batch']}", f"Batch {entry.batch['batch']}"), mode_label(entry.mode)]
    if entry.has_slip:
        day = format_date(date.fromisoformat(entry.slip.day))
        parts += [say(f"ngày {day}", f"day {day}"), say(f"còn {left} phiếu", f"{left} slips left")]
    return " · ".join(parts)


def progress(entry: VerifySession) -> str:
    """Return the line on the right: items keyed of this slip, slips done in this sitting."""
    total = sum(row.place == ANSWERS for row in entry.rows)
    done = format_integer(entry.pace.slips)
    return " · ".join([
        say(f"{entry.answered}/{total} câu", f"{entry.answered}/{total} items"),
        say(f"đã kiểm tra {done} phiếu", f"{done} slips verified"),
    ])  # fmt: skip


def verify_strip(entry: VerifySession) -> StripLook:
    """Return what the strip says now; a difference fills it."""
    if not entry.has_slip:
        return StripLook("done", _own_line(entry), say("Hết phiếu. Enter về danh sách đợt.", "Nothing left. Enter goes back."))
    alarm, look = entry.alarm, strip_look(entry)
    if isinstance(alarm, Alarm):
        return _alarm(alarm, look)
    if look.kind == "done":
        caption = say("Enter lưu và mở phiếu kế tiếp. F8: người trả lời.", "Enter saves and opens the next. F8: respondent.")
        return replace(look, caption=caption)
    return replace(look, kind="correction") if look.kind == "item" else look


def _alarm(alarm: Alarm, look: StripLook) -> StripLook:
    """A difference: what to do stands large, the question small above it."""
    if alarm.row is None:
        return StripLook("alarm", say("Loại phiếu khác lần nhập trước", "The kind of slip differs"), alarm.text)
    text = say("Khác lần nhập trước. Nhìn lại phiếu giấy, gõ lại.", "It differs. Look at the paper, type it again.")
    return replace(look, kind="alarm", caption=alarm.row.label, number=str(alarm.row.number), text=text, echo=None)


def _own_line(entry: VerifySession) -> str:
    if not entry.own:
        return say("Mọi phiếu của đợt đã được nhập lần hai.", "Every slip was keyed a second time.")
    own = format_integer(entry.own)
    return say(
        f"{own} phiếu còn lại do bạn nhập: người khác kiểm tra.", f"You keyed the {own} slips left: somebody else verifies them."
    )


def hints() -> list[tuple[str, str]]:
    """Return the keys under the sheet with what they do."""
    return [
        ("1–5", say("mức", "answer")),
        ("0  *  /", say("trống, kép, mờ", "blank, double, illegible")),
        ("-", say("câu trước", "back")),
        ("F8", say("người trả lời", "respondent")),
        ("⇧F8", say("hủy, trống", "void, blank")),
        ("F11", say("ngày", "day")),
        ("⇧F3", say("để sau", "later")),
        ("Pause", say("nghỉ", "pause")),
        ("Enter", say("lưu", "save")),
    ]
