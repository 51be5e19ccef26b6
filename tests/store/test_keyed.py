"""Codes and serials lead to the record that has them now."""

from __future__ import annotations

from array import array

from hypothesis import given, strategies as st

from desktop_app.store.keyed import Codes, Serials


def test_a_code_moves_with_its_record() -> None:
    codes = Codes()
    codes.set(0, "A")
    codes.set(1, "B")
    codes.set(0, "C")
    assert (codes.find("A"), codes.find("B"), codes.find("C")) == (None, 1, 0)
    codes.set(1, "")
    assert codes.find("B") is None


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["", "A", "B", "C"])), max_size=30))
def test_codes_read_back_from_their_column_are_the_same(sets: list[tuple[int, str]]) -> None:
    codes, plain = Codes(), dict[int, str]()
    for slot, code in sets:
        if code and code in plain.values():
            continue
        codes.set(slot, code)
        plain[slot] = code
    again = Codes(list(codes.of_slot))
    for code in "ABC":
        wanted = next((slot for slot, held in plain.items() if held == code), None)
        assert codes.find(code) == again.find(code) == wanted


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["A", "B"]), st.integers(0, 9) | st.none()), max_size=30))
def test_serials_read_back_from_their_columns_are_the_same(sets: list[tuple[int, str, int | None]]) -> None:
    serials, plain = Serials(), dict[int, tuple[str, int]]()
    for slot, batch, number in sets:
        if number is not None and (batch, number) in plain.values():
            continue
        serials.set(slot, (batch, number) if number is not None else None)
        plain.pop(slot, None)
        if number is not None:
            plain[slot] = (batch, number)
    again = Serials(list(serials.batches), array("q", serials.numbers))
    for batch in "AB":
        wanted = {number for name, number in plain.values() if name == batch}
        assert serials.of_batch(batch) == again.of_batch(batch) == wanted
        assert all(plain[serials.find(batch, number) or 0] == (batch, number) for number in wanted)


def test_a_serial_beyond_64_bits_is_not_looked_up() -> None:
    serials = Serials()
    serials.set(0, ("A", 1 << 70))
    serials.set(1, ("A", 2))
    assert serials.of_batch("A") == {2}
