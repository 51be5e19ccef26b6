"""Vietnamese typing of the whole window: F12, badge, settings page, UniKey met; and the real keys of a keyboard."""

from __future__ import annotations

import json
import subprocess
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

import pytest

from desktop_app.ui.keying_panels import HeaderPanel
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.new_office import NewOfficeCard
from desktop_app.ui.restore_screen import RestoreScreen
from desktop_app.ui.settings_screen import SettingsScreen
from desktop_app.ui.typing_badge import TAG, badge_text, badge_tip
from desktop_app.ui.vietnamese_typing import BEFORE, is_plain
from desktop_app.ui.window import Window
from desktop_app.words import use_language
from desktop_app.workflows.preferences import read_preferences
from tests.ui.conftest import Until, item_option

pytestmark = pytest.mark.window
REMARK = ("Casn booj tieeps nhaanj huwowngs daanx rox rangf, 5 phuts", "Cán bộ tiếp nhận hướng dẫn rõ ràng, 5 phút")


def press(window: Window, key: str) -> None:
    window.root.focus_force()
    window.root.update()
    window.root.event_generate(f"<KeyPress-{key}>")
    window.root.update()


def badge(window: Window) -> list[str]:
    side = window.side
    return [item_option(side, item, "text") for item in side.find_withtag(TAG) if str(side.type(item)) == "text"]


def test_it_is_off_until_asked_for(start_window: Window) -> None:
    assert start_window.typing.typing.mode == "off"
    assert badge(start_window) == ["E", "Gõ tiếng Việt: tắt · F12"]


def test_f12_switches_between_off_and_the_way_used_last(start_window: Window) -> None:
    press(start_window, "F12")
    assert (start_window.typing.typing.mode, badge(start_window)) == ("telex", ["V", "Gõ Telex · F12"])
    start_window.typing.use("vni")
    press(start_window, "F12")
    assert (start_window.typing.typing.mode, badge(start_window)[0]) == ("off", "E")
    press(start_window, "F12")
    assert (start_window.typing.typing.mode, badge(start_window)) == ("vni", ["V", "Gõ VNI · F12"])
    assert start_window.status_line.text == "Gõ tiếng Việt: VNI"


def test_f12_is_heard_once_in_a_field_of_the_window_and_of_a_dialog(start_window: Window) -> None:
    over = tk.Toplevel(start_window.root)
    for parent in (start_window.main, over):
        entry = ttk.Entry(parent)
        entry.pack()
        start_window.root.update()
        entry.focus_force()
        start_window.root.update()
        before = start_window.typing.typing.mode
        entry.event_generate("<KeyPress-F12>")
        assert start_window.typing.typing.mode != before


def test_the_choice_is_kept_for_the_next_start(start_window: Window) -> None:
    start_window.typing.use("vni")
    kept = read_preferences(start_window.folder)
    assert (kept.typing, kept.typing_method) == ("vni", "vni")
    start_window.typing.use("off")
    kept = read_preferences(start_window.folder)
    assert (kept.typing, kept.typing_method) == ("off", "vni")


def test_a_click_on_the_badge_switches(start_window: Window) -> None:
    side = start_window.side
    start_window.root.update()
    left, top, _, bottom = side.bbox(TAG)
    side.event_generate("<Motion>", x=left + 4, y=(top + bottom) // 2)
    side.event_generate("<Button-1>", x=left + 4, y=(top + bottom) // 2)
    assert start_window.typing.typing.mode == "telex"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("mode", ["off", "telex", "vni"])
def test_the_badge_stands_whole_on_the_side_bar(start_window: Window, language: str, mode: str) -> None:
    start_window.change_look(language=language)
    start_window.typing.use(mode)
    start_window.root.update()
    left, top, right, bottom = start_window.side.bbox(TAG)
    assert 0 < left < right < start_window.side.winfo_width()
    assert 0 < top < bottom <= start_window.side.winfo_height()


def test_the_badge_and_its_note_speak_the_language_in_use() -> None:
    use_language("en")
    assert badge_text("off") == ("E", "VN typing off · F12")
    assert "Telex" in badge_tip("telex")
    assert "UniKey" in badge_tip("off")


def test_the_settings_page_chooses_and_follows(start_window: Window) -> None:
    window = start_window
    window.show("settings")
    screen = window.page
    assert isinstance(screen, SettingsScreen)
    window.typing.choice.set("vni")
    window.typing.use("vni")
    press(window, "F12")
    assert window.typing.choice.get() == "off"
    screen.new_tones.set(True)
    screen._pick_tones()
    assert window.typing.typing.new_style
    assert read_preferences(window.folder).new_tones


def test_a_new_look_keeps_the_typing(start_window: Window) -> None:
    start_window.typing.use("telex")
    start_window.change_look(dark=True)
    assert (start_window.typing.typing.mode, badge(start_window)[0]) == ("telex", "V")


def test_meeting_unikey_switches_ours_off_and_says_so(start_window: Window) -> None:
    start_window.typing.use("telex")
    start_window.typing._meet_other()
    assert start_window.typing.typing.mode == "off"
    assert start_window.status_line.kind == "warn"
    assert "UniKey" in start_window.status_line.text


def test_paths_and_numbers_take_every_key_as_it_is(window: Window) -> None:
    """A folder typed as /mnt/usb/saos must not become another one."""
    header = HeaderPanel(window.main, window.theme, lambda *_: None, lambda: None)
    new = NewOfficeCard(window.main, window)
    window.show("restore")
    restore = window.page
    assert isinstance(restore, RestoreScreen)
    fields = [header.serial, new.folder, restore.fields["file"], restore.fields["folder"]]
    assert [is_plain(field.entry) for field in fields] == [True] * 4
    assert not is_plain(restore.fields["why"].entry)


def test_the_answers_sheet_is_no_text_field(window: Window, until: Until) -> None:
    window.typing.use("vni")
    window.show("keying")
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    until(lambda: screen.keying.sheet._items)
    assert BEFORE not in screen.keying.sheet.bindtags()


@pytest.mark.parametrize("method", ["telex", "vni"])
def test_a_remark_typed_on_a_real_keyboard_lies_in_the_journal_as_it_reads(
    window: Window, office_folder: Path, until: Until, tool: Callable[[str], str], method: str
) -> None:
    """Digits in the remark answer no item: the slip has the 22 answers keyed after it, and the remark."""
    vni = "Ca1n bo65 tie6p1 nha6n5 hu7o7ng1 da6n4 ro4 rang2, 5 phut1"
    keys, text = (REMARK[0] if method == "telex" else vni), REMARK[1]
    xdotool = tool("xdotool")
    window.typing.use(method)
    window.show("keying")
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    until(lambda: screen.keying.sheet._items)
    window.root.focus_force()
    screen.keying.toggle_comment()
    box = screen.keying.comment.box
    until(lambda: window.root.focus_displayof() is box)
    with subprocess.Popen([xdotool, "type", "--delay", "12", keys]) as typing:
        until(lambda: typing.poll() is not None and box.text() == text)
    screen.keying.toggle_comment()
    sheet: tk.Misc = screen.keying.sheet
    until(lambda: window.root.focus_displayof() is sheet)
    subprocess.run([xdotool, "key", *["4"] * 22, "Return"], check=True, timeout=20)
    until(lambda: window.session.office.serials("B1"))
    line = json.loads((office_folder / "journal" / "000001.jsonl").read_bytes().splitlines()[-1])
    assert text in json.dumps(line["doc"]["data"], ensure_ascii=False)
    assert list(line["doc"]["data"]["answers"].values()) == [4] * 22
