"""What the page of the third person shows of a difference, worked out without a window. Nothing tells whose a value is."""

from __future__ import annotations

from desktop_app.ui.settle_board import Tile
from desktop_app.ui.settle_desk import SettleDesk
from desktop_app.words import say
from desktop_app.workflows.adjudication import Case


def section_line(case: Case) -> str:
    """Return where on the slip the difference is."""
    if case.row is None:
        return say("Cả phiếu", "The whole slip")
    part = ". ".join(part for part in case.row.section[1:] if part)
    return f"{say(f'Câu {case.row.number}', f'Item {case.row.number}')} · {part}"


def tiles(desk: SettleDesk, case: Case) -> list[Tile]:
    """Return the two values, in their order that tells nothing, and what the paper says."""
    caption = say("Một lần nhập ghi", "One keying says"), say("Lần kia ghi", "The other says")
    shown = [
        Tile(caption[i], desk.key_of(value), case.show(value), desk.level_of(value), chosen=desk.value == value)
        for i, value in enumerate(case.values)
    ]
    paper = say("PHIẾU GIẤY GHI", "THE PAPER SAYS")
    if desk.value is None:
        hint = say("Nhìn phiếu giấy, gõ giá trị", "Look at the paper, key the value")
        return [*shown, Tile(paper, "", hint, is_open=True)]
    return [*shown, Tile(paper, desk.key_of(desk.value), case.show(desk.value), desk.level_of(desk.value), chosen=True)]


def note_line(desk: SettleDesk, case: Case) -> str:
    """Return the line under the causes: the person's note, a suspicion, or how to go on."""
    if desk.why:
        return say(f"Ghi chú: {desk.why}", f"Note: {desk.why}")
    if case.shifted:
        return say("Nhiều câu liền nhau lệch một dòng: có thể người nhập bỏ sót một dòng.",
                   "Several rows in a run are off by one: a line may have been skipped.")  # fmt: skip
    if desk.is_day:
        return say("1 hoặc 2 chọn ngày đã ghi; F11 gõ ngày khác.", "1 or 2 takes a day shown; F11 types another.")
    return say("Phiếu giấy ghi khác cả hai thì gõ giá trị thứ ba.", "Where the paper says neither, key a third value.")
