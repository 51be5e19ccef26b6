"""What can be asked for on each page of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.permits import why_not

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen


def page_commands(screen: RegisterScreen) -> Sequence[Command]:
    """Return the commands of the page in front: `list`, `form` or `history`."""
    if screen.page == "form":
        return (
            Command("save", "F10", "Lưu hồ sơ", "Save the dossier", run=screen.save_form),
            Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.leave_form),
        )
    session = screen.app.session
    no_key, no_move = (lambda: why_not(session, "key")), (lambda: why_not(session, "move"))
    if screen.page == "history":
        return (
            Command("toggle", "F8", "Gỡ hoặc lấy lại", "Remove or bring back", run=screen.removal.toggle, reason=no_key),
            Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.show_list),
        )
    return (
        Command("new", "F7", "Hồ sơ mới", "New dossier", run=screen.open_new, reason=no_key),
        Command("move", "", "Chuyển trạng thái", "Change the status", run=screen.open_move, reason=no_move),
        Command("edit", "F8", "Sửa hồ sơ", "Correct the dossier", run=screen.open_edit, reason=no_key),
        Command("removed", "Shift-F8", "Tìm hồ sơ đã gỡ…", "Find a removed dossier…", run=screen.removal.find),
        Command("save", "F10", "Lưu chuyển trạng thái", "Save the change of status", run=screen.moves.save_open),
        Command("history", "F11", "Lịch sử hồ sơ", "History of the dossier", run=screen.open_history),
        Command("back", "Escape", "Xóa từ tìm, đóng khung chuyển", "Clear the search, close the panel", run=screen.escape),
    )
