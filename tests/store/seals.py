"""A sealed office with the accounts admin and lan (an officer) for tests of who can open it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from desktop_app.store.office import Founded, Founding, Office, Seal, Unlock, Unlocking, create_office, open_office
from desktop_app.store.station_keys import make_reading_key, make_signing_key
from tests.sealed import OTHER, PASSWORD, WEAK
from tests.store.offices import NOW, PROFILE, dossier, new, save

ESCROW = make_reading_key()
ADMIN = Unlock("admin", PASSWORD)
LAN = Unlock("lan", OTHER)


def enter(folder: Path, unlock: Unlocking, at: datetime = NOW, **options: Any) -> Office:
    return open_office(folder, clock=lambda: at, account="x", unlock=unlock, **options)


def seal_of(office: Office) -> Seal:
    """Return the open keys."""
    assert office.seal is not None
    return office.seal


def found_office(folder: Path) -> tuple[Path, Founded]:
    """Make one with the accounts admin and lan (an officer), one dossier, an escrow key."""
    founding = Founding("admin", PASSWORD, escrow=(ESCROW.public,), strength=WEAK)
    founded = create_office(folder, replace(PROFILE, sealed=True), founding=founding)
    assert founded is not None
    with enter(folder, ADMIN) as opened:
        seal_of(opened).set_slot("lan", "officer", OTHER, make_signing_key())
        save(opened, new("dossiers", "d1", dossier(1)))
    return folder, founded


def edit(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "keys" / "slots.json"
    slots = json.loads(path.read_bytes())
    change(slots)
    path.write_text(json.dumps(slots))


def slot(file: dict[str, Any], account: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in file["slots"] if one["account"] == account and one["kind"] == "password")
    return found
