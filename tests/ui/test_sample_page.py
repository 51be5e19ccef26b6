"""The sample page: drawn, verified, judged; Enter does what comes next."""

from __future__ import annotations

import pytest

from desktop_app.ui.sample_page import SamplePage
from desktop_app.ui.sample_view import look_at
from desktop_app.ui.window import Window
from desktop_app.workflows.sampling import conclude, draw, list_samples, open_sample
from desktop_app.workflows.session import Session
from tests.ui.conftest import Answers, Until
from tests.ui.second_keying import key_batch, screen_of, verify_slip
from tests.workflows.twice import as_account, settle_all

FIVES = "5" * 22


def test_before_the_draw_the_plan_is_told(session: Session) -> None:
    key_batch(session, "hoa", count=70, verify="sample", returned=70)
    view = look_at(session, "B1")
    assert (view.verdict, view.act) == ("Chưa chọn mẫu", "draw")
    assert [figure.value for figure in view.figures] == ["70", "60", "1\u00a0%"]
    assert "ngẫu nhiên 60 trong 70 phiếu" in view.lines[0]


def test_a_small_batch_is_taken_whole(session: Session) -> None:
    key_batch(session, "hoa", verify="sample")
    assert look_at(session, "B1").lines[0] == "Đợt ít phiếu nên chọn cả 3 phiếu."


def test_while_it_is_verified_the_papers_are_listed_and_own_slips_told(session: Session) -> None:
    key_batch(session, "lan", verify="sample", returned=3)
    draw(as_account(session, "hoa"), "B1")
    mine, theirs = look_at(session, "B1"), look_at(as_account(session, "hoa"), "B1")
    assert mine.drawn == "1, 2, 3"
    assert (mine.act, theirs.act) == ("none", "verify")
    assert any("do bạn nhập" in line for line in mine.lines)
    assert not any("do bạn nhập" in line for line in theirs.lines)


def test_passed_and_failed_are_said_with_their_numbers(session: Session) -> None:
    key_batch(session, "lan", verify="sample", returned=3)
    hoa = as_account(session, "hoa")
    draw(hoa, "B1")
    for keys in (FIVES, FIVES, "22" + FIVES[2:]):
        verify_slip(session, "hoa", "sample", keys)
    waiting = look_at(as_account(session, "tho"), "B1")
    assert (waiting.act, waiting.figures[0].value) == ("settle", "2/3")
    settle_all(session, "tho", {"answers.c01": 2, "answers.c02": 2})
    view = look_at(hoa, "B1")
    assert (view.verdict, view.kind, view.act) == ("KHÔNG ĐẠT", "error", "conclude")
    assert (view.figures[2].value, view.figures[2].kind) == ("2", "error")
    sample = open_sample(hoa, "B1")
    assert sample is not None
    conclude(hoa, sample)
    assert look_at(hoa, "B1").act == "none"


@pytest.fixture
def page(window: Window, until: Until) -> SamplePage:
    """The page over three slips keyed by hoa, of 372 that came back."""
    key_batch(window.session, "hoa", verify="sample")
    screen = screen_of(window)
    until(lambda: screen.batches.presenter.looks[0].work is not None)
    screen.batches.table.canvas.event_generate("<Shift-KeyPress-F8>")
    page = screen.sample
    page.button.focus_force()
    until(lambda: page.focus_get() is page.button)
    return page


def press(page: SamplePage, key: str) -> None:
    page.button.event_generate(f"<KeyPress-{key}>")
    page.update()


@pytest.mark.window
def test_a_batch_not_keyed_yet_is_drawn_only_after_asking(page: SamplePage, window: Window, answers: Answers) -> None:
    press(page, "Return")
    assert "chưa nhập" in answers.said[-1]
    assert list_samples(window.session, "B1") == []
    answers.yes = True
    press(page, "Return")
    assert len(list_samples(window.session, "B1")) == 1
    assert page.drawn.get("1.0", "end").strip() == "1, 2, 3"


@pytest.mark.window
def test_enter_leads_from_the_draw_to_the_verdict(page: SamplePage, window: Window, answers: Answers, until: Until) -> None:
    answers.yes = True
    press(page, "Return")
    press(page, "Return")
    screen = screen_of(window)
    verify = screen.verifying
    until(lambda: verify.sheet._items)
    assert (verify.entry or pytest.fail("not open")).mode == "sample"
    verify.sheet.focus_force()
    for _ in range(3):
        for key in (*FIVES, "Return"):
            verify.sheet.event_generate(f"<KeyPress-{key}>")
    screen.open_sample("B1")
    screen.update()
    assert str(page._verdict.cget("text")) == "ĐẠT"
    page.button.focus_force()
    press(page, "Return")
    assert (list_samples(window.session, "B1")[0].data or {})["passed"] == "yes"
    assert not page.button.winfo_manager()
    screen.event_generate("<KeyPress-Escape>")
    screen.update()
    assert screen._front is screen.batches


@pytest.mark.window
def test_many_drawn_slips_are_scrolled_by_the_arrows(page: SamplePage) -> None:
    page.drawn.configure(state="normal")
    page.drawn.insert("end", " ".join(str(n) for n in range(5000)))
    page.update()
    press(page, "Down")
    assert page.drawn.index("@0,0") != "1.0"
