"""What a person wants to know of a bundle on a stick: separate questions, each answered by itself, and one bottom line.

intact: frame, signature and payload hash are right.  whose: signed by a key known here.  for_us: encrypted to this office.
complete: opened, and every line from the first to the last is there and right.  A question that cannot be asked because an
earlier answer is no has the answer None. This module must not decide what happens to the bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from exports.bundle.header import Header
from exports.bundle.outer import Outer, read_outer
from exports.bundle.read import Registry, Spool, clock_warnings, read_contents, require_recipient, require_sender, require_whole
from exports.bundle.refusals import BundleRefused


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: yes, no, or None where it cannot be told. `code`: of the refusal, empty for yes.  vi, en: one sentence."""

    ok: bool | None
    vi: str
    en: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """Answers by question, in order, and the bottom line. `header`: what the bundle says of itself if its outside is intact."""

    ok: bool
    questions: Mapping[str, Answer]
    vi: str
    en: str
    header: Header | None = None


def verify_bundle(
    file: BinaryIO,
    *,
    registry: Registry,
    identity: str = "",
    own_key: str = "",
    spool: Spool | None = None,
    now: datetime | None = None,
) -> Verification:
    """Return what can be told of the bundle in a seekable file; nothing is raised for what is in it, nothing is left behind.

    identity: this office's `AGE-SECRET-KEY-1…`, empty if it has none.  own_key: fingerprint of this office's own signing
    key: a bundle it made itself can be in order although only its receiver can open it.  spool: as for `open_bundle`.
    """
    try:
        outer = read_outer(file)
        require_whole(file, outer)
    except BundleRefused as refused:
        return _bottom({"intact": _no(refused)}, None, ours=False)
    header = outer.header
    ours = header.key == own_key != ""
    questions = {"intact": Answer(True, "Nguyên vẹn: chữ ký và mã băm khớp.", "Intact: signature and hash match.")}
    questions["whose"] = _whose(header, registry)
    questions["for_us"] = _for_us(header, identity, ours=ours)
    questions["complete"] = _complete(file, outer, identity, questions, spool)
    questions["clock"] = _clock(header, now)
    return _bottom(questions, header, ours=ours)


def _no(refused: BundleRefused) -> Answer:
    return Answer(False, refused.vi, refused.en, refused.code)


def _whose(header: Header, registry: Registry) -> Answer:
    try:
        require_sender(header, registry)
    except BundleRefused as refused:
        return _no(refused)
    who = f"{header.unit} ({header.station}, {header.key})"
    return Answer(True, f"Của {who}.", f"From {who}.")


def _for_us(header: Header, identity: str, *, ours: bool) -> Answer:
    try:
        require_recipient(header, identity)
    except BundleRefused as refused:
        if ours:
            return Answer(None, "Gói của chính đơn vị, gửi cho nơi khác.", "This office's own bundle, for someone else.")
        return _no(refused)
    return Answer(True, "Gửi cho đơn vị này.", "For this office.")


def _complete(file: BinaryIO, outer: Outer, identity: str, before: Mapping[str, Answer], spool: Spool | None) -> Answer:
    if not (before["whose"].ok and before["for_us"].ok):
        return Answer(None, "Nội dung: chưa mở.", "Contents: not opened.")
    try:
        read_contents(file, outer, identity, spool=spool)
    except BundleRefused as refused:
        return _no(refused)
    if spool is not None:
        spool.seek(0)
        spool.truncate()
    lines = outer.header.lines
    if outer.header.kind == "receipt":
        return Answer(True, "Đầy đủ: một giấy báo nhận.", "Complete: one receipt.")
    count = lines.last - lines.first + 1
    return Answer(
        True,
        f"Đầy đủ: {count} dòng, từ {lines.first} đến {lines.last}, nối liền nhau.",
        f"Complete: {count} lines, {lines.first} to {lines.last}, each following the one before.",
    )


def _clock(header: Header, now: datetime | None) -> Answer:
    for warning in clock_warnings(header, now):
        return Answer(None, warning.vi, warning.en, warning.code)
    return Answer(True, f"Làm lúc {header.created}.", f"Made at {header.created}.")


def _bottom(questions: dict[str, Answer], header: Header | None, *, ours: bool) -> Verification:
    wrong = next((answer for answer in questions.values() if answer.ok is False), None)
    if wrong is not None:
        return Verification(False, questions, f"KHÔNG ĐẠT: {wrong.vi}", f"NOT IN ORDER: {wrong.en}", header)
    if ours:
        vi, en = (
            "ĐẠT: gói của đơn vị, nguyên vẹn; chỉ nơi nhận mở được.",
            "IN ORDER: this office's bundle, intact; only its receiver can open it.",
        )
        return Verification(True, questions, vi, en, header)
    vi, en = "ĐẠT: gói nguyên vẹn, đúng nơi gửi, đầy đủ.", "IN ORDER: intact, from a known sender, complete."
    return Verification(True, questions, vi, en, header)
