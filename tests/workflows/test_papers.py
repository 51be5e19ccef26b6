"""The paper of a batch as the office makes it: numbers, training piles, the sheet's counts, lines that tell of it."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from desktop_app.store.office import Change
from desktop_app.workflows.dispositions import mark
from desktop_app.workflows.papers import MOST_SLIPS, make_control_sheet, make_slips, range_of, title_of
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from desktop_app.workflows.training_pile import known_answers
from exports.slips.code import SlipCode
from forms.problems import Refused
from tests.exports.slip_pictures import read_marks, words
from tests.workflows.values import batch, slip


@pytest.fixture
def piled(session: Session) -> Session:
    """An office with a batch of ten slips and a training batch of five."""
    training = batch(batch="TAP-1", training="yes", first=3, last=7, issued=5, returned=5)
    enter(session, "batches", [batch(last=10, issued=10, returned=9), training])
    return session


def pages(data: bytes) -> int:
    document: Any = pypdfium2.PdfDocument(data)
    return len(document)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_a_batch_is_printed_whole_or_from_one_number_to_another(piled: Session) -> None:
    assert pages(make_slips(piled, "B1")) == 10
    data = make_slips(piled, "B1", 4, 6)
    assert [f"Số phiếu: {serial}" in words(data, page) for page, serial in enumerate(("0004", "0005", "0006"))] == [True] * 3
    assert "CÔNG AN THỊ XÃ TỪ SƠN" in words(data)
    enter(piled, "batches", [batch(batch="B2", last=12_000)])
    assert "Số phiếu: 00017" in words(make_slips(piled, "B2", 17, 17))
    assert range_of(piled, "TAP-1") == (3, 7)


def test_the_qr_names_the_unit_batch_number_and_form(piled: Session) -> None:
    zxing = pytest.importorskip("zxingcpp")
    from exports.slips.code import load_code
    from tests.exports.slip_pictures import picture

    (found,) = zxing.read_barcodes(picture(make_slips(piled, "B1", 7, 7)))
    assert load_code(found.text) == SlipCode("TUSON", "B1", 7, "survey-2640@1", 1)


def test_numbers_that_cannot_be_are_refused_with_every_problem(piled: Session) -> None:
    with pytest.raises(Refused) as refused:
        make_slips(piled, "B1", 12, 0)
    assert codes(refused) == [("last", "PAPER-ORDER"), ("first", "PAPER-OUTSIDE"), ("last", "PAPER-OUTSIDE")]
    with pytest.raises(Refused) as unknown:
        make_slips(piled, "B9")
    assert codes(unknown) == [("batch", "PAPER-BATCH-UNKNOWN")]
    enter(piled, "batches", [batch(batch="B2", last=MOST_SLIPS + 1)])
    with pytest.raises(Refused) as many:
        make_slips(piled, "B2")
    assert codes(many) == [("last", "PAPER-TOO-MANY")]
    assert "nhiều nhất 2.000 phiếu" in many.value.problems[0].vi
    assert range_of(piled, "B2", 2) == (2, MOST_SLIPS + 1)


def test_a_training_pile_bears_the_known_answers(piled: Session) -> None:
    data, definition = make_slips(piled, "TAP-1"), piled.forms["survey-2640@1"]
    assert pages(data) == 5
    for page, serial in enumerate(range(3, 8)):
        assert read_marks(data, definition, page) == known_answers(definition, "TAP-1", serial)


def test_progress_is_told_and_stops_it(piled: Session) -> None:
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, text: str) -> None:
        told.append((done, total, text))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_slips(piled, "B1", progress=progress)
    assert told == [(done, 10, "Dựng phiếu") for done in range(3)]


def test_the_control_sheet_has_the_ledgers_counts_and_numbers(piled: Session) -> None:
    enter(piled, "surveys", [slip(number) for number in (1, 2, 9)])
    mark(piled, "B1", 4, 5, "void", "rách")
    mark(piled, "B1", 7, 7, "blank")
    text = words(make_control_sheet(piled, "B1"))
    for said in (
        "Phát ra 10", "Thu về 9", "Đã nhập 3", "Phiếu hủy 2", "Phiếu trống 1", "Còn lại 4", "Còn thiếu (4): 3, 6, 8, 10",
        "Đã hủy (2): 4-5", "Trùng số: không có", "từ 1 đến 10", "Phiếu khảo sát sự hài lòng (22 tiêu chí) (survey-2640@1)",
        "Số liệu theo sổ lúc 09:00 ngày 03/08/2020",
    ):  # fmt: skip
        assert said in text, said
    assert make_control_sheet(piled, "B1") == make_control_sheet(piled, "B1")
    assert "(đợt tập nhập" in words(make_control_sheet(piled, "TAP-1"))
    with pytest.raises(Refused) as refused:
        make_control_sheet(piled, "B9")
    assert codes(refused) == [("batch", "PAPER-BATCH-UNKNOWN")]


def test_a_form_of_a_newer_program_is_named_and_the_sheet_is_made_all_the_same(piled: Session) -> None:
    data = batch(batch="B9", form="survey-9999@1")
    piled.office.append([Change("batches", "B9", data)], by="lan", at=piled.clock())
    with pytest.raises(Refused) as refused:
        make_slips(piled, "B9", 1, 2)
    assert codes(refused) == [("form", "BATCH-FORM-UNKNOWN")]
    assert "survey-9999@1" in refused.value.problems[0].vi
    assert "Mẫu phiếu: survey-9999@1" in words(make_control_sheet(piled, "B9"))


def test_the_unit_surveyed_is_named_where_it_is_known(piled: Session) -> None:
    enter(piled, "batches", [batch(batch="B3", unit="TUSON"), batch(batch="B4", unit="QUEVO")])
    assert "Đơn vị được khảo sát: Công an thị xã Từ Sơn" in words(make_control_sheet(piled, "B3"))
    assert "Đơn vị được khảo sát: QUEVO" in words(make_control_sheet(piled, "B4"))


def test_papers_are_named_for_the_printers_queue() -> None:
    assert title_of("B1", "slips", 4, 6) == "Phiếu khảo sát đợt B1, số 4-6"
    assert title_of("B1", "slips", 4, 4) == "Phiếu khảo sát đợt B1, số 4"
    assert title_of("B1", "sheet") == "Phiếu kiểm soát đợt B1"
