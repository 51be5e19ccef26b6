"""The proof on a real window: 200 dossiers by real keys, from reception to the returned result, with the papers in between.

Two people work one after the other. Everything is read back from the journal's bytes and from the papers' pages, and held
against what the script says.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desktop_app.ui import dossier_papers
from desktop_app.ui.app import open_window
from desktop_app.ui.dialogs import Dialogs
from desktop_app.ui.window import Window
from desktop_app.workflows.preferences import Preferences, write_preferences
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.summary import make_summary
from exports.papers.code import ReceiptCode, load_code
from tests.exports.slip_pictures import words
from tests.ui.clerk import Clerk
from tests.ui.conftest import Answers
from tests.ui.counter_papers import NARROWEST_MM, look, margins_mm, pages, said_on
from tests.ui.counter_people import CASES, DOSSIERS, Visit, due_of, make_visits
from tests.ui.counter_steps import CHANGE, FIRST, SECOND, make_lives, make_steps, minute

pytestmark = pytest.mark.window
VISITS = make_visits()
STEPS = make_steps(VISITS)
LIVES = make_lives(VISITS, STEPS)
RECEIPTS_OF = 4
"""Every fourth dossier's receipt is printed as it is received; requests for supplements and apologies all are."""
WANTED = "Ảnh rõ mặt"
"""What is asked for where all papers were there, but one is no good."""
SHEETS = (3, 47, 91, 150)
"""Dossiers whose control sheet is printed when all is done."""


@dataclass
class Clock:
    """A clock that is set, and goes on by a tenth of a second at each look."""

    now: datetime = VISITS[0].at - timedelta(minutes=30)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=100)
        return self.now


@dataclass
class Told:
    """What was seen of the story. printed: (bytes, title, size).  lines: the journal's, by table.  said: by dialogs."""

    printed: list[tuple[bytes, str, str]] = field(default_factory=list)
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    dossiers: dict[str, Any] = field(default_factory=dict)
    sent: int = 0


def journal(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the lines by table, as they lie on the disk."""
    raw = [line for path in sorted((folder / "journal").glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    lines: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, raw):
        lines.setdefault(line["table"], []).append(line)
    return lines


def show(session: Session, settings: Path) -> Window:
    """Return a window on an opened office, typing Telex, its notice read, its dialogs answered with no."""
    write_preferences(settings, Preferences(read=(session.office.profile.epoch,), typing="telex"))
    window = open_window(preferences=settings)
    window.dialogs = cast("Dialogs", Answers())
    window.take_session(session)
    window.show("register")
    search = window.page.list.search.entry  # type: ignore[attr-defined]
    search.focus_force()
    while window.root.focus_displayof() is not search or window.jobs.busy:
        window.root.update()
    return window


def close(window: Window) -> list[str]:
    """Close the window; return what dialogs said."""
    window.show("settings")
    window.root.update()
    window.jobs.close()
    window.root.destroy()
    return cast("Answers", window.dialogs).said


def first_half(clerk: Clerk, clock: Clock) -> None:
    """Receive all, and take the steps of the first two weeks."""
    steps = [step for step in STEPS if step.at < CHANGE]
    clerk.to_form()
    for number, visit in enumerate(VISITS):
        clock.now = visit.at
        clerk.receive(visit, VISITS[number - 1] if number else None)
        until = VISITS[number + 1].at if number + 1 < DOSSIERS else CHANGE
        if visit.asked or number % RECEIPTS_OF == 0:
            clerk.print_paper()
        due = [step for step in steps if visit.at < step.at < until]
        if due:
            clerk.to_list()
            take(clerk, clock, due)
            clerk.to_form()


def take(clerk: Clerk, clock: Clock, steps: list[Any]) -> None:
    """Take steps, each with the dossiers it is about."""
    for step in steps:
        clock.now = step.at
        chosen = [VISITS[number] for number in step.numbers]
        clerk.choose(chosen, chosen[0].at)
        clerk.act(step)
        if step.paper:
            clerk.print_paper(missing=WANTED if step.paper == "supplement" else "")


@pytest.fixture(scope="module")
def xdotool() -> str:
    """The path of xdotool."""
    path = shutil.which("xdotool")
    if path is None:
        pytest.skip("xdotool is not installed")
    return path


@pytest.fixture(scope="module")
def folder(_office_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of this module's story."""
    return Path(shutil.copytree(_office_pattern, tmp_path_factory.mktemp("counter") / "office"))


@pytest.fixture(scope="module")
def told(folder: Path, display: str, xdotool: str, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story, told once."""
    told, clock = Told(), Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossier_papers, "print_pdf", lambda pdf, title, media: told.printed.append((pdf, title, media)))
        for account in (FIRST, SECOND):
            with open_session(folder, account, clock) as session:
                window = show(session, tmp_path_factory.mktemp(account))
                clerk = Clerk(window, xdotool, told.printed)
                if account == FIRST:
                    first_half(clerk, clock)
                else:
                    take(clerk, clock, [step for step in STEPS if step.at >= CHANGE])
                    for number in SHEETS:
                        clerk.choose([VISITS[number]], VISITS[number].at)
                        clerk.print_paper("control")
                told.said += close(window)
                told.sent += clerk.sent
                if account == SECOND:
                    told.dossiers = make_summary(session, date(2020, 8, 17), date(2020, 9, 30))["dossiers"]
    told.lines = journal(folder)
    return told


def received(told: Told) -> list[dict[str, Any]]:
    """Return the first revisions, in the order they were written."""
    return [line for line in told.lines["dossiers"] if line["rev"] == 1]


def ended(told: Told) -> list[dict[str, Any]]:
    """Return the last revisions, in the order of reception."""
    last = {line["id"]: line for line in told.lines["dossiers"]}
    return [last[line["id"]] for line in received(told)]


def test_the_journal_holds_what_was_handed_in(told: Told) -> None:
    assert told.said == []
    assert [(line["by"], *typed(line["doc"]["data"])) for line in received(told)] == [
        (
            FIRST,
            v.code,
            v.kind.id,
            CASES[v.case - 1],
            v.name,
            v.id_number,
            v.birth.isoformat(),
            v.sex,
            v.phone,
            v.address,
            v.documents,
        )
        for v in VISITS
    ]
    assert [line["doc"]["data"]["received_at"][:16] for line in received(told)] == [minute(visit.at) for visit in VISITS]


def typed(data: dict[str, Any]) -> list[Any]:
    """Return what was keyed of a dossier, and the code it was given."""
    names = ("code", "procedure", "case", "name", "id_number", "birth", "sex", "phone", "address")
    return [*(data[name] for name in names), data.get("documents", [])]


def test_every_due_day_is_the_one_counted_on_fingers(told: Told) -> None:
    assert [line["doc"]["data"]["frozen"]["due"] for line in received(told)] == [due_of(v).isoformat() for v in VISITS]
    frozen = [line["doc"]["data"]["frozen"] for line in ended(told)]
    assert [(one["promised"], one["due"]) for one in frozen] == [
        (due_of(visit).isoformat(), life.due.isoformat()) for visit, life in zip(VISITS, LIVES, strict=True)
    ]
    assert any(due_of(visit) != life.due for visit, life in zip(VISITS, LIVES, strict=True))


def test_every_move_has_its_time_its_person_and_its_reason(told: Told) -> None:
    found = [line["doc"]["data"] for line in ended(told)]
    assert [(data["code"], data["status"]) for data in found] == [(life.code, life.status) for life in LIVES]
    steps = [[(m["at"][:16], m["to"], m["by"], m.get("why", "")) for m in data["moves"]] for data in found]
    assert steps == [list(life.moves) for life in LIVES]


def test_hand_overs_new_appointments_and_codes_are_those_of_the_script(told: Told) -> None:
    found = [line["doc"]["data"] for line in ended(told)]
    handed = [[(h["at"][:16], h["from"], h["to"], h["note"]) for h in data["handovers"]] for data in found]
    assert handed == [list(life.handed) for life in LIVES]
    assert [data["officer"] for data in found] == [life.handed[-1][2] for life in LIVES]
    again = [data.get("reappointment") for data in found]
    assert [new and (new["at"][:16], new["due"], new["why"]) for new in again] == [life.appointed for life in LIVES]
    former = [data.get("former_codes", []) for data in found]
    assert former == [[v.code] if v.code != life.code else [] for v, life in zip(VISITS, LIVES, strict=True)]


def test_each_step_is_one_revision_written_by_who_took_it(told: Told) -> None:
    taken = Counter((number, step.by) for step in STEPS for number in step.numbers)
    number_of = {line["id"]: number for number, line in enumerate(received(told))}
    later = [line for line in told.lines["dossiers"] if line["rev"] > 1]
    assert Counter((number_of[line["id"]], line["by"]) for line in later) == taken


def test_every_paper_was_given_the_next_number_of_its_kind(told: Told) -> None:
    papers = [line["doc"]["data"] for line in told.lines["papers"]]
    asked = [visit for visit in VISITS if visit.asked]
    receipts = [visit for visit in VISITS if visit.number % RECEIPTS_OF == 0 and not visit.asked]
    stepped = Counter(step.paper for step in STEPS if step.paper)
    wanted = Counter(receipt=len(receipts), supplement=len(asked), control=len(SHEETS)) + stepped
    assert Counter(paper["kind"] for paper in papers) == wanted
    assert len(told.printed) == len(papers)
    for kind, count in wanted.items():
        assert [paper["number"] for paper in papers if paper["kind"] == kind] == list(range(1, count + 1))
    assert [(audit["kind"], audit["code"]) for audit in audits(told, "print")] == [(p["kind"], p["code"]) for p in papers]


def audits(told: Told, what: str) -> list[dict[str, Any]]:
    """Return the audit lines of a kind."""
    return [line["doc"]["data"] for line in told.lines["audit"] if line["id"] == what]


def visit_of(code: str) -> Visit:
    """Return whose dossier a code is, provisional or official."""
    return next(visit for visit, life in zip(VISITS, LIVES, strict=True) if code in (visit.code, life.code))


def test_every_page_says_whose_dossier_it_is_and_stays_within_its_margins(told: Told) -> None:
    for (pdf, title, _), line in zip(told.printed, told.lines["papers"], strict=True):
        paper = line["doc"]["data"]
        visit = visit_of(paper["code"])
        assert title.endswith(paper["code"])
        for page in range(pages(pdf)):
            text = words(pdf, page)
            assert [part for part in said_on(paper, visit, LIVES[visit.number], WANTED) if part not in text] == []
            assert min(margins_mm(look(pdf, page))) >= NARROWEST_MM, (paper["kind"], visit.code)


def test_every_receipt_carries_its_code_in_both_copies(told: Told) -> None:
    zxing = pytest.importorskip("zxingcpp")
    receipts = [(pdf, title) for pdf, title, _ in told.printed if title.startswith("Giấy tiếp nhận")]
    assert receipts
    for pdf, title in receipts:
        visit = visit_of(title.split()[-1])
        assert pages(pdf) == 2
        for page in range(2):
            (found,) = zxing.read_barcodes(look(pdf, page))
            assert load_code(found.text) == ReceiptCode("TUSON", visit.code, due_of(visit))


def test_the_figures_are_those_of_the_script(told: Told) -> None:
    total, late = told.dossiers["total"], sum(life.ended > life.due for life in LIVES)
    on_time = sum(life.ended == life.due for life in LIVES)
    finished = total["finished"]
    assert (total["received"]["total"], total["received"]["counter_post"], total["open"]["total"]) == (DOSSIERS, DOSSIERS, 0)
    assert (finished["total"], finished["early"], finished["on_time"], finished["late"]) == (
        DOSSIERS, DOSSIERS - on_time - late, on_time, late,
    )  # fmt: skip
    assert finished["left"] == sum(life.status in ("withdrawn", "stopped") for life in LIVES)
    assert total["reappointed"] == {"total": 4, "kept": 4, "missed": 0, "ahead": 0}
