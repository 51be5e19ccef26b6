"""What one person on one computer likes: language, appearance, the offices opened last, which notices were read.

Kept outside any office, in the system account's own settings folder. It must never hold a record or a name.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

MAX_BYTES = 1 << 20
MOST_OFFICES = 6
LOCK_MINUTES = (1, 60)
USUAL_LOCK_MINUTES = 10
FEEDBACK_DAYS = (1, 90)
USUAL_FEEDBACK_DAYS = 15
FOLDER, FILE = "so-mot-cua", "preferences.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """language: `vi` or `en`.  dark: the appearance.  offices: folders, last opened first.  read: epochs whose notice is read.

    lock_minutes: without a key or a move of the mouse until a sealed office locks itself, 1-60.  backup_folder: where the last
    backup went.  backup_offered: the day (ISO) on which a backup was last offered on closing.  feedback_days: working days
    after which feedback without an answer is called late, 1-90.  sound: whether keying sounds at a group's end and at an alarm.
    typing: Vietnamese typing of the program's own, `off`, `telex` or `vni`; off where UniKey or ibus types.  typing_method: the
    one to come back to.  new_tones: hoà, thuỷ instead of hòa, thủy.
    """

    language: str = "vi"
    dark: bool = False
    offices: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    lock_minutes: int = USUAL_LOCK_MINUTES
    backup_folder: str = ""
    backup_offered: str = ""
    feedback_days: int = USUAL_FEEDBACK_DAYS
    sound: bool = False
    typing: str = "off"
    typing_method: str = "telex"
    new_tones: bool = False

    def with_office(self, folder: Path) -> Preferences:
        """Return them with this folder as the one opened last."""
        name = str(folder)
        others = [office for office in self.offices if office != name]
        return replace(self, offices=(name, *others)[:MOST_OFFICES])


def preferences_folder() -> Path:
    """Return the settings folder of this system account."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / FOLDER


def read_preferences(folder: Path) -> Preferences:
    """Return the preferences kept in a folder, the usual ones where there are none or they cannot be read."""
    try:
        data = json.loads((folder / FILE).read_bytes()[:MAX_BYTES])
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _preferences(data) if isinstance(data, dict) else Preferences()


def write_preferences(folder: Path, preferences: Preferences) -> bool:
    """Keep them; return whether that worked. A settings folder that cannot be written stops nobody's work."""
    from desktop_app.store.durable import make_folders, replace_file
    from desktop_app.store.errors import StoreError
    from desktop_app.store.files import Files

    try:
        make_folders(Files(), folder, 0o700)
        replace_file(Files(), folder / FILE, json.dumps(asdict(preferences), ensure_ascii=False).encode(), 0o600)
    except StoreError:
        return False
    return True


def _preferences(data: dict[str, Any]) -> Preferences:
    language = "en" if data.get("language") == "en" else "vi"
    return Preferences(
        language,
        data.get("dark") is True,
        _texts(data.get("offices")),
        _texts(data.get("read")),
        _whole(data.get("lock_minutes"), LOCK_MINUTES, USUAL_LOCK_MINUTES),
        _text(data.get("backup_folder")),
        _text(data.get("backup_offered")),
        _whole(data.get("feedback_days"), FEEDBACK_DAYS, USUAL_FEEDBACK_DAYS),
        data.get("sound") is True,
        _one_of(data.get("typing"), ("off", "telex", "vni")),
        _one_of(data.get("typing_method"), ("telex", "vni")),
        data.get("new_tones") is True,
    )


def _whole(value: Any, between: tuple[int, int], usual: int) -> int:
    return value if type(value) is int and between[0] <= value <= between[1] else usual


def _one_of(value: Any, choices: tuple[str, ...]) -> str:
    return value if value in choices else choices[0]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
