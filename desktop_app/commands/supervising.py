"""Commands for a commander: batches locked and unlocked, the figures of who keyed."""

from __future__ import annotations

import argparse

from desktop_app.commands.base import Options, add_json, add_period, opened
from desktop_app.commands.output import print_json, print_lines
from desktop_app.words import language, say


class Batch:
    help = "khóa, mở khóa một đợt phiếu / lock a batch so that nothing in it changes, or unlock it with a reason"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("act", choices=("lock", "unlock"))
        parser.add_argument("batch")
        parser.add_argument("--why", default="")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.locks import lock_batch, unlock_batch

        with opened(options) as session:
            act = lock_batch if options.act == "lock" else unlock_batch
            act(session, options.batch, options.why)
        if options.act == "lock":
            print(say(f"Đã khóa đợt {options.batch}.", f"Locked the batch {options.batch}."))
        else:
            print(say(f"Đã mở khóa đợt {options.batch}.", f"Unlocked the batch {options.batch}."))
        return 0


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
