"""The list as it is shown → a file: asks for masked or full numbers and for the place, writes it beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.ui.jobs import Job
from desktop_app.ui.permits import stops
from desktop_app.words import say
from desktop_app.workflows.register_file import CSV, Asked, export_register
from forms.numbers import format_integer

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen

XLSX = ".xlsx"


def export_list(screen: RegisterScreen) -> None:
    """Write what the list shows, in its order, where the person says."""
    if stops(screen.app, "search"):
        return
    ids, app = screen.presenter.all_ids(), screen.app
    if not ids:
        app.status(say("Không có hồ sơ nào để xuất.", "There is no dossier to write."), "warn")
        return
    full = _ask_full(screen)
    path = _ask_path(screen)
    if path is None:
        return
    session, asked = app.session, _asked(screen)

    def work(job: Job) -> int:
        return export_register(session, path, ids, asked, job.report, full=full)

    def done(count: int) -> None:
        number = format_integer(count)
        app.status(say(f"Đã xuất {number} hồ sơ: {path.name}", f"{number} dossiers written: {path.name}"), "saved")

    app.jobs.start(say("Xuất danh sách", "Writing the list"), work, done)


def _ask_full(screen: RegisterScreen) -> bool:
    text = say(
        "Tệp ra ngoài sổ thì không còn được niêm phong. Chỉ ghi đủ số định danh, điện thoại khi công việc cần; có ghi nhật ký.",
        "A file outside the office is not sealed. Write identity and phone numbers in full only where the work needs it; noted.",
    )
    title = say("Số cá nhân trong tệp", "Personal numbers in the file")
    return screen.app.dialogs.ask_yes_no(title, text, say("Ghi đủ số", "In full"), say("Che số", "Masked"))


def _ask_path(screen: RegisterScreen) -> Path | None:
    name = f"so-theo-doi-ho-so-{screen.presenter.today:%Y%m%d}{XLSX}"
    kinds = ((say("Bảng tính Excel", "Excel workbook"), f"*{XLSX}"), (say("Tệp CSV", "CSV file"), f"*{CSV}"))
    path = screen.app.dialogs.ask_save(say("Xuất danh sách hồ sơ", "Write the list of dossiers"), name, kinds)
    return path if path is None or path.suffix.lower() in (XLSX, CSV) else path.with_name(path.name + XLSX)


def _asked(screen: RegisterScreen) -> Asked:
    wanted = screen.presenter.wanted
    find = screen.presenter.find_text
    return Asked(find, wanted.status, wanted.procedure, wanted.officer, wanted.late, wanted.first, wanted.last)
