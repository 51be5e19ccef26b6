"""The dark bar on the left: the program's and the unit's name, the screens, and at its foot what was saved and who works.

Mouse and keyboard reach every entry; the one in focus wears a ring. It must not know what an entry does.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence

from desktop_app.ui.commands import Command
from desktop_app.ui.screen import StatusKind
from desktop_app.ui.side_foot import SideFoot
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.vietnamese_typing import Mode
from desktop_app.words import say
from forms.text import nfc

WIDTH, TOP, STEP = 208, 104, 42


class SideBar(tk.Canvas):
    """Draws itself on one canvas. `chosen(name)`: for the entry a person picks.  `asked(name)`: for what its foot offers."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, entries: Sequence[Command], chosen: Callable[[str], object],
        asked: Callable[[str], object],
    ) -> None:  # fmt: skip
        c, px = theme.colors, theme.px
        super().__init__(parent, width=px(WIDTH), background=c.side, highlightthickness=0, takefocus=1, borderwidth=0)
        self._theme, self._entries, self._chosen = theme, list(entries), chosen
        self._current, self._focused, self._hover = "", -1, -1
        self._unit = self.create_text(px(20), px(52), anchor="nw", font=theme.font(9), fill=c.side_text, width=px(176))
        self.create_text(px(20), px(34), anchor="w", text=say("Sổ Một Cửa", "Sổ Một Cửa"), font=theme.font(15, "bold"),
                         fill=c.side_title)  # fmt: skip
        self._foot = SideFoot(self, theme, asked)
        self._barred: Mapping[str, str] = {}
        self._tip = Tip(parent, theme)
        self._places = [self._draw_entry(place, entry) for place, entry in enumerate(self._entries)]
        self._listen()

    def _draw_entry(self, place: int, entry: Command) -> tuple[int, int, int]:
        c, px, y = self._theme.colors, self._theme.px, self._theme.px(TOP + place * STEP)
        ground = self.create_image(px(10), y, anchor="nw")
        text = self.create_text(px(24), y + px(18), anchor="w", text=nfc(entry.label), fill=c.side_text)
        font = self._theme.font(7)
        width = max(px(28), font.measure(entry.key) + px(10))
        cap = self._theme.tiles.rounded(width, px(19), px(4), c.side, c.side_text)
        key = self.create_image(px(190), y + px(9), anchor="ne", image=cap)
        self.create_text(px(190) - width // 2, y + px(18), text=entry.key, font=font, fill=c.side_text)
        return ground, text, key

    def _listen(self) -> None:
        self.bind("<Configure>", lambda _: self._settle())
        self.bind("<Motion>", lambda event: self._set_hover(self._place_at(event.y)))
        self.bind("<Leave>", lambda _: self._set_hover(-1))
        self.bind("<Button-1>", lambda event: self._choose(self._place_at(event.y)))
        self.bind("<FocusIn>", lambda _: self._focus(max(self._index(self._current), 0)))
        self.bind("<FocusOut>", lambda _: self._focus(-1))
        self.bind("<Up>", lambda _: self._focus(max(self._focused - 1, 0)))
        self.bind("<Down>", lambda _: self._focus(min(self._focused + 1, len(self._entries) - 1)))
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(key, lambda _: self._choose(self._focused))

    def set_unit(self, text: str) -> None:
        """Show the unit's name under the program's."""
        self.itemconfigure(self._unit, text=nfc(text))

    def set_who(self, text: str, *, sealed: bool, read_only: bool = False) -> None:
        """Show who works, at the foot, whether the office is sealed, and that it is open to look only."""
        self._foot.set_who(text, sealed=sealed, read_only=read_only)

    def set_typing(self, mode: Mode) -> None:
        """Show at the foot how keys are taken."""
        self._foot.set_typing(mode)

    def set_barred(self, reasons: Mapping[str, str]) -> None:
        """Grey these entries; the reason stands beside the mouse."""
        self._barred = reasons
        self._paint()

    def set_current(self, name: str) -> None:
        """Mark the entry of the screen in front."""
        self._current = name
        self._paint()

    def set_status(self, text: str, kind: StatusKind) -> None:
        """Show the status line in the colour of its kind."""
        self._foot.set_status(text, kind)

    def _index(self, name: str) -> int:
        return next((place for place, entry in enumerate(self._entries) if entry.name == name), -1)

    def _place_at(self, y: int) -> int:
        place, rest = divmod(y - self._theme.px(TOP), self._theme.px(STEP))
        return place if 0 <= place < len(self._entries) and rest < self._theme.px(36) else -1

    def _choose(self, place: int) -> None:
        if place >= 0:
            self._chosen(self._entries[place].name)

    def _focus(self, place: int) -> None:
        self._focused = place
        self._paint()

    def _set_hover(self, place: int) -> None:
        if place != self._hover:
            self._hover = place
            self.configure(cursor="hand2" if place >= 0 else "")
            reason = self._barred.get(self._entries[place].name, "") if place >= 0 else ""
            self._tip.soon(reason) if reason else self._tip.hide()
            self._paint()

    def _paint(self) -> None:
        c, px, tiles = self._theme.colors, self._theme.px, self._theme.tiles
        for place, (ground, text, _) in enumerate(self._places):
            current, focused, hover = self._entries[place].name == self._current, place == self._focused, place == self._hover
            fill = c.side_on if current or hover else c.side
            image = tiles.rounded(px(188), px(36), px(8), fill, c.ring if focused else "", px(2))
            self.itemconfigure(ground, image=image if current or focused or hover else "")
            self.itemconfigure(text, font=self._theme.font(10, "semi" if current else "normal"),
                               fill=c.side_title if current else self._ink(place))  # fmt: skip

    def _ink(self, place: int) -> str:
        c = self._theme.colors
        return c.side_off if self._entries[place].name in self._barred else c.side_text

    def _settle(self) -> None:
        self._foot.settle()
