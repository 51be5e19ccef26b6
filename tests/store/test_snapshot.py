"""The snapshot speeds opening up and never decides: missing, old, damaged or lying, the records are the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop_app.store import opening as opening_module
from desktop_app.store.errors import Damaged
from desktop_app.store.office import Change
from desktop_app.store.scan import scan
from desktop_app.store.snapshot import MAGIC
from tests.store.offices import (
    NOW,
    PROVINCE,
    contents,
    copy_office,
    dossier,
    journal,
    make_office,
    new,
    opened,
    refusal,
    save,
    slip,
    small_office,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = small_office(tmp_path / "o")
    with opened(folder) as office:
        assert office.save_snapshot()
    return folder


def decoded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Open the office and return how many lines had to be decoded."""
    count = 0
    plain = scan

    def counting(trail: object, take: object, until: object) -> object:
        nonlocal count

        def counted(line: object) -> object:
            nonlocal count
            count += 1
            return take(line)  # type: ignore[operator]

        return plain(trail, counted, until)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(opening_module, "scan", counting)
        opened(folder).close()
    return count


def everything(folder: Path) -> object:
    with opened(folder) as office:
        return (
            contents(office), office.head, office.search("dossiers", "hoa"), office.serials("B1"), office.tables(),
            office.find_code("dossiers", "000.17.22.H56-200706-0002"), len(office.history("dossiers", "d1")),
            office.count("surveys"), office.revisions("dossiers"),
        )  # fmt: skip


def test_opening_from_a_snapshot_decodes_no_line_and_knows_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decoded(folder, monkeypatch) == 0
    from_snapshot = everything(folder)
    (folder / "snapshot").unlink()
    assert decoded(folder, monkeypatch) == 7
    assert everything(folder) == from_snapshot


def test_a_snapshot_knows_what_each_slip_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as office:
        save(office, *(new("surveys", f"x{n}", {**slip(n), "disposition": "void"}) for n in (4, 5)))
        wanted = (office.slips("B1"), office.find_slips("B1", 4))
        office.save_snapshot()
    assert decoded(folder, monkeypatch) == 0
    with opened(folder) as office:
        assert (sorted(office.slips("B1")), office.find_slips("B1", 4)) == (sorted(wanted[0]), wanted[1])
        assert (5, "void") in wanted[0]
        assert wanted[1][1] == ("x4", "void")


def test_lines_written_since_are_decoded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as office:
        save(office, Change("dossiers", "d1", dossier(1, name="Lê Văn Tám"), base=2))
        save(office, new("surveys", "s9", slip(9)))
    assert decoded(folder, monkeypatch) == 2
    with opened(folder) as office:
        assert (office.search("dossiers", "tam"), office.search("dossiers", "hoa")) == (["d1"], [])
        assert office.serials("B1") == {1, 2, 3, 4, 9}
        assert [stored.rev for stored in office.history("dossiers", "d1")] == [1, 2, 3]


def test_a_damaged_snapshot_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = everything(folder)
    data = (folder / "snapshot").read_bytes()
    for spoiled in (b"", b"junk", data[:-1], data[:100], data + b"x", data[:60] + bytes([data[60] ^ 1]) + data[61:]):
        (folder / "snapshot").write_bytes(spoiled)
        assert decoded(folder, monkeypatch) == 7
        assert everything(folder) == wanted


def test_a_snapshot_of_another_office_is_passed_over(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_office(tmp_path / "other", PROVINCE)
    with opened(other) as office:
        save(office, new("dossiers", "x", dossier(1)))
        office.save_snapshot()
    wanted = everything(folder)
    (folder / "snapshot").write_bytes((other / "snapshot").read_bytes())
    assert decoded(folder, monkeypatch) == 7
    assert everything(folder) == wanted


def test_damage_behind_a_good_snapshot_is_found_all_the_same(folder: Path) -> None:
    data = bytearray(journal(folder).read_bytes())
    for place in range(0, len(data), 41):
        data[place] ^= 4
        journal(folder).write_bytes(data)
        assert isinstance(refusal(folder), Damaged), place
        data[place] ^= 4
    journal(folder).write_bytes(data)
    assert refusal(folder) is None


def test_control_a_store_that_did_not_hash_the_bytes_would_be_caught(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.store.snapshot._same_bytes", lambda *_: True)
    with pytest.raises(AssertionError):
        test_damage_behind_a_good_snapshot_is_found_all_the_same(folder)


def test_a_journal_shorter_than_its_snapshot_is_refused(folder: Path, tmp_path: Path) -> None:
    old = small_office(tmp_path / "old")
    spoiled = copy_office(folder, tmp_path / "x")
    with opened(spoiled) as office:
        save(office, new("surveys", "s9", slip(9)))
        office.save_snapshot()
    journal(spoiled).write_bytes(journal(folder).read_bytes())
    (spoiled / "head").write_bytes((folder / "head").read_bytes())
    error = refusal(spoiled)
    assert isinstance(error, Damaged)
    assert (error.segment, error.reason) == ("journal/000001.jsonl", "short")
    assert refusal(old) is None


def test_a_torn_tail_behind_a_snapshot_is_cut(folder: Path) -> None:
    with journal(folder).open("ab") as handle:
        handle.write(b"\0" * 600)
    with opened(folder) as office:
        assert [notice.code for notice in office.notices] == ["TAIL-CUT"]
        assert office.head.n == 7


def test_it_is_written_at_closing_once_many_lines_have_come(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        save(office, new("dossiers", "d1", dossier(1)))
    assert not (folder / "snapshot").exists()
    with opened(folder) as office:
        save(office, *(new("surveys", f"s{n}", slip(n)) for n in range(600)))
    first = (folder / "snapshot").read_bytes()
    assert first.startswith(MAGIC)
    with opened(folder) as office:
        save(office, new("surveys", "t", slip(1, "B2")))
    assert (folder / "snapshot").read_bytes() == first


def test_received_streams_are_in_it(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as office:
        lines, epoch = list(office.raw_lines(1)), office.profile.epoch
    province = make_office(tmp_path / "p", PROVINCE)
    with opened(province) as office:
        office.receive("H56.22", "tuson-1", epoch, lines[:5], {}, "an", NOW)
        office.save_snapshot()
        office.receive("H56.22", "tuson-1", epoch, lines[5:], {"bundle_seq": 2}, "an", NOW)
    assert decoded(province, monkeypatch) == 3
    with opened(province) as office:
        assert [stored.id for stored in office.records("surveys")] == ["s1", "s2", "s3", "s4"]
        assert office.streams()["tuson-1", epoch].bundle_seq == 2
    stream = province / "journal" / "in" / f"tuson-1-{epoch}" / "000001.jsonl"
    stream.write_bytes(stream.read_bytes().replace(b'"c03":5', b'"c03":4', 1))
    assert isinstance(refusal(province), Damaged)


def test_a_lying_snapshot_cannot_pass_off_a_record_for_another(folder: Path) -> None:
    data = (folder / "snapshot").read_bytes()
    start = len(MAGIC) + 32
    blob = data[start:].replace(b"\xa2d2", b"\xa2dX", 1)
    (folder / "snapshot").write_bytes(MAGIC + hashlib.sha256(blob).digest() + blob)
    with opened(folder) as office:
        with pytest.raises(Damaged):
            office.get("dossiers", "dX")
        assert office.check().ok
        assert [finding.code for finding in office.check(full=True).findings if not finding.ok] == ["INDEX", "FACTS"]
