"""Commands on records: enter, list, show, history."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app.commands.base import Options, add_json, add_period, opened, refusals
from desktop_app.commands.output import Refusal, explain, print_json, print_lines
from desktop_app.words import say
from forms.problems import make_problem
from forms.strict_json import BadJson, loads_strict

MAX_LINE_BYTES = 1 << 20


class Enter:
    help = "kiểm tra và lưu bản ghi, mỗi dòng một JSON / check and save records, one JSON object a line, all or nothing"

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


class List:
    help = "liệt kê bản ghi của một sổ / list the records of a table"

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


class Show:
    help = "xem một bản ghi / show one record by id, dossier code or batch code"

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
    help = "lịch sử một bản ghi: ai, lúc nào, sửa gì, vì sao / show every revision of a record: who, when, what, why"

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
            for name, old, new in differences(before, stored.data or before):
                print(f"     {name}: {old!s} → {new!s}" if before else f"     {name}: {new!s}")
            before = dict(stored.data or before)
        return 0


def read_values(file: Path) -> list[Any]:
    """Return one value a line of a JSONL file. Raises Refusal with every line that is not JSON; the last lines may be blank."""
    from desktop_app.workflows.files import read_input

    with refusals():
        lines = read_input(file).rstrip().splitlines()
    values, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            values.append(loads_strict(line, max_bytes=MAX_LINE_BYTES))
        except BadJson as error:
            problems.append(make_problem(error.code, f"line {number}", detail=error.detail))
    if problems:
        raise Refusal(2, problems)
    return values


def stored_json(stored: Any) -> dict[str, Any]:
    """Return a stored revision as a JSON value."""
    names = ("table", "id", "rev", "n", "at", "by", "op", "why", "origin", "data")
    return {name: getattr(stored, name) for name in names}


def brief(data: dict[str, Any]) -> str:
    """Return the first plain fields of a record as one short text."""
    plain = [str(value) for value in data.values() if isinstance(value, str | int) and str(value)]
    text = " · ".join(plain[:7])
    return text if len(text) <= 120 else text[:119] + "…"
