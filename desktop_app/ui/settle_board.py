"""The board of a difference: two values without names, beside them what the paper says. One canvas; it hands every key on."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.ui.theme import Theme
from forms.text import nfc

HEIGHT, GAP, CAPTION = 176, 18, 26


@dataclass(frozen=True, slots=True)
class Tile:
    """caption: the small line above.  key, text: large and below it.  level: its colour.  is_open: empty, to be keyed."""

    caption: str
    key: str
    text: str
    level: int = 5
    is_open: bool = False
    chosen: bool = False


class SettleBoard(tk.Canvas):
    """Shows tiles side by side. `pressed(event)` gets every key, `picked(place)` a click on a tile."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, pressed: Callable[[tk.Event[tk.Misc]], str], picked: Callable[[int], object]
    ) -> None:
        super().__init__(parent, height=theme.px(HEIGHT), background=theme.colors.card, borderwidth=0, takefocus=1,
                         highlightthickness=0)  # fmt: skip
        self._theme, self._picked = theme, picked
        self.tiles: Sequence[Tile] = ()
        self.bind("<Key>", pressed)
        self.bind("<Configure>", lambda _: self._draw())
        self.bind("<FocusIn>", lambda _: self._draw())
        self.bind("<FocusOut>", lambda _: self._draw())
        self.bind("<Button-1>", self._clicked)

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; without any the board takes no room."""
        self.tiles = tiles
        self.configure(height=self._theme.px(HEIGHT) if tiles else 1)
        self._draw()

    @property
    def _wide(self) -> int:
        count = max(len(self.tiles), 1)
        return (self.winfo_width() - self._theme.px(GAP) * (count - 1)) // count

    def _draw(self) -> None:
        self.delete("all")
        if self.winfo_width() < self._theme.px(200):
            return
        for place, tile in enumerate(self.tiles):
            self._draw_tile(tile, place * (self._wide + self._theme.px(GAP)))

    def _draw_tile(self, tile: Tile, left: int) -> None:
        theme, c, px, wide = self._theme, self._theme.colors, self._theme.px, self._wide
        small = theme.font(10, "semi")
        self.create_text(left + px(2), px(11), anchor="w", text=nfc(tile.caption), font=small, fill=c.muted)
        high = px(HEIGHT - CAPTION)
        edge, stroke = (c.accent, px(3)) if tile.is_open or tile.chosen else (c.edge, px(1))
        fill = c.cursor_row if tile.is_open else c.cell
        ground = theme.tiles.rounded(wide, high, px(12), fill, edge, stroke, c.card)
        self.create_image(left, px(CAPTION), anchor="nw", image=ground)
        middle, top = left + wide // 2, px(CAPTION)
        if tile.key:
            cap = theme.tiles.rounded(px(72), px(72), px(12), c.levels[tile.level], ground=fill)
            self.create_image(middle, top + px(16), anchor="n", image=cap)
            self.create_text(middle, top + px(52), text=tile.key, font=theme.font(30, "bold"), fill=c.on_level)
        y = top + (px(114) if tile.key else high // 2)
        font = theme.font(13 if tile.key else 15, "semi")
        self.create_text(middle, y, text=nfc(tile.text), font=font, fill=c.text, width=wide - px(24), justify="center")

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        place = event.x // (self._wide + self._theme.px(GAP))
        if place < len(self.tiles):
            self._picked(place)
