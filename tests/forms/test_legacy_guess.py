"""In which old code a text is: the font's word first, then whether its words become Vietnamese."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from forms.legacy_guess import code_of_font, count_words, decode, guess_code, is_capital_font, is_unicode, settle_code

NAMES = [
    ("NguyÔn V¨n B×nh", "tcvn3", "Nguyễn Văn Bình"),
    ("C«ng an thÞ x· Tõ S¬n", "tcvn3", "Công an thị xã Từ Sơn"),
    ("§ç H÷u §¹t", "tcvn3", "Đỗ Hữu Đạt"),
    ("Nguyeãn Vaên Bình", "vni", "Nguyễn Văn Bình"),
    ("Coâng an thò xaõ Töø Sôn", "vni", "Công an thị xã Từ Sơn"),
    ("Ñoã Höõu Ñaït", "vni", "Đỗ Hữu Đạt"),
]


@pytest.mark.parametrize(("old", "code", "new"), NAMES)
def test_an_old_text_tells_its_code_by_its_words(old: str, code: str, new: str) -> None:
    assert guess_code([old]) == settle_code(old, "") == code
    assert decode(old, settle_code(old, "")) == new


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn Bình", "Công an", "Hà", "Nam", "Trí Bình", "TIÊN DU", "café", "§ 5", "“Hòa” – 20"]
)
def test_unicode_stays_as_it_is(text: str) -> None:
    assert settle_code(text, "") == ""
    assert guess_code([text, "Từ Sơn"]) == ""


def test_a_column_in_an_old_code_takes_its_short_words_with_it() -> None:
    assert (settle_code("cã", ""), settle_code("cã", "tcvn3")) == ("", "tcvn3")
    assert decode("cã", "tcvn3") == "có"


def test_a_font_is_not_believed_where_it_would_spoil_the_words() -> None:
    assert settle_code("Từ Sơn", "tcvn3", sure=True) == ""
    assert settle_code("Bình Hoà", "tcvn3", sure=True) == ""


def test_words_keyed_in_capitals_come_out_in_capitals_and_two_initials_do_not() -> None:
    assert decode("NGUYÔN V¡N B×NH", "tcvn3") == "NGUYỄN VĂN BÌNH"
    assert decode("Lª Hµ", "tcvn3") == "Lê Hà"


@pytest.mark.parametrize(
    ("font", "code", "capital"),
    [(".VnTime", "tcvn3", False), (".VnTimeH", "tcvn3", True), (".VnArial", "tcvn3", False), ("VNI-Times", "vni", False)],
)
def test_a_font_names_its_code(font: str, code: str, capital: bool) -> None:
    assert (code_of_font(font), is_capital_font(font)) == (code, capital)
    assert code_of_font("Times New Roman") == code_of_font("") == ""


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    assert count_words(text) >= 0
    assert settle_code(text, "") in ("", "tcvn3", "vni")
    if is_unicode(text) or text.isascii():
        assert settle_code(text, "tcvn3", sure=True) == ""
