"""The joined text finds what looking at every name would find, whatever was changed in between."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop_app.store import names as names_module
from desktop_app.store.names import NameText

TEXTS = st.text("ab ", max_size=5)
SETS = st.lists(st.tuples(st.integers(0, 12), TEXTS), max_size=40)
WORDS = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=2)


@given(SETS, WORDS, st.integers(1, 5), st.integers(0, 6))
def test_it_finds_what_looking_at_every_name_finds(sets: list[tuple[int, str]], words: list[str], limit: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names_module, "RECENT_MOST", most)
        found, plain = NameText(), dict[int, str]()
        for slot, text in sets:
            found.set(slot, text)
            plain[slot] = text
            wanted = sorted((slot for slot, text in plain.items() if all(word in text for word in words)), reverse=True)
            assert found.search(words, limit) == wanted[:limit]


def test_no_word_finds_nothing() -> None:
    text = NameText(["an", "binh"])
    assert text.search([], 5) == []
    assert text.search(["an"], 0) == []
    assert text.search(["nh\na"], 5) == []


def test_a_hit_across_two_names_is_none() -> None:
    text = NameText(["an", "binh"])
    text._join()
    assert text.search(["nb"], 5) == []
    assert text.search(["n"], 5) == [1, 0]
