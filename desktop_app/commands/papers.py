"""Acts of `batch` that make paper: blank slips, the control sheet; and the score of a training batch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands.base import Command, Options, add_json, opened
from desktop_app.commands.output import ProgressLine, print_json, print_lines
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.workflows.training import Score


class Slips:
    help = "in phiếu khảo sát có số và mã QR, hoặc xấp phiếu tập nhập / slips with number and QR, or the ticked training pile"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        parser.add_argument("number", type=int, nargs="?", help="từ số, cả đợt nếu bỏ trống / from this number, all if left out")
        parser.add_argument("until", type=int, nargs="?", help="đến số / up to this number")
        parser.add_argument("--pdf", type=Path, metavar="FILE", required=True)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.dispositions import name_runs
        from desktop_app.workflows.exporting import export_file
        from desktop_app.workflows.papers import make_slips, range_of

        until = options.number if options.until is None else options.until
        with opened(options) as session:
            first, last = range_of(session, options.batch, options.number, until)
            data = make_slips(session, options.batch, first, last, progress=ProgressLine())
            export_file(session, options.pdf, data, "slips", {"batch": options.batch, "first": first, "last": last})
        numbers = name_runs([(first, last)])
        print(say(f"Đã ghi phiếu số {numbers}: {options.pdf}", f"Slips {numbers} written: {options.pdf}"))
        return 0


class Sheet:
    help = "in phiếu kiểm soát của đợt / the control sheet of a batch"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        parser.add_argument("--pdf", type=Path, metavar="FILE", required=True)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.exporting import export_file
        from desktop_app.workflows.papers import make_control_sheet

        with opened(options) as session:
            data = make_control_sheet(session, options.batch)
            export_file(session, options.pdf, data, "control-sheet", {"batch": options.batch})
        print(say(f"Đã ghi phiếu kiểm soát: {options.pdf}", f"Control sheet written: {options.pdf}"))
        return 0


class TrainingScore:
    help = "chấm đợt tập nhập: ai sai ô nào, nhanh ra sao / the score of a training batch: who keyed what wrongly, how fast"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.training import scores

        with opened(options, read_only=True) as session:
            found = scores(session, options.batch)
        if options.json:
            print_json([score.as_json() for score in found])
            return 0
        if not found:
            print(say("Chưa ai nhập phiếu nào của đợt này.", "Nobody has keyed a slip of this batch yet."))
        for score in found:
            _print_score(score)
        return 0


PAPERS: dict[str, Command] = {"slips": Slips(), "sheet": Sheet(), "score": TrainingScore()}


def _print_score(score: Score) -> None:
    from desktop_app.workflows.training_words import describe_score, describe_value

    for line in describe_score(score):
        print(line)
    head = (say("Phiếu", "Slip"), say("In", "Printed"), say("Nhập", "Keyed"), say("Câu", "Item"))
    rows = [(str(w.serial), describe_value(w.printed), describe_value(w.keyed), w.label) for w in score.wrong]
    if rows:
        print_lines([head, *rows])
