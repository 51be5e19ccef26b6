"""A small note beside the mouse: where a figure comes from. One per window; it never takes the focus."""

from __future__ import annotations

import tkinter as tk

from desktop_app.ui.theme import Theme
from forms.text import nfc

DELAY_MS = 350


class Tip:
    """Shows a text near the mouse while it rests on a widget or a canvas item."""

    def __init__(self, root: tk.Misc, theme: Theme) -> None:
        self._root, self._theme = root, theme
        self._box: tk.Toplevel | None = None
        self._timer: str | None = None

    def over(self, widget: tk.Misc, text: str) -> None:
        """Show the text while the mouse is over a widget."""
        widget.bind("<Enter>", lambda _: self.soon(text))
        widget.bind("<Leave>", lambda _: self.hide())

    def over_item(self, canvas: tk.Canvas, tag: str, text: str) -> None:
        """Show the text while the mouse is over items of a canvas."""
        canvas.tag_bind(tag, "<Enter>", lambda _: self.soon(text))
        canvas.tag_bind(tag, "<Leave>", lambda _: self.hide())

    def hide(self) -> None:
        """Take the note away."""
        if self._timer is not None:
            self._root.after_cancel(self._timer)
            self._timer = None
        if self._box is not None:
            self._box.destroy()
            self._box = None

    def soon(self, text: str) -> None:
        """Show a text beside the mouse after a moment."""
        self.hide()
        if text:
            self._timer = self._root.after(DELAY_MS, lambda: self._show(text))

    def _show(self, text: str) -> None:
        self._timer = None
        c, px = self._theme.colors, self._theme.px
        box = self._box = tk.Toplevel(self._root, background=c.edge)
        box.overrideredirect(True)
        label = tk.Label(box, text=nfc(text), background=c.card, foreground=c.text, font=self._theme.font(9), justify="left",
                         wraplength=px(380), padx=px(10), pady=px(7))  # fmt: skip
        label.pack(padx=1, pady=1)
        box.update_idletasks()
        x = min(self._root.winfo_pointerx() + px(14), self._root.winfo_screenwidth() - box.winfo_reqwidth() - px(4))
        y = self._root.winfo_pointery() + px(18)
        if y + box.winfo_reqheight() + px(4) > self._root.winfo_screenheight():  # above what it tells about, not over it
            y = max(self._root.winfo_pointery() - box.winfo_reqheight() - px(18), 0)
        box.geometry(f"+{x}+{y}")
