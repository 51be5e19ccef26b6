"""The entry that picks from a list: found without marks, words in any order, nothing completed, nothing retyped is lost."""

from __future__ import annotations

import sys
import tkinter as tk

import pytest

from desktop_app.ui.pick_options import Option, find_options, order_by_use
from desktop_app.ui.procedure_picker import ProcedurePicker
from desktop_app.ui.theme import Theme
from desktop_app.ui.typing_rules import rule_typing
from desktop_app.ui.vietnamese_typing import VietnameseTyping
from tests.forms.typing_keys import unikey_events
from tests.ui.vietnamese_keys import lay_letters, press

OPTIONS = [
    Option("cmnd-cccd", "Cấp CMND, CCCD tại thành phố, thị xã", "Cấp, quản lý CMND"),
    Option("thuong-tru", "Đăng ký thường trú", "Đăng ký, quản lý cư trú"),
    Option("tam-tru", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú"),
    Option("dang-ky-xe", "Đăng ký, cấp biển số xe", "Phương tiện giao thông"),
]


def ids(hits: list[Option]) -> list[str]:
    return [option.id for option in hits]


def test_words_are_found_in_any_order_and_without_marks() -> None:
    assert ids(find_options(OPTIONS, "tru thuong")) == ["thuong-tru"]
    assert ids(find_options(OPTIONS, "ĐĂNG KÝ xe")) == ["dang-ky-xe"]
    assert ids(find_options(OPTIONS, "cccd")) == ["cmnd-cccd"]
    assert find_options(OPTIONS, "hộ chiếu") == []
    assert find_options(OPTIONS, "  ") == OPTIONS


def test_an_option_whose_words_begin_so_stands_first() -> None:
    options = [Option("a", "Tạm trú"), Option("b", "Am hiểu pháp luật")]
    assert ids(find_options(options, "am")) == ["b", "a"]


def test_what_the_office_has_most_of_stands_first() -> None:
    assert ids(order_by_use(OPTIONS, {"tam-tru": 3, "thuong-tru": 7}))[:2] == ["thuong-tru", "tam-tru"]
    assert ids(order_by_use(OPTIONS, {}))[0] == "cmnd-cccd"


class Picker:
    """A picker in a window of its own, with the program's typing, and a field behind it."""

    def __init__(self, root: tk.Tk) -> None:
        self.typing: VietnameseTyping = rule_typing(root)
        self.taken: list[str] = []
        root.geometry("700x500")
        self.digits_type = False
        self.field = ProcedurePicker(root, Theme(root), "Tên TTHC", self.taken.append, lambda: self.digits_type)
        self.field.pack(fill="x")
        self.behind = tk.Entry(root)
        self.behind.pack()
        self.field.set_options(OPTIONS)
        root.update()
        self.field.entry.focus_force()
        root.update()

    @property
    def hits(self) -> list[str]:
        return ids(list(self.field.picking.hits))

    def enter_again(self) -> None:
        """Leave the entry and come back."""
        for widget in (self.behind, self.field.entry):
            widget.focus_force()
            widget.update()

    def press(self, *keys: str) -> None:
        press(self.field.entry, keys)


@pytest.fixture
def picker(root: tk.Tk) -> Picker:
    return Picker(root)


@pytest.mark.window
def test_an_empty_entry_shows_the_list_at_once_and_a_digit_takes(picker: Picker) -> None:
    assert picker.hits == ids(OPTIONS)
    picker.press("2")
    assert (picker.field.get(), picker.taken, picker.hits) == ("thuong-tru", ["thuong-tru"], [])
    assert picker.field.entry.get() == "Đăng ký thường trú"


@pytest.mark.window
def test_typing_narrows_the_list_and_leaves_what_is_typed(picker: Picker) -> None:
    picker.press(*"tru d")
    assert (picker.field.entry.get(), picker.hits) == ("tru d", ["thuong-tru", "tam-tru"])
    picker.press("Down", "Return")
    assert (picker.field.get(), picker.taken) == ("tam-tru", ["tam-tru"])


@pytest.mark.window
def test_the_list_never_has_the_keyboard(picker: Picker) -> None:
    picker.press(*"tru", "Down", "Next", "Up")
    assert picker.field.entry.focus_displayof() is picker.field.entry


@pytest.mark.window
def test_tab_takes_what_the_cursor_is_on_if_something_was_typed(picker: Picker) -> None:
    picker.press("Tab")
    assert picker.field.get() == ""
    picker.field.entry.focus_force()
    picker.press(*"xe", "Tab")
    assert (picker.field.get(), picker.taken) == ("dang-ky-xe", [])
    assert picker.field.focus_displayof() is picker.behind


@pytest.mark.window
def test_what_is_found_nowhere_stays_as_typed_for_a_problem_beside_it(picker: Picker) -> None:
    picker.press(*"zz", "Return")
    assert (picker.field.get(), picker.taken) == ("zz", [])


@pytest.mark.window
def test_escape_closes_a_list_with_something_typed_and_means_the_page_without(picker: Picker, root: tk.Tk) -> None:
    heard: list[str] = []
    root.bind("<Escape>", lambda _event: heard.append("page"))
    picker.press(*"tru", "Escape")
    assert (picker.hits, heard, picker.field.entry.get()) == ([], [], "tru")
    picker.field.set("")
    picker.press("Down", "Escape")
    assert (picker.hits, heard) == ([], ["page"])


@pytest.mark.window
def test_a_picked_one_is_typed_over_as_a_whole(picker: Picker) -> None:
    picker.press("1")
    picker.enter_again()
    picker.press(*"xe")
    assert (picker.field.entry.get(), picker.hits) == ("xe", ["dang-ky-xe"])


@pytest.mark.window
@pytest.mark.skipif(sys.platform == "win32", reason="other system: keys are laid by libX11")
def test_unikeys_backspaces_and_letters_arrive_whole_and_find(picker: Picker) -> None:
    lay_letters()
    picker.press(*unikey_events("thuowngf", ["t", "th", "thu", "thuo", "thuơ", "thươn", "thương", "thường"]))
    assert (picker.field.entry.get(), picker.hits) == ("thường", ["thuong-tru"])


@pytest.mark.window
def test_the_programs_own_telex_works_in_it(picker: Picker) -> None:
    picker.typing.use("telex")
    picker.enter_again()
    picker.press(*"ddawng kys xe")
    assert (picker.field.entry.get(), picker.hits) == ("đăng ký xe", ["dang-ky-xe"])


@pytest.mark.window
def test_with_vni_digits_belong_to_words_and_the_pad_still_takes(picker: Picker) -> None:
    picker.digits_type = True
    picker.typing.use("vni")
    picker.enter_again()
    picker.press(*"tru1 ta")
    assert picker.field.entry.get() == "trú ta"
    picker.press("KP_1")
    assert picker.field.get() == "tam-tru"
