"""Every single bit of a small office's files, flipped: it is detected, or the same records are read back.

Detected: the opening is refused, or the file is passed over (snapshot, half of the witness), or its reading is refused (draft).
This method alone catches a hash that is not checked, and it says nothing of crashes.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.errors import StoreError
from desktop_app.store.office import Office
from forms.line import load_line
from tests.store.crash.explore import fast_folder
from tests.store.crash.faults import hash_not_checked
from tests.store.offices import EPOCH, NOW, PROVINCE, make_office, new, opened, save

Told = tuple[Any, ...]
FILES = (
    "journal/000001.jsonl",
    f"journal/in/tuson-1-{EPOCH}/000001.jsonl",
    "head",
    "office.json",
    "snapshot",
    "drafts/lan.json",
)


@pytest.fixture(scope="module")
def office() -> Iterator[Path]:
    """A province's office with two lines of its own, one received, a draft, no snapshot."""
    with fast_folder() as place:
        with opened(make_office(place / "sender")) as sender:
            save(sender, new("feedback", "g", {"content": "Đèn"}))
            lines = list(sender.raw_lines(1))
        folder = make_office(place / "o", PROVINCE)
        with opened(folder) as held:
            held.receive("H56.22", "tuson-1", EPOCH, lines, {"id": "a"}, "an", NOW)
            save(held, new("feedback", "f", {"content": "Ghế"}))
            held.save_draft("lan", {"serial": 1, "comment": "Ghế"})
        yield folder


@pytest.fixture(scope="module")
def with_snapshot(office: Path) -> Path:
    with opened(office) as held:
        held.save_snapshot()
    return office


def told(held: Office) -> Told:
    """Return all that an office says: profile, head, records of every origin with their histories, streams, the draft."""
    records = [
        (stored, held.history(table, stored.id, stored.origin)) for table in held.tables() for stored in held.records(table)
    ]
    return held.profile, held.head, records, held.streams(), held.load_draft("lan")


def read(folder: Path) -> Told:
    with opened(folder, read_only=True) as held:
        return told(held)


def silent_flips(folder: Path, name: str, bits: Iterable[int] = ()) -> Iterator[int]:
    """Yield the bits (every one, or those given, is tried) after whose flip something else is read back without a word."""
    path, before = folder / name, read(folder)
    whole = path.read_bytes()
    try:
        for bit in bits or range(len(whole) * 8):
            data = bytearray(whole)
            data[bit // 8] ^= 1 << bit % 8
            path.write_bytes(data)
            with contextlib.suppress(StoreError):
                if read(folder) != before:
                    yield bit
    finally:
        path.write_bytes(whole)


def bits_of(folder: Path, name: str) -> int:
    return (folder / name).stat().st_size * 8


@pytest.fixture(autouse=True)
def _no_collecting() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", FILES)
def test_every_flipped_bit_is_detected_or_harmless(
    office: Path, name: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "snapshot":
        request.getfixturevalue("with_snapshot")
    bits = bits_of(office, name)
    assert bits > 100
    assert not list(silent_flips(office, name))
    with capsys.disabled():
        print(f"\nflipped bits, {name.partition('/')[0]}: {bits}")


def test_with_a_snapshot_a_flipped_bit_of_a_journal_is_detected_all_the_same(with_snapshot: Path) -> None:
    for name in FILES[:2]:
        assert not list(silent_flips(with_snapshot, name, range(0, bits_of(with_snapshot, name), 7)))


def test_control_a_store_that_does_not_check_hashes_is_caught(office: Path) -> None:
    (office / "snapshot").unlink(missing_ok=True)
    path = office / FILES[0]
    where = path.read_bytes().find(b'"by":"lan"') + 6
    assert load_line(path.read_bytes().splitlines(keepends=True)[1]).envelope.by == "lan"
    bits = range(where * 8, where * 8 + 8)
    with hash_not_checked():
        assert list(silent_flips(office, FILES[0], bits))
    assert not list(silent_flips(office, FILES[0], bits))
