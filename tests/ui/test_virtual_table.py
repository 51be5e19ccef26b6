"""The table with real keys and a real mouse on a real window."""

from __future__ import annotations

import tkinter as tk

import pytest

from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable

pytestmark = pytest.mark.window
LENGTH = 100_000


class Numbers:
    """A hundred thousand rows that exist only when asked for; notes which were."""

    def __init__(self, length: int = LENGTH) -> None:
        self.length, self.asked = length, set[int]()

    def __len__(self) -> int:
        return self.length

    def row(self, i: int) -> tuple[str, ...]:
        self.asked.add(i)
        return (f"C{i}", "Nguyễn Thị Hường", "Đang xử lý")

    def kinds(self, _i: int) -> tuple[str, ...]:
        return ("", "", "info")


class Watch:
    """The table under test and what it told its owner."""

    def __init__(self, root: tk.Tk) -> None:
        self.root, self.opened, self.sorted = root, list[int](), list[tuple[int, bool]]()
        root.geometry("700x400+0+0")
        columns = (Column("Mã", 120), Column("Họ tên", 200, stretch=1), Column("Trạng thái", 150))
        self.table = VirtualTable(
            root, Theme(root), columns, on_open=self.opened.append, on_sort=lambda c, down: self.sorted.append((c, down))
        )
        self.table.pack(fill="both", expand=True)
        root.update()
        self.rows = Numbers()
        self.table.show(self.rows)
        self.table.canvas.focus_force()
        root.update()

    def key(self, *names: str, state: int = 0) -> None:
        for name in names:
            if state:
                self.table.canvas.event_generate(f"<{name}>", state=state)
            else:
                self.table.canvas.event_generate(f"<{name}>")
        self.root.update()

    def texts(self) -> list[str]:
        canvas = self.table.canvas
        texts = [item for item in canvas.find_all() if str(canvas.type(item)) == "text"]
        return [str(self.root.tk.call(str(canvas), "itemcget", item, "-text")) for item in texts]


@pytest.fixture
def watch(root: tk.Tk) -> Watch:
    return Watch(root)


def test_only_rows_in_view_are_asked_for(watch: Watch) -> None:
    watch.key("End")
    assert LENGTH - 1 in watch.rows.asked
    assert len(watch.rows.asked) < 60


def test_keys_move_the_cursor(watch: Watch) -> None:
    page = watch.table.window.page
    for keys, cursor in ((["Down", "Down"], 2), (["Up"], 1), (["Next"], 1 + page), (["End"], LENGTH - 1), (["Home"], 0)):
        watch.key(*keys)
        assert watch.table.cursor == cursor
    watch.key("KP_Down")
    assert watch.table.cursor == 1


def test_the_last_row_is_painted_whole_at_the_end(watch: Watch) -> None:
    watch.key("End")
    assert f"C{LENGTH - 1}" in watch.texts()
    assert watch.table.window.top + watch.table.window.page == LENGTH


def test_shift_and_space_select_and_ctrl_c_copies_what_is_shown(watch: Watch) -> None:
    watch.key("Down", state=1)
    watch.key("Down", "Down", state=1)
    assert watch.table.selected == [0, 1, 2, 3]
    watch.key("space")
    assert watch.table.selected == [0, 1, 2]
    watch.key("Control-c")
    assert watch.root.clipboard_get().splitlines()[2] == "C2\tNguyễn Thị Hường\tĐang xử lý"


def test_enter_opens_the_row_of_the_cursor(watch: Watch) -> None:
    watch.key("Down", "Return")
    assert watch.opened == [1]


def test_the_wheel_scrolls_and_leaves_the_cursor(watch: Watch) -> None:
    watch.key("Button-5")
    assert (watch.table.window.top, watch.table.cursor) == (3, 0)
    watch.key("Button-4")
    assert watch.table.window.top == 0


def click(watch: Watch, x: int, y: int, state: int = 0) -> None:
    watch.table.canvas.event_generate("<Button-1>", x=x, y=y, state=state)
    watch.table.canvas.event_generate("<ButtonRelease-1>", x=x, y=y)
    watch.root.update()


def row_y(watch: Watch, line: int) -> int:
    painter = watch.table._painter
    return painter.header_height + line * painter.row_height + painter.row_height // 2


def test_a_click_chooses_ctrl_adds_and_a_double_click_opens(watch: Watch) -> None:
    click(watch, 50, row_y(watch, 2))
    click(watch, 50, row_y(watch, 4), state=4)
    assert watch.table.selected == [2, 4]
    for _ in range(2):
        click(watch, 50, row_y(watch, 3))
    assert watch.opened == [3]


def test_a_click_on_a_title_sorts_up_then_down(watch: Watch) -> None:
    for _ in range(2):
        click(watch, 30, 10)
    assert watch.sorted == [(0, False), (0, True)]


def test_an_edge_is_drawn_to_resize_and_the_table_stays_as_wide(watch: Watch) -> None:
    before = watch.table.edges()
    canvas = watch.table.canvas
    canvas.event_generate("<Button-1>", x=before[0], y=10)
    canvas.event_generate("<B1-Motion>", x=before[0] + 60, y=10)
    canvas.event_generate("<ButtonRelease-1>", x=before[0] + 60, y=10)
    watch.root.update()
    assert (watch.table.edges()[0], watch.table.edges()[-1]) == (before[0] + 60, before[-1])
    assert watch.sorted == []


def test_an_empty_table_says_so(watch: Watch) -> None:
    watch.table.set_empty("Không có hồ sơ", "Bỏ bớt từ tìm")
    watch.table.show(Numbers(0))
    watch.key("Down", "End", "Return")
    assert "Không có hồ sơ" in watch.texts()
    assert (watch.table.cursor, watch.opened) == (-1, [])


def test_rows_that_come_later_leave_the_cursor_where_it_is(watch: Watch) -> None:
    watch.table.show(Numbers(50))
    watch.key("Down", "Down")
    watch.table.show(Numbers(80), keep_view=True)
    watch.root.update()
    assert (watch.table.cursor, len(watch.table._rows)) == (2, 80)


def test_a_text_too_long_for_its_column_is_cut(watch: Watch) -> None:
    watch.table.resize_column(1, 60)
    watch.root.update()
    assert "Nguyễn Thị Hường" not in watch.texts()
    assert any(text.startswith("Ng") and text.endswith("…") for text in watch.texts())


def test_ctrl_and_arrows_go_past_rows_and_space_takes_those_wanted(watch: Watch) -> None:
    watch.key("Down")
    watch.key("Control-Down", "Control-Down", "space", "Control-End", "Control-Up")
    assert (watch.table.cursor, watch.table.selected) == (LENGTH - 2, [1, 3])
    watch.key("space", "space")
    assert watch.table.selected == [1, 3]


def test_ctrl_and_a_digit_sort_by_that_column(watch: Watch) -> None:
    watch.key("Control-Key-2", "Control-Key-2", "Control-Key-9")
    assert watch.sorted == [(1, False), (1, True)]
