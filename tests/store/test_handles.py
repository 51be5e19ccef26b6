"""Files are given back also by an office that could not be opened: a program that tries again all day must not run out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop_app.store.errors import Damaged
from desktop_app.store.office import Change
from tests.store.offices import EPOCH, NOW, PROFILE, PROVINCE, dossier, make_office, opened, save

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other system: handles are counted in /proc")


def count_handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A province whose received stream has a flipped bit: its own chain is open by the time that is seen."""
    with opened(make_office(tmp_path / "below")) as below:
        save(below, Change("dossiers", "d1", dossier(1)))
        lines = list(below.raw_lines(1))
    with opened(make_office(tmp_path / "above", PROVINCE)) as above:
        note = {"id": "in-1", "bundle_seq": 1, "bundle_hash": "0" * 64}
        above.receive(PROFILE.unit, PROFILE.station, EPOCH, lines, note, by="lan", at=NOW)
    segment = next((tmp_path / "above" / "journal" / "in").glob("*/000001.jsonl"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    return tmp_path / "above"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_refused_office_keeps_no_file_open(damaged: Path, read_only: bool) -> None:
    before = count_handles()
    for _ in range(10):
        with pytest.raises(Damaged):
            opened(damaged, read_only=read_only)
    assert count_handles() <= before + 1
