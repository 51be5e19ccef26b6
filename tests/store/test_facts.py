"""Fact rows follow the records, and are made anew from the journal whenever there is a doubt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.facts import ALL_TABLES, FactFile
from desktop_app.store.office import Change, Office
from tests.store.offices import EPOCH, NOW, PROVINCE, dossier, make_office, new, opened, save, slip, small_office


def rows(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    connection = office.facts()
    return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in ALL_TABLES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_office(tmp_path / "o")


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry each time the facts are made anew."""
    times: list[int] = []
    plain = FactFile.fill

    def fill(self: FactFile, connection: sqlite3.Connection) -> None:
        times.append(1)
        plain(self, connection)

    monkeypatch.setattr(FactFile, "fill", fill)
    return times


def test_each_record_has_its_facts(folder: Path) -> None:
    with opened(folder) as office:
        facts = rows(office)
        assert len(facts["answer_fact"]) == 4 * 22
        assert [(row[0], row[1], row[2]) for row in facts["dossier_fact"]] == [
            ("H56.22", "tuson-1", "d1"), ("H56.22", "tuson-1", "d2"),
        ]  # fmt: skip
        assert facts["uncounted"] == []


def test_a_change_a_removal_and_a_return_reach_the_facts_without_making_them_anew(folder: Path, rebuilt: list[int]) -> None:
    with opened(folder) as office:
        rows(office)
        save(office, Change("surveys", "s1", slip(1, answer=2), base=1))
        save(office, Change("surveys", "s2", None, base=1, op="remove"))
        save(office, Change("surveys", "s1", slip(1, answer=3), base=2), new("surveys", "s5", slip(5)))
        facts = rows(office)
        assert [(row[2], row[-3]) for row in facts["slip_fact"]] == [("s1", 0), ("s3", 22), ("s4", 22), ("s5", 22)]
        assert len(facts["answer_fact"]) == 4 * 22
        save(office, Change("surveys", "s2", slip(2), base=2))
        facts = rows(office)
        assert len(facts["answer_fact"]) == 5 * 22
    assert rebuilt == [1]
    (folder / "facts.sqlite").unlink()
    with opened(folder) as office:
        assert rows(office) == facts
    assert rebuilt == [1, 1]


def test_facts_on_the_disk_are_used_again(folder: Path, rebuilt: list[int]) -> None:
    with opened(folder) as office:
        facts = rows(office)
    with opened(folder) as office:
        assert rows(office) == facts
        save(office, new("surveys", "s5", slip(5)))
        assert len(rows(office)["slip_fact"]) == 5
    assert rebuilt == [1]


def tampered(folder: Path) -> None:
    with sqlite3.connect(folder / "facts.sqlite") as connection:
        connection.execute("UPDATE answer_fact SET code = 1")
    connection.close()


def test_facts_that_are_doubtful_are_made_anew(folder: Path, rebuilt: list[int]) -> None:
    with opened(folder) as office:
        facts = rows(office)
    path = folder / "facts.sqlite"
    good = path.read_bytes()

    def forget(sql: str) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(sql)
        connection.close()

    spoilers: list[Callable[[], object]] = [
        path.unlink,
        lambda: path.write_bytes(b""),
        lambda: path.write_bytes(b"junk" * 1000),
        lambda: path.write_bytes(good[:5000]),
        lambda: tampered(folder),
        lambda: forget("DROP TABLE slip_fact"),
        lambda: forget("UPDATE built SET hash = 'x'"),
    ]
    for number, spoil in enumerate(spoilers, 2):
        path.write_bytes(good)
        spoil()
        with opened(folder) as office:
            assert rows(office) == facts, number
        assert len(rebuilt) == number


def test_control_a_store_that_trusted_the_file_would_be_caught(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as office:
        facts = rows(office)
    monkeypatch.setattr("desktop_app.store.facts._changes", lambda _: 0)
    (folder / "facts.sqlite").unlink()
    with opened(folder) as office:
        rows(office)
    with sqlite3.connect(folder / "facts.sqlite") as connection:
        connection.execute("UPDATE meta SET changes = 0")
        connection.execute("UPDATE answer_fact SET code = 1")
    connection.close()
    with opened(folder) as office:
        assert rows(office) != facts


def test_facts_of_a_journal_that_is_gone_are_made_anew(folder: Path, tmp_path: Path, rebuilt: list[int]) -> None:
    with opened(folder) as office:
        rows(office)
    other = make_office(tmp_path / "other")
    (other / "facts.sqlite").write_bytes((folder / "facts.sqlite").read_bytes())
    with opened(other) as office:
        assert all(not found for found in rows(office).values())
    assert rebuilt == [1, 1]


def test_the_connection_refuses_to_be_written_to(folder: Path) -> None:
    with opened(folder) as office:
        connection = office.facts()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM slip_fact")


def test_received_records_are_counted_under_their_unit(folder: Path, tmp_path: Path, rebuilt: list[int]) -> None:
    with opened(folder) as office:
        lines, sent = list(office.raw_lines(1)), rows(office)
    with opened(make_office(tmp_path / "p", PROVINCE)) as office:
        save(office, new("surveys", "s1", slip(1)))
        assert len(rows(office)["slip_fact"]) == 1
        office.receive("H56.22", "tuson-1", EPOCH, lines[:4], {}, "an", NOW)
        assert len(rows(office)["slip_fact"]) == 4
        office.receive("H56.22", "tuson-1", EPOCH, lines, {}, "an", NOW)
        got = rows(office)
    assert [row for row in got["slip_fact"] if row[0] == "H56"] == [row for row in got["slip_fact"] if row[1] == "bacninh-1"]
    assert {name: [row for row in found if row[0] == "H56.22"] for name, found in got.items()} == sent
    assert rebuilt == [1, 1]


def test_a_record_that_cannot_be_counted_is_named_not_dropped(folder: Path) -> None:
    with opened(folder) as office:
        save(office, new("surveys", "odd", {"form": "x"}))
        assert rows(office)["uncounted"] == [("tuson-1", "odd", "surveys", "KeyError")]
        assert [finding.code for finding in office.check(full=True).findings if not finding.ok] == ["FACTS"]
        save(office, Change("surveys", "odd", slip(7), base=1))
        assert rows(office)["uncounted"] == []
        assert office.check(full=True).ok


def test_no_name_id_number_or_phone_is_in_the_file(folder: Path) -> None:
    with opened(folder) as office:
        save(office, new("dossiers", "d7", dossier(7, phone="0912345678", name="Đặng Thị Mơ")))
        rows(office)
    data = (folder / "facts.sqlite").read_bytes()
    for text in ("Nguyễn", "Đặng", "Mơ", "027184", "0912345678", "200706-0001"):
        assert text.encode() not in data
    assert b"cancuoc" in data


def test_looking_only_counts_in_memory_when_the_file_is_behind(folder: Path) -> None:
    with opened(folder) as office:
        rows(office)
    before = (folder / "facts.sqlite").read_bytes()
    with opened(folder, read_only=True) as office:
        assert len(rows(office)["slip_fact"]) == 4
    with opened(folder) as office:
        save(office, new("surveys", "s5", slip(5)))
    with opened(folder, read_only=True) as office:
        assert len(rows(office)["slip_fact"]) == 5
    assert (folder / "facts.sqlite").read_bytes() == before


def test_a_disk_that_takes_no_file_does_not_stop_the_counting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as office:
        expected = rows(office)
    (folder / "facts.sqlite").unlink()
    (folder / "facts.sqlite").mkdir()
    with opened(folder) as office:
        assert rows(office) == expected
    (folder / "facts.sqlite").rmdir()
    plain = FactFile.fill

    def fill(self: FactFile, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA database_list").fetchone()[2]:
            raise sqlite3.OperationalError("database or disk is full")
        plain(self, connection)

    monkeypatch.setattr(FactFile, "fill", fill)
    with opened(folder) as office:
        assert rows(office) == expected
        save(office, new("dossiers", "d9", dossier(9)))
        assert len(rows(office)["dossier_fact"]) == len(expected["dossier_fact"]) + 1
