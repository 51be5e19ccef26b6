"""Settings (F9): language and appearance, and what is known about the open office and this program."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from tkinter import ttk

from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Choice, Heading
from desktop_app.words import language, say
from forms.numbers import format_integer

LOCK_CHOICES = (1, 2, 5, 10, 15, 20, 30, 45, 60)


class SettingsScreen(Screen):
    """Two choices that act at once, and a card of facts."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        line = say("Có hiệu lực ngay, chỉ cho người dùng máy này.", "Takes effect at once, for this user of this computer only.")
        Heading(self, self.theme, say("Cài đặt", "Settings"), line).pack(anchor="w", pady=(0, px(14)))
        row = ttk.Frame(self)
        row.pack(fill="x")
        row.columnconfigure((0, 1, 2), weight=1, uniform="third")
        languages = [("vi", "Tiếng Việt"), ("en", "English")]
        looks = [("light", say("Sáng", "Light")), ("dark", say("Tối", "Dark"))]
        current = "dark" if self.theme.colors.dark else "light"
        self.language = self._choice(row, 0, say("Ngôn ngữ", "Language"), languages, language(), self._pick_language)
        self.look = self._choice(row, 1, say("Giao diện", "Appearance"), looks, current, self._pick_look)
        self._lock_card(row)
        self._typing_card()
        self._sound_card()
        self._doors()
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
        card.grid(row=0, column=column, sticky="nsew", padx=(0, self.theme.px(16)))
        variable = tk.StringVar(self, value)
        for key, text in choices:
            button = ttk.Radiobutton(card, text=text, value=key, variable=variable, style="Card.TRadiobutton", command=picked)
            button.pack(anchor="w")
            if column == 0 and key == "vi":
                self._first = button
        return variable

    def _lock_card(self, row: ttk.Frame) -> None:
        card = Card(row, self.theme, say("Tự khóa", "Idle lock"))
        card.grid(row=0, column=2, sticky="nsew")
        label = say("Khóa sổ niêm phong khi không ai dùng quá", "Lock a sealed office after nobody worked for")
        choices = [(str(minutes), say(f"{minutes} phút", f"{minutes} min")) for minutes in LOCK_CHOICES]
        current = str(self.app.preferences.lock_minutes)
        if current not in dict(choices):
            choices.append((current, say(f"{current} phút", f"{current} min")))
        self.lock = Choice(card, self.theme, label, choices, current, width=12, chosen=self._pick_lock)
        self.lock.pack(anchor="w")

    def _pick_lock(self, minutes: str) -> None:
        self.app.keep_preferences(replace(self.app.preferences, lock_minutes=int(minutes)))

    def _typing_card(self) -> None:
        """The way Vietnamese is typed; the radio buttons follow F12."""
        px, typing = self.theme.px, self.app.typing
        card = Card(self, self.theme, say("Gõ tiếng Việt (F12)", "Vietnamese typing (F12)"))
        card.pack(fill="x", pady=(px(16), 0))
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(fill="x")
        ways = (("off", say("Tắt: máy đã có UniKey, ibus", "Off: UniKey or ibus does it")), ("telex", "Telex"), ("vni", "VNI"))
        for mode, text in ways:
            pick = partial(typing.use, mode)
            button = ttk.Radiobutton(row, text=text, value=mode, variable=typing.choice, style="Card.TRadiobutton", command=pick)
            button.pack(side="left", padx=(0, px(24)))
        self.new_tones = tk.BooleanVar(self, value=self.app.preferences.new_tones)
        text = say("Đặt dấu kiểu mới: hoà, khoẻ, thuỷ", "Tone mark on the last vowel of oa, oe, uy")
        box = ttk.Checkbutton(row, text=text, variable=self.new_tones, style="Card.TCheckbutton", command=self._pick_tones)
        box.pack(side="right")

    def _pick_tones(self) -> None:
        self.app.keep_preferences(replace(self.app.preferences, new_tones=self.new_tones.get()))

    def _sound_card(self) -> None:
        """Sounds of the keying page, for eyes that are on the paper."""
        card = Card(self, self.theme, say("Âm thanh khi nhập phiếu", "Sound while keying"))
        card.pack(fill="x", pady=(self.theme.px(16), 0))
        self.sound = tk.BooleanVar(self, value=self.app.preferences.sound)
        text = say("Kêu khi hết một nhóm câu hỏi và khi có báo động", "Sound at the end of a group and at an alarm")
        box = ttk.Checkbutton(card, text=text, variable=self.sound, style="Card.TCheckbutton", command=self._pick_sound)
        box.pack(anchor="w")

    def _pick_sound(self) -> None:
        self.app.keep_preferences(replace(self.app.preferences, sound=self.sound.get()))

    def _doors(self) -> None:
        """The pages an administrator comes here for; everybody changes their own password there."""
        row = ttk.Frame(self)
        row.pack(fill="x", pady=(self.theme.px(16), 0))
        doors = (
            ("accounts", say("Tài khoản, mật khẩu…", "Accounts, passwords…")),
            ("calendar", say("Lịch làm việc, ngày nghỉ…", "Working days, holidays…")),
            ("backup", say("Sao lưu & kiểm tra…", "Backup & check…")),
        )
        for name, text in doors:
            button = ttk.Button(row, text=text, command=partial(self.app.show, name))
            button.state(["!disabled" if self.app.has_office else "disabled"])
            button.pack(side="left", padx=(0, self.theme.px(8)))

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
