"""The small pictures of the theme, drawn with Pillow four times too large and scaled down so that edges are smooth.

Kept as long as the `Tiles` lives; the same picture is drawn once. This module must not know what a picture is for.
"""

from __future__ import annotations

import tkinter as tk
from typing import Any

from PIL import Image, ImageDraw, ImageTk

OVER = 4  # drawn this many times larger than shown


class Tiles:
    """Draws and keeps rounded shapes as Tk images. All sizes are in screen pixels."""

    def __init__(self, root: tk.Misc) -> None:
        self._root = root
        self._kept: dict[tuple[Any, ...], ImageTk.PhotoImage] = {}

    def rounded(
        self, width: int, height: int, radius: int, fill: str, outline: str = "", stroke: int = 1, ground: str = ""
    ) -> ImageTk.PhotoImage:
        """Return a rounded rectangle; its corners are see-through, or of the colour of the `ground` it will stand on.

        A picture without see-through parts is painted without asking the screen what lies below: far faster on X.
        """
        key = ("rounded", width, height, radius, fill, outline, stroke, ground)
        if key not in self._kept:
            core = 2 * (radius + stroke) + 4
            image, pen = _sheet(max(min(width, core), 1), max(min(height, core), 1), ground)
            _shape(pen, 0, image.size, radius * OVER, fill, outline, stroke * OVER)
            self._kept[key] = self._shown(image, width, height)
        return self._kept[key]

    def ringed(self, width: int, height: int, radius: int, gap: int, fill: str, outline: str, ring: str) -> ImageTk.PhotoImage:
        """Return a 9-slice tile: the shape `gap` inside its edge, and a focus ring in the gap where `ring` is given.

        Tk fetches the ground anew from the screen for each copy of a see-through middle: a wide tile is painted far faster.
        """
        key = ("ringed", width, height, radius, gap, fill, outline, ring)
        if key not in self._kept:
            core = 2 * (radius + gap) + 6
            image, pen = _sheet(min(width, core), min(height, core))
            if ring:
                _shape(pen, 0, image.size, (radius + gap) * OVER, ring, "", 0)
            _shape(pen, gap * OVER, image.size, radius * OVER, fill, outline or fill, OVER)
            self._kept[key] = self._shown(image, width, height)
        return self._kept[key]

    def mark(self, size: int, fill: str, outline: str, sign: str, *, dot: bool, ring: str = "") -> ImageTk.PhotoImage:
        """Return a check box, or a radio button where `dot`; with its sign in colour `sign` where that is given."""
        key = ("mark", size, fill, outline, sign, dot, ring)
        if key not in self._kept:
            image, pen = _sheet(size, size)
            edge, gap = image.size[0], max(1, size // 9) * OVER
            if ring:
                _shape(pen, 0, image.size, edge // 2 if dot else edge // 4, ring, "", 0)
            _shape(pen, gap, image.size, edge // 2 - gap if dot else edge // 5, fill, outline, OVER)
            if sign and dot:
                pen.ellipse((edge * 0.34, edge * 0.34, edge * 0.66, edge * 0.66), fill=sign)
            elif sign:
                points = [(edge * 0.28, edge * 0.52), (edge * 0.44, edge * 0.67), (edge * 0.73, edge * 0.35)]
                pen.line(points, fill=sign, width=max(OVER, edge // 10), joint="curve")
            self._kept[key] = self._shown(image)
        return self._kept[key]

    def arrow(self, size: int, colour: str) -> ImageTk.PhotoImage:
        """Return a downward chevron on a see-through square."""
        key = ("arrow", size, colour)
        if key not in self._kept:
            image, pen = _sheet(size, size)
            edge = image.size[0]
            points = [(edge * 0.25, edge * 0.4), (edge * 0.5, edge * 0.63), (edge * 0.75, edge * 0.4)]
            pen.line(points, fill=colour, width=max(OVER, edge // 9), joint="curve")
            self._kept[key] = self._shown(image)
        return self._kept[key]

    def keep(self, key: tuple[Any, ...], image: Image.Image) -> ImageTk.PhotoImage:
        """Return a picture drawn elsewhere at `OVER` times its size, scaled down and kept under `key`."""
        self._kept[key] = self._shown(image)
        return self._kept[key]

    def _shown(self, image: Image.Image, width: int = 0, height: int = 0) -> ImageTk.PhotoImage:
        small = image.resize((image.size[0] // OVER, image.size[1] // OVER), Image.Resampling.BOX)
        return ImageTk.PhotoImage(_stretched(small, max(width, small.width), max(height, small.height)), master=self._root)


def _stretched(core: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture with its middle column and row repeated up to a size: corners stay as they are drawn."""
    if core.width < width:
        half, wide = core.width // 2, Image.new(core.mode, (width, core.height))
        wide.paste(core.crop((half, 0, half + 1, core.height)).resize((width, core.height), Image.Resampling.NEAREST))
        wide.paste(core.crop((0, 0, half, core.height)), (0, 0))
        wide.paste(core.crop((half, 0, core.width, core.height)), (width - core.width + half, 0))
        core = wide
    if core.height < height:
        half, tall = core.height // 2, Image.new(core.mode, (core.width, height))
        tall.paste(core.crop((0, half, core.width, half + 1)).resize((core.width, height), Image.Resampling.NEAREST))
        tall.paste(core.crop((0, 0, core.width, half)), (0, 0))
        tall.paste(core.crop((0, half, core.width, core.height)), (0, height - core.height + half))
        core = tall
    return core


def _sheet(width: int, height: int, ground: str = "") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    size = (width * OVER, height * OVER)
    image = Image.new("RGB", size, ground) if ground else Image.new("RGBA", size, (0, 0, 0, 0))
    return image, ImageDraw.Draw(image)


def _shape(pen: ImageDraw.ImageDraw, gap: int, size: tuple[int, int], radius: int, fill: str, outline: str, stroke: int) -> None:
    right, bottom = size[0] - 1 - gap, size[1] - 1 - gap
    pen.rounded_rectangle((gap, gap, right, bottom), radius, fill=outline or fill)
    if outline and outline != fill:
        inner = (gap + stroke, gap + stroke, right - stroke, bottom - stroke)
        pen.rounded_rectangle(inner, max(radius - stroke, 0), fill=fill)
