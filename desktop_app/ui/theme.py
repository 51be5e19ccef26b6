"""The look of the program: own ttk styles on `clam`, with rounded tiles; light and dark; sizes that follow the screen.

Style names for use elsewhere: `TFrame`, `Card.TFrame` (rounded, white), `Over.Card.TFrame` (a card on a card),
`Plain.Card.TFrame` (white, no edge), `TLabel`, `Muted`, `Title`, `Heading`, `Error`, `Warn`, `Good` (`.TLabel`), `TButton`,
`Accent.TButton`, `Quiet.TButton`, `TEntry`, `TCombobox`, `TCheckbutton`, `TRadiobutton`, `TProgressbar`, `TScrollbar`,
`Treeview`. On a card put `Card.` in front: `Card.TLabel`, `Card.Muted.TLabel`, `Card.Accent.TButton`.
"""

from __future__ import annotations

import tkinter as tk
import tkinter.font as tkfont
from tkinter import ttk
from typing import Literal

from desktop_app.ui import theme_styles, typeface
from desktop_app.ui.palette import DARK, LIGHT, Palette
from desktop_app.ui.tiles import Tiles

Weight = Literal["normal", "medium", "semi", "bold"]
BASE_DPI = 96
SMALLEST = (1280, 720)  # logical pixels the screens are laid out for
_FACES: dict[str, tuple[str, Literal["normal", "bold"]]] = {
    "normal": ("", "normal"),
    "medium": (" Medium", "normal"),
    "semi": (" SemiBold", "normal"),
    "bold": ("", "bold"),
}


class Theme:
    """Colours, sizes, fonts and styles of one appearance. Make it once per root and appearance, then `use()`."""

    def __init__(self, root: tk.Tk, dark: bool = False) -> None:
        self.root = root
        self.colors: Palette = DARK if dark else LIGHT
        self.scale = fit_scale(root)
        self.tiles = Tiles(root)
        self._fonts: dict[tuple[int, str], tkfont.Font] = {}
        self._families = set(tkfont.families(root))
        self._name = f"somotcua-{'dark' if dark else 'light'}-{round(self.scale * 100)}"
        self.use()

    def use(self) -> None:
        """Switch the window to this appearance; widgets with own colours must be built anew."""
        self._name_fonts()
        style = ttk.Style(self.root)
        if self._name not in style.theme_names():
            style.theme_create(self._name, parent="clam")
            style.theme_use(self._name)
            theme_styles.make_styles(style, self)
        style.theme_use(self._name)
        theme_styles.colour_plain_widgets(self.root, self)
        self.root.configure(background=self.colors.bg)

    def px(self, length: float) -> int:
        """Return a length given for a 96 dpi screen in pixels of this screen."""
        return round(length * self.scale)

    def font(self, size: int, weight: Weight = "normal") -> tkfont.Font:
        """Return the program's font in points; the same object every time."""
        key = (size, weight)
        if key not in self._fonts:
            suffix, slant = _FACES[weight]
            family = typeface.FAMILY + suffix
            if family not in self._families:
                family, slant = typeface.FAMILY, "bold" if weight in ("semi", "bold") else "normal"
            self._fonts[key] = tkfont.Font(root=self.root, family=family, size=size, weight=slant)
        return self._fonts[key]

    def _name_fonts(self) -> None:
        for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkTooltipFont", "TkCaptionFont"):
            tkfont.nametofont(name, self.root).configure(family=typeface.FAMILY, size=10)


def fit_scale(root: tk.Misc) -> float:
    """Return screen pixels per logical pixel: what the screen says, but never so large that the window cannot fit."""
    wanted = root.winfo_fpixels("1i") / BASE_DPI
    most = min(root.winfo_screenwidth() / SMALLEST[0], root.winfo_screenheight() / SMALLEST[1])
    scale = max(0.75, min(wanted, max(most, 0.75)))
    if abs(scale - wanted) > 0.01:
        root.tk.call("tk", "scaling", scale * BASE_DPI / 72)
    return scale
