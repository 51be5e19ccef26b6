"""The counting text keeps to what every engine does alike."""

from __future__ import annotations

import re

from desktop_app.counts.engine import load_sql
from tests.counts.office import FORM, TU_SON, count_records, make_batch, make_dossier, make_slip

WORDS = "SELECT FROM WHERE GROUP BY UNION ALL CASE WHEN THEN ELSE END AS AND OR NOT IS NULL COUNT SUM"
KEYWORDS = set(re.findall(r"\w+", WORDS))


def code_of(sql: str) -> str:
    return re.sub(r"--.*", "", sql)


def test_only_the_portable_words_are_used() -> None:
    words = set(re.findall(r"\b[A-Z]{2,}\b", code_of(load_sql())))
    assert words == words & KEYWORDS
    assert {"SELECT", "COUNT", "SUM", "CASE"} <= words


def test_only_whole_numbers_are_counted_summed_and_compared() -> None:
    assert set(re.findall(r"\b(\w+)\(", code_of(load_sql()))) == {"COUNT", "SUM"}


def test_nothing_is_divided_and_no_number_has_a_fraction() -> None:
    assert not re.search(r"[/%]|\d\.\d", code_of(load_sql()))


def test_the_only_parameters_are_the_first_and_the_last_day() -> None:
    assert set(re.findall(r":\w+", code_of(load_sql()))) == {":first_day", ":last_day"}


def test_rows_come_sorted_with_the_unit_they_were_counted_for() -> None:
    records = [
        make_dossier("2020-07-01", "2020-07-10", unit="BN-YENPHONG"),
        make_slip("2020-07-02", {"c01": 5, "c02": "blank"}),
        make_batch("2020-07-01", "2020-07-31", 400, 372),
    ]
    rows = count_records(records, "2020-07-01", "2020-07-31")
    assert rows == sorted(rows)
    assert [tuple(row) for row in rows] == [
        ("answer", TU_SON, FORM, "c01", 5, 1),
        ("answer", TU_SON, FORM, "c02", 0, 1),
        ("dossier", "BN-YENPHONG", "cccd", "", 28, 1),
        ("due", "BN-YENPHONG", "cccd", "", 0, 1),
        ("issued", TU_SON, FORM, "", 0, 400),
        ("returned", TU_SON, FORM, "", 0, 372),
        ("slip", TU_SON, FORM, "", 2, 1),
    ]


def test_an_empty_office_counts_nothing() -> None:
    assert count_records([], "2020-07-01", "2020-07-31") == []
