"""Five people do whatever they like, by the program's own ways and past them, and try to reach "verified, with other content".

The machine keeps its own account of every slip: who wrote each revision of it, and for every pass and settlement what came out,
told by what was handed to the program, not by what the program wrote. After each step no slip may stand verified unless one of
these acts, by people apart, gave exactly the content that is there. Forged records are written past all workflows by the
account that forges; they may name anything. `SOMOTCUA_EXAMPLES=n` tries n histories.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import comparing
from desktop_app.workflows.adjudication import list_open, settle
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove, undelete
from desktop_app.workflows.sampling import draw, open_sample
from desktop_app.workflows.second_pass import TABLE, evidence
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.verified import batch_state, roles_apart
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused
from tests.workflows.conftest import NOW
from tests.workflows.twice import as_account
from tests.workflows.values import batch, slip

EXAMPLES = int(os.environ.get("SOMOTCUA_EXAMPLES", "60"))
STEPS = 40
PEOPLE = ("lan", "binh", "chi", "dung", "Lan")
ITEMS = tuple(f"c{number:02d}" for number in range(1, 23))
ACTS = (
    "key_again", "key_again", "key_again", "settle_one", "settle_one", "settle_one", "edit", "take_away_and_bring_back",
    "key", "draw_a_sample", "forge", "forge", "bend", "bend",
)  # fmt: skip


class Known:
    """The machine's own account of one slip: who wrote each revision, and which contents an act would let stand."""

    def __init__(self) -> None:
        self.writers: dict[int, str] = {}
        self.outcomes: set[str] = set()
        self.handed: dict[str, Any] = {}


class Verification(RuleBasedStateMachine):
    """The office, and what the machine knows of its slips."""

    pattern: ClassVar[Path]
    counts: ClassVar[dict[str, int]]

    @initialize(keyers=st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)))
    def begin(self, keyers: tuple[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "office"
        shutil.copytree(self.pattern, self.folder)
        self.session = open_session(self.folder, "lan", lambda: NOW)
        enter(self.session, "batches", [batch(verify="sample", returned=3)])
        self.known: dict[str, Known] = {}
        for number, who in enumerate(keyers, 1):
            self.wrote(enter(self.of(who), "surveys", [slip(number)])[0], who)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder.parent)

    @rule(act=st.sampled_from(ACTS), who=st.sampled_from(PEOPLE), number=st.integers(1, 2), data=st.data())
    def act(self, act: str, who: str, number: int, data: st.DataObject) -> None:
        stored = self.at(number)
        if act == "key":
            self.key(who, number)
        elif act in ("key_again", "settle_one", "draw_a_sample"):
            getattr(self, act)(who, data)
        elif stored is not None:
            getattr(self, act)(who, stored, data)

    def of(self, who: str) -> Session:
        return as_account(self.session, who)

    def at(self, number: int) -> Stored | None:
        found = self.session.office.find_slips("B1", number)
        return self.session.office.get("surveys", found[0][0]) if found else None

    def wrote(self, stored: Stored, who: str) -> None:
        self.known.setdefault(stored.id, Known()).writers[stored.rev] = who.lower()

    # What people do

    def key(self, who: str, number: int) -> None:
        if self.at(number) is None:
            self.wrote(enter(self.of(who), "surveys", [slip(number)])[0], who)

    def edit(self, who: str, stored: Stored, data: st.DataObject) -> None:
        content = dict(stored.data or {})
        if "answers" in content:
            content["answers"] = {**content["answers"], data.draw(st.sampled_from(ITEMS[:2])): data.draw(st.sampled_from((4, 5)))}
        content |= {"comment": "tốt"} if data.draw(st.booleans()) else {}
        self.wrote(save(self.of(who), "surveys", content, stored.id, stored.rev, "sửa"), who)

    def take_away_and_bring_back(self, who: str, stored: Stored, data: st.DataObject) -> None:
        self.wrote(remove(self.of(who), "surveys", stored.id, stored.rev, "nhầm"), who)
        if data.draw(st.booleans()):
            self.wrote(undelete(self.of(who), "surveys", stored.id, "lấy lại"), who)

    def key_again(self, who: str, data: st.DataObject) -> None:
        entry = VerifySession(self.of(who), "B1", data.draw(st.sampled_from(("dependent", "independent", "sample"))))
        if not entry.has_slip:
            with pytest.raises(Refused):
                entry.save()
            return
        if data.draw(st.booleans()):
            entry.skip()
        stored = self.at(entry.slip.serial)
        assert stored is not None
        first = (stored.data or {}).get("answers") or dict.fromkeys(ITEMS, 5)
        typed = {**first, **data.draw(st.sampled_from(({}, {"c01": 4}, {"c02": 4}, {"c01": 5, "c02": 4}, {"c01": 4, "c02": 4})))}
        kind = data.draw(st.sampled_from(("", "", "", "", "blank")))
        self.press(entry, typed, kind)
        if data.draw(st.integers(0, 9)) == 0:
            self.wrote(save(self.session, "surveys", stored.data or {}, stored.id, stored.rev, "sửa"), "lan")
            with pytest.raises(Refused):
                entry.save()
        else:
            entry.save()
            self.known[stored.id].handed = {}
            self.typed(stored, {} if kind else typed, kind)
        entry.write_draft()

    def press(self, entry: VerifySession, typed: dict[str, Any], kind: Any) -> None:
        for key in (kind, kind) if kind else ():
            entry.set_disposition(key)
        for value in () if kind else typed.values():
            key = {"blank": "0"}.get(value, str(value))
            entry.press(key)
            while entry.alarm is not None:
                entry.press(key)

    def typed(self, stored: Stored, answers: dict[str, Any], kind: str) -> None:
        """Let the content stand if these are the very values there."""
        data = stored.data or {}
        if (answers, kind) == (data.get("answers", {}), data.get("disposition", "")):
            self.known[stored.id].outcomes.add(comparing.digest_of(data))

    def settle_one(self, who: str, data: st.DataObject) -> None:
        found = {other: list_open(self.of(other), "B1") for other in PEOPLE}
        who = data.draw(st.sampled_from((*(other for other in PEOPLE if found[other]), who)))
        case = next((cases[0] for cases in found.values() if cases), None)
        before = self.session.office.get("surveys", case.slip) if case is not None else None
        if case is None or before is None:
            return
        two = sorted(case.values, key=str)
        value = data.draw(st.sampled_from((*two, *two, 1, "blank", "")))
        try:
            record = settle(self.of(who), case, value, data.draw(st.sampled_from(("", "paper", "row_shift"))))
        except Refused:
            return
        self.counts["settled"] += 1
        known = self.known[case.slip]
        known.handed[case.where] = value
        after = self.session.office.get("surveys", case.slip)
        if after is not None and after.rev != before.rev:
            self.wrote(after, who)
        if len(known.handed) == len((record.data or {})["differences"]):
            known.outcomes.add(comparing.digest_of(_settled(before.data or {}, known.handed)))

    def draw_a_sample(self, who: str, _data: st.DataObject) -> None:
        if open_sample(self.session, "B1") is None:
            try:
                draw(self.of(who), "B1", confirmed=True)
            except Refused:
                return

    # What someone with a program of their own does

    def forge(self, who: str, stored: Stored, data: st.DataObject) -> None:
        """Write a verification of whatever is there, with differences, revisions and values as one likes."""
        typed = comparing.values_of(stored.data or {})
        if typed["answers"] and data.draw(st.booleans()):
            typed["answers"][data.draw(st.sampled_from(ITEMS[:2]))] = data.draw(st.sampled_from((4, 5)))
        rev, differences = stored.rev + data.draw(st.integers(-1, 1)), []
        if data.draw(st.booleans()):
            differences = [{"where": "answers.c01", "first": 4, "second": 5, "settled": 4, "cause": "verifier"}]
        record = {
            "form": "verification@1", "slip": stored.id, "slip_rev": rev, "batch": "B1", "serial": 1, "mode": "independent",
            "values": typed, "differences": differences, "verified_rev": stored.rev,
            "digest": comparing.digest_of(stored.data or {}),
        }  # fmt: skip
        self.past_the_workflows(who, stored, record)

    def bend(self, who: str, stored: Stored, data: st.DataObject) -> None:
        """Carry the verification of an older revision over to the one there is now."""
        record = self.session.office.get(TABLE, stored.id)
        if record is None:
            return
        now: dict[str, Any] = {
            "verified_rev": stored.rev, "digest": comparing.digest_of(stored.data or {}), "slip_rev": stored.rev,
            "values": comparing.values_of(stored.data or {}), "differences": [],
        }  # fmt: skip
        fields = data.draw(st.sets(st.sampled_from(sorted(now)), min_size=1))
        self.past_the_workflows(who, stored, {**(record.data or {}), **{name: now[name] for name in fields}})

    def past_the_workflows(self, who: str, stored: Stored, record: dict[str, Any]) -> None:
        """Write a record as one's own act: a second keying of these values, or the settling of these differences."""
        self.counts["forged"] += 1
        self.of(who).append([Change(TABLE, stored.id, record, self.session.office.revision(TABLE, stored.id))])
        known = self.known[stored.id]
        known.handed = {entry["where"]: entry["settled"] for entry in record["differences"] if "settled" in entry}
        compared = {revision.rev: revision.data for revision in self.session.office.history("surveys", stored.id)}
        before = compared.get(record["slip_rev"])
        if before is not None and known.handed and len(known.handed) == len(record["differences"]):
            known.outcomes.add(comparing.digest_of(_settled(before, known.handed)))
        if record["slip_rev"] == stored.rev and not known.handed:
            self.typed(stored, record["values"]["answers"], record["values"]["disposition"])

    # What must hold

    @invariant()
    def nothing_stands_verified_but_what_came_out(self) -> None:
        for stored in list(self.session.office.records("surveys", "")) if hasattr(self, "session") else ():
            found = evidence(self.session, stored)
            if found.state == "verified":
                self.counts["verified"] += 1
                known = self.known[stored.id]
                assert comparing.digest_of(stored.data or {}) in known.outcomes, "verified, with content no act gave"
                compared = ((found.record.data if found.record else None) or {})["slip_rev"]
                keyers = {who for rev, who in known.writers.items() if rev <= compared}
                assert found.verifier not in keyers | found.settlers, "the keyer or the settler verified"
                assert not found.settlers & keyers, "the keyer settled"

    @invariant()
    def the_counts_agree(self) -> None:
        if hasattr(self, "session"):
            state = batch_state(self.session, "B1")
            assert state.verified + state.differing + state.unverified == state.slips
            assert roles_apart(self.session, "B1").apart


def _settled(before: dict[str, Any], handed: dict[str, Any]) -> dict[str, Any]:
    """Return the slip as the values handed over make it."""
    data = dict(before)
    for where, value in handed.items():
        place, _, id = where.partition(".")
        if id:
            data[place] = {**data.get(place, {}), id: value}
        elif value:
            data = {name: kept for name, kept in data.items() if name not in ("answers", "respondent")} | {place: value}
    return data


@pytest.mark.slow
def test_no_sequence_of_acts_reaches_verified_with_other_content(office_folder: Path) -> None:
    Verification.pattern = office_folder
    Verification.counts = {"verified": 0, "settled": 0, "forged": 0}
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Verification,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=quiet),
    )
    assert min(Verification.counts.values()) >= 5, f"the machine has lost its way: {Verification.counts}"
