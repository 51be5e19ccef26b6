"""Part I of the report: dossiers, in words and in the 13 columns of Biểu II.06a/VPCP/KSTT.

Source: TT 01/2020/TT-VPCP (domain.md §4). Must not add up anything: totals are those of the summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from exports.figures.late import STATES
from exports.report.document import Block, Head, Row, Table, Text
from exports.report.wording import in_digits, in_percent, in_ratio
from forms.dates import format_date

CAPTION = "Bảng 1. Tình hình, kết quả giải quyết hồ sơ thủ tục hành chính (Biểu II.06a/VPCP/KSTT)"
NONE = "Trong kỳ không có hồ sơ nào được tiếp nhận, giải quyết hoặc chuyển từ kỳ trước sang."
HEADS = (
    "Tổng", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước", "Tổng", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Tổng", "Trong hạn", "Quá hạn",
)  # fmt: skip
FORMULAS = ("1", "2", "3=4+5+6", "4", "5", "6", "7=8+9+10", "8", "9", "10", "11=12+13", "12", "13")
OVERDUE = "Bảng 2. Hồ sơ quá hạn trong kỳ và nguyên nhân"
OVERDUE_HEADS = ("STT", "Thủ tục", "Ngày hẹn trả", "Số ngày quá hạn", "Tình trạng", "Nguyên nhân")
OVERDUE_WIDTHS_MM = (9, 44, 20, 15, 24, 53)
NO_REASON = "Chưa ghi lý do"
WIDTHS_MM = (8, 38, 11.4, 10.2, 10.6, 10.2, 11.4, 10.4, 10.4, 10, 11.4, 10.6, 10.4)


def make_dossier_part(summary: Mapping[str, Any]) -> list[Block]:
    """Return heading, sentences and table; one sentence instead where there are no dossiers."""
    dossiers = summary["dossiers"]
    heading = Text("I. Kết quả tiếp nhận, giải quyết hồ sơ", "h2")
    if not dossiers["total"]["received"]["total"]:
        return [heading, Text(NONE)]
    sentences = [Text(line) for line in make_dossier_sentences(dossiers)]
    blocks: list[Block] = [heading, *sentences, Text(CAPTION, "caption"), make_dossier_table(dossiers)]
    return [*blocks, *make_overdue_part(dossiers)]


def make_overdue_part(dossiers: Mapping[str, Any]) -> list[Block]:
    """Return the list of late dossiers with their reasons; nothing where none is listed."""
    listed = dossiers.get("overdue") or []
    if not listed:
        return []
    late = dossiers["total"]["finished"]["late"] + dossiers["total"]["open"]["overdue"]
    part = "" if late == len(listed) else f" ({in_digits(len(listed))}/{in_digits(late)} hồ sơ, quá hạn lâu nhất trước)"
    return [Text(OVERDUE + part, "caption"), make_overdue_table(listed)]


def make_overdue_table(listed: Sequence[Mapping[str, Any]]) -> Table:
    """Return Table 2: a row a late dossier, without the person."""
    rows = [Row((str(i), *_overdue_cells(one))) for i, one in enumerate(listed, 1)]
    head = tuple(Head(text) for text in OVERDUE_HEADS)
    return Table(OVERDUE_WIDTHS_MM, (head,), rows, left=frozenset({1, 5}), centred=frozenset({0, 2, 3, 4}), size=9.5, pad=1.5)


def _overdue_cells(one: Mapping[str, Any]) -> tuple[str, ...]:
    reason = str(one["reason"]) or NO_REASON
    if one["appointed"]:
        reason = f"Hẹn lại {format_date(date.fromisoformat(one['appointed']))}: {reason}"
    due = format_date(date.fromisoformat(one["due"]))
    return str(one["procedure"]), due, in_digits(one["days"]), STATES[one["state"]], reason


def make_dossier_table(dossiers: Mapping[str, Any]) -> Table:
    """Return Table 1: a row a field and the total."""
    rows = [Row((str(i), entry.get("name", entry["id"]), *make_columns(entry))) for i, entry in enumerate(dossiers["fields"], 1)]
    rows.append(Row(("", "Tổng số", *make_columns(dossiers["total"])), "total"))
    head = (
        (Head("STT", rows=2), Head("Lĩnh vực", rows=2), Head("Nhận", 4), Head("Đã giải quyết", 4), Head("Đang giải quyết", 3)),
        tuple(Head(text) for text in HEADS),
        tuple(Head(text) for text in FORMULAS),
    )
    return Table(WIDTHS_MM, head, rows, size=9.5, pad=1.5)


def make_columns(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return columns 3-13 as printed."""
    received, finished, still = entry["received"], entry["finished"], entry["open"]
    numbers = (
        received["total"], received["online"], received["counter_post"], received["carried"],
        finished["total"], finished["early"], finished["on_time"], finished["late"],
        still["total"], still["in_time"], still["overdue"],
    )  # fmt: skip
    return tuple(in_digits(number) for number in numbers)


def make_dossier_sentences(dossiers: Mapping[str, Any]) -> list[str]:
    """Return the totals in words."""
    total, on_time = dossiers["total"], dossiers["on_time"]
    received, finished, still = total["received"], total["finished"], total["open"]
    left = finished.get("left", 0)
    taken_back = f", trong đó rút hoặc dừng giải quyết {in_digits(left)} hồ sơ" if left else ""
    fields = len(dossiers["fields"])
    came = (
        f"Tổng số hồ sơ phải giải quyết: {in_digits(received['total'])} hồ sơ thuộc {in_digits(fields)} lĩnh vực, gồm "
        f"{in_digits(received['online'])} hồ sơ tiếp nhận trực tuyến, {in_digits(received['counter_post'])} hồ sơ tiếp nhận "
        f"trực tiếp hoặc qua bưu chính và {in_digits(received['carried'])} hồ sơ từ kỳ trước chuyển sang."
    )
    went = (
        f"Đã giải quyết {in_digits(finished['total'])} hồ sơ{taken_back}; giải quyết trước hạn và đúng hạn "
        f"{in_ratio(on_time)}. Đang giải quyết {in_digits(still['total'])} hồ sơ, trong đó quá hạn "
        f"{in_digits(still['overdue'])} hồ sơ."
    )
    lines = [came, went]
    due = dossiers.get("due_cohort") or {}
    if due.get("of"):
        lines.append(
            f"Tính theo ngày hẹn trả trong kỳ: {in_digits(due['n'])}/{in_digits(due['of'])} hồ sơ giải quyết xong không "
            f"muộn hơn ngày hẹn, đạt {in_percent(due['percent'])}."
        )
    again = total.get("reappointed") or {}
    if again.get("total"):
        lines.append(
            f"Đã hẹn lại ngày trả kết quả {in_digits(again['total'])} hồ sơ: giải quyết không muộn hơn ngày hẹn lại "
            f"{in_digits(again['kept'])} hồ sơ, quá ngày hẹn lại {in_digits(again['missed'])} hồ sơ, chưa đến ngày hẹn lại "
            f"{in_digits(again['ahead'])} hồ sơ. Hạn của các hồ sơ này vẫn là ngày hẹn trả, không phải ngày hẹn lại."
        )
    return lines
