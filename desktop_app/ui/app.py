"""Starting the window: fonts, Tk, the shell, the office. Returns an exit status; without a display it says so in a sentence."""

from __future__ import annotations

import sys
import tkinter as tk
from pathlib import Path

from desktop_app.ui import typeface
from desktop_app.ui.window import Window
from desktop_app.words import say
from desktop_app.workflows.preferences import preferences_folder

USUAL = (1366, 768)  # logical pixels of the window where the screen is larger
TITLE = 32  # logical pixels, at least, that a title bar takes


def run(folder: Path | None = None, account: str = "admin", *, preferences: Path | None = None) -> int:
    """Open the window, with the office in `folder` if given; return 0 when it was closed, 3 without a display."""
    try:
        window = open_window(folder, account, preferences=preferences)
    except tk.TclError:
        sys.stderr.write(say("Không có màn hình để mở cửa sổ.\n", "There is no display to open a window on.\n"))
        return 3
    window.root.mainloop()
    return 0


def open_window(folder: Path | None = None, account: str = "admin", *, preferences: Path | None = None) -> Window:
    """Make the root and the window on it, show the start page, begin to open the office. Raises TclError without a display."""
    typeface.sharpen()
    typeface.load_private_fonts()
    root = tk.Tk(className="SoMotCua")
    root.withdraw()
    window = Window(root, preferences or preferences_folder())
    place(window)
    window.show("start")
    root.deiconify()
    if folder is not None:
        window.open_office(folder, account)
    return window


def place(window: Window) -> None:
    """Give the window its usual size in the middle of the screen; where that is small, all that is left beside bars and title."""
    root, px = window.root, window.theme.px
    screen = (root.winfo_screenwidth(), root.winfo_screenheight())
    size = [min(px(usual), most) for usual, most in zip(USUAL, screen, strict=True)]
    left, top = ((most - long) // 2 for most, long in zip(screen, size, strict=True))
    root.geometry(f"{size[0]}x{size[1]}+{left}+{top}")
    if size[1] + px(TITLE) > screen[1]:  # its title bar would push the lower edge off the screen
        try:
            root.state("zoomed")
        except tk.TclError:  # X: not a state but an attribute
            root.attributes("-zoomed", True)
