"""A planted fault for the run of TinyDB's suite: removals never reach the journal."""

from __future__ import annotations

from typing import Any

from desktop_app.store.tiny import OfficeStorage
from tests.store import suite_standin
from tests.store.suite_standin import JournalStorage

_save = JournalStorage._save


def _forgetting(self: OfficeStorage, changes: list[Any]) -> None:
    _save(self, [change for change in changes if change.op != "remove"])  # type: ignore[arg-type]


suite_standin.JournalStorage._save = _forgetting  # type: ignore[method-assign]
