import json
import unicodedata
from copy import deepcopy
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from forms.checks import check_record, normalise
from forms.definition import Definition, Item, Relevant
from forms.line import dump_doc, dump_text
from forms.strict_json import loads_strict
from tests.forms.office_look import BATCH, DOSSIER, FORMS, GOOD, SLIP, UNIT, OfficeLook, changed, problems_of, told


def test_all_problems_of_a_slip_are_told_in_form_order() -> None:
    slip = {
        "extra": 1,
        "comment": "a\u200bb",
        "respondent": {"shoe": 42, "living": "sea", "sex": "x"},
        "answers": {"c99": 1, "c22": 0, **{f"c{n:02d}": 5 for n in range(3, 22)}, "c02": "?"},
        "day": "31/02/2020",
        "serial": "abc",
        "batch": "B2",
    }
    assert told("survey-2640@1", slip) == [
        ("BATCH-MISSING", "batch"),
        ("NUMBER-DIGITS", "serial"),
        ("DATE-IMPOSSIBLE", "day"),
        ("ANSWER-MISSING", "answers.c01"),
        ("ANSWER-RANGE", "answers.c02"),
        ("ANSWER-RANGE", "answers.c22"),
        ("ANSWER-UNKNOWN", "answers.c99"),
        ("CHOICE-UNKNOWN", "respondent.sex"),
        ("CHOICE-UNKNOWN", "respondent.living"),
        ("FIELD-UNKNOWN", "respondent.shoe"),
        ("TEXT-HIDDEN", "comment"),
        ("FIELD-UNKNOWN", "extra"),
    ]


def test_all_problems_of_a_dossier_are_told_in_form_order() -> None:
    dossier = {
        **DOSSIER,
        "code": "000.17.22.H56-200706-0009",
        "case": "register",
        "id_number": "003184000999",
        "sex": "male",
        "phone": "12",
        "due": "2020-07-15",
        "moves": [
            {"to": "finished", "at": "2020-07-05T09:00:00+07:00"},
            {"to": "processing", "at": "2020-07-04T09:00:00+07:00", "x": 1},
        ],
    }
    assert told("dossier@1", dossier) == [
        ("CODE-TAKEN", "code"),
        ("PROCEDURE-CASE", "case"),
        ("ID-PROVINCE", "id_number"),
        ("ID-SEX", "id_number"),
        ("PHONE-SHAPE", "phone"),
        ("FIELD-UNKNOWN", "moves.1.x"),
        ("DUE-KEYED", "due"),
    ]


def test_broken_members_are_not_judged_against_others() -> None:
    assert told("batch@1", {**BATCH, "first": "x", "issued": "y", "to": "31/06/2020"}) == [
        ("DATE-IMPOSSIBLE", "to"),
        ("NUMBER-DIGITS", "first"),
        ("NUMBER-DIGITS", "issued"),
    ]


def test_a_record_of_an_unknown_form_is_judged_no_further() -> None:
    assert told("survey-2640@1", {**SLIP, "form": "survey-9@9", "serial": "x"}) == [("FORM-UNKNOWN", "form")]


def test_nfd_text_is_taken_and_kept_as_nfc() -> None:
    typed = unicodedata.normalize("NFD", "Cán bộ nhiệt tình, hướng dẫn dễ hiểu")
    slip = {**SLIP, "comment": typed}
    assert told("survey-2640@1", slip) == []
    assert normalise(FORMS["survey-2640@1"], slip)["comment"] == "Cán bộ nhiệt tình, hướng dẫn dễ hiểu"


def test_tidying_makes_days_numbers_phones_and_codes_alike() -> None:
    keyed = {
        **DOSSIER,
        "code": " 000.17.22.h56-200706-0001",
        "id_number": "027 184 000 999",
        "birth": "5/3/84",
        "phone": "+84 912.345.678",
        "received_at": "06/07/2020 8:15",
        "copies": "1",
        "name": "  Ngô Thị Thử ",
        "email": None,
    }
    assert normalise(FORMS["dossier@1"], keyed) == {"form": "dossier@1", **DOSSIER}


def test_members_of_objects_and_lists_are_tidied_too() -> None:
    name = unicodedata.normalize("NFD", " Thượng tá Ngô Văn Thử")
    unit = {**UNIT, "signer": {"name": name, "position": None}, "recipients": [" Như trên ", "Lưu: VT"]}
    tidy = normalise(FORMS["unit@1"], unit)
    assert tidy["signer"] == {"name": "Thượng tá Ngô Văn Thử"}
    assert tidy["recipients"] == ["Như trên", "Lưu: VT"]
    dossier = normalise(FORMS["dossier@1"], changed(DOSSIER, "moves.0.at", "6/7/2020 9:00"))
    assert dossier["moves"] == DOSSIER["moves"]


def test_problems_of_a_list_come_entry_by_entry() -> None:
    moves = [
        {"at": "2020-07-06T09:00:00+07:00", "to": "supplement", "by": "thu"},
        {"at": "2020-07-07T09:00:00+07:00", "to": "processing", "by": "Tõ S¬n"},
        {"at": "2020-07-06T09:00:00+07:00", "to": "registered", "by": "Tõ S¬n"},
    ]
    assert told("dossier@1", {**DOSSIER, "status": "finished", "moves": moves}) == [
        ("MOVE-STATUS", "status"),
        ("MOVE-WHY", "moves.0.why"),
        ("TEXT-LEGACY", "moves.1.by"),
        ("MOVE-ORDER", "moves.2.at"),
        ("MOVE-ILLEGAL", "moves.2.to"),
        ("TEXT-LEGACY", "moves.2.by"),
    ]


def test_a_record_without_its_form_name_is_told_so() -> None:
    record = changed(SLIP, "form", drop=True)
    problems = check_record(FORMS["survey-2640@1"], record, OfficeLook())
    assert [(problem.code, problem.where) for problem in problems] == [("FIELD-MISSING", "form")]


def test_defaults_and_form_name_are_filled_in() -> None:
    bare = {name: value for name, value in DOSSIER.items() if name not in ("copies", "status", "moves")}
    tidy = normalise(FORMS["dossier@1"], bare)
    assert (tidy["form"], tidy["copies"], tidy["status"]) == ("dossier@1", 1, "received")
    assert told("dossier@1", bare) == []


def test_members_come_in_form_order_unknown_ones_last() -> None:
    backwards = {"zzz": 1, **dict(reversed(SLIP.items()))}
    tidy = normalise(FORMS["survey-2640@1"], backwards)
    assert list(tidy) == ["form", "batch", "serial", "day", "answers", "respondent", "comment", "zzz"]


def test_a_batch_names_the_survey_it_is_for() -> None:
    assert normalise(FORMS["batch@1"], BATCH)["form"] == "survey-2640@1"
    assert told("batch@1", changed(BATCH, "form", drop=True)) == [("FIELD-MISSING", "form")]


@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5, "blank", "double", "illegible"])
def test_a_criterion_takes_a_rating_or_why_there_is_none(answer: Any) -> None:
    assert told("survey-2640@1", changed(SLIP, "answers.c01", answer)) == []


def test_the_19_criteria_slip_has_its_own_items() -> None:
    slip = {"form": "survey-1001@1", "batch": "B1", "serial": 1, "day": "2020-07-06", "answers": SLIP["answers"]}
    assert told("survey-1001@1", slip) == [
        ("BATCH-FORM", "batch"),
        ("ANSWER-UNKNOWN", "answers.c20"),
        ("ANSWER-UNKNOWN", "answers.c21"),
        ("ANSWER-UNKNOWN", "answers.c22"),
    ]


@pytest.mark.parametrize("birth", ["1984", "05/03/1984", "1984-03-05"])
def test_birth_may_be_a_year_only(birth: str) -> None:
    assert told("dossier@1", {**DOSSIER, "birth": birth}) == []


def test_an_old_nine_digit_number_is_not_cross_checked() -> None:
    assert told("dossier@1", {**DOSSIER, "id_number": "125 384 000", "sex": "male", "birth": "1950"}) == []


def test_a_dossier_registered_online_need_not_be_received_yet() -> None:
    online = {name: value for name, value in DOSSIER.items() if name not in ("received_at", "moves")}
    assert told("dossier@1", {**online, "status": "registered"}) == []
    refused = [{"at": "2020-07-06T08:15:00+07:00", "to": "rejected", "why": "không đúng thẩm quyền"}]
    assert told("dossier@1", {**online, "status": "rejected", "moves": refused}) == []


def test_a_unit_may_have_a_signer_recipients_and_a_certificate() -> None:
    pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    signer = {"authority": "KT. TRƯỞNG CÔNG AN", "position": "Phó Trưởng Công an", "name": "Thượng tá Ngô Văn Thử"}
    unit = {**UNIT, "certificate": pem, "escrow": "", "signer": signer, "recipients": ["Như trên", "Lưu: VT"]}
    assert told("unit@1", unit) == []


EDGES: list[tuple[str, dict[str, Any]]] = [
    ("survey-2640@1", {**SLIP, "serial": 1, "day": "2020-07-01"}),
    ("survey-2640@1", {**SLIP, "serial": 500, "day": "2020-07-31"}),
    ("survey-2640@1", {**SLIP, "comment": "a" * 2000}),
    ("batch@1", {**BATCH, "first": 1, "last": 1, "issued": 1, "returned": 1, "from": "2020-07-01", "to": "2020-07-01"}),
    ("batch@1", {**BATCH, "issued": 500, "returned": 500}),
    ("batch@1", {**BATCH, "issued": 0, "returned": 0}),
    ("feedback@1", {**GOOD["feedback@1"], "day": "2020-08-05", "answered_day": "2020-08-05"}),
    ("dossier@1", {**DOSSIER, "copies": 999, "received_at": "2020-08-05T23:00:00+07:00", "status": "received", "moves": []}),
    ("dossier@1", changed(DOSSIER, "moves.0.at", "2020-07-06T08:15:00+07:00")),
    ("dossier@1", changed(DOSSIER, "moves.1.at", "2020-07-06T09:00:00+07:00")),
    ("dossier@1", changed(DOSSIER, "moves.2.at", "2020-08-05T09:00:00+07:00")),
    ("dossier@1", {**DOSSIER, "birth": "2020-08-05", "id_number": "027320000999"}),
    ("dossier@1", {**DOSSIER, "birth": "2020", "id_number": ""}),
    ("procedure@1", {**GOOD["procedure@1"], "from": "2020-07-01", "to": "2020-07-01", "limits": [{"case": "new", "days": 0}]}),
    ("report@1", {**GOOD["report@1"], "from": "2020-07-31"}),
    ("report@1", {**GOOD["report@1"], "head": {"n": 2**53 - 1, "hash": None, "ok": [True, {"chữ": "Từ Sơn"}]}}),
]


@pytest.mark.parametrize(("form", "record"), EDGES)
def test_what_lies_on_the_edge_is_taken(form: str, record: dict[str, Any]) -> None:
    assert told(form, record) == []


def test_slips_are_counted_from_first_to_last_number() -> None:
    assert told("batch@1", {**BATCH, "first": 101, "last": 200, "issued": 100, "returned": 90}) == []
    (problem,) = problems_of("batch@1", {**BATCH, "first": 101, "last": 200, "issued": 101, "returned": 90})
    assert problem.code == "BATCH-ISSUED"
    assert "(100)" in problem.vi


@pytest.mark.parametrize("procedure", ["can-cuoc", "cmnd-cccd"])
def test_a_procedure_is_in_force_on_its_first_and_last_day(procedure: str) -> None:
    day = {"can-cuoc": "2024-07-01", "cmnd-cccd": "2024-06-30"}[procedure]
    record = {**DOSSIER, "procedure": procedure, "received_at": f"{day}T08:00:00+07:00", "status": "received", "moves": []}
    assert "PROCEDURE-DATES" not in [code for code, _ in told("dossier@1", record)]


def with_condition() -> Definition:
    asked = Relevant("kind", ("petition",))
    answer = Item("why", "Lý do", "Reason", "text", section="received", required=True, relevant=asked)
    return msgspec.structs.replace(FORMS["feedback@1"], items=(*FORMS["feedback@1"].items, answer))


@pytest.mark.parametrize(
    ("kind", "why", "codes"),
    [
        ("petition", "vì", []),
        ("petition", "", ["FIELD-MISSING"]),
        ("report", "vì", ["FIELD-NOT-ASKED"]),
        ("report", "", []),
    ],
)
def test_an_item_is_asked_only_where_it_is_relevant(kind: str, why: str, codes: list[str]) -> None:
    record = {"form": "feedback@1", "day": "2020-07-06", "kind": kind, "channel": "box", "content": "x", "why": why}
    assert [problem.code for problem in check_record(with_condition(), record, OfficeLook())] == codes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def members(record: Any, path: str = "") -> list[str]:
    if isinstance(record, dict):
        return [place for name, value in record.items() for place in [f"{path}{name}", *members(value, f"{path}{name}.")]]
    if isinstance(record, list):
        return [
            place for number, value in enumerate(record) for place in [f"{path}{number}", *members(value, f"{path}{number}.")]
        ]
    return []


PLACES = [(form, place) for form, record in GOOD.items() for place in members(record)]


def put(record: Any, place: str, value: Any) -> Any:
    copy = deepcopy(record)
    at, (*way, last) = copy, place.split(".")
    for name in way:
        at = at[int(name) if isinstance(at, list) else name]
    at[int(last) if isinstance(at, list) else last] = value
    return copy


@given(st.sampled_from(PLACES), JSON)
def test_any_value_anywhere_is_answered_with_problems_not_exceptions(place: tuple[str, str], value: Any) -> None:
    form, path = place
    record = put(GOOD[form], path, value)
    tidy = normalise(FORMS[form], record)
    assert normalise(FORMS[form], tidy) == tidy
    problems = check_record(FORMS[form], tidy, OfficeLook())
    if not any(problem.severity == "error" for problem in problems):
        line_like = b'{"doc":' + dump_doc(b"\0" * 16, dump_text(tidy)) + b"}"
        assert loads_strict(line_like, max_bytes=1_000_000)["doc"]["data"] == tidy


@given(JSON)
def test_any_value_for_a_record_is_answered(value: Any) -> None:
    for form, definition in FORMS.items():
        assert check_record(definition, normalise(definition, value), OfficeLook()), form


def test_normalising_leaves_the_input_alone() -> None:
    before = json.dumps(DOSSIER)
    normalise(FORMS["dossier@1"], DOSSIER)
    assert json.dumps(DOSSIER) == before


def test_free_json_may_be_as_deep_as_a_line_can_carry() -> None:
    def nested(depth: int) -> Any:
        return [{"a": nested(depth - 2)}] if depth > 1 else [1] if depth else 1

    record = {**GOOD["report@1"], "figures": nested(12)}
    assert told("report@1", record) == []
    loads_strict(b'{"doc":' + dump_doc(b"\0" * 16, dump_text(record)) + b"}", max_bytes=10_000)
    assert told("report@1", {**GOOD["report@1"], "figures": nested(13)}) == [("TYPE-JSON", "figures")]


def test_a_hundred_problems_are_a_hundred_problems() -> None:
    dossier = {**DOSSIER, "moves": [{"at": "x", "to": "y"}] * 50}
    assert len(problems_of("dossier@1", dossier)) == 100


@pytest.mark.parametrize(
    "slip",
    [
        {"disposition": "void", "void_why": "rách mất nửa phiếu"},
        {"disposition": "void", "void_why": "trùng số", "serial": 99},
        {"disposition": "blank"},
    ],
)
def test_a_slip_without_answers_says_why(slip: dict[str, Any]) -> None:
    bare = {name: value for name, value in GOOD["survey-2640@1"].items() if name not in ("answers", "respondent", "comment")}
    assert told("survey-2640@1", {**bare, **slip}) == []
    assert told("survey-2640@1", bare) != []


def test_a_void_slip_needs_its_reason_and_others_have_none() -> None:
    bare = {name: value for name, value in GOOD["survey-2640@1"].items() if name not in ("answers", "respondent", "comment")}
    assert told("survey-2640@1", {**bare, "disposition": "void"}) == [("FIELD-MISSING", "void_why")]
    assert told("survey-2640@1", {**GOOD["survey-2640@1"], "void_why": "rách"}) == [("FIELD-NOT-ASKED", "void_why")]
