"""Commands that make things from nothing: the demo, a new office, the self-test."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.base import Options, refusals
from desktop_app.commands.output import ProgressLine
from desktop_app.commands.passwords import new_password, tell_code
from desktop_app.words import say


class Demo:
    help = "tạo sổ mẫu và làm trọn việc chính / make the office of the seed story and do the main job on it"

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
    help = "tạo sổ mới / make a new office"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--parent", default="", metavar="CODE", help="code of the unit above / mã đơn vị cấp trên")
        parser.add_argument("--parent-name", default="", metavar="NAME")
        parser.add_argument("--account-name", default="", metavar="NAME", help="who the first account is / họ tên quản trị")
        parser.add_argument("--recovery", type=Path, metavar="FILE.pdf", help="the recovery sheet / tờ mã khôi phục")
        parser.add_argument("--escrow", type=Path, metavar="FILE", help="the escrow key, for a safe / khóa ủy thác, để cất két")
        parser.add_argument("--unsealed", action="store_true", help="plain JSON office for training / sổ không niêm phong")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.files import require_place, write_result
        from desktop_app.workflows.setup import create

        with refusals():
            for path in filter(None, (options.recovery, options.escrow)):
                require_place(path)
        password = None if options.unsealed else new_password(options.password_file, options.account)
        with refusals():
            made = create(
                options.folder,
                unit=options.unit,
                name=options.name,
                parent=options.parent,
                parent_name=options.parent_name,
                account=options.account,
                account_name=options.account_name,
                password=password,
            )
        print(say(f"Đã tạo sổ trong {options.folder}.", f"The office is made in {options.folder}."))
        print(say("Không nhập bí mật nhà nước vào chương trình này.", "No state secrets in this program."))
        if made is None:
            print(
                say(
                    "Sổ này KHÔNG niêm phong, chỉ để tập huấn: ai đọc được thư mục là đọc được sổ.",
                    "This office is NOT sealed, for training only: who can read the folder can read it.",
                )
            )
            return 0
        with refusals():
            tell_code(made.code, options.name, options.recovery)
            if options.escrow:
                write_result(options.escrow, made.escrow)
                print(say(f"Khóa ủy thác: {options.escrow}. Cất vào két.", f"Escrow key: {options.escrow}. Keep it in a safe."))
        return 0


class SelfTest:
    help = "chương trình tự kiểm tra / key a slip, make, sign and verify a report, write and read a bundle"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--no-window", action="store_true")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.selftest import run_selftest

        with refusals():
            run_selftest(report=lambda text: print(f"✓ {text}"))
        if not options.no_window:
            return try_window()
        return 0


def try_window() -> int:
    """Open the window on a throw-away office, key a slip in it with real key events, close it. Returns the exit status."""
    from desktop_app.ui.selftest import key_one_slip

    with refusals():
        key_one_slip()
    print(say("✓ mở cửa sổ, nhập một phiếu bằng phím", "✓ window opened, one slip keyed"))
    return 0
