"""Commands for a commander: the figures of who keyed, the signs that slips were not keyed from paper."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands.base import Options, add_json, add_period, opened
from desktop_app.commands.output import print_json, print_lines
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.workflows.evidence import Flag
    from desktop_app.workflows.operators import Operator

MOST_NAMED = 12
HEAD = (
    ("Tài khoản", "Account"), ("Phiếu", "Slips"), ("Sửa phiếu", "Corrected"), ("Hồ sơ", "Dossiers"), ("Bước xử lý", "Moves"),
    ("Ngày", "Days"), ("Lượt lưu/giờ", "Saves/hour"), ("Phiên", "Sittings"), ("Phím/phiếu", "Keys/slip"),
    ("Phím/giờ", "Keys/hour"), ("Sửa/1.000 phím", "Corrections/1 000 keys"),
    ("Khác nhau/10.000 ô", "Disagreements/10 000 fields"),
    ("Còn sai/10.000 ô", "Left/10 000 fields"),
)  # fmt: skip


class Operators:
    help = "kết quả nhập của từng người, từng phiên / figures of who keyed, by person and sitting; one's own with --own"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=True)
        parser.add_argument("--own", action="store_true", help="chỉ của tài khoản này / of this account alone")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="ghi ra tệp CSV / write a CSV file")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.operator_csv import export_operators
        from desktop_app.workflows.operators import operator_figures, own_figures

        with opened(options, read_only=not options.csv) as session:
            days = options.first, options.last
            found = [own_figures(session, *days)] if options.own else operator_figures(session, *days)
            if options.csv:
                export_operators(session, options.csv, found, *days)
        if options.json:
            print_json([operator.as_json() for operator in found])
        else:
            print_lines([[say(*title) for title in HEAD], *map(_row, found)])
        return 0


class Evidence:
    help = "dấu hiệu phiếu không nhập từ giấy / signs that slips of a batch were not keyed from paper: flags, never refusals"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.evidence import screen

        with opened(options, read_only=True) as session:
            found = screen(session, options.batch)
        if options.json:
            print_json([flag.as_json() for flag in found])
        elif found:
            print_lines(_flags(found))
        else:
            print(say("Không có dấu hiệu nào.", "Nothing was found."))
        return 0


def _row(operator: Operator) -> list[str]:
    counts, rate = operator.keying, operator.disagreements.rate
    span = f"{rate.per_10000} ({rate.low}-{rate.high})" if rate.per_10000 else None
    cells = (
        operator.account, operator.slips, operator.corrected, operator.dossiers, operator.moves, operator.days,
        operator.saves_per_hour, len(operator.sittings), counts.keys_per_slip, counts.keys_per_hour,
        counts.corrections_per_1000, span, operator.residual["per_10000"],
    )  # fmt: skip
    return ["–" if cell in (None, "") else str(cell) for cell in cells]


def _flags(found: Iterable[Flag]) -> Iterable[Sequence[str]]:
    for flag in found:
        yield flag.title, flag.account, flag.detail, _serials(flag.serials), flag.rates


def _serials(serials: Sequence[int]) -> str:
    more = "…" if len(serials) > MOST_NAMED else ""
    return ", ".join(map(str, serials[:MOST_NAMED])) + more
