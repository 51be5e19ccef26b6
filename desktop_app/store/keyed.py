"""Look-up of records by a key: dossiers by code, slips by batch and serial. Slots are records' places in their table.

This module must not know records or refuse duplicates; where two slots have one key, the later one is found.
"""

from __future__ import annotations

from array import array

NO_SERIAL = -(1 << 63)


class Codes:
    """Code ↔ slot."""

    def __init__(self, of_slot: list[str] | None = None) -> None:
        self.of_slot: list[str] = of_slot if of_slot is not None else []
        self._slots = {code: slot for slot, code in enumerate(self.of_slot) if code}

    def find(self, code: str) -> int | None:
        """Return the slot of a code."""
        return self._slots.get(code)

    def set(self, slot: int, code: str) -> None:
        """Give a slot its code, empty for none."""
        column = self.of_slot
        if slot >= len(column):
            if not code:
                return
            column.extend([""] * (slot + 1 - len(column)))
        before = column[slot]
        if before == code:
            return
        if before and self._slots.get(before) == slot:
            del self._slots[before]
        column[slot] = code
        if code:
            self._slots[code] = slot


class Serials:
    """Batch and serial ↔ slot. Serials are 64-bit integers; others are not looked up."""

    def __init__(self, batches: list[str] | None = None, numbers: array[int] | None = None) -> None:
        self.batches: list[str] = batches if batches is not None else []
        self.numbers: array[int] = numbers if numbers is not None else array("q")
        self._slots: dict[str, dict[int, int]] = {}
        for slot, batch in enumerate(self.batches):
            if self.numbers[slot] != NO_SERIAL:
                self._slots.setdefault(batch, {})[self.numbers[slot]] = slot

    def find(self, batch: str, serial: int) -> int | None:
        """Return the slot of a slip."""
        return self._slots.get(batch, {}).get(serial)

    def of_batch(self, batch: str) -> set[int]:
        """Return the serials of a batch."""
        return set(self._slots.get(batch, ()))

    def set(self, slot: int, key: tuple[str, int] | None) -> None:
        """Give a slot its batch and serial, None for none."""
        if key is not None and not NO_SERIAL < key[1] < -NO_SERIAL:
            key = None
        if slot >= len(self.batches):
            if key is None:
                return
            missing = slot + 1 - len(self.batches)
            self.batches.extend([""] * missing)
            self.numbers.extend([NO_SERIAL] * missing)
        self._drop(slot)
        if key is not None:
            batch = self._slots.setdefault(key[0], {})
            batch[key[1]] = slot
        self.batches[slot], self.numbers[slot] = key or ("", NO_SERIAL)

    def _drop(self, slot: int) -> None:
        batch, number = self._slots.get(self.batches[slot], {}), self.numbers[slot]
        if batch.get(number) == slot:
            del batch[number]
