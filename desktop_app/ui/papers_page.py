"""The papers of a batch: blank slips or the ticked pile, and the control sheet; looked at, saved, printed. All by keys.

A long pile is made beside the window with progress, and can be stopped. It must not make or judge a paper.
"""

from __future__ import annotations

from pathlib import Path

from desktop_app.ui.pages_window import PagesWindow
from desktop_app.ui.papers_controls import PapersSide
from desktop_app.ui.papers_presenter import Kind, Paper, PapersPresenter
from desktop_app.ui.printing import print_pdf
from desktop_app.ui.score_page import show_score
from desktop_app.ui.screen import App
from desktop_app.words import say
from forms.problems import Problem, Refused

PDF = ("PDF", "*.pdf")


def show_papers(app: App, batch: str) -> PapersPage:
    """Open the window of a batch's papers."""
    page = PapersPage(app, batch)
    page.open(page.preview.canvas)
    page.make("slips")
    return page


class PapersPage(PagesWindow):
    """The window. paper: the one in hand, None while there is none."""

    def __init__(self, app: App, batch: str) -> None:
        super().__init__(app, say(f"Bản in của đợt {batch}", f"Papers of the batch {batch}"))
        self.presenter = PapersPresenter(app.session, batch)
        self.paper: Paper | None = None
        self.kind: Kind = "slips"
        self.side = PapersSide(self, self.theme, self.presenter, self)
        self.side.pack(side="left", fill="y", padx=(0, self.theme.px(12)))
        self.build_right()
        self.bind_keys({
            "<F6>": self.side.first.entry.focus_set,
            "<F7>": lambda: self.make("slips"),
            "<Shift-F7>": self.stop,
            "<F8>": lambda: self.make("sheet"),
            "<F9>": self.score,
            "<F10>": self.save,
            "<Control-p>": self.print_paper,
        })
        self.show_state()

    # doing

    def make(self, kind: Kind) -> None:
        """Make the paper of a kind and show it; what is wrong with the numbers is said beside them."""
        numbers = self._read_numbers() if kind == "slips" else (0, 0)
        if numbers is None or self._job is not None:
            return
        self.kind, self.paper = kind, None
        self.preview.show_note(say("Đang dựng trang…", "Making the pages…"))
        presenter, title = self.presenter, say("Dựng bản in", "Making the papers")
        self.begin(title, lambda job: presenter.make(kind, *numbers, job.report), self._show)

    def stop(self) -> None:
        """Stop the paper being made."""
        if self._job is not None:
            self._job.cancel()
            self.finish()
            self.preview.show_note(say("Đã dừng. Bấm F7 để dựng lại.", "Stopped. F7 makes it again."))

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

    def _show(self, paper: Paper) -> None:
        self.paper = paper
        self.preview.show(paper.pdf)
        self.show_state()
        self.preview.canvas.focus_set()

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused where the pages would be."""
        self.preview.show_note(" ".join(say(problem.vi, problem.en) for problem in problems))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the making is."""
        self.side.show_progress(done, total)

    def finish(self) -> None:
        """Wait for the job no longer; what stood in the pages' place goes."""
        super().finish()
        self.preview.show_note("")

    def show_state(self) -> None:
        """Grey and ungrey what can be asked for now."""
        self.side.show_state(self.kind, has_paper=self.paper is not None, working=self._job is not None)

    def _saved(self, path: Path) -> None:
        self._tell(say(f"Đã ghi {path.name}", f"Written: {path.name}"))

    def _tell(self, text: str) -> None:
        self.app.status(text)
        if self.winfo_exists():
            self.side.told.configure(text=text)
