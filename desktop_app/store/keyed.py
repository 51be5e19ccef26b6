"""Look-up of records by a key: dossiers by code, also a former one, slips by batch and serial.

Slots are records' places in their table. This module must not know records or refuse duplicates; where two
slots have one key, the later one is found.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

NO_SERIAL = -(1 << 63)
DISPOSITIONS = ("", "void", "blank", "training")
"""What a slip may be, in the order of the numbers that stand for it: an ordinary one first. Only added to, at the end."""
VOID = DISPOSITIONS.index("void")


class Codes:
    """Codes ↔ slots. A slot has one code, and may have former ones that lead to it too. of_slot: a slot's codes, one a line."""

    def __init__(self, of_slot: list[str] | None = None) -> None:
        self.of_slot: list[str] = of_slot if of_slot is not None else []
        self._slots = {code: slot for slot, codes in enumerate(self.of_slot) if codes for code in codes.split("\n")}

    def find(self, code: str) -> int | None:
        """Return the slot of a code, a former one too."""
        return self._slots.get(code)

    def set(self, slot: int, code: str, former: Sequence[str] = ()) -> None:
        """Give a slot its code, empty for none, and the codes it had before."""
        codes = [name for name in (code, *former) if name and "\n" not in name]
        column, text = self.of_slot, "\n".join(codes)
        if slot >= len(column):
            if not text:
                return
            column.extend([""] * (slot + 1 - len(column)))
        before = column[slot]
        if before == text:
            return
        for name in before.split("\n"):
            if self._slots.get(name) == slot:
                del self._slots[name]
        column[slot] = text
        self._slots.update(dict.fromkeys(codes, slot))


class Serials:
    """Batch and serial ↔ slots, and what each slip is. Serials are 64-bit integers; others are not looked up.

    Two papers may bear one number: a void slip does not hold its own, so any number of void slips may stand beside the one
    that does. kinds: places in DISPOSITIONS.
    """

    def __init__(
        self, batches: list[str] | None = None, numbers: array[int] | None = None, kinds: array[int] | None = None
    ) -> None:
        self.batches: list[str] = batches if batches is not None else []
        self.numbers: array[int] = numbers if numbers is not None else array("q")
        self.kinds: array[int] = kinds if kinds is not None else array("b", bytes(len(self.batches)))
        self._slots: dict[str, dict[int, int]] = {}
        self._more: dict[tuple[str, int], list[int]] = {}
        for slot, batch in enumerate(self.batches):
            if self.numbers[slot] != NO_SERIAL:
                self._add(slot, batch, self.numbers[slot])

    def find(self, batch: str, serial: int) -> list[int]:
        """Return the slots of the slips with a number: the one that holds it first, a later one before an earlier."""
        first = self._slots.get(batch, {}).get(serial)
        return [] if first is None else [first, *self._more.get((batch, serial), ())]

    def kind(self, slot: int) -> str:
        """Return what the slip in a slot is: empty for an ordinary one, void, blank, training."""
        return DISPOSITIONS[self.kinds[slot]]

    def of_batch(self, batch: str) -> set[int]:
        """Return the serials of a batch."""
        return set(self._slots.get(batch, ()))

    def slots(self, batch: str) -> list[int]:
        """Return the slots of a batch's slips, in no order."""
        found = list(self._slots.get(batch, {}).values())
        for (name, _), more in self._more.items():
            if name == batch:
                found += more
        return found

    def of_kinds(self, batch: str) -> list[tuple[int, str]]:
        """Return serial and kind of each slip of a batch, in no order."""
        numbers, kinds = self.numbers, self.kinds
        return [(numbers[slot], DISPOSITIONS[kinds[slot]]) for slot in self.slots(batch)]

    def set(self, slot: int, key: tuple[str, int] | None, kind: str = "") -> None:
        """Give a slot its batch, serial and kind, None for none; a kind this program does not know is an ordinary slip."""
        if key is not None and not NO_SERIAL < key[1] < -NO_SERIAL:
            key = None
        if slot >= len(self.batches):
            if key is None:
                return
            missing = slot + 1 - len(self.batches)
            self.batches.extend([""] * missing)
            self.numbers.extend([NO_SERIAL] * missing)
            self.kinds.extend([0] * missing)
        self._drop(slot)
        self.batches[slot], self.numbers[slot] = key or ("", NO_SERIAL)
        self.kinds[slot] = DISPOSITIONS.index(kind) if key and kind in DISPOSITIONS else 0
        if key is not None:
            self._add(slot, *key)

    def _add(self, slot: int, batch: str, serial: int) -> None:
        of_batch = self._slots.setdefault(batch, {})
        if serial in of_batch:
            self._put(batch, serial, [*self.find(batch, serial), slot])
        else:
            of_batch[serial] = slot

    def _drop(self, slot: int) -> None:
        batch, serial = self.batches[slot], self.numbers[slot]
        found = self.find(batch, serial)
        if slot in found:
            self._put(batch, serial, [other for other in found if other != slot])

    def _put(self, batch: str, serial: int, slots: list[int]) -> None:
        """Keep the slots of a number, the one that holds it first; which comes first hangs on nothing but the slips."""
        slots.sort(key=lambda slot: (self.kinds[slot] != VOID, slot), reverse=True)
        if slots:
            self._slots[batch][serial] = slots[0]
        else:
            self._slots[batch].pop(serial)
        self._more.pop((batch, serial), None)
        if slots[1:]:
            self._more[batch, serial] = slots[1:]
