"""What can be asked for on each page of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen


def page_commands(screen: RegisterScreen) -> Sequence[Command]:
    """Return the commands of the page in front: `list`, `form` or `history`."""
    if screen.page == "form":
        return (
            Command("save", "F10", "Lưu hồ sơ", "Save the dossier", run=screen.save_form),
            Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.leave_form),
        )
    if screen.page == "history":
        return (Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.show_list),)
    return (
        Command("new", "F7", "Hồ sơ mới", "New dossier", run=screen.open_new),
        Command("move", "", "Chuyển trạng thái", "Change the status", run=screen.moves.open),
        Command("edit", "F8", "Sửa hồ sơ", "Correct the dossier", run=screen.open_edit),
        Command("save", "F10", "Lưu chuyển trạng thái", "Save the change of status", run=screen.moves.save_open),
        Command("history", "F11", "Lịch sử hồ sơ", "History of the dossier", run=screen.open_history),
        Command("back", "Escape", "Xóa từ tìm, đóng khung chuyển", "Clear the search, close the panel", run=screen.escape),
    )
