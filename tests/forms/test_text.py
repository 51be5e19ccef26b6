import unicodedata

import pytest
from hypothesis import given, strategies as st

from forms.text import ALPHABET, clean, fold, has_hidden, nfc, person_sort_key, sort_key

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậềểễếệìỉĩíịồổỗốộờởỡớợừửữứựỳỷỹýỵ 019-")
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Nguyễn Thị Hoà", "nguyen thi hoa"), ("ĐẶNG  Uý", "dang uy"), ("hòa", "hoa"), ("úy", "uy"), ("Cư trú\u00a0", "cu tru")],
)
def test_search_ignores_case_tones_marks_and_d(typed: str, found: str) -> None:
    assert fold(typed) == found


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_nfd_and_nfc_fold_and_sort_alike(text: str) -> None:
    nfd = unicodedata.normalize("NFD", text)
    assert fold(nfd) == fold(nfc(text))
    assert sort_key(nfd) == sort_key(nfc(text))


@given(VIETNAMESE)
def test_folded_vietnamese_is_ascii(text: str) -> None:
    assert fold(text).isascii()


def test_letters_sort_in_the_order_of_the_alphabet() -> None:
    assert sorted(sorted(ALPHABET), key=sort_key) == list(ALPHABET)


def test_tones_sort_in_dictionary_order() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_letters_count_before_tones_and_tones_before_case() -> None:
    assert sorted(["mát", "mạ", "Ma", "ma", "mă", "mat"], key=sort_key) == ["ma", "Ma", "mạ", "mat", "mát", "mă"]


def test_shorter_word_stands_before_the_longer() -> None:
    assert sorted(["an bình", "anh", "an"], key=sort_key) == ["an", "an bình", "anh"]


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("uý", "úy"), ("khoẻ", "khỏe"), ("Thuỷ", "Thủy")])
def test_place_of_the_tone_mark_is_no_difference(old: str, new: str) -> None:
    assert sort_key(old) == sort_key(new)
    assert fold(old) == fold(new)


@given(st.lists(VIETNAMESE))
def test_sorting_twice_is_sorting_once(words: list[str]) -> None:
    once = sorted(words, key=sort_key)
    assert sorted(once, key=sort_key) == once


@given(VIETNAMESE, VIETNAMESE)
def test_equal_keys_are_equal_words(one: str, other: str) -> None:
    if sort_key(one) == sort_key(other):
        assert fold(one) == fold(other)
        assert one.split() == [] or len(one.split()) == len(other.split())


def test_digits_stand_before_letters() -> None:
    assert sorted(["a", "9", "ă1"], key=sort_key) == ["9", "a", "ă1"]


def test_foreign_letters_sort_with_their_base_letter() -> None:
    assert sort_key("müller") == sort_key("muller")
    assert sort_key("mỹ")[0] == sort_key("my")[0]


def test_people_sort_by_given_then_family_then_middle_name() -> None:
    names = ["Trần Văn An", "Nguyễn Thị Bình", "Nguyễn Văn An", "Nguyễn Thị An", "Đỗ Ân", "Y", "Hoàng"]
    ordered = ["Nguyễn Thị An", "Nguyễn Văn An", "Trần Văn An", "Đỗ Ân", "Nguyễn Thị Bình", "Hoàng", "Y"]
    assert sorted(names, key=person_sort_key) == ordered


def test_a_name_of_one_word_is_a_given_name_without_family() -> None:
    assert sorted(["Bùi Hoàng", "Hoàng"], key=person_sort_key) == ["Hoàng", "Bùi Hoàng"]


def test_given_names_alike_but_for_the_tone_are_not_mixed() -> None:
    names = ["Vũ Hoa", "An Hoá", "Lê Hoa"]
    assert sorted(names, key=person_sort_key) == ["Lê Hoa", "Vũ Hoa", "An Hoá"]


@pytest.mark.parametrize(
    "char", ["\u200b", "\u202e", "\u0000", "\x1b", "\ufeff", "\u2066", "\ud800", "\ue000", "\u00ad", "\u200d"]
)
def test_hidden_characters_are_seen(char: str) -> None:
    assert has_hidden(f"Nguyễn{char}An")


@pytest.mark.parametrize("char", ["\u0000", "\x1b", "\x7f"])
def test_control_characters_are_seen_among_plain_letters(char: str) -> None:
    assert has_hidden(f"An{char}")


@pytest.mark.parametrize("text", ["Nguyễn Thị Thử", "dòng\nhai\tcột", "Th\u1eed", "QĐ 5.a/2020 – “thử” €", ""])
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert not has_hidden(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_cleaning_makes_nfc_and_plain_line_ends() -> None:
    assert clean(" Tie\u0302\u0301ng\u00a0Vie\u0323\u0302t\r\n2 ") == "Tiếng Việt\n2"
