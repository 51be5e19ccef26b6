"""A dossier code keyed short becomes the whole one; anything unclear stays as keyed."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.workflows.short_codes import full_code, short_code

AGENCY, DAY = "000.17.22.H56", date(2020, 7, 6)


@pytest.mark.parametrize(
    ("keyed", "code"),
    [
        ("12", "000.17.22.H56-200706-0012"),
        ("200703-12", "000.17.22.H56-200703-0012"),
        ("200703.00012", "000.17.22.H56-200703-0012"),
        ("0", "0"),
        ("200231-1", "200231-1"),
        ("000.17.22.H56-200706-0001", "000.17.22.H56-200706-0001"),
        ("TAM-200706-0001", "TAM-200706-0001"),
        ("12a", "12a"),
        ("", ""),
    ],
)
def test_short_codes(keyed: str, code: str) -> None:
    assert full_code(AGENCY, keyed, DAY) == code


def test_without_an_agency_nothing_is_made_up() -> None:
    assert full_code("", "12", DAY) == "12"
    assert full_code("x", "12", DAY) == "12"


def test_the_own_agency_need_not_be_shown() -> None:
    assert short_code(AGENCY, "000.17.22.H56-200706-0012") == "200706-0012"
    assert short_code(AGENCY, "000.17.22.H57-200706-0012") == "000.17.22.H57-200706-0012"
    assert short_code("", "TAM-200706-0001") == "TAM-200706-0001"
