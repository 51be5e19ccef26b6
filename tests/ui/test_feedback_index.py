"""The feedback list without a window: what is found, in what order, how it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui.feedback_form import FeedbackForm
from desktop_app.ui.feedback_history import FeedbackHistory
from desktop_app.ui.feedback_presenter import FeedbackPresenter
from desktop_app.ui.form_draft import drop_draft, keep_draft, open_draft
from desktop_app.words import use_language
from desktop_app.workflows import feedback
from desktop_app.workflows.session import open_session
from tests.ui.office_data import NOW

LOGGED: tuple[dict[str, Any], ...] = (
    {"day": "2020-07-01", "kind": "report", "channel": "box", "content": "Ghế ngồi\nđã hỏng", "handler": "Đỗ Văn Hoà"},
    {"day": "2020-08-07", "kind": "suggestion", "channel": "counter", "content": "Thêm quạt"},
    {"day": "2020-07-20", "kind": "petition", "channel": "phone", "content": "Mở cửa sớm", "answered_day": "2020-07-22"},
    {"day": "2020-06-15", "kind": "suggestion", "channel": "slip", "content": "Chữ bảng niêm yết nhỏ"},
)


@pytest.fixture
def presenter(office_folder: Path) -> Iterator[FeedbackPresenter]:
    """A register with four entries on Monday, 10 August 2020; late beyond 15 working days."""
    with open_session(office_folder, "lan", lambda: NOW) as session:
        for data in LOGGED:
            feedback.log(session, data)
        made = FeedbackPresenter(session, 15)
        assert list(made.load()) == [4]
        yield made


def contents(presenter: FeedbackPresenter) -> list[str]:
    for _ in presenter.search():
        pass
    return [presenter.row(i)[3] for i in range(len(presenter))]


def test_the_longest_late_comes_first_and_the_answered_last(presenter: FeedbackPresenter) -> None:
    assert contents(presenter) == ["Chữ bảng niêm yết nhỏ", "Ghế ngồi đã hỏng", "Thêm quạt", "Mở cửa sớm"]


def test_a_row_says_state_and_days_in_both_countings(presenter: FeedbackPresenter) -> None:
    contents(presenter)
    assert presenter.row(1) == (
        "01/07/2020", "Phản ánh", "Hòm thư góp ý", "Ghế ngồi đã hỏng", "Đỗ Văn Hoà", "Chậm trả lời", "40 ngày (28)",
    )  # fmt: skip
    assert presenter.row(3)[5:] == ("Đã trả lời", "2 ngày (2)")
    assert [presenter.kinds(i)[5] for i in range(4)] == ["late", "late", "wait", "good"]


@pytest.mark.parametrize(
    ("text", "found"), [("ghe HONG", 1), ("do van hoa", 1), ("quat", 1), ("niem yet nho", 1), ("khong co", 0), ("", 4)]
)
def test_the_search_is_blind_to_accents_and_looks_into_the_handler(presenter: FeedbackPresenter, text: str, found: int) -> None:
    presenter.find(text)
    assert len(contents(presenter)) == found


@pytest.mark.parametrize(("state", "found"), [("open", 3), ("late", 2), ("answered", 1), ("", 4)])
def test_the_state_narrows_and_late_ones_are_open_too(presenter: FeedbackPresenter, state: str, found: int) -> None:
    presenter.narrow(state=state)
    assert len(contents(presenter)) == found


def test_kind_and_days_narrow(presenter: FeedbackPresenter) -> None:
    presenter.narrow(kind="suggestion")
    assert contents(presenter) == ["Chữ bảng niêm yết nhỏ", "Thêm quạt"]
    july = next(period for period in presenter.periods() if period.name == "Tháng trước")
    presenter.narrow(first=july.first, last=july.last)
    assert contents(presenter) == ["Ghế ngồi đã hỏng", "Mở cửa sớm"]


def test_another_limit_makes_others_late(presenter: FeedbackPresenter) -> None:
    assert not presenter.wake(15)
    assert presenter.waiting() == "3 chưa trả lời, 2 chậm"
    assert presenter.wake(30)
    assert presenter.waiting() == "3 chưa trả lời, 1 chậm"


@pytest.mark.parametrize("column", range(7))
def test_every_column_sorts_both_ways(presenter: FeedbackPresenter, column: int) -> None:
    presenter.sort_by(column, descending=False)
    up = contents(presenter)
    presenter.sort_by(column, descending=True)
    assert sorted(up) == sorted(contents(presenter))
    assert up != contents(presenter)


def test_the_strip_tells_the_answer(presenter: FeedbackPresenter) -> None:
    contents(presenter)
    details = presenter.details(presenter.entry(1).id)
    assert (details.state_kind, details.answer) == ("late", "Đỗ Văn Hoà")
    assert details.received == "01/07/2020  ·  Phản ánh  ·  Hòm thư góp ý"


def test_english(presenter: FeedbackPresenter) -> None:
    use_language("en")
    contents(presenter)
    assert presenter.row(1)[5:] == ("Answer is late", "40 d (28)")


# the form


def test_a_new_form_is_received_today_and_keeps_kind_and_channel_of_the_last(presenter: FeedbackPresenter) -> None:
    form = FeedbackForm(presenter)
    form.start_new()
    assert (form.texts["day"], form.texts["kind"], form.texts["channel"]) == ("10/08/2020", "suggestion", "counter")
    form.set("channel", "box")
    form.set("content", "Thêm ghế")
    form.save()
    form.start_new()
    assert (form.texts["channel"], form.texts["content"]) == ("box", "")
    assert len(presenter.index.entries) == 5


def test_a_form_keeps_what_was_keyed_as_a_draft_of_its_account(presenter: FeedbackPresenter) -> None:
    form = FeedbackForm(presenter)
    form.start_new()
    assert not keep_draft(form)
    form.set("content", "Thêm gh")
    assert keep_draft(form)
    other = FeedbackForm(presenter)
    assert open_draft(other)
    assert other.texts == form.texts
    drop_draft(other)
    assert not open_draft(FeedbackForm(presenter))


def test_eight_digits_become_a_day_and_the_days_follow(presenter: FeedbackPresenter) -> None:
    form = FeedbackForm(presenter)
    form.start_new()
    form.set("day", "07082020")
    assert form.tidy("day") == "07/08/2020"
    assert form.taken() == "3 ngày (1)"
    form.set("answered_day", "06/08/2020")
    assert form.taken() == "–"
    assert form.problems()["answered_day"].code == "FEEDBACK-EARLY"


def test_only_a_change_of_what_was_logged_asks_for_a_reason(presenter: FeedbackPresenter) -> None:
    contents(presenter)
    form = FeedbackForm(presenter)
    form.start_edit(presenter.entry(1).id)
    form.set("answered_day", "10/08/2020")
    assert not form.needs_reason
    form.set("content", "Ghế hỏng")
    assert form.needs_reason


def test_history_tells_each_step(presenter: FeedbackPresenter) -> None:
    contents(presenter)
    id = presenter.entry(2).id
    form = FeedbackForm(presenter)
    form.start_edit(id)
    form.set("answered_day", "10/08/2020")
    form.save()
    form.start_edit(id)
    form.set("kind", "report")
    form.save("ghi nhầm loại")
    history = FeedbackHistory(presenter, id)
    assert [history.row(i)[1:] for i in range(len(history))] == [
        ("lan", "Loại", "Góp ý", "Phản ánh", "ghi nhầm loại"),
        ("lan", "Ngày trả lời", "–", "10/08/2020", ""),
        ("lan", "Ghi sổ", "–", "Thêm quạt", ""),
    ]
