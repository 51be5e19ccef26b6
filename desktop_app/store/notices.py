"""What a person is told after an office was opened, in Vietnamese and English.

This module must not decide when.
"""

from __future__ import annotations

from datetime import datetime

from desktop_app.store.errors import Damaged
from desktop_app.store.values import Notice
from desktop_app.store.witness import Head


def tail_notice(place: str, kept: str) -> Notice:
    """Return the notice of a torn tail; `kept`: the file its bytes were set aside in, empty if nothing was mended."""
    where = f" ({kept})" if kept else ""
    return Notice(
        "TAIL-CUT",
        f"Lần lưu cuối bị ngắt giữa chừng ({place}); phần dở dang chưa được xác nhận đã được tách riêng{where}.",
        f"The last save was cut off ({place}); the unfinished part, never acknowledged, was set aside{where}.",
    )


def witness_notice(head: Head) -> Notice:
    """Return the notice of a witness made anew."""
    return Notice(
        "WITNESS-MISSING",
        f"Tệp chứng “head” bị mất hoặc hỏng, đã làm lại ở dòng {head.n}. Nhật ký tự nó toàn vẹn; dòng cuối không còn bằng chứng "
        "riêng.",
        f"The witness file “head” was missing or damaged and was made anew at line {head.n}. The journal itself is whole; "
        "nothing else proves its last line.",
    )


def clock_notice(last: datetime, now: datetime) -> Notice:
    """Return the notice of a clock that is behind the last line."""
    return Notice(
        "CLOCK-BACK",
        f"Đồng hồ máy ({now:%d/%m/%Y %H:%M}) chậm hơn dòng cuối của sổ ({last:%d/%m/%Y %H:%M}). Vẫn lưu được, thứ tự không đổi; "
        "hãy chỉnh lại đồng hồ.",
        f"This computer's clock ({now:%d/%m/%Y %H:%M}) is behind the last line of the office ({last:%d/%m/%Y %H:%M}). "
        "Saving goes on and the order stays; set the clock right.",
    )


def damage_notice(damage: Damaged) -> Notice:
    """Return the notice of damage before which a read-only opening stopped."""
    return Notice("DAMAGE", f"{damage.vi} Chỉ xem được đến chỗ hỏng.", f"{damage.en} Shown up to the damage only.")


def upgrade_notice(was: int, now: int) -> Notice:
    """Return the notice of an office brought to today's format."""
    return Notice(
        "UPGRADED",
        f"Sổ đã được chuyển từ định dạng {was} sang {now}; nhật ký giữ nguyên. Bản chương trình cũ không mở được nữa.",
        f"The office was brought from format {was} to {now}; its journal is unchanged. Older programs no longer open it.",
    )
