"""The papers of a batch: blank slips or the ticked pile, and the control sheet; looked at, saved, printed. All by keys.

A long pile is made beside the window with progress, and can be stopped. It must not make or judge a paper.
"""

from __future__ import annotations

from pathlib import Path
from tkinter import ttk

from desktop_app.ui.jobs import Job
from desktop_app.ui.papers_controls import PapersSide
from desktop_app.ui.papers_presenter import Kind, Paper, PapersPresenter
from desktop_app.ui.pdf_preview import PdfPreview
from desktop_app.ui.printing import print_pdf
from desktop_app.ui.score_page import show_score
from desktop_app.ui.screen import App
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.widgets import Card, KeyHint
from desktop_app.words import say
from forms.problems import Refused

LOOK_MS = 120
PDF = ("PDF", "*.pdf")


def show_papers(app: App, batch: str) -> PapersPage:
    """Open the window of a batch's papers."""
    page = PapersPage(app, batch)
    page.open(page.preview.canvas)
    page.make("slips")
    return page


class PapersPage(SideWindow):
    """The window. paper: the one in hand, None while there is none."""

    def __init__(self, app: App, batch: str) -> None:
        super().__init__(app.theme, say(f"Bản in của đợt {batch}", f"Papers of the batch {batch}"), self._put_away)
        self.app, self.presenter = app, PapersPresenter(app.session, batch)
        self.paper: Paper | None = None
        self.kind: Kind = "slips"
        self._job: Job | None = None
        self._asked = 0
        self._look: str | None = None
        self.side = PapersSide(self, self.theme, self.presenter, self)
        self.side.pack(side="left", fill="y", padx=(0, self.theme.px(12)))
        self._build_right()
        self.bind_keys({
            "<F6>": self.side.first.entry.focus_set,
            "<F7>": lambda: self.make("slips"),
            "<Shift-F7>": self.stop,
            "<F8>": lambda: self.make("sheet"),
            "<F9>": self.score,
            "<F10>": self.save,
            "<Control-p>": self.print_paper,
        })
        self._enable()

    def _build_right(self) -> None:
        theme, px = self.theme, self.theme.px
        card = Card(self, theme, padding=10)
        card.pack(side="left", fill="both", expand=True)
        tools = ttk.Frame(card, style="Plain.Card.TFrame")
        tools.pack(fill="x", pady=(0, px(6)))
        keys = (("PgUp PgDn", say("trang", "pages")), ("+ −", say("phóng", "zoom")), ("0", say("vừa bề ngang", "fit width")))
        for key, text in keys:
            KeyHint(tools, theme, key, text, on_card=True).pack(side="left")
        self.page_label = ttk.Label(tools, style="Card.Muted.TLabel")
        self.page_label.pack(side="right")
        self.preview = PdfPreview(card, theme, self._page_changed)
        self.preview.pack(fill="both", expand=True)

    # doing

    def make(self, kind: Kind) -> None:
        """Make the paper of a kind and show it; what is wrong with the numbers is said beside them."""
        numbers = self._read_numbers() if kind == "slips" else (0, 0)
        if numbers is None or self._job is not None:
            return
        self.kind, self.paper = kind, None
        self._asked += 1
        self.preview.show_note(say("Đang dựng trang…", "Making the pages…"))
        presenter, asked, title = self.presenter, self._asked, say("Dựng bản in", "Making the papers")
        self._job = self.app.jobs.start(
            title,
            lambda job: presenter.make(kind, *numbers, job.report),
            lambda paper: self._show(asked, paper),
            lambda error: self._failed(asked, error),
        )
        self._enable()
        self._watch()

    def stop(self) -> None:
        """Stop the paper being made."""
        if self._job is not None:
            self._job.cancel()
            self._ended(say("Đã dừng. Bấm F7 để dựng lại.", "Stopped. F7 makes it again."))

    def save(self) -> None:
        """Save the paper in hand as a file."""
        paper, presenter = self._asked_for(), self.presenter
        if paper is None:
            return
        path = self.app.dialogs.ask_save(say("Lưu bản in", "Save the papers"), paper.file_name, [PDF])
        self.take()
        if path is not None:
            self.app.jobs.start(say("Lưu tệp", "Saving"), lambda _: presenter.write(path, paper), self._saved)

    def print_paper(self) -> None:
        """Send the paper in hand to the printer."""
        paper, presenter = self._asked_for(), self.presenter
        if paper is not None:
            done = say("Đã gửi tới máy in.", "Sent to the printer.")
            self.app.jobs.start(
                say("In", "Printing"), lambda _: print_pdf(presenter.printing(paper), paper.title), lambda _: self._tell(done)
            )

    def score(self) -> None:
        """Open the score of a training batch."""
        if self.presenter.training:
            show_score(self.app, self.presenter.batch)

    # what follows

    def _asked_for(self) -> Paper | None:
        """Return the paper in hand; where the numbers were changed since, make it anew to be looked at first."""
        paper = self.paper
        if paper is None or paper.kind == "sheet" or self._read_numbers() == (paper.first, paper.last):
            return paper
        self.make("slips")
        if self._job is not None:
            self._tell(say("Số phiếu đã đổi: xem lại rồi in hoặc lưu.", "The numbers have changed: look, then print or save."))
        return None

    def _read_numbers(self) -> tuple[int, int] | None:
        side = self.side
        try:
            numbers = self.presenter.read_range(side.first.get(), side.last.get())
        except Refused as refused:
            side.show_problems(refused.problems)
            return None
        side.show_problems((), self.presenter.describe_range(*numbers))
        return numbers

    def _watch(self) -> None:
        """Show how far the job is, until it ends."""
        job = self._job
        if job is not None and self.winfo_exists():
            self.side.show_progress(job.done, job.total)
            self._look = self.after(LOOK_MS, self._watch)

    def _show(self, asked: int, paper: Paper) -> None:
        if self._awaits(asked):
            self.paper = paper
            self.preview.show(paper.pdf)
            self._ended("")
            self.preview.canvas.focus_set()

    def _awaits(self, asked: int) -> bool:
        """Whether what ended is still waited for: the window may be closed, the making stopped or begun anew."""
        return bool(self.winfo_exists()) and self._job is not None and asked == self._asked

    def _failed(self, asked: int, error: Exception) -> None:
        if not self._awaits(asked):
            return
        if isinstance(error, Refused):
            self._ended(" ".join(say(problem.vi, problem.en) for problem in error.problems))
        else:
            self._ended("")
            self.app.show_fault(error)
            self.take()

    def _ended(self, note: str) -> None:
        if self._look is not None:
            self.after_cancel(self._look)
        self._job = self._look = None
        if self.paper is None:
            self.preview.show_note(note)
        self._enable()

    def _enable(self) -> None:
        self.side.show_state(self.kind, has_paper=self.paper is not None, working=self._job is not None)

    def _page_changed(self, number: int, pages: int, zoom: int) -> None:
        self.page_label.configure(text=say(f"Trang {number}/{pages}  ·  {zoom} %", f"Page {number}/{pages}  ·  {zoom} %"))

    def _saved(self, path: Path) -> None:
        self._tell(say(f"Đã ghi {path.name}", f"Written: {path.name}"))

    def _tell(self, text: str) -> None:
        self.app.status(text)
        if self.winfo_exists():
            self.side.told.configure(text=text)

    def _put_away(self) -> None:
        if self._look is not None:
            self.after_cancel(self._look)
        if self._job is not None:
            self._job.cancel()
        self._job = self._look = None
        self.preview.close()
