"""Telex and VNI: every order of keys gives the word; what is no Vietnamese word stays as typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from forms.syllables import ONSETS, RHYMES, TONES, find_tone_place, is_syllable
from forms.telex import Method, compose, is_word_key, settle
from tests.forms.typing_keys import ORDERS, keys_of, vietnamese_words

METHODS: tuple[Method, ...] = ("telex", "vni")


def typed(text: str, method: Method, order: str) -> str:
    return " ".join(settle(keys, method) for keys in keys_of(text, method, order).split(" "))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("order", ORDERS)
def test_the_words_of_an_office_come_out_exactly(method: Method, order: str) -> None:
    words = vietnamese_words()
    assert len(set(words)) >= 500
    assert [(typed(word, method, order), word) for word in words if typed(word, method, order) != word] == []


def with_tone(letters: str, tone: str) -> str:
    place = find_tone_place(letters)
    return letters[:place] + unicodedata.normalize("NFC", letters[place] + tone) + letters[place + 1 :]


@pytest.mark.parametrize("method", METHODS)
def test_every_possible_syllable_comes_out_exactly(method: Method) -> None:
    """Onsets × rhymes × tones; each in one of the orders of keys, so that every rhyme meets all of them."""
    looked_at, wrong = 0, []
    for letters in sorted({onset + rhyme for onset in ONSETS for rhyme in RHYMES}):
        for tone in ("", *TONES):
            if not is_syllable(letters, tone):
                continue
            looked_at += 1
            syllable = with_tone(letters, tone)
            keys = keys_of(syllable, method, ORDERS[looked_at % len(ORDERS)])
            if settle(keys, method) != syllable:
                wrong.append((keys, settle(keys, method), syllable))
    assert looked_at > 17_000
    assert wrong == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("úy", "uý"), ("quý", "quý"), ("hoài", "hoài"), ("hoàn", "hoàn"),
     ("già", "già"), ("quả", "quả"), ("mùa", "mùa"), ("khuỷu", "khuỷu"), ("thuở", "thuở"), ("HÒA", "HOÀ"), ("gì", "gì")],
)  # fmt: skip
def test_the_tone_mark_stands_where_the_chosen_style_puts_it(old: str, new: str) -> None:
    keys = keys_of(old, "telex", "tone last")
    assert (settle(keys, "telex"), settle(keys, "telex", new_style=True)) == (old, new)


TELEX = """
aa â · aaa aa · as á · ass as · asss ass · asz a · asf à · az az · aaw ă · owo ô · oww ow · uoww uow · ww w · W Ư · tw tư · tuw tư
Dd Đ · ddd dd · dddd ddd · did đi · toos tố · toots tốt · dataa data · tesst test · xooong xoong · thuow thuơ · thuowng thương
uwoc ươc · giwx giữ · giwowngf giường · ANDDT ANĐT · CADD CADD · BGDDT BGĐT
"""
VNI = """
a6 â · a66 a6 · a1 á · a11 a1 · a10 a · d9 đ · d99 d9 · o77 o7 · a88 a8 · 2020 2020 · T7 T7 · km2 km2 · phong0 phong0
QD92640 QĐ2640 · Covid19 Covid19 · w w · as as
"""
FOREIGN = """
windows Windows email system class google file gift wifi web review excel word print scan software server zalo facebook link add
ADD left cafe know MTTQ UBKTTW iPADD iTDD
"""


def pairs(table: str) -> list[list[str]]:
    return [pair.split() for pair in table.strip().replace("\n", " · ").split(" · ")]


@pytest.mark.parametrize(("keys", "shown"), pairs(TELEX))
def test_telex_keys_make_and_take_back_marks(keys: str, shown: str) -> None:
    assert compose(keys, "telex") == shown


@pytest.mark.parametrize(("keys", "shown"), pairs(VNI))
def test_vni_digits_are_marks_inside_a_word_only(keys: str, shown: str) -> None:
    assert compose(keys, "vni") == shown


@pytest.mark.parametrize("word", FOREIGN.split())
def test_a_word_that_is_no_vietnamese_one_stays_as_typed(word: str) -> None:
    assert settle(word, "telex") == word
    assert compose(word, "telex") == word


@pytest.mark.parametrize(
    ("keys", "while_typed", "at_its_end"), [("muons", "muón", "muons"), ("law", "lă", "law"), ("yees", "yế", "yees")]
)
def test_marks_to_come_are_waited_for_until_the_word_ends(keys: str, while_typed: str, at_its_end: str) -> None:
    assert (compose(keys, "telex"), settle(keys, "telex")) == (while_typed, at_its_end)


def test_typing_goes_on_from_what_stands_there() -> None:
    assert compose("s", "telex", start="tiên") == "tiến"
    assert compose("g", "telex", start="tiến") == "tiếng"
    assert compose("s", "telex", start="tiến") == "tiêns"
    assert compose("z", "telex", start="Tiến") == "Tiên"
    assert settle("ws", "telex", start="windo") == "windows"
    assert compose("s", "telex", start=unicodedata.normalize("NFD", "tiên")) == "tiến"


def test_letters_belong_to_a_word_and_digits_only_inside_one_in_vni() -> None:
    assert is_word_key("a", "telex", inside=False)
    assert is_word_key("1", "vni", inside=True)
    assert not is_word_key("1", "vni", inside=False)
    assert not is_word_key("1", "telex", inside=True)
    assert not any(is_word_key(char, "vni", inside=True) for char in ("", " ", "-", "ê", "é", "\r", "²"))


@given(st.text("abcdeghiklmnopqrstuvxyfjwzABCDEOUW0123456789", max_size=14), st.sampled_from(METHODS))
def test_any_keys_give_letters_in_normal_form_c_and_none_is_lost(keys: str, method: Method) -> None:
    for shown in (compose(keys, method), settle(keys, method)):
        assert shown == unicodedata.normalize("NFC", shown)
        assert len(shown) <= len(keys)
    assert bool(compose(keys, method)) == bool(keys)
