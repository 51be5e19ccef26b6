"""What the batch form starts with, and the record it makes: worked out without a window.

It must not judge the record: that is `forms.checks`, asked when it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.session import Session
from forms.dates import format_date, parse_date
from forms.numbers import format_integer, parse_integer

NUMBERS = ("first", "last", "issued", "returned", "max_errors")
DAYS = ("from", "to")
USUAL_MAX_ERRORS = 100  # errors per 10 000 fields: one in a hundred
USUAL = {"row_check": "no", "verify": "none", "training": "no"}

Labels = list[tuple[str, str]]


def survey_forms(session: Session) -> Labels:
    """Return the survey forms as (name, title), the newest first."""
    forms = [d for d in session.forms.values() if d.table == "surveys"]
    forms.sort(key=lambda form: form.valid_from, reverse=True)
    return [(form.name, say(form.title_vi, form.title_en)) for form in forms]


def units(session: Session) -> Labels:
    """Return the units a batch can be of, this office's own first: (code, name)."""
    own, found = session.office.profile.unit, list[tuple[str, str]]()
    for stored in session.office.records("units", origin=""):
        if stored.data is not None:
            found.append((stored.id, str(stored.data.get("name") or stored.id)))
    return sorted(found, key=lambda unit: (unit[0] != own, unit[1]))


def choices(session: Session, item: str) -> Labels:
    """Return the choices of one item of the batch form as (value, label)."""
    definition = max((d for d in session.forms.values() if d.table == "batches"), key=lambda d: d.version)
    found = next(one for one in definition.items if one.id == item)
    return [(str(choice.value), say(choice.label_vi, choice.label_en)) for choice in found.choices]


def texts_of(session: Session, data: Mapping[str, Any]) -> dict[str, str]:
    """Return what each field shows for a record, a full or a beginning one."""
    texts = {name: str(value) for name, value in data.items()}
    for name in DAYS:
        if name in data:
            texts[name] = format_date(date.fromisoformat(str(data[name])))
    for name in NUMBERS:
        if isinstance(data.get(name), int):
            texts[name] = format_integer(int(data[name]))
    texts.setdefault("form", survey_forms(session)[0][0])
    texts.setdefault("unit", session.office.profile.unit)
    texts.setdefault("max_errors", str(USUAL_MAX_ERRORS))
    return {**USUAL, **texts}


def record_of(texts: Mapping[str, str], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the record of what stands in the fields; what the form does not show of the record `before` stays.

    A number or day that cannot be read stays as it was typed, so that the check can name it.
    """
    record: dict[str, Any] = {name: value for name, value in (before or {}).items() if name not in texts}
    for name, text in texts.items():
        if text:
            record[name] = _value(name, text)
    if record.get("verify") != "sample":
        record.pop("max_errors", None)
    for name, usual in USUAL.items():
        if record.get(name) == usual and name not in (before or {}):
            record.pop(name, None)
    return record


def _value(name: str, text: str) -> object:
    if name in NUMBERS:
        number = parse_integer(text)
        return text if number is None else number
    if name in DAYS:
        day = parse_date(text)
        return text if day is None else day.isoformat()
    return text

def work_note(name: str, value: str, verify: str) -> str:
    """Return the sentence under a setting: what the choice means for whoever keys."""
    notes = {
        ("verify", "none"): say("Phiếu chỉ nhập một lần.", "Slips are keyed once."),
        ("verify", "dependent"): say(
            "Người thứ hai gõ lại từng phiếu, không thấy số cũ; khác thì dừng để nhìn lại phiếu giấy.",
            "A second person keys each slip blind; a difference stops them to look at the paper.",
        ),
        ("verify", "independent"): say(
            "Người thứ hai nhập trọn đợt; chỗ khác nhau do người thứ ba phân xử.",
            "A second person keys the whole batch; a third settles the differences.",
        ),
        ("verify", "sample"): say(
            "Chương trình chọn ngẫu nhiên một số phiếu khi đợt đã đủ; quá số lỗi thì kiểm tra cả đợt.",
            "The program draws slips once the batch is complete; too many errors mean full verification.",
        ),
        ("row_check", "yes"): say(
            "Hết mỗi nhóm bấm Enter: phát hiện gõ lệch dòng, thêm tối đa 5 phím một phiếu.",
            "Enter at each group's end finds shifted rows, at most 5 more keys a slip.",
        ),
        ("row_check", "no"): say("Không thêm phím nào.", "No more keys."),
        ("training", "yes"): say(
            "Phiếu tập có đáp án sẵn; không tính vào số liệu.", "Practice slips with known answers; not counted in any figure."
        ),
        ("training", "no"): say("Phiếu thật, tính vào số liệu.", "Real slips, counted."),
    }
    if name == "max_errors":
        return say("Mức quen dùng là 100, tức 1 %.", "The usual limit is 100, that is 1 %.") if verify == "sample" else ""
    return notes.get((name, value), "")
