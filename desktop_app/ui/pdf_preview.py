"""A document on the screen: pages under each other, drawn when they come into view.

Keys: arrows scroll, PgUp and PgDn go by pages, Home and End to both ends, + and - zoom, 0 fits the width.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from PIL import ImageTk

from desktop_app.ui.page_layout import GAP, PageLayout, lay_out
from desktop_app.ui.pdf_pages import PdfPages
from desktop_app.ui.theme import Theme

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
LINE = 60
KEPT_PAGES = 8


class PdfPreview(ttk.Frame):
    """Shows one document. on_page(number, pages, zoom): the page in front or the zoom changed; numbers from 1."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_page: Callable[[int, int, int], None]) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self.theme, self.on_page = theme, on_page
        self._pages: PdfPages | None = None
        self._layout: PageLayout | None = None
        self._images: dict[tuple[int, int], ImageTk.PhotoImage] = {}
        self._note = ""
        self.zoom, self.top = 100, 0
        c = theme.colors
        self.canvas = tk.Canvas(self, background=c.bg, borderwidth=0, takefocus=True)
        self.canvas.configure(highlightthickness=theme.px(2), highlightbackground=c.card, highlightcolor=c.ring)
        self.bar = ttk.Scrollbar(self, style="Card.Vertical.TScrollbar", command=self._scroll_bar, takefocus=False)
        self.bar.pack(side="right", fill="y")
        self.canvas.pack(side="left", fill="both", expand=True)
        self._bind_keys()

    def _bind_keys(self) -> None:
        step = self.theme.px(LINE)
        moves: dict[str, Callable[[], None]] = {
            "Up": lambda: self.scroll_to(self.top - step),
            "Down": lambda: self.scroll_to(self.top + step),
            "Prior": lambda: self.turn(-1),
            "Next": lambda: self.turn(1),
            "Home": lambda: self.scroll_to(0),
            "End": lambda: self.scroll_to(1 << 30),
        }
        for name, move in moves.items():
            for key in (f"<{name}>", f"<KP_{name}>"):
                self.canvas.bind(key, lambda _event, move=move: move())  # type: ignore[misc]
        signs = {"+": lambda: self.zoom_by(1), "-": lambda: self.zoom_by(-1), "0": self.fit_width}
        self.canvas.bind("<Key>", lambda event: signs[event.char]() if event.char in signs else None)
        self.canvas.bind("<Button-4>", lambda _event: self.scroll_to(self.top - step))
        self.canvas.bind("<Button-5>", lambda _event: self.scroll_to(self.top + step))
        self.canvas.bind("<MouseWheel>", lambda event: self.scroll_to(self.top - step if event.delta > 0 else self.top + step))
        self.canvas.bind("<Button-1>", lambda _event: self.canvas.focus_set())
        self.canvas.bind("<Configure>", lambda _event: self._lay_out())

    def show(self, data: bytes) -> None:
        """Show a document from its first page on."""
        self.close()
        self._pages, self._note, self.top = PdfPages(data), "", 0
        self._lay_out()

    def show_note(self, text: str) -> None:
        """Show a sentence instead of a document."""
        self.close()
        self._note = text
        self._lay_out()

    def close(self) -> None:
        """Give the document back."""
        if self._pages is not None:
            self._pages.close()
        self._pages, self._layout = None, None
        self._images.clear()

    @property
    def page(self) -> int:
        """The number of the page in front, from 0."""
        return self._layout.page_at(self.top, self.canvas.winfo_height()) if self._layout else 0

    def turn(self, pages: int) -> None:
        """Go so many pages on, back if negative."""
        if self._layout is not None:
            target = min(max(self.page + pages, 0), len(self._layout.tops) - 1)
            self.scroll_to(self._layout.tops[target] - self.theme.px(GAP))

    def zoom_by(self, steps: int) -> None:
        """Go so many steps up or down in the zooms."""
        at = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self.zoom))
        self._zoom_to(ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)])

    def fit_width(self) -> None:
        """Make the page as wide as the view."""
        self._zoom_to(100)

    def scroll_to(self, top: int) -> None:
        """Show the document from so many pixels on."""
        if self._layout is not None:
            self.top = max(0, min(top, self._layout.total - self.canvas.winfo_height()))
            self.paint()

    def _zoom_to(self, zoom: int) -> None:
        before = self._layout.total if self._layout else 1
        self.zoom = zoom
        self._images.clear()
        self._lay_out()
        if self._layout is not None:
            self.scroll_to(self.top * self._layout.total // max(before, 1))

    def _lay_out(self) -> None:
        width = self.canvas.winfo_width()
        if self._pages is not None and width > 1:
            self._layout = lay_out(self._pages.sizes, width, self.zoom)
            self._images = {key: image for key, image in self._images.items() if key[1] == self._layout.width}
            self.scroll_to(self.top)
        else:
            self.paint()

    def paint(self) -> None:
        """Draw what is in view."""
        canvas, layout = self.canvas, self._layout
        canvas.delete("all")
        if layout is None or self._pages is None:
            at = (canvas.winfo_width() // 2, canvas.winfo_height() // 2)
            width = max(100, canvas.winfo_width() - 80)
            canvas.create_text(
                *at, text=self._note, fill=self.theme.colors.muted, font=self.theme.font(11), width=width, justify="center"
            )
            self.bar.set(0, 1)
            return
        height = canvas.winfo_height()
        for number in layout.in_view(self.top, height):
            y = layout.tops[number] - self.top
            shade = (layout.left - 1, y - 1, layout.left + layout.width, y + layout.heights[number])
            canvas.create_rectangle(shade, outline=self.theme.colors.edge)
            canvas.create_image(layout.left, y, anchor="nw", image=self._image(number))
        self.bar.set(self.top / layout.total, min(1.0, (self.top + height) / layout.total))
        self.on_page(self.page + 1, len(layout.tops), self.zoom)

    def _image(self, number: int) -> ImageTk.PhotoImage:
        assert self._pages is not None  # noqa: S101 - asked for by paint only
        assert self._layout is not None  # noqa: S101
        key = (number, self._layout.width)
        if key not in self._images:
            if len(self._images) >= KEPT_PAGES:
                self._images.pop(next(iter(self._images)))
            self._images[key] = ImageTk.PhotoImage(self._pages.render(*key), master=self.canvas)
        return self._images[key]

    def _scroll_bar(self, what: str, amount: str, unit: str = "") -> None:
        if self._layout is None:
            return
        if what == "moveto":
            self.scroll_to(round(float(amount) * self._layout.total))
        elif unit == "pages":
            self.turn(int(amount))
        else:
            self.scroll_to(self.top + int(amount) * self.theme.px(LINE))
