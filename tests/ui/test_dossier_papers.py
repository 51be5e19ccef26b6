"""The window of a dossier's papers and the registers' window by keys: looked at, printed, saved, printed again, refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui import dossier_papers, register_papers
from desktop_app.ui.dossier_papers import DossierPapersWindow, show_papers_of
from desktop_app.ui.register_papers import RegistersWindow, show_registers
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.dossiers import move_dossier
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.paper_registers import make_register
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session, open_session
from tests.exports.slip_pictures import words
from tests.ui.screens import Page
from tests.workflows.values import dossier

pytestmark = pytest.mark.window
CODE = "000.17.22.H05-200706-0001"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2020, 7, 6, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """An office with two dossiers of the day."""
    with open_session(office_folder, "lan", Clock()) as opened:
        enter(opened, "dossiers", [dossier(1, documents=["Tờ khai CC01"]), dossier(2)])
        yield opened


@pytest.fixture
def page(root: Any, session: Session, tmp_path: Path) -> Iterator[Page]:
    shown = Page(root, session, "dashboard", tmp_path / "settings")
    yield shown
    shown.window.jobs.close()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str, str]]:
    """What went to the printer: bytes, title, paper."""
    sent: list[tuple[bytes, str, str]] = []
    monkeypatch.setattr(dossier_papers, "print_pdf", lambda pdf, title, media: sent.append((pdf, title, media)))
    monkeypatch.setattr(register_papers, "print_pdf", lambda pdf, title: sent.append((pdf, title, "A4")))
    return sent


def id_of(session: Session) -> str:
    return str(session.office.find_code("dossiers", CODE))


@pytest.fixture
def papers(page: Page, session: Session, printed: list[tuple[bytes, str, str]]) -> DossierPapersWindow:
    opened = show_papers_of(page.window, id_of(session))
    page.settle()
    return opened


def records(session: Session) -> list[dict[str, Any]]:
    return [stored.data or {} for stored in session.office.records("papers", "")]


def supplement(page: Page, session: Session) -> DossierPapersWindow:
    clock = session.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(hours=1)
    move_dossier(session, id_of(session), "supplement", "Thiếu ảnh")
    opened = show_papers_of(page.window, id_of(session))
    page.settle()
    return opened


def shown(papers: DossierPapersWindow) -> str:
    assert papers.made is not None
    return words(papers.made.pdf)


def test_it_opens_with_the_receipt_looked_at_and_nothing_recorded(papers: DossierPapersWindow, session: Session) -> None:
    assert papers.presenter.key == "new:receipt"
    assert "Số: 01/BPTNTKQ" in shown(papers)
    assert (papers.sheet.get(), papers.copies.get()) == ("A5", "2")
    assert records(session) == []


def test_one_key_records_and_prints_the_receipt_on_its_paper(
    papers: DossierPapersWindow, page: Page, session: Session, printed: list[tuple[bytes, str, str]]
) -> None:
    page.key("Control-p", papers)
    assert [(title, media) for _, title, media in printed] == [(f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {CODE}", "A5")]
    assert [(one["kind"], one["copies"]) for one in records(session)] == [("receipt", 2)]
    assert [(line.data or {})["kind"] for line in list_audits(session, what="print")] == ["receipt"]
    assert papers.told.cget("text") == "Đã in 01/BPTNTKQ."
    assert "Bản in lại" not in shown(papers)


def test_printing_again_is_a_reprint(
    papers: DossierPapersWindow, page: Page, session: Session, printed: list[tuple[bytes, str, str]]
) -> None:
    page.key("Control-p", papers)
    page.key("Control-p", papers)
    assert [one["reprints"] for one in records(session)] == [1]
    assert "Bản in lại lần 1" in words(printed[1][0])
    assert papers.presenter.key == "again:receipt-2020-000001"
    assert [words[:6] for _, words in papers.presenter.choices()] == ["Giấy t", "Phiếu ", "In lại"]


def test_a_printer_that_refuses_leaves_the_record_and_says_so(
    papers: DossierPapersWindow, page: Page, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise WorkflowError("Máy in không nhận.", "The printer did not take it.")

    monkeypatch.setattr(dossier_papers, "print_pdf", refuse)
    page.key("Control-p", papers)
    assert page.answers.said == ["Máy in không nhận."]
    assert [one["reprints"] for one in records(session)] == [0]
    assert papers.presenter.key == "again:receipt-2020-000001"
    assert not papers.working


def test_f9_changes_the_size_and_the_page_with_it(papers: DossierPapersWindow, page: Page) -> None:
    page.key("F9", papers)
    assert papers.sheet.get() == "A4"
    assert papers.preview._pages is not None
    assert round(papers.preview._pages.sizes[0][1]) == 842
    page.key("F9", papers)
    assert papers.sheet.get() == "A5"


def test_f10_records_and_writes_and_a_save_given_up_records_nothing(
    papers: DossierPapersWindow, page: Page, session: Session, tmp_path: Path
) -> None:
    page.key("F10", papers)
    assert records(session) == []
    page.answers.save = tmp_path / "giay.pdf"
    page.key("F10", papers)
    assert "Số: 01/BPTNTKQ" in words((tmp_path / "giay.pdf").read_bytes())
    assert len(records(session)) == 1
    assert papers.told.cget("text") == "Đã ghi 01/BPTNTKQ vào giay.pdf."


def test_f7_goes_through_the_papers_and_a_digit_chooses_one(papers: DossierPapersWindow, page: Page) -> None:
    page.key("F7", papers)
    assert "PHIẾU KIỂM SOÁT" in shown(papers)
    page.key("F6", papers)
    assert page.root.focus_get() is papers.paper.entry
    page.key("Key-1", papers.paper.entry)
    assert papers.presenter.key == "new:receipt"
    assert "GIẤY TIẾP NHẬN" in shown(papers)


def test_a_number_of_copies_that_cannot_be_prints_nothing(
    papers: DossierPapersWindow, page: Page, session: Session, printed: list[tuple[bytes, str, str]]
) -> None:
    for text in ("0", "10", "x", ""):
        papers.copies.set(text)
        page.key("Control-p", papers)
        assert papers.copies.has_problem, text
    assert (printed, records(session)) == ([], [])
    papers.copies.set("3")
    page.key("Control-p", papers)
    assert [one["copies"] for one in records(session)] == [3]


def test_a_request_for_supplements_is_asked_for_at_its_field(
    page: Page, session: Session, printed: list[tuple[bytes, str, str]]
) -> None:
    papers = supplement(page, session)
    assert papers.presenter.key == "new:supplement"
    assert papers.asked["reason"].get() == "Thiếu ảnh"
    papers.asked["missing"].set("")
    page.key("Control-p", papers)
    assert (printed, records(session)) == ([], [])
    assert page.root.focus_get() is papers.asked["missing"].entry
    papers.asked["missing"].set("Ảnh 3x4\nGiấy khai sinh")
    page.key("F8", papers)
    assert "2. Giấy khai sinh" in shown(papers)
    page.key("Control-p", papers)
    assert [one["kind"] for one in records(session)] == ["supplement"]
    assert "1. Ảnh 3x4" in words(printed[0][0])


def test_whoever_may_not_key_looks_but_hands_nothing_out(
    page: Page, session: Session, monkeypatch: pytest.MonkeyPatch, printed: list[tuple[bytes, str, str]]
) -> None:
    monkeypatch.setattr(dossier_papers, "why_not", lambda *_: "Việc này cần tài khoản cán bộ.")
    papers = show_papers_of(page.window, id_of(session))
    page.settle()
    assert papers.print.instate(["disabled"])
    page.key("Control-p", papers)
    page.key("F10", papers)
    assert (printed, records(session)) == ([], [])
    assert "GIẤY TIẾP NHẬN" in shown(papers)
    assert papers.told.cget("text") == "Việc này cần tài khoản cán bộ."


def test_a_dossier_without_papers_says_so(page: Page, session: Session) -> None:
    (online,) = enter(session, "dossiers", [dossier(3, status="registered", received_at="")])
    papers = show_papers_of(page.window, online.id)
    page.settle()
    assert papers.made is None
    assert "Chưa có giấy nào" in papers.preview._note
    page.key("Control-p", papers)
    page.key("F7", papers)
    assert records(session) == []


def test_shift_f8_opens_it_from_the_register(page: Page, session: Session) -> None:
    page.window.show("register")
    page.settle(lambda: len(page.screen.presenter.hits) == 2)
    page.screen.list.table.focus_table()
    page.settle()
    page.key("Down")
    page.key("Shift-F8")
    opened = [child for child in page.root.winfo_children() if isinstance(child, DossierPapersWindow)]
    assert len(opened) == 1
    page.key("Escape", opened[0])
    assert not opened[0].winfo_exists()


@pytest.fixture
def registers(page: Page, printed: list[tuple[bytes, str, str]]) -> RegistersWindow:
    opened = show_registers(page.window)
    page.settle()
    return opened


def in_hand(registers: RegistersWindow) -> register_papers.Shown | None:
    return registers.shown


def test_f11_opens_the_registers_over_the_papers(papers: DossierPapersWindow, page: Page) -> None:
    page.key("F11", papers)
    (opened,) = [child for child in page.root.winfo_children() if isinstance(child, RegistersWindow)]
    page.key("Escape", opened)
    assert papers.winfo_exists()


def test_the_registers_open_with_the_dossiers_of_this_month(registers: RegistersWindow) -> None:
    assert registers.shown is not None
    kind, first, last, data = registers.shown
    assert (kind, first, last) == ("dossiers", date(2020, 7, 1), date(2020, 7, 31))
    assert "Tổng số: 2 hồ sơ" in words(data)


def test_f8_shows_the_outgoing_documents_and_f7_the_dossiers(registers: RegistersWindow, page: Page) -> None:
    page.key("F8", registers)
    assert registers.shown is not None
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in words(registers.shown[3])
    page.key("F7", registers)
    assert "SỔ THEO DÕI HỒ SƠ" in words(registers.shown[3])


def test_days_are_keyed_and_wrong_ones_are_told(registers: RegistersWindow, page: Page) -> None:
    before = registers.shown
    cases = (("31/02/2020", "31/07/2020", "first"), ("01/08/2020", "31/07/2020", "last"), ("", "1/1/20", "first"))
    for first, last, wrong in cases:
        registers.first.set(first)
        registers.last.set(last)
        page.key("F7", registers)
        assert registers.shown is before
        assert {"first": registers.first, "last": registers.last}[wrong].has_problem, (first, last)
    registers.first.set("01/01/2019")
    registers.last.set("31/12/2019")
    page.key("Return", registers.last.entry)
    assert registers.shown is not None
    assert registers.shown[1:3] == (date(2019, 1, 1), date(2019, 12, 31))
    assert registers.period.entry.get() == "Năm trước"


def test_a_register_is_printed_and_saved_with_a_line_each(
    registers: RegistersWindow, page: Page, session: Session, tmp_path: Path, printed: list[tuple[bytes, str, str]]
) -> None:
    page.key("Control-p", registers)
    assert [title for _, title, _ in printed] == ["Sổ theo dõi hồ sơ 01/07/2020-31/07/2020"]
    page.answers.save = tmp_path / "so.pdf"
    page.key("F10", registers)
    assert registers.shown is not None
    assert (tmp_path / "so.pdf").read_bytes() == registers.shown[3]
    assert [(line.data or {})["kind"] for line in list_audits(session, what="export")] == ["dossier-register"]


def test_a_long_register_can_be_stopped_and_another_period_takes_its_place(
    registers: RegistersWindow, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.ui.jobs import Cancelled

    ended: list[str] = []

    def slow(*arguments: Any) -> bytes:
        try:
            while True:
                arguments[-1](1, 9, "")
        except Cancelled:
            ended.append("stopped")
            raise

    make = make_register
    monkeypatch.setattr(register_papers, "make_register", slow)
    registers.make("dossiers")
    registers.event_generate("<Shift-F7>")
    page.settle()
    assert ended == ["stopped"]
    assert in_hand(registers) is None
    assert registers.print.instate(["disabled"])
    registers.make("dossiers")
    monkeypatch.setattr(register_papers, "make_register", make)
    year = next(str(place) for place, period in enumerate(registers.periods) if period.name == "Năm nay")
    registers._choose_period(year)
    page.settle()
    assert ended == ["stopped", "stopped"]
    found = in_hand(registers)
    assert found is not None
    assert found[1] == date(2020, 1, 1)
