"""What can be asked for on each page of the import, by key. No tkinter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.permits import why_not
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.ui.import_screen import ImportScreen

STEPS = ("file", "columns", "names", "check", "done")
Hints = Sequence[tuple[str, str]]


def step_line(page: str) -> str:
    """Return all steps in one line, the one in front in brackets."""
    names = (
        say("Tệp", "File"), say("Cột", "Columns"), say("Thủ tục", "Procedures"), say("Kiểm tra", "Check"), say("Xong", "Done"),
    )  # fmt: skip
    return "  ›  ".join(f"[{name}]" if step == page else name for step, name in zip(STEPS, names, strict=True))


def page_commands(screen: ImportScreen) -> Sequence[Command]:
    """Return the commands of the page in front."""
    makers = {"file": _file, "columns": _columns, "names": _names, "check": _check, "done": _done}
    return (*makers[screen.page](screen), Command("back", "Escape", "Trở lại", "Back", run=screen.back))


def _file(screen: ImportScreen) -> Sequence[Command]:
    undo = screen.undoing.undo_chosen
    return (
        Command("choose", "F7", "Chọn tệp…", "Choose a file…", run=screen.choose_file, reason=lambda: _no_key(screen)),
        Command("undo", "F8", "Bỏ lần nhập…", "Undo an import…", run=undo, reason=lambda: _no_key(screen)),
    )


def _columns(screen: ImportScreen) -> Sequence[Command]:
    return (
        Command("toggle", "F8", "Chỉ ô thay đổi / mọi ô", "Changed cells / all", run=screen.columns_page.toggle),
        Command("check", "F10", "Chạy thử", "Try it", run=screen.check, reason=lambda: _no_key(screen)),
    )


def _names(screen: ImportScreen) -> Sequence[Command]:
    return (Command("check", "F10", "Chạy thử lại", "Try it again", run=screen.check, reason=lambda: _no_key(screen)),)


def _check(screen: ImportScreen) -> Sequence[Command]:
    return (
        Command("names", "F7", "Tên thủ tục", "Procedure names", run=screen.show_names),
        Command("skip", "F8", "Bỏ / lấy lại dòng", "Leave out / take the row", run=screen.toggle_rows),
        Command("list", "F11", "Lưu danh sách ra CSV…", "Save the list as CSV…", run=screen.save_list),
        Command("import", "F10", "Nhập", "Import", run=screen.go_on, reason=lambda: _no_key(screen)),
    )


def _done(screen: ImportScreen) -> Sequence[Command]:
    undo = screen.undoing.undo_done
    return (
        Command("register", "F10", "Xem sổ hồ sơ", "Show the register", run=lambda: screen.app.show("register")),
        Command("undo", "F8", "Bỏ lần nhập này…", "Undo this import…", run=undo, reason=lambda: _no_key(screen)),
    )


def _no_key(screen: ImportScreen) -> str:
    return why_not(screen.app.session, "key")


def page_hints(page: str) -> Hints:
    """Return the keys shown under a page."""
    return {"file": _file_hints, "columns": _columns_hints, "names": _names_hints, "check": _check_hints, "done": _done_hints}[
        page
    ]()


def _file_hints() -> Hints:
    return (
        ("F7", say("chọn tệp", "choose a file")),
        ("F8", say("bỏ lần nhập", "undo an import")),
        ("Esc", say("về sổ hồ sơ", "to the register")),
    )


def _columns_hints() -> Hints:
    return (
        ("⏎", say("cột này là gì", "what the column is")),
        ("F8", say("chỉ ô thay đổi", "changed cells")),
        ("F10", say("chạy thử", "try it")),
        ("Esc", say("chọn tệp khác", "another file")),
    )


def _names_hints() -> Hints:
    return (
        ("⏎", say("chọn thủ tục", "choose the procedure")),
        ("F10", say("chạy thử lại", "try it again")),
        ("Esc", say("về các cột", "to the columns")),
    )


def _check_hints() -> Hints:
    return (
        ("F7", say("tên thủ tục", "procedure names")),
        ("F8", say("bỏ / lấy lại dòng", "leave out / take rows")),
        ("F11", say("lưu ra CSV", "save as CSV")),
        ("F10", say("nhập", "import")),
        ("Esc", say("về các cột", "to the columns")),
    )


def _done_hints() -> Hints:
    return (
        ("F10", say("xem sổ hồ sơ", "show the register")),
        ("F8", say("bỏ lần nhập này", "undo this import")),
        ("Esc", say("nhập tệp khác", "another file")),
    )
