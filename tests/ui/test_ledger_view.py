"""The words of the ledger: its equation, what is missing and doubled, how a batch stands."""

from __future__ import annotations

import pytest

from desktop_app.ui.batch_work import Work
from desktop_app.ui.ledger_view import Line, balance, faults, lines, runs, serials, standing
from desktop_app.workflows.ledger import Ledger, make_ledger
from desktop_app.workflows.verified import BatchVerification
from tests.workflows.values import batch


def ledger(*slips: tuple[int, str], **changes: int) -> Ledger:
    return make_ledger("B1", batch(**{"first": 1, "last": 10, "issued": 8, "returned": 6, **changes}), slips)


def ordinary(*serials: int) -> list[tuple[int, str]]:
    return [(serial, "") for serial in serials]


def work(mode: str = "dependent", slips: int = 6, verified: int = 0, differences: int = 0) -> Work:
    state = BatchVerification("B1", slips, verified, 0, slips - verified, 0, differences, 0, 0, 0, 0, 0, 0)
    return Work(mode, state)


def test_the_equation_holds_all_four_parts() -> None:
    found = ledger(*ordinary(1, 2, 3), (4, "void"), (5, "blank"))
    assert balance(found) == "8 = 3 + 1 + 1 + 3"
    assert [line.value for line in lines(found)] == ["8", "3", "1", "1", "3", "6"]


def test_more_slips_than_were_issued_are_a_surplus_in_red() -> None:
    found = ledger(*ordinary(1, 2, 3), issued=2, returned=2)
    assert balance(found) == "2 = 3 + 0 + 0 − 1"
    assert Line("Thừa", "1", "error") in lines(found)


def test_missing_doubled_and_strange_serials_are_listed() -> None:
    found = faults(ledger(*ordinary(1, 2, 2, 5, 9, 12)))
    assert [(line.label, line.value, line.kind) for line in found] == [
        ("Thiếu 6 số", "3–4, 6–8, 10", "warn"),
        ("Trùng số", "2", "error"),
        ("Ngoài dãy số", "12", "error"),
    ]


def test_numbers_behind_the_last_keyed_are_no_reason_to_warn_and_an_unkeyed_batch_misses_nothing() -> None:
    assert [line.kind for line in faults(ledger(*ordinary(1, 2)))] == ["plain"]
    assert faults(ledger()) == []


def test_a_void_paper_of_the_same_number_is_told_without_alarm() -> None:
    found = faults(ledger(*ordinary(*range(1, 11)), (2, "void"), issued=11))
    assert [(line.label, line.kind) for line in found] == [("Trùng số", "plain")]


def test_many_runs_are_cut_with_a_count_of_the_rest() -> None:
    assert runs([(n, n) for n in range(1, 40, 2)]) == "1, 3, 5, 7, 9, 11, 13, 15, và 12 số nữa"
    assert serials([7, 9]) == "7, 9"
    assert serials(list(range(1, 13)), most=12).endswith("12")


@pytest.mark.parametrize(
    ("found", "told", "data", "word"),
    [
        (ledger(), None, {}, "Chưa nhập"),
        (ledger(*ordinary(1)), None, {}, "Đang nhập"),
        (ledger(*ordinary(*range(1, 7))), None, {}, "Đã đủ"),
        (ledger(*ordinary(*range(1, 7))), work(), {"verify": "dependent"}, "Chờ kiểm tra"),
        (ledger(*ordinary(*range(1, 7))), work(verified=6), {"verify": "dependent"}, "Đã đủ"),
        (ledger(*ordinary(*range(1, 7))), work(differences=1), {"verify": "dependent"}, "Chờ phân xử"),
        (ledger(*ordinary(1, 1)), None, {}, "Lệch sổ"),
        (ledger(*ordinary(99)), None, {}, "Lệch sổ"),
        (ledger(*ordinary(1, 2, 3), issued=2, returned=2), None, {}, "Lệch sổ"),
        (ledger(*ordinary(1)), None, {"locked": "yes"}, "Đã khóa"),
    ],
)
def test_a_batch_wears_one_word(found: Ledger, told: Work | None, data: dict[str, str], word: str) -> None:
    assert standing(data, found, told)[1] == word
