"""How each ttk widget is put together and coloured in our theme. Only `theme.py` calls this."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.ui.theme import Theme

LABELS = ("Muted", "Title", "Heading", "Error", "Warn", "Good", "Small", "Big", "Semi")


def make_styles(style: ttk.Style, theme: Theme) -> None:
    """Create elements, layouts and settings in the theme in use."""
    _elements(style, theme)
    _layouts(style)
    _settings(style, theme)
    _labels(style, theme)
    _on_cards(style, theme)


def _elements(style: ttk.Style, theme: Theme) -> None:
    c, px, tiles = theme.colors, theme.px, theme.tiles
    gap, size, wide, radius = px(2), px(28), px(320), px(7)

    def tile(fill: str, line: str = "", ring: str = "") -> Any:
        return tiles.ringed(wide, size, radius, gap, fill, line, ring)

    def element(name: str, *looks: Any) -> None:
        style.element_create(name, "image", *looks, border=px(10), padding=px(2), width=size, sticky="nsew")

    element(
        "Own.button",
        tile(c.card, c.edge),
        ("disabled", tile(c.disabled, c.line)),
        ("pressed", tile(c.line, c.edge)),
        ("focus", tile(c.card, c.accent, c.ring)),
        ("active", tile(c.cursor_row, c.edge)),
    )
    element(
        "Accent.button",
        tile(c.accent),
        ("disabled", tile(c.disabled, c.line)),
        ("pressed", tile(c.accent_hover)),
        ("focus", tile(c.accent, "", c.ring)),
        ("active", tile(c.accent_hover)),
    )
    clear = tiles.rounded(size, size, radius, "#00000000")
    element("Quiet.button", clear, ("focus", tile(c.card, c.accent, c.ring)), ("active", tile(c.cursor_row)))
    element(
        "Own.field",
        tile(c.field, c.edge),
        ("disabled", tile(c.disabled, c.line)),
        ("invalid", tile(c.field, c.error, c.error)),
        ("focus", tile(c.field, c.accent, c.ring)),
    )
    for name, ground in (("Own.card", c.bg), ("Over.card", c.card)):
        look = tiles.rounded(px(320), px(160), px(10), c.card, c.line, ground=ground)
        style.element_create(name, "image", look, border=px(12), padding=0, width=px(28), height=px(28), sticky="nsew")
    style.element_create("Own.arrow", "image", tiles.arrow(px(20), c.muted), ("focus", tiles.arrow(px(20), c.accent)),
                         width=px(30), sticky="")  # fmt: skip
    _marks(style, theme)
    for name, ground in (("Own", c.bg), ("Card", c.card)):
        trough = tiles.rounded(px(24), px(8), px(4), c.line, ground=ground)
        style.element_create(f"{name}.trough", "image", trough, border=px(4), padding=0, sticky="ew")
        done = tiles.rounded(px(24), px(8), px(4), c.accent, ground=c.line)
        style.element_create(f"{name}.pbar", "image", done, border=px(4), padding=0, sticky="ew")
    for name, width, height in (("OwnV.thumb", px(11), px(28)), ("OwnH.thumb", px(28), px(11))):
        grip, lit = tiles.rounded(width, height, px(5), c.edge), tiles.rounded(width, height, px(5), c.muted)
        style.element_create(name, "image", grip, ("active", lit), border=px(5), padding=0, sticky="nsew")


def _marks(style: ttk.Style, theme: Theme) -> None:
    c, size, mark = theme.colors, theme.px(18), theme.tiles.mark
    for name, dot in (("Check.mark", False), ("Radio.mark", True)):
        style.element_create(
            name,
            "image",
            mark(size, c.field, c.edge, "", dot=dot),
            ("disabled", mark(size, c.disabled, c.line, "", dot=dot)),
            ("selected", "focus", mark(size, c.accent, c.accent, c.on_accent, dot=dot, ring=c.ring)),
            ("selected", mark(size, c.accent, c.accent, c.on_accent, dot=dot)),
            ("focus", mark(size, c.field, c.accent, "", dot=dot, ring=c.ring)),
            width=theme.px(25),
            sticky="w",
        )


def _layouts(style: ttk.Style) -> None:
    for name, element in (("TButton", "Own.button"), ("Accent.TButton", "Accent.button"), ("Quiet.TButton", "Quiet.button")):
        label = ("Button.label", {"sticky": "nsew"})
        style.layout(name, [(element, _around(("Button.padding", _around(label))))])
    text = ("Entry.textarea", {"sticky": "nsew"})
    style.layout("TEntry", [("Own.field", _around(("Entry.padding", _around(text))))])
    inner = ("Combobox.padding", _around(("Combobox.textarea", {"sticky": "nsew"})))
    arrow = ("Own.arrow", {"side": "right", "sticky": "ns"})
    style.layout("TCombobox", [("Own.field", _around(arrow, inner))])
    for name, element in (("TCheckbutton", "Check.mark"), ("TRadiobutton", "Radio.mark")):
        parts = [(element, {"side": "left", "sticky": ""}), ("Checkbutton.label", {"side": "left", "sticky": "nsew"})]
        style.layout(name, [("Checkbutton.padding", _around(*parts))])
    style.layout("Card.TFrame", [("Own.card", {"sticky": "nsew"})])
    style.layout("Over.Card.TFrame", [("Over.card", {"sticky": "nsew"})])
    style.layout("Plain.Card.TFrame", [("Frame.border", {"sticky": "nsew"})])
    for prefix, name in (("", "Own"), ("Card.", "Card")):
        bar = (f"{name}.pbar", {"side": "left", "sticky": "ew"})
        style.layout(f"{prefix}Horizontal.TProgressbar", [(f"{name}.trough", _across(bar, "ew"))])
    for way, sticky, name in (("Vertical", "ns", "OwnV.thumb"), ("Horizontal", "ew", "OwnH.thumb")):
        thumb = (name, {"expand": "1", "sticky": "nsew"})
        style.layout(f"{way}.TScrollbar", [(f"{way}.Scrollbar.trough", _across(thumb, sticky))])


def _around(*children: Any) -> Any:
    return {"sticky": "nsew", "children": list(children)}


def _across(child: Any, sticky: str) -> Any:
    return {"sticky": sticky, "children": [child]}


def _settings(style: ttk.Style, theme: Theme) -> None:
    c, px = theme.colors, theme.px
    style.configure(
        ".", background=c.bg, foreground=c.text, font="TkDefaultFont", insertcolor=c.text, selectbackground=c.accent,
        selectforeground=c.on_accent, fieldbackground=c.field, bordercolor=c.line, lightcolor=c.line, darkcolor=c.line,
        troughcolor=c.bg, arrowcolor=c.muted, focuscolor=c.ring, insertwidth=px(2),
    )  # fmt: skip
    style.map(".", foreground=[("disabled", c.muted)])
    style.configure("TButton", padding=(px(16), px(7)), anchor="center", font=theme.font(10, "medium"))
    style.configure("Accent.TButton", foreground=c.on_accent)
    style.map("Accent.TButton", foreground=[("disabled", c.muted), ("!disabled", c.on_accent)])
    style.configure("Quiet.TButton", foreground=c.accent, padding=(px(8), px(5)))
    style.configure("TEntry", padding=(px(10), px(7)))
    style.configure("TCombobox", padding=(px(10), px(7)), arrowsize=px(14))
    style.map("TCombobox", fieldbackground=[("readonly", c.field)], selectbackground=[("readonly", c.field)],
              selectforeground=[("readonly", c.text)], foreground=[("disabled", c.muted), ("readonly", c.text)])  # fmt: skip
    for name in ("TCheckbutton", "TRadiobutton"):
        style.configure(name, padding=px(4))
        style.map(name, background=[], foreground=[("disabled", c.muted)])
    for way in ("Vertical", "Horizontal"):
        style.configure(f"{way}.TScrollbar", troughcolor=c.bg, borderwidth=0, bordercolor=c.bg, lightcolor=c.bg, darkcolor=c.bg)
    style.configure("TSeparator", background=c.line)
    style.configure("Treeview", rowheight=px(28), background=c.card, fieldbackground=c.card, foreground=c.text, borderwidth=0)
    style.configure("Treeview.Heading", background=c.bg, relief="flat", font=theme.font(10, "semi"), padding=(px(8), px(6)))
    style.map("Treeview", background=[("selected", c.accent)], foreground=[("selected", c.on_accent)])
    style.map("Treeview.Heading", background=[("active", c.cursor_row)])


def _labels(style: ttk.Style, theme: Theme) -> None:
    c = theme.colors
    style.configure("TLabel", foreground=c.text)
    style.configure("Muted.TLabel", foreground=c.muted, font=theme.font(9))
    style.configure("Small.TLabel", foreground=c.muted, font=theme.font(8))
    style.configure("Title.TLabel", font=theme.font(15, "bold"))
    style.configure("Heading.TLabel", font=theme.font(12, "semi"))
    style.configure("Semi.TLabel", font=theme.font(10, "semi"))
    style.configure("Big.TLabel", font=theme.font(24, "bold"))
    style.configure("Error.TLabel", foreground=c.error, font=theme.font(9))
    style.configure("Warn.TLabel", foreground=c.warn, font=theme.font(9))
    style.configure("Good.TLabel", foreground=c.good, font=theme.font(9))


def _on_cards(style: ttk.Style, theme: Theme) -> None:
    card = theme.colors.card
    kinds = ["TLabel", "TButton", "TEntry", "TCombobox", "TCheckbutton", "TRadiobutton", "Horizontal.TProgressbar", "TSeparator"]
    kinds += [f"{name}.TLabel" for name in LABELS] + ["Accent.TButton", "Quiet.TButton"]
    for kind in kinds:
        style.configure(f"Card.{kind}", background=card)
    style.configure("Plain.Card.TFrame", background=card, borderwidth=0)
    style.configure("Card.TSeparator", background=theme.colors.line)


def colour_plain_widgets(root: tk.Tk, theme: Theme) -> None:
    """Give menus, drop-down lists and text boxes, which ttk does not draw, our colours; holds for those made later."""
    c = theme.colors
    options = {
        "*TCombobox*Listbox.background": c.field,
        "*TCombobox*Listbox.foreground": c.text,
        "*TCombobox*Listbox.selectBackground": c.accent,
        "*TCombobox*Listbox.selectForeground": c.on_accent,
        "*TCombobox*Listbox.borderWidth": "0",
        "*TCombobox*Listbox.highlightThickness": "0",
        "*TCombobox*Listbox.font": "TkDefaultFont",
        "*Menu.background": c.card,
        "*Menu.foreground": c.text,
        "*Menu.activeBackground": c.accent,
        "*Menu.activeForeground": c.on_accent,
        "*Menu.disabledForeground": c.muted,
        "*Menu.borderWidth": "1",
        "*Menu.activeBorderWidth": "0",
        "*Menu.relief": "flat",
        "*Toplevel.background": c.bg,
        "*Text.background": c.field,
        "*Text.foreground": c.text,
        "*Text.insertBackground": c.text,
        "*Text.selectBackground": c.accent,
        "*Text.selectForeground": c.on_accent,
        "*Text.font": "TkTextFont",
    }
    for pattern, value in options.items():
        root.option_add(pattern, value, "interactive")
