"""What can be asked for on each page of the register. What has a page or panel of its own is loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.permits import why_not
from desktop_app.workflows.permissions import Action

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen


def page_commands(screen: RegisterScreen) -> Sequence[Command]:
    """Return the commands of the page in front: `list`, `form` or `history`."""
    if screen.page in screen.extra:
        return screen.extra[screen.page].commands()
    pages = {"form": _form_commands, "history": _history_commands}
    return pages.get(screen.page, _list_commands)(screen)


def _form_commands(screen: RegisterScreen) -> Sequence[Command]:
    beside, papers = screen.form_page.beside, _later(screen, "dossier_papers", "open_saved")
    return (
        Command("save", "F10", "Lưu hồ sơ", "Save the dossier", run=screen.save_form),
        Command("copy", "F8", "Chép của người đã có vào ô trống", "Copy what is known of the person", run=beside.copy),
        Command("look", "F11", "Xem hồ sơ đã có của người này", "Look at the person's dossier", run=beside.open),
        Command("papers", "Shift-F8", "Giấy tờ hồ sơ vừa lưu", "Papers of the last dossier", run=papers),
        Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.leave_form),
        Command("due", "Shift-F1", "Vì sao hẹn ngày này", "Why this due day", run=_later(screen, "due_explained", "show_keyed")),
    )


def _history_commands(screen: RegisterScreen) -> Sequence[Command]:
    no_key = _permit(screen, "key")
    return (
        Command("toggle", "F8", "Gỡ hoặc lấy lại", "Remove or bring back", run=screen.removal.toggle, reason=no_key),
        Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.show_list),
    )


def _list_commands(screen: RegisterScreen) -> Sequence[Command]:
    no_key, no_move = _permit(screen, "key"), _permit(screen, "move")
    return (
        Command("new", "F7", "Hồ sơ mới", "New dossier", run=screen.open_new, reason=no_key),
        Command(
            "rows",
            "Shift-F7",
            "Nhập sổ giấy",
            "Key a paper register",
            run=_later(screen, "bulk_rows", "open_rows"),
            reason=no_key,
        ),
        Command("move", "", "Chuyển trạng thái", "Change the status", run=screen.open_move, reason=no_move),
        Command("edit", "F8", "Sửa hồ sơ", "Correct the dossier", run=screen.open_edit, reason=no_key),
        Command("papers", "Shift-F8", "Giấy tờ, sổ in", "Papers, registers", run=_later(screen, "dossier_papers", "open_papers")),
        Command("handover", "Shift-F9", "Bàn giao…", "Hand over…", run=screen.moves.open_handover, reason=no_key),
        Command("appoint", "", "Hẹn lại ngày trả…", "New appointment…", run=screen.moves.open_appoint, reason=no_key),
        Command("code", "", "Ghi mã chính thức…", "Official code…", run=screen.moves.open_code, reason=no_key),
        Command("due", "Shift-F1", "Vì sao hẹn ngày này", "Why this due day", run=_later(screen, "due_explained", "show_chosen")),
        Command("save", "F10", "Lưu bước đang mở", "Save the open step", run=screen.moves.save_open),
        Command("history", "F11", "Lịch sử hồ sơ", "History of the dossier", run=screen.open_history),
        Command("removed", "", "Tìm hồ sơ đã gỡ…", "Find a removed dossier…", run=screen.removal.find),
        Command("numbers", "Shift-F3", "Hiện / che số cá nhân", "Show / hide numbers", run=screen.numbers.toggle),
        Command("export", "Shift-F5", "Xuất danh sách…", "Write the list…", run=_later(screen, "register_export", "export_list")),
        Command(
            "import",
            "Shift-F6",
            "Nhập sổ cũ từ tệp…",
            "Import an old register…",
            run=_later(screen, "import_screen", "open_import"),
            reason=no_key,
        ),
        Command("back", "Escape", "Bỏ tìm, bỏ lọc; đóng khung", "Clear search; close panel", run=screen.escape),
    )


def _permit(screen: RegisterScreen, action: Action) -> Callable[[], str]:
    return lambda: why_not(screen.app.session, action)


def _later(screen: RegisterScreen, module: str, function: str) -> Callable[[], object]:
    """Return what calls `function(screen)` of a module of this package, loaded when it is first asked for."""
    return lambda: getattr(import_module(f"desktop_app.ui.{module}"), function)(screen)
