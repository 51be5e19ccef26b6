"""Finding, filtering and ordering dossiers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.ui.register_index import SLICE, SMALL_SLICE, Filter, RegisterIndex
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.words import use_language
from desktop_app.workflows.session import Session, open_session
from forms.text import person_sort_key
from tests.ui.office_data import NOW, fill


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def presenter(session: Session) -> RegisterPresenter:
    fill(session)
    made = RegisterPresenter(session)
    list(made.load())
    return made


def names(presenter: RegisterPresenter) -> list[str]:
    list(presenter.search())
    return [presenter.row(i)[1] for i in range(len(presenter))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyen huong", ["Nguyễn Thị Hường"]),
        ("HƯỜNG", ["Nguyễn Thị Hường"]),
        ("dang duc", ["Đặng Văn Đức"]),
        ("hòa", ["Bùi Hoà"]),
        ("200803-0002", ["Đặng Văn Đức"]),
        ("027195000789", ["Trần Ngọc Ánh"]),
        ("không ai", []),
    ],
)
def test_search_ignores_case_marks_and_d(presenter: RegisterPresenter, text: str, found: list[str]) -> None:
    presenter.find(text)
    assert names(presenter) == found


def test_newest_stand_first_until_another_order_is_asked_for(presenter: RegisterPresenter) -> None:
    assert names(presenter)[-1] == "Nguyễn Thị Hường"
    presenter.sort_by(1, descending=False)
    assert names(presenter) == ["Trần Ngọc Ánh", "Đặng Văn Đức", "Bùi Hoà", "Nguyễn Thị Hường"]


def test_people_sort_by_given_name_downwards_too(presenter: RegisterPresenter) -> None:
    presenter.sort_by(1, descending=True)
    assert names(presenter) == ["Nguyễn Thị Hường", "Bùi Hoà", "Đặng Văn Đức", "Trần Ngọc Ánh"]


def test_overdue_only(presenter: RegisterPresenter) -> None:
    presenter.narrow(late=True)
    assert names(presenter) == ["Nguyễn Thị Hường"]


def test_a_dossier_whose_clock_stands_still_is_not_overdue(presenter: RegisterPresenter) -> None:
    presenter.find("huong")
    list(presenter.search())
    presenter.move([presenter.entry(0).id], "supplement", "thiếu giấy")
    presenter.find("")
    presenter.narrow(late=True)
    assert names(presenter) == []


def test_a_range_of_days_and_a_status(presenter: RegisterPresenter) -> None:
    presenter.narrow(first=date(2020, 8, 3), last=date(2020, 8, 6))
    assert names(presenter) == ["Đặng Văn Đức"]
    presenter.narrow(status="processing")
    assert names(presenter) == []


def test_a_row_shows_days_and_how_the_dossier_stands(presenter: RegisterPresenter) -> None:
    presenter.find("huong")
    list(presenter.search())
    assert presenter.row(0)[2:] == (
        "Cấp CMND, CCCD tại thành phố, thị xã · Cấp mới", "27/07/2020", "05/08/2020", "Được tiếp nhận", "Trễ 5 ngày",
    )  # fmt: skip
    assert presenter.kinds(0)[5:] == ("info", "late")


def test_the_row_speaks_english_too(presenter: RegisterPresenter) -> None:
    presenter.find("huong")
    list(presenter.search())
    use_language("en")
    try:
        assert presenter.row(0)[5:] == ("Received", "5 d late")
    finally:
        use_language("vi")


def test_personal_numbers_are_masked(presenter: RegisterPresenter) -> None:
    presenter.find("huong")
    list(presenter.search())
    details = presenter.details(presenter.entry(0).id)
    assert "027190000123" not in details.person
    assert details.person.startswith("•••••••••123 · •••••••678")


def test_only_moves_open_to_all_chosen_are_offered(presenter: RegisterPresenter) -> None:
    ids = [entry.id for entry in presenter.index.entries[:2]]
    presenter.move(ids[:1], "processing", "")
    offered = [to for to, _ in presenter.moves(ids)]
    assert "processing" not in offered
    assert "finished" in offered


def test_a_changed_dossier_moves_to_its_place_in_every_order(presenter: RegisterPresenter) -> None:
    presenter.sort_by(5, descending=False)
    names(presenter)
    first = presenter.entry(0)
    presenter.move([first.id], "processing", "")
    assert names(presenter)[-1] == first.name


def test_a_changed_dossier_stays_among_those_of_its_day() -> None:
    index = RegisterIndex({}, date(2020, 8, 10))
    data = {"received_at": "2020-08-03T08:00:00+07:00", "status": "received"}
    for number in range(5):
        index.put(str(number), {**data, "code": f"C{number}"})
    assert index.order("received") == [0, 1, 2, 3, 4]
    index.put("2", {**data, "code": "C2", "status": "processing"})
    assert index.order("received") == [0, 1, 2, 3, 4]


def test_new_and_changed_dossiers_find_their_place_in_the_middle() -> None:
    index = RegisterIndex({}, date(2020, 8, 10))
    for code in ("C1", "C5", "C9"):
        index.put(code, {"code": code})
    assert index.order("code") == [0, 1, 2]
    index.put("C3", {"code": "C3"})
    assert index.order("code") == [0, 3, 1, 2]
    index.put("C1", {"code": "C7"})
    assert index.order("code") == [3, 1, 0, 2]


def test_a_long_search_is_cut_into_slices_and_finds_the_same() -> None:
    index = RegisterIndex({}, date(2020, 8, 10))
    for number in range(2 * SLICE + 5):
        index.put(str(number), {"code": f"C{number}", "name": "An" if number % 1000 else "Bình", "status": "received"})
    hits: list[int] = []
    steps = list(index.search(index.order("code"), Filter(words=(("binh",),)), hits))
    assert (len(steps), sorted(hits)) == (3, [0, 1000, 2000])


def test_an_order_made_in_slices_is_the_vietnamese_one() -> None:
    dice = random.Random(5)
    words = ("An", "Ân", "Anh", "Ánh", "Đa", "Đà", "Dạ", "Dũng", "Ô", "Ơ", "Lê", "Lệ", "Ngọc", "Nguyễn", "Văn", "Thị", "A")
    people = [" ".join(dice.choice(words) for _ in range(dice.randint(1, 4))) for _ in range(3 * SMALL_SLICE + 7)]
    index = RegisterIndex({}, date(2020, 8, 10))
    for number, name in enumerate(people):
        index.put(str(number), {"name": name})
    index.drop("11")
    steps = list(index.sorting("name"))
    assert len(steps) > 3
    expected = sorted((n for n in range(len(people)) if n != 11), key=lambda n: (person_sort_key(people[n]), n))
    assert index.order("name") == expected
    assert list(index.sorting("name")) == []


def test_what_changes_while_an_order_is_made_stands_in_its_place() -> None:
    index = RegisterIndex({}, date(2020, 8, 10))
    for number in range(2 * SMALL_SLICE):
        index.put(str(number), {"code": f"C{number:05d}"})
    steps = index.sorting("code")
    for _ in range(3):
        next(steps)
    index.put("0", {"code": "C99999"})
    index.put("new", {"code": "C00000"})
    list(steps)
    order = index.order("code")
    assert (order[0], order[-1], len(order)) == (2 * SMALL_SLICE, 0, 2 * SMALL_SLICE + 1)


def test_the_rows_stay_while_an_order_is_made(presenter: RegisterPresenter) -> None:
    before = names(presenter)
    presenter.sort_by(0, descending=False)
    steps = presenter.search()
    next(steps)
    waiting = presenter.ordering
    assert [presenter.row(i)[1] for i in range(len(presenter))] == before
    list(steps)
    assert (waiting, presenter.ordering) == (True, False)
    assert presenter.row(0)[1] == "Nguyễn Thị Hường"
