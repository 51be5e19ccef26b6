"""What can be asked for on each page of the feedback register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.permits import why_not
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.ui.feedback_screen import FeedbackScreen


def page_commands(screen: FeedbackScreen) -> Sequence[Command]:
    """Return the commands of the page in front: `list`, `form`, `history` or `remarks`."""
    session = screen.app.session
    no_key = lambda: why_not(session, "key")  # noqa: E731 - asked anew each time
    back = Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.show_list)
    if screen.page == "form":
        return (
            Command("save", "F10", "Lưu ý kiến", "Save", run=screen.save_form),
            Command("back", "Escape", "Về danh sách", "Back to the list", run=screen.leave_form),
        )
    if screen.page == "history":
        return (Command("toggle", "F8", "Gỡ hoặc lấy lại", "Remove or bring back", run=screen.toggle, reason=no_key), back)
    if screen.page == "remarks":
        return (back,)
    return (
        Command("new", "F7", "Ghi ý kiến mới", "Log a new one", run=screen.open_new, reason=no_key),
        Command(
            "remarks", "Shift-F7", "Ý kiến trên phiếu chưa ghi sổ", "Remarks on slips", run=screen.show_remarks, reason=no_key
        ),
        Command("edit", "F8", "Sửa điều đã ghi", "Correct", run=screen.open_edit, reason=no_key),
        Command("dossier", "Shift-F8", "Mở hồ sơ được nêu", "Open the dossier it names", run=screen.open_dossier),
        Command("history", "F11", "Lịch sử", "History", run=screen.open_history),
        Command("back", "Escape", "Xóa từ tìm", "Clear the search", run=screen.escape),
    )


def page_hints(page: str) -> Sequence[tuple[str, str]]:
    """Return the keys of a page, with what they do."""
    back = ("Esc", say("về danh sách", "back to the list"))
    if page == "form":
        return (
            ("Tab", say("ô kế", "next field")),
            ("1-6", say("chọn trong danh sách", "choose in a list")),
            ("F7", say("ô ngày: hôm nay", "day field: today")),
            ("F10", say("lưu", "save")),
            back,
        )
    if page == "history":
        return (("F8", say("gỡ / lấy lại", "remove / bring back")), back)
    if page == "remarks":
        return (("⏎", say("ghi sổ", "log")), ("1-3", say("ghi theo loại", "log as a kind")), back)
    return (
        ("⏎", say("trả lời", "answer")),
        ("F7", say("ghi mới", "new")),
        ("F8", say("sửa", "correct")),
        ("Shift-F8", say("mở hồ sơ", "open the dossier")),
        ("F11", say("lịch sử", "history")),
        ("Shift-F7", say("ý kiến trên phiếu", "remarks on slips")),
        ("Ctrl+C", say("chép dòng", "copy rows")),
    )
