"""What a verifier asks of a slip beyond single answers: save it, say what kind of slip it is, its day, give it up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from desktop_app.ui.keying_ask import Question
from desktop_app.words import say
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.ui.verify_page import VerifyPage

KINDS: tuple[Literal["void", "blank", ""], ...] = ("void", "blank", "")


def save(page: VerifyPage, entry: VerifySession) -> None:
    """Save the second keying and open the next slip; what is refused is said, the caret on its item."""
    try:
        entry.save()
    except Refused as refused:
        page.sound()
        page.app.status(say(refused.problems[0].vi, refused.problems[0].en), "error")
        return
    page.app.saved()


def ask_disposition(page: VerifyPage) -> None:
    """Ask whether the paper is void, came back blank, or has answers. Why it is void is not asked twice."""
    if page.entry is None or not page.entry.has_slip:
        return
    page.close_panels()
    kinds = [
        say("Phiếu hủy (hỏng, trùng số, gạch bỏ…)", "Void slip (spoilt, doubled number, crossed out…)"),
        say("Phiếu trống", "Returned blank"),
        say("Phiếu có trả lời", "A slip with answers"),
    ]
    text = say("Xem phiếu giấy rồi chọn.", "Look at the paper, then choose.")
    page.ask.ask(Question(say("Loại phiếu", "What the slip is"), text, kinds, "", lambda place: _dispose(page, int(place))))


def _dispose(page: VerifyPage, place: int) -> None:
    if page.entry is not None:
        page.entry.set_disposition(KINDS[place])
        page.close_panels()
        page.answered(page.entry.cursor)
        page.refresh()


def take_header(page: VerifyPage, serial: int, day: date) -> None:
    """Take the day the paper bears; the slip's number stays."""
    if page.entry is None:
        return
    try:
        page.entry.set_header(serial, day)
    except Refused as refused:
        page.header.serial.show_problem(say(refused.problems[0].vi, refused.problems[0].en))
        return
    page.close_panels()
    page.refresh()
    page.keep_draft()


def give_up(page: VerifyPage, entry: VerifySession) -> None:
    """Drop what is keyed of the slip, if the person agrees."""
    title = say("Bỏ phiếu đang kiểm tra", "Drop the slip")
    question = say(
        "Bỏ những câu vừa gõ của phiếu này? Bản đã nhập còn nguyên.", "Drop what you keyed of this slip? The first keying stays."
    )
    if page.app.dialogs.ask_yes_no(title, question, say("Bỏ", "Drop"), say("Kiểm tra tiếp", "Go on")):
        entry.drop()
        page.refresh()
