"""A dossier's history: one line of time of moves, hand-overs, codes, the new appointment, papers and feedback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.ui.dossier_history import DossierHistory
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.words import use_language
from desktop_app.workflows import feedback
from desktop_app.workflows.dossiers import correct_dossier, move_dossier, new_dossier
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.papers_of_dossier import issue, offers, reprint
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.recoding import replace_code
from desktop_app.workflows.session import VIETNAM, Session, open_session
from tests.workflows.set_clock import Clock
from tests.workflows.values import dossier

NEW = "000.17.22.H56-200706-0012"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2020, 8, 3, 8, 0, tzinfo=VIETNAM))


@pytest.fixture
def session(office_folder: Path, clock: Clock) -> Iterator[Session]:
    with open_session(office_folder, "lan", clock) as opened:
        yield opened


def lines(session: Session, id: str) -> list[tuple[str, ...]]:
    """Return what, before, after and why of each line, oldest first."""
    register = RegisterPresenter(session)
    for _ in register.load():
        pass
    return [(line.what, line.before, line.after, line.why) for line in reversed(DossierHistory(register, id).lines)]


def test_all_that_happened_makes_one_line_of_time(session: Session, clock: Clock) -> None:
    id = new_dossier(session, dossier(1, code="")).id
    clock.now += timedelta(hours=1)
    move_dossier(session, id, "processing")
    hand_over(session, [id], "minh", "nghỉ phép")
    feedback.log(session, {
        "day": "2020-08-03", "kind": "report", "channel": "phone", "content": "Hẹn mãi\nchưa có", "dossier": "TAM-200706-0001",
    })  # fmt: skip
    replace_code(session, id, NEW)
    reappoint(session, id, date(2020, 8, 7), "chờ xác minh")
    stored = session.office.get("dossiers", id)
    assert stored is not None
    correct_dossier(session, id, {**(stored.data or {}), "phone": "0987654321"}, stored.rev, "số mới")
    assert lines(session, id) == [
        ("Lập hồ sơ", "–", "TAM-200706-0001", ""),
        ("Trạng thái", "Được tiếp nhận", "Đang xử lý", ""),
        ("Bàn giao", "lan", "minh", "nghỉ phép"),
        ("Phản ánh", "–", "Hẹn mãi chưa có", ""),
        ("Mã hồ sơ", "TAM-200706-0001", NEW, "thay mã tạm"),
        ("Hẹn lại ngày trả", "15/07/2020", "07/08/2020", "chờ xác minh"),
        ("Số điện thoại", "•••••••678", "•••••••321", "số mới"),
    ]


def test_papers_and_their_reprints_stand_where_they_were_printed(session: Session) -> None:
    id = new_dossier(session, dossier(1)).id
    kind = next(offer.form.kind for offer in offers(session, id))
    made = issue(session, id, kind, {}, "A5")
    move_dossier(session, id, "processing")
    reprint(session, made.id, "A5")
    found = lines(session, id)
    assert [what for what, *_ in found] == ["Lập hồ sơ", "Cấp giấy tờ", "Trạng thái", "In lại lần 1"]
    assert found[1][2] == found[3][2]
    assert found[1][2].startswith("Giấy tiếp nhận")


def test_what_happened_earlier_than_it_was_noted_says_so(session: Session, clock: Clock) -> None:
    id = new_dossier(session, dossier(1)).id
    move_dossier(session, id, "processing", at=datetime(2020, 7, 20, 9, 30, tzinfo=VIETNAM))
    clock.now += timedelta(days=1)
    move_dossier(session, id, "finished")
    register = RegisterPresenter(session)
    finished, started, made = DossierHistory(register, id).lines
    assert (started.when, started.noted) == ("20/07/2020 09:30", "03/08/2020 08:00")
    assert (finished.when, finished.noted, made.noted) == ("04/08/2020 08:00", "", "")


def test_the_moves_of_a_dossier_that_came_with_them_are_told(session: Session) -> None:
    moves = [{"at": "2020-07-07T08:00:00+07:00", "to": "finished", "by": "thu", "why": ""}]
    id = new_dossier(session, dossier(1, moves=moves, status="finished")).id
    assert lines(session, id) == [
        ("Lập hồ sơ", "–", "000.17.22.H05-200706-0001", ""), ("Trạng thái", "Được tiếp nhận", "Đã xử lý xong", ""),
    ]  # fmt: skip
    use_language("en")
    assert [what for what, *_ in lines(session, id)] == ["Dossier made", "Status"]


def test_a_look_at_feedback_is_noted(session: Session) -> None:
    id = new_dossier(session, dossier(1)).id
    word = {"day": "2020-08-03", "kind": "petition", "channel": "box", "content": "Xin trả sớm"}
    said = feedback.log(session, {**word, "dossier": "000.17.22.H05-200706-0001"})
    lines(session, id)
    assert [(line.data or {})["id"] for line in session.office.audits("view")] == [said.id]
