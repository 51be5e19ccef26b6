"""Pills: a word on a small rounded ground whose colour says how things stand.

The colours carry no meaning alone: the word is always there. This module must not decide which kind a word is.
"""

from __future__ import annotations

from PIL import ImageTk

from desktop_app.ui.theme import Theme

LIGHT: dict[str, tuple[str, str]] = {
    "good": ("#dcf2e4", "#12683a"),
    "info": ("#d3e2fa", "#0f469d"),
    "calm": ("#e7ebf2", "#465468"),
    "wait": ("#fdeccf", "#7d4a05"),
    "soon": ("#b8600f", "#ffffff"),
    "late": ("#c0392b", "#ffffff"),
}
DARK: dict[str, tuple[str, str]] = {
    "good": ("#14372a", "#86dfab"),
    "info": ("#1d3a6d", "#a5c9ff"),
    "calm": ("#272f3d", "#bcc7d7"),
    "wait": ("#40300f", "#f4c57f"),
    "soon": ("#e08a45", "#1c1206"),
    "late": ("#ec7570", "#1e0807"),
}


def pill_colors(kind: str, *, dark: bool) -> tuple[str, str]:
    """Return (ground, ink) of a kind: `good`, `info`, `calm`, `wait`, `soon` or `late`. Raises KeyError for another."""
    return (DARK if dark else LIGHT)[kind]


def pill_image(theme: Theme, kind: str, width: int, height: int) -> ImageTk.PhotoImage:
    """Return the ground of a pill, `width` × `height` pixels; the theme keeps it."""
    return theme.tiles.rounded(width, height, height // 2, pill_colors(kind, dark=theme.colors.dark)[0])
