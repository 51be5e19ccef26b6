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
from typing import Self

from desktop_app.store.office import Change, Office, Stored, open_office
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.portable import require_portable
from forms.calendar import Calendar
from forms.definition import Definition
from forms.shipped import load_shipped

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
    """An office held open by one account. Close it, or use it as a context manager."""

    office: Office
    account: str
    forms: Mapping[str, Definition]
    clock: Clock
    _calendar: Calendar | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the office back; its lock falls."""
        self.office.close()

    def append(self, changes: Sequence[Change]) -> list[Stored]:
        """Save changes as one group in this account's name, now.

        Raises Refused for what could never travel to another office, `ChangedElsewhere` and other `StoreError`s.
        """
        require_portable(changes)
        if any(change.table == "holidays" for change in changes):
            self._calendar = None
        return self.office.append(changes, by=self.account, at=self.clock())

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


def open_session(folder: Path, account: str = "admin", clock: Clock | None = None, *, read_only: bool = False) -> Session:
    """Open the office in `folder` for `account`. Raises the store's errors (`StoreError`) when it is held or damaged."""
    clock = clock or vietnam_now
    return Session(open_office(folder, read_only=read_only, clock=clock, account=account), account, load_shipped(), clock)
