"""Commands on a batch of slips: its ledger, void and blank papers, the lock."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.commands.base import Command, Options, add_json, opened
from desktop_app.commands.output import Refusal, explain, print_json, print_lines
from desktop_app.commands.papers import PAPERS
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.workflows.ledger import Ledger


class ShowLedger:
    help = "phát ra = đã nhập + hủy + trống + còn lại; số thiếu, số trùng / issued = keyed + void + blank + outstanding; serials"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch", nargs="?", default="", help="mọi đợt nếu bỏ trống / every batch if left out")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.ledger import batch_ledger, list_ledgers

        with opened(options, read_only=True) as session:
            one = batch_ledger(session, options.batch) if options.batch else None
            found = [one] if one else [] if options.batch else list_ledgers(session)
        if options.batch and not found:
            raise Refusal(1, text=say(f"Không có đợt {options.batch}.", f"There is no batch {options.batch}."))
        if options.json:
            print_json(found[0].as_json() if options.batch else [ledger.as_json() for ledger in found])
        elif options.batch:
            print_lines(_facts(found[0]))
        else:
            print_lines(_table(found))
        return 0


class Marking:
    """One of the two marks; `mark` is also its word in the command line."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.help = {
            "void": "đánh dấu các số là phiếu hủy, có lý do / mark numbers as void papers, with a reason, all or none",
            "blank": "đánh dấu các số là phiếu trống / mark numbers as papers returned blank, all or none",
        }[mark]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        parser.add_argument("number", type=int, help="số phiếu / slip number")
        parser.add_argument("until", type=int, nargs="?", help="đến số / up to this number")
        parser.add_argument("--why", default="", help="lý do / reason")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.dispositions import mark

        until = options.number if options.until is None else options.until
        with opened(options) as session:
            saved = len(mark(session, options.batch, options.number, until, self.mark, options.why))  # type: ignore[arg-type]
        names = {"void": ("phiếu hủy", "void"), "blank": ("phiếu trống", "blank")}[self.mark]
        print(say(f"Đã đánh dấu {saved} {names[0]}.", f"Marked {saved} slips {names[1]}."))
        return 0


class Lock:
    help = "khóa đợt để không ai sửa / lock a batch so that nothing in it changes"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch")
        parser.add_argument("--why", default="", help="lý do / reason")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.lock_warnings import list_warnings
        from desktop_app.workflows.locks import lock_batch

        with opened(options) as session:
            lock_batch(session, options.batch, options.why)
            explain(Refusal(0, list_warnings(session, options.batch)))
        print(say(f"Đã khóa đợt {options.batch}.", f"Locked the batch {options.batch}."))
        return 0


class Unlock(Lock):
    help = "mở khóa đợt, phải có lý do / unlock a batch, with its reason"

    def run(self, options: Options) -> int:
        from desktop_app.workflows.locks import unlock_batch

        with opened(options) as session:
            unlock_batch(session, options.batch, options.why)
        print(say(f"Đã mở khóa đợt {options.batch}.", f"Unlocked the batch {options.batch}."))
        return 0


ACTS: dict[str, Command] = {
    "ledger": ShowLedger(),
    "void": Marking("void"),
    "blank": Marking("blank"),
    "lock": Lock(),
    "unlock": Unlock(),
    **PAPERS,
}
"""What can be done with a batch, by its word."""


class Batch:
    help = "sổ phiếu, phiếu hủy, phiếu trống, khóa một đợt / a batch of slips: ledger, void and blank papers, lock"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
        for name, act in ACTS.items():
            act.add_arguments(acts.add_parser(name, help=act.help))

    def run(self, options: Options) -> int:
        return ACTS[options.act].run(options)


def _table(ledgers: Iterable[Ledger]) -> list[list[str]]:
    head = [
        say("Đợt", "Batch"), say("Phát ra", "Issued"), say("Thu về", "Returned"), say("Đã nhập", "Keyed"), say("Hủy", "Void"),
        say("Trống", "Blank"), say("Còn lại", "Outstanding"), say("Số thiếu", "Missing"), say("Số trùng", "Doubled"),
        say("Ngoài dãy", "Outside"), "",
    ]  # fmt: skip
    rows = [[*_figures(ledger), say("tập nhập", "training") if ledger.training else ""] for ledger in ledgers]
    return [head, *rows] if rows else []


def _figures(ledger: Ledger) -> list[str]:
    counts = (ledger.issued, ledger.returned, ledger.keyed, ledger.void, ledger.blank, ledger.outstanding, ledger.missing_count)
    return [ledger.batch, *map(str, counts), str(len(ledger.doubled)), str(len(ledger.outside))]


def _facts(ledger: Ledger) -> list[tuple[str, str]]:
    surplus = ledger.outstanding < 0
    left = (
        (say("Thừa", "Surplus"), str(-ledger.outstanding))
        if surplus
        else (say("Còn lại", "Outstanding"), str(ledger.outstanding))
    )
    balanced = say("khớp", "balances") if ledger.balanced else say("chưa khớp", "does not balance yet")
    return [
        (say("Đợt", "Batch"), ledger.batch + (say(" (tập nhập)", " (training)") if ledger.training else "")),
        (say("Phát ra", "Issued"), str(ledger.issued)),
        (say("Đã nhập", "Keyed"), str(ledger.keyed)),
        (say("Phiếu hủy", "Void"), str(ledger.void)),
        (say("Phiếu trống", "Blank"), str(ledger.blank)),
        left,
        (say("Thu về", "Returned"), str(ledger.returned)),
        (say("Số thiếu", "Missing serials"), _runs(ledger.missing)),
        (say("Số trùng", "Doubled serials"), _runs([(serial, serial) for serial in ledger.doubled])),
        (say("Ngoài dãy số", "Outside the range"), _runs([(serial, serial) for serial in ledger.outside])),
        (say("Nhập ở máy khác", "Keyed elsewhere"), str(ledger.elsewhere)),
        (say("Sổ phiếu", "Ledger"), balanced),
    ]


def _runs(runs: Iterable[tuple[int, int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs) or "-"
