"""The shell: pages, keys, help sheet, language and appearance, what is said when something goes wrong."""

from __future__ import annotations

import shutil
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from desktop_app.ui.dialogs import _Box
from desktop_app.ui.help_sheet import HelpSheet
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.start_screen import StartScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.preferences import read_preferences
from desktop_app.workflows.session import open_session
from forms.problems import Problem, Refused
from tests.ui.conftest import Answers, Until, item_option

pytestmark = pytest.mark.window
SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"


def every_text(widget: tk.Misc) -> Iterator[str]:
    for child in widget.winfo_children():
        if isinstance(child, tk.Canvas):
            yield from (item_option(child, item, "text") for item in child.find_all() if str(child.type(item)) == "text")
        elif "text" in (child.keys() or ()):
            yield str(child.cget("text"))
        yield from every_text(child)


def press(window: Window, key: str) -> None:
    window.root.focus_force()
    window.root.update()
    (window.root.focus_get() or window.root).event_generate(f"<KeyPress-{key}>")
    window.root.update()


def test_without_an_office_the_start_page_opens_and_names_what_does_not_belong_here(start_window: Window) -> None:
    start_window.root.update()
    assert any("bí mật nhà nước" in text for text in every_text(start_window.root))
    press(start_window, "F3")
    assert start_window._name == "start"


def test_an_office_opens_beside_the_window_and_shows_its_dashboard(
    start_window: Window, office_folder: Path, until: Until
) -> None:
    start_window.open_office(office_folder)
    until(lambda: start_window._name == "dashboard" and not start_window.jobs.busy)
    assert "Công an thị xã Từ Sơn" in list(every_text(start_window.side.master))
    assert read_preferences(start_window.folder).offices == (str(office_folder),)
    start_window.session.close()


def test_the_notice_of_a_new_office_is_shown_until_it_is_read(start_window: Window, office_folder: Path, until: Until) -> None:
    start_window.open_office(office_folder)
    until(lambda: start_window._name == "dashboard" and not start_window.jobs.busy)
    button = next(b for b in _buttons(start_window.root) if b.cget("text") == "Đã đọc")
    button.invoke()
    assert not any("bí mật nhà nước" in text for text in every_text(start_window.root))
    start_window._build("dashboard")
    assert not any("bí mật nhà nước" in text for text in every_text(start_window.root))
    start_window.session.close()


def test_another_office_takes_the_place_of_the_first_which_is_closed_behind_its_last_job(
    window: Window, office_folder: Path, tmp_path: Path, until: Until
) -> None:
    second = Path(shutil.copytree(office_folder, tmp_path / "second"))
    (second / "lock").unlink(missing_ok=True)
    first = window.session
    window.jobs.start("slow", lambda _: list(first.office.facts().execute(SLOW)), lambda _: None)
    window.open_office(second, "hoa")
    window.jobs.start("slow", lambda _: list(first.office.facts().execute(SLOW)), lambda _: None)
    until(lambda: window.session is not first and not window.jobs.busy)
    assert window.session.account == "hoa"
    with open_session(office_folder, "lan") as again:
        assert again.office.get("batches", "B1") is not None
    assert window.jobs.close()
    window.session.close()


def test_a_folder_without_an_office_is_said_in_one_sentence(
    start_window: Window, tmp_path: Path, answers: Answers, until: Until
) -> None:
    start_window.open_office(tmp_path / "nothing")
    until(lambda: answers.said)
    assert "không có sổ" in answers.said[0]


@pytest.mark.parametrize(("key", "name"), [("F3", "keying"), ("F9", "settings"), ("F2", "dashboard"), ("F4", "register")])
def test_f_keys_open_their_page(window: Window, until: Until, key: str, name: str) -> None:
    press(window, key)
    assert window._name == name
    until(lambda: not window.jobs.busy)


def test_f1_shows_every_key_of_the_page_and_escape_puts_it_away(window: Window) -> None:
    press(window, "F3")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    press(window, "F1")
    sheet = next(child for child in window.main.winfo_children() if isinstance(child, HelpSheet))
    texts = set(every_text(sheet))
    assert {"F1", "F10", "F12", "Esc", "Lưu, mở phiếu kế tiếp", "Bảng điều hành"} <= texts
    press(window, "Escape")
    assert window.help.sheet is None
    assert screen.is_keying


def test_no_key_stands_for_two_things_on_any_page(window: Window, until: Until) -> None:
    from desktop_app.ui.commands import COMMANDS, check_keys
    from desktop_app.ui.screens import SCREENS

    for name in set(SCREENS) - {"login", "recovery"}:  # these two need to be asked for: see test_login
        window.show(name)
        until(lambda: not window.jobs.busy)
        assert check_keys(window._screens[name].commands()) == [], name
    assert {command.name for command in COMMANDS if command.group == "go"} <= set(SCREENS)


def test_language_and_appearance_rebuild_the_window_and_are_kept(window: Window, until: Until) -> None:
    press(window, "F9")
    window.change_look(language="en", dark=True)
    window.root.update()
    assert {"Settings", "Dashboard", "Key slips", "Appearance"} <= set(every_text(window.root))
    assert window.theme.colors.dark
    kept = read_preferences(window.folder)
    assert (kept.language, kept.dark) == ("en", True)


def test_no_page_leaves_a_text_in_the_other_language(window: Window, until: Until) -> None:
    window.change_look(language="en")
    marks = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
    data = ("Công an thị xã Từ Sơn", "Tháng 7", "Sổ Một Cửa", "Tiếng Việt", "Từ Sơn")
    for name in ("settings", "keying", "dashboard", "start", "accounts", "backup", "restore"):
        window.show(name)
        until(lambda: not window.jobs.busy)
        if name == "keying":
            screen = window._screens["keying"]
            assert isinstance(screen, KeyingScreen)
            screen.open_batch("B1")
            window.root.update()
        for text in every_text(window.root):
            for known in data:
                text = text.replace(known, "")  # noqa: PLW2901
            assert not marks & set(text.lower()), (name, text)


def test_every_widget_that_takes_the_focus_shows_it(window: Window, until: Until) -> None:
    window.show("dashboard")
    until(lambda: not window.jobs.busy)
    seen, widget = set(), window.root.focus_get()
    assert widget is not None
    while str(widget) not in seen:
        seen.add(str(widget))
        following = widget.tk_focusNext()
        assert following is not None
        widget = following
    assert str(window.side) in seen
    window.side.focus_force()
    until(lambda: item_option(window.side, window.side._places[0][0], "image"))


def test_a_refusal_is_said_in_its_own_words_and_not_logged(window: Window, answers: Answers) -> None:
    window.show_fault(Refused([Problem("X-1", "a", "Sai ngày; sửa lại.", "Wrong day; correct it.")]))
    assert answers.said == ["Sai ngày; sửa lại."]
    assert not window.log.exists()


def test_a_fault_is_logged_without_what_was_keyed(window: Window, answers: Answers) -> None:
    try:
        int("Nguyễn Thị Lan 027184000123")
    except ValueError as error:
        window.show_fault(error)
    logged = window.log.read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "test_window.py" in logged
    assert "Lan" not in logged
    assert "027184000123" not in logged
    assert "ngoài dự kiến" in answers.said[0]


def test_a_callback_that_raises_reaches_the_dialog(
    window: Window, answers: Answers, until: Until, tk_errors: list[BaseException]
) -> None:
    window.root.after(1, lambda: int("x"))
    until(lambda: answers.said)
    assert "ngoài dự kiến" in answers.said[0]
    tk_errors.clear()


def test_the_new_office_form_names_what_is_wrong_and_makes_the_office(start_window: Window, tmp_path: Path, until: Until) -> None:
    screen = start_window._screens["start"]
    assert isinstance(screen, StartScreen)
    form = screen.new
    for name, text in {"unit": "từ sơn", "name": "", "folder": str(tmp_path / "new")}.items():
        form.fields[name].set(text)
    form.training.set(True)
    form.make()
    until(lambda: form.fields["unit"]._problem.cget("text"))
    assert not (tmp_path / "new").exists()
    form.fields["unit"].set("TUSON")
    form.fields["name"].set("Công an thị xã Từ Sơn")
    form.make()
    until(lambda: start_window.has_office and not start_window.jobs.busy)
    assert start_window.session.office.profile.unit == "TUSON"
    start_window.session.close()


def test_a_new_batch_is_made_and_opened_from_its_form(window: Window, until: Until) -> None:
    window.show("keying")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    screen.open_form("")
    form = screen.form
    form.fields["batch"].set("B2")
    form.make()
    assert form.fields["returned"]._problem.cget("text")
    assert window.session.office.get("batches", "B2") is None
    for name, text in {"last": "700", "issued": "150", "returned": "120"}.items():
        form.fields[name].set(text)
    form.fields["to"].set("31/08/2020")
    form.make()
    stored = window.session.office.get("batches", "B2")
    assert stored is not None
    assert (stored.data or {})["returned"] == 120
    assert screen.is_keying


def _buttons(widget: tk.Misc) -> Iterator[ttk.Button]:
    for child in widget.winfo_children():
        if isinstance(child, ttk.Button):
            yield child
        yield from _buttons(child)


def test_a_click_beside_a_dialog_does_not_take_the_keyboard_from_it(window: Window) -> None:
    box = _Box(window.root, window.theme, "Hỏi", "Bỏ?")
    box.add_button("Thôi", "", first=True)
    found: list[str] = []

    def click() -> None:
        window.root.focus_force()
        box.event_generate("<Button-1>")

    def look() -> None:
        found.append(str(box.focus_displayof() or ""))
        box.close("")

    box.after(50, click)
    box.after(400, look)
    assert box.wait() == ""
    assert found
    assert found[0].startswith(str(box))
