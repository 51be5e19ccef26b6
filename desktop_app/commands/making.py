"""Commands that make things from nothing: the demo, a new office, the self-test."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.base import Options, refusals
from desktop_app.commands.output import ProgressLine
from desktop_app.words import say


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
                "Không nhập bí mật nhà nước vào chương trình này. Cất khóa dự phòng keys/escrow.age vào nơi an toàn, "
                "ngoài máy này.",
                "No state secrets in this program. Move the escrow key keys/escrow.age to a safe place off this PC.",
            )
        )
        return 0


class SelfTest:
    help = "key a slip, make, sign and verify a report, write and read a bundle"

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
