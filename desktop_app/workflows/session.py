"""An opened office and the person working in it: what every workflow is given first.

It joins the store with the shipped form definitions and a clock. It must not decide anything about records.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from desktop_app.store.errors import NeedsPassword, NotUnlocked
from desktop_app.store.office import Change, Office, Stored, Unlock, open_office
from desktop_app.store.profile import read_profile
from desktop_app.workflows.auditing import keep_failure, signed_in
from desktop_app.workflows.checkpoints import write_checkpoint
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.locks import require_open
from desktop_app.workflows.permissions import TABLE as ACCOUNTS, NotAllowed, live_roles, require, require_live, require_writing
from desktop_app.workflows.portable import require_nameless, require_portable
from forms.calendar import Calendar
from forms.definition import Definition
from forms.shipped import load_shipped
from forms.text import spell_hidden

VIETNAM = timezone(timedelta(hours=7))
Clock = Callable[[], datetime]


def vietnam_now() -> datetime:
    """Return the present time in Vietnam (UTC+7, no summer time)."""
    return datetime.now(VIETNAM)


def new_id() -> str:
    """Return a fresh record id: 20 hex digits, random, so that two stations never meet on one."""
    return secrets.token_hex(10)


@dataclass
class Session:
    """An office held open by one account. Close it, or use it as a context manager. role: empty where it is not sealed."""

    office: Office
    account: str
    forms: Mapping[str, Definition]
    clock: Clock
    role: str = ""
    _calendar: Calendar | None = field(default=None, repr=False)
    _live: tuple[int, frozenset[str]] = field(default=(-1, frozenset()), repr=False)
    _since: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        self._since = self.office.head.n

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Sign for what was written in this session, then give the office back; its lock falls."""
        try:
            write_checkpoint(self, self._since)
        finally:
            self.office.close()

    def append(self, changes: Sequence[Change], act: Literal["unlock", "verify"] | None = None) -> list[Stored]:
        """Save changes as one group in this account's name, now.

        act: what this is an act of where writing to the table would not say so: unlocking a batch, settling
        a difference.
        Raises NotAllowed, Refused for what is locked, could never travel or names a person in its reason, `ChangedElsewhere`
        and other `StoreError`s.
        """
        if act is None:
            require_writing(self, {change.table for change in changes if change.op != "audit"})
        else:
            require(self, act)
        if act != "unlock":
            require_open(self, changes)
        require_portable(changes)
        require_nameless(changes, self._record)
        if any(change.table == "holidays" for change in changes):
            self._calendar = None
        return self.office.append(changes, by=self.account, at=self.clock())

    def _record(self, table: str, id: str) -> Mapping[str, Any]:
        stored = self.office.get(table, id)
        return (stored.data or {}) if stored else {}

    def live_roles(self) -> frozenset[str]:
        """Return the roles that live accounts of the office have."""
        revisions = self.office.revisions(ACCOUNTS, "")
        if self._live[0] != revisions:
            self._live = (revisions, live_roles(self.office.records(ACCOUNTS, ""), self.clock().date()))
        return self._live[1]

    def secret(self, name: str) -> bytes:
        """Return one of the office's own keys. Raises WorkflowError when it is not there."""
        data = self.office.read_secret(name)
        if data is None:
            raise WorkflowError(f"Thiếu khóa {name} của sổ.", f"The office's key {name} is missing.")
        return data

    def calendar(self) -> Calendar:
        """Return the working-day calendar of the office's own `holidays` records."""
        if self._calendar is None:
            own = self.office.records("holidays", origin="")
            self._calendar = Calendar([stored.data for stored in own if stored.data is not None])
        return self._calendar


def is_sealed(folder: Path) -> bool:
    """Tell whether the office in a folder needs a password. Raises NotAnOffice, NewerVersion, Damaged."""
    return read_profile(folder).sealed


def unit_name_of(folder: Path) -> str:
    """Return the unit's name in the office's profile. Raises as `is_sealed`."""
    return read_profile(folder).name


def open_session(
    folder: Path,
    account: str = "admin",
    clock: Clock | None = None,
    *,
    password: str | None = None,
    read_only: bool = False,
    salvage: bool = False,
) -> Session:
    """Open the office in `folder` for `account`; password: of a sealed one, not looked at otherwise.

    salvage: open a damaged office to look at, up to the first damage; nothing can be written.

    Raises the store's errors (`StoreError`) when it is held, damaged or stays shut (`NotUnlocked`), NotAllowed for an account
    that is no longer let in.
    """
    if account != spell_hidden(account):
        raise WorkflowError(
            f"Tên tài khoản {spell_hidden(account)} có ký tự ẩn hoặc không ở dạng NFC. Hãy gõ lại.",
            f"The account name {spell_hidden(account)} has hidden characters or is not NFC. Type it again.",
        )
    clock = clock or vietnam_now
    unlock = Unlock(account, password) if password is not None else None
    try:
        office = open_office(folder, read_only=read_only, clock=clock, account=account, unlock=unlock, salvage=salvage)
    except NotUnlocked as error:
        if not isinstance(error, NeedsPassword):
            keep_failure(folder, account, clock(), error)
        raise
    session = Session(office, account, load_shipped(), clock, office.seal.role if office.seal else "")
    try:
        require_live(session)
        signed_in(session)
    except BaseException as error:
        office.close()
        if isinstance(error, NotAllowed):
            keep_failure(folder, account, clock(), error)
        raise
    return session
