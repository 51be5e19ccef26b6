"""Audit lines: who looked at what, searched, printed, carried out, signed in. They lie in the same chain as the records.

`note` is called by the workflow that does the thing, never by the command line or a screen's drawing. What was searched for
stands in the line's payload alone, which a sealed office seals. Failed sign-ins happen before the office can be written to: they
wait in `log/sign-ins.jsonl` (account, time, reason; no more) and become lines at the next sign-in; whoever may write to the
folder could take that file away. This module must not decide who may do what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import decode, encode

from desktop_app.store.durable import make_folders, replace_file
from desktop_app.store.errors import DiskFull, StoreError, WriteFailed
from desktop_app.store.files import Files
from desktop_app.store.office import Change, Stored
from desktop_app.words import say
from forms.text import spell_hidden

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

TABLE = "audit"
PERSONAL = frozenset({"surveys", "dossiers", "feedback"})
"""Tables whose records tell of persons: looking at one of these is noted."""
WAITING_FILE = "log/sign-ins.jsonl"
MOST_WAITING = 1000
MOST_LETTERS = 500
"""Of one text in an audit line: a line that is too long could not be sent."""

KINDS: Mapping[str, tuple[str, str]] = {
    "view": ("Xem bản ghi", "Record looked at"),
    "history": ("Xem lịch sử bản ghi", "History looked at"),
    "search": ("Tìm kiếm", "Search"),
    "unmask": ("Xem số cá nhân", "Personal numbers shown"),
    "export": ("Xuất tệp", "File written"),
    "print": ("In", "Printed"),
    "import": ("Nhập từ tệp", "Imported from a file"),
    "import-undone": ("Bỏ một lần nhập từ tệp", "Import from a file undone"),
    "send": ("Ghi gói gửi", "Bundles written"),
    "receive": ("Nhận gói", "Bundles received"),
    "backup": ("Sao lưu", "Backup"),
    "restore": ("Khôi phục từ bản sao lưu", "Restored from a backup"),
    "sign": ("Ký báo cáo", "Report signed"),
    "sign-in": ("Mở sổ", "Signed in"),
    "sign-in-failed": ("Mở sổ không thành công", "Sign-in failed"),
    "checkpoint": ("Điểm chốt", "Checkpoint"),
    "password": ("Đổi mật khẩu", "Password changed"),
    "office-key": ("Thay khóa của sổ", "Office key renewed"),
    "recovery": ("Dùng hoặc thay mã khôi phục", "Recovery code used or renewed"),
}


class Failure(Struct, frozen=True, forbid_unknown_fields=True):
    """A sign-in that failed. reason: the name of the store's error."""

    account: str
    at: str
    reason: str


def note(session: Session, what: str, detail: Mapping[str, Any]) -> str:
    """Write an audit line; return an empty text, or why there is none: the office is read-only, or the disk refused it.

    detail: ids and counts; the text of a search; nothing else of a person.  A full disk does not stop anyone from looking.
    Its texts are kept so that a bundle takes them: in NFC, hidden characters spelt, not too long.
    Raises FlushFailed and Damaged: then the office must be closed.
    """
    if session.office.read_only:
        return say("Sổ đang chỉ để xem.", "The office is open to look only.")
    try:
        session.office.audit(what, _portable(detail), by=session.account, at=session.clock())
    except (DiskFull, WriteFailed) as error:
        return say(error.vi, error.en)
    return ""


def _portable(value: Any) -> Any:
    if isinstance(value, str):
        return spell_hidden(value[:MOST_LETTERS])
    if isinstance(value, Mapping):
        return {name: _portable(member) for name, member in value.items()}
    return [_portable(member) for member in value] if isinstance(value, list | tuple) else value


def note_view(session: Session, stored: Stored, what: str = "view") -> str:
    """Note that a record was looked at, if it is one of a person's."""
    if stored.table not in PERSONAL:
        return ""
    origin = {"origin": stored.origin} if stored.origin else {}
    return note(session, what, {"table": stored.table, "id": stored.id, **origin})


def note_search(session: Session, table: str, find: str, hits: int, first: date | None = None, last: date | None = None) -> str:
    """Note that a table of persons was searched or listed: the text, the days asked for, the number of hits."""
    days = {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day}
    return note(session, "search", {"table": table, "find": find, **days, "hits": hits})


def list_audits(session: Session, first: date | None = None, last: date | None = None, what: str = "") -> list[Stored]:
    """Return the own audit lines written on first..last, all or of one kind, oldest first. Raises Damaged."""
    return [
        stored
        for stored in session.office.audits(what)
        if (first is None or stored.when.date() >= first) and (last is None or stored.when.date() <= last)
    ]


def describe(stored: Stored) -> tuple[str, str]:
    """Return what an audit line says: the act in words, and its detail as one text."""
    vi, en = KINDS.get(stored.id, (stored.id, stored.id))
    return say(vi, en), " · ".join(f"{name}: {value}" for name, value in (stored.data or {}).items())


def signed_in(session: Session) -> None:
    """Note a sign-in, and before it the failed ones that were waiting, as one group. An office that is not sealed has none."""
    office = session.office
    if office.seal is None or office.read_only:
        return
    path = office.folder / WAITING_FILE
    failed = [
        Change(TABLE, "sign-in-failed", {"account": spell_hidden(f.account), "at": f.at, "reason": f.reason}, op="audit")
        for f in waiting(path)
    ]
    done = Change(TABLE, "sign-in", {"account": session.account, "role": session.role}, op="audit")
    office.append([*failed, done], by=session.account or "?", at=session.clock())
    if failed:
        replace_file(Files(), path, b"")


def keep_failure(folder: Path, account: str, at: datetime, error: BaseException) -> None:
    """Keep a failed sign-in until the office can be written to. A disk that refuses stops nothing."""
    path = folder / WAITING_FILE
    kept = [*waiting(path), Failure(spell_hidden(account[:64]), at.isoformat(timespec="seconds"), type(error).__name__)][
        -MOST_WAITING:
    ]
    try:
        make_folders(Files(), path.parent)
        replace_file(Files(), path, b"".join(encode(failure) + b"\n" for failure in kept), 0o600)
    except StoreError:
        return


def waiting(path: Path) -> list[Failure]:
    """Return the failed sign-ins that are no lines yet; a file that cannot be read is itself told as one."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError:
        data = b"?"
    return list(_failures(data))


def _failures(data: bytes) -> Iterator[Failure]:
    for line in data.splitlines():
        try:
            yield decode(line, type=Failure)
        except (DecodeError, ValidationError, UnicodeDecodeError):
            yield Failure("?", "", "unreadable")
