"""Colours: every text can be read on the ground it stands on, in both appearances."""

from __future__ import annotations

import pytest

from desktop_app.ui.palette import DARK, LIGHT, Palette, contrast


def pairs(c: Palette) -> dict[str, tuple[str, str]]:
    grounds = {"bg": c.bg, "card": c.card}
    texts = {"text": c.text, "muted": c.muted, "error": c.error, "warn": c.warn, "good": c.good, "accent": c.accent}
    found = {f"{name} on {ground}": (ink, colour) for ground, colour in grounds.items() for name, ink in texts.items()}
    found |= {f"level {place}": (c.on_level, level) for place, level in enumerate(c.levels, 1)}
    found |= {
        "text on field": (c.text, c.field),
        "text on the caret's row": (c.text, c.cursor_row),
        "text on zebra": (c.text, c.zebra),
    }
    found |= {"cell": (c.muted, c.cell), "button": (c.on_accent, c.accent), "pressed button": (c.on_accent, c.accent_hover)}
    found |= {"side": (c.side_text, c.side), "side chosen": (c.side_title, c.side_on), "saved": (c.saved, c.side)}
    return found


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_4_5_to_1(palette: Palette) -> None:
    low = {name: round(contrast(*pair), 2) for name, pair in pairs(palette).items() if contrast(*pair) < 4.5}
    assert low == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_stands_out_from_what_it_surrounds(palette: Palette) -> None:
    assert contrast(palette.accent, palette.card) >= 3
    assert contrast(palette.ring, palette.side) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
