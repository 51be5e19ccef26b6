"""Papers of a dossier: offered by status, recorded before they leave, numbered by kind and year, reprints that say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.errors import OfficeReadOnly
from desktop_app.store.office import Change
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.dossiers import move_dossier, require_dossier
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.paper_making import next_number, paper_id
from desktop_app.workflows.papers_of_dossier import (
    issue,
    issued,
    look_again,
    offers,
    preview,
    print_made,
    reprint,
    save_made,
)
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import VIETNAM, Session, open_session
from exports.papers.code import ReceiptCode, load_code
from forms.problems import Refused
from tests.exports.slip_pictures import picture, words
from tests.workflows.set_clock import Clock
from tests.workflows.values import dossier

RECEIVED = "2020-07-06T08:15:00+07:00"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2020, 7, 6, 9, 0, tzinfo=VIETNAM))


@pytest.fixture
def counter(office_folder: Path, clock: Clock) -> Iterator[Session]:
    """An office at the counter on the day of two dossiers."""
    with open_session(office_folder, "lan", clock) as session:
        enter(session, "dossiers", [dossier(1, documents=["Tờ khai CC01"]), dossier(2, name="Trần Văn Bình")])
        yield session


def id_of(session: Session, number: int = 1) -> str:
    found = session.office.find_code("dossiers", f"000.17.22.H05-200706-{number:04d}")
    assert found
    return found


def kinds(session: Session, id: str) -> list[str]:
    return [offer.form.kind for offer in offers(session, id)]


def codes(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        call()
    return [(problem.where, problem.code) for problem in refused.value.problems]


def papers(session: Session) -> list[dict[str, Any]]:
    return [stored.data or {} for stored in session.office.records("papers", "")]


def move(session: Session, clock: Clock, id: str, to: str, why: str = "") -> None:
    clock.now += timedelta(hours=1)
    move_dossier(session, id, to, why)


def test_what_is_offered_follows_the_status(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    assert kinds(counter, id) == ["receipt", "control"]
    move(counter, clock, id, "supplement", "Thiếu ảnh")
    assert kinds(counter, id) == ["receipt", "supplement", "control"]
    move(counter, clock, id, "withdrawn", "Không còn nhu cầu")
    assert kinds(counter, id) == ["control"]
    (online,) = enter(counter, "dossiers", [dossier(3, status="registered", received_at="", moves=[])])
    assert kinds(counter, online.id) == []
    move(counter, clock, online.id, "rejected", "Sai thẩm quyền")
    assert kinds(counter, online.id) == ["refusal"]


def test_the_set_of_2025_has_a_stop_notice_and_the_unit_may_name_a_set(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    move(counter, clock, id, "stopped", "Hồ sơ giả")
    assert "stop" not in kinds(counter, id)
    clock.now = datetime(2025, 9, 15, 9, 0, tzinfo=VIETNAM)
    assert kinds(counter, id) == ["stop", "control"]
    text = words(issue(counter, id, "stop", {"reason": "Hồ sơ giả", "contact": "0222 383"}, "A5").pdf)
    for said in ("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Số: 01/TB", "Lý do dừng giải quyết: Hồ sơ giả", "ngày 15 tháng 9 năm 2025"):
        assert said in text
    unit = counter.office.get("units", "TUSON")
    assert unit is not None
    save(counter, "units", {**(unit.data or {}), "paper_set": "tt01-2018"}, "TUSON", unit.rev, "mẫu cũ")
    assert kinds(counter, id) == ["control"]


def test_an_apology_needs_a_new_appointment(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    assert ("kind", "PAPER-NEEDS") in codes(lambda: issue(counter, id, "apology", {"reason": "x"}, "A5"))
    clock.now = datetime(2020, 7, 14, 9, 0, tzinfo=VIETNAM)
    reappoint(counter, id, date(2020, 7, 20), "Chờ tra cứu tàng thư")
    (offer,) = [offer for offer in offers(counter, id) if offer.form.kind == "apology"]
    assert offer.asked == {"reason": "Chờ tra cứu tàng thư"}
    text = words(issue(counter, id, "apology", offer.asked, "A5").pdf)
    for said in ("Kính gửi: Đặng Thị Hường", "17 giờ 00 phút, ngày 15 tháng 7", "ngày 20 tháng 7 năm 2020", "Số: 01/PXL"):
        assert said in text


def test_a_paper_is_recorded_before_it_leaves(counter: Session, tmp_path: Path) -> None:
    id = id_of(counter)
    made = issue(counter, id, "receipt", {}, "A5")
    (record,) = papers(counter)
    assert (record["kind"], record["set"], record["number"], record["symbol"]) == ("receipt", "tt01-2018", 1, "BPTNTKQ")
    assert (record["dossier"], record["day"], record["copies"], record["reprints"]) == (id, "2020-07-06", 2, 0)
    assert list_audits(counter, what="print") == []
    seen: list[int] = []
    print_made(counter, made, lambda _pdf, _title: seen.append(len(papers(counter)) + len(list_audits(counter, what="print"))))
    assert seen == [2]
    save_made(counter, tmp_path / "giay.pdf", made)
    assert (tmp_path / "giay.pdf").read_bytes() == made.pdf


def test_looking_records_nothing_and_shows_the_number_to_come(counter: Session) -> None:
    id = id_of(counter)
    first = preview(counter, id, "receipt", {}, "A5")
    assert (first.id, papers(counter)) == ("", [])
    assert "Số: 01/BPTNTKQ" in words(first.pdf)
    assert issue(counter, id, "receipt", {}, "A5").pdf == first.pdf


def test_numbers_go_by_kind_and_year(counter: Session, clock: Clock) -> None:
    one, two = id_of(counter), id_of(counter, 2)
    given = [issue(counter, id, kind, {}, "A5").id for id in (one, two) for kind in ("receipt", "control")]
    assert given == ["receipt-2020-000001", "control-2020-000001", "receipt-2020-000002", "control-2020-000002"]
    clock.now = datetime(2021, 1, 4, 9, 0, tzinfo=VIETNAM)
    assert issue(counter, one, "receipt", {}, "A5").id == "receipt-2021-000001"
    assert "Số" not in words(look_again(counter, "control-2020-000001", "A5").pdf).split("PHIẾU KIỂM SOÁT")[0]


def test_a_number_is_never_given_twice_even_if_its_paper_is_removed(counter: Session) -> None:
    id = id_of(counter)
    made = [issue(counter, id, "receipt", {}, "A5").id for _ in range(5)]
    with pytest.raises(Refused):
        remove(counter, "papers", made[-1], 1, "in nhầm")
    counter.append([Change("papers", made[-1], None, 1, op="remove", why="in nhầm")])
    assert counter.office.get("papers", made[-1]) is None
    assert issue(counter, id, "receipt", {}, "A5").id == paper_id("receipt", 2020, 6)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 9, 63, 64, 65, 1000])
def test_the_next_number_is_found_whatever_was_given(count: int) -> None:
    class Office:
        def revision(self, _table: str, id: str) -> int:
            return int(int(id.rpartition("-")[2]) <= count)

    class Stub:
        office = Office()

    assert next_number(Stub(), "receipt", 2020) == count + 1  # type: ignore[arg-type]  # only the revision is asked


def test_a_reprint_says_so_is_a_revision_and_repeats_what_was_printed(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    made = issue(counter, id, "receipt", {}, "A5")
    stored = require_dossier(counter, id)
    data = {name: value for name, value in (stored.data or {}).items() if name != "frozen"}
    save(counter, "dossiers", {**data, "name": "Đặng Thị Hương"}, id, stored.rev, "sai tên")
    clock.now += timedelta(days=3)
    for count in (1, 2):
        again = reprint(counter, made.id, "A4", 1)
        text = words(again.pdf)
        assert again.reprint == count
        assert f"Bản in lại lần {count}" in text
        assert "Đặng Thị Hường" in text
        assert "ngày 06 tháng 7 năm 2020" in text
    history = counter.office.history("papers", made.id)
    assert [(one.rev, (one.data or {})["reprints"]) for one in history] == [(1, 0), (2, 1), (3, 2)]
    assert [(one.number, one.reprints) for one in issued(counter, id)] == [("01/BPTNTKQ", 2)]
    assert "Bản in lại" not in words(made.pdf)


def test_a_print_the_printer_refused_is_a_reprint_the_next_time(counter: Session) -> None:
    made = issue(counter, id_of(counter), "receipt", {}, "A5")

    def refuse(_pdf: bytes, _title: str) -> None:
        raise WorkflowError("hết giấy", "no paper")

    with pytest.raises(WorkflowError):
        print_made(counter, made, refuse)
    assert len(papers(counter)) == 1
    assert reprint(counter, made.id, "A5").reprint == 1


def test_audit_lines_have_kind_and_code_and_nobodys_name(counter: Session, tmp_path: Path) -> None:
    made = issue(counter, id_of(counter), "receipt", {}, "A5")
    print_made(counter, made, lambda _pdf, _title: None)
    save_made(counter, tmp_path / "a.pdf", reprint(counter, made.id, "A5"))
    (printed,), (kept,) = (list_audits(counter, what=what) for what in ("print", "export"))
    for line, count in ((printed, 0), (kept, 1)):
        told = line.data or {}
        assert (told["kind"], told["code"], told["reprint"]) == ("receipt", "000.17.22.H05-200706-0001", count)
        assert "Hường" not in str(told)
        assert "0912" not in str(told)


def test_what_must_be_keyed_is_asked_for_and_laid_ready(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    procedure = counter.office.get("procedures", "cmnd-cccd")
    assert procedure is not None
    required = [{"name": name, "required": "yes"} for name in ("Tờ khai CC01", "Giấy khai sinh")]
    documents = [*required, {"name": "Ảnh", "required": "no"}]
    save(counter, "procedures", {**(procedure.data or {}), "documents": documents}, "cmnd-cccd", procedure.rev, "thành phần")
    move(counter, clock, id, "supplement", "Thiếu giấy khai sinh")
    offer = next(offer for offer in offers(counter, id) if offer.form.kind == "supplement")
    assert offer.asked == {"missing": "Giấy khai sinh", "reason": "Thiếu giấy khai sinh", "contact": ""}
    empty = {"missing": " \n ", "reason": ""}
    assert codes(lambda: issue(counter, id, "supplement", empty, "A5")) == [("missing", "PAPER-ASKED"), ("reason", "PAPER-ASKED")]
    assert papers(counter) == []
    text = words(issue(counter, id, "supplement", {**offer.asked, "missing": "Giấy khai sinh\n\n Ảnh 3x4 "}, "A5").pdf)
    assert "1. Giấy khai sinh 2. Ảnh 3x4" in text


def test_a_paper_handed_in_in_two_copies_is_not_asked_for_again(counter: Session, clock: Clock) -> None:
    papers = ["Tờ khai theo mẫu", "Ảnh 4 x 6 cm, phông nền trắng (2 bản)"]
    (one,) = enter(counter, "dossiers", [dossier(3, procedure="ho-chieu", documents=papers)])
    (none,) = enter(counter, "dossiers", [dossier(4, procedure="ho-chieu", documents=papers[:1])])
    clock.now += timedelta(hours=1)
    laid = []
    for stored in (one, none):
        move_dossier(counter, stored.id, "supplement", "Ảnh mờ")
        laid += [offer.asked["missing"] for offer in offers(counter, stored.id) if offer.form.kind == "supplement"]
    assert laid == ["", papers[1]]


def test_what_cannot_be_is_refused_with_its_reason(counter: Session) -> None:
    id = id_of(counter)
    assert codes(lambda: issue(counter, id, "refusal", {"reason": "x"}, "A5")) == [("kind", "PAPER-NOT-NOW")]
    assert codes(lambda: issue(counter, id, "stop", {}, "A5")) == [("kind", "PAPER-KIND-UNKNOWN")]
    assert codes(lambda: issue(counter, id, "receipt", {}, "A5", 10)) == [("copies", "PAPER-COPIES")]
    assert codes(lambda: reprint(counter, "receipt-2020-000009", "A5")) == [("paper", "PAPER-NOT-FOUND")]
    assert codes(lambda: issue(counter, "nothing", "receipt", {}, "A5")) == [("id", "DOSSIER-NOT-FOUND")]
    assert papers(counter) == []


def test_a_name_without_glyphs_takes_no_number(counter: Session) -> None:
    (odd,) = enter(counter, "dossiers", [dossier(4, name="漢字")])
    assert codes(lambda: issue(counter, odd.id, "receipt", {}, "A5")) == [("report", "REPORT-GLYPH-MISSING")]
    assert papers(counter) == []
    assert issue(counter, id_of(counter), "receipt", {}, "A5").id == "receipt-2020-000001"


def test_the_papers_of_a_dossier_are_found_the_latest_first_and_no_others(counter: Session, clock: Clock) -> None:
    one, two = id_of(counter), id_of(counter, 2)
    (longer,) = enter(counter, "dossiers", [dossier(1, code="000.17.22.H05-200706-00010")])
    issue(counter, longer.id, "receipt", {}, "A5")
    issue(counter, two, "receipt", {}, "A5")
    issue(counter, one, "receipt", {}, "A5")
    clock.now += timedelta(hours=1)
    issue(counter, one, "control", {}, "A5")
    assert [(paper.kind, paper.number) for paper in issued(counter, one)] == [("control", ""), ("receipt", "03/BPTNTKQ")]


def test_papers_under_a_provisional_code_stay_with_the_dossier(counter: Session) -> None:
    (stored,) = enter(counter, "dossiers", [dossier(5, code="TAM-200706-0001")])
    issue(counter, stored.id, "receipt", {}, "A5")
    data = {name: value for name, value in (stored.data or {}).items() if name != "frozen"}
    official = {**data, "code": "000.17.22.H05-200706-0099", "former_codes": ["TAM-200706-0001"]}
    save(counter, "dossiers", official, stored.id, stored.rev, "có mã chính thức")
    assert [paper.kind for paper in issued(counter, stored.id)] == ["receipt"]


def test_the_qr_says_unit_code_and_the_day_told_at_reception(counter: Session, clock: Clock) -> None:
    zxing = pytest.importorskip("zxingcpp")
    id = id_of(counter)
    move(counter, clock, id, "supplement", "Thiếu ảnh")
    clock.now += timedelta(days=10)
    move(counter, clock, id, "processing")
    assert ((require_dossier(counter, id).data or {})["frozen"]["due"]) > "2020-07-15"
    (found,) = zxing.read_barcodes(picture(issue(counter, id, "receipt", {}, "A4", 1).pdf))
    code = load_code(found.text)
    assert isinstance(code, ReceiptCode)
    assert (code.unit, code.code, str(code.due)) == ("TUSON", "000.17.22.H05-200706-0001", "2020-07-15")


def test_the_control_sheet_tells_moves_and_hand_overs_in_time(counter: Session, clock: Clock) -> None:
    id = id_of(counter)
    move(counter, clock, id, "supplement", "Thiếu ảnh")
    move(counter, clock, id, "processing")
    move(counter, clock, id, "finished")
    text = words(issue(counter, id, "control", {}, "A4").pdf)
    places = [text.index(said) for said in ("Tiếp nhận hồ sơ", "bổ sung giấy tờ: Thiếu ảnh", "Trước hạn", "Đã xử lý xong")]
    assert places[0] < places[1] < places[3]
    assert "10 giờ 00 phút, ngày 06 tháng 7 năm 2020" in text


def test_an_office_open_to_look_only_shows_and_hands_out_nothing(counter: Session, office_folder: Path, clock: Clock) -> None:
    made, id = issue(counter, id_of(counter), "receipt", {}, "A5"), id_of(counter)
    counter.office.close()
    copy = Path(shutil.copytree(office_folder, office_folder.parent / "copy"))
    with open_session(copy, "lan", clock, read_only=True) as looking:
        assert preview(looking, id, "receipt", {}, "A5").pdf
        assert look_again(looking, made.id, "A5").reprint == 1
        with pytest.raises(OfficeReadOnly):
            issue(looking, id, "receipt", {}, "A5")
