"""One month's work in a sealed office and in a training one: the same figures, and no name in a file of the sealed one."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.cards import enrol, unit_card
from desktop_app.workflows.dossiers import correct_dossier
from desktop_app.workflows.receiving import receive
from desktop_app.workflows.records import enter, list_records
from desktop_app.workflows.sending import send
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.signing import keep_report
from desktop_app.workflows.summary import make_summary, report_of
from forms.problems import Refused
from tests.sealed import PASSWORD, WEAK, clear_texts
from tests.workflows.values import batch, dossier, slip

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)
PEOPLE = {
    "Đặng Thị Hường": {"id_number": "027184000123", "phone": "0912345678"},
    "Đặng Thị Hương": {"id_number": "027184000124", "phone": "0912345679"},
    "Phùng Quốc Đạt": {"id_number": "001084000555", "phone": "0987654321"},
    "Vũ Ngọc Bảo Châu": {"id_number": "027199000777", "phone": "0903334445"},
}
TEXTS = [*PEOPLE, *(value for person in PEOPLE.values() for value in person.values()), "chị Mùi ở Đông Ngàn"]


@dataclass
class Story:
    """Two offices after the month: folders, and what is counted and kept in each."""

    lower: Path
    upper: Path
    figures: list[dict[str, Any]]
    records: list[list[dict[str, Any]]]
    facts: list[list[tuple[Any, ...]]]
    documents: list[int]


def a_dossier(number: int, name: str) -> dict[str, Any]:
    return dossier(number, name=name, **PEOPLE[name])


@contextlib.contextmanager
def opened(folder: Path, password: str | None) -> Iterator[Session]:
    with open_session(folder, "admin", lambda: NOW, password=password) as session:
        yield session


def tell(home: Path, password: str | None) -> Story:
    """Do a month's work in two offices, sealed if there is a password; each is opened and closed several times."""
    lower, upper, stick = home / "lower", home / "upper", home / "stick"
    stick.mkdir(parents=True)
    for folder, unit, parent in ((lower, "TUSON", "BACNINH"), (upper, "BACNINH", "")):
        create(folder, unit=unit, name=f"Công an {unit}", parent=parent, clock=lambda: NOW, password=password, strength=WEAK)
    with opened(lower, password) as below, opened(upper, password) as above:
        enrol(below, unit_card(above))
        enrol(above, unit_card(below))
    with opened(lower, password) as session:
        enter(session, "batches", [batch()])
        enter(session, "surveys", [slip(1), slip(2, 4, comment="Cảm ơn chị Mùi ở Đông Ngàn"), slip(3, "blank")])
        saved = enter(session, "dossiers", [a_dossier(1, "Đặng Thị Hường"), a_dossier(2, "Phùng Quốc Đạt")])
        first = next(stored for stored in saved if (stored.data or {})["name"] == "Đặng Thị Hường")
        correct_dossier(session, first.id, a_dossier(1, "Đặng Thị Hương"), 1, "sai dấu tên")
        session.office.save_draft("dossier", a_dossier(3, "Vũ Ngọc Bảo Châu"))
        session.office.save_snapshot()
    with opened(lower, password) as session:
        assert len(list_records(session, "dossiers", find="phung quoc")) == 1
        assert session.office.search("dossiers", "027184000124")
        summary = make_summary(session, FIRST, LAST)
        keep_report(session, report_of(session, summary, number="1"), summary)
        files = send(session, stick).files
    with opened(upper, password) as session:
        enter(
            session,
            "dossiers",
            [a_dossier(9, "Vũ Ngọc Bảo Châu")],
        )
        assert [outcome.verdict for outcome in receive(session, files)] == ["new"]
        make_summary(session, FIRST, LAST)
        session.office.save_snapshot()
    return look(lower, upper, password)


def look(lower: Path, upper: Path, password: str | None) -> Story:
    story = Story(lower, upper, [], [], [], [])
    for folder in (lower, upper):
        with opened(folder, password) as session:
            summary = make_summary(session, FIRST, LAST)
            story.figures.append({name: value for name, value in summary.items() if name != "head"})
            tables = ("surveys", "dossiers", "batches")
            kept = [stored.data or {} for table in tables for stored in session.office.records(table)]
            story.records.append(sorted(kept, key=repr))
            facts = session.office.facts()
            query = "SELECT unit, form, batch, day, answered, satisfied, very, items FROM slip_fact ORDER BY 3, 4, 5, 6, 7"
            story.facts.append(facts.execute(query).fetchall())
            story.documents.append(len(session.office.tinydb().table("dossiers")))
            assert session.office.check(full=True).ok
    return story


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of temporary files of the stories."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, temporary: Path) -> Story:
    assert temporary.is_dir()
    return tell(tmp_path_factory.mktemp("sealed-story"), PASSWORD)


@pytest.fixture(scope="module")
def clear(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell(tmp_path_factory.mktemp("clear-story"), None)


def test_no_file_of_a_sealed_office_holds_a_name_a_number_or_a_phone(sealed: Story, temporary: Path) -> None:
    for folder in (sealed.lower, sealed.upper, sealed.lower.parent / "stick", temporary):
        assert clear_texts(folder, TEXTS) == {}
    assert len([path for path in sealed.lower.rglob("*") if path.is_file()]) > 10


def test_the_same_look_finds_all_of_them_in_a_training_office(clear: Story) -> None:
    found = clear_texts(clear.lower, TEXTS)
    assert {text for texts in found.values() for text in texts} == set(TEXTS)
    assert {"journal/000001.jsonl", "drafts/dossier.json", "snapshot"} <= set(found)
    received = [name for name in clear_texts(clear.upper, TEXTS) if name.startswith("journal/in/")]
    assert received


def test_nothing_secret_lies_in_clear_among_the_keys(sealed: Story, clear: Story) -> None:
    marks = ("PRIVATE KEY", "AGE-SECRET-KEY", "BEGIN CERTIFICATE", PASSWORD)
    assert clear_texts(sealed.lower, marks) == {}
    assert set(clear_texts(clear.lower, marks)) >= {"keys/station.ed25519", "keys/station.age", "keys/escrow.age", "keys/ca.pem"}


def test_the_facts_hold_no_person_even_where_nothing_is_sealed(clear: Story) -> None:
    for folder in (clear.lower, clear.upper):
        assert "facts.sqlite" in {path.name for path in folder.iterdir()}
        assert not [name for name in clear_texts(folder, TEXTS) if name.startswith("facts")]


def test_figures_records_facts_and_documents_are_the_same(sealed: Story, clear: Story) -> None:
    assert sealed.figures == clear.figures
    assert sealed.records == clear.records
    assert sealed.facts == clear.facts
    assert sealed.documents == clear.documents == [2, 1]
    assert len(sealed.records[1]) == len(sealed.records[0]) + 1 == 7


def test_a_reason_that_names_the_person_is_not_taken(sealed_folder: Path) -> None:
    """Reasons stand in the clear part of the line."""
    with open_session(sealed_folder, "admin", lambda: NOW, password=PASSWORD) as session:
        (stored,) = enter(session, "dossiers", [a_dossier(1, "Đặng Thị Hường")])
        for why in ("bà Đặng Thị Hường đổi ý", "dang thi huong đổi ý", "số 027184000123 sai"):
            with pytest.raises(Refused) as refused:
                correct_dossier(session, stored.id, a_dossier(1, "Đặng Thị Hường"), 1, why)
            assert refused.value.problems[0].code in ("WHY-HOLDS-NAME", "WHY-HOLDS-NUMBER")
        correct_dossier(session, stored.id, a_dossier(1, "Đặng Thị Hương"), 1, "sai dấu tên")
