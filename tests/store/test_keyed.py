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


def test_former_codes_lead_to_their_record_until_it_goes() -> None:
    codes = Codes()
    codes.set(0, "A")
    codes.set(1, "B", ["X", "Y"])
    again = Codes(list(codes.of_slot))
    for read in (codes, again):
        assert [read.find(code) for code in ("A", "B", "X", "Y", "", "B\nX")] == [0, 1, 1, 1, None, None]
        read.set(1, "B", ["Y"])
        assert (read.find("X"), read.find("Y")) == (None, 1)
        read.set(1, "")
        assert (read.find("B"), read.find("Y"), read.find("A")) == (None, None, 0)


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


SETS = st.tuples(
    st.integers(0, 6), st.sampled_from(["A", "B"]), st.integers(0, 4) | st.none(), st.sampled_from(["", "void", "blank"])
)


@given(st.lists(SETS, max_size=30))
def test_serials_read_back_from_their_columns_are_the_same(sets: list[tuple[int, str, int | None, str]]) -> None:
    serials, plain = Serials(), dict[int, tuple[str, int, str]]()
    for slot, batch, number, kind in sets:
        serials.set(slot, (batch, number) if number is not None else None, kind)
        plain.pop(slot, None)
        if number is not None:
            plain[slot] = (batch, number, kind)
    again = Serials(list(serials.batches), array("q", serials.numbers), array("b", serials.kinds))
    for batch in "AB":
        of_batch = {slot: (number, kind) for slot, (name, number, kind) in plain.items() if name == batch}
        assert serials.of_batch(batch) == again.of_batch(batch) == {number for number, _ in of_batch.values()}
        assert sorted(serials.slots(batch)) == sorted(again.slots(batch)) == sorted(of_batch)
        for number in range(5):
            wanted = sorted((slot for slot in of_batch if of_batch[slot][0] == number), reverse=True)
            wanted.sort(key=lambda slot: of_batch[slot][1] == "void")
            assert serials.find(batch, number) == again.find(batch, number) == wanted
            assert [serials.kind(slot) for slot in wanted] == [of_batch[slot][1] for slot in wanted]


def test_when_one_of_two_slips_with_a_number_goes_the_other_is_found() -> None:
    serials = Serials()
    serials.set(0, ("A", 5))
    serials.set(1, ("A", 5), "void")
    assert serials.find("A", 5) == [0, 1]
    serials.set(0, None)
    assert (serials.find("A", 5), serials.of_batch("A")) == ([1], {5})
    serials.set(1, ("A", 6))
    assert (serials.find("A", 5), serials.of_batch("A")) == ([], {6})


def test_a_serial_beyond_64_bits_is_not_looked_up() -> None:
    serials = Serials()
    serials.set(0, ("A", 1 << 70))
    serials.set(1, ("A", 2))
    assert serials.of_batch("A") == {2}
