"""The dossier register: list with search and filters, new and corrected dossiers, changes of status, history.

One of three pages is shown: list, form, history. What is decided is decided by the presenters; this module only joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.dossier_form import DossierForm, by_field
from desktop_app.ui.dossier_history import DossierHistory
from desktop_app.ui.form_draft import drop_draft, give_up, open_draft, put_away
from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.register_commands import page_commands
from desktop_app.ui.register_form import RegisterForm
from desktop_app.ui.register_history import HistoryPage
from desktop_app.ui.register_list import RegisterList
from desktop_app.ui.register_moves import RegisterMoves
from desktop_app.ui.register_numbers import RegisterNumbers
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.register_removal import RegisterRemoval
from desktop_app.ui.register_strip import RegisterStrip
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading, KeyHint
from desktop_app.words import say
from forms.numbers import format_integer
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.ui.bulk_rows import BulkPage


def list_hints() -> Sequence[tuple[str, str]]:
    """Return the keys of the list that are no commands."""
    return (
        ("⏎", say("chuyển trạng thái", "change status")),
        (say("Dấu cách", "Space"), say("chọn thêm", "choose more")),
        ("Shift+↑↓", say("chọn nhiều", "choose a range")),
        ("Ctrl+↑↓", say("đi qua, không chọn", "go past")),
        ("Ctrl+1…7", say("sắp theo cột", "sort by column")),
        ("Ctrl+C", say("chép dòng", "copy rows")),
    )


class RegisterScreen(Screen):
    """The screen of `F4`."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.presenter = RegisterPresenter(app.session)
        self.form = DossierForm(self.presenter)
        head = ttk.Frame(self)
        head.pack(fill="x", pady=(0, px(10)))
        self.heading = Heading(head, self.theme, self.title, "")
        self.heading.pack(side="left")
        label = say("Hồ sơ mới  F7", "New dossier  F7")
        self.new_button = ttk.Button(head, text=label, style="Accent.TButton", command=self.open_new)
        self.new_button.pack(side="right")
        self.count = ttk.Label(head, style="Muted.TLabel")
        self.count.pack(side="right", padx=px(16))
        self.hints = ttk.Frame(self)
        self.hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        self.list_page = ttk.Frame(self)
        self.list = RegisterList(self.list_page, self.theme, self.presenter, self.count, self.open_move, self._select)
        self.strip = RegisterStrip(self.list_page, self.theme, self.open_move, self.open_edit, self.open_history)
        self.strip.pack(side="bottom", fill="x", pady=(px(10), 0))
        self.list.pack(fill="both", expand=True)
        self.moves = RegisterMoves(self.list_page, app, self.presenter, self.list, self.strip)
        self.form_page = RegisterForm(
            self, self.theme, self.form, self.save_form, self.leave_form, lambda: app.preferences.typing == "vni"
        )
        self.removal, self.numbers = RegisterRemoval(self), RegisterNumbers(self)
        self.history_page = HistoryPage(self, self.theme, self.removal.toggle)
        key = why_not(app.session, "key")
        for button in (self.new_button, self.history_page.button):
            bar(button, self.theme, key)
        self.strip.bar(why_not(app.session, "move"), key)
        self.page = self.subject = ""
        self._page_hints: Sequence[tuple[str, str]] = ()
        self.extra: dict[str, BulkPage] = {}
        self._loaded = False
        self.show_list()

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Sổ hồ sơ", "Dossier register")

    def on_show(self) -> None:
        """Read the register the first time; take the keyboard."""
        if not self._loaded:
            self._loaded = True
            self.list.load()
            self._open_draft()
        elif self.presenter.wake():
            self.list.refresh()
        self.on_focus()

    def forget(self) -> None:
        """Read the register anew when it is shown next."""
        self.presenter.forget()
        self._loaded = False
        if self.page == "list":
            self.heading.set(self.title, self._subtitle())

    def on_focus(self) -> None:
        """Give the page in front the keyboard."""
        if self.page == "form":
            self.form_page.fields["name"].entry.focus_set()
        elif self.page == "history":
            self.history_page.table.focus_table()
        elif self.page in self.extra:
            self.extra[self.page].on_focus()
        else:
            self.list.search.entry.focus_set()

    def seek(self, subject: str) -> None:
        """Show the list with one dossier chosen; a form that is being filled stays in front."""
        if self.page == "form":
            self.form_page.take()
            if self.form.changed:
                self.app.status(say("Hãy lưu hoặc bỏ hồ sơ đang nhập trước.", "Save or give up the open form first."), "warn")
                return
        if self.page != "list":
            self.show_list()
        self.list.seek(subject)
        self.list.table.focus_table()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the page in front that are no commands."""
        if self.page == "list":
            return list_hints()
        commands = {command.key.replace("Escape", "Esc") for command in self.commands()}
        return [hint for hint in self._page_hints if hint[0] not in commands]

    def on_hide(self) -> None:
        """Drop what is still being searched, mask numbers; put a form that is half keyed on the disk."""
        self.list.stop()
        self.numbers.hide()
        if self.page == "form":
            self.form_page.take()
            put_away(self.form, self.app)
        elif self.page in self.extra:
            self.extra[self.page].put_away()

    def _open_draft(self) -> None:
        """Go on with the form that was left half keyed, if the account may key."""
        if why_not(self.app.session, "key") or not open_draft(self.form):
            return
        self._open_form(say("Hồ sơ chưa lưu", "Dossier not saved yet"), say("Mở lại bản nháp", "The draft is open again"))

    def commands(self) -> Sequence[Command]:
        """Return what can be done on the page in front."""
        return page_commands(self)

    # pages

    def _show_page(self, name: str, page: ttk.Frame, title: str, subtitle: str, hints: Sequence[tuple[str, str]]) -> None:
        if self.moves.active:
            self.moves.close()
        for other in (self.list_page, self.form_page, self.history_page, *self.extra.values()):
            other.pack_forget()
        page.pack(fill="both", expand=True)
        self.page, self._page_hints = name, hints
        self.heading.set(title, subtitle)
        self.new_button.pack_forget()
        self.count.pack_forget()
        if name == "list":
            self.new_button.pack(side="right")
            self.count.pack(side="right", padx=self.theme.px(16))
        for child in self.hints.winfo_children():
            child.destroy()
        for key, text in hints:
            KeyHint(self.hints, self.theme, key, text).pack(side="left")
        if self._loaded:  # before the first showing the window does not know this page yet
            self.app.refresh_commands()

    def show_extra(self, name: str, title: str, subtitle: str, hints: Sequence[tuple[str, str]]) -> None:
        """Show a page of `extra`."""
        self._show_page(name, self.extra[name], title, subtitle, hints)

    def show_list(self) -> None:
        """Show the list again."""
        enter, space, *_ = list_hints()
        keys = (("F7", say("hồ sơ mới", "new")), ("F8", say("sửa", "correct")), ("F11", say("lịch sử", "history")))
        numbers, clear = ("Shift-F3", say("số cá nhân", "numbers")), ("Esc", say("bỏ tìm, bỏ lọc", "clear"))
        self._show_page("list", self.list_page, self.title, self._subtitle(), (enter, *keys, numbers, space, clear))
        if self._loaded and self.presenter.wake():
            self.list.refresh()
        self.list.table.focus_table() if len(self.presenter) else self.list.search.entry.focus_set()

    def _subtitle(self) -> str:
        unit, count = self.app.session.office.profile.name, format_integer(self.app.session.office.count("dossiers", ""))
        return say(f"{unit}  ·  {count} hồ sơ", f"{unit}  ·  {count} dossiers")

    def open_new(self) -> None:
        """Show an empty form."""
        if stops(self.app, "key"):
            return
        self.form.start_new()
        self._open_form(say("Hồ sơ mới", "New dossier"), self._subtitle())

    def open_edit(self) -> None:
        """Show the chosen dossier in the form, to be corrected."""
        chosen = self.list.chosen()
        if stops(self.app, "key"):
            return
        if len(chosen) != 1:
            self.app.status(say("Hãy chọn một hồ sơ để sửa.", "Choose one dossier to correct."), "warn")
            return
        self.form.start_edit(chosen[0])
        self._open_form(say("Sửa hồ sơ", "Correct a dossier"), self.form.texts["code"])

    def _open_form(self, title: str, subtitle: str) -> None:
        self._show_page("form", self.form_page, title, subtitle, (
            ("Tab ⏎", say("ô kế", "next field")),
            ("1-9", say("chọn trong danh sách", "choose from a list")),
            ("F7", say("như hồ sơ trước", "as the one before")),
            ("F10", say("lưu", "save")),
            ("Esc", say("về danh sách", "back to the list")),
        ))  # fmt: skip
        self.form_page.open()

    def leave_form(self) -> None:
        """Go back to the list; what was keyed is given up only if the person says so."""
        self.form_page.take()
        if give_up(self.form, self.app):
            self.show_list()
        else:
            self.on_focus()

    def open_history(self) -> None:
        """Show who changed what in the chosen dossier, when and why."""
        chosen = self.list.chosen()
        if len(chosen) == 1:
            entry = self.presenter.index.entries[self.presenter.index.places[chosen[0]]]
            self.show_history(chosen[0], f"{entry.code}  ·  {entry.name}")

    def show_history(self, id: str, subject: str) -> None:
        """Show the history of a dossier, removed or not. subject: the line under the title."""
        self.removal.id, self.subject = id, subject
        history = DossierHistory(self.presenter, id)
        hints = (("F8", say("gỡ / lấy lại", "remove / bring back")), ("Esc", say("về danh sách", "back to the list")))
        self._show_page("history", self.history_page, say("Lịch sử hồ sơ", "History"), subject, hints)
        label = say("Lấy lại hồ sơ…  F8", "Bring it back…  F8") if self.removal.is_removed else ""
        self.history_page.show(history, label or say("Gỡ hồ sơ…  F8", "Remove it…  F8"))

    # doing

    def save_form(self) -> None:
        """Save the form; on refusal everything stays as keyed and each problem stands at its field."""
        if self.form_page.asks(self.save_form):
            return
        editing = self.form.stored is not None
        try:
            saved = self.form.save(self.form_page.side.why.get())
        except Refused as refused:
            self._refuse(refused)
            return
        drop_draft(self.form)
        self.app.saved()
        if editing:
            self.list.refresh(saved.id)
            self.show_list()
        else:
            self.list.seek(saved.id)
            self.form.start_new()
            self.form_page.open()
            self.heading.set(say("Hồ sơ mới", "New dossier"), self._subtitle())

    def _refuse(self, refused: Refused) -> None:
        problems = by_field(refused)
        self.form_page.show_problems({name: problem for name, problem in problems.items() if name != "why"})
        self.form_page.side.show_why(problems.get("why"))
        self.form_page.focus_problem(problems)
        count = sum(problem.severity == "error" for problem in refused.problems)
        self.app.status(say(f"Chưa lưu: {count} chỗ cần sửa.", f"Not saved: {count} to put right."), "error")

    def open_move(self) -> None:
        """Ask where the chosen dossiers go."""
        if not stops(self.app, "move"):
            self.moves.open()

    def escape(self) -> None:
        """Put the move panel away; without one, empty the search field."""
        if self.moves.active:
            self.moves.close()
        elif not self.list.clear_search():
            self.list.search.entry.focus_set()

    def _select(self, ids: list[str]) -> None:
        self.numbers.follow(ids)
        if len(ids) == 1:
            self.strip.show(self.presenter.details(ids[0]))
        else:
            self.strip.show_many(len(ids) or len(self.list.table.window.selected))
