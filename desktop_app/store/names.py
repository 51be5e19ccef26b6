"""Search as you type: the folded names, codes and ID numbers of one table as one joined text, searched with `str.rfind`.

A changed record waits in a small set that is looked through one by one, so that a save never joins the text anew.
This module must not fold text or know records.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

RECENT_MOST = 512


class NameText:
    """One text a slot (a record's place in its table), empty for a record that is not to be found."""

    def __init__(self, texts: list[str] | None = None) -> None:
        self.texts: list[str] = texts if texts is not None else []
        self._block = ""
        self._starts: array[int] = array("Q")
        self._recent: set[int] = set(range(len(self.texts)))

    def set(self, slot: int, text: str) -> None:
        """Give a slot its text; slots in between are empty."""
        texts = self.texts
        if slot >= len(texts):
            if not text:
                return
            texts.extend([""] * (slot + 1 - len(texts)))
        texts[slot] = text
        self._recent.add(slot)

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        """Return up to `limit` slots whose text holds every word, the newest slot first. Words are folded."""
        if not words or limit <= 0:
            return []
        if len(self._recent) > RECENT_MOST:
            self._join()
        longest = max(words, key=len)
        found = [slot for slot in self._recent if all(word in self.texts[slot] for word in words)]
        end = len(self._block)
        left = limit
        while left and (hit := self._block.rfind(longest, 0, end)) >= 0:
            slot = bisect_right(self._starts, hit) - 1
            end = self._starts[slot]
            if slot not in self._recent and all(word in self.texts[slot] for word in words):
                found.append(slot)
                left -= 1
        return sorted(found, reverse=True)[:limit]

    def _join(self) -> None:
        self._block = "\n".join(self.texts)
        lengths = (len(text) + 1 for text in self.texts)
        self._starts = array("Q", accumulate(lengths, initial=0))[:-1]
        self._recent = set()
