"""A clerk at the register's window with a keyboard and no mouse: keys go through the X server, the screen is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, cast

from desktop_app.ui.dossier_papers import DossierPapersWindow
from desktop_app.ui.dossier_papers_presenter import NEW
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.window import Window
from forms.dates import format_date
from tests.forms.typing_keys import keys_of
from tests.ui.counter_people import PER_DAY, Visit
from tests.ui.counter_steps import LABELS, Step
from tests.ui.real_keyboard import send

NAMES = {" ": "space", ",": "comma", "/": "slash", "-": "minus", ".": "period"}


def plain(text: str) -> list[str]:
    """Return the X names of the keys of a text without Vietnamese letters."""
    return [NAMES.get(letter, letter) for letter in text]


def telex(text: str) -> list[str]:
    """Return the X names of the Telex keys of a Vietnamese text."""
    return plain(keys_of(text, "telex", "at once"))


class Clerk:
    """One person at one window. printed: what the printer got: bytes, title, size of the paper.  sent: how many keys."""

    def __init__(self, window: Window, xdotool: str, printed: list[tuple[bytes, str, str]]) -> None:
        self.window, self.root, self._xdotool = window, window.root, xdotool
        self.printed, self.sent = printed, 0

    @property
    def screen(self) -> RegisterScreen:
        """The register."""
        return cast("RegisterScreen", self.window.page)

    def press(self, keys: Sequence[str], until: Callable[[], object]) -> None:
        """Press keys, then look until something is seen."""
        send(self._xdotool, keys, self.root, lambda: bool(until()))
        self.sent += len(keys)

    def _has(self, widget: Any) -> bool:
        return self.root.focus_displayof() is widget

    # receiving

    def receive(self, visit: Visit, last: Visit | None) -> None:
        """Fill and save the form in front, which keeps procedure and case of the dossier before."""
        page, index = self.screen.form_page, self.screen.presenter.index
        if last is None or (last.kind, last.case) != (visit.kind, visit.case):
            back = ["shift+Tab"] * 3 if last is not None else []
            keys = [*back, *plain(visit.kind.find), "Return", str(visit.case), "Return", "Return"]
            self.press(keys, lambda: self._has(page.fields["name"].entry))
        saved = len(index.entries) + 1
        if visit.missing:
            self.press(self._form_keys(visit), lambda: self._has(page.asking.panel.list))
            self.press(["2" if visit.asked else "1"], lambda: len(index.entries) == saved)
        else:
            self.press(self._form_keys(visit), lambda: len(index.entries) == saved)

    def _form_keys(self, visit: Visit) -> list[str]:
        keys = [*telex(visit.name), "Return", *plain(visit.id_number), "Return"]
        if visit.known:
            keys += ["F8", *["Return"] * 4]
        else:
            keys += [*plain(f"{visit.birth:%d%m%Y}"), "Return", "1" if visit.sex == "male" else "2", "Return"]
            phone = visit.phone[:-1] if visit.short else visit.phone
            keys += [*plain(phone), "Return", *telex(visit.address), "Return"]
        keys += [*map(str, visit.ticked), "F10"]
        return [*keys, "End", visit.phone[-1], "F10"] if visit.short else keys

    def to_list(self) -> None:
        """Go from the empty form to the list, where the dossier just saved is chosen."""
        self.press(["Escape"], lambda: self.screen.page == "list" and not self.screen.list._slices.busy)

    def to_form(self) -> None:
        """Open an empty form."""
        self.press(["F7"], lambda: self.screen.page == "form" and self.root.focus_displayof() is not None)

    # choosing

    def choose(self, visits: Sequence[Visit], received: datetime) -> None:
        """Choose dossiers of one day of reception in the list, whatever was looked for before."""
        listed = self.screen.list
        self.press(["Escape"] * 2, lambda: self._has(listed.search.entry))
        self.press(plain(f"tam-{received:%y%m%d}"), lambda: len(self.screen.presenter) == PER_DAY and not listed._slices.busy)
        self.press(["Return"], lambda: self._has(listed.table.canvas))
        wanted = self.ids(visits)
        self.press(self._walk(wanted), lambda: set(listed.chosen()) == set(wanted))

    def ids(self, visits: Sequence[Visit]) -> list[str]:
        """Return the ids of dossiers in the order they were received."""
        return [self.screen.presenter.index.entries[visit.number].id for visit in visits]

    def _walk(self, ids: Sequence[str]) -> list[str]:
        """Return the keys that choose rows: down to the first, on to the others without letting go of those chosen."""
        if len(ids) == PER_DAY:
            return ["ctrl+a"]
        first, *others = sorted(self.screen.presenter.row_of(id) for id in ids)
        keys, at = ["Home", *["Down"] * first], first
        for row in others:
            keys += [*["ctrl+Down"] * (row - at), "space"]
            at = row
        return keys

    # acting

    def act(self, step: Step) -> None:
        """Do what a step says with the dossiers that are chosen."""
        moves = self.screen.moves
        if step.act == "hand over":
            self.press(["shift+F9"], lambda: self._has(moves.handover.to.entry))
            self.save([*plain(step.to), "Tab", *telex(step.why)])
        elif step.act == "appoint":
            self._choose_in_panel("appoint", lambda: self._has(moves.appoint.due.entry))
            self.press(
                [*plain(format_date(date.fromisoformat(step.to))), "Return"], lambda: self._has(moves.appoint.reasons.buttons[0])
            )
            self.save([str(step.digit)])
        elif step.act == "code":
            self._choose_in_panel("code", lambda: self._has(moves.code.code.entry))
            self.save(["ctrl+slash", *plain(step.to)])
        elif step.why:
            self._choose_in_panel(step.to, lambda: self._has(moves.panel.reasons.buttons[0]))
            self.save([str(step.digit), *([] if step.digit else telex(step.why))])
        else:
            self._choose_in_panel(step.to, lambda: moves.panel.to.get() == step.to)
            self.save([])

    def _choose_in_panel(self, what: str, until: Callable[[], object]) -> None:
        """Open the panel of moves and press the digit that stands before what is wanted."""
        moves = self.screen.moves
        self.press(["Return"], lambda: moves.active and self.root.focus_displayof() in (*moves.panel.radios, *moves.panel.acts))
        texts = [str(button.cget("text")) for button in (*moves.panel.radios, *moves.panel.acts)]
        digit = next(text[0] for text in texts if text[3:] == LABELS[what])
        self.press([digit], until)

    def save(self, keys: Sequence[str]) -> None:
        """Press keys in a panel, then save it."""
        self.press([*keys, "F10"], lambda: not self.screen.moves.active and not self.screen.list._slices.busy)

    # papers

    def print_paper(self, kind: str = "", missing: str = "") -> None:
        """Print the paper that lies ready for the chosen dossier, or the one of a kind; go back where it was asked for.

        In the form it is the dossier saved last.

        missing: what is typed where the window asks what must be handed in.
        """
        before_it = self.root.focus_displayof()
        self.press(["shift+F8"], lambda: self._papers() is not None and self._papers().made)  # type: ignore[union-attr]
        window = self._papers()
        assert window is not None
        while kind and window.presenter.key != NEW + kind:
            key = window.presenter.key
            self.press(["F7"], lambda key=key: window.presenter.key != key and window.made)  # type: ignore[misc]
        if missing:
            asked = window.asked["missing"].entry
            self.press(["ctrl+p"], lambda: self._has(asked))
            self.press(telex(missing), lambda: not self.window.jobs.busy)
        before = len(self.printed)
        self.press(["ctrl+p"], lambda: len(self.printed) > before and not self.window.jobs.busy)
        self.press(["Escape"], lambda: self._papers() is None and self._has(before_it))

    def _papers(self) -> DossierPapersWindow | None:
        shown = self.root.winfo_children()
        return next((child for child in shown if isinstance(child, DossierPapersWindow)), None)
