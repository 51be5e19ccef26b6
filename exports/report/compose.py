"""Figures and letterhead → the report as a value (`ReportDocument`).

Source of the order of parts: NĐ 30/2020/NĐ-CP, Phụ lục I. Must not draw, nor compute a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from exports.report.comparison import CAPTION_DOSSIERS, TITLE, make_comparison, make_units_table
from exports.report.document import Annex, Block, ReportDocument, Text
from exports.report.dossier_part import make_dossier_part
from exports.report.fingerprint import dump_summary, make_digest, make_fingerprint
from exports.report.letterhead import Letterhead
from exports.report.survey_part import has_answers, make_survey_notes, make_survey_part, make_survey_table
from exports.report.wording import complete_number, describe_period, describe_range, in_digits, in_percent
from forms.dates import format_long_date
from forms.definition import Definition

SUBJECT = "Kết quả giải quyết thủ tục hành chính và mức độ hài lòng của người dân, tổ chức"


def make_document(
    summary: Mapping[str, Any],
    letterhead: Letterhead,
    definition: Definition,
    *,
    number: str = "",
    day: date | None = None,
    attest: str = "",
) -> ReportDocument:
    """Return the report of a summary. attest: a line for the QR that signs its digest, empty for plain totals."""
    first, last = date.fromisoformat(summary["from"]), date.fromisoformat(summary["to"])
    digest = make_digest(dump_summary(summary))
    fingerprint = make_fingerprint(digest)
    return ReportDocument(
        letterhead=letterhead,
        number=complete_number(number),
        date_line=format_long_date(day) if day else "",
        title="BÁO CÁO",
        subject=SUBJECT,
        period=describe_period(first, last),
        addressee=letterhead.parent_name,
        body=tuple(_make_body(summary, letterhead, definition, first, last)),
        annexes=tuple(_make_annexes(summary, definition)),
        footer=f"Kỳ số liệu: {describe_range(first, last)}. Mã số liệu: {fingerprint}",
        seal=_make_seal(summary, digest, fingerprint),
        qr=make_qr_text(summary, digest, attest),
        fingerprint=fingerprint,
    )


def _make_body(
    summary: Mapping[str, Any], letterhead: Letterhead, definition: Definition, first: date, last: date
) -> list[Block]:
    sender = letterhead.name or str(summary["unit"])
    reader = f" để {letterhead.parent_name} theo dõi, chỉ đạo" if letterhead.parent_name else ""
    return [
        Text(
            f"{sender} báo cáo kết quả tiếp nhận, giải quyết hồ sơ thủ tục hành chính và kết quả khảo sát mức độ hài lòng của "
            f"người dân, tổ chức (kỳ số liệu {describe_range(first, last)}) như sau:"
        ),
        *make_dossier_part(summary),
        *make_survey_part(summary, definition),
        Text("III. Góp ý, phản ánh, kiến nghị", "h2"),
        Text(_describe_feedback(summary)),
        *_make_units_sentence(summary),
        Text(f"Trên đây là báo cáo {describe_period(first, last)} của {sender}{reader}./."),
    ]


def _make_units_sentence(summary: Mapping[str, Any]) -> list[Block]:
    units = summary.get("units") or []
    if not units:
        return []
    annexes = "Phụ lục II và Phụ lục III" if has_answers(summary) else "Phụ lục"
    return [Text(f"Số liệu gộp từ {in_digits(len(units))} đơn vị; so sánh các đơn vị ở {annexes}.")]


def _make_annexes(summary: Mapping[str, Any], definition: Definition) -> list[Annex]:
    """Criteria, comparison by criterion, comparison of dossiers: those that have something to show."""
    units, answers = summary.get("units") or [], has_answers(summary)
    parts: list[tuple[str, list[Block], bool]] = []
    if answers:
        survey = summary["survey"]
        table: list[Block] = [make_survey_table(survey, definition), *make_survey_notes(survey, definition)]
        parts.append(("KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG THEO TỪNG TIÊU CHÍ", table, False))
        if units:
            parts.append((TITLE, make_comparison(summary, definition), True))
    if units:
        parts.append((CAPTION_DOSSIERS.upper(), [make_units_table(units)], True))
    names = [""] if len(parts) == 1 else [" I", " II", " III"]
    return [
        Annex((Text(f"PHỤ LỤC{name}", "annex"), Text(title, "annex"), *blocks), landscape)
        for name, (title, blocks, landscape) in zip(names, parts, strict=False)
    ]


def _describe_feedback(summary: Mapping[str, Any]) -> str:
    feedback = summary["feedback"]
    if not feedback["received"]:
        return "Trong kỳ không nhận được góp ý, phản ánh, kiến nghị nào."
    return f"Nhận {in_digits(feedback['received'])} góp ý, phản ánh, kiến nghị; đã trả lời {in_digits(feedback['answered'])}."


def _make_seal(summary: Mapping[str, Any], digest: str, fingerprint: str) -> tuple[str, ...]:
    head = summary["head"]
    return (
        f"Mã số liệu: {fingerprint}",
        f"Sổ: {in_digits(head['n'])} dòng, mã băm dòng cuối {str(head['hash'])[:32]}",
        str(head["hash"])[32:],
        f"SHA-256 số liệu đính kèm: {digest[:32]}",
        digest[32:],
    )


def make_qr_text(summary: Mapping[str, Any], digest: str, attest: str = "") -> str:
    """Return the readable lines of the QR: unit, period, totals, the digest, and the line that signs it if there is one."""
    total, survey = summary["dossiers"]["total"], summary["survey"]
    on_time, satisfied = summary["dossiers"]["on_time"], survey["overall"]["satisfied"]
    lines = [
        "SO MOT CUA 1",
        str(summary["unit"]),
        f"{summary['from']}/{summary['to']}",
        f"Hồ sơ {total['received']['total']}, đã giải quyết {total['finished']['total']}",
        f"Đúng hạn {on_time['n']}/{on_time['of']}",
        f"Phiếu {survey['valid']}, hài lòng {satisfied['n']}/{satisfied['of']} = {in_percent(satisfied['percent'])}",
        digest,
    ]
    return "\n".join([*lines, attest] if attest else lines)
