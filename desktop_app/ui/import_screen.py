"""Old registers into the office (Shift-F6 on the register): file → sheet and columns → procedure names → problems → done.

Long work goes to the worker, where it can be stopped until writing begins. Everything is decided by the presenter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.faults import is_expected, sentence
from desktop_app.ui.import_check_page import CheckPage, DonePage
from desktop_app.ui.import_columns_page import ColumnsPage
from desktop_app.ui.import_file_page import FilePage
from desktop_app.ui.import_keys import page_commands, page_hints, step_line
from desktop_app.ui.import_names_page import NamesPage
from desktop_app.ui.import_presenter import AREAS, CHANNELS, LETTERINGS, ImportPresenter, Opened
from desktop_app.ui.import_rows import ColumnRows
from desktop_app.ui.import_undoing import ImportUndoing, agreed, done_words
from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.importing.fields import NEEDED, label_of
from desktop_app.workflows.importing.plan import Plan
from desktop_app.workflows.importing.preview import Shown
from desktop_app.workflows.importing.told import Imported
from forms.numbers import format_integer

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen


def open_import(screen: RegisterScreen) -> None:
    """Show the import page from the register."""
    if not stops(screen.app, "key"):
        screen.app.show("import")


class ImportScreen(Screen):
    """One of five pages is shown. page: its name."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self.presenter = ImportPresenter(app.session)
        self.undoing = ImportUndoing(self)
        self.heading = Heading(self, self.theme, self.title, "")
        self.heading.pack(anchor="w", pady=(0, self.theme.px(10)))
        self.hints = ttk.Frame(self)
        self.hints.pack(side="bottom", fill="x", pady=(self.theme.px(8), 0))
        self.file_page = FilePage(self, self.theme, self.open_file, self.choose_file, self.undoing.undo_chosen)
        choices: dict[str, list[tuple[str, str]]] = {
            "lettering": [(id, say(*words)) for id, words in LETTERINGS.items()],
            "area": [(id, say(*words)) for id, words in AREAS.items()],
            "channel": [(id, say(*words)) for id, words in CHANNELS.items()],
            "fields": self.presenter.field_choices(),
        }
        said = {
            "sheet": self._say_sheet, "header": self._say_header, "lettering": self._say_lettering,
            "area": self.presenter.set_area, "channel": self._say_channel,
        }  # fmt: skip
        self.columns_page = ColumnsPage(self, self.theme, choices, said, self._say_column, self._cells)
        self.names_page = NamesPage(self, self.theme, self._say_name, lambda: app.preferences.typing == "vni")
        self.check_page = CheckPage(self, self.theme, self._filter, self.go_on)
        self.done_page = DonePage(self, self.theme, lambda: self.app.show("register"), self.undoing.undo_done)
        reason = why_not(app.session, "key")
        for button in (self.file_page.choose, self.file_page.undo):
            bar(button, self.theme, reason)
        self.page = ""
        self._shown: Sequence[Shown] = ()
        self._loaded = False
        self._show_page("file")

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Nhập sổ cũ", "Import an old register")

    def on_show(self) -> None:
        """Read which imports there were; take the keyboard."""
        self._loaded = True
        if self.page == "done":
            self._show_page("file")
        if self.page == "file":
            self.undoing.load()
        self.on_focus()

    def on_focus(self) -> None:
        """Give the page in front the keyboard."""
        {
            "file": self.file_page.path.entry.focus_set,
            "columns": self.columns_page.columns.focus_table,
            "names": self.names_page.table.focus_table,
            "check": self.check_page.table.focus_table,
            "done": self.done_page.open.focus_set,
        }[self.page]()

    def commands(self) -> Sequence[Command]:
        """Return what can be done on the page in front."""
        return page_commands(self)

    def back(self) -> None:
        """Go one step back; from the first to the register."""
        before = {"columns": "file", "names": "columns", "check": "columns", "done": "file"}
        if self.page not in before:
            self.app.show("register")
            return
        self._show_page(before[self.page])
        if self.page == "file":
            self.undoing.load()
        self.on_focus()

    # the file

    def choose_file(self) -> None:
        """Ask for a file."""
        if stops(self.app, "key"):
            return
        kinds = [(say("Bảng tính", "Tables"), "*.xlsx *.xlsm *.csv *.txt *.tsv"), (say("Mọi tệp", "All files"), "*")]
        for path in self.app.dialogs.ask_files(say("Chọn tệp sổ cũ", "Choose the file"), kinds)[:1]:
            self.open_file(path)

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a file beside the window, then show its columns."""
        self.file_page.path.set(str(path))
        read = self.presenter.read
        self.app.jobs.start(say("Đọc tệp", "Reading"), lambda job: read(path, sheet, job.report), self._opened, self._not_opened)

    def _opened(self, opened: Opened) -> None:
        if not self.winfo_exists():
            return
        self.file_page.path.show_problem()
        self.presenter.take(opened)
        self._show_page("columns")
        self._show_setup()
        notes = opened.book.table.notes
        if notes:
            self.app.status(" ".join(say(note.vi, note.en) for note in notes[:2]), "warn")
        self.on_focus()

    def _not_opened(self, error: Exception) -> None:
        if not is_expected(error):
            self.app.show_fault(error)
        elif self.winfo_exists():
            self._show_page("file")
            self.file_page.path.show_problem(sentence(error))
            self.on_focus()

    # columns

    def _show_setup(self) -> None:
        presenter, page = self.presenter, self.columns_page
        page.show_sheets(list(presenter.book.sheets), presenter.book.table.sheet)
        page.header.set(presenter.header)
        page.header.show_problem()
        page.lettering.set(presenter.setup.lettering)
        page.area.set(presenter.setup.area)
        page.channel.set(presenter.setup.channel)
        self._show_columns()

    def _show_columns(self) -> None:
        setup = self.presenter.setup
        lacking = [label_of(name) for name in NEEDED if name not in setup.columns.values()]
        text = say(f"Còn thiếu cột: {', '.join(lacking)}.", f"Columns still missing: {', '.join(lacking)}.") if lacking else ""
        self._shown = self.presenter.preview()
        self.columns_page.show_columns(ColumnRows(setup.layout.headings, setup.columns), text)

    def _cells(self, place: int) -> list[tuple[int, str, str]]:
        """Return row, before and after of a column's first cells; of one that is not taken the cells alone."""
        taken = list(self.presenter.setup.columns)
        if place not in taken:
            return [(row, text, "") for row, text in self.presenter.values(place)]
        at = taken.index(place)
        return [(shown.row, shown.before[at], shown.after[at]) for shown in self._shown if shown.before[at] or shown.after[at]]

    def _say_sheet(self, name: str) -> None:
        if self.presenter.opened is not None and name and name != self.presenter.book.table.sheet:
            self.open_file(self.presenter.opened.path, name)

    def _say_header(self, text: str) -> None:
        if self.presenter.opened is None or text == self.presenter.header:
            return
        if self.presenter.set_header(text):
            self._show_setup()
        else:
            self.columns_page.header.show_problem(say("Ghi số dòng, như 4 hoặc 4-5.", "Write row numbers, like 4 or 4-5."))

    def _say_lettering(self, choice: str) -> None:
        if choice in LETTERINGS:
            self.presenter.set_lettering(choice)  # type: ignore[arg-type]
            self._show_setup()

    def _say_channel(self, channel: str) -> None:
        if channel in CHANNELS:
            self.presenter.set_channel(channel)

    def _say_column(self, place: int, name: str) -> None:
        self.presenter.set_column(place, name)
        self._show_columns()

    # the dry run

    def check(self) -> None:
        """Try every row beside the window."""
        if stops(self.app, "key") or self.presenter.opened is None:
            return
        run = self.presenter.check
        self.app.jobs.start(say("Chạy thử", "Trying"), lambda job: run(job.report), self._checked)

    def _checked(self, plan: Plan) -> None:
        if not self.winfo_exists():
            return
        self.presenter.take_plan(plan)
        if plan.unknown:
            self.show_names()
        else:
            self._show_check("error" if plan.errors else "")

    def _show_check(self, weight: str) -> None:
        self._show_page("check")
        self.check_page.filter.set(weight)
        self._filter(weight)
        self._show_counts()
        self.on_focus()

    def _filter(self, weight: str) -> None:
        self.check_page.show(self.presenter.findings(weight), self.presenter.setup.skip)

    def _show_counts(self) -> None:
        plan, presenter = self.presenter.plan, self.presenter
        if plan is None:
            return
        ready, out = format_integer(len(plan.rows)), format_integer(len(plan.left))
        summary = say(
            f"{ready} hồ sơ sẵn sàng; {out} dòng không nhập. Nhập tất cả hoặc không nhập gì.",
            f"{ready} dossiers ready; {out} rows left out. All go in, or none.",
        )
        again = say("Chạy thử lại  F10", "Try again  F10")
        label = again if presenter.dirty else say(f"Nhập {ready} hồ sơ  F10", f"Import {ready}  F10")
        self.check_page.show_counts(presenter.counts(), summary, label, enabled=presenter.dirty or presenter.ready)

    def show_names(self) -> None:
        """Show what each procedure name stands for."""
        self._show_page("names")
        unknown = self.presenter.next_unknown(-1)
        self.names_page.show(self.presenter.names, self.presenter.procedures(), unknown)
        self.on_focus()

    def _say_name(self, place: int, procedure: str, case: str) -> None:
        self.presenter.choose_name(place, procedure, case)
        following = self.presenter.next_unknown(place)
        self.names_page.show(self.presenter.names, self.presenter.procedures(), following if following >= 0 else place)
        if following < 0:
            self.app.status(say("Mọi tên đã có thủ tục; F10 chạy thử lại.", "Every name is known; F10 tries again."), "info")
        self.names_page.table.focus_table()

    def toggle_rows(self) -> None:
        """Leave the chosen rows out, or take them again."""
        self.presenter.toggle_rows(self.check_page.chosen_rows())
        weight = self.check_page.filter.get()
        self.check_page.show(self.presenter.findings(weight), self.presenter.setup.skip, keep_view=True)
        self._show_counts()

    def save_list(self) -> None:
        """Ask where, and write what the dry run says as a CSV."""
        title = say("Lưu danh sách", "Save the list")
        path = self.app.dialogs.ask_save(title, "chay-thu.csv", ((say("Tệp CSV", "CSV file"), "*.csv"),))
        if path is not None:
            told, write = say(f"Đã lưu {path.name}", f"Saved {path.name}"), self.presenter.write_problems
            self.app.jobs.start(title, lambda _job: write(path), lambda _none: self.app.status(told, "saved"))

    # saving

    def go_on(self) -> None:
        """Try again after a change; else import, once a person has said so."""
        if stops(self.app, "key"):
            return
        if self.presenter.dirty:
            self.check()
        elif not self.presenter.ready:
            text = say("Chưa nhập được: còn lỗi. F8 bỏ dòng, hoặc sửa tệp.", "Not yet: errors are left. F8 leaves rows out.")
            self.app.status(text, "warn")
        elif agreed(self.app.dialogs, self.presenter):
            save = self.presenter.save
            self.app.jobs.start(say("Nhập sổ cũ", "Importing"), lambda job: save(job.report), self._saved)

    def _saved(self, imported: Imported) -> None:
        self.app.saved()
        if self.winfo_exists():
            self.undoing.forget_register()
            self.undoing.imported = imported
            self._show_page("done")
            self.done_page.show(*done_words(imported), undoable=True)
            self.on_focus()

    # pages

    def _show_page(self, name: str) -> None:
        pages: dict[str, ttk.Frame] = {
            "file": self.file_page, "columns": self.columns_page, "names": self.names_page, "check": self.check_page,
            "done": self.done_page,
        }  # fmt: skip
        for page in pages.values():
            page.pack_forget()
        pages[name].pack(fill="both", expand=True)
        self.page = name
        self.heading.set(self.title, self._subtitle())
        for child in self.hints.winfo_children():
            child.destroy()
        for key, text in page_hints(name):
            KeyHint(self.hints, self.theme, key, text).pack(side="left")
        if self._loaded:
            self.app.refresh_commands()

    def _subtitle(self) -> str:
        book = self.presenter.opened.book if self.presenter.opened is not None and self.page != "file" else None
        return step_line(self.page) + (f"   ·   {book.name}  {book.table.sheet}" if book else "")
