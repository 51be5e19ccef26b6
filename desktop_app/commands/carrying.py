"""Commands for what travels: send, receive, the unit card."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.base import Options, add_json, opened, refusals
from desktop_app.commands.output import ProgressLine, print_json, print_lines
from desktop_app.words import language, say


class Send:
    help = "ghi gói dữ liệu mới ra USB / write what is new as a bundle onto a stick"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.sending import send

        with opened(options) as session:
            sent = send(session, options.folder, ProgressLine())
        for path in sent.files:
            print(say(f"Đã ghi {path}", f"Written {path}"))
        print(say(f"{sent.lines} dòng mới.", f"{sent.lines} new lines."))
        return 0


class Receive:
    help = "kiểm tra và nhận gói / check bundles and take them in, each all or nothing"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--accept-new-epoch", action="store_true", help="the unit was asked: its station was restored / đã gọi hỏi đơn vị"
        )
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.receiving import receive

        with opened(options) as session:
            outcomes = receive(session, options.files, ProgressLine(), accept_new_epoch=options.accept_new_epoch)
        if options.json:
            print_json([outcome.as_json() for outcome in outcomes])
        else:
            said = (" ".join([o.vi if language() == "vi" else o.en, *o.warnings]) for o in outcomes)
            print_lines([o.file, o.unit, o.verdict, text] for o, text in zip(outcomes, said, strict=True))
        return 2 if any(outcome.refused for outcome in outcomes) else 0


class Card:
    help = "xuất thẻ đơn vị / write this unit's card, which another office enters with `enter units`"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.cards import dump_card
        from desktop_app.workflows.files import write_result

        with opened(options) as session:
            card = dump_card(session)
        if options.file:
            with refusals():
                write_result(options.file, card)
        else:
            print(card.decode(), end="")
        return 0
