"""Saving and looking: what a clerk and a screen ask of an open office."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.store.errors import (
    BadRecord,
    ChangedElsewhere,
    Duplicate,
    NewerVersion,
    NotAnOffice,
    OfficeExists,
    OfficeReadOnly,
    StoreError,
)
from desktop_app.store.office import Change, Office, create_office, open_office
from forms.line import load_line, read_data
from tests.store.offices import NOW, PROFILE, contents, dossier, journal, make_office, new, opened, save, slip, small_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(make_office(tmp_path / "o")) as office:
        yield office


def test_a_saved_record_is_there_after_reopening(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        stored = save(office, new("dossiers", "d1", dossier(1)))[0]
        head = office.head
    with opened(folder) as office:
        assert office.get("dossiers", "d1") == stored
        assert (stored.rev, stored.n, stored.by, stored.at, stored.origin) == (1, 1, "lan", "2020-07-06T08:15:00+07:00", "")
        assert stored.when == NOW
        assert office.head == head
        assert office.notices == []


def test_a_save_is_one_line_of_the_shared_format(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)))
    raw = journal(office.folder).read_bytes()
    line = load_line(raw)
    assert raw == b"".join(office.raw_lines(1))
    assert (line.envelope.station, line.envelope.epoch, line.envelope.n, line.envelope.left) == ("tuson-1", PROFILE.epoch, 1, 0)
    assert "Nguyễn Thị Hoà".encode() in read_data(line)
    assert office.head.hash == line.hash


def test_a_group_is_linked_and_counts_down(tmp_path: Path) -> None:
    with opened(small_office(tmp_path / "o")) as office:
        envelopes = [load_line(raw).envelope for raw in office.raw_lines(1)]
    assert [(e.n, e.first, e.left) for e in envelopes] == [
        (1, 1, 0), (2, 2, 2), (3, 2, 1), (4, 2, 0), (5, 5, 0), (6, 6, 1), (7, 6, 0),
    ]  # fmt: skip
    assert [(e.rev, e.base, e.was) for e in envelopes if e.id == "d1"] == [(1, 0, 0), (2, 1, 1)]


def test_history_names_who_when_and_why(tmp_path: Path) -> None:
    with opened(small_office(tmp_path / "o")) as office:
        first, second = office.history("dossiers", "d1")
    assert (first.data or {})["status"] == "received"
    assert ((second.data or {})["status"], second.why, second.by, second.rev) == ("processing", "chuyển xử lý", "lan", 2)


def test_a_removed_record_is_gone_but_remembered_and_can_come_back(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)))
    save(office, Change("dossiers", "d1", None, base=1, op="remove", why="nhập nhầm"))
    assert office.get("dossiers", "d1") is None
    assert list(office.records("dossiers")) == []
    assert office.count("dossiers") == 0
    assert [(stored.op, stored.data is None) for stored in office.history("dossiers", "d1")] == [("put", False), ("remove", True)]
    assert office.search("dossiers", "hoa") == []
    save(office, Change("dossiers", "d1", dossier(1), base=office.revision("dossiers", "d1"), why="xoá nhầm"))
    assert office.count("dossiers") == 1
    assert office.search("dossiers", "hoa") == ["d1"]


def test_a_stale_revision_is_refused_and_nothing_is_written(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)))
    save(office, Change("dossiers", "d1", dossier(1, copies=2), base=1))
    before = journal(office.folder).read_bytes()
    with pytest.raises(ChangedElsewhere) as caught:
        save(office, new("surveys", "s1", slip(1)), Change("dossiers", "d1", dossier(1, copies=3), base=1))
    assert (caught.value.id, caught.value.base, caught.value.current) == ("d1", 1, 2)
    assert "d1" in caught.value.vi
    assert journal(office.folder).read_bytes() == before
    assert office.get("surveys", "s1") is None


def test_a_new_record_under_a_known_id_is_refused(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)))
    with pytest.raises(ChangedElsewhere):
        save(office, new("dossiers", "d1", dossier(2)))


def test_a_record_may_change_twice_in_one_group(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)), Change("dossiers", "d1", dossier(1, copies=2), base=1))
    assert [stored.rev for stored in office.history("dossiers", "d1")] == [1, 2]


def test_a_dossier_code_is_taken_once(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)), new("dossiers", "d2", dossier(2)))
    with pytest.raises(Duplicate) as caught:
        save(office, new("dossiers", "d3", dossier(1)))
    assert caught.value.value == "000.17.22.H56-200706-0001"
    with pytest.raises(Duplicate):
        save(office, new("dossiers", "d3", dossier(3)), new("dossiers", "d4", dossier(3)))
    save(office, Change("dossiers", "d1", dossier(2), base=1), Change("dossiers", "d2", dossier(1), base=1))
    assert office.find_code("dossiers", "000.17.22.H56-200706-0001") == "d2"
    save(office, Change("dossiers", "d1", None, base=2, op="remove"), new("dossiers", "d5", dossier(2)))
    assert office.find_code("dossiers", "000.17.22.H56-200706-0002") == "d5"


def test_a_serial_is_taken_once_in_its_batch(office: Office) -> None:
    save(office, new("surveys", "s1", slip(1)), new("surveys", "s2", slip(1, "B2")))
    with pytest.raises(Duplicate):
        save(office, new("surveys", "s3", slip(1)))
    assert office.serials("B1") == {1}
    save(office, Change("surveys", "s1", slip(9), base=1))
    assert office.serials("B1") == {9}
    assert office.serials("B9") == set()


def test_void_slips_do_not_hold_their_serial(office: Office) -> None:
    void = {**slip(1), "disposition": "void"}
    save(office, new("surveys", "v1", void), new("surveys", "s1", slip(1)), new("surveys", "v2", void))
    assert office.find_slips("B1", 1) == [("s1", ""), ("v2", "void"), ("v1", "void")]
    with pytest.raises(Duplicate):
        save(office, Change("surveys", "v1", slip(1), base=1))
    with pytest.raises(Duplicate):
        save(office, new("surveys", "s2", {**slip(1), "disposition": "blank"}))
    save(office, Change("surveys", "s1", None, base=1, op="remove"), Change("surveys", "v1", slip(1), base=1))
    assert office.find_slips("B1", 1) == [("v1", ""), ("v2", "void")]
    assert sorted(office.slips("B1")) == [(1, ""), (1, "void")]


def test_two_slips_of_a_batch_may_change_numbers_in_one_group(office: Office) -> None:
    save(office, new("surveys", "s1", slip(1)), new("surveys", "s2", slip(2)))
    save(office, Change("surveys", "s1", slip(2), base=1), Change("surveys", "s2", slip(1), base=1))
    assert [office.find_slips("B1", serial) for serial in (1, 2)] == [[("s2", "")], [("s1", "")]]


def test_search_folds_case_and_marks_and_finds_the_newest_first(office: Office) -> None:
    names = ["Nguyễn Thị Hoà", "Đỗ Thị Hòa", "Trần Văn Đức"]
    save(office, *(new("dossiers", f"d{n}", dossier(n, name=name)) for n, name in enumerate(names, 1)))
    assert office.search("dossiers", "hoa") == ["d2", "d1"]
    assert office.search("dossiers", "thi do") == ["d2"]
    assert office.search("dossiers", "200706-0003") == ["d3"]
    assert office.search("dossiers", ["027184000001"]) == ["d1"]
    assert office.search("dossiers", "hoa", limit=1) == ["d2"]
    assert office.search("dossiers", "") == []
    assert office.search("surveys", "hoa") == []


def test_what_cannot_be_kept_is_refused_before_anything_is_written(office: Office) -> None:
    bad = [
        Change("", "d1", {}),
        Change("dossiers", "", {}),
        Change("dossiers", "d\n1", {}),
        Change("dossiers", "d1", None),
        Change("dossiers", "d1", {"x": float("nan")}),
        Change("dossiers", "d1", {"x": object()}),
        Change("dossiers", "d1", {"x": "\ud800"}),
        Change("dossiers", "d1", {"x": "a" * (17 << 20)}),
        Change("bundles", "b1", {"stream": {}}),
    ]
    for change in bad:
        with pytest.raises(BadRecord):
            save(office, new("surveys", "s1", slip(1)), change)
    with pytest.raises(ChangedElsewhere):
        save(office, Change("dossiers", "d1", None, base=0, op="remove"))
    with pytest.raises(BadRecord):
        office.append([new("surveys", "s1", slip(1))], by="lan", at=datetime(2020, 7, 6))  # noqa: DTZ001 - no offset on purpose
    assert (office.head.n, journal(office.folder).read_bytes()) == (0, b"")


def test_an_audit_line_stands_in_the_same_chain(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)))
    office.audit("search", {"words": 2, "hits": 1}, by="lan", at=NOW)
    office.audit("print", {"report": "r1"}, by="lan", at=NOW)
    assert [(stored.id, stored.data) for stored in office.audits()] == [
        ("search", {"words": 2, "hits": 1}), ("print", {"report": "r1"}),
    ]  # fmt: skip
    assert [stored.n for stored in office.audits("print")] == [3]
    assert office.tables() == ["dossiers"]


def test_a_caller_cannot_alter_what_the_store_gives(office: Office) -> None:
    data = dossier(1)
    stored = save(office, new("dossiers", "d1", data))[0]
    data["name"] = "khác"
    (stored.data or {})["name"] = "khác"
    (office.get("dossiers", "d1") or stored).data["name"] = "khác"  # type: ignore[index]
    again = office.get("dossiers", "d1")
    assert again is not None
    assert (again.data or {})["name"] == "Nguyễn Thị Hoà"


def test_counts_and_revisions_follow_the_records(office: Office) -> None:
    assert (office.count("dossiers"), office.revisions("dossiers"), office.tables()) == (0, 0, [])
    save(office, new("dossiers", "d1", dossier(1)), new("dossiers", "d2", dossier(2)))
    save(office, Change("dossiers", "d1", dossier(1, copies=2), base=1))
    assert (office.count("dossiers"), office.revisions("dossiers")) == (2, 3)
    assert [stored.id for stored in office.records("dossiers")] == ["d1", "d2"]


def test_an_empty_group_writes_nothing(office: Office) -> None:
    assert save(office) == []
    assert office.head.n == 0


def test_a_full_segment_is_followed_by_a_new_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.store.chain.ROLL_BYTES", 2000)
    folder = office.folder
    office.close()
    with opened(folder) as small:
        for n in range(1, 9):
            save(small, new("dossiers", f"d{n}", dossier(n)))
    assert len(list((folder / "journal").glob("*.jsonl"))) > 2
    with opened(folder) as small:
        assert [stored.id for stored in small.records("dossiers")] == [f"d{n}" for n in range(1, 9)]
        assert len(list(small.raw_lines(3))) == 6


def test_several_threads_may_save_and_look(office: Office) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(25):
                save(office, new("feedback", f"{name}{n}", {"content": name}))
                assert office.get("feedback", f"{name}{n}") is not None
                assert len(list(office.records("feedback"))) > n
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (office.count("feedback"), office.head.n) == (75, 75)


def test_read_only_looks_and_writes_nothing(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with opened(folder) as writer, opened(folder, read_only=True) as reader:
        assert contents(reader) == contents(writer)
        for work in (
            lambda: save(reader, new("dossiers", "d9", dossier(9))),
            lambda: reader.write_file("reports/a.pdf", b""),
            lambda: reader.write_secret("a", b""),
            lambda: reader.save_draft("a", {}),
            lambda: reader.drop_draft("a"),
        ):
            with pytest.raises(OfficeReadOnly):
                work()
        assert reader.facts().execute("SELECT count(*) FROM slip_fact").fetchone() == (4,)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {k: v for k, v in after.items() if k.name != "lock"} == {k: v for k, v in before.items() if k.name != "lock"}


def test_a_closed_office_writes_nothing(tmp_path: Path) -> None:
    office = opened(make_office(tmp_path / "o"))
    office.close()
    office.close()
    with pytest.raises(OfficeReadOnly):
        save(office, new("dossiers", "d1", dossier(1)))


def test_an_office_is_made_once_and_only_in_an_empty_folder(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with pytest.raises(OfficeExists):
        create_office(folder, PROFILE)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").touch()
    with pytest.raises(OfficeExists):
        create_office(tmp_path / "notes", PROFILE)
    with pytest.raises(NotAnOffice):
        open_office(tmp_path / "notes")
    with pytest.raises(NotAnOffice):
        open_office(tmp_path / "nowhere")


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    file = folder / "office.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"version": 2', '"version": 3'), encoding="utf-8")
    with pytest.raises(NewerVersion):
        open_office(folder)


def test_a_station_that_cannot_name_a_file_is_refused(tmp_path: Path) -> None:
    import msgspec

    for station in ("", "../x", "a b", "-a"):
        with pytest.raises(BadRecord):
            create_office(tmp_path / "o", msgspec.structs.replace(PROFILE, station=station))
    assert not (tmp_path / "o").exists()


def test_every_error_speaks_both_languages(office: Office) -> None:
    with pytest.raises(StoreError) as caught:
        save(office, Change("dossiers", "d1", dossier(1), base=4))
    assert "chưa lưu" in caught.value.vi
    assert "not saved" in caught.value.en
