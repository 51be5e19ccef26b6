"""Everything the program asks or says in a window of its own. Injected, so that a test can give the answers.

Each is one plain sentence, the safe answer has the focus, Esc is the safe answer.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from forms.text import nfc

FileKinds = Sequence[tuple[str, str]]
RETAKE_MS = 60  # the system has moved the focus by then


class Dialogs:
    """Asks with real windows. `theme` is read anew each time, since the appearance may change."""

    def __init__(self, root: tk.Tk, theme: Callable[[], Theme]) -> None:
        self._root, self._theme = root, theme

    def ask_yes_no(self, title: str, text: str, yes: str = "", no: str = "") -> bool:
        """Return whether the person said yes; closing the window is no."""
        box = _Box(self._root, self._theme(), title, text)
        box.add_button(yes or say("Có", "Yes"), "yes", accent=True)
        box.add_button(no or say("Không", "No"), "", first=True)
        return box.wait() == "yes"

    def show_info(self, title: str, text: str) -> None:
        """Say something that needs no answer."""
        box = _Box(self._root, self._theme(), title, text)
        box.add_button(say("Đóng", "Close"), "", accent=True, first=True)
        box.wait()

    def show_error(self, text: str, details: str = "", log: Path | None = None) -> None:
        """Say what went wrong in one sentence; details (no field values) can be copied, the log's place is named."""
        box = _Box(self._root, self._theme(), say("Không thực hiện được", "That did not work"), text)
        if log is not None:
            box.add_note(say(f"Nhật ký lỗi: {log}", f"Error log: {log}"))
        if details:
            box.add_action(say("Chép chi tiết", "Copy details"), lambda: self._copy(details))
        box.add_button(say("Đóng", "Close"), "", accent=True, first=True)
        box.wait()

    def ask_text(self, title: str, text: str, label: str, value: str = "", *, secret: bool = False) -> str | None:
        """Return a line of text, None if the person gave up. An empty line is not taken."""
        theme = self._theme()
        box = _Box(self._root, theme, title, text)
        field = Field(box.body, theme, label, value, width=48, secret=secret)
        field.pack(fill="x", pady=(theme.px(8), 0))
        answer: list[str] = []

        def take() -> None:
            if field.get():
                answer.append(field.get())
                box.close("yes")
            else:
                field.show_problem(say("Hãy ghi vào đây.", "Write something here."))

        box.add_action(say("Đồng ý", "OK"), take, accent=True)
        box.add_button(say("Thôi", "Cancel"), "")
        field.entry.bind("<Return>", lambda _: take())
        field.entry.bind("<KP_Enter>", lambda _: take())
        box.focus_first(field.entry)
        return answer[0] if box.wait() == "yes" else None

    def ask_folder(self, title: str, start: Path | None = None) -> Path | None:
        """Return a folder, None if the person gave up."""
        from tkinter import filedialog

        name = filedialog.askdirectory(parent=self._root, title=title, initialdir=str(start) if start else None, mustexist=False)
        return Path(nfc(str(name))) if name else None

    def ask_files(self, title: str, kinds: FileKinds = (), start: Path | None = None) -> list[Path]:
        """Return the files chosen, none if the person gave up."""
        from tkinter import filedialog

        folder = str(start) if start else None
        names = filedialog.askopenfilenames(parent=self._root, title=title, filetypes=list(kinds), initialdir=folder)
        return [Path(str(name)) for name in names]

    def ask_save(self, title: str, name: str, kinds: FileKinds = (), start: Path | None = None) -> Path | None:
        """Return where to save, None if the person gave up; the system asks before one file takes another's place."""
        from tkinter import filedialog

        folder = str(start) if start else None
        chosen = filedialog.asksaveasfilename(
            parent=self._root, title=title, initialfile=name, filetypes=list(kinds), initialdir=folder
        )
        return Path(nfc(str(chosen))) if chosen else None

    def _copy(self, text: str) -> None:
        self._root.clipboard_clear()
        self._root.clipboard_append(text)


class _Box(tk.Toplevel):
    """A modal window over the program: title, sentence, what is asked, buttons in one row on the right."""

    def __init__(self, root: tk.Tk, theme: Theme, title: str, text: str) -> None:
        super().__init__(root)
        self.withdraw()
        self.title(nfc(title))
        self.resizable(False, False)
        self.configure(background=theme.colors.bg)
        self.theme, self._answer, self._first = theme, "", None
        card = Card(self, theme, title, padding=20)
        card.pack(fill="both", expand=True, padx=theme.px(12), pady=theme.px(12))
        self.body = ttk.Frame(card, style="Plain.Card.TFrame")
        self.body.pack(fill="both", expand=True)
        ttk.Label(self.body, text=nfc(text), style="Card.TLabel", wraplength=theme.px(460), justify="left").pack(anchor="w")
        self._row = ttk.Frame(card, style="Plain.Card.TFrame")
        self._row.pack(fill="x", pady=(theme.px(20), 0))
        self.bind("<Escape>", lambda _: self.close(""))
        self.bind("<Button>", self._clicked_beside)
        self.protocol("WM_DELETE_WINDOW", lambda: self.close(""))

    _first: tk.Misc | None

    def add_note(self, text: str) -> None:
        """Add a muted line."""
        label = ttk.Label(self.body, text=nfc(text), style="Card.Muted.TLabel", wraplength=self.theme.px(460))
        label.pack(anchor="w", pady=(self.theme.px(8), 0))

    def add_button(self, label: str, answer: str, *, accent: bool = False, first: bool = False) -> None:
        """Add a button that closes the box with an answer."""
        button = self.add_action(label, lambda: self.close(answer), accent=accent)
        if first:
            self.focus_first(button)

    def add_action(self, label: str, run: Callable[[], object], *, accent: bool = False) -> ttk.Button:
        """Add a button that does something."""
        button = ttk.Button(self._row, text=nfc(label), command=run, style="Card.Accent.TButton" if accent else "Card.TButton")
        button.pack(side="right", padx=(self.theme.px(8), 0))
        for key in ("<Return>", "<KP_Enter>"):
            button.bind(key, lambda _: button.invoke())
        return button

    def focus_first(self, widget: tk.Misc) -> None:
        """Name the widget that has the focus when the box opens."""
        self._first = widget

    def close(self, answer: str) -> None:
        """End the box with an answer."""
        self._answer = answer
        self.grab_release()
        self.destroy()

    def _clicked_beside(self, event: tk.Event[tk.Misc]) -> None:
        """Take the keyboard back from the window below, which the system gave it to; the grab brings that click here."""
        if event.widget is self:
            self.after(RETAKE_MS, (self._first or self).focus_force)

    def wait(self) -> str:
        """Show the box over the program and return its answer."""
        parent = self.master.winfo_toplevel()
        self.update_idletasks()
        x = parent.winfo_rootx() + (parent.winfo_width() - self.winfo_reqwidth()) // 2
        y = parent.winfo_rooty() + (parent.winfo_height() - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(x, 0)}+{max(y, 0)}")
        self.transient(parent)
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        (self._first or self).focus_force()
        self.wait_window()
        return self._answer
