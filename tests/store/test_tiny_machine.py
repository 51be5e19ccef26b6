"""A machine that makes the same random calls on an office and on plain TinyDB in memory, and compares after each."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tinydb import TinyDB, where
from tinydb.operations import delete
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from desktop_app.store.office import Office
from desktop_app.store.overlay import Overlay
from tests.store.offices import NoFlush, make_office, opened

VALUES = st.one_of(
    st.integers(-3, 3), st.booleans(), st.none(), st.text(max_size=3), st.floats(allow_nan=False, allow_infinity=False),
    st.just([1, {"a": "đ"}]),
)  # fmt: skip
DOCS = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, max_size=3)
TABLES = st.sampled_from(["_default", "notes"])


class Comparison(RuleBasedStateMachine):
    """`office` against `plain`. Plain TinyDB hands a removed last number out again, so numbers are given to both."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        make_office(Path(self.folder.name) / "o")
        self.open()
        self.plain = TinyDB(storage=MemoryStorage)
        self.next = {"_default": 1, "notes": 1}

    def open(self) -> None:
        self.office: Office = opened(Path(self.folder.name) / "o", files=NoFlush())
        self.db = self.office.tinydb()

    def both(self, name: str) -> list[Table]:
        return [self.plain.table(name), self.db.table(name)]

    def number(self, name: str) -> int:
        self.next[name] += 1
        return self.next[name] - 1

    @rule(name=TABLES, doc=DOCS)
    def insert(self, name: str, doc: dict[str, Any]) -> None:
        number = self.number(name)
        plain, ours = self.both(name)
        plain.insert(Document(copy.deepcopy(doc), number))
        assert ours.insert(doc) == number

    @rule(name=TABLES, docs=st.lists(DOCS, max_size=3))
    def insert_multiple(self, name: str, docs: list[dict[str, Any]]) -> None:
        numbers = [self.number(name) for _ in docs]
        plain, ours = self.both(name)
        plain.insert_multiple([Document(copy.deepcopy(doc), number) for doc, number in zip(docs, numbers, strict=True)])
        assert ours.insert_multiple(docs) == numbers

    @rule(name=TABLES, fields=DOCS, key=st.sampled_from("abc"))
    def update(self, name: str, fields: dict[str, Any], key: str) -> None:
        results = [table.update(copy.deepcopy(fields), where(key).exists()) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES, fields=DOCS, value=VALUES)
    def update_where_equal(self, name: str, fields: dict[str, Any], value: Any) -> None:
        results = [table.update(copy.deepcopy(fields), where("a") == value) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES, key=st.sampled_from("abc"))
    def delete_field(self, name: str, key: str) -> None:
        results = [table.update(delete(key), where(key).exists()) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES, first=DOCS, second=DOCS)
    def update_multiple(self, name: str, first: dict[str, Any], second: dict[str, Any]) -> None:
        updates = [(first, where("a").exists()), (second, where("b").exists())]
        results = [table.update_multiple(copy.deepcopy(updates)) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES, doc=DOCS, number=st.integers(1, 12))
    def upsert_by_number(self, name: str, doc: dict[str, Any], number: int) -> None:
        results = [table.upsert(Document(copy.deepcopy(doc), number)) for table in self.both(name)]
        assert results[0] == results[1]
        self.next[name] = max(self.next[name], number + 1)

    @rule(name=TABLES, key=st.sampled_from("abc"), value=VALUES)
    def remove(self, name: str, key: str, value: Any) -> None:
        results = [table.remove(where(key) == value) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES, numbers=st.lists(st.integers(1, 12), max_size=2, unique=True))
    def remove_numbers(self, name: str, numbers: list[int]) -> None:
        results = [table.remove(doc_ids=numbers) for table in self.both(name)]
        assert results[0] == results[1]

    @rule(name=TABLES)
    def truncate(self, name: str) -> None:
        for table in self.both(name):
            table.truncate()
        self.next[name] = 1

    @rule(name=TABLES)
    def drop(self, name: str) -> None:
        self.plain.drop_table(name)
        self.db.drop_table(name)
        self.next[name] = 1

    @rule(snapshot=st.booleans())
    def reopen(self, snapshot: bool) -> None:
        if snapshot:
            self.office.save_snapshot()
        self.office.close()
        self.open()

    @invariant()
    def same(self) -> None:
        for name in ("_default", "notes"):
            plain, ours = self.both(name)
            wanted = {doc.doc_id: repr(dict(doc)) for doc in plain.all()}
            assert {doc.doc_id: repr(dict(doc)) for doc in ours.all()} == wanted
            assert len(ours) == len(wanted) == self.office.count(name)
            assert all(ours.contains(doc_id=number) for number in wanted)
            assert ours.count(where("a") == 1) == plain.count(where("a") == 1)

    def teardown(self) -> None:
        if hasattr(self, "office"):
            assert self.office.check(full=True).ok
            self.office.close()
            self.folder.cleanup()


RUN = settings(max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def test_an_office_does_what_plain_tinydb_does() -> None:
    run_state_machine_as_test(Comparison, settings=RUN)


def test_control_an_overlay_that_missed_changes_in_place_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetting(overlay: Overlay) -> None:
        overlay._last = None

    monkeypatch.setattr(Overlay, "settle", forgetting)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Comparison, settings=settings(RUN, phases=[Phase.generate]))
