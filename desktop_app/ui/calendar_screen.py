"""The working-day calendar (from the settings): a year at a glance, its days off and worked, and who an edit would touch.

Administrators edit, others look. An edit moves no promised day; the second page is where somebody may have days moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.calendar_affected import AffectedPage
from desktop_app.ui.calendar_presenter import CalendarPresenter
from desktop_app.ui.calendar_year import YearPage
from desktop_app.ui.commands import Command
from desktop_app.ui.due_explained import show_due
from desktop_app.ui.permits import bar
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading
from desktop_app.words import say
from desktop_app.workflows import calendar_changes as changes
from desktop_app.workflows.calendar_changes import Affected
from forms.dates import format_date
from forms.problems import Refused


class CalendarScreen(Screen):
    """The year on the left, its days and the card on the right; under them who is touched."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self.presenter = CalendarPresenter(app.session)
        self.page = "year"
        self._build_head()
        self.year_page = YearPage(self, self.theme, self.save, self.remove, self.show_affected, self._rule)
        self.year_page.card.bar(self.presenter.why_not)
        self.year_page.rules.bar(self.presenter.why_not_rules)
        self.affected_page = AffectedPage(self, self.theme, self.show_year, self.apply, self._explain)
        self.affected_page.bar(self.presenter.why_not_apply)
        self.year_page.pack(fill="both", expand=True)

    def _build_head(self) -> None:
        px, head = self.theme.px, ttk.Frame(self)
        head.pack(fill="x", pady=(0, px(10)))
        self.heading = Heading(head, self.theme, self.title, "")
        self.heading.pack(side="left")
        self.steps = ttk.Frame(head)
        self.steps.pack(side="right")
        fill = say("Điền từ thư viện…  Shift-F7", "Fill from the library…  Shift-F7")
        self.fill_button = ttk.Button(self.steps, text=fill, command=self.fill)
        self.fill_button.pack(side="left", padx=(0, px(16)))
        bar(self.fill_button, self.theme, self.presenter.why_not)
        ttk.Button(self.steps, text="‹", width=3, command=lambda: self.go(-1)).pack(side="left")
        self.year_label = ttk.Label(self.steps, style="Title.TLabel", width=5, anchor="center")
        self.year_label.pack(side="left", padx=px(4))
        ttk.Button(self.steps, text="›", width=3, command=lambda: self.go(1)).pack(side="left")

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Lịch làm việc", "Working-day calendar")

    def on_show(self) -> None:
        """Read the calendar anew."""
        self.refresh()
        self.on_focus()

    def on_focus(self) -> None:
        """Give the list in front the keyboard."""
        (self.year_page.table if self.page == "year" else self.affected_page.table).focus_table()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the list."""
        return (("⏎", say("sửa ngày", "edit the day")),) if self.page == "year" else (("⏎", say("vì sao", "why")),)

    def commands(self) -> Sequence[Command]:
        """Return what can be done on the page in front."""
        if self.page == "affected":
            why = lambda: self.presenter.why_not_apply  # noqa: E731
            return (
                Command("apply", "F10", "Đổi ngày hẹn đã chọn", "Move the chosen due days", run=self.apply, reason=why),
                Command("back", "Escape", "Giữ ngày đã hẹn, về lịch", "Keep the days, back to the calendar", run=self.show_year),
            )
        why = lambda: self.presenter.why_not  # noqa: E731
        some = lambda: self.year_page.chosen() is not None  # noqa: E731
        return (
            Command("new", "F7", "Thêm ngày", "Add a day", run=self.start_new, reason=why),
            Command("fill", "Shift-F7", "Điền năm từ thư viện…", "Fill the year from the library…", run=self.fill, reason=why),
            Command("remove", "F8", "Gỡ ngày…", "Remove the day…", run=self.remove, enabled=some, reason=why),
            Command("save", "F10", "Lưu ngày", "Save the day", run=self.save, reason=why),
            Command("affected", "F11", "Hồ sơ có ngày hẹn lệch lịch", "Dossiers that differ", run=self.show_affected),
            Command("before", "Alt-Left", "Năm trước", "The year before", run=lambda: self.go(-1)),
            Command("after", "Alt-Right", "Năm sau", "The year after", run=lambda: self.go(1)),
            Command("back", "Escape", "Về cài đặt", "Back to the settings", run=lambda: self.app.show("settings")),
        )

    # looking

    def refresh(self, day: date | None = None) -> None:
        """Show the year as it stands, the cursor on a day; have the worker look who is touched."""
        presenter = self.presenter
        presenter.load()
        places = [row.day for row in presenter.days]
        cursor = places.index(day) if day in places else self._nearest(places)
        self.year_label.configure(text=str(presenter.year))
        self.year_page.show(presenter.year, presenter.days, cursor, presenter.session.clock().date())
        self.year_page.rules.show(*presenter.rules())
        self._head()
        session = presenter.session
        self.app.jobs.start(say("Đối chiếu ngày hẹn", "Comparing due days"), lambda _: changes.affected(session), self._touched)

    def _nearest(self, days: Sequence[date]) -> int:
        today = self.presenter.session.clock().date()
        return next((i for i, day in enumerate(days) if day >= today), 0) if self.presenter.year == today.year else 0

    def _head(self) -> None:
        if self.page == "year":
            self.heading.set(self.title, self.presenter.subtitle())
        else:
            text = say("Ngày đã hẹn không tự đổi theo lịch", "Promised days do not follow the calendar by themselves")
            self.heading.set(say("Hồ sơ có ngày hẹn lệch lịch", "Dossiers whose day differs"), text)

    def _touched(self, found: list[Affected]) -> None:
        if not self.winfo_exists():
            return
        presenter = self.presenter
        presenter.found = found
        count = len(found)
        texts = [presenter.warning()]
        if count:
            texts.append(say(
                f"{count} hồ sơ đang mở có ngày hẹn lệch với lịch hiện nay; ngày đã hẹn được giữ.",
                f"{count} open dossiers would be due another day by this calendar; the promised days are kept.",
            ))  # fmt: skip
        else:
            texts.append(say("Mọi ngày đã hẹn khớp với lịch.", "All promised days agree with the calendar."))
        check = say("Thư viện chỉ là gợi ý: đối chiếu với thông báo nghỉ lễ hằng năm.",
                    "The library only suggests: compare with the yearly announcement.")  # fmt: skip
        text = "  ".join(filter(None, [*texts, check]))
        self.year_page.say_note(text, warns=bool(count or texts[0]), some=bool(count))
        self.affected_page.show(found, presenter.procedures(), presenter.statuses())

    def go(self, years: int) -> None:
        """Show another year."""
        if self.presenter.year + years in changes.YEARS:
            self.presenter.year += years
            self.refresh()

    # editing

    def start_new(self) -> None:
        """Empty the card for another day."""
        self.year_page.card.show(None)
        self.year_page.card.day.entry.focus_set()

    def save(self) -> None:
        """Keep the day in the card."""
        card = self.year_page.card
        day = card.day.value()
        try:
            changed = self.presenter.save(card.day.get(), card.name.get(), card.kind.get())
        except Refused as refused:
            card.show_problems(_by_field(refused))
            return
        card.show_problems({})
        if changed:
            self.app.saved()
        self.refresh(day)
        self.year_page.table.focus_table()

    def _rule(self, _chosen: str) -> None:
        rules = self.year_page.rules
        if self.presenter.save_rules(rules.hour.get(), rules.area.get()):
            self.app.saved()

    def remove(self) -> None:
        """Ask why, then make the chosen day an ordinary one."""
        row = self.year_page.chosen()
        if row is None:
            return
        text = say(f"Gỡ {format_date(row.day)} ({row.name})?", f"Remove {format_date(row.day)} ({row.name})?")
        why = self.app.dialogs.ask_text(say("Gỡ ngày", "Remove the day"), text, say("Lý do", "Reason"))
        if why:
            changes.remove_day(self.presenter.session, row.day.isoformat(), why)
            self.app.saved()
            self.refresh()

    def fill(self) -> None:
        """Offer what the library knows of the year and the calendar does not."""
        year = self.presenter.year
        plan = changes.plan_fill(self.presenter.session, year)
        if not plan:
            self.app.status(say(f"Năm {year}: thư viện không có gì thêm.", f"{year}: the library has nothing more."), "info")
            return
        text = say(
            f"Thêm {len(plan)} ngày của năm {year}? Những ngày đã có hoặc đã gỡ thì giữ nguyên. "
            "Sau đó hãy đối chiếu với thông báo nghỉ lễ của năm.",
            f"Add {len(plan)} days of {year}? Days that are there or were removed stay as they are. Then compare with the year's "
            "announcement.",
        )
        if self.app.dialogs.ask_yes_no(
            say("Điền từ thư viện", "Fill from the library"), text, say("Thêm", "Add"), say("Thôi", "Cancel")
        ):
            changes.fill_year(self.presenter.session, year)
            self.app.saved()
            self.refresh()

    # who is touched

    def _explain(self, id: str) -> None:
        show_due(self.app, {}, id)

    def show_affected(self) -> None:
        """Show the dossiers whose day differs."""
        self._turn("affected")

    def show_year(self) -> None:
        """Go back to the calendar; every promised day is kept."""
        self._turn("year")

    def _turn(self, page: str) -> None:
        self.page = page
        self.year_page.pack_forget()
        self.affected_page.pack_forget()
        if page == "year":
            self.steps.pack(side="right")
            self.year_page.pack(fill="both", expand=True)
        else:
            self.steps.pack_forget()
            self.affected_page.pack(fill="both", expand=True)
        self._head()
        self.app.refresh_commands()
        self.on_focus()

    def apply(self) -> None:
        """Have the chosen dossiers' days computed anew, after a word of warning."""
        page, ids = self.affected_page, self.affected_page.chosen()
        if not ids:
            self.app.status(say("Hãy chọn hồ sơ.", "Choose dossiers."), "warn")
            return
        if not page.why.get():
            page.why.show_problem(say("Hãy ghi lý do.", "Give the reason."))
            page.why.entry.focus_set()
            return
        text = say(
            f"Đổi ngày hẹn của {len(ids)} hồ sơ theo lịch hiện nay? Nhớ báo lại cho công dân.",
            f"Move the due day of {len(ids)} dossiers to the calendar of now? Remember to tell the citizens.",
        )
        if self.app.dialogs.ask_yes_no(say("Đổi ngày hẹn", "Move due days"), text, say("Đổi", "Move"), say("Giữ", "Keep")):
            changes.apply(self.presenter.session, ids, page.why.get())
            self.app.saved()
            self.refresh()


def _by_field(refused: Refused) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in refused.problems:
        name = problem.where.rsplit(": ", 1)[-1]
        found.setdefault(name if name in ("day", "name", "kind") else "day", say(problem.vi, problem.en))
    return found
