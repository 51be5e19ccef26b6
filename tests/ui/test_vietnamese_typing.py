"""Vietnamese typing of the program's own, and its peace with UniKey and ibus: what is typed is what the field holds."""

from __future__ import annotations

import sys
import tkinter as tk
from tkinter import ttk
from types import SimpleNamespace
from typing import cast

import pytest

from desktop_app.ui import vietnamese_typing
from desktop_app.ui.caret import text_before
from desktop_app.ui.password_field import PasswordField
from desktop_app.ui.theme import Theme
from desktop_app.ui.typing_rules import enter_field, rule_typing
from desktop_app.ui.vietnamese_typing import VietnameseTyping, pad_keycodes
from desktop_app.ui.widgets import DateField, Field, TextBox
from forms.telex import Method, compose
from tests.forms.typing_keys import ORDERS, keys_of, unikey_events, vietnamese_words
from tests.ui.vietnamese_keys import lay_letters, press

pytestmark = [pytest.mark.window, pytest.mark.skipif(sys.platform == "win32", reason="other system: keys are laid by libX11")]

METHODS: tuple[Method, ...] = ("telex", "vni")
WORDS = vietnamese_words()


@pytest.fixture
def typing(root: tk.Tk) -> VietnameseTyping:
    return rule_typing(root)


@pytest.fixture(params=["entry", "box"])
def field(root: tk.Tk, typing: VietnameseTyping, request: pytest.FixtureRequest) -> tk.Misc:
    """An entry or a box of several lines, the focus in it."""
    made: tk.Misc = TextBox(root, Theme(root)) if request.param == "box" else ttk.Entry(root)
    cast("ttk.Entry", made).pack()
    root.update()
    made.focus_force()
    root.update()
    return made


def held(widget: tk.Misc) -> str:
    return widget.get("1.0", "end-1c") if isinstance(widget, tk.Text) else cast("ttk.Entry", widget).get()


def clear(widget: tk.Misc) -> None:
    cast("tk.Entry", widget).delete("1.0" if isinstance(widget, tk.Text) else 0, "end")


def shown(keys: str, method: Method) -> list[str]:
    return [" ".join(compose(word, method) for word in keys[: n + 1].split(" ")) for n in range(len(keys))]


# Five hundred words and more


@pytest.mark.parametrize("method", METHODS)
def test_every_word_typed_by_the_program_itself_is_held_exactly(field: tk.Misc, typing: VietnameseTyping, method: Method) -> None:
    typing.use(method)
    wrong = []
    for place, word in enumerate(WORDS):
        keys = keys_of(word, method, ORDERS[place % len(ORDERS)])
        press(field, [*keys, "." if place % 2 else " "])
        if held(field)[:-1] != word:
            wrong.append((keys, held(field), word))
        clear(field)
    assert wrong == []
    assert len(WORDS) >= 500


@pytest.mark.parametrize("method", METHODS)
def test_every_word_as_unikey_sends_it_is_held_exactly(field: tk.Misc, method: Method) -> None:
    lay_letters()
    wrong, sent = [], 0
    for place, word in enumerate(WORDS):
        keys = keys_of(word, method, ORDERS[place % len(ORDERS)])
        events = unikey_events(keys, shown(keys, method))
        sent += events.count("BackSpace")
        press(field, events)
        if held(field) != word:
            wrong.append((events, held(field), word))
        clear(field)
    assert wrong == []
    assert sent > 500


def test_words_that_ibus_commits_whole_are_held_exactly(field: tk.Misc) -> None:
    insert = "tk::TextInsert" if isinstance(field, tk.Text) else "ttk::entry::Insert"
    for word in WORDS:
        for part in word.split(" "):
            field.tk.call(insert, field, part)
        field.tk.call(insert, field, "\u0020")
    assert held(field).replace(" ", "") == "".join(WORDS).replace(" ", "")


def test_unikey_beside_our_own_typing_spoils_no_letter(root: tk.Tk, typing: VietnameseTyping, field: tk.Misc) -> None:
    """Both are on by mistake: at the first ready made letter ours gives way."""
    lay_letters()
    met: list[str] = []

    def give_way() -> None:
        met.append("UniKey")
        typing.use("off")

    typing._foreign = give_way
    for word in WORDS[::7]:
        typing.use("telex")
        keys = keys_of(word, "telex", "at once")
        press(field, unikey_events(keys, shown(keys, "telex")))
        assert held(field) == word
        clear(field)
    assert len(met) > 50


# Keys among the letters


@pytest.mark.parametrize(
    ("keys", "text"),
    [("windows", "windows"), ("law ", "law "), ("muons.", "muons."), ("Vieejt Nam", "Việt Nam"), ("VIEEJT", "VIỆT"),
     ("NDD-CP", "NĐ-CP"), ("hoaf-binhf", "hòa-bình"), ("asss ", "ass "), ("a1", "a1"), ("ddos(aas", "đó(ấ")],
)  # fmt: skip
def test_telex_in_a_field(field: tk.Misc, typing: VietnameseTyping, keys: str, text: str) -> None:
    typing.use("telex")
    press(field, keys)
    assert held(field) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("2020", "2020"),
        ("nam8 2020", "năm 2020"),
        ("T7/2020", "T7/2020"),
        ("QD92640", "QĐ2640"),
        ("5 to61 1", "5 tố 1"),
        ("a11 ", "a1 "),
    ],
)
def test_vni_in_a_field(field: tk.Misc, typing: VietnameseTyping, keys: str, text: str) -> None:
    typing.use("vni")
    press(field, keys)
    assert held(field) == text


def test_the_numeric_pad_writes_digits_in_a_word_too(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("vni")
    press(field, ["A", "KP_4", "space", "a", "6", "KP_1", "1"])
    assert held(field) == "A4 â11"


def test_the_numeric_pad_is_known_on_windows_by_its_key_codes(
    field: tk.Misc, typing: VietnameseTyping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There Tk calls its digits by the digit alone."""
    typing.use("vni")
    press(field, "a")
    pad, row = (SimpleNamespace(widget=field, char="1", keysym="1", keycode=code) for code in (0x61, 0x31))
    monkeypatch.setattr(vietnamese_typing, "PAD_KEYCODES", pad_keycodes("win32"))
    assert [typing._is_key(cast("tk.Event[tk.Misc]", event)) for event in (pad, row)] == [False, True]
    assert not pad_keycodes("linux")


def test_backspace_takes_one_letter_and_typing_goes_on(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, [*"tieengs", "BackSpace"])
    assert held(field) == "tiến"
    press(field, [*"gf", "BackSpace", " "])
    assert held(field) == "tiền "
    press(field, ["BackSpace", "BackSpace", "BackSpace", *"engs"])
    assert held(field) == "tiéng"
    press(field, "e")
    assert held(field) == "tiếng"


def test_a_moved_caret_ends_the_word(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, [*"hoa", "Left", "Right", "s"])
    assert held(field) == "hoas"
    press(field, [*" law", "Left"])
    assert held(field) == "hoas law"
    press(field, ["Left", *"oo"])
    assert held(field) == "hoas lôaw"


@pytest.mark.parametrize("key", ["F10", "Control-Key-s", "Mod1-Key-s", "ISO_Left_Tab", "Escape"])
def test_a_key_that_may_store_the_field_ends_the_word_before(field: tk.Misc, typing: VietnameseTyping, key: str) -> None:
    taken: list[str] = []
    typing.use("telex")
    field.bind(f"<{key}>", lambda _: taken.append(held(field)))
    press(field, [*"muons", key])
    assert taken == ["muons"]


def test_what_is_pasted_behind_a_word_ends_it(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    field.clipboard_clear()
    field.clipboard_append(", an")
    press(field, [*"law", "Control-Key-v"])
    assert held(field) == "law, an"


def test_digits_before_the_letters_are_no_part_of_the_word(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("vni")
    press(field, [*"so", "KP_1", "KP_2", "x", "BackSpace", "1"])
    assert held(field) == "so121"


def test_a_word_that_was_left_by_the_program_is_not_ended_elsewhere(
    root: tk.Tk, field: tk.Misc, typing: VietnameseTyping
) -> None:
    typing.use("telex")
    cast("tk.Entry", field).insert("insert", "lă ")
    press(field, "law")
    assert held(field) == "lă lă"
    if isinstance(field, tk.Text):
        field.mark_set("insert", "1.2")
    else:
        cast("ttk.Entry", field).icursor(2)
    other = ttk.Entry(root)
    other.pack()
    other.focus_force()
    root.update()
    assert held(field) == "lă lă"


def test_a_click_ends_the_word(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, "hoa muons")
    field.event_generate("<Button-1>", x=2, y=8)
    press(field, "s")
    assert held(field) == "shoa muons"


def test_a_selection_is_replaced(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, "hoaf")
    if isinstance(field, tk.Text):
        field.tag_add("sel", "1.0", "end-1c")
    else:
        cast("ttk.Entry", field).selection_range(0, "end")
    press(field, "dduwowngf")
    assert held(field) == "đường"


def test_typing_in_the_middle_of_a_text_touches_nothing_around_it(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, [*"xin chaof", *["Left"] * 4, *"vieejt "])
    assert held(field) == "xin việt chào"
    assert text_before(field) == "xin việt "


def test_a_text_set_by_the_program_is_not_taken_for_the_word_being_typed(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, "hoa")
    clear(field)
    cast("tk.Entry", field).insert("insert", "Lan")
    press(field, "s")
    assert held(field) == "Lans"


def test_a_caret_the_program_moved_ends_the_word(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, "hoa hoa")
    if isinstance(field, tk.Text):
        field.mark_set("insert", "1.3")
    else:
        cast("ttk.Entry", field).icursor(3)
    press(field, "f")
    assert held(field) == "hoaf hoa"


def test_control_keys_are_no_letters(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, ["h", "o", "a", "Control-Key-l", "s"])
    assert held(field) == "hoas"


def test_shift_held_for_a_capital_does_not_end_the_word(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, [*"HO", "Shift_L", "A", "Caps_Lock", *"F"])
    assert held(field) == "HÒA"


def test_a_held_key_ends_in_no_long_wait(field: tk.Misc, typing: VietnameseTyping) -> None:
    typing.use("telex")
    press(field, "as" * 100)
    assert held(field) == "as" * 100


# What the field's owner sees


def test_one_undo_takes_back_what_was_typed_in_one_go(root: tk.Tk, typing: VietnameseTyping) -> None:
    box = TextBox(root, Theme(root))
    box.pack()
    box.focus_force()
    root.update()
    typing.use("telex")
    press(box, "casn booj vieejt")
    assert held(box) == "cán bộ việt"
    box.edit_undo()
    assert held(box) == ""
    box.edit_redo()
    assert held(box) == "cán bộ việt"


def test_a_variable_and_the_modified_mark_follow(root: tk.Tk, typing: VietnameseTyping) -> None:
    seen: list[str] = []
    variable = tk.StringVar(root)
    variable.trace_add("write", lambda *_: seen.append(variable.get()))
    entry, box = ttk.Entry(root, textvariable=variable), TextBox(root, Theme(root))
    typing.use("telex")
    for widget in (entry, box):
        widget.pack()
        widget.focus_force()
        root.update()
        press(widget, "vieejt")
    assert seen[-1] == variable.get() == "việt"
    assert box.edit_modified()


def test_enter_and_leaving_give_the_owner_the_ended_word(root: tk.Tk, typing: VietnameseTyping) -> None:
    taken: list[str] = []
    entry, other = ttk.Entry(root), ttk.Entry(root)
    entry.bind("<Return>", lambda _: taken.append(entry.get()))
    entry.bind("<FocusOut>", lambda _: taken.append(entry.get()), add="+")
    for widget in (entry, other):
        widget.pack()
    entry.focus_force()
    root.update()
    typing.use("telex")
    press(entry, [*"muons", "Return"])
    entry.delete(0, "end")
    press(entry, "law")
    other.focus_force()
    root.update()
    assert taken == ["muons", "law"]


def test_numbers_days_passwords_and_closed_fields_take_every_key_as_it_is(root: tk.Tk, typing: VietnameseTyping) -> None:
    theme = Theme(root)
    number = Field(root, theme, "Số", vietnamese=False)
    fields = [number, DateField(root, theme, "Ngày"), PasswordField(root, theme, "Mật khẩu")]
    typing.use("telex")
    for made in fields:
        made.pack()
        root.update()
        made.entry.focus_force()
        root.update()
        press(made.entry, "aas")
        assert made.entry.get() == "aas"
    closed = ttk.Combobox(root, values=["Lan", "Hòa"], state="readonly")
    closed.set("Lana")
    closed.pack()
    closed.focus_force()
    root.update()
    press(closed, "as")
    assert closed.get() == "Lana"


def test_input_methods_are_off_where_the_program_types(root: tk.Tk, typing: VietnameseTyping) -> None:
    def on() -> bool:
        return bool(root.tk.getboolean(root.tk.call("tk", "useinputmethods", "-displayof", ".")))

    entry, plain = ttk.Entry(root), Field(root, Theme(root), "Số", vietnamese=False)
    for widget in (entry, plain):
        widget.pack()
    root.update()
    states = []
    for mode in ("off", "telex"):
        typing.use(cast("Method", mode))
        for field in (plain.entry, entry):
            field.focus_force()
            root.update()
            states.append(on())
    assert states == [True, True, True, False]
    typing.use("off")
    enter_field(entry, typing)
    assert on()
