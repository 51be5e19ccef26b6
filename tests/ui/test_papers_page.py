"""The papers' window by keys: pages made, wrong numbers told, saved, printed, stopped; the score of a training batch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui import papers_page, papers_presenter
from desktop_app.ui.papers_page import PapersPage, show_papers
from desktop_app.ui.papers_presenter import Paper
from desktop_app.ui.score_page import ScorePage, show_score
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.vietnamese_typing import is_plain
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session, open_session
from tests.exports.slip_pictures import words
from tests.ui.conftest import NOW
from tests.ui.screens import Page
from tests.workflows.test_training import right
from tests.workflows.values import batch

pytestmark = pytest.mark.window


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """An office with a batch of twelve slips and a training batch."""
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        twelve = batch(name="Tháng 7", last=12, issued=12, returned=12)
        enter(opened, "batches", [twelve, batch(batch="TAP-1", training="yes", last=500)])
        yield opened


@pytest.fixture
def page(root: Any, session: Session, tmp_path: Path) -> Iterator[Page]:
    shown = Page(root, session, "dashboard", tmp_path / "settings")
    yield shown
    shown.window.jobs.close()


@pytest.fixture
def papers(page: Page) -> PapersPage:
    opened = show_papers(page.window, "B1")
    page.settle()
    return opened


def paper_of(papers: PapersPage) -> Paper:
    assert papers.paper is not None
    return papers.paper


def audits(session: Session, what: str) -> list[dict[str, Any]]:
    return [stored.data or {} for stored in list_audits(session, what=what)]


def test_it_opens_with_the_slips_of_the_batch(papers: PapersPage, page: Page) -> None:
    paper = paper_of(papers)
    assert (paper.kind, paper.first, paper.last) == ("slips", 1, 12)
    assert papers.page_label.cget("text").startswith("Trang 1/12")
    assert papers.side.count.cget("text") == "12 phiếu, 12 tờ A4"
    assert page.root.focus_get() is papers.preview.canvas
    assert not papers.side.halt.winfo_ismapped()


def test_f8_shows_the_control_sheet_and_f7_the_slips_again(papers: PapersPage, page: Page) -> None:
    page.key("F8", papers)
    assert paper_of(papers).kind == "sheet"
    assert "PHIẾU KIỂM SOÁT" in words(paper_of(papers).pdf)
    page.key("F7", papers)
    assert paper_of(papers).kind == "slips"


def test_numbers_are_keyed_after_f6_and_enter_makes_their_slips(papers: PapersPage, page: Page) -> None:
    page.key("F6", papers)
    assert page.root.focus_get() is papers.side.first.entry
    papers.side.first.set("4")
    papers.side.last.set("5")
    page.key("Return", papers.side.first.entry)
    assert (paper_of(papers).first, paper_of(papers).last) == (4, 5)
    assert "0004" in words(paper_of(papers).pdf)


def test_wrong_numbers_are_told_beside_them_and_the_paper_in_hand_stays(papers: PapersPage, page: Page) -> None:
    before = paper_of(papers)
    for first, last, wrong in (("9", "4", "last"), ("0", "4", "first"), ("1", "13", "last"), ("x", "4", "first")):
        papers.side.first.set(first)
        papers.side.last.set(last)
        page.key("F7", papers)
        assert papers.paper is before
        fields = {"first": papers.side.first, "last": papers.side.last}
        assert fields[wrong].has_problem, (first, last)
    papers.side.first.set("")
    papers.side.last.set("")
    page.key("F7", papers)
    assert (paper_of(papers).first, paper_of(papers).last) == (1, 12)
    assert not papers.side.last.has_problem


def test_f10_saves_what_is_shown_and_a_line_tells_of_it(
    papers: PapersPage, page: Page, session: Session, tmp_path: Path
) -> None:
    page.answers.save = tmp_path / "in.pdf"
    page.key("F10", papers)
    assert (tmp_path / "in.pdf").read_bytes() == paper_of(papers).pdf
    assert [(d["kind"], d["batch"], d["first"], d["last"]) for d in audits(session, "export")] == [("slips", "B1", 1, 12)]
    assert papers.side.told.cget("text") == "Đã ghi in.pdf"
    assert paper_of(papers).file_name == "phieu-B1-1-12.pdf"
    page.key("F8", papers)
    page.key("F10", papers)
    assert [d["kind"] for d in audits(session, "export")] == ["slips", "control-sheet"]


def test_a_save_that_was_given_up_writes_nothing(papers: PapersPage, page: Page, session: Session) -> None:
    page.answers.save = None
    page.key("F10", papers)
    assert audits(session, "export") == []


def test_control_p_prints_what_is_shown_and_a_line_tells_of_it(
    papers: PapersPage, page: Page, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(papers_page, "print_pdf", lambda data, title: printed.append((data, title)))
    page.key("Control-p", papers)
    assert printed == [(paper_of(papers).pdf, "Phiếu khảo sát đợt B1, số 1-12")]
    assert [d["title"] for d in audits(session, "print")] == ["Phiếu khảo sát đợt B1, số 1-12"]
    assert papers.side.told.cget("text") == "Đã gửi tới máy in."


def test_numbers_changed_since_are_made_and_looked_at_before_they_are_printed_or_saved(
    papers: PapersPage, page: Page, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(papers_page, "print_pdf", lambda _, title: printed.append(title))
    page.answers.save = tmp_path / "in.pdf"
    for key, last in (("Control-p", "3"), ("F10", "4")):
        papers.side.last.set(last)
        page.key(key, papers)
        assert (printed, audits(session, "export"), paper_of(papers).last) == ([], [], int(last))
        assert "Số phiếu đã đổi" in papers.side.told.cget("text")
    page.key("Control-p", papers)
    assert printed == ["Phiếu khảo sát đợt B1, số 1-4"]
    papers.side.last.set("99")
    page.key("Control-p", papers)
    assert (len(printed), papers.side.last.has_problem) == (1, True)
    page.key("F8", papers)
    page.key("Control-p", papers)
    assert printed[1:] == ["Phiếu kiểm soát đợt B1"]


def test_fields_for_numbers_take_no_vietnamese_typing(papers: PapersPage) -> None:
    assert is_plain(papers.side.first.entry)
    assert is_plain(papers.side.last.entry)


@pytest.mark.parametrize(
    ("batch", "name"),
    [("T7/2020", "phieu-T7-2020-1-2.pdf"), ("Đợt_bảy", "phieu-Dot-bay-1-2.pdf"), ("A/" + "Ộ" * 9, "phieu-A-OOOOOOOOO-1-2.pdf")],
)
def test_a_file_is_named_in_letters_every_stick_takes(batch: str, name: str) -> None:
    assert Paper("slips", batch, 1, 2, b"").file_name == name


def test_a_long_code_and_a_long_name_are_cut_and_wrong_numbers_wrap_in_their_column(page: Page, session: Session) -> None:
    code = "Ngay-" + "Ộ" * 75
    enter(session, "batches", [batch(batch=code, name="Khảo sát sự hài lòng " * 9, last=5000)])
    papers = show_papers(page.window, code)
    page.settle()
    side = papers.side
    assert papers.title().endswith("Ộ" * 75)
    assert side.last.has_problem
    assert side.last.master.winfo_reqwidth() <= side.last.master.winfo_width()
    assert side.heading.winfo_reqwidth() <= side.winfo_width()


class Held:
    """Slips that come only when let; each step of the job is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let, self.begun, self.steps = threading.Event(), threading.Event(), list[int]()
        monkeypatch.setattr(papers_presenter, "make_slips", self.make)

    def make(self, *_: object, progress: Callable[[int, int, str], None], **__: object) -> bytes:
        for done in range(400):
            progress(done, 400, "")
            self.steps.append(done)
            self.begun.set()
            if done == 7:
                self.let.wait(10)
        return b""


def test_a_long_pile_shows_how_far_it_is_and_can_be_stopped(
    papers: PapersPage, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    papers.make("slips")
    while len(held.steps) < 8 or not papers.side.halt.winfo_ismapped() or not float(papers.side.bar["value"]):
        page.root.update()
    assert float(papers.side.bar["maximum"]) == 400
    assert papers.paper is None
    assert papers.side.print.instate(["disabled"])
    papers.event_generate("<Shift-F7>")
    page.root.update()
    held.let.set()
    page.settle()
    assert len(held.steps) == 8
    assert papers.paper is None
    assert not papers.side.halt.winfo_ismapped()


def test_closing_while_a_pile_is_made_stops_it(papers: PapersPage, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    papers.make("slips")
    while not held.begun.is_set():
        page.root.update()
    papers.event_generate("<Escape>")
    page.root.update()
    held.let.set()
    page.settle()
    assert not papers.winfo_exists()
    assert len(held.steps) == 8


def test_a_window_built_anew_stops_the_pile_it_takes_along(
    papers: PapersPage, page: Page, monkeypatch: pytest.MonkeyPatch, tk_errors: list[BaseException]
) -> None:
    held = Held(monkeypatch)
    papers.make("slips")
    while not held.begun.is_set():
        page.root.update()
    page.window.change_look(dark=True)
    held.let.set()
    page.settle()
    assert not papers.winfo_exists()
    assert (len(held.steps), tk_errors) == (8, [])


def test_what_a_window_does_when_closed_is_done_once_however_it_goes(page: Page) -> None:
    done: list[str] = []
    for way in (SideWindow.close, SideWindow.destroy):
        window = SideWindow(page.window.theme, "", lambda way=way: done.append(way.__name__))  # type: ignore[misc]
        window.open(window)
        way(window)
        page.root.update()
    assert done == ["close", "destroy"]


def test_escape_closes_it_and_the_program_has_the_keys_again(papers: PapersPage, page: Page) -> None:
    page.key("Escape", papers)
    assert not papers.winfo_exists()
    assert not page.root.grab_current()  # type: ignore[no-untyped-call]


def test_the_score_shows_the_wrong_fields(page: Page, session: Session) -> None:
    enter(session, "surveys", [right(serial) for serial in (1, 2)] + [right(3, c09="illegible")])
    score = show_score(page.window, "TAP-1")
    page.settle()
    assert "lan: 3 phiếu, 66 ô, sai 1 ô ở 1 phiếu." in score.lines.cget("text")
    rows = score.table._rows
    assert [rows.row(i)[0] for i in range(len(rows))] == ["3"]
    assert rows.row(0)[3] == "không đọc được"
    assert not score.who.winfo_ismapped()


def test_ones_own_score_stands_in_front_and_another_can_be_chosen(page: Page, session: Session) -> None:
    enter(session, "surveys", [right(1)])
    session.account = "anh"
    enter(session, "surveys", [right(2, c01="illegible"), right(3)])
    session.account = "lan"
    score = show_score(page.window, "TAP-1")
    page.settle()
    assert score.lines.cget("text").startswith("lan: 1 phiếu")
    page.key("F6", score)
    assert page.root.focus_get() is score.who.entry
    score.who.set("anh")
    score.who.entry.event_generate("<<ComboboxSelected>>")
    page.settle()
    assert score.lines.cget("text").startswith("anh: 2 phiếu")
    assert len(score.table._rows) == 1


def test_the_score_opens_over_the_papers_and_gives_the_keys_back(page: Page) -> None:
    papers = show_papers(page.window, "TAP-1")
    papers.side.last.set("3")
    papers.stop()
    page.settle()
    page.key("F9", papers)
    (score,) = [child for child in page.root.winfo_children() if isinstance(child, ScorePage)]
    assert "Chưa ai nhập" in score.lines.cget("text")
    page.key("Escape", score)
    assert papers.winfo_exists()
    assert str(page.root.grab_current()) == str(papers)  # type: ignore[no-untyped-call]
    page.key("F7", papers)
    assert "PHIẾU TẬP NHẬP" in words(paper_of(papers).pdf)
