"""The figures of a summary laid out as plain sheets, and the one rule that makes a cell safe for a spreadsheet.

Must not compute a figure or know a file format: `table_xlsx` and `table_csv` write what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from exports.figures.late import STATES
from forms.definition import Definition

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]

_COLUMN_HEADS = (
    "Tổng", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước",
    "Tổng", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Tổng", "Trong hạn", "Quá hạn",
)  # fmt: skip
_ANSWER_HEADS = (
    "Bỏ trống", "Đánh hai ô", "Không đọc được", "Số trả lời hợp lệ (n)", "Hài lòng trở lên", "% hài lòng trở lên",
    "Cận dưới %", "Cận trên %", "Rất hài lòng", "% rất hài lòng", "Dưới 10 người trả lời",
)  # fmt: skip
_UNIT_HEADS = (
    "STT", "Đơn vị", "Hồ sơ nhận", "Đã giải quyết", "% đúng hạn", "Phiếu thu về", "Phiếu hợp lệ", "% rất hài lòng",
    "% hài lòng trở lên",
)  # fmt: skip
_AGAIN = (
    "Đã hẹn lại ngày trả kết quả: {total} (giải quyết không muộn hơn ngày hẹn lại: {kept}; quá ngày hẹn lại: {missed}; "
    "chưa đến: {ahead})"
)
_OVERDUE_HEADS = ("STT", "Thủ tục", "Ngày hẹn trả", "Số ngày quá hạn", "Tình trạng", "Hẹn lại", "Nguyên nhân")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide forms of the signs, which some spreadsheets take for them."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. above: lines over the table.  head: heading rows; merges: cell ranges of the heading, rows from 1 of
    `head`, as (first row, first column, last row, last column).  rows: the table.  bold: row numbers printed bold, from 0.
    below: notes under the table.
    """

    title: str
    above: Sequence[str]
    head: Sequence[Row]
    rows: Sequence[Row]
    below: Sequence[str] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    bold: frozenset[int] = field(default_factory=frozenset)


def make_safe(cell: Cell) -> Cell:
    """Return a cell no spreadsheet takes for a formula: text starting with = + - @ (narrow or wide), TAB, CR or LF gets an
    apostrophe before it.
    """
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("", cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def make_sheets(summary: Mapping[str, Any], definition: Definition) -> list[Sheet]:
    """Return the dossier sheet, late dossiers if there are, the survey sheet and, where units are compared, the comparison."""
    sheets = [make_dossier_sheet(summary), make_survey_sheet(summary, definition)]
    if summary["dossiers"].get("overdue"):
        sheets.insert(1, make_overdue_sheet(summary))
    if "units" in summary:
        sheets.append(make_comparison_sheet(summary, definition))
    return sheets


def make_dossier_sheet(summary: Mapping[str, Any]) -> Sheet:
    """Return the table in the 13 columns of Biểu II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP)."""
    dossiers = summary["dossiers"]
    rows = [[i, entry["name"], *_columns(entry)] for i, entry in enumerate(dossiers["fields"], 1)]
    rows.append([None, "Tổng số", *_columns(dossiers["total"])])
    left = dossiers["total"]["finished"]["left"]
    return Sheet(
        "Hồ sơ",
        _above(summary, "Tình hình, kết quả giải quyết hồ sơ thủ tục hành chính"),
        [
            ["STT", "Lĩnh vực", "Nhận", *_gap(3), "Đã giải quyết", *_gap(3), "Đang giải quyết", *_gap(2)],
            [None, None, *_COLUMN_HEADS],
            [f"({n})" for n in range(1, 14)],
        ],
        rows,
        below=[
            f"Trong số đã giải quyết, rút hoặc dừng: {left}",
            _AGAIN.format(**dossiers["total"]["reappointed"]),
            f"Giải quyết đúng hạn: {_in_words(dossiers['on_time'])}. {dossiers['on_time']['definition']}",
            f"Theo ngày hẹn trả: {_in_words(dossiers['due_cohort'])}. {dossiers['due_cohort']['definition']}",
        ],
        merges=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 6), (1, 7, 1, 10), (1, 11, 1, 13)],
        bold=frozenset({len(rows) - 1}),
    )


def make_overdue_sheet(summary: Mapping[str, Any]) -> Sheet:
    """Return the late dossiers with their reasons, without the persons."""
    rows: list[Row] = [
        [
            number, one["procedure"], date.fromisoformat(one["due"]), one["days"], STATES[one["state"]],
            date.fromisoformat(one["appointed"]) if one["appointed"] else None, one["reason"],
        ]
        for number, one in enumerate(summary["dossiers"]["overdue"], 1)
    ]  # fmt: skip
    return Sheet("Quá hạn", _above(summary, "Hồ sơ quá hạn trong kỳ và nguyên nhân"), [list(_OVERDUE_HEADS)], rows)


def make_survey_sheet(summary: Mapping[str, Any], definition: Definition) -> Sheet:
    """Return each criterion and group with its counts, missing kinds, n, shares and intervals."""
    survey = summary["survey"]
    groups = {group["id"]: group for group in survey["groups"]}
    rows: list[Row] = []
    bold: set[int] = set()
    shown = ""
    for number, item in enumerate(survey["items"], 1):
        if item["group"] != shown or not rows:
            shown = item["group"]
            bold.add(len(rows))
            rows.append([*_group_words(definition, shown), *_item_cells(groups[shown])])
        rows.append([number, definition.item(item["id"]).label_vi, *_item_cells(item)])
    slips = (
        f"Số phiếu phát ra: {survey['issued']}; thu về: {survey['returned']}; hợp lệ: {survey['valid']}; "
        f"cỡ mẫu cần: {survey['sample_needed']}"
    )
    overall, interval = survey["overall"], survey["interval"]
    return Sheet(
        "Khảo sát",
        [*_above(summary, definition.title_vi), slips],
        [["STT", "Tiêu chí", *[choice.label_vi for choice in definition.scale], *_ANSWER_HEADS]],
        rows,
        below=[
            f"Chỉ số hài lòng chung: {_in_words(overall['satisfied'])}. {overall['definition_text']}",
            f"Rất hài lòng: {_in_words(overall['very_satisfied'])}",
            f"Trung bình các nhóm: {_percent_words(overall['group_mean']['percent'])}. {overall['group_mean']['definition']}",
            f"Theo số người: {_in_words(overall['persons'])}. {overall['persons']['definition']}",
            f"{interval['definition']}. N = {interval['population']}",
        ],
        bold=frozenset(bold),
    )


def make_comparison_sheet(summary: Mapping[str, Any], definition: Definition) -> Sheet:
    """Return a row a unit: dossiers, slips, pooled shares, and the share of "rất hài lòng" of each criterion."""
    rows = [[number, *_unit_cells(unit)] for number, unit in enumerate(summary["units"], 1)]
    criteria = [f"{number}. {item.label_vi}" for number, item in enumerate(definition.likert, 1)]
    return Sheet(
        "So sánh", _above(summary, "So sánh các đơn vị: % rất hài lòng theo tiêu chí"), [[*_UNIT_HEADS, *criteria]], rows
    )


def _unit_cells(unit: Mapping[str, Any]) -> list[Cell]:
    dossiers = unit["dossiers"]
    return [
        unit["name"], dossiers["received"]["total"], dossiers["finished"]["total"], _number(dossiers["on_time"]["percent"]),
        unit["returned"], unit["valid"], _number(unit["very_satisfied"]["percent"]), _number(unit["satisfied"]["percent"]),
        *[_number(item["very_satisfied"]["percent"]) for item in unit["items"]],
    ]  # fmt: skip


def _item_cells(item: Mapping[str, Any]) -> list[Cell]:
    satisfied, very = item["satisfied"], item["very_satisfied"]
    return [
        *item["counts"].values(), *item["missing"].values(), item["n"],
        satisfied["n"], _number(satisfied["percent"]), _number(satisfied["low"]), _number(satisfied["high"]),
        very["n"], _number(very["percent"]), "x" if item["few"] else None,
    ]  # fmt: skip


def _columns(entry: Mapping[str, Any]) -> list[Cell]:
    received, finished, still = entry["received"], entry["finished"], entry["open"]
    return [
        received["total"], received["online"], received["counter_post"], received["carried"],
        finished["total"], finished["early"], finished["on_time"], finished["late"],
        still["total"], still["in_time"], still["overdue"],
    ]  # fmt: skip


def _above(summary: Mapping[str, Any], title: str) -> list[str]:
    head = summary["head"]
    return [
        str(summary["unit"]),
        title,
        f"Từ ngày {_day(summary['from'])} đến ngày {_day(summary['to'])}",
        f"Sổ: {head['n']} dòng, mã {head['hash']}",
    ]


def _group_words(definition: Definition, group: str) -> list[Cell]:
    if not group:
        return [None, "Chung"]
    section = definition.section(group)
    return [section.number, section.label_vi]


def _in_words(ratio: Mapping[str, Any]) -> str:
    return f"{ratio['n']} / {ratio['of']} = {_percent_words(ratio['percent'])}"


def _percent_words(percent: str | None) -> str:
    return "không có số liệu" if percent is None else f"{percent.replace('.', ',')} %"


def _number(percent: str | None) -> Decimal | None:
    return None if percent is None else Decimal(percent)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def _gap(columns: int) -> list[Cell]:
    return [None] * columns
