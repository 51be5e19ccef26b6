"""Commands on accounts of a sealed office: add, list, reset, revoke, password, its keys; unlock with the recovery code."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop_app.commands.base import Options, add_json, day_argument, opened, refusals, require_office
from desktop_app.commands.output import print_json, print_lines
from desktop_app.commands.passwords import new_password, password_for, read_line, tell_code
from desktop_app.commands.records import stored_json
from desktop_app.words import say

ROLES = ("officer", "commander", "administrator")


class Account:
    help = "tài khoản: thêm, xem, đặt lại, thu hồi, mật khẩu / accounts: add, list, reset, revoke, password"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        add = acts.add_parser("add", help="a new account with its first password")
        add.add_argument("name", metavar="ACCOUNT")
        add.add_argument("--full-name", required=True)
        add.add_argument("--role", choices=ROLES, required=True)
        add.add_argument("--from", dest="first", type=day_argument, metavar="D")
        add.add_argument("--to", dest="last", type=day_argument, metavar="D")
        reset = acts.add_parser("reset", help="a new password for who forgot it")
        reset.add_argument("name", metavar="ACCOUNT")
        reset.add_argument("--role", choices=ROLES, default="")
        own = acts.add_parser("password", help="change the own password")
        for one in (add, reset, own):
            one.add_argument("--new-password-file", type=Path, metavar="FILE")
        revoke = acts.add_parser("revoke", help="let an account in no more, renew the office's key")
        revoke.add_argument("name", metavar="ACCOUNT")
        revoke.add_argument("--why", required=True)
        escrow = acts.add_parser("escrow", help="write the office's escrow key, for a safe off this PC")
        escrow.add_argument("file", type=Path, metavar="FILE")
        acts.add_parser("renew-key", help="a new office key for what is written from now on")
        add_json(acts.add_parser("list", help="all accounts"))

    def run(self, options: Options) -> int:
        return ACTS[options.act](options)


class Unlock:
    help = "đặt lại mật khẩu bằng mã khôi phục / set an administrator's password anew with the recovery code or escrow key"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        key = parser.add_mutually_exclusive_group(required=True)
        key.add_argument("--recovery-code-file", type=Path, metavar="FILE")
        key.add_argument("--escrow-file", type=Path, metavar="FILE", help="age identity from the safe / khóa ủy thác")
        parser.add_argument("--new-password-file", type=Path, metavar="FILE")
        parser.add_argument("--recovery", type=Path, metavar="FILE.pdf", help="the new recovery sheet / tờ mã khôi phục mới")

    def run(self, options: Options) -> int:
        from desktop_app.workflows.accounts import recover
        from desktop_app.workflows.files import read_input
        from desktop_app.workflows.session import unit_name_of

        require_office(options)
        with refusals():
            code = read_line(options.recovery_code_file) if options.recovery_code_file else ""
            escrow = read_input(options.escrow_file) if options.escrow_file else b""
            password = new_password(options.new_password_file, options.account)
            fresh = recover(options.office, options.account, password, code=code, escrow=escrow)
            print(say(f"Đã đặt lại mật khẩu của {options.account}.", f"The password of {options.account} is set anew."))
            tell_code(fresh, unit_name_of(options.office), options.recovery)
        return 0


def _add(options: Options) -> int:
    from desktop_app.workflows.accounts import add_account

    with opened(options) as session:
        password = new_password(options.new_password_file, options.name)
        add_account(session, options.name, options.full_name, options.role, password, first=options.first, last=options.last)
    print(say(f"Đã lập tài khoản {options.name}.", f"The account {options.name} is added."))
    return 0


def _reset(options: Options) -> int:
    from desktop_app.workflows.accounts import reset_account

    with opened(options) as session:
        reset_account(session, options.name, new_password(options.new_password_file, options.name), options.role)
    print(say(f"Đã đặt lại mật khẩu của {options.name}.", f"The password of {options.name} is set anew."))
    return 0


def _password(options: Options) -> int:
    from desktop_app.workflows.accounts import change_password
    from desktop_app.workflows.session import open_session

    require_office(options)
    with refusals():
        old = password_for(options)
        with open_session(options.office, options.account, password=old) as session:
            change_password(session, old or "", new_password(options.new_password_file, options.account))
    print(say("Đã đổi mật khẩu.", "The password is changed."))
    return 0


def _revoke(options: Options) -> int:
    from desktop_app.workflows.accounts import revoke_account

    with opened(options) as session:
        revoke_account(session, options.name, options.why)
    print(
        say(
            f"Đã thu hồi tài khoản {options.name} và thay khóa của sổ. Những gì người đó đã đọc hay chép thì không lấy lại được.",
            f"The account {options.name} is revoked, the office key renewed. What it read or copied before is not taken back.",
        )
    )
    return 0


def _renew(options: Options) -> int:
    from desktop_app.workflows.accounts import renew_key

    with opened(options) as session:
        number = renew_key(session)
    print(say(f"Khóa số {number} được dùng từ bây giờ.", f"Key {number} is used from now on."))
    return 0


def _escrow(options: Options) -> int:
    from desktop_app.workflows.accounts import escrow_key
    from desktop_app.workflows.files import write_result

    with opened(options, read_only=True) as session:
        write_result(options.file, escrow_key(session))
    print(say(f"Khóa ủy thác: {options.file}. Cất vào két.", f"Escrow key: {options.file}. Keep it in a safe."))
    return 0


def _list(options: Options) -> int:
    from desktop_app.workflows.accounts import list_accounts

    with opened(options, read_only=True) as session:
        found = list_accounts(session)
    if options.json:
        print_json([stored_json(stored) for stored in found])
        return 0
    fields = ("account", "role", "name", "from", "to", "revoked")
    print_lines([str((stored.data or {}).get(field, "")) for field in fields] for stored in found)
    return 0


ACTS: dict[str, Callable[[Options], int]] = {
    "add": _add,
    "reset": _reset,
    "password": _password,
    "revoke": _revoke,
    "renew-key": _renew,
    "escrow": _escrow,
    "list": _list,
}
