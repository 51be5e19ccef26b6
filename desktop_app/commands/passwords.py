"""How commands ask for passwords: from a file, or at a prompt that does not show them. Nothing is kept."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from desktop_app.commands.base import Options
from desktop_app.commands.output import Refusal
from desktop_app.words import say


def read_line(path: Path) -> str:
    """Return the first line of a file without its end. Raises Refusal if it cannot be read or is empty."""
    from desktop_app.workflows.errors import WorkflowError
    from desktop_app.workflows.files import read_input

    try:
        lines = read_input(path).decode("utf-8-sig").splitlines()
    except (WorkflowError, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0]:
        raise Refusal(2, text=say(f"Không đọc được mật khẩu trong {path}.", f"No password can be read from {path}."))
    return lines[0]


def password_for(options: Options) -> str | None:
    """Return the password that opens the office: of `--password-file`, or asked for; None if it needs none or nobody is there."""
    from desktop_app.workflows.session import is_sealed

    return ask_password(options) if is_sealed(options.office) else None


def ask_password(options: Options) -> str | None:
    """Return the password of `--password-file`, or asked for; None if nobody is there to ask."""
    if options.password_file:
        return read_line(options.password_file)
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(say(f"Mật khẩu của {options.account}: ", f"Password of {options.account}: "))


def new_password(file: Path | None, account: str) -> str:
    """Return a password to be set: of a file, or asked for twice. Raises Refusal when nobody is there to ask."""
    if file:
        return read_line(file)
    if not sys.stdin.isatty():
        raise Refusal(
            2,
            text=say(
                "Hãy cho mật khẩu bằng tệp: --password-file khi tạo sổ, --new-password-file cho tài khoản.",
                "Give the password in a file: --password-file for a new office, --new-password-file for an account.",
            ),
        )
    first = getpass.getpass(say(f"Mật khẩu mới của {account}: ", f"New password of {account}: "))
    if first != getpass.getpass(say("Gõ lại: ", "Again: ")):
        raise Refusal(2, text=say("Hai lần gõ không giống nhau.", "The two are not the same."))
    return first


def key_password(file: Path | None) -> str:
    """Return the password of a signing key, from its file or a prompt. Raises Refusal when nobody is there to ask."""
    if file:
        return read_line(file)
    if not sys.stdin.isatty():
        raise Refusal(
            2,
            text=say("Hãy cho mật khẩu khóa ký: --key-password-file TỆP.", "Give the key's password: --key-password-file FILE."),
        )
    return getpass.getpass(say("Mật khẩu khóa ký: ", "Password of the key: "))


def tell_code(code: str, unit_name: str, sheet: Path | None) -> None:
    """Write the recovery sheet, or print the code: this once."""
    from desktop_app.workflows.accounts import make_sheet
    from desktop_app.workflows.files import write_result
    from desktop_app.workflows.session import vietnam_now

    if sheet is not None:
        try:
            write_result(sheet, make_sheet(unit_name, code, vietnam_now().date()))
        except BaseException:
            print(code)  # the only copy there is
            raise
        print(
            say(
                f"Mã khôi phục: {sheet}. In một bản, cất vào két, xóa tệp.", f"Recovery sheet: {sheet}. Print it, then delete it."
            )
        )
        return
    print(
        say(
            "Mã khôi phục, chỉ hiện một lần; hãy chép ra giấy và cất vào két:",
            "Recovery code, shown this once; keep it in a safe:",
        )
    )
    print(code)
