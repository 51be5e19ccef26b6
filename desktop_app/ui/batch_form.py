"""The control sheet of a batch: a new one, which begins with what the last one had, or a saved one put right."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk
from typing import Any

from desktop_app.ui import batch_values as values
from desktop_app.ui.commands import Command
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Choice, DateField, Field, Heading
from desktop_app.words import say
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.records import enter, save
from forms.problems import Refused

WIDE = {"form"}


class BatchForm(ttk.Frame):
    """Two cards: the sheet, and how the batch is keyed and verified. `made(batch)` after a save, `left()` on Escape."""

    def __init__(self, parent: tk.Misc, app: App, made: Callable[[str], object], left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._made, self._left = app, made, left
        self._stored: Stored | None = None
        theme, px = app.theme, app.theme.px
        self._heading = Heading(self, theme, "", "")
        self._heading.pack(anchor="w", pady=(0, px(10)))
        self._foot().pack(side="bottom", fill="x", pady=(px(10), 0))
        self.fields: dict[str, Field] = {}
        sheet = Card(self, theme, say("Tờ kiểm soát", "Control sheet"))
        sheet.pack(side="left", fill="both", expand=True)
        work = Card(self, theme, say("Cách nhập và kiểm tra", "How it is keyed and verified"))
        work.pack(side="left", fill="y", padx=(px(16), 0))
        self._lay(sheet, self._sheet_fields)
        self._lay_work(work)
        for field in self.fields.values():
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: self._entered())

    def _foot(self) -> ttk.Frame:
        row, px = ttk.Frame(self), self.app.theme.px
        self._button = ttk.Button(row, style="Accent.TButton", command=self.make)
        self._button.pack(side="right")
        back = ttk.Button(row, text=say("Về danh sách (Esc)", "Back to the list (Esc)"), command=self._left)
        back.pack(side="right", padx=px(8))
        return row

    def _lay(self, card: ttk.Frame, make: Callable[[ttk.Frame], Mapping[str, Field]]) -> None:
        px, row, column = self.app.theme.px, 0, 0
        body = ttk.Frame(card, style="Plain.Card.TFrame")
        body.pack(fill="x")
        body.columnconfigure((0, 1), weight=1, uniform="half")
        for name, field in make(body).items():
            span = 2 if name in WIDE else 1
            field.grid(row=row, column=column, columnspan=span, sticky="new", padx=px(4), pady=(0, px(6)))
            self.fields[name] = field
            column = (column + span) % 2
            row += column == 0

    def _sheet_fields(self, body: ttk.Frame) -> dict[str, Field]:
        theme, session = self.app.theme, self.app.session
        return {
            "batch": Field(body, theme, say("Mã đợt", "Batch code"), width=12, vietnamese=False),
            "name": Field(body, theme, say("Tên đợt (nếu cần)", "Name (if needed)"), width=12),
            "campaign": Field(body, theme, say("Đợt khảo sát (nếu cần)", "Campaign (if needed)"), width=12),
            "unit": Choice(body, theme, say("Đơn vị được khảo sát", "Unit surveyed"), values.units(session), width=12),
            "form": Choice(body, theme, say("Mẫu phiếu", "Survey form"), values.survey_forms(session), width=30),
            "from": DateField(body, theme, say("Thu phiếu từ ngày", "Collected from"), width=12),
            "to": DateField(body, theme, say("Đến ngày", "To"), width=12),
            "first": Field(body, theme, say("Số phiếu đầu", "First serial"), width=12, vietnamese=False),
            "last": Field(body, theme, say("Số phiếu cuối", "Last serial"), width=12, vietnamese=False),
            "issued": Field(body, theme, say("Phát ra", "Issued"), width=12, vietnamese=False),
            "returned": Field(body, theme, say("Thu về", "Returned"), width=12, vietnamese=False),
        }

    def _lay_work(self, card: ttk.Frame) -> None:
        theme, px, session = self.app.theme, self.app.theme.px, self.app.session
        verify = Choice(card, theme, say("Kiểm tra nhập", "Verification"), values.choices(session, "verify"), width=34,
                        chosen=lambda _: self._say_work())  # fmt: skip
        errors = Field(card, theme, say("Lỗi cho phép trên 10.000 ô", "Errors allowed in 10 000 fields"), width=10,
                       vietnamese=False)  # fmt: skip
        shift = Choice(card, theme, say("Xác nhận cuối mỗi nhóm câu", "Confirm at each group's end"),
                       values.choices(session, "row_check"), width=34)  # fmt: skip
        training = Choice(card, theme, say("Đợt tập nhập", "Training batch"), values.choices(session, "training"), width=34)
        self._notes: dict[str, ttk.Label] = {}
        for name, field in (("verify", verify), ("max_errors", errors), ("row_check", shift), ("training", training)):
            self.fields[name] = field
            field.pack(fill="x")
            self._notes[name] = ttk.Label(card, style="Card.Muted.TLabel", wraplength=px(300), justify="left")
            self._notes[name].pack(anchor="w", fill="x", pady=(px(2), px(10)))
            field.entry.bind("<<ComboboxSelected>>", lambda _: self._say_work(), add="+")

    # what is shown

    def open(self, data: Mapping[str, Any], stored: Stored | None = None) -> None:
        """Show a beginning of a new batch, or a saved batch to be put right."""
        self._stored = stored
        texts = values.texts_of(self.app.session, data)
        for name, field in self.fields.items():
            field.entry.state(["!disabled"])
            field.set(texts.get(name, ""))
            field.show_problem()
        if stored is None:
            self._heading.set(
                say("Lập đợt mới", "New batch"),
                say("Chép từ tờ kiểm soát kẹp đầu tập phiếu.", "Copy from the control sheet on top of the pile."),
            )
        else:
            self.fields["batch"].entry.state(["disabled"])
            self._heading.set(
                say(f"Sửa đợt {stored.id}", f"Correct the batch {stored.id}"),
                say("Bản cũ được giữ lại trong lịch sử.", "The old revision is kept in the history."),
            )
        self._button.configure(
            text=say("Lập đợt và nhập phiếu (F10)", "Make the batch and key (F10)") if stored is None
            else say("Lưu đợt (F10)", "Save the batch (F10)")
        )  # fmt: skip
        self._say_work()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the first field that is to be filled."""
        first = self.fields["batch"] if self._stored is None else self.fields["last"]
        first.entry.focus_set()

    def put_away(self) -> None:
        """Keep nothing: a form that was not saved is only left."""

    def _say_work(self) -> None:
        verify = self.fields["verify"].get()
        self.fields["max_errors"].entry.state(["!disabled" if verify == "sample" else "disabled"])
        for name, note in self._notes.items():
            note.configure(text=values.work_note(name, self.fields[name].get(), verify))

    # what is done

    def commands(self) -> Sequence[Command]:
        """Return the page's commands."""
        return [
            Command("save-batch", "F10", "Lưu đợt", "Save the batch", run=self.make),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self._left),
        ]

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the form."""
        return [("Enter", say("Lưu đợt", "Save the batch"))]

    def _entered(self) -> str:
        self.make()
        return "break"

    def make(self) -> None:
        """Save the batch and hand its code on; what is wrong is said beside each field."""
        texts = {name: field.get() for name, field in self.fields.items()}
        before = (self._stored.data or {}) if self._stored else {}
        record = values.record_of(texts, before)
        for field in self.fields.values():
            field.show_problem()
        try:
            id = self._save(record)
        except Refused as refused:
            self._show(refused)
            return
        if id:
            self.app.saved()
            self._made(id)

    def _save(self, record: dict[str, Any]) -> str:
        session = self.app.session
        if self._stored is not None:
            why = self.app.dialogs.ask_text(
                say("Sửa đợt phiếu", "Correct the batch"),
                say("Lý do được ghi vào lịch sử.", "The reason goes into the history."),
                say("Lý do sửa", "Reason"),
            )
            return save(session, "batches", record, self._stored.id, self._stored.rev, why).id if why else ""
        if session.office.get("batches", str(record.get("batch", ""))) is not None:
            text = say("Mã đợt này đã có; hãy chọn mã khác.", "There is a batch of this code; choose another.")
            self.fields["batch"].show_problem(text)
            self.fields["batch"].entry.focus_set()
            return ""
        return enter(session, "batches", [record])[0].id

    def _show(self, refused: Refused) -> None:
        first: Field | None = None
        for problem in refused.problems:
            field = self.fields.get(problem.where.rpartition(": ")[2])
            if field is not None:
                field.show_problem(say(problem.vi, problem.en))
                first = first or field
        if first is not None:
            first.entry.focus_set()
        text = say("Chưa lưu: có chỗ cần sửa", "Not saved: something to put right")
        self.app.status(text if first is not None else say(refused.problems[0].vi, refused.problems[0].en), "error")
