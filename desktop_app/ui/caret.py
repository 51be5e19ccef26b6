"""The text before the caret of an entry or a text box: read, and rewritten as a part of the typing that undo takes back."""

from __future__ import annotations

import tkinter as tk
from typing import cast


def caret(widget: tk.Misc, back: int = 0) -> str:
    """Return the index of the caret, or of the place so many letters before it."""
    if isinstance(widget, tk.Text):
        return widget.index(f"insert - {back} chars")
    return str(cast("tk.Entry", widget).index("insert") - back)


def text_before(widget: tk.Misc) -> str:
    """Return what stands before the caret, of a text box in its line."""
    if isinstance(widget, tk.Text):
        return widget.get("insert linestart", "insert")
    entry = cast("tk.Entry", widget)
    return entry.get()[: entry.index("insert")]


def rewrite(widget: tk.Misc, old: str, new: str) -> None:
    """Write `new` for the text `old` just before the caret; only what differs is touched, the caret ends behind it."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    gone, come = len(old) - same, new[same:]
    if not gone and not come:
        return
    if isinstance(widget, tk.Text):
        _rewrite_box(widget, gone, come)
        return
    entry = cast("tk.Entry", widget)
    entry.delete(entry.index("insert") - gone, "insert")
    entry.insert("insert", come)


def _rewrite_box(box: tk.Text, gone: int, come: str) -> None:
    """Without separators of its own, an insertion last: one undo takes back what was typed in one go, not half a word."""
    separators = box.cget("autoseparators")
    box.configure(autoseparators=False)
    box.delete(f"insert - {gone} chars", "insert")
    box.insert("insert", come)
    box.configure(autoseparators=separators)
