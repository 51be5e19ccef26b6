"""The two sets of colours. Every text colour keeps at least 4.5:1 against the ground it stands on (tested)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`.

    levels: the five answers from 1 to 5, then the colour of an answer that is missing.  on_*: text on that ground.
    """

    dark: bool
    bg: str
    card: str
    side: str
    side_text: str
    side_off: str
    side_on: str
    side_title: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    ring: str
    field: str
    disabled: str
    error: str
    warn: str
    good: str
    saved: str
    cursor_row: str
    cell: str
    zebra: str
    levels: tuple[str, str, str, str, str, str]
    on_level: str


LIGHT = Palette(
    dark=False,
    bg="#f4f6fa",
    card="#ffffff",
    side="#0f2747",
    side_text="#c9d6ea",
    side_off="#7f93b2",
    side_on="#1d4480",
    side_title="#ffffff",
    text="#16202e",
    muted="#566375",
    line="#dfe5ee",
    edge="#c5cfdc",
    accent="#1557c0",
    accent_hover="#0f469d",
    on_accent="#ffffff",
    ring="#8ab4f8",
    field="#ffffff",
    disabled="#e9edf3",
    error="#b93226",
    warn="#a8560d",
    good="#23783f",
    saved="#7fd6a4",
    cursor_row="#e6effd",
    cell="#f6f8fb",
    zebra="#f8fafd",
    levels=("#c0392b", "#b05a0c", "#7d6f10", "#287c43", "#0b6b63", "#566375"),
    on_level="#ffffff",
)

DARK = Palette(
    dark=True,
    bg="#10141b",
    card="#171d27",
    side="#0b1220",
    side_text="#9fb2cc",
    side_off="#72839c",
    side_on="#1c3359",
    side_title="#ffffff",
    text="#e9eef6",
    muted="#9aa8bb",
    line="#2a3443",
    edge="#3d4a5e",
    accent="#6ea8fe",
    accent_hover="#8dbbff",
    on_accent="#0b1524",
    ring="#a9c9ff",
    field="#1a212c",
    disabled="#1d242f",
    error="#ff8076",
    warn="#f0a868",
    good="#6fce92",
    saved="#7fd6a4",
    cursor_row="#1b2c48",
    cell="#1e2633",
    zebra="#1a212c",
    levels=("#c9453d", "#ac5c16", "#857519", "#2c8349", "#147a6d", "#5d6b7e"),
    on_level="#ffffff",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
