"""How text gets into fields: input methods only there, NFC always, and no key swallowed.

UniKey types by fake BackSpaces and retyping, ibus swallows digits: so input methods are off in the window and on only in text
entries, off again where the program types Vietnamese itself; nothing here swallows a key. Source: notes on Vietnamese typing,
domain facts §6.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import cast

from desktop_app.ui.vietnamese_typing import VietnameseTyping
from forms.text import nfc

TEXT_CLASSES = ("TEntry", "Text", "TCombobox", "Entry")


def rule_typing(root: tk.Tk, foreign: Callable[[], object] = lambda: None) -> VietnameseTyping:
    """Set the rules for every text entry of this window, made now or later; return its Vietnamese typing, which is off.

    foreign: told when another program's Vietnamese letters arrive while ours is on.
    """
    use_input_methods(root, on=False)
    typing = VietnameseTyping(root, foreign)
    for name in TEXT_CLASSES:
        root.bind_class(name, "<FocusIn>", _of_ours(lambda event: enter_field(event.widget, typing)), add="+")
        root.bind_class(name, "<FocusOut>", _of_ours(_leave), add="+")
        root.bind_class(name, "<<Paste>>", _of_ours(_paste, lambda field: _paste_plain(root, field)))
        root.bind_class(name, "<<PasteSelection>>", _of_ours(_paste_selection))
    root.bind_class("TEntry", "<<SelectAll>>", _of_ours(_select_all))
    return typing


def enter_field(widget: tk.Misc, typing: VietnameseTyping) -> None:
    """Let a field that has the focus be typed in: by the program itself or by the system's input methods, never by both."""
    typing.watch(widget)
    use_input_methods(widget, on=not typing.takes(widget))


def use_input_methods(widget: tk.Misc, *, on: bool) -> None:
    """Switch the system's input methods for this display; where Tk has none, nothing happens."""
    try:
        widget.tk.call("tk", "useinputmethods", "-displayof", str(widget), "1" if on else "0")
    except tk.TclError:
        return


def insert_nfc(widget: tk.Misc, text: str) -> None:
    """Put a text in normal form C at the caret, over what is selected."""
    entry = cast("tk.Entry", widget)
    try:
        entry.delete("sel.first", "sel.last")
    except tk.TclError:
        pass  # nothing was selected
    entry.insert("insert", nfc(text))


def put_right(widget: tk.Misc) -> None:
    """Bring what stands in an entry to normal form C, the caret where it was."""
    if isinstance(widget, tk.Text):
        return
    entry = cast("tk.Entry", widget)
    try:
        text = entry.get()
    except (tk.TclError, AttributeError):
        return
    if text != nfc(text):
        entry.delete(0, "end")
        entry.insert(0, nfc(text))


def _of_ours(
    act: Callable[[tk.Event[tk.Misc]], object], otherwise: Callable[[str], object] = lambda _: None
) -> Callable[[tk.Event[tk.Misc]], object]:
    """Return `act` for our own fields; those of Tk's file dialog are names without an object, and get `otherwise`."""

    def act_on(event: tk.Event[tk.Misc]) -> object:
        field: object = event.widget
        return otherwise(field) if isinstance(field, str) else act(event)

    return act_on


def _paste_plain(root: tk.Tk, field: str) -> str:
    try:
        root.tk.call(field, "insert", "insert", nfc(str(root.tk.call("clipboard", "get"))))
    except tk.TclError:
        pass  # nothing to paste, or a field that cannot be written in
    return "break"


def _leave(event: tk.Event[tk.Misc]) -> None:
    use_input_methods(event.widget, on=False)
    put_right(event.widget)


def _paste(event: tk.Event[tk.Misc]) -> str:
    return _insert_selection(event.widget, "CLIPBOARD")


def _paste_selection(event: tk.Event[tk.Misc]) -> str:
    if isinstance(event.widget, tk.Text):
        event.widget.mark_set("insert", f"@{event.x},{event.y}")
    else:
        cast("tk.Entry", event.widget).icursor(f"@{event.x}")
    return _insert_selection(event.widget, "PRIMARY")


def _insert_selection(widget: tk.Misc, selection: str) -> str:
    if "readonly" in str(widget.cget("state")) or "disabled" in str(widget.cget("state")):
        return "break"
    for kind in ("UTF8_STRING", "STRING"):
        try:
            text = str(widget.tk.call("selection", "get", "-selection", selection, "-type", kind))
        except tk.TclError:
            continue
        insert_nfc(widget, text if isinstance(widget, tk.Text) else " ".join(text.splitlines()))
        break
    return "break"


def _select_all(event: tk.Event[tk.Misc]) -> None:
    event.widget.tk.call(str(event.widget), "selection", "range", 0, "end")
