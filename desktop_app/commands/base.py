"""What every command shares: its shape, opening the office, exit statuses of refusals, arguments that recur."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Protocol

from desktop_app.commands.output import Refusal, explain
from desktop_app.words import language, say
from forms.dates import parse_date
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

Options = argparse.Namespace


class Command(Protocol):
    """What every command offers."""

    help: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, options: Options) -> int:
        """Do it; return the exit status. Raises Refusal."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turn refused input and the store's errors into exit statuses 2 and 3."""
    from desktop_app.workflows.errors import describe_error

    try:
        yield
    except Refused as refused:
        raise Refusal(2, refused.problems) from None
    except Exception as error:
        known = describe_error(error)
        if known is None:
            raise
        raise Refusal(3 if known.locked else 2, text=known.vi if language() == "vi" else known.en) from error


@contextmanager
def opened(options: Options, *, read_only: bool = False) -> Iterator[Session]:
    """Open the office named by `--office`. Raises Refusal when none is named, held, damaged or stays shut."""
    from desktop_app.commands.passwords import password_for

    require_office(options)
    require_period(options)
    with refusals():
        password = password_for(options)
        with _open(options, password, read_only=read_only) as session:
            for notice in session.office.notices:
                explain(Refusal(0, text=say(notice.vi, notice.en)))
            yield session


def _open(options: Options, password: str | None, *, read_only: bool) -> Session:
    """Open the office; of a damaged one it is also told how to look at what is whole. Raises Refusal and the store's errors."""
    from desktop_app.workflows.errors import Damaged
    from desktop_app.workflows.session import open_session

    try:
        return open_session(options.office, options.account, password=password, read_only=read_only, salvage=options.salvage)
    except Damaged as error:
        hint = say("Xem phần còn nguyên bằng --salvage.", "Look at what is whole with --salvage.")
        raise Refusal(2, text=f"{say(error.vi, error.en)} {hint}") from error


def require_office(options: Options) -> None:
    """Raise Refusal when no office is named."""
    if options.office is None:
        raise Refusal(2, text=say("Hãy chỉ ra thư mục sổ: --office THƯMỤC.", "Name the office folder: --office DIR."))


def require_period(options: Options) -> None:
    """Raise Refusal when the period asked for ends before it begins."""
    first, last = getattr(options, "first", None), getattr(options, "last", None)
    if first is not None and last is not None and last < first:
        vi, en = "Ngày cuối (--to) sớm hơn ngày đầu (--from): hãy đổi lại.", "The period ends (--to) before its start (--from)."
        text = say(vi, en)
        raise Refusal(2, text=text)


def day_argument(text: str) -> date:
    """Return the day of a command line argument: ISO or dd/mm/yyyy."""
    day = parse_date(text)
    if day is None:
        raise argparse.ArgumentTypeError(say(f"“{text}” không phải ngày có thật", f"“{text}” is not a day"))
    return day


def add_period(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add `--from D --to D`."""
    parser.add_argument("--from", dest="first", type=day_argument, required=required, metavar="D")
    parser.add_argument("--to", dest="last", type=day_argument, required=required, metavar="D")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="for machines / cho máy đọc")
