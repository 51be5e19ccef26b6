"""Commands on figures and reports: summary, sign, verify."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.base import Options, add_json, add_period, day_argument, opened
from desktop_app.commands.output import print_json, print_lines
from desktop_app.commands.passwords import key_password
from desktop_app.words import language, say


class Summary:
    help = "số liệu một kỳ và báo cáo / figures of a period, and the report made from them"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_period(parser, required=True)
        parser.add_argument("--pdf", type=Path, metavar="FILE")
        parser.add_argument("--xlsx", type=Path, metavar="FILE")
        parser.add_argument("--number", default="", help="number of the document / số văn bản")
        parser.add_argument("--day", type=day_argument, help="day of the document / ngày văn bản")
        add_json(parser)

    def run(self, options: Options) -> int:
        from desktop_app.workflows.exporting import export_file
        from desktop_app.workflows.summary import make_summary, make_workbook, report_of
        from desktop_app.workflows.wording import describe_summary

        with opened(options) as session:
            summary = make_summary(session, options.first, options.last)
            if options.pdf:
                export_file(session, options.pdf, report_of(session, summary, number=options.number, day=options.day), "report")
            if options.xlsx:
                export_file(session, options.xlsx, make_workbook(session, summary), "workbook")
        if options.json:
            print_json(summary)
        else:
            print_lines(describe_summary(summary))
        return 0


class Sign:
    help = "ký báo cáo / sign a report"

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
            password = key_password(options.key_password_file) if options.p12 or options.pkcs11 else None
            p12 = read_input(options.p12) if options.p12 else None
            signed = sign(session, data, options.role, p12=p12, pkcs11=options.pkcs11, password=password)
            write_result(options.out or options.file, signed)
        print(say(f"Đã ký: {options.out or options.file}", f"Signed: {options.out or options.file}"))
        return 0


class Number:
    help = "ghi số, ngày sau chữ ký thứ nhất / fill number and day into a report that the preparer has signed"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--number", required=True)
        parser.add_argument("--day", type=day_argument, metavar="D", help="today unless given / hôm nay nếu không ghi")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.files import read_input, write_result
        from desktop_app.workflows.signing import number

        with opened(options, read_only=True) as session:
            write_result(options.file, number(session, read_input(options.file), options.number, options.day))
        print(say(f"Đã ghi số và ngày: {options.file}", f"Number and day filled in: {options.file}"))
        return 0


class Verify:
    help = "kiểm tra báo cáo hoặc gói / verify a report or a bundle"

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
                mark = "–" if answer.ok is None else "✓" if answer.ok else "✗"
                print(f"{mark} {name}: {answer.vi if language() == 'vi' else answer.en}")
            print(verdict.vi if language() == "vi" else verdict.en)
        return 0 if verdict.ok else 1
