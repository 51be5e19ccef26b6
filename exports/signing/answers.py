"""The answers of a verification: separate questions, each in words, and one bottom line (style 17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Question = Literal["intact", "whose", "complete", "figures"]
QUESTIONS: tuple[Question, ...] = ("intact", "whose", "complete", "figures")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, a sentence in Vietnamese and in English."""

    ok: bool
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Verification:
    """questions: `intact` are the signed bytes unchanged; `whose` are the signers who they should be; `complete` are all
    signatures there and nothing after them; `figures` do pages and attached figures agree.  vi, en: the bottom line.
    """

    ok: bool
    questions: Mapping[Question, Answer]
    vi: str
    en: str


NOT_REACHED = Answer(False, "Chưa xét được.", "Could not be looked at.")
UNREADABLE = Answer(False, "Không đọc được tệp như một báo cáo PDF.", "The file cannot be read as a PDF report.")
NOT_SIGNED = Answer(False, "Tệp chưa có chữ ký số.", "The file is not signed.")


def conclude(questions: Mapping[Question, Answer]) -> Verification:
    """Return all answers with a bottom line: good only if every answer is."""
    answers = {question: questions.get(question, NOT_REACHED) for question in QUESTIONS}
    failed = [answer for answer in answers.values() if not answer.ok and answer is not NOT_REACHED]
    if not failed:
        whose = answers["whose"]
        return Verification(True, answers, f"Báo cáo hợp lệ. {whose.vi}", f"The report is in order. {whose.en}")
    vi, en = " ".join(answer.vi for answer in failed), " ".join(answer.en for answer in failed)
    return Verification(False, answers, f"KHÔNG CHẤP NHẬN. {vi}", f"NOT ACCEPTED. {en}")
