"""The spool gives back what it was given, and what it puts on the disk is never clear."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from desktop_app.store.spool import SealedSpool
from exports.bundle import BundleRefused
from tests.exports.bundle_story import LINES, forge, make_bundle, open_bytes

PIECES = st.lists(st.binary(max_size=50), max_size=8)
LOOKS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90)))


@given(PIECES, st.integers(0, 200), LOOKS)
def test_any_bytes_from_any_place(home: Path, pieces: list[bytes], ram: int, looks: list[tuple[int, int]]) -> None:
    whole = b"".join(pieces)
    with SealedSpool(home, ram_bytes=ram) as spool:
        for piece in pieces:
            spool.write(piece)
        assert spool.on_disk == (len(whole) > ram)
        for place, size in looks:
            spool.seek(place)
            assert spool.read(size) == whole[place : place + size]


def test_nothing_clear_and_no_name_on_the_disk(tmp_path: Path) -> None:
    secret = b"Nguyen Van A 001234567890 " * 4000
    with SealedSpool(tmp_path, ram_bytes=10) as spool:
        spool.write(secret[:5000])
        spool.write(secret[5000:])
        assert spool._file is not None
        spool._file.seek(0)
        on_disk = spool._file.read()
        assert len(on_disk) == len(secret)
        assert b"Nguyen" not in on_disk
        assert list(tmp_path.iterdir()) == []
        spool.seek(0)
        assert spool.read() == secret


def test_what_was_in_memory_first_is_sealed_too(tmp_path: Path) -> None:
    with SealedSpool(tmp_path, ram_bytes=6000) as spool:
        spool.write(b"a" * 5000)
        assert not spool.on_disk
        spool.write(b"b" * 5000)
        assert spool._file is not None
        spool._file.seek(0)
        assert b"aaaaaaaa" not in spool._file.read()
        spool.seek(4990)
        assert spool.read(20) == b"a" * 10 + b"b" * 10


def test_thrown_away_means_a_new_key(tmp_path: Path) -> None:
    with SealedSpool(tmp_path, ram_bytes=0) as spool:
        spool.write(b"x" * 100)
        key = spool._key
        spool.truncate()
        assert spool.read(10) == b""
        spool.write(b"y" * 100)
        assert spool._key != key
        spool.seek(0)
        assert spool.read() == b"y" * 100


@pytest.mark.parametrize("ram", [0, 1000, 1 << 20])
def test_a_bundle_is_opened_in_it(tmp_path: Path, ram: int) -> None:
    with SealedSpool(tmp_path, ram_bytes=ram) as spool:
        opened = open_bytes(make_bundle(), spool=spool)
        assert list(opened.events) == list(opened.events) == LINES
    with SealedSpool(tmp_path, ram_bytes=ram) as spool:
        with pytest.raises(BundleRefused):
            open_bytes(forge(events=LINES[1]), spool=spool)
        assert spool.read() == b""
        assert not spool.on_disk
