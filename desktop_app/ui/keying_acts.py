"""What a person asks of the slip being keyed beyond single answers: save it, void it, open the last one again, give it up.

What has to be asked is asked by digit in a panel over the sheet. This module must not decide whether a reason is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from desktop_app.ui.keying_ask import Question
from desktop_app.ui.keying_look import problem_line
from desktop_app.words import say
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.slip import VOID
from desktop_app.workflows.soft_checks import CORRECTION_REASONS, VOID_REASONS, NeedsReasons, quick_reasons
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.ui.keying_page import KeyingPage


def save(page: KeyingPage, why: str = "", reasons: Mapping[str, str] | None = None) -> None:
    """Save the slip and open the next; a reason that is missing is asked for, what is refused is shown at its item."""
    entry = page.entry
    if entry is None:
        return
    page.close_panels()
    if entry.is_correction and not why:
        _ask_correction(page, entry)
        return
    try:
        entry.save(why, reasons)
    except NeedsReasons as needed:
        _ask_reason(page, needed, why, reasons or {})
        return
    except Refused:
        page.app.status(say("Chưa lưu: có chỗ cần sửa", "Not saved: something to put right"), "error")
        page.tones.alarm()
        page.refresh()
        if entry.problems_at("serial") or entry.problems_at("day"):
            page.open_header()
        return
    page.app.saved()
    page.refresh()


def ask_disposition(page: KeyingPage) -> None:
    """Ask whether the slip is void, came back blank, or is keyed as it is."""
    entry = page.entry
    if entry is None:
        return
    page.close_panels()
    kinds = [
        say("Hủy phiếu (hỏng, trùng số, gạch bỏ…)", "Void slip (spoilt, doubled number, crossed out…)"),
        say("Phiếu trống (thu về, không ghi gì)", "Returned blank"),
        say("Nhập bình thường", "Key it as usual"),
    ]
    acts = (lambda: _ask_void(page), lambda: _dispose(page, entry, "blank"), lambda: _dispose(page, entry, ""))
    text = say("Phiếu hủy và phiếu trống không có câu trả lời.", "Void and blank slips have no answers.")
    page.ask.ask(Question(say("Loại phiếu", "What the slip is"), text, kinds, "", lambda place: acts[int(place)]()))


def reopen(page: KeyingPage) -> None:
    """Open the slip saved last for correction."""
    if page.entry is None:
        return
    page.close_panels()
    try:
        page.entry.reopen()
    except Refused as refused:
        page.app.status(say(refused.problems[0].vi, refused.problems[0].en), "warn")
        return
    page.app.status(say("Đang sửa phiếu đã lưu", "Correcting a saved slip"), "warn")
    page.refresh()


def give_up(page: KeyingPage, entry: EntrySession) -> None:
    """Drop what is keyed of the slip, if the person agrees."""
    title = say("Bỏ phiếu đang nhập", "Drop the slip")
    question = say("Bỏ những câu đã nhập của phiếu này?", "Drop what is keyed of this slip?")
    if entry.is_correction:
        question = say("Bỏ việc sửa? Bản đã lưu còn nguyên.", "Give up the correction? The saved slip stays as it is.")
    if page.app.dialogs.ask_yes_no(title, question, say("Bỏ", "Drop"), say("Nhập tiếp", "Go on")):
        entry.drop()
        page.refresh()


def _ask_correction(page: KeyingPage, entry: EntrySession) -> None:
    if entry.slip.disposition == VOID:
        save(page, entry.slip.void_why)
        return
    choices = _words(CORRECTION_REASONS)
    text = say("Bản cũ được giữ lại; lý do ghi vào lịch sử.", "The old revision is kept; the reason goes into the history.")
    question = Question(say("Vì sao sửa phiếu đã lưu?", "Why is the saved slip corrected?"), text, choices,
                        say("Lý do sửa", "Reason"), lambda answer: save(page, _said(choices, answer)))  # fmt: skip
    page.ask.ask(question)


def _ask_reason(page: KeyingPage, needed: NeedsReasons, why: str, reasons: Mapping[str, str]) -> None:
    problem = needed.problems[0]
    choices = quick_reasons(problem.code)
    page.tones.alarm()
    page.ask.ask(
        Question(
            say("Chưa lưu: cần lý do", "Not saved: a reason is needed"),
            problem_line(problem),
            choices,
            say("Lý do giữ nguyên", "Why it stays"),
            lambda answer: save(page, why, {**reasons, problem.code: _said(choices, answer)}),
        )
    )


def _ask_void(page: KeyingPage) -> None:
    entry, choices = page.entry, _words(VOID_REASONS)
    if entry is None:
        return
    title, text = (
        say("Vì sao hủy phiếu?", "Why is the slip void?"),
        say("Lý do được lưu cùng phiếu.", "It is kept with the slip."),
    )
    question = Question(
        title, text, choices, say("Lý do hủy", "Reason"), lambda answer: _dispose(page, entry, "void", _said(choices, answer))
    )
    page.ask.ask(question)


def _dispose(page: KeyingPage, entry: EntrySession, disposition: Literal["", "void", "blank"], why: str = "") -> None:
    entry.set_disposition(disposition, why)
    page.close_panels()
    page.refresh()


def _words(reasons: Sequence[tuple[str, str]]) -> list[str]:
    return [say(vi, en) for vi, en in reasons]


def _said(choices: Sequence[str], answer: int | str) -> str:
    return choices[answer] if isinstance(answer, int) else answer
