"""The command line (design.md §7): the same workflows as the window, for administrators, tests and scripts.

Exit status: 0 done, 1 the thing asked about is not in order, 2 refused input, 3 not allowed or locked. Results go to
standard output, problems to standard error, each with place, code, sentence. No figure is computed here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app.commands import COMMANDS
from desktop_app.commands.output import Refusal, explain
from desktop_app.words import say, use_language

DONE, NOT_IN_ORDER, REFUSED, LOCKED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is given. Returns the exit status."""
    options = make_parser().parse_args(arguments)
    use_language(options.language)
    try:
        if options.command is None:
            return open_window(options.office, options.account)
        return COMMANDS[options.command].run(options)
    except Refusal as refusal:
        explain(refusal)
        return refusal.status
    except KeyboardInterrupt:
        print(say("Đã dừng theo yêu cầu.", "Stopped as asked."), file=sys.stderr)
        return REFUSED


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="python -m desktop_app", description="Sổ Một Cửa")
    parser.add_argument("--office", type=Path, help="office folder / thư mục sổ")
    parser.add_argument("--account", default="admin", help="who works / tài khoản")
    parser.add_argument("--password-file", type=Path, help="file with the password / tệp mật khẩu")
    parser.add_argument(
        "--salvage", action="store_true", help="look at a damaged office up to the damage / xem sổ hỏng đến chỗ hỏng"
    )
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.help))
    return parser


def open_window(office: Path | None, account: str) -> int:
    """Open the window; without a display or tkinter say so in one sentence. Returns the exit status."""
    try:
        from desktop_app.ui.app import run
    except ImportError as error:
        if "tkinter" not in str(error):
            raise
        print(
            say(
                "Python này không có tkinter. Hãy cài gói python3-tk rồi chạy lại.",
                "This Python has no tkinter. Install the package python3-tk and run again.",
            ),
            file=sys.stderr,
        )
        return NOT_IN_ORDER
    return run(office, account)


if __name__ == "__main__":
    sys.exit(main())
