"""The report page: choose a period, look at the pages, sign, print, save; the kept reports.

Everything that takes time runs as a job with progress and can be cancelled; the pages are shown when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.jobs import Job
from desktop_app.ui.pdf_preview import PdfPreview
from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.printing import print_pdf
from desktop_app.ui.report_controls import FiguresCard, LowerCard, PeriodCard, value_of
from desktop_app.ui.report_presenter import KeptRows, Report, ReportPresenter, at_a_glance
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.permissions import Action
from desktop_app.workflows.signing import Role, Verdict

LEFT_WIDTH = 318
SIGNING: dict[Role, Action] = {"prepared": "sign-prepared", "approved": "sign-approved"}
PDF, XLSX = ("PDF", "*.pdf"), ("Excel", "*.xlsx")


class ReportScreen(Screen):
    """The screen of `F5`."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self.presenter = ReportPresenter(app.session)
        self.report: Report | None = None
        self._hints()
        self._build_left()
        self._build_right()
        self._started = False

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Báo cáo & ký số", "Report & signature")

    def _hints(self) -> None:
        row = ttk.Frame(self)
        row.pack(side="bottom", fill="x", pady=(self.theme.px(8), 0))
        for key, text in self.key_hints():
            KeyHint(row, self.theme, key, text).pack(side="left")

    def _build_left(self) -> None:
        px = self.theme.px
        left = ttk.Frame(self, width=px(LEFT_WIDTH))
        left.pack(side="left", fill="y", padx=(0, px(14)))
        left.pack_propagate(False)
        Heading(left, self.theme, self.title, self.app.session.office.profile.name).pack(anchor="w", pady=(0, px(8)))
        self.period = PeriodCard(left, self.theme, self.presenter.periods(), self.make)
        self.period.pack(fill="x")
        self.below = LowerCard(left, self.theme, self.open_kept)
        self.below.pack(fill="both", expand=True, pady=(px(10), 0))
        self.period.choose(1)

    def _build_right(self) -> None:
        px = self.theme.px
        right = ttk.Frame(self)
        right.pack(side="left", fill="both", expand=True)
        self.figures = FiguresCard(right, self.theme)
        self.figures.pack(fill="x", pady=(0, px(10)))
        card = Card(right, self.theme, padding=10)
        card.pack(fill="both", expand=True)
        tools = ttk.Frame(card, style="Plain.Card.TFrame")
        tools.pack(fill="x", pady=(0, px(8)))
        self.preview = PdfPreview(card, self.theme, self._page_changed)
        self.preview.pack(fill="both", expand=True)
        for text, run in (("‹", lambda: self.preview.turn(-1)), ("›", lambda: self.preview.turn(1))):
            ttk.Button(tools, text=text, command=run, style="Card.Quiet.TButton", width=2).pack(side="left")
        actions: tuple[tuple[str, str, Callable[[], None], str], ...] = (
            ("print", say("In", "Print"), self.print_report, "Card.TButton"),
            ("xlsx", "XLSX", self.save_xlsx, "Card.TButton"),
            ("pdf", "PDF  F10", self.save_pdf, "Card.TButton"),
            ("approved", say("Ký duyệt  F11", "Approve  F11"), partial(self.sign, "approved"), "Card.Accent.TButton"),
            ("prepared", say("Ký lập  F8", "Sign  F8"), partial(self.sign, "prepared"), "Card.Accent.TButton"),
        )
        self.actions: dict[str, ttk.Button] = {}
        for name, text, run, style in actions:
            self.actions[name] = ttk.Button(tools, text=text, command=run, style=style)
            self.actions[name].pack(side="right", padx=(px(6), 0))
        self.page_label = ttk.Label(tools, style="Card.Muted.TLabel")
        self.page_label.pack(side="left", padx=px(6))
        self._enable()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the pages."""
        turn, fit = ("PgUp PgDn", say("trang", "pages")), ("0", say("vừa bề ngang", "fit width"))
        return turn, ("+ −", say("phóng", "zoom")), fit, ("Ctrl+P", say("in", "print"))

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the report."""
        some = lambda: self.report is not None  # noqa: E731 - one word for three lines
        sign = {role: partial(self.sign, role) for role in SIGNING}
        on = {role: (self._may(role), partial(self._bars, role)) for role in SIGNING}
        return (
            Command("make", "F7", "Lập báo cáo", "Make the report", run=self.make),
            Command("sign", "F8", "Ký người lập", "Sign as prepared", "do", sign["prepared"], *on["prepared"]),
            Command("approve", "F11", "Ký phê duyệt", "Sign as approved", "do", sign["approved"], *on["approved"]),
            Command("save", "F10", "Lưu PDF", "Save as PDF", run=self.save_pdf, enabled=some),
            Command("print", "Ctrl-P", "In báo cáo", "Print the report", run=self.print_report, enabled=some),
            Command("verify", "Shift-F8", "Kiểm tra tệp đã ký…", "Verify a signed file…", run=self.verify_file),
        )

    def _may(self, role: Role) -> Callable[[], bool]:
        """Whoever prepared the report signs before the one who approves it; each once."""
        signed = () if role == "prepared" else ("prepared",)
        return lambda: self.report is not None and self.report.signed == signed

    def _bars(self, role: Role) -> str:
        return why_not(self.app.session, SIGNING[role])

    def on_show(self) -> None:
        """Make the report of the newest period the first time; list what was kept meanwhile."""
        self._list()
        if not self._started:
            self._started = True
            self.app.jobs.start(say("Tìm kỳ số liệu", "Finding the period"), self.presenter.first_period, self._begin)
        self.on_focus()

    def _begin(self, days: tuple[date, date]) -> None:
        if self.winfo_exists():
            self.period.set_days(*days)
            self.make()

    def on_focus(self) -> None:
        """Give the pages the keyboard."""
        self.preview.canvas.focus_set()

    # doing

    def make(self) -> None:
        """Make the report of the period that stands there."""
        first, last = self.period.days()
        for field, day in ((self.period.first, first), (self.period.last, last)):
            field.show_problem("" if day else say("DATE-SHAPE: ngày/tháng/năm", "DATE-SHAPE: dd/mm/yyyy"))
        if first is None or last is None:
            return
        if first > last:
            self.period.last.show_problem(say("PERIOD-REVERSED: sau ngày đầu", "PERIOD-REVERSED: before the first day"))
            return
        number, day = self.period.number.get(), value_of(self.period.day)
        self.preview.show_note(say("Đang lập báo cáo…", "Making the report…"))
        self._start(
            say("Lập báo cáo", "Making the report"), lambda job: self.presenter.make(first, last, number, day, job.report)
        )

    def sign(self, role: Role) -> None:
        """Sign the report in hand and keep it."""
        report = self.report
        if report is None or not self._may(role)() or stops(self.app, SIGNING[role]):
            return
        final = say("Ký phê duyệt? Sau đó báo cáo không sửa được nữa.", "Approve? The report cannot be changed afterwards.")
        asked = {"prepared": say("Ký với tư cách người lập?", "Sign as the one who prepared it?"), "approved": final}
        if self.app.dialogs.ask_yes_no(say("Ký số", "Signature"), asked[role], say("Ký", "Sign"), say("Thôi", "Cancel")):
            self._start(say("Ký số", "Signing"), lambda job: self.presenter.sign(report, role, job.report), saved=True)

    def open_kept(self, row: int) -> None:
        """Show a kept report."""
        stored = self.presenter.kept()[row]
        self._start(say("Mở báo cáo", "Opening"), lambda job: self.presenter.open_kept(stored, job.report))

    def verify_file(self) -> None:
        """Ask for a signed file and say what can be relied on."""
        kinds, title = [PDF, (say("Mọi tệp", "All files"), "*")], say("Kiểm tra tệp đã ký", "Verify a signed file")
        files = self.app.dialogs.ask_files(title, kinds)
        if files:
            self.app.jobs.start(
                title, lambda _job: self.presenter.verify_file(files[0]), lambda verdict: self._verified(files[0], verdict)
            )

    def save_pdf(self) -> None:
        """Save the report in hand as a file."""
        if self.report is not None:
            self._save(self.report.pdf, f"{self.report.file_name}.pdf", PDF)

    def save_xlsx(self) -> None:
        """Save the figures as a workbook."""
        if self.report is not None:
            self._save(self.presenter.workbook(self.report), f"{self.report.file_name}.xlsx", XLSX)

    def print_report(self) -> None:
        """Print the report in hand."""
        report = self.report
        if report is not None:
            done = say("Đã gửi tới máy in.", "Sent to the printer.")
            title = say("In báo cáo", "Printing")
            presenter = self.presenter
            self.app.jobs.start(
                title, lambda _job: print_pdf(presenter.printing(report), report.title), lambda _none: self.app.status(done)
            )

    # what follows

    def _start(self, title: str, work: Callable[[Job], Report], *, saved: bool = False) -> None:
        self.app.jobs.start(title, work, lambda report: self._show(report, saved=saved), self._failed)

    def _show(self, report: Report, *, saved: bool) -> None:
        self.report = report
        self.preview.show(report.pdf)
        self.figures.show(at_a_glance(report.figures))
        self._list()
        self._enable()
        if saved:
            self.app.saved()
            self.below.switch("signatures")

    def _failed(self, error: Exception) -> None:
        if self.report is None:
            self.preview.show_note(say("Chưa có báo cáo. Chọn kỳ rồi bấm F7.", "No report yet. Choose a period, press F7."))
        else:
            self.preview.show(self.report.pdf)
        self.app.show_fault(error)

    def _list(self) -> None:
        self.below.show(self.report, KeptRows(self.presenter.kept()))

    def _enable(self) -> None:
        for name, button in self.actions.items():
            role: Role | None = "prepared" if name == "prepared" else "approved" if name == "approved" else None
            on = self._may(role)() if role else self.report is not None
            button.state(["!disabled" if on else "disabled"])
            bar(button, self.theme, self._bars(role) if role else "")

    def _page_changed(self, number: int, pages: int, zoom: int) -> None:
        self.page_label.configure(text=say(f"Trang {number}/{pages}  ·  {zoom} %", f"Page {number}/{pages}  ·  {zoom} %"))

    def _save(self, data: bytes, name: str, kind: tuple[str, str]) -> None:
        path = self.app.dialogs.ask_save(say("Lưu báo cáo", "Save the report"), name, [kind])
        if path is not None:
            title = say("Lưu tệp", "Saving")
            self.app.jobs.start(title, lambda _job: self.presenter.write(path, data), self._saved)

    def _saved(self, path: Path) -> None:
        self.app.status(say(f"Đã ghi {path.name}", f"Written: {path.name}"), "saved")

    def _verified(self, path: Path, verdict: Verdict) -> None:
        self.below.switch("signatures")
        self.below.verdict.show(verdict, self.below.winfo_width() - self.theme.px(30))
        self.app.status(say(f"Đã kiểm tra {path.name}", f"Verified: {path.name}"))
