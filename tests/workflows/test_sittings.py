"""Sittings: what is written when a person leaves a batch."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_app.workflows.pace import Pace
from desktop_app.workflows.session import Session
from desktop_app.workflows.sittings import write_sitting
from tests.workflows.conftest import NOW


def keyed(keys: int, start: datetime = NOW) -> Pace:
    pace = Pace()
    for second in range(keys):
        pace.note_key(start + timedelta(seconds=second))
    return pace


def test_a_sitting_is_a_record_of_its_own_in_the_accounts_name(session: Session) -> None:
    stored = write_sitting(session, "B1", "key", keyed(24))
    assert stored is not None
    assert (stored.by, stored.data or {}) == (
        "lan",
        {"form": "sitting@1", "batch": "B1", "mode": "key", "start": "2020-08-03T09:00:00+07:00",
         "end": "2020-08-03T09:00:23+07:00", "pauses": 0, "pause_seconds": 0, "active_ms": 23000, "slips": 0, "fields": 0,
         "keys": 24, "bad_keys": 0, "corrections": 0},
    )  # fmt: skip
    assert [s.id for s in session.office.records("sittings", "")] == [stored.id]


def test_nothing_is_written_of_a_sitting_without_a_key(session: Session) -> None:
    before = session.office.head
    assert write_sitting(session, "B1", "key", Pace()) is None
    assert session.office.head == before
