"""The one command table: side bar, F-keys, menu and help sheet are all made from it.

No letter is a shortcut: letters belong to Vietnamese typing. A screen adds its own commands with `Screen.commands()`.
This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.words import say

Group = Literal["go", "do", "program"]


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for.

    name: what code calls it.  key: `F5`, `Shift-F5`, or empty.  vi, en: its label.  group: `go` opens the screen of that name,
    `do` acts in the screen, `program` belongs to the whole program.  run: what it does, None for one the shell knows by name.
    enabled: whether it can be asked for now.  reason: why the person who works may not, empty when they may.
    """

    name: str
    key: str
    vi: str
    en: str
    group: Group = "do"
    run: Callable[[], object] | None = None
    enabled: Callable[[], bool] | None = None
    reason: Callable[[], str] | None = None

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return say(self.vi, self.en)

    @property
    def is_enabled(self) -> bool:
        """Whether it can be asked for now."""
        return (self.enabled is None or self.enabled()) and not self.why_not

    @property
    def why_not(self) -> str:
        """Why the person who works may not ask for it; empty when they may."""
        return self.reason() if self.reason is not None else ""


COMMANDS: tuple[Command, ...] = (
    Command("dashboard", "F2", "Bảng điều hành", "Dashboard", "go"),
    Command("keying", "F3", "Nhập phiếu", "Key slips", "go"),
    Command("operators", "Shift-F2", "Kết quả nhập", "Keying figures", "go"),
    Command("register", "F4", "Sổ hồ sơ", "Dossier register", "go"),
    Command("feedback", "Shift-F4", "Góp ý, phản ánh", "Feedback", "go"),
    Command("report", "F5", "Báo cáo & ký số", "Report & signature", "go"),
    Command("sticks", "F6", "USB: gửi / nhận", "USB sticks", "go"),
    Command("settings", "F9", "Cài đặt", "Settings", "go"),
    Command("lock", "Shift-F12", "Khóa sổ", "Lock", "program"),
    Command("switch", "Shift-F11", "Đổi người", "Switch account", "program"),
    Command("typing", "F12", "Bật / tắt gõ tiếng Việt", "Vietnamese typing", "program"),
    Command("help", "F1", "Trợ giúp phím", "Help with keys", "program"),
    Command("menu", "Shift-F10", "Mở danh sách lệnh", "Open the command menu", "program"),
    Command("quit", "Alt-F4", "Thoát chương trình", "Quit", "program"),
)


def find_by_key(key: str, own: Sequence[Command]) -> Command | None:
    """Return the command of a key; a screen's own command comes before one of the program."""
    return next((command for command in (*own, *COMMANDS) if command.key == key), None)


def check_keys(own: Sequence[Command]) -> list[str]:
    """Return the keys that stand for two things, among a screen's own commands or against the program's."""
    keys = [command.key for command in (*own, *COMMANDS) if command.key]
    return sorted({key for key in keys if keys.count(key) > 1})


def tk_sequence(key: str) -> str:
    """Return the Tk name of a key: `F5` → `<F5>`, `Shift-F5` → `<Shift-F5>`, `Ctrl-P` → `<Control-p>`."""
    *modifiers, last = key.replace("Ctrl", "Control").split("-")
    return "<" + "-".join([*modifiers, last.lower() if len(last) == 1 else last]) + ">"
