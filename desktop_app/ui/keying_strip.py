"""The strip over the sheet: the row the next key answers, with its choices, large enough for the corner of the eye.

Its colour tells the state, and words say the same. It draws a `StripLook` and knows nothing else.
"""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass

from desktop_app.ui.keying_look import Box, Kind, StripLook
from desktop_app.ui.keying_view import cut_middle
from desktop_app.ui.theme import Theme
from desktop_app.words import say
from forms.text import nfc

HEIGHT, BAR, LAST, BOX, WIDE_BOX, TALL = 88, 8, 70, 78, 106, 62
LARGE = (17, 15, 14)  # sizes of a text that fits its line, the first that does
ECHO_MS = 1200  # how long the last answer stays large
FLAT: frozenset[Kind] = frozenset({"item", "correction", "training", "error"})
"""States whose strip keeps a quiet ground, told by the bar on its left."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a state. ground, text, caption: of the strip; bar: of its left edge."""

    ground: str
    text: str
    caption: str
    bar: str


def paint_of(theme: Theme, kind: Kind) -> Paint:
    """Return the colours of a state: quiet ones for an item, full ones for what must be seen without looking."""
    c = theme.colors
    full = {"end": c.accent, "done": c.levels[3], "alarm": c.levels[0], "void": c.levels[5]}
    if kind in full:
        ink = c.on_accent if kind == "end" else c.on_level
        return Paint(full[kind], ink, ink, full[kind])
    bars = {"item": c.accent, "correction": c.levels[1], "training": c.levels[2], "error": c.levels[0]}
    return Paint(c.cursor_row, c.text, c.error if kind == "error" else c.muted, bars[kind])


class KeyingStrip(tk.Canvas):
    """Shows a `StripLook`."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        ground = theme.colors.bg
        super().__init__(parent, height=theme.px(HEIGHT), background=ground, highlightthickness=0, borderwidth=0, takefocus=0)
        self._theme, self._shown, self._width = theme, StripLook("item", "", ""), 0
        self.look = self._shown
        self._left = 0
        self._timer: str | None = None
        self.bind("<Configure>", lambda _: self._draw())
        self.bind("<Destroy>", lambda _: self._stop())

    def show(self, look: StripLook) -> None:
        """Show another look; the last answer is large for a moment."""
        self.look = look
        if look.echo is not None and look != self._shown:
            self._wind()
        self._draw()

    def _wind(self) -> None:
        self._stop()
        self._timer = self.after(ECHO_MS, self._calm)

    def _stop(self) -> None:
        if self._timer is not None:
            self.after_cancel(self._timer)
            self._timer = None

    def _calm(self) -> None:
        self._timer = None
        self.itemconfigure("echo", state="hidden")

    def _draw(self) -> None:
        """Draw what has changed: from item to item mostly the text and the last answer."""
        look, width, before = self.look, self.winfo_width(), self._shown
        if (look == before and width == self._width) or width < self._theme.px(300):
            return
        paint, px = paint_of(self._theme, look.kind), self._theme.px
        anew = (look.kind, look.boxes, width) != (before.kind, before.boxes, self._width)
        self._shown, self._width = look, width
        if anew:
            self.delete("all")
            self._draw_ground(paint)
            self._left = self._draw_boxes(width - px(LAST + 24), paint)
        if anew or look.echo != before.echo:
            self.delete("echo")
            self._draw_echo(width - px(LAST + 12), paint)
        self.delete("text")
        right = self._left if look.boxes or look.echo else width - px(12)
        self._draw_text(px(30), right - px(14), paint)

    def _draw_ground(self, paint: Paint) -> None:
        theme, px, high = self._theme, self._theme.px, self._theme.px(HEIGHT)
        edge = theme.colors.line if self.look.kind in FLAT else ""
        ground = theme.tiles.rounded(self._width, high, px(10), paint.ground, edge, ground=theme.colors.bg)
        self.create_image(0, 0, anchor="nw", image=ground)
        bar = theme.tiles.rounded(px(BAR), high - px(20), px(BAR) // 2, paint.bar, ground=paint.ground)
        self.create_image(px(10), px(10), anchor="nw", image=bar)

    def _draw_echo(self, left: int, paint: Paint) -> None:
        """Draw the last answer; its room is kept where answers are offered, so that nothing jumps."""
        echo, px, c, top = self.look.echo, self._theme.px, self._theme.colors, self._theme.px((HEIGHT - LAST) // 2)
        if echo is None:
            return
        image = self._theme.tiles.rounded(px(LAST), px(LAST), px(9), c.levels[echo.level], c.card, ground=paint.ground)
        self.create_image(left, top, anchor="nw", image=image, tags="echo")
        middle, said = left + px(LAST) // 2, nfc(say(f"câu {echo.number}", f"item {echo.number}"))
        self.create_text(middle, top + px(13), text=said, font=self._theme.font(8), fill=c.on_level, tags="echo")
        large = self._theme.font(26, "bold")
        self.create_text(middle, top + px(43), text=echo.key, font=large, fill=c.on_level, tags="echo")

    def _draw_boxes(self, right: int, paint: Paint) -> int:
        """Draw the answers offered; return where they begin."""
        boxes, px = self.look.boxes, self._theme.px
        most = BOX if any(len(box.key) > 1 for box in boxes) else WIDE_BOX
        wide = min(px(most), (self._width * 11 // 20) // max(len(boxes), 1))
        left = right - wide * len(boxes)
        for place, box in enumerate(boxes):
            self._draw_box(box, left + place * wide, wide - px(6), paint)
        return left

    def _draw_box(self, box: Box, left: int, wide: int, paint: Paint) -> None:
        theme, px, c = self._theme, self._theme.px, self._theme.colors
        top, middle = px((HEIGHT - TALL) // 2), left + wide // 2
        fill, ink, faint = (c.levels[box.level], c.on_level, c.on_level) if box.chosen else (c.card, c.text, c.muted)
        image = theme.tiles.rounded(wide, px(TALL), px(8), fill, c.edge, ground=paint.ground)
        self.create_image(left, top, anchor="nw", image=image)
        large = theme.font(17 if len(box.key) == 1 else 11, "bold")
        self.create_text(middle, top + px(18), text=box.key, font=large, fill=ink)
        room = wide - px(4)
        self.create_text(middle, top + px(45), text=nfc(box.label), font=theme.font(7), fill=faint, width=room, justify="center")

    def _draw_text(self, left: int, right: int, paint: Paint) -> None:
        look, px = self.look, self._theme.px
        small = self._theme.font(9, "medium")
        caption = cut_middle(nfc(look.caption), small.measure, right - left)
        self.create_text(left, px(19), anchor="w", text=caption, font=small, fill=paint.caption, tags="text")
        if look.number:
            number = self._theme.font(24, "bold")
            self.create_text(left, px(56), anchor="w", text=look.number, font=number, fill=paint.text, tags="text")
            left += number.measure("00") + px(12)
        text, room = nfc(look.text), right - left
        large = (self._theme.font(size, "semi") for size in LARGE)
        font = next((font for font in large if font.measure(text) <= room), None)
        if font is None:
            font = self._theme.font(12, "semi")
            text = cut_middle(text, font.measure, room * 17 // 10)  # two lines, the first ends early
        self.create_text(left, px(57), anchor="w", text=text, font=font, fill=paint.text, width=room, tags="text")
