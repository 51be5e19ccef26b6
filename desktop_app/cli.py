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
from desktop_app.commands.edge import LanguageAction, Parser, hush, refusal_of, speak_utf8
from desktop_app.commands.output import Refusal, explain
from desktop_app.words import say, use_language

DONE, NOT_IN_ORDER, REFUSED, LOCKED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is given. Returns the exit status."""
    speak_utf8()
    use_language("vi")
    options = make_parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:  # whoever reads has read enough
        hush()
        return DONE
    except Refusal as refusal:
        return _refuse(refusal)
    except (KeyboardInterrupt, EOFError):
        print(say("Đã dừng theo yêu cầu.", "Stopped as asked."), file=sys.stderr)
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the outermost edge: no traceback for a person
        return _refuse(refusal_of(error))


def _run(options: argparse.Namespace) -> int:
    if options.command is None:
        return open_window(options.office, options.account)
    status = COMMANDS[options.command].run(options)
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _refuse(refusal: Refusal) -> int:
    explain(refusal)
    return refusal.status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = Parser(prog="python -m desktop_app", description="Sổ Một Cửa")
    parser.add_argument("--office", type=Path, help="office folder / thư mục sổ")
    parser.add_argument("--account", default="admin", help="who works / tài khoản")
    parser.add_argument("--password-file", type=Path, help="file with the password / tệp mật khẩu")
    parser.add_argument(
        "--salvage", action="store_true", help="look at a damaged office up to the damage / xem sổ hỏng đến chỗ hỏng"
    )
    parser.add_argument("--language", choices=("vi", "en"), default="vi", action=LanguageAction)
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
