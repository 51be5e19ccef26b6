"""Settings (F9): language and appearance, and what is known about the open office and this program."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import language, say
from forms.numbers import format_integer


class SettingsScreen(Screen):
    """Two choices that act at once, and a card of facts."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        line = say("Có hiệu lực ngay, chỉ cho người dùng máy này.", "Takes effect at once, for this user of this computer only.")
        Heading(self, self.theme, say("Cài đặt", "Settings"), line).pack(anchor="w", pady=(0, px(14)))
        row = ttk.Frame(self)
        row.pack(fill="x")
        row.columnconfigure((0, 1), weight=1, uniform="half")
        languages = [("vi", "Tiếng Việt"), ("en", "English")]
        looks = [("light", say("Sáng", "Light")), ("dark", say("Tối", "Dark"))]
        current = "dark" if self.theme.colors.dark else "light"
        self.language = self._choice(row, 0, say("Ngôn ngữ", "Language"), languages, language(), self._pick_language)
        self.look = self._choice(row, 1, say("Giao diện", "Appearance"), looks, current, self._pick_look)
        self._facts()

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Cài đặt", "Settings")

    def on_show(self) -> None:
        """Put the focus on the first choice."""
        self.on_focus()

    def on_focus(self) -> None:
        """Put the focus on the first choice."""
        self._first.focus_set()

    def _choice(
        self, row: ttk.Frame, column: int, title: str, choices: list[tuple[str, str]], value: str, picked: Callable[[], object]
    ) -> tk.StringVar:
        card = Card(row, self.theme, title)
        card.grid(row=0, column=column, sticky="nsew", padx=(0, self.theme.px(16)) if column == 0 else 0)
        variable = tk.StringVar(self, value)
        for key, text in choices:
            button = ttk.Radiobutton(card, text=text, value=key, variable=variable, style="Card.TRadiobutton", command=picked)
            button.pack(anchor="w")
            if column == 0 and key == "vi":
                self._first = button
        return variable

    def _pick_language(self) -> None:
        self.app.change_look(language=self.language.get())

    def _pick_look(self) -> None:
        self.app.change_look(dark=self.look.get() == "dark")

    def _facts(self) -> None:
        card = Card(self, self.theme, say("Sổ đang mở", "The open office"))
        card.pack(fill="x", pady=(self.theme.px(16), 0))
        facts = [(say("Nhật ký lỗi", "Error log"), str(self.app.log))]
        if self.app.has_office:
            office = self.app.session.office
            facts = [
                (say("Đơn vị", "Unit"), f"{office.profile.name} ({office.profile.unit})"),
                (say("Máy trạm", "Station"), office.profile.station),
                (say("Thư mục", "Folder"), str(office.folder)),
                (say("Dòng nhật ký", "Journal lines"), f"{format_integer(office.head.n)} · {office.head.hash[:16]}"),
                *facts,
            ]
        for place, (name, value) in enumerate(facts, 1):
            line = ttk.Frame(card, style="Plain.Card.TFrame")
            line.pack(fill="x", pady=self.theme.px(2))
            ttk.Label(line, text=name, style="Card.Muted.TLabel", width=18).grid(row=place, column=0, sticky="w")
            ttk.Label(line, text=value, style="Card.TLabel", wraplength=self.theme.px(800)).grid(row=place, column=1, sticky="w")
