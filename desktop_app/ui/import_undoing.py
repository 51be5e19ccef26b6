"""Undoing an import from the window, the list of those there were, and the words before and after saving one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.words import say
from desktop_app.workflows.importing.told import Imported
from forms.numbers import format_integer

if TYPE_CHECKING:
    from desktop_app.ui.dialogs import Dialogs
    from desktop_app.ui.import_presenter import ImportPresenter
    from desktop_app.ui.import_screen import ImportScreen


def agreed(dialogs: Dialogs, presenter: ImportPresenter) -> bool:
    """Ask whether what was tried shall be saved."""
    rows = format_integer(len(presenter.plan.rows) if presenter.plan else 0)
    looks = format_integer(presenter.counts()["warning"])
    text = say(
        f"{rows} hồ sơ, {looks} lưu ý. Ghi thành một lần nhập; bỏ lại được bằng một lệnh.",
        f"{rows} dossiers, {looks} things to look at. They go in as one import that one act undoes.",
    )
    return dialogs.ask_yes_no(say("Nhập vào sổ?", "Import?"), text, say("Nhập", "Import"), say("Chưa", "Not yet"))


def done_words(imported: Imported) -> tuple[str, str, str, str]:
    """Return pill, its kind, what was done and what can be done about it."""
    number = format_integer(imported.records)
    what = say(f"Đã nhập {number} hồ sơ từ {imported.file}", f"{number} dossiers imported from {imported.file}")
    note = say(
        f"Mã nhập {imported.id}. Cột và tên thủ tục được nhớ cho lần sau. Nếu nhầm, bỏ cả lần nhập bằng F8, có lý do; "
        "khi đã có hồ sơ được sửa sau đó thì không bỏ cả lần được.",
        f"Import {imported.id}. Columns and names are remembered. If it was a mistake, F8 undoes the whole import, with a "
        "reason, as long as none of its dossiers was changed since.",
    )
    return say("Đã ghi", "Saved"), "good", what, note


class ImportUndoing:
    """Undoes imports of the page. imported: the one that was just made."""

    def __init__(self, screen: ImportScreen) -> None:
        self._screen = screen
        self.imported: Imported | None = None

    def forget_register(self) -> None:
        """Have the register read anew where it was shown before: it is a page of the same window."""
        for page in self._screen.master.winfo_children():
            if isinstance(page, RegisterScreen):
                page.forget()

    def load(self) -> None:
        """Have the worker read which imports there were."""
        title, read = say("Xem các lần nhập", "Reading the imports"), self._screen.presenter.imports
        self._screen.app.jobs.start(title, lambda _job: read(), self._show)

    def undo_chosen(self) -> None:
        """Undo the import the cursor is on."""
        chosen = self._screen.file_page.chosen()
        if chosen is None:
            self._screen.app.status(say("Chưa có lần nhập nào.", "There is no import yet."), "warn")
        elif chosen.undone:
            self._screen.app.status(say("Lần nhập này đã được bỏ rồi.", "This import was undone before."), "warn")
        else:
            self._undo(chosen.id)

    def undo_done(self) -> None:
        """Undo the import that was just made, unless that was done."""
        if self.imported is not None:
            self._undo(self.imported.id)

    def _undo(self, id: str) -> None:
        app = self._screen.app
        if stops(app, "key"):
            return
        text = say(
            "Mọi hồ sơ của lần nhập này ra khỏi sổ; lịch sử còn nguyên.", "All its dossiers leave the register; history stays."
        )
        why = app.dialogs.ask_text(say(f"Bỏ lần nhập {id}", f"Undo the import {id}"), text, say("Lý do", "Reason"))
        if why:
            undo, title = self._screen.presenter.undo, say("Bỏ lần nhập", "Undoing")
            app.jobs.start(title, lambda job: undo(id, why, job.report), lambda count: self._undone(id, count))

    def _undone(self, id: str, count: int) -> None:
        screen = self._screen
        screen.app.saved()
        self.forget_register()
        if not screen.winfo_exists():
            return
        if screen.page == "done":
            self.imported = None
            number = format_integer(count)
            what = say(
                f"Đã bỏ lần nhập {id}: {number} hồ sơ ra khỏi sổ", f"Import {id} undone: {number} dossiers left the register"
            )
            screen.done_page.show(say("Đã bỏ", "Undone"), "calm", what, "", undoable=False)
        self.load()

    def _show(self, imports: list[Imported]) -> None:
        screen = self._screen
        if screen.winfo_exists():
            screen.file_page.show(imports)
            bar(screen.file_page.undo, screen.theme, why_not(screen.app.session, "key"))
