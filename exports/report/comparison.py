"""The comparison of units: every unit beside every criterion, ranked by the pooled share of "rất hài lòng".

Ranks are made here, where they are printed, beside n and the interval that say how much a rank is worth: units whose
shares are equal share a rank, a unit without answers has none. Must not compute a share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from exports.report.document import Block, Head, Row, Table, Text
from exports.report.wording import NOTHING, in_cell, in_digits
from forms.definition import Definition
from forms.text import sort_key

TITLE = "SO SÁNH CÁC ĐƠN VỊ THEO TỶ LỆ RẤT HÀI LÒNG (%)"
CAPTION_DOSSIERS = "Hồ sơ, phiếu khảo sát và chỉ số chung của các đơn vị"
WIDTH_MM = 262
SIDE_MM = (9, 45, 11, 13, 21)
DOSSIER_WIDTHS_MM = (10, 76, 22, 24, 20, 20, 18, 18, 18, 18, 18)
DOSSIER_HEADS = (
    "Phải giải quyết", "Đã giải quyết", "Quá hạn", "% đúng hạn", "Đang giải quyết", "Phát ra", "Thu về", "Hợp lệ",
)  # fmt: skip
FEW_MARK = "*"

Unit = Mapping[str, Any]


def rank_units(units: Sequence[Unit]) -> list[tuple[int | None, Unit]]:
    """Return the units best first with their ranks; equal shares, equal rank; units without answers last, unranked."""
    ordered = sorted(units, key=lambda unit: (-_share(unit), sort_key(unit["name"])))
    ranks: list[tuple[int | None, Unit]] = []
    for place, unit in enumerate(ordered, 1):
        before = ordered[place - 2] if place > 1 else None
        if unit["very_satisfied"]["percent"] is None:
            rank = None
        elif before is not None and _share(before) == _share(unit):
            rank = ranks[-1][0]
        else:
            rank = place
        ranks.append((rank, unit))
    return ranks


def make_comparison(summary: Mapping[str, Any], definition: Definition) -> list[Block]:
    """Return the comparison table with its notes, for a landscape page."""
    items = [item["id"] for item in summary["survey"]["items"]]
    labels = [f"({number}) {definition.item(item).label_vi}" for number, item in enumerate(items, 1)]
    return [
        make_criteria_table(summary["units"], items, definition),
        Text(
            "Xếp hạng theo tỷ lệ câu trả lời rất hài lòng, gộp mọi tiêu chí; bằng nhau thì cùng hạng. n là số phiếu hợp lệ. "
            "Ô in đậm: tỷ lệ cao nhất của tiêu chí. KTC: khoảng tin cậy 95 % do chọn mẫu; hai đơn vị có khoảng chồng lên "
            f"nhau thì chưa chắc khác nhau. {FEW_MARK} dưới 10 người trả lời, chỉ để tham khảo.",
            "note",
        ),
        Text("Tiêu chí: " + "; ".join(labels) + ".", "note"),
    ]


def make_criteria_table(units: Sequence[Unit], items: Sequence[str], definition: Definition) -> Table:
    """Return a row a unit, a column a criterion; the best of each column strong."""
    each = (WIDTH_MM - sum(SIDE_MM)) / len(items) if items else 0
    head = (
        (
            Head("Hạng", rows=2), Head("Đơn vị", rows=2), Head("n", rows=2), Head("Chung", rows=2), Head("KTC 95 %", rows=2),
            *_make_group_heads(items, definition),
        ),
        tuple(Head(f"({number})") for number in range(1, len(items) + 1)),
    )  # fmt: skip
    return Table((*SIDE_MM, *[each] * len(items)), head, make_criteria_rows(units, items), size=7.2, pad=3)


def make_criteria_rows(units: Sequence[Unit], items: Sequence[str]) -> list[Row]:
    """Return the rows of the criteria table, best unit first."""
    best = _find_best(units, items)
    rows = []
    for rank, unit in rank_units(units):
        shares = {item["id"]: item["very_satisfied"]["percent"] for item in unit["items"]}
        very = unit["very_satisfied"]
        cells = [in_cell(shares.get(item)) for item in items]
        strong = {5 + i for i, item in enumerate(items) if shares.get(item) is not None and shares.get(item) == best[item]}
        label = f"{unit['name']} {FEW_MARK}" if unit.get("few") else unit["name"]
        side = (str(rank) if rank else NOTHING, label, in_digits(unit["valid"]), in_cell(very["percent"]), _in_range(very))
        rows.append(Row((*side, *cells), strong=frozenset({3, *strong})))
    return rows


def make_units_table(units: Sequence[Unit]) -> Table:
    """Return a row a unit: dossiers, on-time share, slips, pooled shares; in the order of the ranks."""
    rows = []
    for number, (_, unit) in enumerate(rank_units(units), 1):
        dossiers = unit["dossiers"]
        cells = (
            in_digits(dossiers["received"]["total"]), in_digits(dossiers["finished"]["total"]),
            in_digits(dossiers["finished"]["late"]), in_cell((dossiers.get("on_time") or {}).get("percent")),
            in_digits(dossiers["open"]["total"]), in_digits(unit.get("issued", unit["returned"])), in_digits(unit["returned"]),
            in_digits(unit["valid"]), in_cell(unit["satisfied"]["percent"]),
        )  # fmt: skip
        rows.append(Row((str(number), unit["name"], *cells)))
    head = (
        (
            Head("STT", rows=2), Head("Đơn vị", rows=2), Head("Hồ sơ", 5), Head("Phiếu khảo sát", 3),
            Head("% hài lòng trở lên", rows=2),
        ),
        tuple(Head(text) for text in DOSSIER_HEADS),
    )  # fmt: skip
    return Table(DOSSIER_WIDTHS_MM, head, rows, size=9.5, pad=2.6)


def _make_group_heads(items: Sequence[str], definition: Definition) -> list[Head]:
    heads: list[Head] = []
    shown: str | None = None
    for item in items:
        section = definition.item(item).section
        if section == shown:
            heads[-1] = Head(heads[-1].text, heads[-1].columns + 1)
        else:
            shown = section
            known = definition.section(section) if section else None
            heads.append(Head((f"{known.number}. {known.label_vi}" if known.number else known.label_vi) if known else ""))
    return heads


def _find_best(units: Sequence[Unit], items: Sequence[str]) -> dict[str, str | None]:
    best: dict[str, str | None] = dict.fromkeys(items)
    for unit in units:
        for item in unit["items"]:
            percent, known = item["very_satisfied"]["percent"], best.get(item["id"])
            if percent is not None and (known is None or Decimal(percent) > Decimal(known)):
                best[item["id"]] = percent
    return best


def _in_range(ratio: Mapping[str, Any]) -> str:
    low, high = ratio.get("low"), ratio.get("high")
    return f"{in_cell(low)}–{in_cell(high)}" if low and high else NOTHING


def _share(unit: Unit) -> Decimal:
    """The exact pooled share, -1 of none; percentages would tie where counts do not."""
    very = unit["very_satisfied"]
    return Decimal(very["n"]) / Decimal(very["of"]) if very["of"] else Decimal(-1)
