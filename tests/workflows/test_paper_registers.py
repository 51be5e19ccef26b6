"""The two registers of a period from the office's records: who stands in them, what each cell says, that they can be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.workflows import paper_registers
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.dossiers import move_dossier
from desktop_app.workflows.paper_registers import make_register, register_file, register_title, save_register
from desktop_app.workflows.papers_of_dossier import issue, reprint
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session, open_session
from exports.papers.ledger import Ledger
from forms.problems import Refused
from tests.exports.slip_pictures import words
from tests.workflows.values import dossier

FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2020, 7, 6, 15, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def counter(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", Clock()) as session:
        enter(session, "dossiers", [
            dossier(2, received_at="2020-07-06T10:00:00+07:00", result_by="post", copies=2, note="Nộp thay"),
            dossier(1, result_by="counter"),
            dossier(3, received_at="2020-06-30T23:59:00+07:00"),
            dossier(4, status="registered", received_at=""),
            dossier(5, status="rejected", moves=[{"at": "2020-07-06T09:00:00+07:00", "to": "rejected", "why": "Sai"}]),
        ])  # fmt: skip
        yield session


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The rows of the register that is made."""
    found: list[tuple[str, ...]] = []

    def keep(_letterhead: object, ledger: Ledger, _progress: object) -> bytes:
        found.extend(tuple(row) for row in ledger.rows)
        return b""

    monkeypatch.setattr(paper_registers, "make_ledger", keep)
    return found


def id_of(session: Session, number: int) -> str:
    found = session.office.find_code("dossiers", f"000.17.22.H05-200706-{number:04d}")
    assert found
    return found


def move(session: Session, number: int, to: str, why: str = "") -> None:
    clock = session.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(days=1)
    move_dossier(session, id_of(session, number), to, why)


def test_dossiers_received_in_the_period_stand_in_the_order_of_time(counter: Session, rows: list[tuple[str, ...]]) -> None:
    make_register(counter, "dossiers", FIRST, LAST)
    assert rows == [
        (
            "1", "000.17.22.H05-200706-0001", "Cấp CMND, CCCD tại thành phố, thị xã (Cấp mới)", "1", "Đặng Thị Hường",
            "phường Đông Ngàn, Từ Sơn; 0912345678", "Công an thị xã Từ Sơn", "06/07/2020", "15/07/2020", "", "Trực tiếp", "", "",
        ),
        (
            "2", "000.17.22.H05-200706-0002", "Cấp CMND, CCCD tại thành phố, thị xã (Cấp mới)", "2", "Đặng Thị Hường",
            "phường Đông Ngàn, Từ Sơn; 0912345678", "Công an thị xã Từ Sơn", "06/07/2020", "15/07/2020", "", "Bưu chính", "",
            "Nộp thay",
        ),
    ]  # fmt: skip


def test_both_ends_of_the_period_count(counter: Session, rows: list[tuple[str, ...]]) -> None:
    make_register(counter, "dossiers", date(2020, 6, 30), date(2020, 6, 30))
    assert [row[1][-4:] for row in rows] == ["0003"]


def test_the_day_of_return_is_when_it_was_collected_and_remarks_say_what_happened(
    counter: Session, rows: list[tuple[str, ...]]
) -> None:
    move(counter, 1, "finished")
    move(counter, 1, "collected")
    move(counter, 2, "supplement", "Thiếu ảnh")
    make_register(counter, "dossiers", FIRST, LAST)
    assert rows[0][9] == "08/07/2020"
    assert rows[1][12] == "Yêu cầu bổ sung giấy tờ; Nộp thay"
    move(counter, 2, "processing")
    rows.clear()
    make_register(counter, "dossiers", FIRST, LAST)
    assert rows[1][8] == "15/07/2020"
    assert rows[1][12] == "Hạn tính lại 16/07/2020; Nộp thay"


def test_what_went_out_stands_by_day_and_number_with_reports(counter: Session, rows: list[tuple[str, ...]]) -> None:
    made = issue(counter, id_of(counter, 1), "receipt", {}, "A5")
    reprint(counter, made.id, "A5")
    issue(counter, id_of(counter, 1), "control", {}, "A5")
    move(counter, 1, "supplement", "Thiếu ảnh")
    issue(counter, id_of(counter, 1), "supplement", {"missing": "Ảnh", "reason": "Thiếu"}, "A5")
    report_of_june = {"unit": "TUSON", "from": "2020-06-01", "to": "2020-06-30", "file": "a.pdf", "sha256": "0" * 64}
    enter(counter, "reports", [{**report_of_june, "number": "3", "day": "2020-07-07"}, report_of_june])
    make_register(counter, "outgoing", FIRST, LAST)
    assert [(row[0], row[1]) for row in rows] == [
        ("01/BPTNTKQ", "06/07/2020"), ("03/BC", "07/07/2020"), ("01/HDHS", "07/07/2020"),
    ]  # fmt: skip
    receipt, report, _ = rows
    assert receipt[2] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả: Tiếp nhận hồ sơ 000.17.22.H05-200706-0001"
    assert (receipt[4], receipt[6], receipt[7]) == ("Đặng Thị Hường", "2", "In lại 1 lần")
    assert report[2].endswith("tháng 6 năm 2020")
    rows.clear()
    make_register(counter, "outgoing", date(2020, 8, 1), date(2020, 8, 31))
    assert rows == []


def test_the_register_is_drawn_with_title_and_period(counter: Session) -> None:
    text = words(make_register(counter, "dossiers", FIRST, LAST))
    for said in ("SỔ THEO DÕI HỒ SƠ", "từ ngày 01/07/2020 đến ngày 31/07/2020", "Tổng số: 2 hồ sơ, 3 bộ.", "THỊ XÃ TỪ SƠN"):
        assert said in text


def test_days_the_wrong_way_round_are_refused(counter: Session) -> None:
    with pytest.raises(Refused) as refused:
        make_register(counter, "dossiers", LAST, FIRST)
    assert [problem.code for problem in refused.value.problems] == ["PERIOD-REVERSED"]


@pytest.mark.parametrize("kind", ["dossiers", "outgoing"])
def test_progress_is_told_and_stops_it(counter: Session, kind: paper_registers.Kind) -> None:
    told: list[str] = []
    make_register(counter, kind, FIRST, LAST, lambda _done, _total, text: told.append(text))
    assert told[-1] == "Dựng trang"
    assert len(set(told)) == 2

    def stop(_done: int, _total: int, text: str) -> None:
        if text != "Dựng trang":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_register(counter, kind, FIRST, LAST, stop)


def test_a_saved_register_is_noted_without_a_name(counter: Session, tmp_path: Path) -> None:
    data = make_register(counter, "dossiers", FIRST, LAST)
    path = tmp_path / register_file("dossiers", FIRST, LAST)
    save_register(counter, path, "dossiers", FIRST, LAST, data)
    assert path.name == "so-theo-doi-20200701-20200731.pdf"
    assert path.read_bytes() == data
    (line,) = list_audits(counter, what="export")
    assert {name: (line.data or {})[name] for name in ("kind", "from", "to")} == {
        "kind": "dossier-register", "from": "2020-07-01", "to": "2020-07-31",
    }  # fmt: skip
    assert register_title("outgoing", FIRST, LAST) == "Sổ đăng ký văn bản đi 01/07/2020-31/07/2020"
