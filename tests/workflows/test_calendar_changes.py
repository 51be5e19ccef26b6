"""An edit of the calendar: what it touches, what it leaves alone, and the revisions that move a promised day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from desktop_app.store.office import Stored
from desktop_app.workflows import calendar_changes as changes
from desktop_app.workflows.dossiers import correct_dossier, due_day, fresh_dossier, move_dossier, new_dossier
from desktop_app.workflows.due_reasons import reasons_keyed, reasons_of
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session
from forms.problems import Refused
from tests.workflows.values import dossier

EDIT = {"day": "2020-08-11", "name": "Nghỉ theo thông báo", "kind": "off", "basis": "office"}


def data_of(stored: Stored) -> dict[str, Any]:
    assert stored.data is not None
    return stored.data


def taken(session: Session, number: int = 1, **more: Any) -> str:
    values = dossier(number, received_at="2020-08-03T08:15:00+07:00", code=f"000.17.22.H05-200803-{number:04d}", **more)
    return new_dossier(session, values).id


def due(session: Session, id: str) -> str:
    stored = session.office.get("dossiers", id)
    assert stored is not None
    return str(data_of(stored)["frozen"]["due"])


def later(session: Session, day: str) -> None:
    session.clock = lambda: datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=VIETNAM)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_day_off_added_touches_the_promises_across_it_and_moves_none(session: Session) -> None:
    across = taken(session)
    before = taken(session, 2, procedure="dang-ky-xe")
    assert changes.affected(session) == []
    changes.save_day(session, EDIT)
    found = changes.affected(session)
    assert [(a.id, a.promised, a.by_calendar) for a in found] == [(across, date(2020, 8, 12), date(2020, 8, 13))]
    assert (due(session, across), due(session, before)) == ("2020-08-12", "2020-08-05")


def test_a_move_or_a_correction_after_the_edit_leaves_the_promised_day(session: Session) -> None:
    id = taken(session)
    changes.save_day(session, EDIT)
    later(session, "2020-08-06")
    moved = move_dossier(session, id, "processing")
    assert due(session, id) == "2020-08-12"
    correct_dossier(session, id, data_of(moved) | {"copies": 2}, moved.rev, "thêm bộ")
    assert due(session, id) == "2020-08-12"
    later(session, "2020-08-07")
    move_dossier(session, id, "supplement", "thiếu ảnh")
    later(session, "2020-08-10")
    move_dossier(session, id, "processing")
    assert due(session, id) == "2020-08-13"  # the pause took out Monday the 10th; the edit still moves nothing


def test_a_day_is_computed_anew_only_by_a_revision_with_its_reason(session: Session) -> None:
    one, other = taken(session), taken(session, 2)
    changes.save_day(session, EDIT)
    with pytest.raises(Refused) as refused:
        changes.apply(session, [one], " ")
    assert codes(refused) == ["CALENDAR-WHY-EMPTY"]
    saved = changes.apply(session, [one], "nghỉ theo thông báo của UBND")
    assert [(s.rev, s.why) for s in saved] == [(2, "nghỉ theo thông báo của UBND")]
    assert (data_of(saved[0])["frozen"]["due"], data_of(saved[0])["frozen"]["promised"]) == ("2020-08-13", "2020-08-12")
    assert (due(session, other), [a.id for a in changes.affected(session)]) == ("2020-08-12", [other])
    assert changes.apply(session, [one], "lần nữa") == []


def test_a_finished_dossier_is_neither_listed_nor_moved(session: Session) -> None:
    id = taken(session)
    move_dossier(session, id, "finished")
    open_one = taken(session, 2)
    changes.save_day(session, EDIT)
    assert [a.id for a in changes.affected(session)] == [open_one]
    with pytest.raises(Refused) as refused:
        changes.apply(session, [open_one, id], "lịch mới")
    assert codes(refused) == ["DUE-CLOSED"]
    assert session.office.revision("dossiers", open_one) == 1


def test_taking_the_edit_back_leaves_nobody_touched(session: Session) -> None:
    taken(session)
    changes.save_day(session, EDIT)
    with pytest.raises(Refused):
        changes.remove_day(session, "2020-08-11", " ")
    changes.remove_day(session, "2020-08-11", "nhập nhầm")
    assert changes.affected(session) == []
    assert [stored.id for stored in changes.list_days(session, 2020)][-1] == "2020-09-02"


def test_a_year_is_filled_with_what_the_office_lacks_and_nothing_it_took_out(session: Session) -> None:
    assert changes.plan_fill(session, 2021) == []
    changes.remove_day(session, "2021-09-03", "theo thông báo")
    changes.save_day(session, {"day": "2018-12-31", "name": "Trực", "kind": "work", "basis": "office"})
    assert changes.plan_fill(session, 2021) == []
    filled = changes.fill_year(session, 2018)
    assert len(filled) == 13
    own = {stored.id: data_of(stored) for stored in changes.list_days(session, 2018)}
    assert (own["2018-04-25"]["basis"], own["2018-12-31"]["name"]) == ("law", "Trực")
    with pytest.raises(Refused) as refused:
        changes.plan_fill(session, 1066)
    assert codes(refused) == ["CALENDAR-YEAR"]


def test_years_without_a_calendar_are_named(session: Session) -> None:
    assert changes.years_without(session) == []
    later(session, "2040-09-30")
    assert changes.years_without(session) == [2040]
    changes.fill_year(session, 2040)
    assert changes.years_without(session) == []
    later(session, "2040-10-01")
    assert changes.years_without(session) == [2041]
    later(session, "2040-09-30")
    procedure = {"procedure": "lau", "name": "Lâu", "field": "x", "field_name": "X", "limits": [{"case": "new", "days": 400}]}
    enter(session, "procedures", [procedure])
    new_dossier(session, dossier(3, procedure="lau", code="", received_at="2040-09-28T08:00:00+07:00"))
    assert changes.years_without(session) == [2041, 2042]


def test_the_area_and_the_cut_off_hour_come_from_the_units_card(session: Session) -> None:
    by_area = dossier(1, procedure="cmnd-cccd-khu-vuc", code="", received_at="2020-08-03T08:40:00+07:00")
    assert due_day(session, by_area) is None
    with pytest.raises(Refused) as refused:
        new_dossier(session, by_area)
    assert codes(refused) == ["PROCEDURE-AREA"]
    card = session.office.get("units", "TUSON")
    assert card is not None
    enter(session, "units", [data_of(card) | {"area": "remote", "cutoff_hour": 8}])
    data = data_of(new_dossier(session, by_area))
    assert {**data["frozen"], "procedure_rev": 1} == {
        "field": "cmnd", "limit_days": 20, "procedure_rev": 1, "cutoff_hour": 8, "area": "remote", "limit_name": "Cấp mới",
        "due": "2020-09-01", "promised": "2020-09-01",
    }  # fmt: skip
    assert "area" not in data
    assert data_of(enter(session, "dossiers", [by_area | {"code": "000.17.22.H05-200803-0009"}])[0])["frozen"]["area"] == "remote"


def test_a_correction_keeps_its_limit_when_the_procedure_has_lost_the_case(session: Session) -> None:
    id = taken(session)
    procedure = session.office.get("procedures", "cmnd-cccd")
    assert procedure is not None
    enter(session, "procedures", [data_of(procedure) | {"limits": [{"case": "new", "area": "remote", "days": 20}]}])
    stored = session.office.get("dossiers", id)
    assert stored is not None
    saved = correct_dossier(session, id, data_of(stored) | {"name": "Đặng Thị Hương"}, 1, "ghi nhầm tên")
    assert data_of(saved)["frozen"] == data_of(stored)["frozen"]


def test_a_promise_is_explained_by_the_calendar_it_was_made_with(session: Session) -> None:
    id = taken(session)
    changes.save_day(session, EDIT)
    changes.remove_day(session, "2020-08-11", "nhập nhầm")
    changes.save_day(session, EDIT | {"day": "2020-08-10"})
    reasons = reasons_of(session, id)
    assert (reasons.due, reasons.steps[-1].day, reasons.steps[-1].number) == (date(2020, 8, 12), date(2020, 8, 12), 7)
    assert [note.vi for note in reasons.notes] == ["Ngày đã hẹn được giữ: theo lịch hiện nay sẽ là 13/08/2020."]
    changes.apply(session, [id], "lịch mới")
    reasons = reasons_of(session, id)
    assert (reasons.steps[-1].day, [s.vi for s in reasons.steps if s.day == date(2020, 8, 10)]) == (
        date(2020, 8, 13), ["Nghỉ theo thông báo"],
    )  # fmt: skip
    assert [note.vi for note in reasons.notes] == ["Ngày hẹn khi tiếp nhận: 12/08/2020."]


def test_what_the_limit_rests_on_is_told_and_a_pause_that_runs(session: Session) -> None:
    id = taken(session)
    move_dossier(session, id, "supplement", "thiếu ảnh")
    reasons = reasons_of(session, id)
    assert [said.vi for said in reasons.rests] == [
        "Cấp CMND, CCCD tại thành phố, thị xã · Cấp mới", "7 ngày làm việc · giờ chốt nhận 15 giờ",
    ]  # fmt: skip
    assert [note.vi for note in reasons.notes] == ["Đang tạm dừng từ 03/08/2020: ngày hẹn lùi lại khi công dân nộp đủ."]


def test_a_dossier_being_keyed_is_explained_and_a_year_without_calendar_named(session: Session) -> None:
    later(session, "2030-08-05")
    fresh = fresh_dossier(session, dossier(1, received_at="05/08/2030 08:15"))
    assert fresh is not None
    reasons = reasons_keyed(session, fresh)
    assert reasons.steps[-1].day == reasons.due == date(2030, 8, 14)
    assert [note.vi for note in reasons.notes] == ["Năm 2030 chưa có lịch nghỉ: mới trừ Thứ Bảy, Chủ nhật."]
