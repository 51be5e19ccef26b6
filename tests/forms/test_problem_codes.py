"""Each problem code is reached by what a clerk could key, says so in both languages, and tells nobody's data."""

import importlib
import pkgutil
from typing import Any

import pytest

import forms
from forms.problems import CATALOGUE, make_problem
from tests.forms.office_look import (
    BATCH,
    DOSSIER,
    FEEDBACK,
    FORMS,
    GOOD,
    HOLIDAY,
    PROCEDURE,
    REPORT,
    SLIP,
    UNIT,
    changed,
    problems_of,
    told,
)

SLIP_FORM, DOSSIER_FORM = "survey-2640@1", "dossier@1"


def moved(*steps: tuple[str, str], status: str = "", **more: Any) -> dict[str, Any]:
    moves = [{"at": f"{at}:00+07:00", "to": to, "by": "thu", "why": "có lý do"} for at, to in steps]
    return {**DOSSIER, "moves": moves, "status": status or steps[-1][1], **more}


CASES: list[tuple[str, str, str, Any]] = [
    ("RECORD-SHAPE", "record", SLIP_FORM, ["B1", 17]),
    ("FORM-UNKNOWN", "form", SLIP_FORM, {**SLIP, "form": "survey-9999@1"}),
    ("FORM-UNKNOWN", "form", SLIP_FORM, {**SLIP, "form": ["survey-2640@1"]}),
    ("FORM-UNKNOWN", "form", "batch@1", {**BATCH, "form": "survey-9999@1"}),
    ("FORM-UNKNOWN", "form", "batch@1", {**BATCH, "form": "QĐ 2640"}),
    ("FORM-OTHER", "form", SLIP_FORM, {**SLIP, "form": "survey-1001@1"}),
    ("FORM-NOT-SURVEY", "form", "batch@1", {**BATCH, "form": "dossier@1"}),
    ("FIELD-UNKNOWN", "name", SLIP_FORM, {**SLIP, "name": "Ngô Thị Thử"}),
    ("FIELD-UNKNOWN", "respondent.phone", SLIP_FORM, changed(SLIP, "respondent.phone", "0912345678")),
    ("FIELD-UNKNOWN", "moves.0.how", DOSSIER_FORM, changed(DOSSIER, "moves.0.how", "x")),
    ("FIELD-UNKNOWN", "?", SLIP_FORM, {**SLIP, "Ngô Thị Thử": 1}),
    ("FIELD-UNKNOWN", "due", "feedback@1", {**FEEDBACK, "due": "2020-07-15"}),
    ("FIELD-MISSING", "batch", SLIP_FORM, changed(SLIP, "batch", drop=True)),
    ("FIELD-MISSING", "day", SLIP_FORM, {**SLIP, "day": ""}),
    ("FIELD-MISSING", "name", DOSSIER_FORM, {**DOSSIER, "name": "  "}),
    ("FIELD-MISSING", "answers", SLIP_FORM, changed(SLIP, "answers", drop=True)),
    ("FIELD-MISSING", "received_at", DOSSIER_FORM, changed(DOSSIER, "received_at", drop=True)),
    ("FIELD-MISSING", "limits.0.days", "procedure@1", {**PROCEDURE, "limits": [{"case": "new"}]}),
    ("TYPE-TEXT", "comment", SLIP_FORM, {**SLIP, "comment": 5}),
    ("TYPE-TEXT", "batch", SLIP_FORM, {**SLIP, "batch": {"id": "B1"}}),
    ("TYPE-TEXT", "id_number", DOSSIER_FORM, {**DOSSIER, "id_number": 27184000999}),
    ("TYPE-TEXT", "day", SLIP_FORM, {**SLIP, "day": 20200706}),
    ("TYPE-TEXT", "received_at", DOSSIER_FORM, {**DOSSIER, "received_at": 1594000000}),
    ("TYPE-INTEGER", "serial", SLIP_FORM, {**SLIP, "serial": 17.0}),
    ("TYPE-INTEGER", "serial", SLIP_FORM, {**SLIP, "serial": True}),
    ("TYPE-OBJECT", "answers", SLIP_FORM, {**SLIP, "answers": [5] * 22}),
    ("TYPE-OBJECT", "respondent", SLIP_FORM, {**SLIP, "respondent": "Nam"}),
    ("TYPE-OBJECT", "moves.0", DOSSIER_FORM, {**DOSSIER, "moves": ["finished"]}),
    ("TYPE-LIST", "moves", DOSSIER_FORM, {**DOSSIER, "moves": {}}),
    ("TYPE-JSON", "figures", "report@1", {**REPORT, "figures": {"percent": 88.34}}),
    ("TYPE-JSON", "head", "report@1", {**REPORT, "head": {"n": 2**53}}),
    ("TYPE-JSON", "head", "report@1", {**REPORT, "head": {"n": -(2**53)}}),
    ("TYPE-JSON", "head", "report@1", {**REPORT, "head": ["Tie\u0302\u0301ng"]}),
    ("TYPE-JSON", "head", "report@1", {**REPORT, "head": {"a\u200bb": 1}}),
    ("TEXT-HIDDEN", "name", DOSSIER_FORM, {**DOSSIER, "name": "Ngô\u202eThị Thử"}),
    ("TEXT-HIDDEN", "comment", SLIP_FORM, {**SLIP, "comment": "tốt\u200b lắm"}),
    ("TEXT-HIDDEN", "comment", SLIP_FORM, {**SLIP, "comment": "\ud800"}),
    ("TEXT-LENGTH", "comment", SLIP_FORM, {**SLIP, "comment": "a" * 2001}),
    ("TEXT-LENGTH", "sha256", "report@1", {**REPORT, "sha256": "0" * 63}),
    ("TEXT-LENGTH", "recipients.1", "unit@1", {**UNIT, "recipients": ["Như trên", ""]}),
    ("TEXT-LINES", "name", DOSSIER_FORM, {**DOSSIER, "name": "Ngô Thị\nThử"}),
    ("TEXT-LEGACY", "comment", SLIP_FORM, {**SLIP, "comment": "C¸n bé nhiÖt t×nh"}),
    ("TEXT-LENGTH", "recipients.0", "unit@1", {**UNIT, "recipients": ["a" * 1001]}),
    ("TOKEN-SHAPE", "batch", SLIP_FORM, {**SLIP, "batch": "đợt 1"}),
    ("TOKEN-SHAPE", "batch", SLIP_FORM, {**SLIP, "batch": "B1\u3164"}),
    ("TOKEN-SHAPE", "unit", "unit@1", {**UNIT, "unit": "../TS"}),
    ("NUMBER-DIGITS", "serial", SLIP_FORM, {**SLIP, "serial": "l7"}),
    ("NUMBER-DIGITS", "issued", "batch@1", {**BATCH, "issued": "bốn trăm"}),
    ("NUMBER-RANGE", "copies", DOSSIER_FORM, {**DOSSIER, "copies": 0}),
    ("NUMBER-RANGE", "copies", DOSSIER_FORM, {**DOSSIER, "copies": 1000}),
    ("NUMBER-RANGE", "returned", "batch@1", {**BATCH, "returned": -1}),
    ("LIST-LENGTH", "limits", "procedure@1", {**PROCEDURE, "limits": []}),
    ("LIST-LENGTH", "recipients", "unit@1", {**UNIT, "recipients": ["Như trên"] * 51}),
    ("CHOICE-UNKNOWN", "respondent.age", SLIP_FORM, changed(SLIP, "respondent.age", "ba mươi")),
    ("CHOICE-UNKNOWN", "respondent.sex", SLIP_FORM, changed(SLIP, "respondent.sex", 1)),
    ("CHOICE-UNKNOWN", "channel", DOSSIER_FORM, {**DOSSIER, "channel": "fax"}),
    ("CHOICE-UNKNOWN", "kind", "holiday@1", {**HOLIDAY, "kind": "half"}),
    ("ANSWER-MISSING", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", drop=True)),
    ("ANSWER-MISSING", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", None)),
    ("ANSWER-RANGE", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", 6)),
    ("ANSWER-RANGE", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", 0)),
    ("ANSWER-RANGE", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", True)),
    ("ANSWER-RANGE", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", "năm")),
    ("ANSWER-RANGE", "answers.c05", SLIP_FORM, changed(SLIP, "answers.c05", [5])),
    ("ANSWER-UNKNOWN", "answers.c23", SLIP_FORM, changed(SLIP, "answers.c23", 5)),
    ("DATE-SHAPE", "day", SLIP_FORM, {**SLIP, "day": "hôm qua"}),
    ("DATE-IMPOSSIBLE", "day", SLIP_FORM, {**SLIP, "day": "31/02/2020"}),
    ("DATE-IMPOSSIBLE", "birth", DOSSIER_FORM, {**DOSSIER, "birth": "30/2/1984"}),
    ("DATE-FUTURE", "day", SLIP_FORM, {**SLIP, "day": "2020-08-06"}),
    ("DATE-FUTURE", "birth", DOSSIER_FORM, {**DOSSIER, "birth": "2021"}),
    ("DATE-FUTURE", "moves.0.at", DOSSIER_FORM, moved(("2020-08-06T08:00", "finished"))),
    ("TIME-SHAPE", "received_at", DOSSIER_FORM, {**DOSSIER, "received_at": "sáng nay"}),
    ("TIME-IMPOSSIBLE", "received_at", DOSSIER_FORM, {**DOSSIER, "received_at": "31/02/2020 08:15"}),
    ("TIME-ZONE", "received_at", DOSSIER_FORM, {**DOSSIER, "received_at": "2020-07-06T08:15:00"}),
    ("ID-SHAPE", "id_number", DOSSIER_FORM, {**DOSSIER, "id_number": "27184000999"}),
    ("ID-SHAPE", "id_number", DOSSIER_FORM, {**DOSSIER, "id_number": "O27184000999"}),
    ("ID-PROVINCE", "id_number", DOSSIER_FORM, {**DOSSIER, "id_number": "003184000999"}),
    ("ID-SEX", "id_number", DOSSIER_FORM, {**DOSSIER, "sex": "male"}),
    ("ID-BIRTH", "id_number", DOSSIER_FORM, {**DOSSIER, "birth": "1985"}),
    ("PHONE-SHAPE", "phone", DOSSIER_FORM, {**DOSSIER, "phone": "0123456789"}),
    ("BATCH-MISSING", "batch", SLIP_FORM, {**SLIP, "batch": "B2"}),
    ("BATCH-MISSING", "batch", "feedback@1", {**FEEDBACK, "batch": "B2"}),
    ("BATCH-FORM", "batch", "survey-1001@1", {"form": "survey-1001@1", "batch": "B1", "serial": 1, "day": "2020-07-06"}),
    ("BATCH-ISSUED", "issued", "batch@1", {**BATCH, "issued": 501}),
    ("BATCH-RETURNED", "returned", "batch@1", {**BATCH, "returned": 401}),
    ("SERIAL-ORDER", "last", "batch@1", {**BATCH, "first": 501}),
    ("SERIAL-OUTSIDE", "serial", SLIP_FORM, {**SLIP, "serial": 501}),
    ("SERIAL-TAKEN", "serial", SLIP_FORM, {**SLIP, "serial": 99}),
    ("SLIP-VOID-ANSWERED", "answers", SLIP_FORM, {**SLIP, "disposition": "blank"}),
    ("SLIP-VOID-ANSWERED", "respondent", SLIP_FORM, {**SLIP, "disposition": "void", "void_why": "rách"}),
    ("SLIP-TRAINING", "disposition", SLIP_FORM, {**SLIP, "disposition": "training"}),
    ("NOTE-ITEM-UNKNOWN", "notes.0.item", SLIP_FORM, {**SLIP, "notes": [{"item": "c23", "text": "mờ"}]}),
    ("DAY-OUTSIDE", "day", SLIP_FORM, {**SLIP, "day": "30/6/2020"}),
    ("PERIOD-ORDER", "to", "batch@1", {**BATCH, "to": "2020-06-30"}),
    ("PERIOD-ORDER", "to", "report@1", {**REPORT, "to": "2019-12-31"}),
    ("CODE-SHAPE", "code", DOSSIER_FORM, {**DOSSIER, "code": "000.17.22.H56-200732-0001"}),
    ("CODE-TAKEN", "code", DOSSIER_FORM, {**DOSSIER, "code": "000.17.22.H56-200706-0009"}),
    ("PROCEDURE-UNKNOWN", "procedure", DOSSIER_FORM, {**DOSSIER, "procedure": "ly-hon"}),
    ("PROCEDURE-CASE", "case", DOSSIER_FORM, {**DOSSIER, "case": "register"}),
    ("PROCEDURE-AREA", "area", DOSSIER_FORM, {**DOSSIER, "procedure": "cmnd-cccd-khu-vuc"}),
    ("PROCEDURE-DATES", "procedure", DOSSIER_FORM, {**DOSSIER, "procedure": "can-cuoc"}),
    ("DUE-KEYED", "due", DOSSIER_FORM, {**DOSSIER, "due": "2020-07-15"}),
    ("MOVE-ILLEGAL", "moves.1.to", DOSSIER_FORM, moved(("2020-07-07T08:00", "finished"), ("2020-07-08T08:00", "processing"))),
    ("MOVE-ILLEGAL", "moves.0.to", DOSSIER_FORM, moved(("2020-07-07T08:00", "collected"))),
    ("MOVE-ORDER", "moves.1.at", DOSSIER_FORM, moved(("2020-07-08T08:00", "processing"), ("2020-07-07T08:00", "finished"))),
    ("MOVE-EARLY", "moves.0.at", DOSSIER_FORM, moved(("2020-07-05T08:00", "processing"))),
    ("FINISHED-EARLY", "moves.0.at", DOSSIER_FORM, moved(("2020-07-05T08:00", "finished"))),
    ("MOVE-STATUS", "status", DOSSIER_FORM, moved(("2020-07-07T08:00", "processing"), status="finished")),
    ("MOVE-STATUS", "status", DOSSIER_FORM, {**DOSSIER, "moves": [], "status": "finished"}),
    ("MOVE-WHY", "moves.0.why", DOSSIER_FORM, changed(moved(("2020-07-07T08:00", "supplement")), "moves.0.why", "")),
    (
        "CASE-DOUBLED",
        "limits.1.case",
        "procedure@1",
        {**PROCEDURE, "limits": [{"case": "new", "days": 5}, {"case": "new", "days": 7}]},
    ),
    ("FEEDBACK-UNDATED", "answered_day", "feedback@1", {**FEEDBACK, "answer": "Đã thêm ghế"}),
    (
        "FEEDBACK-SLIP-NAMED",
        "dossier",
        "feedback@1",
        {**FEEDBACK, "channel": "slip", "dossier": "000.17.22.H56-200706-0009"},
    ),
    ("FEEDBACK-DOSSIER-UNKNOWN", "dossier", "feedback@1", {**FEEDBACK, "dossier": "000.17.22.H56-200706-0008"}),
    ("FEEDBACK-EARLY", "answered_day", "feedback@1", {**FEEDBACK, "answered_day": "2020-07-05"}),
    ("UNIT-OWN-PARENT", "parent", "unit@1", {**UNIT, "parent": "CATX-TS"}),
    ("UNIT-OWN-PARENT", "successor", "unit@1", {**UNIT, "successor": "CATX-TS"}),
    ("STATION-DOUBLED", "stations.1.station", "unit@1", {**UNIT, "stations": [*UNIT["stations"], {"station": "M1"}]}),
    ("KEY-SHAPE", "stations.0.key", "unit@1", changed(UNIT, "stations.0.key", "ssh-rsa AAAA")),
    ("KEY-SHAPE", "stations.0.age", "unit@1", changed(UNIT, "stations.0.age", "AGE-SECRET-KEY-1QQQ")),
    ("KEY-SHAPE", "escrow", "unit@1", {**UNIT, "escrow": "age"}),
    ("KEY-SHAPE", "certificate", "unit@1", {**UNIT, "certificate": "MIIB"}),
]
WARNINGS = {
    "TEXT-LEGACY", "DATE-FUTURE", "ID-PROVINCE", "ID-SEX", "ID-BIRTH", "BATCH-ISSUED", "DAY-OUTSIDE", "PROCEDURE-DATES",
    "MOVE-WHY", "FEEDBACK-DOSSIER-UNKNOWN",
}  # fmt: skip
BY_OWN_TESTS = ("DEF-", "JSON-", "FIELD-NOT-ASKED")


def declared_by_forms() -> set[str]:
    modules = [importlib.import_module(f"forms.{module.name}") for module in pkgutil.iter_modules(forms.__path__)]
    values = {value for module in modules for value in vars(module).values() if isinstance(value, str)}
    return values & CATALOGUE.keys()


@pytest.mark.parametrize(("code", "where", "form", "record"), CASES)
def test_the_code_is_told_at_its_place(code: str, where: str, form: str, record: Any) -> None:
    assert (code, where) in told(form, record)


@pytest.mark.parametrize(("code", "where", "form", "record"), [case for case in CASES if case[0] in WARNINGS])
def test_a_warning_alone_is_all_that_is_told(code: str, where: str, form: str, record: Any) -> None:
    assert {problem.severity for problem in problems_of(form, record)} == {"warning"}


def test_every_code_declared_by_forms_has_a_case() -> None:
    declared = {code for code in declared_by_forms() if not code.startswith(BY_OWN_TESTS)}
    assert len(declared) > 50
    assert {code for code, *_ in CASES} == declared


def test_warnings_are_those_that_may_be_right() -> None:
    declared = {code for code in declared_by_forms() if not code.startswith(("DEF-", "JSON-"))}
    assert {code for code in declared if CATALOGUE[code].severity == "warning"} == WARNINGS


def test_messages_stand_in_both_languages() -> None:
    for code in declared_by_forms():
        message = CATALOGUE[code]
        assert message.vi.endswith("."), code
        assert message.en.endswith("."), code
        assert message.en.isascii() or set(message.en) <= set(map(chr, range(128))) | set("“”…–"), code
        assert message.vi != message.en


def values_of(record: Any) -> list[str]:
    if isinstance(record, dict):
        return [text for value in record.values() for text in values_of(value)]
    if isinstance(record, list):
        return [text for value in record for text in values_of(value)]
    return [record] if isinstance(record, str) and len(record) > 4 else []


@pytest.mark.parametrize(("code", "where", "form", "record"), CASES)
def test_no_message_holds_what_was_keyed(code: str, where: str, form: str, record: Any) -> None:
    known = {str(choice.value) for item in FORMS[form].items for choice in item.choices} | {"collected", "finished", "processing"}
    keyed = [text for text in values_of(record) if text not in known and text != form]
    for problem in problems_of(form, record):
        for text in keyed:
            assert text not in problem.vi
            assert text not in problem.en
            assert text not in problem.where


@pytest.mark.parametrize("form", GOOD)
def test_a_good_record_has_no_problems(form: str) -> None:
    assert told(form, GOOD[form]) == []


def test_a_problem_is_made_in_both_languages() -> None:
    problem = make_problem("SERIAL-OUTSIDE", "serial", first=1, last=500)
    assert "(1-500)" in problem.vi
    assert "(1-500)" in problem.en
