"""Who looked, searched, exported, received, signed in: one line each in the chain, nothing of a person outside its payload."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.errors import NeedsPassword, WrongPassword
from desktop_app.store.slots import Strength
from desktop_app.workflows.auditing import KINDS, WAITING_FILE, describe, keep_failure, list_audits, note, waiting
from desktop_app.workflows.cards import dump_card, enrol, unit_card
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.exporting import export_file, note_print
from desktop_app.workflows.receiving import receive
from desktop_app.workflows.records import enter, history, list_records, show
from desktop_app.workflows.sending import send
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.signing import sign
from desktop_app.workflows.summary import make_report
from tests.store.offices import FailingFiles
from tests.workflows.conftest import NOW
from tests.workflows.values import batch, dossier, slip

PASSWORD = "mua xuan o Tu Son"
QUICK = Strength(64, 1, 1)


def told(session: Session) -> list[tuple[str, dict[str, Any]]]:
    return [(stored.id, stored.data or {}) for stored in list_audits(session)]


def test_looking_at_a_person_s_record_is_noted_with_its_id_only(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier()])[0]
    show(session, "000.17.22.H05-200706-0001")
    history(session, stored.id)
    assert told(session) == [
        ("view", {"table": "dossiers", "id": stored.id}),
        ("history", {"table": "dossiers", "id": stored.id}),
    ]


def test_looking_at_a_batch_or_at_nothing_is_not_noted(session: Session) -> None:
    enter(session, "batches", [batch()])
    show(session, "B1")
    history(session, "B1")
    show(session, "khong-co")
    list_records(session, "batches")
    assert told(session) == []


def test_a_search_is_noted_with_its_text_its_days_and_its_hits(session: Session) -> None:
    enter(session, "dossiers", [dossier(1), dossier(2, name="Ngô Văn Đức")])
    list_records(session, "dossiers", date(2020, 7, 1), find="đặng")
    assert told(session) == [("search", {"table": "dossiers", "find": "đặng", "from": "2020-07-01", "hits": 1})]


def test_what_leaves_in_clear_is_noted_before_it_is_written(session: Session, tmp_path: Path) -> None:
    export_file(session, tmp_path / "a.pdf", b"%PDF", "report")
    assert [(what, detail["kind"], detail["file"]) for what, detail in told(session)] == [("export", "report", "a.pdf")]
    with pytest.raises(Exception, match="folder"):
        export_file(session, tmp_path / "none" / "b.pdf", b"%PDF", "report")
    assert len(told(session)) == 2
    dump_card(session)
    assert told(session)[-1][1]["kind"] == "card"


def test_sending_and_receiving_are_noted(session: Session, tmp_path: Path) -> None:
    create(tmp_path / "above", unit="BACNINH", name="Công an tỉnh Bắc Ninh")
    stick = tmp_path / "usb"
    stick.mkdir()
    enter(session, "batches", [batch()])
    with open_session(tmp_path / "above", "huong", lambda: NOW) as above:
        enrol(session, unit_card(above))
        enrol(above, unit_card(session))
        files = send(session, stick).files
        receive(above, files)
        bad = stick / "bad.somotcua"
        bad.write_bytes(b"PK")
        receive(above, [bad])
        received = [detail for what, detail in told(above) if what == "receive"]
    assert received == [{"files": {files[0].name: "new"}}, {"files": {"bad.somotcua": "refused"}}]
    assert [(what, detail["files"]) for what, detail in told(session)] == [("send", [files[0].name])]


def test_signing_is_noted(tmp_path: Path) -> None:
    create(tmp_path / "o", unit="TUSON", name="Công an thị xã Từ Sơn", clock=lambda: NOW)
    with open_session(tmp_path / "o", "lan", lambda: NOW) as session:
        enter(session, "batches", [batch()])
        sign(session, make_report(session, date(2020, 7, 1), date(2020, 7, 31)), "prepared")
        assert [(what, detail["role"]) for what, detail in told(session)] == [("sign", "prepared")]


def test_a_session_that_only_looks_notes_nothing_and_says_why(office_folder: Path) -> None:
    with open_session(office_folder, read_only=True) as session:
        head = session.office.head
        assert note(session, "view", {"id": "x"})
        assert session.office.head == head


def test_a_full_disk_does_not_stop_anyone_from_looking(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    stored = enter(session, "dossiers", [dossier()])[0]
    files = FailingFiles("write", error=errno.ENOSPC)
    appender = session.office._opened.own.ready_appender()
    monkeypatch.setattr(appender, "_files", files)
    files.arm()
    assert show(session, stored.id) is not None
    assert note(session, "view", {"id": "x"})
    files.armed = False
    assert note(session, "view", {"id": "x"}) == ""
    assert len(told(session)) == 1


def test_audits_are_listed_by_day_and_kind(session: Session) -> None:
    for days, what in ((0, "view"), (1, "search"), (2, "view")):
        session.office.audit(what, {"id": str(days)}, "lan", NOW + timedelta(days=days))
    day = NOW.date() + timedelta(days=1)
    assert [stored.id for stored in list_audits(session, day)] == ["search", "view"]
    assert [stored.id for stored in list_audits(session, last=day)] == ["view", "search"]
    assert [(stored.data or {})["id"] for stored in list_audits(session, what="view")] == ["0", "2"]
    assert describe(list_audits(session)[1]) == (KINDS["search"][0], "id: 1")


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "sealed"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", password=PASSWORD, strength=QUICK, clock=lambda: NOW)
    return folder


def test_failed_sign_ins_wait_for_the_next_one_that_succeeds(sealed: Path) -> None:
    before = [stored.id for stored in _audits(sealed)]
    for password in ("khong phai mat khau", "cung khong phai nua"):
        with pytest.raises(WrongPassword):
            open_session(sealed, "admin", lambda: NOW, password=password)
    with pytest.raises(NeedsPassword):
        open_session(sealed, "admin", lambda: NOW)
    assert len(waiting(sealed / WAITING_FILE)) == 2
    with open_session(sealed, "admin", lambda: NOW + timedelta(hours=1), password=PASSWORD) as session:
        found = [(s.id, s.data or {}) for s in list_audits(session)][len(before) :]
    failed = {"account": "admin", "at": NOW.isoformat(timespec="seconds"), "reason": "WrongPassword"}
    signed = ("sign-in", {"account": "admin", "role": "administrator"})
    assert found[-3:] == [("sign-in-failed", failed), ("sign-in-failed", failed), signed]
    assert waiting(sealed / WAITING_FILE) == []


def _audits(folder: Path) -> list[Any]:
    with open_session(folder, "admin", lambda: NOW, password=PASSWORD, read_only=True) as session:
        return list_audits(session)


def test_the_file_of_waiting_failures_holds_no_more_than_it_must(tmp_path: Path) -> None:
    for number in range(1005):
        if number % 100 == 0 or number > 1000:
            keep_failure(tmp_path, f"a{number}", NOW, WrongPassword("x", 3))
    path = tmp_path / WAITING_FILE
    assert [failure.account for failure in waiting(path)][-2:] == ["a1003", "a1004"]
    with path.open("ab") as handle:
        handle.write(b"\xff{}\n")
    assert waiting(path)[-1].reason == "unreadable"


def test_no_searched_name_lies_in_clear_in_a_sealed_office(sealed: Path) -> None:
    with open_session(sealed, "admin", lambda: NOW, password=PASSWORD) as session:
        enter(session, "batches", [batch()])
        enter(session, "surveys", [slip()])
        list_records(session, "dossiers", find="Đặng Thị Hường")
        list_records(session, "dossiers", find="027184000123")
    for path in sealed.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert "Hường".encode() not in data, path
        assert b"027184000123" not in data, path


def test_a_print_is_noted_with_the_hash_of_what_was_printed(session: Session) -> None:
    import hashlib

    assert note_print(session, b"%PDF", "Báo cáo tháng 7") == ""
    assert told(session) == [("print", {"title": "Báo cáo tháng 7", "sha256": hashlib.sha256(b"%PDF").hexdigest()})]


@pytest.mark.parametrize("text", ["a\u202eb", "Nguye\u0302\u0303n", "a\x1bb", "c\udcff", "x" * 200_000])
def test_whatever_is_searched_or_named_the_office_can_still_send(session: Session, tmp_path: Path, text: str) -> None:
    with open_session(_office(tmp_path / "above", "BACNINH"), "huong") as above:
        enrol(session, unit_card(above))
    list_records(session, "dossiers", find=text)
    note(session, "export", {"files": [text]})
    enter(session, "dossiers", [dossier()])
    (tmp_path / "stick").mkdir()
    assert send(session, tmp_path / "stick").files


@pytest.mark.parametrize("text", ["a\u202eb", "e\u0302\u0301"])
def test_an_account_name_that_could_not_travel_is_not_let_in(office_folder: Path, sealed: Path, text: str) -> None:
    for folder in (office_folder, sealed):
        with pytest.raises(WorkflowError, match="hidden"):
            open_session(folder, text, password="khong dung mat khau")


def _office(folder: Path, unit: str) -> Path:
    create(folder, unit=unit, name="Công an tỉnh Bắc Ninh")
    return folder
