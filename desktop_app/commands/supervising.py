"""Commands for a commander: the figures of who keyed."""

from __future__ import annotations

import argparse

from desktop_app.commands.base import Options, add_json, add_period, opened
from desktop_app.commands.output import print_json, print_lines
from desktop_app.words import language


class Operators:
    help = "ai nhập bao nhiêu, nhanh ra sao / who keyed how much, how fast, with how many corrections"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=True)
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.operators import operator_figures

        with opened(options, read_only=True) as session:
            found = operator_figures(session, options.first, options.last)
        if options.json:
            print_json([operator.as_json() for operator in found])
            return 0
        head = (
            ("Tài khoản", "Phiếu", "Sửa phiếu", "Hồ sơ", "Bước xử lý", "Ngày", "Lượt lưu/giờ", "Sửa/1.000 phiếu"),
            ("Account", "Slips", "Corrected", "Dossiers", "Moves", "Days", "Saves/hour", "Corrected/1 000"),
        )[language() == "en"]
        rows = [[str(value) for value in operator.as_json().values()] for operator in found]
        print_lines([head, *([*row[:6], *row[7:]] for row in rows)])
        return 0
