from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from forms.calendar import Calendar
from forms.dates import require_time
from forms.dossier import (
    PROVISIONAL_AGENCY,
    STATUSES,
    allowed_moves,
    check_move,
    complete,
    complete_again,
    make_code,
    parse_code,
    start_status,
    with_move,
)
from forms.due_days import pauses
from forms.problems import Refused
from forms.shipped import holidays_of
from tests.forms.office_look import DOSSIER, PROCEDURES

CALENDAR = Calendar(holidays_of(2020))
FRESH = {**DOSSIER, "status": "received", "moves": []}
CMND = PROCEDURES["cmnd-cccd"]


def move(at: str, to: str, why: str = "") -> dict[str, Any]:
    return {"at": f"{at}:00+07:00", "to": to, "by": "thu", "why": why}


def test_a_code_tells_agency_day_and_number() -> None:
    code = parse_code("000.17.22.H56-210531-0001")
    assert code is not None
    assert (code.agency, code.day, code.number, code.provisional) == ("000.17.22.H56", date(2021, 5, 31), 1, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "000.17.22.H56-210532-0001", "000.17.22.H56-210531-0000", "000.17.22.H56-210531-1", "000.17.22.56-210531-0001",
        "000.17.22.H56-210531-0001 ", "000.17.22.h56-210531-0001", "0000.17.22.H56-210531-0001", "000.17.22.H56-21053１-0001",
    ],
)  # fmt: skip
def test_other_texts_are_no_codes(text: str) -> None:
    assert parse_code(text) is None


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    st.integers(1, 999999),
    st.sampled_from(["000.17.22.H56", "TAM"]),
)
def test_made_codes_read_back(day: date, number: int, agency: str) -> None:
    code = parse_code(make_code(agency, day, number))
    assert code is not None
    assert (code.agency, code.day, code.number) == (agency, day, number)
    assert code.provisional is (agency == PROVISIONAL_AGENCY)


@pytest.mark.parametrize(
    ("agency", "day", "number"), [("H56", date(2020, 1, 1), 1), ("TAM", date(2020, 1, 1), 0), ("TAM", date(1999, 1, 1), 1)]
)
def test_a_code_that_cannot_be_is_not_made(agency: str, day: date, number: int) -> None:
    with pytest.raises(Refused):
        make_code(agency, day, number)


def test_moves_lead_to_known_statuses_and_end() -> None:
    assert all(set(allowed_moves(status)) <= set(STATUSES) for status in STATUSES)
    assert all(allowed_moves(end) == () for end in ("collected", "withdrawn", "rejected", "unknown"))


@pytest.mark.parametrize(
    ("status", "to"),
    [("received", "processing"), ("processing", "finished"), ("finished", "collected"), ("supplement", "processing")],
)
def test_a_dossier_goes_its_way(status: str, to: str) -> None:
    assert check_move(status, to) == []


@pytest.mark.parametrize(
    ("status", "to"),
    [
        ("finished", "processing"),
        ("collected", "finished"),
        ("received", "collected"),
        ("supplement", "finished"),
        ("processing", "received"),
    ],
)
def test_a_dossier_does_not_go_back_or_skip(status: str, to: str) -> None:
    assert [problem.code for problem in check_move(status, to)] == ["MOVE-ILLEGAL"]


def test_the_limit_is_frozen_at_reception() -> None:
    assert complete(FRESH, CMND, 3, CALENDAR)["frozen"] == {
        "field": "cmnd",
        "limit_days": 7,
        "procedure_rev": 3,
        "due": "2020-07-15",
        "promised": "2020-07-15",
        "cutoff_hour": 15,
        "limit_name": "Cấp mới",
    }


def test_completing_leaves_what_was_keyed_alone() -> None:
    before = deepcopy(FRESH)
    done = complete(FRESH, CMND, 1, CALENDAR)
    assert before == FRESH
    assert {name: value for name, value in done.items() if name != "frozen"} == FRESH


def test_a_case_without_limit_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        complete({**FRESH, "case": "register"}, CMND, 1, CALENDAR)
    assert [problem.code for problem in caught.value.problems] == ["PROCEDURE-CASE"]


def test_an_edit_keeps_the_frozen_limit_while_procedure_and_case_stay() -> None:
    old = complete(FRESH, CMND, 1, CALENDAR)
    stricter = {**CMND, "limits": [{"case": "new", "days": 1}, {"case": "reissue", "days": 2}]}
    moved = complete_again(old, {**FRESH, "received_at": "2020-07-07T08:00:00+07:00"}, stricter, 2, CALENDAR)
    assert moved["frozen"] == {**old["frozen"], "due": "2020-07-16", "promised": "2020-07-16"}
    other = complete_again(old, {**FRESH, "case": "reissue"}, stricter, 2, CALENDAR)
    assert (other["frozen"]["limit_days"], other["frozen"]["procedure_rev"], other["frozen"]["due"]) == (2, 2, "2020-07-08")


def test_a_pause_moves_the_due_day_when_it_ends() -> None:
    data = complete(FRESH, CMND, 1, CALENDAR)
    data = with_move(data, move("2020-07-08T10:00", "supplement", "thiếu ảnh"), CALENDAR)
    assert data["frozen"]["due"] == "2020-07-15"
    data = with_move(data, move("2020-07-09T10:00", "payment"), CALENDAR)
    data = with_move(data, move("2020-07-13T10:00", "processing"), CALENDAR)
    assert data["frozen"]["due"] == "2020-07-20"
    assert [step["to"] for step in data["moves"]] == ["supplement", "payment", "processing"]


def test_a_registered_dossier_has_no_due_day_until_received() -> None:
    online = {name: value for name, value in FRESH.items() if name != "received_at"} | {"status": "registered"}
    data = complete(online, CMND, 1, CALENDAR)
    assert data["frozen"]["due"] == ""
    data = with_move(data, move("2020-07-06T08:15", "received"), CALENDAR)
    assert (data["received_at"], data["frozen"]["due"]) == ("2020-07-06T08:15:00+07:00", "2020-07-15")


def test_an_illegal_move_is_refused_and_nothing_changes() -> None:
    data = complete(FRESH, CMND, 1, CALENDAR)
    with pytest.raises(Refused):
        with_move(data, move("2020-07-08T10:00", "collected"), CALENDAR)
    assert data["moves"] == []


def test_a_dossier_starts_registered_or_received() -> None:
    assert start_status({"status": "registered", "moves": []}) == "registered"
    assert start_status({"status": "received"}) == "received"
    assert start_status({"status": "rejected", "moves": [move("2020-07-06T08:15", "rejected")]}) == "registered"
    assert start_status({"status": "withdrawn", "moves": [move("2020-07-06T08:15", "withdrawn")]}) == "registered"
    assert start_status({**FRESH, "status": "withdrawn", "moves": [move("2020-07-06T08:15", "withdrawn")]}) == "received"
    assert start_status(DOSSIER) == "received"


def test_pauses_lie_between_the_moves_and_the_last_may_still_run() -> None:
    steps = [("06T09:00", "processing"), ("07T09:00", "supplement"), ("08T09:00", "payment"), ("09T09:00", "processing")]
    moves = [move(f"2020-07-{at}", to) for at, to in steps]
    begin, end = require_time("2020-07-07T09:00:00+07:00"), require_time("2020-07-09T09:00:00+07:00")
    assert [pauses(moves[:count]) for count in range(5)] == [[], [], [(begin, None)], [(begin, None)], [(begin, end)]]


def test_a_refused_dossier_has_no_due_day() -> None:
    refused = {**FRESH, "status": "rejected", "moves": [move("2020-07-06T08:15", "rejected", "sai nơi")]}
    assert complete(refused, CMND, 1, CALENDAR)["frozen"]["due"] == ""
