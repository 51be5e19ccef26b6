"""Row arithmetic of the table: what is in view, where the cursor goes, what is selected."""

from __future__ import annotations

from desktop_app.ui.table_columns import Column, cut_text, share_widths
from desktop_app.ui.table_window import TableWindow


def window(length: int = 100, page: int = 10) -> TableWindow:
    state = TableWindow()
    state.resize(page)
    state.reset(length)
    return state


def test_a_new_set_of_rows_has_its_first_row_chosen() -> None:
    assert (window().cursor, window().selected, window(0).cursor, window(0).selected) == (0, {0}, -1, set())


def test_the_cursor_below_the_page_scrolls_just_far_enough() -> None:
    state = window()
    state.move_to(10)
    assert (state.cursor, state.top) == (10, 1)
    state.move_to(0)
    assert (state.cursor, state.top) == (0, 0)


def test_the_cursor_stays_inside_the_table() -> None:
    state = window()
    state.move_to(1000)
    assert (state.cursor, state.top) == (99, 90)
    state.move_to(-5)
    assert (state.cursor, state.top) == (0, 0)


def test_scrolling_leaves_the_cursor_where_it_is_and_stops_at_the_last_page() -> None:
    state = window()
    state.scroll_to(500)
    assert (state.cursor, state.top) == (0, 90)


def test_extending_selects_from_where_the_selection_began_both_ways() -> None:
    state = window()
    state.move_to(5)
    state.move_to(8, extend=True)
    assert state.selected == {5, 6, 7, 8}
    state.move_to(3, extend=True)
    assert state.selected == {3, 4, 5}


def test_toggling_adds_and_takes_away_one_row() -> None:
    state = window()
    state.toggle(7)
    assert state.selected == {0, 7}
    state.toggle(0)
    assert state.selected == {7}


def test_the_cursor_walks_over_rows_without_choosing_them() -> None:
    state = window()
    state.move_to(2)
    state.walk_to(15)
    assert (state.cursor, state.selected, state.top) == (15, {2}, 6)
    state.toggle(state.cursor)
    assert state.selected == {2, 15}


def test_rows_that_come_while_searching_keep_cursor_and_selection() -> None:
    state = window(20)
    state.move_to(4)
    state.grow(40)
    assert (state.length, state.cursor, state.selected) == (40, 4, {4})


def test_a_taller_window_fills_its_page_at_the_end() -> None:
    state = window(30)
    state.move_to(29)
    state.resize(25)
    assert (state.top, state.cursor) == (5, 29)


def test_scroll_bar_fractions() -> None:
    state = window()
    state.scroll_fraction(0.5)
    assert state.fractions() == (0.5, 0.6)
    assert window(5).fractions() == (0.0, 1.0)


COLUMNS = (Column("a", 100), Column("b", 100, stretch=2), Column("c", 100, stretch=1))


def test_what_is_left_over_goes_to_the_columns_that_stretch() -> None:
    assert share_widths(COLUMNS, [100, 100, 100], 360) == [100, 140, 120]


def test_what_is_missing_is_taken_from_them_down_to_the_narrowest() -> None:
    assert share_widths(COLUMNS, [100, 100, 100], 210, narrowest=48) == [100, 48, 62]


def test_a_column_resized_by_hand_keeps_its_width() -> None:
    assert share_widths(COLUMNS, [100, 150, 100], 300, fixed=2) == [100, 150, 50]


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert cut_text("Nguyễn Văn An", 9, len) == "Nguyễn V…"
    assert cut_text("Nguyễn An", 9, len) == "Nguyễn An"
    assert cut_text("Nguyễn An", 0, len) == ""
