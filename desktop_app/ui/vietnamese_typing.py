"""Vietnamese typing of the program's own, for a computer without UniKey or ibus: Telex or VNI in every text field.

A field's own bindings stay: it inserts each letter itself, and only then the word before the caret is put right. So nothing is
swallowed, selections are replaced and undo works as ever. A letter with its mark arriving ready made means that another program
is typing: the word is left alone and `foreign` is told. Fields for passwords, numbers and codes take no part (`keep_plain`).
"""

from __future__ import annotations

import re
import sys
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop_app.ui.caret import caret, rewrite, text_before
from forms.syllables import TONES, plain, split_tone
from forms.telex import Method, compose, is_word_key, settle

Mode = Literal["off", "telex", "vni"]
BEFORE, AFTER, PLAIN = "TypingBefore", "TypingAfter", "TypingPlain"
CONTROL = 0x4
ALT = 0x20000 if sys.platform == "win32" else 0x8


def pad_keycodes(system: str) -> range:
    """Return the key codes of the numeric pad's digits where their names do not tell (Windows: VK_NUMPAD0 to 9)."""
    return range(0x60, 0x6A) if system == "win32" else range(0)


PAD_KEYCODES = pad_keycodes(sys.platform)
_MOVES = re.compile(r"(KP_)?(Left|Right|Up|Down|Home|End|Prior|Next|Begin)|ISO_Left_Tab|F\d+")
_LETTERS_AT_END = re.compile(r"[^\W\d_]{1,12}$")


def keep_plain(widget: tk.Misc) -> None:
    """Let a field for numbers, codes or a password take every key as it is."""
    widget.bindtags((*widget.bindtags(), PLAIN))


def is_plain(widget: tk.Misc) -> bool:
    """Return whether a field takes every key as it is."""
    return PLAIN in widget.bindtags()


def is_ready_made(char: str) -> bool:
    """Return whether a key's text has a Vietnamese letter with its mark, or a tone mark: no key of a plain keyboard gives it."""
    return any(not part.isascii() and (part in TONES or plain(split_tone(part)[0].lower()) in set("aeioudy")) for part in char)


@dataclass(frozen=True, slots=True)
class _Word:
    """The word being typed: where (widget, index behind it), what stood there before, its keys, what is shown of it."""

    widget: str
    end: str
    start: str
    keys: str
    shown: str


class VietnameseTyping:
    """Watches the keys of the fields given to it. foreign: told when another program types Vietnamese letters here."""

    def __init__(self, root: tk.Tk, foreign: Callable[[], object] = lambda: None) -> None:
        self.mode: Mode = "off"
        self.new_style = False
        self._foreign = foreign
        self._word: _Word | None = None
        root.bind_class(BEFORE, "<KeyPress>", self._before_key)
        root.bind_class(BEFORE, "<ButtonPress>", self._end)
        root.bind_class(BEFORE, "<FocusOut>", self._end)
        root.bind_class(AFTER, "<KeyPress>", self._after_key)

    def use(self, mode: Mode, *, new_style: bool = False) -> None:
        """Type by this method from the next key on."""
        self.mode, self.new_style, self._word = mode, new_style, None

    def takes(self, widget: tk.Misc) -> bool:
        """Return whether keys make Vietnamese words in this field now."""
        return self.mode != "off" and not is_plain(widget)

    def watch(self, widget: tk.Misc) -> None:
        """Look at the keys of a field from now on."""
        tags = list(widget.bindtags())
        if BEFORE not in tags and PLAIN not in tags:
            place = tags.index(widget.winfo_class()) + 1
            widget.bindtags((BEFORE, *tags[:place], AFTER, *tags[place:]))

    # Keys

    def _before_key(self, event: tk.Event[tk.Misc]) -> None:
        """End the word before a key that is none of its own does anything: it may store the field."""
        if int(event.state) & (CONTROL | ALT):
            self._end(event)
        elif is_ready_made(event.char):
            self._word = None
            if self.mode != "off":
                self._foreign()
        elif (event.char or _MOVES.fullmatch(event.keysym)) and event.keysym != "BackSpace" and not self._is_key(event):
            self._end(event)

    def _after_key(self, event: tk.Event[tk.Misc]) -> None:
        if int(event.state) & (CONTROL | ALT) or not self.takes(event.widget):
            return
        if event.keysym == "BackSpace":
            self._take_up(event.widget)
        elif self._is_key(event):
            self._grow(event.widget, event.char)

    def _is_key(self, event: tk.Event[tk.Misc]) -> bool:
        """Return whether a key belongs to a word; the numeric pad always writes digits."""
        method, from_pad = self._method, event.keysym.startswith("KP_") or event.keycode in PAD_KEYCODES
        inside = self._word is not None and self._word.widget == str(event.widget)
        return method is not None and not from_pad and is_word_key(event.char, method, inside=inside)

    @property
    def _method(self) -> Method | None:
        return None if self.mode == "off" else self.mode

    # The word

    def _grow(self, widget: tk.Misc, char: str) -> None:
        word, method = self._going_on(widget, char), self._method
        if word is None or method is None:
            self._word = None
            return
        keys = word.keys + char
        shown = compose(keys, method, start=word.start, new_style=self.new_style)
        rewrite(widget, word.shown + char, shown)
        self._word = _Word(str(widget), caret(widget), word.start, keys, shown)

    def _going_on(self, widget: tk.Misc, char: str) -> _Word | None:
        """Return the word that the letter just inserted goes on with, a new one if the caret has moved; None if none begins."""
        word, before = self._word, text_before(widget)
        if word and (word.widget, word.end) == (str(widget), caret(widget, 1)) and before.endswith(word.shown + char):
            return word
        return _Word(str(widget), "", "", "", "") if char.isalpha() and before.endswith(char) else None

    def _take_up(self, widget: tk.Misc) -> None:
        """Go on with the letters that BackSpace left before the caret, so that a tone may still be given to them."""
        found = _LETTERS_AT_END.search(text_before(widget))
        self._word = _Word(str(widget), caret(widget), found[0], "", found[0]) if found else None

    def _end(self, event: tk.Event[tk.Misc]) -> None:
        """End the word: what is no Vietnamese one is given back as typed."""
        word, method, widget = self._word, self._method, event.widget
        self._word = None
        if word is None or method is None or not word.keys or word.widget != str(widget) or not self.takes(widget):
            return
        if caret(widget) == word.end and text_before(widget).endswith(word.shown):
            rewrite(widget, word.shown, settle(word.keys, method, start=word.start, new_style=self.new_style))
