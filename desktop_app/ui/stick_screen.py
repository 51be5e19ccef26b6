"""The stick page: send what is new to the office above, receive what the offices below bring, exchange unit cards.

"Đã ghi" is said only after every file was read again from the stick and compared. Nothing is taken in unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.permits import bar, stops, why_not
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.stick_parts import ReceiveCard, SendCard, StickTables
from desktop_app.ui.stick_presenter import OutcomeRows, StickPresenter
from desktop_app.ui.widgets import Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.receiving import Outcome
from desktop_app.workflows.sending import Sent
from forms.numbers import format_integer


class StickScreen(Screen):
    """The screen of `F6`."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.presenter = StickPresenter(app.session)
        line = say("Mọi gói đều được ký và mã hóa cho đúng nơi nhận", "Every bundle is signed, and sealed for its receiver")
        Heading(self, self.theme, self.title, line).pack(anchor="w", pady=(0, px(10)))
        hints = ttk.Frame(self)
        hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        for key, text in (("F7", say("gửi", "send")), ("F8", say("chọn tệp", "choose files")), ("F10", say("nhận", "take in"))):
            KeyHint(hints, self.theme, key, text).pack(side="left")
        row = ttk.Frame(self)
        row.pack(fill="x")
        row.columnconfigure((0, 1), weight=1, uniform="half")
        self.send_card = SendCard(row, self.theme, self.send_bundles, self.choose_folder)
        self.send_card.grid(row=0, column=0, sticky="nsew", padx=(0, px(7)))
        self.receive_card = ReceiveCard(row, self.theme, self.choose_files, self.take_in)
        self.receive_card.grid(row=0, column=1, sticky="nsew", padx=(px(7), 0))
        self.tables = StickTables(self, self.theme, self.export_card, self.import_card)
        self.tables.pack(fill="both", expand=True, pady=(px(14), 0))
        self._bar()
        self.paths: list[Path] = []
        self.outcomes: list[Outcome] = []
        self._folders: list[tuple[str, str]] = []

    @property
    def title(self) -> str:
        """The page's name."""
        return say("USB: gửi / nhận", "Sticks: send / receive")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        session = self.app.session
        no_send, no_take = (lambda: why_not(session, "send")), (lambda: why_not(session, "receive"))
        return (
            Command("send", "F7", "Gửi lên cấp trên", "Send to the office above", run=self.send_bundles, reason=no_send),
            Command("choose", "F8", "Chọn tệp để nhận", "Choose files to receive", run=self.choose_files),
            Command("take", "F10", "Nhận các tệp đã chọn", "Take the chosen files in", run=self.take_in, reason=no_take),
        )

    def _bar(self) -> None:
        """Grey what the person who works may not do, with the reason beside the mouse."""
        session = self.app.session
        bar(self.send_card.button, self.theme, why_not(session, "send"))
        bar(self.receive_card.take, self.theme, why_not(session, "receive"))
        bar(self.tables.enrol, self.theme, why_not(session, "units"))

    def on_show(self) -> None:
        """Look for drives; show what would go and what there is."""
        self.refresh()
        self.on_focus()

    def on_focus(self) -> None:
        """Give the table the keyboard."""
        self.tables.tables[self.tables.shown].focus_table()

    def refresh(self) -> None:
        """Show everything as it stands now."""
        self.send_card.show(self.presenter.send_plan())
        self._bar()
        drives = [(str(place.folder), words) for place, words in self.presenter.places()]
        self.send_card.offer([*drives, *self._folders])
        self.tables.show("bundles", self.presenter.bundles())
        self.tables.show("units", self.presenter.units())

    # sending

    def choose_folder(self) -> None:
        """Ask for a folder to write to."""
        folder = self.app.dialogs.ask_folder(say("Chọn nơi ghi", "Choose where to write"))
        if folder is not None:
            self._folders = [(str(folder), str(folder))]
            self.refresh()
            self.send_card.target.set(str(folder))

    def send_bundles(self) -> None:
        """Write all bundles to the chosen place."""
        if stops(self.app, "send") or not self.presenter.send_plan().possible:
            return
        folder = self.send_card.chosen()
        if folder is None:
            self.choose_folder()
            folder = self.send_card.chosen()
        if folder is not None:
            target = folder
            self.send_card.show_result(say("Đang ghi…", "Writing…"), str(folder), "info")
            self.app.jobs.start(
                say("Gửi", "Sending"), lambda job: self.presenter.send(target, job.report), self._sent, self._not_sent
            )

    def _sent(self, sent: Sent) -> None:
        note = say(f"{len(sent.files)} tệp, {format_integer(sent.lines)} dòng mới; đã đọc lại và khớp",
                   f"{len(sent.files)} files, {format_integer(sent.lines)} new lines; read again and equal")  # fmt: skip
        self.send_card.show_result(say("Đã ghi", "Written"), note, "good")
        self.app.saved()
        self.refresh()
        self.tables.switch("bundles")

    def _not_sent(self, error: Exception) -> None:
        self.send_card.show_result(
            say("Chưa ghi", "Not written"), say("USB không có tệp dở dang", "No half file is on the stick"), "late"
        )
        self.refresh()
        self.app.show_fault(error)

    # receiving

    def choose_files(self) -> None:
        """Ask for files and show what receiving them would do."""
        kinds = [(say("Gói số liệu", "Bundles"), "*.somotcua *.zip"), (say("Mọi tệp", "All files"), "*")]
        paths = self.app.dialogs.ask_files(say("Chọn tệp để nhận", "Choose files to receive"), kinds)
        if paths:
            self.paths = paths
            self.app.jobs.start(say("Kiểm tra tệp", "Checking the files"), lambda _job: self.presenter.plan(paths), self._planned)

    def _planned(self, outcomes: list[Outcome]) -> None:
        self._show_outcomes(outcomes, done=False)

    def take_in(self) -> None:
        """Take the shown files in; a station that starts anew only after a person confirmed it."""
        if not self.paths or stops(self.app, "receive"):
            return
        paths, accept = self.paths, False
        anew = [outcome for outcome in self.outcomes if outcome.verdict == "new-epoch"]
        if anew:
            units = ", ".join(outcome.unit_name or outcome.unit for outcome in anew)
            accept = self.app.dialogs.ask_yes_no(
                say("Sổ bắt đầu lại", "A register starts anew"),
                "\n\n".join([
                    *(self.presenter.reason(outcome) for outcome in anew),
                    say(
                        f"Đã gọi hỏi và {units} xác nhận đã khôi phục hoặc cài lại?",
                        f"Did {units} confirm by telephone that it was set up again?",
                    ),
                ]),
                say("Đã xác nhận", "Confirmed"),
                say("Chưa", "Not yet"),
            )
        title = say("Nhận số liệu", "Receiving")
        self.app.jobs.start(title, lambda job: self.presenter.receive(paths, job.report, accept_new_epoch=accept), self._taken)

    def _taken(self, outcomes: list[Outcome]) -> None:
        self.paths = []
        self._show_outcomes(outcomes, done=True)
        self.refresh()
        if any(outcome.taken for outcome in outcomes):
            self.app.saved()

    def _show_outcomes(self, outcomes: list[Outcome], *, done: bool) -> None:
        self.outcomes = outcomes
        rows = OutcomeRows(outcomes)
        self.receive_card.show(rows, done=done)
        self._bar()
        self.tables.show("plan", rows)
        self.tables.switch("plan")
        self.on_focus()

    # cards

    def export_card(self) -> None:
        """Write this unit's card to a file."""
        kinds = [(say("Thẻ đơn vị", "Unit card"), "*.json")]
        path = self.app.dialogs.ask_save(say("Xuất thẻ đơn vị", "Write the unit card"), self.presenter.card_name(), kinds)
        if path is not None:
            self.presenter.export_card(path)
            self.app.status(say(f"Đã ghi {path.name}", f"Written: {path.name}"), "saved")

    def import_card(self) -> None:
        """Take another unit's card in, after a person compared its fingerprints."""
        if stops(self.app, "units"):
            return
        kinds = [(say("Thẻ đơn vị", "Unit card"), "*.json"), (say("Mọi tệp", "All files"), "*")]
        for path in self.app.dialogs.ask_files(say("Nạp thẻ đơn vị", "Take in unit cards"), kinds):
            card, question = self.presenter.read_card(path)
            yes, no = say("Khớp, tin cậy", "Equal, trust it"), say("Không nhận", "Do not accept")
            if self.app.dialogs.ask_yes_no(say("Tin cậy đơn vị này?", "Trust this unit?"), question, yes, no):
                name = self.presenter.enrol(card)
                self.app.saved()
                self.app.status(say(f"Đã nhận thẻ: {name}", f"Card taken in: {name}"), "saved")
        self.refresh()
