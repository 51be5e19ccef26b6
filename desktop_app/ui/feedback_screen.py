"""The feedback register (góp ý, phản ánh, kiến nghị): list with search and filters, logging, answer, correction, history.

One of four pages is shown: list, form, history, remarks. What is decided is decided by the presenters; this module joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.feedback_card import FeedbackCard
from desktop_app.ui.feedback_commands import page_commands, page_hints
from desktop_app.ui.feedback_form import FeedbackForm, problems_by_field
from desktop_app.ui.feedback_history import FeedbackHistory
from desktop_app.ui.feedback_list import FeedbackList
from desktop_app.ui.feedback_presenter import FeedbackPresenter
from desktop_app.ui.feedback_remarks import RemarksPage
from desktop_app.ui.feedback_removal import toggle_removal
from desktop_app.ui.feedback_strip import FeedbackStrip
from desktop_app.ui.form_draft import drop_draft, give_up, open_draft, put_away
from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.register_history import HistoryPage
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows import feedback
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.feedback import Remark
from forms.problems import Refused


class FeedbackScreen(Screen):
    """The screen of `Shift-F4`."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.presenter = FeedbackPresenter(app.session, app.preferences.feedback_days)
        self.form = FeedbackForm(self.presenter)
        head = ttk.Frame(self)
        head.pack(fill="x", pady=(0, px(10)))
        self.heading = Heading(head, self.theme, self.title, "")
        self.heading.pack(side="left")
        new = say("Ghi ý kiến mới  F7", "Log a new one  F7")
        remarks = say("Ý kiến trên phiếu  Shift-F7", "Remarks on slips  Shift-F7")
        self.new_button = ttk.Button(head, text=new, style="Accent.TButton", command=self.open_new)
        self.remarks_button = ttk.Button(head, text=remarks, command=self.show_remarks)
        self.count = ttk.Label(head, style="Muted.TLabel")
        self._head = (self.new_button, self.remarks_button, self.count)
        self.hints = ttk.Frame(self)
        self.hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        self._build_pages()
        for button in (self.new_button, self.remarks_button, self.history_page.button):
            bar(button, self.theme, why_not(app.session, "key"))
        self.strip.bar(why_not(app.session, "key"))
        self.page = self.shown = ""
        self._loaded = False
        self.show_list()

    def _build_pages(self) -> None:
        theme = self.theme
        self.list_page = ttk.Frame(self)
        self.strip = FeedbackStrip(self.list_page, theme, self.open_answer, self.open_history)
        self.list = FeedbackList(
            self.list_page, theme, self.presenter, self.count, self.open_answer, self._select, self._pick_limit
        )
        self.strip.pack(side="bottom", fill="x", pady=(theme.px(10), 0))
        self.list.pack(fill="both", expand=True)
        self.card = FeedbackCard(self, theme, self.form, self.save_form, self.leave_form)
        self.history_page = HistoryPage(self, theme, self.toggle)
        self.remarks = RemarksPage(self, theme, self.presenter, self.log_remark, self._count_remarks)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Góp ý, phản ánh, kiến nghị", "Feedback")

    def on_show(self) -> None:
        """Read the register the first time; look at another day anew; take the keyboard."""
        if not self._loaded:
            self._loaded = True
            self.list.load()
            self._open_draft()
        elif self.presenter.wake(self.app.preferences.feedback_days):
            self.list.refresh()
        self.on_focus()

    def on_focus(self) -> None:
        """Give the page in front the keyboard."""
        if self.page == "form":
            self.card.fields["content" if self.form.stored is None else "answer"].entry.focus_set()
        elif self.page in ("history", "remarks"):
            (self.history_page if self.page == "history" else self.remarks).table.focus_table()
        else:
            self.list.search.entry.focus_set()

    def on_hide(self) -> None:
        """Drop what is still being searched; put a form that is half keyed on the disk."""
        self.list.stop()
        self.remarks.stop()
        if self.page == "form":
            self.card.take()
            put_away(self.form, self.app)

    def _open_draft(self) -> None:
        """Go on with the form that was left half keyed, if the account may key."""
        if not why_not(self.app.session, "key") and open_draft(self.form):
            self._open_form(say("Ý kiến chưa lưu", "Feedback not saved yet"), "content")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the list that are no commands."""
        return tuple(hint for hint in page_hints("list") if not hint[0].startswith(("F", "Shift")))

    def commands(self) -> Sequence[Command]:
        """Return what can be done on the page in front."""
        return page_commands(self)

    # pages

    def _show_page(self, name: str, page: ttk.Frame, title: str, subtitle: str = "") -> None:
        for other in (self.list_page, self.card, self.history_page, self.remarks):
            other.pack_forget()
        page.pack(fill="both", expand=True)
        self.page = name
        self.heading.set(title, subtitle)
        for widget in self._head:
            widget.pack_forget()
        if name == "list":
            for widget in self._head:
                widget.pack(side="right", padx=(self.theme.px(10), 0))
        for child in self.hints.winfo_children():
            child.destroy()
        for key, text in page_hints(name):
            KeyHint(self.hints, self.theme, key, text).pack(side="left")
        if self._loaded:  # before the first showing the window does not know this page yet
            self.app.refresh_commands()

    def show_list(self) -> None:
        """Show the list again."""
        self.remarks.stop()
        self._show_page("list", self.list_page, self.title, self.presenter.waiting() if self._loaded else "")
        self.list.table.focus_table() if len(self.presenter) else self.list.search.entry.focus_set()

    def show_remarks(self) -> None:
        """Show the remarks on slips that are not logged yet."""
        if stops(self.app, "key"):
            return
        title = say("Ý kiến trên phiếu chưa ghi sổ", "Remarks on slips, not logged yet")
        self._show_page("remarks", self.remarks, title)
        self.remarks.load()

    def open_new(self) -> None:
        """Show an empty form."""
        if not stops(self.app, "key"):
            self.form.start_new()
            self._open_form(say("Ghi ý kiến mới", "Log feedback"), "day")

    def open_answer(self) -> None:
        """Show the chosen feedback in the form, the answer in focus."""
        self._open_chosen(say("Trả lời ý kiến", "Answer"), "handler")

    def open_edit(self) -> None:
        """Show the chosen feedback in the form, to be corrected."""
        self._open_chosen(say("Sửa ý kiến đã ghi", "Correct"), "content")

    def _open_chosen(self, title: str, first: str) -> None:
        chosen = self.list.chosen()
        if stops(self.app, "key"):
            return
        if not chosen:
            self.app.status(say("Hãy chọn một ý kiến.", "Choose one first."), "warn")
            return
        self.form.start_edit(chosen)
        self._open_form(title, first)

    def _open_form(self, title: str, first: str) -> None:
        self._show_page("form", self.card, title)
        self.card.open(first)

    def leave_form(self) -> None:
        """Go back to the list; what was keyed is given up only if the person says so."""
        self.card.take()
        if give_up(self.form, self.app):
            self.show_list()
        else:
            self.on_focus()

    def open_dossier(self) -> None:
        """Show the dossier the chosen feedback names in the register."""
        chosen = self.list.chosen()
        dossier = self.presenter.dossier_of(chosen) if chosen else ""
        if dossier:
            self.app.show("register", dossier)
        else:
            self.app.status(say("Ý kiến này không nêu hồ sơ nào của đơn vị.", "It names no dossier of this office."), "warn")

    def open_history(self) -> None:
        """Show who changed what in the chosen feedback, when and why."""
        chosen = self.list.chosen()
        if chosen:
            self.show_history(chosen)

    def show_history(self, id: str) -> None:
        """Show the history of a feedback, removed or not."""
        self.shown = id
        history = FeedbackHistory(self.presenter, id)
        there = self.app.session.office.get(feedback.TABLE, id) is not None
        self._show_page("history", self.history_page, say("Lịch sử ý kiến", "History"))
        label = say("Gỡ khỏi sổ…  F8", "Remove it…  F8") if there else say("Lấy lại vào sổ…  F8", "Bring it back…  F8")
        self.history_page.show(history, label)

    # doing

    def save_form(self) -> None:
        """Save the form; on refusal everything stays as keyed and each problem stands at its field."""
        self.card.take()
        new = self.form.stored is None
        try:
            saved = self.form.save(self.card.side.why.get())
        except Refused as refused:
            self._refuse(refused)
            return
        drop_draft(self.form)
        self.app.saved()
        self.list.refresh(saved.id)
        if new:
            self.form.start_new()
            self.card.open("content")
        else:
            self.show_list()

    def _refuse(self, refused: Refused) -> None:
        problems = problems_by_field(refused)
        self.card.show_problems({name: problem for name, problem in problems.items() if name != "why"})
        self.card.follow()
        self.card.side.show_why(problems.get("why"))
        self.card.focus_problem(problems)
        count = sum(problem.severity == "error" for problem in refused.problems)
        self.app.status(say(f"Chưa lưu: {count} chỗ cần sửa.", f"Not saved: {count} to put right."), "error")

    def log_remark(self, remark: Remark, kind: str) -> Stored | None:
        """Log a slip's remark; return what was saved, None if it was refused."""
        try:
            saved = self.presenter.log_remark(remark, kind)
        except Refused as refused:
            problem = refused.problems[0]
            self.app.status(say(problem.vi, problem.en), "error")
            return None
        self.app.saved()
        self.list.refresh(saved.id)
        return saved

    def toggle(self) -> None:
        """Remove the feedback whose history is shown, or bring it back."""
        if not stops(self.app, "key") and toggle_removal(self.app, self.presenter, self.shown):
            self.app.saved()
            self.list.refresh()
            self.show_history(self.shown)

    def escape(self) -> None:
        """Empty the search field."""
        if not self.list.clear_search():
            self.list.search.entry.focus_set()

    def _count_remarks(self, text: str) -> None:
        if self.page == "remarks":
            self.heading.set(say("Ý kiến trên phiếu chưa ghi sổ", "Remarks on slips, not logged yet"), text)

    def _pick_limit(self, days: int) -> None:
        self.app.keep_preferences(replace(self.app.preferences, feedback_days=days))
        self.presenter.wake(days)
        self.list.refresh()

    def _select(self, ids: list[str]) -> None:
        self.strip.show(self.presenter.details(ids[0]) if ids else None, self.presenter.index.limit)
        if self.page == "list":
            self.heading.set(self.title, self.presenter.waiting())
