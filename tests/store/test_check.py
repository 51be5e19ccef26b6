"""What the check says of an office in order, and that each fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.offices import EPOCH, NOW, PROVINCE, journal, make_office, new, opened, save, slip, small_office


@pytest.fixture
def province(tmp_path: Path) -> Path:
    with opened(small_office(tmp_path / "o")) as office:
        lines = list(office.raw_lines(1))
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        save(office, new("surveys", "s1", slip(1)))
        office.receive("H56.22", "tuson-1", EPOCH, lines, {}, "an", NOW)
    return folder


def faults(folder: Path, spoil: Path, data: bytes) -> list[str]:
    """Spoil a file of an open office and return the codes of what the full check finds."""
    good = spoil.read_bytes() if spoil.exists() else b""
    with opened(folder) as office:
        office.facts()
        spoil.write_bytes(data)
        found = [finding.code for finding in office.check(full=True).findings if not finding.ok]
    spoil.write_bytes(good)
    return found


def test_an_office_in_order_is_said_to_be_so(province: Path) -> None:
    with opened(province) as office:
        for full in (False, True):
            report = office.check(full)
            assert report.ok
            assert report.head == office.head
            assert all(finding.vi and finding.en for finding in report.findings)
        assert any("7" in finding.en and "read again" in finding.en for finding in office.check(full=True).findings)


def test_each_fault_is_named(province: Path) -> None:
    own = journal(province)
    stream = province / "journal" / "in" / f"tuson-1-{EPOCH}" / "000001.jsonl"
    assert faults(province, province / "head", b"x") == ["WITNESS"]
    assert faults(province, own, own.read_bytes()[:-5]) == ["SEGMENT", "LINES", "FACTS"]
    assert faults(province, own, own.read_bytes().replace(b'"c03":5', b'"c03":4')) == ["LINES", "FACTS"]
    assert faults(province, stream, stream.read_bytes().replace(b'"c03":5', b'"c03":4', 1)) == ["LINES", "FACTS"]
    with opened(province) as office:
        assert office.check(full=True).ok


def test_a_quick_look_does_not_read_every_line(province: Path) -> None:
    own = journal(province)
    with opened(province) as office:
        own.write_bytes(own.read_bytes().replace(b'"c03":5', b'"c03":4'))
        assert office.check().ok
        assert not office.check(full=True).ok
