"""Small offices for the store's tests: invented records, a fixed clock, file layers that fail on demand."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from desktop_app.store.errors import StoreError
from desktop_app.store.files import Files
from desktop_app.store.office import Change, Office, Profile, Stored, create_office, open_office

NOW = datetime(2020, 7, 6, 8, 15, tzinfo=timezone(timedelta(hours=7)))
EPOCH = "5a" * 16
PROFILE = Profile(
    unit="H56.22", name="Công an thị xã Từ Sơn", parent="H56", station="tuson-1", epoch=EPOCH, created=NOW.isoformat()
)
PROVINCE = Profile(
    unit="H56", name="Công an tỉnh Bắc Ninh", parent="G01", station="bacninh-1", epoch="b0" * 16, created=NOW.isoformat()
)


def clock() -> datetime:
    """Return the tests' present."""
    return NOW


def make_office(folder: Path, profile: Profile = PROFILE) -> Path:
    """Make an empty office and return its folder."""
    create_office(folder, profile)
    return folder


def opened(folder: Path, **options: Any) -> Office:
    """Open an office for the tests' clerk."""
    return open_office(folder, clock=clock, account="lan", **options)


def save(office: Office, *changes: Change) -> list[Stored]:
    """Save changes as one group."""
    return office.append(changes, by="lan", at=NOW)


def dossier(number: int, **fields: Any) -> dict[str, Any]:
    """Return a complete dossier as it is kept."""
    return {
        "code": f"000.17.22.H56-200706-{number:04}",
        "procedure": "cccd",
        "case": "new",
        "channel": "counter",
        "copies": 1,
        "name": "Nguyễn Thị Hoà",
        "id_number": f"027184{number:06}",
        "received_at": "2020-07-06T08:15:00+07:00",
        "status": "received",
        "moves": [],
        "frozen": {"field": "cancuoc", "limit_days": 7, "procedure_rev": 1, "due": "2020-07-15"},
        **fields,
    }


def slip(serial: int, batch: str = "B1", answer: int = 5) -> dict[str, Any]:
    """Return a slip as it is kept."""
    answers = {f"c{item:02}": answer for item in range(1, 23)}
    return {"form": "survey-2640@1", "batch": batch, "serial": serial, "day": "2020-07-06", "answers": answers}


def new(table: str, id: str, data: dict[str, Any]) -> Change:
    """Return the change that makes a record."""
    return Change(table, id, data)


def journal(folder: Path, number: int = 1) -> Path:
    """Return the path of a segment of the own chain."""
    return folder / "journal" / f"{number:06}.jsonl"


def small_office(folder: Path) -> Path:
    """Make an office with seven lines in four groups: a single one, a group of three, a correction, a group of two."""
    make_office(folder)
    with opened(folder) as office:
        save(office, new("dossiers", "d1", dossier(1)))
        save(office, new("surveys", "s1", slip(1)), new("surveys", "s2", slip(2)), new("surveys", "s3", slip(3)))
        save(office, Change("dossiers", "d1", dossier(1, status="processing"), base=1, why="chuyển xử lý"))
        save(office, new("dossiers", "d2", dossier(2, name="Trần Văn Đức")), new("surveys", "s4", slip(4)))
    return folder


def copy_office(folder: Path, to: Path) -> Path:
    """Return a copy of an office, to be damaged."""
    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(folder, to)
    return to


def contents(office: Office) -> dict[tuple[str, str], Any]:
    """Return all current own records by (table, id)."""
    return {(stored.table, stored.id): stored.data for table in office.tables("") for stored in office.records(table, "")}


def refusal(folder: Path, **options: Any) -> StoreError | None:
    """Open an office and return what it was refused with, None if it opened."""
    try:
        opened(folder, **options).close()
    except StoreError as error:
        return error
    return None


class NoFlush(Files):
    """The system's calls without flushing: for tests that look at many states and cut no power."""

    def fsync(self, handle: int) -> None:
        del handle

    def fsync_folder(self, path: Path) -> None:
        del path


class FailingFiles(Files):
    """The system's calls, one of which fails when its turn has come.

    fail: name of the call.  after: how many of them go well first.  error: errno.  taken: for `write`, how many bytes of the
    failing call still reach the file.
    """

    def __init__(self, fail: str, after: int = 0, error: int = errno.EIO, taken: int = 0) -> None:
        self.fail = fail
        self.left = after
        self.error = error
        self.taken = taken
        self.armed = False
        self.calls: list[str] = []

    def arm(self, after: int = 0) -> None:
        """From now on count and fail."""
        self.armed, self.left = True, after

    def _turn(self, name: str) -> bool:
        self.calls.append(name)
        if not self.armed or name != self.fail:
            return False
        self.left -= 1
        return self.left < 0

    def write(self, handle: int, data: bytes) -> int:
        if self._turn("write"):
            if self.taken:
                super().write(handle, data[: self.taken])
            raise OSError(self.error, "planted")
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        if self._turn("fsync"):
            raise OSError(self.error, "planted")
        super().fsync(handle)

    def truncate(self, handle: int, size: int) -> None:
        if self._turn("truncate"):
            raise OSError(self.error, "planted")
        super().truncate(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        if self._turn("replace"):
            raise OSError(self.error, "planted")
        super().replace(source, target)

    def fsync_folder(self, path: Path) -> None:
        if self._turn("fsync_folder"):
            raise OSError(self.error, "planted")
        super().fsync_folder(path)


Damage = Callable[[Path], None]
