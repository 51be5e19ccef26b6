"""Commands for what an administrator answers for: check, audit, backup, restore, and records removed or lost."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app.commands.base import Options, add_json, add_period, opened, refusals
from desktop_app.commands.output import ProgressLine, Refusal, print_json, print_lines
from desktop_app.commands.records import brief, stored_json
from desktop_app.words import language, say


class Check:
    help = "kiểm tra sổ và các mốc bên ngoài / check the office: every line, its chain, its files, and what anchors outside prove"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="read every line anew, compare with every anchor found")
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="N:HASH", help="as printed on a paper / mốc in trên báo cáo giấy"
        )
        parser.add_argument("--backups", type=Path, metavar="DIR", help="folder with backups / thư mục có bản sao lưu")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.checking import check

        with opened(options, read_only=True) as session:
            report = check(session, full=options.full or bool(options.anchor), typed=options.anchor, backups=options.backups)
        if options.json:
            findings = [{"code": found.code, "ok": found.ok, "line": _line(found)} for found in report.findings]
            print_json({"ok": report.ok, "head": {"n": report.head.n, "hash": report.head.hash}, "findings": findings})
        else:
            for found in report.findings:
                print(f"{'✓' if found.ok else '✗'} {_line(found)}")
        return 0 if report.ok else 1


class Audit:
    help = "nhật ký truy cập / list who looked, searched, exported, printed, signed in, and when"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=False)
        parser.add_argument("--what", default="", metavar="KIND", help="view, search, export, print, send, sign-in, …")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.auditing import describe, list_audits

        with opened(options, read_only=True) as session:
            found = list_audits(session, options.first, options.last, options.what)
        if options.json:
            print_json([stored_json(stored) for stored in found])
        else:
            print_lines([str(stored.n), stored.at[:19], stored.by, *describe(stored)] for stored in found)
        return 0


class Backup:
    help = "sao lưu, có khôi phục thử / write a dated backup, proven by restoring it for trial"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.backup import backup

        with opened(options) as session:
            made = backup(session, options.folder, ProgressLine())
        if options.json:
            print_json(made.as_json())
        else:
            print(say(f"Đã sao lưu và mở thử: {made.path}", f"Backed up and opened for trial: {made.path}"))
            print(say(f"Mốc sổ {made.n} · {made.hash}", f"Journal head {made.n} · {made.hash}"))
        return 0


class Restore:
    help = "khôi phục từ bản sao lưu vào thư mục trống / make the office of a backup anew in an empty folder"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--why", default="", help="kept in the first line of the new epoch / lý do")

    def run(self, options: Options) -> int:
        from desktop_app.commands.passwords import ask_password
        from desktop_app.workflows.backup import needs_password, restore

        with refusals():
            password = ask_password(options) if needs_password(options.file) else None
            manifest = restore(options.file, options.folder, account=options.account, password=password, why=options.why)
        n, made = manifest.mark.n, manifest.made[:16].replace("T", " ")
        print(
            say(
                f"Đã khôi phục sổ {manifest.unit} vào {options.folder}: bản sao lưu {made}, mốc {n}. Những gì nhập sau đó không "
                "có trong bản này. Lần gửi tới, cấp trên sẽ hỏi xác nhận đợt sổ mới.",
                f"The office of {manifest.unit} is restored in {options.folder}: backup of {made}, head {n}. What was entered "
                "later is not in it. At the next sending the office above will ask about the new epoch.",
            )
        )
        return 0


class Remove:
    help = "gỡ một bản ghi, có lý do / remove a record: a revision with its reason; it can be brought back"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id")
        parser.add_argument("--why", required=True)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.removing import locate, remove

        with opened(options) as session:
            table, id, rev = locate(session, options.id)
            remove(session, table, id, rev, options.why)
        print(say(f"Đã gỡ {table} {id}.", f"Removed {table} {id}."))
        return 0


class Undelete:
    help = "lấy lại bản ghi đã gỡ / bring a removed record back as it was"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id")
        parser.add_argument("--why", required=True)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.removing import locate, undelete

        with opened(options) as session:
            table, id, _ = locate(session, options.id)
            undelete(session, table, id, options.why)
        print(say(f"Đã lấy lại {table} {id}.", f"Brought back {table} {id}."))
        return 0


class Lost:
    help = "những dòng một máy đã mất khi khôi phục / list what was received from a station before it was restored and lost it"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.restored import lost_lines

        with opened(options) as session:
            found = list(lost_lines(session))
        if options.json:
            print_json([{"unit": unit, **stored_json(stored)} for unit, stored in found])
        else:
            print_lines(
                [unit, stored.table, stored.id, stored.at[:19], stored.by, brief(stored.data or {})] for unit, stored in found
            )
        return 0


def _line(found: Any) -> str:
    return str(found.vi if language() == "vi" else found.en)


__all__ = ["Audit", "Backup", "Check", "Lost", "Refusal", "Remove", "Restore", "Undelete"]
