"""Be Vietnam Pro for this program only: the fonts are handed to the system privately, nothing is installed.

Must be called before `Tk()`. Font files and their licence (OFL-1.1) lie in `fonts/`.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

FAMILY = "Be Vietnam Pro"
FOLDER = Path(__file__).with_name("fonts")
_PRIVATE = 0x10  # FR_PRIVATE: this process only


def load_private_fonts() -> int:
    """Register the font files with this process; return how many were taken (0: the system's font is used)."""
    files = sorted(FOLDER.glob("*.ttf"))
    if sys.platform == "win32":
        return sum(ctypes.windll.gdi32.AddFontResourceExW(str(file), _PRIVATE, 0) for file in files)
    try:
        library = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return 0
    library.FcConfigGetCurrent.restype = ctypes.c_void_p
    library.FcConfigAppFontAddFile.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    config = library.FcConfigGetCurrent()
    return sum(int(library.FcConfigAppFontAddFile(config, str(file).encode())) for file in files)


def sharpen() -> None:
    """Tell Windows that the window scales itself; must come before the first `Tk()`. Elsewhere nothing happens."""
    if sys.platform == "win32":
        try:
            ctypes.windll.shcore.SetProcessDpiAwareness(1)
        except (AttributeError, OSError):
            return
