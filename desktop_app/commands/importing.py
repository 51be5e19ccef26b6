"""The command on old registers: try a file, import it, list the imports, undo one."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.commands.base import Options, add_json, opened, refusals
from desktop_app.commands.output import ProgressLine, Refusal, describe, explain, print_json, print_lines
from desktop_app.words import say
from forms.strict_json import BadJson, loads_strict

if TYPE_CHECKING:
    from desktop_app.workflows.importing.findings import Finding
    from desktop_app.workflows.importing.plan import Plan
    from desktop_app.workflows.importing.setup import Setup
    from desktop_app.workflows.importing.told import Imported
    from desktop_app.workflows.session import Session

MAX_MAP_BYTES = 1 << 20
MOST_PRINTED = 200


class Import:
    help = "nhập sổ cũ từ XLSX, CSV: chạy thử, nhập, bỏ / an old register from XLSX or CSV: dry run, import, undo"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument("--sheet", default="", help="trang tính / sheet")
        parser.add_argument("--map", type=Path, metavar="FILE.json", help="cột, tên thủ tục / columns, procedure names")
        parser.add_argument("--skip", default="", metavar="ROWS", help="dòng bỏ qua, như 12,15-20 / rows left out")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra / check only")
        parser.add_argument("--problems", type=Path, metavar="FILE.csv", help="ghi mọi điều thấy / write all findings")
        parser.add_argument("--list", action="store_true", help="các lần nhập / the imports there were")
        parser.add_argument("--undo", default="", metavar="ID", help="bỏ một lần nhập / undo an import")
        parser.add_argument("--why", default="", help="lý do / reason")
        add_json(parser)

    def run(self, options: Options) -> int:
        if options.list:
            return _list(options)
        if options.undo:
            return _undo(options)
        if options.file is None:
            raise Refusal(2, text=say("Hãy chỉ ra tệp: import TỆP.xlsx", "Name the file: import FILE.xlsx"))
        told, skip = _map(options.map), _rows(options.skip)
        with opened(options, read_only=options.dry_run and options.problems is None) as session:
            plan = _plan(session, options, told, skip)
            if options.problems is not None:
                _write_problems(session, options.problems, plan)
            done = None if options.dry_run or plan.errors else _save(session, plan)
        return _report(options, plan, done)


def _plan(session: Session, options: Options, told: Any, skip: frozenset[int]) -> Plan:
    from desktop_app.workflows.importing.memory import read_memory
    from desktop_app.workflows.importing.plan import make_plan
    from desktop_app.workflows.importing.setup import open_book, propose, with_map

    sheet = options.sheet or (told.get("sheet", "") if isinstance(told, dict) else "")
    progress = ProgressLine()
    book, memory = open_book(options.file, str(sheet), progress), read_memory(session)
    setup: Setup = propose(book, memory)
    if told is not None:
        setup = with_map(book, memory, setup, told)
    return make_plan(session, book, replace(setup, skip=skip), progress)


def _save(session: Session, plan: Plan) -> Imported:
    from desktop_app.workflows.importing.saving import save_plan

    return save_plan(session, plan, ProgressLine())


def _write_problems(session: Session, path: Path, plan: Plan) -> None:
    from desktop_app.workflows.importing.problem_list import write_problems

    write_problems(session, path, plan)


def _report(options: Options, plan: Plan, done: Imported | None) -> int:
    if options.json:
        print_json(_as_json(plan, done))
    else:
        _print_plan(plan, done)
    if plan.errors:
        return 1 if options.dry_run else 2
    return 0


def _print_plan(plan: Plan, done: Imported | None) -> None:
    for note in plan.book.table.notes:
        explain(Refusal(0, text=describe(note)))
    counts, listed = plan.findings.counts, plan.findings.by_row()
    shown = [found for found in listed if found.weight != "repaired"][:MOST_PRINTED]
    if shown:
        print_lines([_line(found) for found in shown])
    weighed = counts["error"] + counts["warning"]
    if weighed > len(shown):
        print(
            say(
                f"… và {weighed - len(shown)} dòng nữa; xem đủ bằng --problems TỆP.csv",
                f"… and {weighed - len(shown)} more; see --problems",
            )
        )
    for name in plan.unknown:
        offered = ", ".join(name.offered[:3])
        print(
            say(
                f"Thủ tục chưa biết: “{name.text}” ({name.rows} dòng); gần nhất: {offered}",
                f"Unknown: “{name.text}” ({name.rows}); nearest: {offered}",
            )
        )
    print(_summary(plan))
    if done is not None:
        print(say(f"Đã nhập {done.records} hồ sơ, mã nhập {done.id}.", f"Imported {done.records} dossiers as {done.id}."))


def _summary(plan: Plan) -> str:
    counts, left, dossiers = plan.findings.counts, len(plan.left), len(plan.rows)
    errors, looks, repaired = counts["error"], counts["warning"], counts["repaired"]
    return say(
        f"{dossiers} hồ sơ; {errors} lỗi, {looks} lưu ý, {repaired} chỗ đã sửa; bỏ {left} dòng.",
        f"{dossiers} dossiers; {errors} errors, {looks} to look at, {repaired} repaired; {left} rows left out.",
    )


def _line(found: Finding) -> list[str]:
    from desktop_app.workflows.importing.problem_list import weight_name

    return [str(found.row or "-"), found.column or "-", weight_name(found.weight), found.code, found.words]


def _as_json(plan: Plan, done: Imported | None) -> dict[str, Any]:
    from desktop_app.workflows.importing.setup import map_of

    names = ("row", "column", "heading", "weight", "code", "before", "after")
    return {
        "import": done.id if done else None,
        "dossiers": len(plan.rows),
        "left_out": plan.left,
        "counts": {weight: plan.findings.counts[weight] for weight in ("error", "warning", "repaired")},
        "notes": [note.code for note in plan.book.table.notes],
        "map": map_of(plan.book, plan.setup),
        "unknown_names": [{"name": name.text, "rows": name.rows, "offered": list(name.offered)} for name in plan.unknown],
        "findings": [{**{name: getattr(found, name) for name in names}, "what": found.words} for found in plan.findings.by_row()],
    }


def _list(options: Options) -> int:
    from desktop_app.workflows.importing.told import list_imports

    with opened(options, read_only=True) as session:
        found = list_imports(session)
    if options.json:
        print_json(
            [
                {name: getattr(one, name) for name in ("id", "at", "by", "file", "sheet", "records", "left", "undone")}
                for one in found
            ]
        )
    else:
        undone = say("đã bỏ", "undone")
        print_lines(
            [one.id, one.at[:16], one.by, str(one.records), one.file, one.sheet, undone if one.undone else ""] for one in found
        )
    return 0


def _undo(options: Options) -> int:
    from desktop_app.workflows.importing.saving import undo_import

    with opened(options) as session:
        removed = undo_import(session, options.undo, options.why, ProgressLine())
    print(say(f"Đã gỡ {removed} hồ sơ của lần nhập {options.undo}.", f"Removed {removed} dossiers of the import {options.undo}."))
    return 0


def _map(path: Path | None) -> Any:
    """Return what a map file says, None without one. Raises Refusal if it is no JSON."""
    from desktop_app.workflows.files import read_input

    if path is None:
        return None
    with refusals():
        data = read_input(path)
    try:
        return loads_strict(data, max_bytes=MAX_MAP_BYTES)
    except BadJson as error:
        raise Refusal(
            2, text=say(f"{path} không phải JSON đúng ({error.code}).", f"{path} is no good JSON ({error.code}).")
        ) from None


def _rows(text: str) -> frozenset[int]:
    """Return the rows of `12,15-20`. Raises Refusal."""
    rows: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not part:
            continue
        if not (first.isascii() and first.isdigit() and (not dash or (last.isascii() and last.isdigit()))) or len(part) > 15:
            raise Refusal(2, text=say(f"--skip: “{part}” không phải số dòng.", f"--skip: “{part}” is no row."))
        end = int(last or first)
        if end - int(first) > 200_000:
            raise Refusal(2, text=say(f"--skip: “{part}” quá dài.", f"--skip: “{part}” is too long."))
        rows.update(range(int(first), end + 1))
    return frozenset(rows)
