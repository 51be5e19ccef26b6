"""What stands in for TinyDB's JSONStorage while TinyDB's own tests run: an office of the store in the folder of the test.

As a pytest plugin (`-p tests.store.suite_standin`) it puts itself in place before the suite's modules are imported.
`SUITE_REOPEN=1` closes and reopens the office before every call of the public interface.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tinydb
import tinydb.database
import tinydb.storages

from desktop_app.store.errors import OfficeReadOnly
from desktop_app.store.office import Profile, create_office, open_office
from desktop_app.store.tiny import OfficeStorage, OfficeTable
from tests.store.left_out import LEFT_OUT
from tests.store.offices import NoFlush

REOPEN = os.environ.get("SUITE_REOPEN") == "1"
NAMES = {case.split("::")[1] for case in LEFT_OUT}
PUBLIC = (
    "insert", "insert_multiple", "all", "search", "get", "contains", "update", "update_multiple", "upsert", "remove", "truncate",
    "count", "__len__",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the named cases out."""
    left_out = [item for item in items if getattr(item, "originalname", item.name) in NAMES and "[memory]" not in item.name]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


class JournalStorage(OfficeStorage):
    """An office at `path`, made if need be."""

    def __init__(self, path: str | Path, access_mode: str = "r+", **_: Any) -> None:
        self.path = Path(path)
        self.writable = "+" in access_mode
        if not self.path.parent.exists() or not (self.writable or self.path.exists()):
            raise FileNotFoundError(path)
        if not self.path.exists():
            profile = Profile(unit="U", name="U", parent="P", station="s", epoch="0" * 32, created="2020-01-01T00:00:00+07:00")
            create_office(self.path, profile, files=NoFlush())
        super().__init__(open_office(self.path, read_only=not self.writable, files=NoFlush()))

    def reopen(self) -> None:
        """Close the office and open it again, every line verified."""
        self.office.close()
        self.__dict__.update(JournalStorage(self.path, "r+" if self.writable else "r").__dict__)

    def close(self) -> None:
        """Close the office too: here the storage is its only user."""
        self.office.close()

    def _save(self, changes: list[Any]) -> None:
        try:
            super()._save(changes)
        except OfficeReadOnly as error:
            raise OSError(error.en) from error  # JSONStorage raises IOError


class Table(OfficeTable):
    """Named as TinyDB's class, whose name its tests print."""


def _reopening(name: str) -> Any:
    plain = getattr(OfficeTable, name)

    def call(self: OfficeTable, *args: Any, **kwargs: Any) -> Any:
        storage = self.storage
        if isinstance(storage, JournalStorage) and not self.__dict__.get("_inside"):
            storage.reopen()
        self.__dict__["_inside"] = True
        try:
            return plain(self, *args, **kwargs)
        finally:
            self.__dict__["_inside"] = False

    return call


if REOPEN:
    for method in PUBLIC:
        setattr(Table, method, _reopening(method))

tinydb.storages.JSONStorage = JournalStorage  # type: ignore[assignment,misc]
tinydb.JSONStorage = JournalStorage  # type: ignore[assignment,misc]
tinydb.TinyDB.default_storage_class = JournalStorage  # type: ignore[assignment]
tinydb.TinyDB.table_class = Table
