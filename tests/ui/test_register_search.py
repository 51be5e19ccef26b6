"""What is typed into the search box of the register, and the dossiers it finds."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop_app.ui.register_index import Filter, RegisterIndex, is_late
from desktop_app.ui.register_search import matching, parse_words, search_text
from desktop_app.ui.register_tally import Tally
from forms.dates import day_number
from forms.dossier import STATUSES
from forms.text import fold

HUONG = {
    "name": "Nguyễn Thị Hường",
    "code": "000.17.22.H56-200706-0001",
    "former_codes": ["TAM-200706-0012"],
    "id_number": "027190000123",
    "phone": "0912345678",
}
OTHERS: tuple[dict[str, Any], ...] = (
    {"name": "Trần Văn Hướng", "code": "000.17.22.H56-200706-0002", "id_number": "027085000456", "phone": "0345678912"},
    {"name": "Cơ sở in 24 7", "code": "000.17.22.H56-200707-0001", "phone": "02223822222"},
    {"name": "Đỗ Ánh", "code": "TAM-200708-0001", "id_number": "125123456"},
)
TEXTS = [search_text(data) for data in (HUONG, *OTHERS)]


def found(text: str) -> list[int]:
    return matching(list(range(len(TEXTS))), TEXTS, parse_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "0912 345 678", "0912.345.678", "091-234-5678", "(0912) 345 678", "+84912345678", "+84 912 345 678", "84912345678",
        "0084 912 345 678", "(+84) 912 345 678", "+840912345678", "345678 huong", "091234", "+849123",
        "027190000123", "027190000", "0271 9000 0123", "027.190.000.123", "nguyen 027190000123 0912345678",
        "000.17.22.H56-200706-0001", "0001722H562007060001", "h56-200706-0001", "200706-0001", "200706 0001",
        "TAM-200706-0012", "tam2007060012", "200706-0012",
        "nguyen huong", "HƯỜNG nguyễn", "thi huong nguyen", "Nguyễn Thị Hường",
    ],
)  # fmt: skip
def test_the_dossier_is_found_by(text: str) -> None:
    assert 0 in found(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("nguyen huong", [0]), ("huong", [0, 1]), ("0912345678", [0]), ("345678912", [1]), ("0271", [0]), ("125123456", [3]),
        ("027", [0, 1]), ("24 7", [2]), ("247", []), ("do anh", [3]), ("0222 3822 222", [2]),
        ("200706-0012", [0]), ("200708-0001", [3]),
        ("027190000123 0345678912", []), ("0912345679", []), ("", [0, 1, 2, 3]), ("- +", [0, 1, 2, 3]), ("+84", [0, 1, 2, 3]),
    ],
)  # fmt: skip
def test_what_is_found_is_no_more_than_asked_for(text: str, places: list[int]) -> None:
    assert found(text) == places


def test_a_number_never_runs_from_one_field_into_the_next() -> None:
    assert found("00120271") == []


@given(st.text(alphabet="0123456789 .-+()abđ", max_size=20))
def test_any_text_can_be_typed(text: str) -> None:
    for term in parse_words(text):
        assert term
        assert all(term)


@given(st.data())
def test_a_number_is_found_however_it_is_grouped(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(["0912345678", "027190000123"]))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(number) - 1), max_size=4)))
    parts = [number[a:b] for a, b in zip([0, *cuts], [*cuts, len(number)], strict=True)]
    typed = "".join(part + data.draw(st.sampled_from([" ", ".", "-", " - "])) for part in parts)
    assert 0 in found(typed)


def slow(records: list[dict[str, Any]], wanted: Filter, today: date) -> list[int]:
    """Look at every record anew, as a person would."""
    hits = []
    for place, data in enumerate(records):
        received = date.fromisoformat(data["received_at"][:10])
        due = date.fromisoformat(data["frozen"]["due"])
        overdue = due < today and data["status"] in ("received", "processing")
        if (
            all(any(way in fold(data["name"]) for way in term) for term in wanted.words)
            and wanted.status in ("", data["status"])
            and wanted.procedure in ("", data["procedure"])
            and wanted.officer in ("", data.get("officer") or "lan")
            and (overdue or not wanted.late)
            and (wanted.first is None or wanted.first <= received)
            and (wanted.last is None or received <= wanted.last)
        ):
            hits.append(place)
    return hits


@pytest.mark.parametrize("seed", range(40))
def test_the_counts_of_a_filter_equal_a_slow_recount(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.ui.register_index.SLICE", 40)
    dice, today = random.Random(seed), date(2020, 7, 20)
    records = [
        {
            "name": dice.choice(["Đỗ An", "Lê Ánh", "Vũ Bình"]),
            "status": dice.choice(STATUSES),
            "procedure": dice.choice(["p", "q"]),
            "received_at": f"2020-07-{dice.randint(1, 20):02d}T08:00:00+07:00",
            "frozen": {"due": f"2020-07-{dice.randint(10, 31)}"},
            **({"officer": dice.choice(["mai", "hoa"])} if dice.random() < 0.6 else {}),
        }
        for _ in range(300)
    ]
    index = RegisterIndex({}, today)
    for number, data in enumerate(records):
        index.put(str(number), data, "lan")
    wanted = Filter(
        parse_words(dice.choice(["", "an", "binh vu", "nobody"])), dice.choice(["", *STATUSES]), dice.choice(["", "p"]),
        dice.choice(["", "mai", "lan"]), dice.random() < 0.3, dice.choice([None, date(2020, 7, 5)]),
        dice.choice([None, date(2020, 7, 15)]),
    )  # fmt: skip
    hits, tally = list[int](), Tally(today)
    for _ in index.search(range(len(records)), wanted, hits):
        tally.take(index.entries, hits)
    expected = slow(records, wanted, today)
    assert hits == expected
    assert tally.statuses == Counter(records[place]["status"] for place in expected)
    assert tally.late == sum(is_late(index.entries[place], day_number(today)) for place in expected)
    assert tally.late == len([place for place in expected if place in slow(records, Filter(late=True), today)])


def test_the_officer_is_the_one_who_holds_it_else_who_saved_it() -> None:
    index = RegisterIndex({}, date(2020, 7, 20))
    index.put("1", {"code": "C1"}, "lan")
    index.put("2", {"code": "C2", "officer": "mai"}, "lan")
    assert [entry.officer for entry in index.entries] == ["lan", "mai"]
    assert index.officers() == {"lan", "mai"}
    index.put("1", {"code": "C1", "officer": "mai"}, "hoa")
    assert index.officers() == {"mai"}


def test_a_dossier_never_received_is_in_no_range_of_days() -> None:
    index = RegisterIndex({}, date(2020, 7, 20))
    index.put("1", {"code": "C1", "status": "registered"})
    hits: list[int] = []
    list(index.search([0], Filter(last=date(2020, 7, 31)), hits))
    assert hits == []
