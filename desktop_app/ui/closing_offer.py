"""The backup that is offered when the window is closed: once a day, where something was written since the last one.

Declined, it is not offered again that day. An administrator chooses the place once; after that whoever closes is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.ui.permits import why_not
from desktop_app.words import say
from desktop_app.workflows.preferences import Preferences

if TYPE_CHECKING:
    from desktop_app.ui.window import Window
    from desktop_app.workflows.session import Session


def may_offer(session: Session, preferences: Preferences) -> bool:
    """Tell whether a backup is to be offered now."""
    from desktop_app.workflows.backup import has_news

    if preferences.backup_offered == session.clock().date().isoformat():
        return False
    if not preferences.backup_folder and why_not(session, "backup"):
        return False
    return has_news(session)


def offer_backup(window: Window, end: Callable[[], None]) -> bool:
    """Offer a backup; return whether one is being made: `end` is called behind it, unless it fails."""
    if not window.has_office or window.jobs.busy or not may_offer(window.session, window.preferences):
        return False
    today = window.session.clock().date().isoformat()
    window.keep_preferences(replace(window.preferences, backup_offered=today))
    place = window.preferences.backup_folder
    text = say(
        f"Từ lần sao lưu trước sổ đã có thay đổi. Sao lưu vào {place or 'USB hoặc thư mục sẽ chọn'} rồi thoát?",
        f"The office has changed since the last backup. Back up to {place or 'a stick or folder'} and quit?",
    )
    yes, no = say("Sao lưu rồi thoát", "Back up and quit"), say("Thoát ngay", "Quit now")
    if not window.dialogs.ask_yes_no(say("Sao lưu trước khi đóng", "Backup before closing"), text, yes, no):
        return False
    folder = Path(place) if place and Path(place).is_dir() else window.dialogs.ask_folder(say("Nơi ghi", "Where to"))
    if folder is None:
        return False
    _back_up(window, folder, end)
    return True


def _back_up(window: Window, folder: Path, end: Callable[[], None]) -> None:
    from desktop_app.workflows.backup import backup_on_closing

    session = window.session
    window.status(say("Đang sao lưu…", "Backing up…"), "busy")
    window.keep_preferences(replace(window.preferences, backup_folder=str(folder)))

    def failed(error: Exception) -> None:
        window.status(say("Chưa sao lưu được", "Not backed up"), "error")
        window.show_fault(error)

    title = say("Sao lưu, kiểm tra bằng khôi phục thử", "Backup, proven by a trial restore")
    window.jobs.start(title, lambda job: backup_on_closing(session, folder, job.report), lambda _made: end(), failed)
