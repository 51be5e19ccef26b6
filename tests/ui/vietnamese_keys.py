"""Keys as they reach a field: from a plain keyboard, and with Vietnamese letters ready made, as UniKey sends them.

The screen of the run gets Vietnamese letters on keys no keyboard has, so that such an event goes the whole way through Tk.
"""

from __future__ import annotations

import ctypes
import os
import tkinter as tk
from collections.abc import Iterable

KEYSYMS = {" ": "space", "-": "minus", ".": "period", ",": "comma", "/": "slash", "@": "at", "(": "parenleft", "\n": "Return"}
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
NUM_LOCK = 0x10
PLAIN_KEYCODES = 135
"""Keys of a usual keyboard lie below; above are those of players, browsers and telephones."""


def lay_letters() -> None:
    """Lay the Vietnamese letters on unused keys of the screen this process uses; capitals with Shift."""
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    screen = ctypes.c_void_p(library.XOpenDisplay(os.environ["DISPLAY"].encode()))
    for place, letter in enumerate(LETTERS):
        keysyms = (ctypes.c_ulong * 2)(_keysym(letter), _keysym(letter.upper()))
        library.XChangeKeyboardMapping(screen, PLAIN_KEYCODES + place, 2, keysyms, 1)
    library.XCloseDisplay(screen)


def _keysym(letter: str) -> int:
    return ord(letter) if ord(letter) < 0x100 else 0x1000000 + ord(letter)


def press(widget: tk.Misc, keys: Iterable[str]) -> None:
    """Press keys in a field: characters, or names of keys as Tk calls them."""
    for key in keys:
        if key.startswith("KP_"):
            widget.event_generate("<KeyPress>", keysym=key, state=NUM_LOCK)
        elif len(key) > 1:
            widget.event_generate(f"<{key}>")
        elif key.isascii() and not key.isupper():
            widget.event_generate("<KeyPress>", keysym=KEYSYMS.get(key, key))
        else:
            name = key if key.isascii() else f"U{ord(key):04X}"
            widget.event_generate("<KeyPress>", keysym=name, state=1 if key.isupper() else 0)
        widget.event_generate("<KeyRelease>", keysym=KEYSYMS.get(key, "x"))
    widget.update()
