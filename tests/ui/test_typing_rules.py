"""Text fields: normal form C however text comes in, UniKey's fake keys untouched."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from tkinter import ttk

import pytest

from desktop_app.ui.theme import Theme
from desktop_app.ui.typing_rules import rule_typing
from desktop_app.ui.widgets import Choice, DateField, Field, TextBox

pytestmark = pytest.mark.window

NAME = "Nguyễn Thị Đặng Hường"
BROKEN = unicodedata.normalize("NFD", NAME)


@pytest.fixture
def field(root: tk.Tk) -> Field:
    rule_typing(root)
    made = Field(root, Theme(root), "Họ và tên", on_card=False)
    made.pack()
    root.update()
    made.entry.focus_force()
    root.update()
    return made


def paste(widget: tk.Misc, text: str) -> None:
    widget.clipboard_clear()
    widget.clipboard_append(text)
    widget.event_generate("<<Paste>>")
    widget.update()


def test_input_methods_are_off_until_a_text_field_has_the_focus(root: tk.Tk) -> None:
    def on() -> bool:
        return bool(root.tk.getboolean(root.tk.call("tk", "useinputmethods", "-displayof", ".")))

    root.tk.call("tk", "useinputmethods", "-displayof", ".", "1")
    assert on()
    rule_typing(root)
    assert not on()


def test_a_pasted_text_is_in_normal_form_c(field: Field) -> None:
    paste(field.entry, BROKEN)
    assert field.entry.get() == NAME


def test_pasting_takes_the_place_of_what_is_selected_and_joins_lines(field: Field) -> None:
    field.set("Trần Văn An")
    field.entry.selection_range(0, "end")
    paste(field.entry, "Lê\nThị Hà")
    assert field.entry.get() == "Lê Thị Hà"


def test_nothing_is_pasted_into_a_field_that_is_only_read(field: Field) -> None:
    field.set("An")
    field.entry.state(["readonly"])
    field.entry.configure(state="readonly")
    paste(field.entry, "Bình")
    assert field.entry.get() == "An"


def test_the_setter_and_the_getter_give_normal_form_c(field: Field) -> None:
    field.set(BROKEN)
    assert field.entry.get() == NAME
    field.entry.delete(0, "end")
    field.entry.insert(0, BROKEN + " ")
    assert field.get() == NAME


def test_what_was_typed_apart_is_put_together_when_the_field_is_left(field: Field, root: tk.Tk) -> None:
    other = ttk.Entry(root)
    other.pack()
    field.entry.insert(0, BROKEN)
    other.focus_force()
    root.update()
    assert field.entry.get() == NAME


def test_no_key_binding_of_ours_stands_on_a_text_field(field: Field, root: tk.Tk) -> None:
    box = TextBox(root, Theme(root))
    for widget in (field.entry, box):
        assert not {"<Key>", "<KeyPress>", "<KeyRelease>", "<BackSpace>", "<Key-BackSpace>"} & set(widget.bind())


def test_a_text_box_takes_and_gives_normal_form_c(root: tk.Tk) -> None:
    rule_typing(root)
    box = TextBox(root, Theme(root))
    box.set_text(BROKEN)
    assert box.get("1.0", "end-1c") == NAME
    box.pack()
    paste(box, "\n" + BROKEN)
    assert NAME in box.text()
    assert box.text() == unicodedata.normalize("NFC", box.text())


@pytest.mark.parametrize(("typed", "shown"), [("6/7/20", "06/07/2020"), ("06072020", "06/07/2020"), ("31/02/2020", "31/02/2020")])
def test_a_day_is_written_out_when_its_field_is_left_and_kept_when_it_is_none(root: tk.Tk, typed: str, shown: str) -> None:
    day = DateField(root, Theme(root), "Ngày", on_card=False)
    day.set(typed)
    day.pack()
    other = ttk.Entry(root)
    other.pack()
    root.update()
    day.entry.focus_force()
    root.update()
    other.focus_force()
    root.update()
    assert day.get() == shown


def test_a_choice_shows_labels_and_gives_ids(root: tk.Tk) -> None:
    choice = Choice(root, Theme(root), "Giới tính", [("m", "Nam"), ("f", "Nữ")], "f")
    assert (choice.entry.get(), choice.get()) == ("Nữ", "f")
    choice.set("m")
    assert choice.get() == "m"


def test_a_problem_reddens_the_field_and_stands_under_it(field: Field, root: tk.Tk) -> None:
    field.show_problem("Thiếu họ tên; nhập bổ sung.")
    root.update()
    assert field.entry.instate(["invalid"])
    assert field._problem.winfo_ismapped()
    field.show_problem()
    root.update()
    assert not field.entry.instate(["invalid"])
    assert not field._problem.winfo_ismapped()


def test_a_field_of_tks_own_dialogs_takes_focus_and_paste(root: tk.Tk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tk's file dialog on Linux is made of fields this program has no objects for."""
    faults: list[object] = []
    monkeypatch.setattr(root, "report_callback_exception", lambda *error: faults.append(error))
    rule_typing(root)
    root.tk.call("ttk::entry", ".raw")
    root.tk.call("pack", ".raw")
    other = ttk.Entry(root)
    other.pack()
    root.update()
    root.clipboard_clear()
    root.clipboard_append(BROKEN)
    for step in (("focus", "-force", ".raw"), ("event", "generate", ".raw", "<<Paste>>"), ("focus", "-force", str(other))):
        root.tk.call(*step)
        root.update()
    assert root.tk.call(".raw", "get") == NAME
    assert faults == []
