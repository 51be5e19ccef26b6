"""Pills: a word on a small rounded ground whose colour says how things stand, drawn with Pillow once for each size.

The colours carry no meaning alone: the word is always there. It must not decide which kind a word is.
"""

from __future__ import annotations

import tkinter as tk
from functools import lru_cache

from PIL import Image, ImageDraw, ImageTk

OVERSAMPLE = 4

LIGHT: dict[str, tuple[str, str]] = {
    "good": ("#dcf2e4", "#12683a"),
    "info": ("#dfeafc", "#0f469d"),
    "calm": ("#e7ebf2", "#465468"),
    "wait": ("#fdeccf", "#7d4a05"),
    "soon": ("#d9772b", "#ffffff"),
    "late": ("#c0392b", "#ffffff"),
}
DARK: dict[str, tuple[str, str]] = {
    "good": ("#14372a", "#86dfab"),
    "info": ("#18305a", "#a5c9ff"),
    "calm": ("#272f3d", "#bcc7d7"),
    "wait": ("#40300f", "#f4c57f"),
    "soon": ("#e08a45", "#1c1206"),
    "late": ("#e0605a", "#1e0807"),
}


def pill_colors(kind: str, *, dark: bool) -> tuple[str, str]:
    """Return (ground, ink) of a kind: `good`, `info`, `calm`, `wait`, `soon` or `late`. Raises KeyError for another."""
    return (DARK if dark else LIGHT)[kind]


@lru_cache(maxsize=512)
def _pill_image(ground: str, width: int, height: int) -> Image.Image:
    big = Image.new("RGBA", (width * OVERSAMPLE, height * OVERSAMPLE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(big)
    draw.rounded_rectangle((0, 0, width * OVERSAMPLE - 1, height * OVERSAMPLE - 1), height * OVERSAMPLE // 2, fill=ground)
    return big.resize((width, height), Image.Resampling.LANCZOS)


class PillBox:
    """The pill images of one window, kept as long as the window lives (Tk forgets images nobody holds)."""

    def __init__(self, master: tk.Misc, *, dark: bool) -> None:
        self._master = master
        self._dark = dark
        self._images: dict[tuple[str, int, int], ImageTk.PhotoImage] = {}

    def image(self, kind: str, width: int, height: int) -> ImageTk.PhotoImage:
        """Return the ground of a pill of `kind`, `width` × `height` pixels."""
        key = (kind, width, height)
        if key not in self._images:
            ground = pill_colors(kind, dark=self._dark)[0]
            self._images[key] = ImageTk.PhotoImage(_pill_image(ground, width, height), master=self._master)
        return self._images[key]

    def ink(self, kind: str) -> str:
        """Return the colour of the word on a pill of `kind`."""
        return pill_colors(kind, dark=self._dark)[1]
