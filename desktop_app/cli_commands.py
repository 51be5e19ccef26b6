"""The commands of the command line, one small class each, and the table that names them.

Each reads its arguments, calls one workflow and prints what it returned. Workflows are imported when a command runs, so
that `--help` and `list` do not wait for the PDF engines. No command may decide or compute anything.
"""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.cli_output import ProgressLine, Refusal, explain, print_json, print_lines
from desktop_app.words import language, say
from forms.dates import parse_date
from forms.problems import Refused
from forms.strict_json import BadJson, loads_strict

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

__all__ = ["COMMANDS", "Command", "Refusal", "explain"]

MAX_LINE_BYTES = 1 << 20
Options = argparse.Namespace


class Command(Protocol):
    """What every command offers. run returns the exit status and raises Refusal."""

    help: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, options: Options) -> int: ...


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
    """Open the office named by `--office`. Raises Refusal when none is named, held or damaged."""
    from desktop_app.workflows.session import open_session

    if options.office is None:
        raise Refusal(2, text=say("Hãy chỉ ra thư mục sổ: --office THƯMỤC.", "Name the office folder: --office DIR."))
    with refusals(), open_session(options.office, options.account, read_only=read_only) as session:
        yield session


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


class Demo:
    help = "make the office of the seed story and do the main job on it"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def run(self, options: Options) -> int:
        from desktop_app.workflows import demo

        with refusals():
            result = demo.run(options.folder, ProgressLine())
        for line in result.lines():
            print(line)
        return 0


class Init:
    help = "make a new office"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--parent", default="", metavar="CODE", help="code of the unit above / mã đơn vị cấp trên")
        parser.add_argument("--parent-name", default="", metavar="NAME")
        parser.add_argument("--unsealed", action="store_true", help="plain JSON office for training / sổ không niêm phong")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.setup import create

        with refusals():
            create(
                options.folder,
                unit=options.unit,
                name=options.name,
                parent=options.parent,
                parent_name=options.parent_name,
                account=options.account,
            )
        print(say(f"Đã tạo sổ trong {options.folder}.", f"The office is made in {options.folder}."))
        print(
            say(
                "Không nhập bí mật nhà nước vào chương trình này. Cất khóa dự phòng keys/escrow.age vào nơi an toàn, ngoài máy này.",
                "No state secrets in this program. Move the escrow key keys/escrow.age to a safe place off this PC.",
            )
        )
        return 0


class Enter:
    help = "check and save records, one JSON object a line, all or nothing"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("table")
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--why", default="")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.records import check_values, enter

        values = read_values(options.file)
        with opened(options) as session:
            warnings = [p for p in check_values(session, options.table, values) if p.severity == "warning"]
            saved = enter(session, options.table, values, options.why)
        for problem in warnings:
            explain(Refusal(0, [problem]))
        print(say(f"Đã lưu {len(saved)} bản ghi.", f"Saved {len(saved)} records."))
        return 0


def read_values(file: Path) -> list[Any]:
    """Return one value a line of a JSONL file. Raises Refusal with every line that is not JSON."""
    from desktop_app.workflows.records import json_problem

    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        reason = error.strerror
        raise Refusal(2, text=say(f"Không đọc được {file}: {reason}.", f"Cannot read {file}: {reason}.")) from None
    values, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values.append(loads_strict(line, max_bytes=MAX_LINE_BYTES))
        except BadJson as error:
            problems.append(json_problem(number, error.code, error.detail))
    if problems:
        raise Refusal(2, problems)
    return values


class List:
    help = "list the records of a table"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("table")
        add_period(parser, required=False)
        parser.add_argument("--find", default="", metavar="TEXT")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.records import list_records

        with opened(options) as session:
            found = list_records(session, options.table, options.first, options.last, options.find)
        if options.json:
            print_json([stored_json(stored) for stored in found])
        else:
            print_lines([stored.id, str(stored.rev), stored.at[:19], brief(stored.data or {})] for stored in found)
        return 0


def stored_json(stored: Any) -> dict[str, Any]:
    """Return a stored revision as a JSON value."""
    names = ("table", "id", "rev", "n", "at", "by", "op", "why", "origin", "data")
    return {name: getattr(stored, name) for name in names}


def brief(data: dict[str, Any]) -> str:
    """Return the first plain fields of a record as one short text."""
    plain = [str(value) for value in data.values() if isinstance(value, str | int) and str(value)]
    text = " · ".join(plain[:7])
    return text if len(text) <= 120 else text[:119] + "…"


class Show:
    help = "show one record by id, dossier code or batch code"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.records import show

        with opened(options) as session:
            stored = show(session, options.id)
        if stored is None:
            raise Refusal(1, text=say(f"Không có bản ghi {options.id}.", f"There is no record {options.id}."))
        print_json(stored_json(stored))
        return 0


class History:
    help = "show every revision of a record: who, when, what, why"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.records import differences, history

        with opened(options) as session:
            revisions = history(session, options.id)
        if not revisions:
            raise Refusal(1, text=say(f"Không có bản ghi {options.id}.", f"There is no record {options.id}."))
        if options.json:
            print_json([stored_json(stored) for stored in revisions])
            return 0
        before: dict[str, Any] = {}
        for stored in revisions:
            print(f"{stored.rev}  {stored.at[:19]}  {stored.by}  {stored.op}  {stored.why}".rstrip())
            for name, old, new in differences(before, stored.data):
                print(f"     {name}: {old!s} → {new!s}" if before else f"     {name}: {new!s}")
            before = dict(stored.data or {})
        return 0


class Summary:
    help = "figures of a period, and the report made from them"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=True)
        parser.add_argument("--pdf", type=Path, metavar="FILE")
        parser.add_argument("--xlsx", type=Path, metavar="FILE")
        parser.add_argument("--number", default="", help="number of the document / số văn bản")
        parser.add_argument("--day", type=day_argument, help="day of the document / ngày văn bản")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.files import write_result
        from desktop_app.workflows.summary import make_summary, make_workbook, report_of

        with opened(options) as session:
            summary = make_summary(session, options.first, options.last)
            if options.pdf:
                write_result(options.pdf, report_of(session, summary, number=options.number, day=options.day))
            if options.xlsx:
                write_result(options.xlsx, make_workbook(session, summary))
        if options.json:
            print_json(summary)
        else:
            print_lines(summary_lines(summary))
        return 0


def summary_lines(summary: dict[str, Any]) -> list[list[str]]:
    """Return the main figures of a summary with their counts, as rows of text."""
    from desktop_app.workflows.wording import describe_summary

    return [[label, value] for label, value in describe_summary(summary)]


class Sign:
    help = "sign a report"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--role", choices=("prepared", "approved"), required=True)
        key = parser.add_mutually_exclusive_group()
        key.add_argument("--p12", type=Path, metavar="FILE", help="the unit's own certificate unless given")
        key.add_argument("--pkcs11", metavar="URI")
        parser.add_argument("--key-password-file", type=Path, metavar="FILE", help="password of the .p12 or PIN of the token")
        parser.add_argument("--out", type=Path, metavar="FILE", help="instead of replacing FILE")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.files import read_input, write_result
        from desktop_app.workflows.signing import sign

        with opened(options) as session:
            data = read_input(options.file)
            password = read_password(options) if options.p12 or options.pkcs11 else None
            p12 = read_input(options.p12) if options.p12 else None
            signed = sign(session, data, options.role, p12=p12, pkcs11=options.pkcs11, password=password)
            write_result(options.out or options.file, signed)
        print(say(f"Đã ký: {options.out or options.file}", f"Signed: {options.out or options.file}"))
        return 0


def read_password(options: Options) -> str:
    """Return the password of a key, from its file or a prompt; the first line, without its end."""
    from desktop_app.workflows.files import read_input

    if options.key_password_file:
        return read_input(options.key_password_file).decode().splitlines()[0]
    return getpass.getpass(say("Mật khẩu khóa ký: ", "Password of the key: "))


class Verify:
    help = "verify a report or a bundle"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.signing import verify_file

        with opened(options, read_only=True) as session:
            verdict = verify_file(session, options.file)
        if options.json:
            print_json(verdict.as_json(language()))
        else:
            for name, answer in verdict.questions.items():
                print(f"{'✓' if answer.ok else '✗'} {name}: {answer.vi if language() == 'vi' else answer.en}")
            print(verdict.vi if language() == "vi" else verdict.en)
        return 0 if verdict.ok else 1


class Send:
    help = "write what is new as a bundle onto a stick"

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
    help = "check bundles and take them in, each all or nothing"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.receiving import receive

        with opened(options) as session:
            outcomes = receive(session, options.files, ProgressLine())
        if options.json:
            print_json([outcome.as_json() for outcome in outcomes])
        else:
            print_lines([o.file, o.unit, o.verdict, o.vi if language() == "vi" else o.en] for o in outcomes)
        return 2 if any(outcome.refused for outcome in outcomes) else 0


class Card:
    help = "write this unit's card, which another office enters with `enter units`"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.cards import dump_card
        from desktop_app.workflows.files import write_result

        with opened(options) as session:
            card = dump_card(session)
        if options.file:
            write_result(options.file, card)
        else:
            print(card.decode(), end="")
        return 0


class Check:
    help = "check the office: every line, its chain and its files"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true")
        add_json(parser)

    def run(self, options: Options) -> int:
        with opened(options, read_only=True) as session:
            report = session.office.check(options.full)
        if options.json:
            print_json({"ok": report.ok, "lines": [line.en for line in report.lines]})
        else:
            for line in report.lines:
                print(line.vi if language() == "vi" else line.en)
        return 0 if report.ok else 1


class SelfTest:
    help = "key a slip, make, sign and verify a report, write and read a bundle"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--no-window", action="store_true")

    def run(self, options: Options) -> int:
        from desktop_app.selftest import run_selftest

        return run_selftest(window=not options.no_window)


COMMANDS: dict[str, Command] = {
    "demo": Demo(),
    "init": Init(),
    "enter": Enter(),
    "list": List(),
    "show": Show(),
    "history": History(),
    "summary": Summary(),
    "sign": Sign(),
    "verify": Verify(),
    "send": Send(),
    "receive": Receive(),
    "card": Card(),
    "check": Check(),
    "self-test": SelfTest(),
}
