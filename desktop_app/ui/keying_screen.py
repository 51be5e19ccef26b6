"""Keying (F3): the batches first, then what the one chosen is opened for: its slips, their verification, its control sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from tkinter import ttk

from desktop_app.ui.batch_form import BatchForm
from desktop_app.ui.batch_lock import turn_lock
from desktop_app.ui.batch_page import BatchPage
from desktop_app.ui.batch_work import Work, why_not_settle, why_not_verify, work_of
from desktop_app.ui.commands import Command
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.ledger_view import mode_of
from desktop_app.ui.papers_page import show_papers
from desktop_app.ui.sample_page import SamplePage
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.settle_page import SettlePage
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.words import say
from desktop_app.workflows.batches import next_batch_defaults

Part = BatchPage | BatchForm | KeyingPage | VerifyPage | SettlePage | SamplePage


class KeyingScreen(Screen):
    """Shows one of its pages."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        opens: dict[str, Callable[[str], object]] = {
            "key": self.open_batch, "new": lambda _: self.open_form(""), "edit": self.open_form, "verify": self.open_verifying,
            "settle": self.open_settling, "sample": self.open_sample, "lock": self.turn_lock,
            "papers": lambda batch: show_papers(app, batch),
        }  # fmt: skip
        self._opens = opens
        self.batches = BatchPage(self, app, opens)
        self.keying = KeyingPage(self, app, self.show_batches)
        self._front: Part = self.batches

    @cached_property
    def form(self) -> BatchForm:
        """The control sheet of a batch, built when first asked for."""
        return BatchForm(self, self.app, self.open_batch, self.show_batches)

    @cached_property
    def verifying(self) -> VerifyPage:
        """The page of the second keying."""
        return VerifyPage(self, self.app, self.show_batches)

    @cached_property
    def settling(self) -> SettlePage:
        """The page of the third person."""
        return SettlePage(self, self.app, self.show_batches)

    @cached_property
    def sample(self) -> SamplePage:
        """The page of a batch's sample."""
        return SamplePage(self, self.app, self._opens, self.show_batches)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Nhập phiếu", "Key slips")

    @property
    def is_keying(self) -> bool:
        """Whether a batch is open for keying."""
        return self.keying.entry is not None

    def on_show(self) -> None:
        """Go on where the person left: in the open page, else in the list."""
        if self._front is self.batches:
            self.show_batches()
            return
        if isinstance(self._front, KeyingPage | VerifyPage | SettlePage | SamplePage):
            self._front.refresh()
        self.on_focus()

    def on_hide(self) -> None:
        """Put the draft on the disk."""
        self._front.put_away()

    def on_focus(self) -> None:
        """Put the focus where the page in front wants it."""
        if isinstance(self._front, KeyingPage):
            self._front.sheet.focus_set()
        else:
            self._front.take_focus()

    def commands(self) -> Sequence[Command]:
        """Return the commands of the page in front."""
        return self._front.commands()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the page in front that are no commands."""
        if not isinstance(self._front, KeyingPage):
            told = {command.key.replace("Escape", "Esc") for command in self._front.commands()}
            return [(key, text) for key, text in self._front.key_hints() if key not in told]
        return [
            ("1–5", say("Chọn mức và sang câu kế tiếp", "Answer and move on")),
            ("0", say("Bỏ trống", "Blank")),
            ("*", say("Đánh dấu nhiều ô", "Double-marked")),
            ("/", say("Không đọc được", "Illegible")),
            ("-  ⌫", say("Về câu trước", "Back to the item before")),
            ("↑ ↓", say("Di chuyển", "Move")),
            ("Enter  +", say("Lưu và mở phiếu kế tiếp", "Save and open the next slip")),
        ]

    def _turn(self, page: Part) -> None:
        """Bring another page to the front."""
        self._front.put_away()
        self._front.pack_forget()
        self._front = page
        page.pack(fill="both", expand=True)

    def open_batch(self, batch: str) -> None:
        """Key the slips of a batch."""
        self._turn(self.keying)
        self.update_idletasks()
        self.keying.start(batch)
        self.app.refresh_commands()

    def open_form(self, batch: str) -> None:
        """Open the control sheet of a batch, or of a new one where the code is empty."""
        stored = self.app.session.office.get("batches", batch) if batch else None
        self._turn(self.form)
        self.form.open((stored.data or {}) if stored else next_batch_defaults(self.app.session), stored)
        self.app.refresh_commands()

    def open_verifying(self, batch: str) -> None:
        """Key the slips of a batch a second time; say why not where nothing is left for this account."""
        work = self._work(batch)
        if not self._stops(why_not_verify(work)) and work.next_mode is not None:
            self._turn(self.verifying)
            self.update_idletasks()
            self.verifying.start(batch, work.next_mode)
            self.app.refresh_commands()

    def open_settling(self, batch: str) -> None:
        """Settle the differences of a batch; say why not where none is open to this account."""
        if not self._stops(why_not_settle(self._work(batch))):
            self._turn(self.settling)
            self.settling.start(batch)
            self.app.refresh_commands()

    def open_sample(self, batch: str) -> None:
        """Draw or see the sample of a batch."""
        self._turn(self.sample)
        self.sample.start(batch)
        self.app.refresh_commands()

    def _work(self, batch: str) -> Work:
        stored = self.app.session.office.get("batches", batch)
        return work_of(self.app.session, batch, mode_of((stored.data or {}) if stored else {}))

    def _stops(self, reason: str) -> bool:
        if reason:
            self.app.status(reason, "warn")
        return bool(reason)

    def turn_lock(self, batch: str) -> None:
        """Lock a batch, or unlock it."""
        if turn_lock(self.app, batch):
            self.show_batches()

    def show_batches(self) -> None:
        """Go back to the list."""
        self._turn(self.batches)
        self.keying.entry = None
        self.batches.load()
        self.app.refresh_commands()
