"""The ledger of a batch against a plain list of papers kept here: whatever is done, the two never differ.

The papers know nothing of the program: a paper has a number, is keyed, void or blank, was keyed here or at the unit's second
station, and is there or taken away. From these the test counts by loops and says which acts must be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from desktop_app.store.errors import Duplicate
from desktop_app.store.office import Change, Office, Profile, create_office, open_office
from desktop_app.workflows.dispositions import mark, void_slip
from desktop_app.workflows.ledger import Ledger, batch_ledger, list_ledgers, make_ledger
from desktop_app.workflows.locks import lock_batch
from desktop_app.workflows.papers import make_control_sheet
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove, undelete
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import make_summary
from forms.problems import Refused
from tests.exports.slip_pictures import words
from tests.workflows.conftest import NOW
from tests.workflows.values import batch, slip

FIRST, LAST = 3, 12
CODES = (f"L{number}" for number in count(1))
IDS = (f"s{number}" for number in count(1))


@dataclass
class Paper:
    """One slip. where: `own` or `second`."""

    id: str
    number: int
    kind: str
    where: str = "own"
    there: bool = True


class Station:
    """Another station whose lines this office receives as soon as they are written."""

    def __init__(self, receiver: Office, office: Office) -> None:
        self.receiver, self.office, self.sent = receiver, office, 0

    def write(self, *changes: Change) -> None:
        profile = self.office.profile
        self.office.append(changes, by="minh", at=NOW)
        lines = list(self.office.raw_lines(self.sent + 1))
        self.sent = self.office.head.n
        note = {"id": f"{profile.station}-{self.sent}"}
        self.receiver.receive(profile.unit, profile.station, profile.epoch, lines, note, "lan", NOW)


def station(folder: Path, receiver: Office, unit: str, name: str, digit: str) -> Station:
    profile = Profile(unit=unit, name="Trạm", parent="", station=name, epoch=digit * 32, created=NOW.isoformat())
    create_office(folder, profile)
    return Station(receiver, open_office(folder, clock=lambda: NOW))


@pytest.fixture
def stations(session: Session, tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    """The second station of this unit, and one of another unit that uses the same batch codes."""
    with ExitStack() as stack:
        own = station(tmp_path / "second", session.office, "TUSON", "tuson-2", "5")
        strange = station(tmp_path / "strange", session.office, "YENPHONG", "yenphong-1", "6")
        for each in (own, strange):
            stack.callback(each.office.close)
        yield own, strange


class Desk:
    """The program on one side, the papers on the other; each act is done to both."""

    def __init__(self, session: Session, stations: tuple[Station, Station], issued: int) -> None:
        self.session, (self.second, self.strange) = session, stations
        self.code, self.issued, self.papers = next(CODES), issued, list[Paper]()
        record = batch(batch=self.code, first=FIRST, last=LAST, issued=issued, returned=issued)
        enter(session, "batches", [record])
        for other in stations:
            other.write(Change("batches", self.code, {**record, "last": 40}))

    def record(self, number: int, kind: str) -> dict[str, Any]:
        made = slip(number, batch=self.code)
        if kind:
            del made["answers"]
            made |= {"disposition": kind} | ({"void_why": "rách"} if kind == "void" else {})
        return made

    def holds(self, number: int, besides: Paper | None = None) -> bool:
        """Whether a paper of this office that is not void has the number."""
        own = (p for p in self.papers if p.there and p.where == "own" and p is not besides)
        return any(p.number == number and p.kind != "void" for p in own)

    # Each act returns whether it must be taken, does it to the program, and if taken to the papers.

    def key(self, number: int, kind: str) -> bool:
        right = FIRST <= number <= LAST and (kind == "void" or not self.holds(number))
        if not right:
            with pytest.raises(Refused):
                enter(self.session, "surveys", [self.record(number, kind)])
            return False
        stored = enter(self.session, "surveys", [self.record(number, kind)])[0]
        self.papers.append(Paper(stored.id, number, kind))
        return True

    def mark(self, first: int, length: int, kind: Any) -> bool:
        last = first + length
        taken = any(p.there and first <= p.number <= last for p in self.papers)
        if not FIRST <= first <= last <= LAST or taken:
            with pytest.raises(Refused):
                mark(self.session, self.code, first, last, kind, "thừa")
            return False
        for stored, number in zip(mark(self.session, self.code, first, last, kind, "thừa"), range(first, last + 1), strict=True):
            self.papers.append(Paper(stored.id, number, kind))
        return True

    def take_away(self, paper: Paper) -> bool:
        if not paper.there:
            return False
        if paper.where == "own":
            remove(self.session, "surveys", paper.id, self._rev(paper), "nhập nhầm")
        else:
            rev = self.second.office.revision("surveys", paper.id)
            self.second.write(Change("surveys", paper.id, None, rev, op="remove", why="nhập nhầm"))
        paper.there = False
        return True

    def bring_back(self, paper: Paper) -> bool:
        if paper.there or paper.where != "own":
            return False
        if paper.kind != "void" and self.holds(paper.number):
            with pytest.raises(Duplicate):
                undelete(self.session, "surveys", paper.id, "lấy lại")
            return False
        undelete(self.session, "surveys", paper.id, "lấy lại")
        paper.there = True
        return True

    def correct(self, paper: Paper, number: int, kind: str) -> bool:
        """Give a paper another number and make it something else."""
        if not paper.there or paper.where != "own":
            return False
        if not FIRST <= number <= LAST or (kind != "void" and self.holds(number, besides=paper)):
            with pytest.raises(Refused):
                save(self.session, "surveys", self.record(number, kind), paper.id, self._rev(paper), "sửa")
            return False
        save(self.session, "surveys", self.record(number, kind), paper.id, self._rev(paper), "sửa")
        paper.number, paper.kind = number, kind
        return True

    def void(self, paper: Paper) -> bool:
        if not paper.there or paper.where != "own":
            return False
        if paper.kind == "void":
            with pytest.raises(Refused):
                void_slip(self.session, paper.id, "hỏng")
            return False
        void_slip(self.session, paper.id, "hỏng")
        paper.kind = "void"
        return True

    def key_there(self, number: int, kind: str) -> bool:
        """Key a slip at the second station, and one of the same number at the other unit's, whose pile is another."""
        paper = Paper(next(IDS), number, kind, "second")
        held = [p for p in self.papers if p.where == "second" and p.there and p.number == number and p.kind != "void"]
        self.strange.write(Change("surveys", paper.id, {**self.record(number, "void")}))
        if kind != "void" and held:
            return False
        self.second.write(Change("surveys", paper.id, self.record(number, kind)))
        self.papers.append(paper)
        return True

    def _rev(self, paper: Paper) -> int:
        return self.session.office.revision("surveys", paper.id)

    def ledger(self) -> Ledger:
        found = batch_ledger(self.session, self.code)
        assert found is not None
        return found

    def require_agreement(self) -> None:
        """Count the papers by hand and hold the ledger against it."""
        there, ledger = [p for p in self.papers if p.there], self.ledger()
        numbers = [p.number for p in there]
        assert (ledger.keyed, ledger.void, ledger.blank) == tuple(sum(p.kind == k for p in there) for k in ("", "void", "blank"))
        assert ledger.issued == self.issued == ledger.keyed + ledger.void + ledger.blank + ledger.outstanding
        missing = [n for first, last in ledger.missing for n in range(first, last + 1)]
        assert missing == [n for n in range(FIRST, LAST + 1) if n not in numbers]
        assert all(after[0] > before[1] + 1 for before, after in zip(ledger.missing, ledger.missing[1:], strict=False))
        assert ledger.doubled == sorted({n for n in numbers if numbers.count(n) > 1})
        held = [p.number for p in there if p.kind != "void"]
        assert ledger.clashing == sorted({n for n in held if held.count(n) > 1})
        assert ledger.outside == sorted({n for n in numbers if not FIRST <= n <= LAST})
        assert ledger.elsewhere == sum(p.where == "second" for p in there)
        self._require_that_lists_explain_the_count(ledger, there)

    def _require_that_lists_explain_the_count(self, ledger: Ledger, there: list[Paper]) -> None:
        """What is outstanding is what is missing, less numbers never handed out, less second papers and papers from outside."""
        second = len(there) - len({p.number for p in there})
        never = LAST - FIRST + 1 - self.issued
        assert ledger.outstanding == ledger.missing_count - never - second - len(ledger.outside)
        assert ledger.unissued == max(0, never)


NUMBERS = st.integers(FIRST - 1, LAST + 2)
PLACES = st.integers(0, 30)
KINDS = st.sampled_from(["", "void", "blank"])
ON_A_PAPER = frozenset({"take_away", "bring_back", "correct", "void"})
EVENTS = st.one_of(
    st.tuples(st.just("key"), NUMBERS, KINDS),
    st.tuples(st.just("mark"), NUMBERS, st.integers(-1, 3), st.sampled_from(["void", "blank"])),
    st.tuples(st.just("take_away"), PLACES),
    st.tuples(st.just("bring_back"), PLACES),
    st.tuples(st.just("correct"), PLACES, NUMBERS, KINDS),
    st.tuples(st.just("void"), PLACES),
    st.tuples(st.just("key_there"), NUMBERS, KINDS),
)


def test_no_stream_of_events_parts_the_ledger_from_the_papers(session: Session, stations: tuple[Station, Station]) -> None:
    taken_once = set[str]()

    @settings(max_examples=150, deadline=None)
    @given(st.integers(5, 11), st.lists(EVENTS, min_size=5, max_size=25))
    def keep_books(issued: int, events: list[tuple[Any, ...]]) -> None:
        desk = Desk(session, stations, issued)
        for name, *values in events:
            if name in ON_A_PAPER:
                if not desk.papers:
                    continue
                values[0] = desk.papers[values[0] % len(desk.papers)]
            before = session.office.head
            taken = getattr(desk, name)(*values)
            assert taken or name == "key_there" or session.office.head == before, "a refused act wrote something"
            desk.require_agreement()
            taken_once.update({name} if taken else ())

    keep_books()
    assert taken_once == {"key", "mark", "key_there", *ON_A_PAPER}


@pytest.mark.parametrize("k", [0, 1, 4])
def test_k_missing_serials_are_listed_and_no_other(session: Session, k: int) -> None:
    enter(session, "batches", [batch(first=1, last=20, issued=20, returned=20)])
    lost = [2, 5, 6, 20][:k]
    enter(session, "surveys", [slip(number) for number in range(1, 21) if number not in lost])
    ledger = batch_ledger(session, "B1")
    assert ledger is not None
    assert (ledger.missing_count, ledger.outstanding, ledger.balanced) == (k, k, not k)
    assert ledger.missing == [(2, 2), (5, 6), (20, 20)][: {0: 0, 1: 1, 4: 3}[k]]


def test_the_same_number_at_two_stations_is_doubled_until_one_of_them_is_void(
    session: Session, stations: tuple[Station, Station]
) -> None:
    desk = Desk(session, stations, issued=10)
    desk.key(5, "")
    desk.key_there(5, "")
    ledger = desk.ledger()
    assert (ledger.doubled, ledger.clashing, ledger.keyed, ledger.elsewhere) == ([5], [5], 2, 1)
    desk.void(desk.papers[0])
    ledger = desk.ledger()
    assert (ledger.doubled, ledger.clashing, ledger.keyed, ledger.void) == ([5], [], 1, 1)


def test_another_stations_batch_of_the_same_code_but_another_form_is_another_pile(
    session: Session, stations: tuple[Station, Station]
) -> None:
    enter(session, "batches", [batch()])
    void = {**slip(4), "answers": None, "disposition": "void", "void_why": "rách"}
    stations[0].write(Change("batches", "B1", batch(form="survey-1001@1")), Change("surveys", "s1", void))
    ledger = batch_ledger(session, "B1")
    assert ledger is not None
    assert (ledger.keyed, ledger.void, ledger.elsewhere) == (0, 0, 0)
    assert "Đã hủy: không có" in words(make_control_sheet(session, "B1"))
    assert len(mark(session, "B1", 4, 4, "blank")) == 1


def test_more_slips_than_were_issued_show_as_a_surplus(session: Session) -> None:
    enter(session, "batches", [batch(first=1, last=5, issued=3, returned=3)])
    enter(session, "surveys", [slip(number) for number in range(1, 6)])
    ledger = batch_ledger(session, "B1")
    assert ledger is not None
    assert (ledger.outstanding, ledger.waiting, ledger.balanced) == (-2, -2, False)


def test_numbers_never_handed_out_leave_the_ledger_balanced(session: Session) -> None:
    enter(session, "batches", [batch(first=1, last=9, issued=3, returned=3)])
    enter(session, "surveys", [slip(number) for number in (1, 2, 3)])
    ledger = batch_ledger(session, "B1")
    assert ledger is not None
    assert (ledger.missing, ledger.missing_count, ledger.unissued, ledger.balanced) == ([(4, 9)], 6, 6, True)


@pytest.mark.parametrize(
    ("slips", "balanced"),
    [
        ([(1, ""), (2, "blank")], True),
        ([(1, "")], False),
        ([(1, ""), (1, "void")], True),
        ([(1, ""), (1, "blank")], False),
        ([(1, ""), (9, "")], False),
        ([(1, ""), (2, ""), (2, "void")], False),
    ],
)
def test_a_ledger_balances_when_every_paper_is_known_and_none_is_one_too_many(
    slips: list[tuple[int, str]], balanced: bool
) -> None:
    assert make_ledger("B1", batch(last=5, issued=2, returned=2), slips).balanced == balanced


def test_another_stations_training_pile_of_the_same_code_is_another_pile(
    session: Session, stations: tuple[Station, Station]
) -> None:
    enter(session, "batches", [batch()])
    stations[0].write(
        Change("batches", "B1", batch(training="yes")), Change("surveys", "s1", slip(4, disposition="training"))
    )
    ledger = batch_ledger(session, "B1")
    assert ledger is not None
    assert (ledger.keyed, ledger.elsewhere) == (0, 0)


def test_training_batches_stand_behind_the_others_and_count_their_own_slips(session: Session) -> None:
    later = {"from": "2020-08-01", "to": "2020-08-02"}
    enter(session, "batches", [batch(), batch(batch="T1", training="yes", **later)])
    enter(session, "surveys", [slip(1), slip(1, batch="T1", day="2020-08-01", disposition="training")])
    assert [(found.batch, found.training, found.keyed) for found in list_ledgers(session)] == [("B1", False, 1), ("T1", True, 1)]


def test_the_summary_of_the_period_counts_what_the_ledger_calls_keyed(
    session: Session, stations: tuple[Station, Station]
) -> None:
    desk = Desk(session, stations, issued=10)
    for number, kind in ((3, ""), (4, ""), (5, "blank"), (6, "void"), (4, "void")):
        desk.key(number, kind)
    desk.mark(8, 1, "blank")
    desk.key_there(7, "")
    enter(session, "batches", [batch(batch="T1", training="yes")])
    enter(session, "surveys", [slip(1, batch="T1", disposition="training")])
    ledger = desk.ledger()
    survey = make_summary(session, date(2020, 7, 1), date(2020, 7, 31))["survey"]
    assert (survey["valid"], ledger.keyed, ledger.void, ledger.blank) == (3, 3, 2, 3)
    assert (survey["issued"], survey["returned"]) == (ledger.issued + 10, ledger.returned + 10), "and the other unit's sheet"
    desk.void(desk.papers[0])
    assert make_summary(session, date(2020, 7, 1), date(2020, 7, 31))["survey"]["valid"] == desk.ledger().keyed == 2


def test_a_batch_that_is_not_there_has_no_ledger(session: Session) -> None:
    assert batch_ledger(session, "B9") is None


def test_a_locked_batch_refuses_marks(session: Session) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip(1)])[0]
    lock_batch(session, "B1")
    for act in (lambda: mark(session, "B1", 2, 3, "blank"), lambda: void_slip(session, stored.id, "hỏng")):
        with pytest.raises(Refused) as refused:
            act()
        assert {problem.code for problem in refused.value.problems} == {"BATCH-LOCKED"}
