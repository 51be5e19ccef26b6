"""What the pages of the first and of the second keying share: band, strip, sheet, panels over it, common keys, pause, draft.

Each page says in hooks what its lines tell, what an answer means and how a slip is saved. It must not judge an answer.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk
from typing import Generic, TypeVar

from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.keying_ask import AskPanel
from desktop_app.ui.keying_band import ProgressBand
from desktop_app.ui.keying_grid import KeyingGrid
from desktop_app.ui.keying_look import StripLook, band_states
from desktop_app.ui.keying_panels import HeaderPanel, PauseVeil
from desktop_app.ui.keying_strip import KeyingStrip
from desktop_app.ui.keying_tones import Tones
from desktop_app.ui.keying_view import JUMPS, MOVES, SAVE_KEYS
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.slip import ANSWERS
from desktop_app.workflows.slip_session import SlipSession

Sheet = TypeVar("Sheet", bound=SlipSession)


class SlipPage(ttk.Frame, Generic[Sheet]):
    """Keys go to the session `entry`; what it decides is painted. `left()` when the person goes back to the batches."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._left = app, left
        self.entry: Sheet | None = None
        self._clock = DraftClock(self, self._tell_trouble)
        self.tones = Tones(self, lambda: app.preferences.sound)
        theme, px = app.theme, app.theme.px
        self._head().pack(fill="x")
        self._hints().pack(side="bottom", fill="x", pady=(px(8), 0))
        self.band = ProgressBand(self, theme)
        self.band.pack(fill="x", pady=(px(6), px(8)))
        self.strip = KeyingStrip(self, theme)
        self.strip.pack(fill="x")
        self.card = Card(self, theme, padding=6)
        self.card.pack(fill="both", expand=True, pady=(px(8), 0))
        self.sheet = KeyingGrid(self.card, theme, self._pressed, self._picked, scale=False)
        self.sheet.pack(fill="both", expand=True)
        self.header = HeaderPanel(self.card, theme, self.take_header, self.close_panels)
        self.ask = AskPanel(self.card, theme)
        self.veil = PauseVeil(self, theme, self.resume)

    def _head(self) -> ttk.Frame:
        head = ttk.Frame(self)
        right = ttk.Frame(head)
        right.pack(side="right", anchor="s")
        self.build_mark(right)
        self._line = ttk.Label(right, style="Muted.TLabel", anchor="e")
        self._line.pack(anchor="e")
        self._heading = Heading(head, self.app.theme, "", "")
        self._heading.pack(side="left", fill="x", expand=True)
        return head

    def _hints(self) -> ttk.Frame:
        row = ttk.Frame(self)
        for key, text in self.hints():
            KeyHint(row, self.app.theme, key, text).pack(side="left")
        return row

    # What each page says itself

    def build_mark(self, parent: ttk.Frame) -> None:
        """Build what stands over the line on the right; nothing unless a page has something."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys under the sheet with what they do."""
        raise NotImplementedError

    def titles(self, entry: Sheet) -> tuple[str, str]:
        """Return the page's title and the line under it."""
        raise NotImplementedError

    def side_line(self, entry: Sheet) -> str:
        """Return the line on the right of the title."""
        raise NotImplementedError

    def strip_look(self, entry: Sheet) -> StripLook:
        """Return what the strip says now."""
        raise NotImplementedError

    def press(self, entry: Sheet, char: str) -> bool:
        """Take a key that is no move and no command; return whether it meant anything."""
        raise NotImplementedError

    def enter(self) -> None:
        """Save the slip and open the next; where the batch asks for it, confirm a group's end first."""
        raise NotImplementedError

    def take_header(self, serial: int, day: date) -> None:
        """Take what the panel of serial and day gives."""
        raise NotImplementedError

    def give_up(self, entry: Sheet) -> None:
        """Drop what is keyed of the slip, if the person agrees."""
        raise NotImplementedError

    # Keys

    def take_focus(self) -> None:
        """Put the focus on the sheet."""
        self.sheet.focus_set()

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        entry = self.entry
        if entry is None or not entry.has_slip:
            return self.pressed_without_slip(event)
        if event.keysym == "Pause":
            self.pause()
        elif event.keysym in SAVE_KEYS or event.char == "+":
            self.enter()
        elif not self._moved(entry, event) and not self.press(entry, event.char):
            return ""
        return "break"

    def pressed_without_slip(self, event: tk.Event[tk.Misc]) -> str:  # noqa: ARG002 - for pages that take a key there
        """Take a key while no slip is under the keys; return what Tk is to do with it."""
        return ""

    def _moved(self, entry: Sheet, event: tk.Event[tk.Misc]) -> bool:
        """Move the caret if the key is one that moves it: those of the numeric pad bear a digit while NumLock is on."""
        before, name, char = entry.cursor, event.keysym, event.char
        if name in MOVES and (not char or char not in "0123456789"):
            entry.move(MOVES[name])
        elif name in JUMPS and not char:
            entry.go_to(JUMPS[name])
        elif name == "BackSpace":
            entry.back()
        else:
            return False
        self.after_key(before)
        return True

    def _picked(self, place: int, value: int | str | None) -> None:
        entry = self.entry
        if entry is None or not entry.has_slip:
            return
        before = entry.cursor
        if value is None:
            entry.go_to(place)
            self.after_key(before)
        else:
            entry.answer(place, value)
            self.sheet.paint_row(place)
            self.answered(before)

    def answered(self, before: int) -> None:
        """Paint after an answer. before: where the caret was."""
        self.after_key(before)

    def after_key(self, before: int) -> None:
        """Paint what a key changed. before: where the caret was."""
        self.sheet.paint_row(before)
        self.sheet.move_caret()
        self.paint_lines()
        self.keep_draft()

    # Commands

    def turn_page(self) -> None:
        """Go to the respondent's items, or back."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            self.entry.turn_page()
            self.refresh()

    def open_header(self) -> None:
        """Open serial and day."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            slip = self.entry.slip
            self.header.open(slip.serial, date.fromisoformat(slip.day), self.entry.problems)

    def pause(self) -> None:
        """Hide the slip and stop counting time; any key goes on."""
        if self.entry is not None and not self.is_paused:
            self.close_panels()
            self.entry.pause()
            self.veil.open()

    @property
    def is_paused(self) -> bool:
        """Whether the veil hides the slip."""
        return bool(self.veil.winfo_manager())

    def resume(self) -> None:
        """Show the slip again and count on."""
        if self.entry is not None:
            self.entry.resume()
        self.veil.place_forget()
        self.take_focus()

    def leave(self) -> None:
        """Close a panel, else drop what is keyed if the person agrees, else go back to the batches."""
        entry = self.entry
        if self.is_paused:
            self.resume()
        elif any(panel.winfo_manager() for panel in self.panels):
            self.close_panels()
        elif entry is not None and entry.has_slip and not entry.slip.is_empty:
            self.give_up(entry)
        else:
            self._left()

    @property
    def panels(self) -> tuple[Card, ...]:
        """What may lie over the sheet."""
        return self.header, self.ask

    def close_panels(self) -> None:
        """Close what lies over the sheet."""
        for panel in self.panels:
            panel.place_forget()
        self.take_focus()

    # Painting

    def refresh(self) -> None:
        """Show the slip as it is."""
        if self.entry is not None:
            self.sheet.show(self.entry)
            self._heading.set(*self.titles(self.entry))
            self.paint_lines()

    def paint_lines(self) -> None:
        """Paint strip, band and the line on the right."""
        entry = self.entry
        if entry is None:
            return
        self.strip.show(self.strip_look(entry))
        self.band.show(band_states(entry), entry.cursor if entry.page == ANSWERS and entry.has_slip else -1)
        self._line.configure(text=self.side_line(entry))

    # The draft

    def put_away(self) -> None:
        """Write sitting and draft now: the page goes to the back or the window closes."""
        self._clock.stop()
        if self.entry is None:
            return
        if self.is_paused:
            self.resume()
        self.close_panels()
        try:
            self.entry.leave()
        except StoreError as error:
            self._tell(error)

    def keep_draft(self) -> None:
        """Hand what is keyed to the draft's writer."""
        if self.entry is not None and self.entry.needs_draft:
            self.entry.keep_draft()
            self._clock.wind()

    def _tell_trouble(self) -> None:
        trouble = self.entry.draft_trouble() if self.entry is not None else None
        if trouble is not None:
            self._tell(trouble)

    def _tell(self, error: StoreError) -> None:
        self.app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")
