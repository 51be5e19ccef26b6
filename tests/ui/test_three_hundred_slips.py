"""The proof on a real window: 300 slips by real keys with planted errors, keyed a second time by another, settled by a third.

Everything is read back from the journal's bytes or the records, and held against what the script typed.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desktop_app.ui.app import open_window
from desktop_app.ui.dialogs import Dialogs
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.adjudication import list_open, settle
from desktop_app.workflows.preferences import Preferences, write_preferences
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.verified import batch_state
from tests.ui.conftest import BATCH, Answers
from tests.ui.real_keyboard import names, send
from tests.ui.scripted_operators import ITEMS, SLIPS, Place, answers, differing, make_story, second_keys

pytestmark = pytest.mark.window
STORY = make_story()


class Ticking:
    """A clock that goes on by a tenth of a second at each look."""

    def __init__(self) -> None:
        self.now = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=100)
        return self.now


CLOCK = Ticking()


@dataclass
class Told:
    """What was seen of one person's work. lines: the journal's, of the table written.  said: by dialogs.  sent: keys."""

    lines: list[dict[str, Any]]
    said: list[str]
    sent: int


def journal(folder: Path, table: str) -> list[dict[str, Any]]:
    """Return the lines of a table, as they lie on the disk."""
    raw = [line for path in sorted((folder / "journal").glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [line for line in map(json.loads, raw) if line["table"] == table]


@pytest.fixture(scope="module")
def folder(_office_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of this module's story."""
    made = Path(shutil.copytree(_office_pattern, tmp_path_factory.mktemp("proof") / "office"))
    with open_session(made, "lan", CLOCK) as session:
        enter(session, "batches", [{**BATCH, "verify": "dependent"}])
    return made


def show(session: Session, settings: Path) -> Window:
    """Return a window on an opened office, its notice read, its dialogs answered with no."""
    write_preferences(settings, Preferences(read=(session.office.profile.epoch,)))
    window = open_window(preferences=settings)
    window.dialogs = cast("Dialogs", Answers())
    window.take_session(session)
    window.show("keying")
    return window


def close(window: Window) -> list[str]:
    """Leave the page, so that its sitting is written; return what dialogs said."""
    window.show("settings")
    window.root.update()
    window.jobs.close()
    window.root.destroy()
    return cast("Answers", window.dialogs).said


def key_slips(window: Window, xdotool: str) -> int:
    """Key all slips as the first operator does; return how many keys were sent."""
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    page, sent = screen.keying, 0
    page.sheet.focus_force()
    window.root.update()
    for serial, keys in enumerate(STORY.first, 1):
        entry = page.entry
        assert entry is not None
        wanted = names(keys + "\n", pad=serial % 2 == 0)
        send(xdotool, wanted, window.root, lambda entry=entry, serial=serial: entry.slip.serial > serial)  # type: ignore[misc]
        sent += len(wanted)
    return sent


def verify_slips(window: Window, xdotool: str) -> int:
    """Key all slips as the second operator does, looking at the paper after each alarm; return how many keys were sent."""
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_verifying("B1")
    page, sent = screen.verifying, 0
    page.sheet.focus_force()
    window.root.update()
    for serial, parts in enumerate(zip(STORY.paper, STORY.first, STORY.second, strict=True), 1):
        entry = page.entry
        assert entry is not None
        assert entry.slip.serial == serial
        wanted = names(second_keys(*parts) + "\n", pad=serial % 2 == 1)
        send(xdotool, wanted, window.root, lambda entry=entry, serial=serial: entry.keyed == serial)  # type: ignore[misc]
        sent += len(wanted)
    return sent


@pytest.fixture(scope="module")
def xdotool() -> str:
    """The path of xdotool."""
    path = shutil.which("xdotool")
    if path is None:
        pytest.skip("xdotool is not installed")
    return path


@pytest.fixture(scope="module")
def keyed(folder: Path, display: str, xdotool: str, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The first operator's work."""
    with open_session(folder, "lan", CLOCK) as session:
        window = show(session, tmp_path_factory.mktemp("lan"))
        sent = key_slips(window, xdotool)
        said = close(window)
    return Told(journal(folder, "surveys"), said, sent)


@pytest.fixture(scope="module")
def verified(keyed: Told, folder: Path, display: str, xdotool: str, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The second operator's work."""
    with open_session(folder, "hoa", CLOCK) as session:
        window = show(session, tmp_path_factory.mktemp("hoa"))
        sent = verify_slips(window, xdotool)
        said = close(window)
    return Told(journal(folder, "verifications"), said, sent)


def place(serial: int, where: str) -> Place:
    """Return the place a record of the office names."""
    return serial, int(where.removeprefix("answers.c"))


def test_the_journal_holds_what_was_typed(keyed: Told) -> None:
    assert keyed.said == []
    assert [(line["doc"]["data"]["serial"], line["rev"], line["by"]) for line in keyed.lines] == [
        (serial, 1, "lan") for serial in range(1, SLIPS + 1)
    ]
    assert [list(line["doc"]["data"]["answers"].values()) for line in keyed.lines] == [answers(keys) for keys in STORY.first]


def test_a_slip_takes_23_keys(keyed: Told, folder: Path) -> None:
    sitting = journal(folder, "sittings")[0]["doc"]["data"]
    assert keyed.sent == SLIPS * 23
    assert (sitting["slips"], sitting["keys"], sitting["bad_keys"], sitting["fields"]) == (SLIPS, SLIPS * 23, 0, SLIPS * ITEMS)


def test_the_second_keying_finds_every_planted_error_that_differs(verified: Told) -> None:
    wrong = differing(STORY.first, STORY.paper)
    assert verified.said == []
    assert len(STORY.planted) == SLIPS * ITEMS * 3 // 1000
    assert 0 < len(wrong) <= len(STORY.planted)
    found = {
        place(data["serial"], difference["where"]): (difference["first"], difference["second"])
        for data in (line["doc"]["data"] for line in verified.lines)
        for difference in data["differences"]
    }
    assert found == wrong


def test_the_verifiers_own_slips_are_noted_as_such(verified: Told) -> None:
    alarms, wrong = differing(STORY.second, STORY.first), differing(STORY.first, STORY.paper)
    found = {
        place(data["serial"], again["where"]): again["tries"]
        for data in (line["doc"]["data"] for line in verified.lines)
        for again in data.get("retyped", [])
    }
    assert found == {where: [typed] for where, (typed, _) in alarms.items() if where not in wrong}
    assert found


def test_each_alarm_costs_the_verifier_one_key(verified: Told, folder: Path) -> None:
    sitting = journal(folder, "sittings")[1]["doc"]["data"]
    assert verified.sent == SLIPS * 23 + len(differing(STORY.second, STORY.first))
    assert (sitting["mode"], sitting["slips"], sitting["keys"]) == ("dependent", SLIPS, verified.sent)


def test_after_a_third_person_the_office_holds_what_stands_on_the_papers(verified: Told, folder: Path) -> None:
    with open_session(folder, "nga", CLOCK) as session:
        for case in list_open(session, "B1"):
            number = int(case.where.removeprefix("answers.c"))
            settle(session, case, answers(STORY.paper[case.serial - 1])[number - 1])
        state = batch_state(session, "B1")
        kept = [list((slip.data or {})["answers"].values()) for slip in session.office.records("surveys")]
    assert kept == [answers(keys) for keys in STORY.paper]
    assert (state.slips, state.verified, state.open) == (SLIPS, SLIPS, 0)
    assert state.errors == len(differing(STORY.first, STORY.paper))
