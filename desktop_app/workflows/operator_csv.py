"""The figures of who keyed as a CSV: one row a sitting, then one row a person. Nothing of a slip's content, no flag.

Only a commander takes out everybody's; what leaves the office is noted. This module must not compute a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop_app.words import say
from desktop_app.workflows.disagreements import Disagreements
from desktop_app.workflows.exporting import export_file
from desktop_app.workflows.operators import Operator, SittingFigures
from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session
from desktop_app.workflows.sitting_figures import Counts
from exports.table_csv import make_list_csv
from exports.tables import Cell

KIND = "operators"
Row = list[Cell]


def columns() -> list[str]:
    """Return the titles of the columns, in the language in use."""
    return [say(vi, en) for vi, en in COLUMNS]


COLUMNS: tuple[tuple[str, str], ...] = (
    ("Dòng", "Row"), ("Tài khoản", "Account"), ("Đợt phiếu", "Batch"), ("Việc", "Work"), ("Bắt đầu", "Start"),
    ("Kết thúc", "End"), ("Phiếu", "Slips"), ("Ô", "Fields"), ("Phím", "Keys"), ("Phím không hợp lệ", "Bad keys"),
    ("Lần sửa", "Corrections"), ("Giây nhập", "Seconds keying"), ("Số lần nghỉ", "Pauses"), ("Giây nghỉ", "Seconds paused"),
    ("Phím/phiếu", "Keys/slip"), ("Phím/giờ", "Keys/hour"), ("Phiếu/giờ", "Slips/hour"),
    ("Sửa/1.000 phím", "Corrections/1 000 keys"),
    ("Phiếu nhập hai lần", "Slips keyed twice"), ("Ô nhập hai lần", "Fields keyed twice"), ("Chỗ khác nhau", "Disagreements"),
    ("Khác nhau/10.000 ô", "Disagreements/10 000 fields"), ("Cận dưới 95 %", "Low 95 %"), ("Cận trên 95 %", "High 95 %"),
    ("Do người nhập", "Keyer"), ("Do người kiểm tra", "Verifier"), ("Do phiếu không rõ", "Paper"), ("Do lệch dòng", "Row shift"),
    ("Chờ phân xử", "Open"), ("Lỗi khi kiểm tra/10.000 ô", "Own errors verifying/10 000 fields"),
    ("Lỗi còn lại ước tính/10.000 ô", "Residual errors/10 000 fields"),
)  # fmt: skip


def make_operator_csv(operators: Sequence[Operator]) -> bytes:
    """Return the figures as CSV: a row for each sitting of each account, then its sum."""
    rows = [row for operator in operators for row in (*_sittings(operator), _person(operator))]
    return make_list_csv(columns(), rows)


def export_operators(session: Session, path: Path, operators: Sequence[Operator], first: date, last: date) -> None:
    """Write the figures where a person asked for them, and note it. Raises NotAllowed, StoreError, WorkflowError."""
    if any(operator.account != session.account for operator in operators):
        require(session, "operator-figures")
    days = {"from": first.isoformat(), "to": last.isoformat(), "accounts": len(operators)}
    export_file(session, path, make_operator_csv(operators), KIND, days)


def _sittings(operator: Operator) -> Iterable[Row]:
    for figures in operator.sittings:
        yield _sitting(figures)


def _sitting(figures: SittingFigures) -> Row:
    sitting = figures.sitting
    times = [_moment(at.isoformat()) for at in (sitting.start, sitting.end)]
    head: Row = [say("phiên", "sitting"), sitting.account, sitting.batch, sitting.work, *times]
    return [*head, *_counts(sitting.counts), *_disagreements(figures.disagreements), None, None]


def _person(operator: Operator) -> Row:
    head: Row = [say("tổng", "total"), operator.account, "", say("Nhập", "Keying"), "", ""]
    ends: Row = [_number(operator.own_errors.per_10000), _number(operator.residual["per_10000"])]
    return [*head, *_counts(operator.keying), *_disagreements(operator.disagreements), *ends]


def _counts(counts: Counts) -> Row:
    seconds = (counts.active_ms + 500) // 1000
    plain: Row = [counts.slips, counts.fields, counts.keys, counts.bad_keys, counts.corrections, seconds, counts.pauses]
    figures: Row = [_number(counts.keys_per_slip), counts.keys_per_hour, counts.slips_per_hour]
    return [*plain, counts.pause_seconds, *figures, _number(counts.corrections_per_1000)]


def _disagreements(found: Disagreements) -> Row:
    rate = found.rate
    ends: Row = [_number(rate.per_10000), _number(rate.low), _number(rate.high)]
    return [found.slips, rate.fields, rate.errors, *ends, *found.causes.values()]


def _number(text: str | None) -> Cell:
    return Decimal(text) if text is not None else None


def _moment(iso: str) -> str:
    return iso[:19].replace("T", " ")
