"""TinyDB's calls on an office: every write is a group of lines, and the records stay the office's records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import Query, TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from desktop_app.store.errors import OfficeReadOnly
from desktop_app.store.office import Change, Office
from desktop_app.store.tiny import OfficeStorage, OfficeTable
from tests.store.offices import dossier, make_office, new, opened, save, slip, small_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(make_office(tmp_path / "o")) as office:
        yield office


def test_an_analyst_asks_an_office_with_plain_tinydb_queries(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    with opened(folder, read_only=True) as office:
        db = office.tinydb()
        dossiers = db.table("dossiers")
        assert [doc["name"] for doc in dossiers.search(where("status") == "received")] == ["Trần Văn Đức"]
        assert db.table("surveys").count(Query().answers.c05 >= 4) == 4
        assert dossiers.contains(where("frozen")["field"] == "cancuoc")
        assert db.tables() == {"dossiers", "surveys"}
        assert len(dossiers) == 2
        with pytest.raises(OfficeReadOnly):
            dossiers.insert({"code": "x"})


def test_what_tinydb_writes_is_a_revision_with_history(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    with opened(folder) as office:
        table = office.tinydb().table("dossiers")
        assert table.update(increment("copies"), where("name") == "Trần Văn Đức") == [2]
        assert [(stored.rev, (stored.data or {})["copies"]) for stored in office.history("dossiers", "d2")] == [(1, 1), (2, 2)]
        assert table.remove(doc_ids=[1]) == [1]
        assert office.get("dossiers", "d1") is None
        assert [stored.op for stored in office.history("dossiers", "d1")] == ["put", "put", "remove"]
        assert office.search("dossiers", "duc") == ["d2"]
    with opened(folder) as office:
        assert [doc.doc_id for doc in office.tinydb().table("dossiers").all()] == [2]


def test_one_call_is_one_group(office: Office) -> None:
    table = office.tinydb().table("notes")
    table.insert_multiple({"n": n} for n in range(5))
    assert [stored.n for stored in office.records("notes")] == [1, 2, 3, 4, 5]
    table.update({"seen": True}, where("n") > 2)
    table.update({"seen": True}, where("n") > 2)
    assert office.head.n == 7
    from forms.line import load_line

    assert [load_line(raw).envelope.left for raw in office.raw_lines(1)] == [4, 3, 2, 1, 0, 1, 0]


def test_a_call_that_fails_writes_nothing(office: Office) -> None:
    table = office.tinydb().table("notes")
    table.insert_multiple([{"n": 1}, {"n": 2}])

    def spoil(doc: object) -> None:
        doc["n"] = 9  # type: ignore[index]
        if doc["old"]:  # type: ignore[index]
            return

    with pytest.raises(KeyError):
        table.update(spoil)
    with pytest.raises(TypeError):
        table.insert({"n": object()})
    with pytest.raises(TypeError):
        table.update({"n": {1, 2}})
    with pytest.raises(ValueError, match="already exists"):
        table.insert_multiple([{"n": 3}, Document({"n": 4}, 1)])
    assert [doc["n"] for doc in table.all()] == [1, 2]
    assert office.head.n == 2
    assert table.insert({"n": 3}) == 3


def test_a_change_of_type_alone_is_a_change(office: Office) -> None:
    table = office.tinydb().table("notes")
    table.insert({"n": 1})
    table.update({"n": True})
    table.update({"n": 1.0})
    assert [(stored.data or {})["n"] for stored in office.history("notes", "doc-0-1")] == [1, True, 1.0]
    assert [type((stored.data or {})["n"]) for stored in office.history("notes", "doc-0-1")] == [int, bool, float]


def test_a_number_is_not_given_out_again(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        table = office.tinydb().table("notes")
        assert table.insert_multiple([{"n": 1}, {"n": 2}, {"n": 3}]) == [1, 2, 3]
        table.remove(doc_ids=[3])
    with opened(folder) as office:
        table = office.tinydb().table("notes")
        assert table.insert({"n": 4}) == 4
        assert [(doc.doc_id, doc["n"]) for doc in table.all()] == [(1, 1), (2, 2), (4, 4)]


def test_emptying_a_table_begins_numbers_anew_but_not_record_ids(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    for _ in range(2):
        with opened(folder) as office:
            table = office.tinydb().table("notes")
            table.truncate()
            assert table.insert({"n": 1}) == 1
    with opened(folder) as office:
        assert [stored.id for stored in office.records("notes")] == ["doc-2-1"]
        assert [stored.op for stored in office.history("notes", "doc-1-1")] == ["put", "remove"]
        db = office.tinydb()
        db.drop_table("notes")
        assert db.tables() == set()
        assert office.count("notes") == 0


def test_a_record_brought_back_by_the_program_is_seen_again(office: Office) -> None:
    table = office.tinydb().table("dossiers")
    save(office, new("dossiers", "d1", dossier(1)), new("dossiers", "d2", dossier(2)))
    table.truncate()
    assert table.insert(dossier(3)) == 1
    save(office, Change("dossiers", "d1", dossier(1), base=office.revision("dossiers", "d1")))
    assert sorted((doc.doc_id, doc["code"][-4:]) for doc in table.all()) == [(1, "0003"), (2, "0001")]
    assert table.get(doc_id=2) == dossier(1)


def test_records_of_the_program_and_of_tinydb_share_a_table(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        table = office.tinydb().table("dossiers")
        save(office, new("dossiers", "a", dossier(1)))
        assert table.insert(dossier(2)) == 2
        save(office, new("dossiers", "b", dossier(3)))
        assert table.insert(Document(dossier(4), 40)) == 40
        save(office, new("dossiers", "c", dossier(5)))
        numbers = [(doc.doc_id, doc["code"][-4:]) for doc in table.all()]
    assert numbers == [(1, "0001"), (2, "0002"), (3, "0003"), (40, "0004"), (41, "0005")]
    with opened(folder) as office:
        assert [(doc.doc_id, doc["code"][-4:]) for doc in office.tinydb().table("dossiers").all()] == numbers


def test_a_table_named_by_a_key_keeps_its_key(office: Office) -> None:
    table = office.tinydb().table("batches")
    table.insert({"batch": "B1", "issued": 400})
    assert office.get("batches", "B1") is not None
    with pytest.raises(ValueError, match="B1"):
        table.insert({"batch": "B1", "issued": 1})
    with pytest.raises(ValueError, match="needs batch"):
        table.insert({"issued": 1})
    table.upsert({"batch": "B1", "issued": 401}, where("batch") == "B1")
    assert [stored.rev for stored in office.history("batches", "B1")] == [1, 2]


def test_received_records_are_not_among_the_own_ones(tmp_path: Path) -> None:
    from tests.store.offices import EPOCH, NOW, PROVINCE

    with opened(small_office(tmp_path / "o")) as office:
        lines = list(office.raw_lines(1))
    with opened(make_office(tmp_path / "p", PROVINCE)) as province:
        province.receive("U", "tuson-1", EPOCH, lines, {}, "an", NOW)
        assert province.tinydb().tables() == {"bundles"}
        assert len(province.tinydb().table("dossiers")) == 0


def test_a_storage_of_tinydb_s_own_middleware_works_on_it(office: Office) -> None:
    storage = CachingMiddleware(OfficeStorage)  # type: ignore[no-untyped-call]
    db = TinyDB(office, storage=storage)
    db.insert({"n": 1})
    db.insert({"n": 2})
    assert office.head.n == 0
    db.close()
    assert [stored.data for stored in office.records("_default")] == [{"n": 1}, {"n": 2}]


def test_the_table_class_is_tinydb_s_own_on_any_other_storage() -> None:
    table = OfficeTable(MemoryStorage(), "t")  # type: ignore[no-untyped-call]
    assert table.insert({"n": 1}) == 1
    table.truncate()
    assert table.insert({"n": 2}) == 1


def test_a_query_result_is_cached_until_something_is_written_through_the_table(office: Office) -> None:
    table = office.tinydb().table("surveys")
    table.insert(slip(1))
    assert table.count(where("serial") == 1) == 1
    table.insert(slip(1, "B2"))
    assert table.count(where("serial") == 1) == 2


def test_a_program_s_write_is_seen_through_tinydb_at_once(office: Office) -> None:
    table = office.tinydb().table("surveys")
    assert table.count(where("serial") == 1) == 0
    save(office, new("surveys", "s1", slip(1)))
    assert table.count(where("serial") == 1) == 1
