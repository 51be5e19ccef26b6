"""Accounts of a sealed office: who may open it, with which role, and what happens when one leaves.

A record in the table `accounts` says who, a slot in the store opens the office; both name the role and must agree. The record is
written first: an account without a slot cannot sign in, one without a record is not let in. This module must not show a
password or a code anywhere but to its caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.store.errors import NotUnlocked
from desktop_app.store.office import Change, EscrowIdentity, RecoveryCode, Seal, Stored, open_office
from desktop_app.store.passwords import check_password
from desktop_app.store.station_keys import StationKey, make_signing_key
from desktop_app.workflows.auditing import keep_failure
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.keyring import ESCROW_FILE
from desktop_app.workflows.permissions import TABLE, is_live, require
from desktop_app.workflows.session import Clock, Session, vietnam_now
from forms.checks import check_record, normalise
from forms.problems import Problem, Refused, declare, make_problem
from forms.shipped import load_shipped

FORM = "account@1"
ADMINISTRATOR = "administrator"
KEY_AUDIT, PASSWORD_AUDIT, RECOVERY_AUDIT = "office-key", "password", "recovery"

SHAPE = declare(
    "ACCOUNT-SHAPE",
    "Tên đăng nhập gồm 1-32 chữ cái không dấu, chữ số, dấu chấm hoặc gạch.",
    "An account is 1-32 letters without marks, digits, dots or hyphens.",
)
TAKEN = declare("ACCOUNT-TAKEN", "Tài khoản này đã có.", "There is such an account already.")
UNKNOWN = declare("ACCOUNT-UNKNOWN", "Không có tài khoản này.", "There is no such account.")
NO_ADMINISTRATOR = declare(
    "ACCOUNT-NOT-ADMINISTRATOR",
    "Chỉ đặt lại được mật khẩu của một quản trị còn hiệu lực.",
    "Only the password of a live administrator can be set anew.",
)
LAST = declare(
    "ACCOUNT-LAST-ADMINISTRATOR",
    "Đây là quản trị cuối cùng: hãy lập quản trị khác trước.",
    "This is the last administrator: add another one first.",
)


def add_account(
    session: Session, account: str, name: str, role: str, password: str, *, first: date | None = None, last: date | None = None
) -> Stored:
    """Add an account with a first password, which its owner changes. Raises NotAllowed, Refused with every problem."""
    seal = _require(session)
    signing = make_signing_key()
    record = _record(account, name, role, signing.public, first, last)
    problems = _check(session, record, password)
    if session.office.revisions(TABLE, "") and session.office.get(TABLE, account) is not None:
        problems.append(make_problem(TAKEN, "account"))
    return _save(session, seal, record, 0, password, signing, problems, "add")


def reset_account(session: Session, account: str, password: str, role: str = "") -> Stored:
    """Give an account a new password, signing key and, if named, role: for who forgot it, changed post, or comes back."""
    seal, stored = _require(session), _require_account(session, account)
    signing = make_signing_key()
    before = {name: value for name, value in (stored.data or {}).items() if name != "revoked"}
    record = {**before, "key": signing.public, "role": role or before["role"]}
    problems = _check(session, record, password)
    if record["role"] != ADMINISTRATOR and _is_last(session, account):
        problems.append(make_problem(LAST, "role"))
    return _save(session, seal, record, stored.rev, password, signing, problems, "reset")


def change_password(session: Session, old: str, new: str) -> None:
    """Change the password of the session's own account. Raises WrongPassword, MustWait, Refused."""
    _seal(session).change_password(old, new, session.clock())
    session.office.audit(PASSWORD_AUDIT, {"account": session.account}, by=session.account, at=session.clock())


def revoke_account(session: Session, account: str, why: str) -> Stored:
    """Let an account in no more, and renew the office's key: what is written from now on it could not read from a copy either.

    What it could read until now it may have kept; no program undoes that.  Raises NotAllowed, Refused.
    """
    seal, stored = _require(session), _require_account(session, account)
    if _is_last(session, account):
        raise Refused([make_problem(LAST, "account")])
    record = {**(stored.data or {}), "revoked": session.clock().date().isoformat()}
    saved = session.append([Change(TABLE, account, record, stored.rev, why=why.strip() or "revoke")])[0]
    seal.remove_slot(account)
    renew_key(session)
    return saved


def renew_key(session: Session) -> int:
    """Make a new office key for what is written from now on; return its number. For use after a restore or a loss too."""
    seal = _require(session)
    live = {stored.id for stored in list_accounts(session) if is_live(stored.data or {}, session.clock().date())}
    number = seal.renew(live | {session.account})
    session.office.audit(KEY_AUDIT, {"number": number}, by=session.account, at=session.clock())
    session.office.save_snapshot()
    return number


def list_accounts(session: Session) -> list[Stored]:
    """Return the records of all accounts, live or revoked, in the order they were added."""
    return list(session.office.records(TABLE, origin=""))


def new_recovery_code(session: Session) -> str:
    """Return a new recovery code, to be printed once; the one before opens nothing any more."""
    code = _require(session).renew_recovery_code()
    session.office.audit(RECOVERY_AUDIT, {"what": "new code"}, by=session.account, at=session.clock())
    return code


def recover(folder: Path, account: str, password: str, *, code: str = "", escrow: bytes = b"", clock: Clock | None = None) -> str:
    """Give a live administrator a new password with the recovery code, or the escrow key; return the new recovery code.

    The code before opens nothing any more.  Raises WrongPassword, MustWait, Refused, and the store's errors.
    """
    clock = clock or vietnam_now
    unlock = EscrowIdentity(escrow) if escrow else RecoveryCode(code)
    try:
        opened = open_office(folder, clock=clock, account=account, unlock=unlock)
    except NotUnlocked as error:
        keep_failure(folder, account, clock(), error)
        raise
    with opened as office:
        session = Session(office, account, load_shipped(), clock, ADMINISTRATOR)
        seal, record = _seal(session), _require_account(session, account).data or {}
        if record.get("role") != ADMINISTRATOR or not is_live(record, clock().date()):
            raise Refused([make_problem(NO_ADMINISTRATOR, "account")])
        reset_account(session, account, password)
        fresh = seal.renew_recovery_code()
        how = "escrow" if escrow else "code"
        office.audit(RECOVERY_AUDIT, {"what": "used", "with": how, "account": account}, by=account, at=clock())
        return fresh


def make_sheet(unit_name: str, code: str, day: date) -> bytes:
    """Return the recovery sheet of a unit as PDF."""
    from exports.recovery_sheet import make_recovery_sheet

    return make_recovery_sheet(unit_name, code, day)


def escrow_key(session: Session) -> bytes:
    """Return the office's own escrow key (an age identity file), for a safe off this PC."""
    _require(session)
    return session.secret(ESCROW_FILE)


def entrust(session: Session) -> None:
    """Entrust the office's keys to its own escrow key and to that of the office above, as far as their cards tell."""
    seal = _seal(session)
    units = [session.office.get("units", unit) for unit in (session.office.profile.unit, session.office.profile.parent) if unit]
    keys = [str((stored.data or {}).get("escrow") or "") for stored in units if stored]
    wanted = list(dict.fromkeys(key for key in keys if key))
    if wanted and wanted != seal.escrow():
        seal.set_escrow(wanted)


def first_account(session: Session, name: str) -> Stored:
    """Write the record of the account that founded the office. For `setup` alone."""
    seal = _seal(session)
    record = _record(session.account, name, ADMINISTRATOR, seal.signing_public, None, None)
    problems = _check(session, record, None)
    if problems:
        raise Refused(problems)
    return session.append([Change(TABLE, session.account, record, why="init")])[0]


def _seal(session: Session) -> Seal:
    if session.office.seal is None:
        raise WorkflowError(
            "Sổ tập huấn không niêm phong nên không có tài khoản.", "A training office is not sealed and has no accounts."
        )
    return session.office.seal


def _require(session: Session) -> Seal:
    seal = _seal(session)
    require(session, "accounts")
    return seal


def _require_account(session: Session, account: str) -> Stored:
    stored = session.office.get(TABLE, account)
    if stored is None:
        raise Refused([make_problem(UNKNOWN, "account")])
    return stored


def _is_last(session: Session, account: str) -> bool:
    """Tell whether no other live administrator is left."""
    today = session.clock().date()
    return not any(
        (stored.data or {}).get("role") == ADMINISTRATOR and is_live(stored.data or {}, today)
        for stored in list_accounts(session)
        if stored.id != account
    )


def _record(account: str, name: str, role: str, key: str, first: date | None, last: date | None) -> dict[str, Any]:
    """Return the record; without a first day none is set, for a clock that was put back must not keep the office shut."""
    days = {"from": first.isoformat() if first else "", "to": last.isoformat() if last else ""}
    return {"account": account, "name": name, "role": role, "key": key, **{field: day for field, day in days.items() if day}}


def _check(session: Session, record: Mapping[str, Any], password: str | None) -> list[Problem]:
    from desktop_app.workflows.look import OfficeLook

    form = session.forms[FORM]
    problems = check_record(form, normalise(form, record), OfficeLook(session))
    if not _is_name(str(record["account"])) and not any(problem.where == "account" for problem in problems):
        problems.insert(0, make_problem(SHAPE, "account"))
    return problems + (check_password(password, str(record["account"])) if password is not None else [])


def _is_name(account: str) -> bool:
    from desktop_app.store.holder import ACCOUNT

    return ACCOUNT.fullmatch(account) is not None


def _save(
    session: Session, seal: Seal, record: Mapping[str, Any], base: int, password: str, signing: StationKey,
    problems: list[Problem], why: str,
) -> Stored:  # fmt: skip
    if any(problem.severity == "error" for problem in problems):
        raise Refused(problems)
    data = normalise(session.forms[FORM], record)
    saved = session.append([Change(TABLE, str(data["account"]), data, base, why=why)])[0]
    seal.set_slot(str(data["account"]), str(data["role"]), password, signing)
    return saved
