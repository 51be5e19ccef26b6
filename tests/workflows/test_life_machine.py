"""A rule-based machine over the life of dossiers: moves, hand-overs, new appointments and codes in any order.

Beside the office stands a model of few lines with the portal's table written out once more. After each step the office must say
what the model says, and what is read back from the journal alone must be the same. `SOMOTCUA_EXAMPLES=n` tries n histories.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop_app.workflows.dossiers import Move, move_many, new_dossier
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.reappointment import appointed_day, reappoint
from desktop_app.workflows.recoding import replace_code
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.setup import create
from forms.dates import require_time
from forms.dossier import STATUSES, allowed_moves
from forms.problems import Refused

EXAMPLES = int(os.environ.get("SOMOTCUA_EXAMPLES", "50"))
STEPS = 40
START = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
PORTAL = {
    "registered": "received rejected withdrawn",
    "received": "processing supplement payment withdrawn stopped finished",
    "processing": "supplement payment withdrawn stopped finished",
    "supplement": "processing payment withdrawn stopped",
    "payment": "processing supplement withdrawn stopped",
    "stopped": "collected",
    "finished": "collected",
    "rejected": "", "withdrawn": "", "collected": "",
}  # fmt: skip
ASKED_WHY = ("rejected", "supplement", "withdrawn", "stopped")
PEOPLE = ("lan", "minh", "hoa")
SATURDAY, MOST_LIVES, LONG_AGO = 5, 4, datetime(2000, 1, 1, tzinfo=VIETNAM)
ACTS = ("move", "move", "move", "pass_on", "appoint", "appoint", "get_code", "receive", "time_goes", "time_goes", "open_again")
Draw = Callable[[Any], Any]
DAYS_OFF = (date(2020, 9, 2),)


class Life:
    """What one dossier must be, in plain words."""

    def __init__(self, status: str, at: datetime) -> None:
        self.status, self.last, self.officer, self.code = status, at, "lan", ""
        self.steps: list[tuple[str, str, str]] = []
        self.passed: list[tuple[str, str]] = []
        self.told: date | None = None
        self.former: list[str] = []


class Lives(RuleBasedStateMachine):
    """An office, and what each of its dossiers must be."""

    pattern: ClassVar[Path]
    done: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="somotcua-test-"))
        shutil.copytree(self.pattern, self.home / "office")
        self.now = START
        self.session = self._open()
        self.lives: dict[str, Life] = {}
        self.official = 0
        for _ in range(2):
            self.receive(lambda _strategy: False)

    def _open(self) -> Session:
        return open_session(self.home / "office", "lan", lambda: self.now)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.home)

    def data(self, id: str) -> dict[str, Any]:
        stored = self.session.office.get("dossiers", id)
        assert stored is not None
        assert stored.data is not None
        return stored.data

    @rule(pick=st.data())
    def act(self, pick: st.DataObject) -> None:
        """Do one thing. Drawn here and not by rules of their own, of which a history would have some only."""
        getattr(self, pick.draw(st.sampled_from(ACTS)))(pick.draw)

    def time_goes(self, draw: Draw) -> None:
        self.now += timedelta(minutes=draw(st.sampled_from([1, 45, 600, 1440, 5 * 1440, 20 * 1440, -1, -90, -300])))

    def receive(self, draw: Draw) -> None:
        online = draw(st.booleans())
        if len(self.lives) == MOST_LIVES:
            return
        status = "registered" if online else "received"
        values = {
            "procedure": "cmnd-cccd", "case": "new", "channel": "online" if online else "counter", "copies": 1, "status": status,
            "name": "Ngô Thị Thử", "received_at": "" if online else self.now.isoformat(),
        }  # fmt: skip
        saved = new_dossier(self.session, values)
        life = self.lives[saved.id] = Life(status, LONG_AGO if online else self.now)
        life.code = self.data(saved.id)["code"]

    def move(self, draw: Draw) -> None:
        ids = draw(st.lists(st.sampled_from(list(self.lives)), min_size=1, max_size=2, unique=True))
        open_to = PORTAL[self.lives[ids[0]].status].split() if draw(st.booleans()) else []
        to, why = draw(st.sampled_from(open_to or sorted(PORTAL))), draw(st.sampled_from(["thiếu ảnh", "thiếu giấy", "", " "]))
        back = draw(st.sampled_from([None, None, 0, 30, 3000, -5]))
        at = None if back is None else self.now - timedelta(minutes=back)
        moment = at or self.now
        good = moment <= self.now and (to not in ASKED_WHY or why.strip())
        good = good and all(to in PORTAL[self.lives[id].status].split() and self.lives[id].last <= moment for id in ids)
        before = self.session.office.head
        if not good:
            with pytest.raises(Refused):
                move_many(self.session, [Move(id, to, why, at) for id in ids])
            assert self.session.office.head == before
            return
        move_many(self.session, [Move(id, to, why, at) for id in ids])
        self.done["move"] += 1
        for id in ids:
            life = self.lives[id]
            life.status, life.last = to, moment
            life.steps.append((to, "lan", why.strip()))

    def pass_on(self, draw: Draw) -> None:
        chosen = draw(st.lists(st.sampled_from(list(self.lives)), min_size=1, max_size=3, unique=True))
        to = draw(st.sampled_from(PEOPLE))
        ids = [id for id in chosen if self.lives[id].officer != to]
        lives = [self.lives[id] for id in ids]
        good = bool(ids) and all(PORTAL[life.status] for life in lives) and self.latest(*ids) <= self.now
        if not good:
            with pytest.raises(Refused):
                hand_over(self.session, chosen, to)
            return
        assert [stored.id for stored in hand_over(self.session, chosen, to)] == ids
        self.done["hand over"] += 1
        for life in lives:
            life.passed.append((life.officer, to))
            life.officer = to

    def appoint(self, draw: Draw) -> None:
        id, why = draw(st.sampled_from(list(self.lives))), draw(st.sampled_from(["chờ xác minh", "chờ xác minh", ""]))
        life, day = self.lives[id], self.now.date() + timedelta(days=draw(st.integers(-1, 20)))
        due, working = self.data(id)["frozen"]["due"], day.weekday() < SATURDAY and day not in DAYS_OFF
        may = bool(due) and (life.status in ("received", "processing") or self.stands_since(id) > due)
        good = may and life.told is None and bool(why) and self.latest(id) <= self.now
        good = good and working and day > self.now.date() and day.isoformat() > due
        if not good:
            with pytest.raises(Refused):
                reappoint(self.session, id, day, why)
            return
        reappoint(self.session, id, day, why)
        self.done["appoint"] += 1
        life.told = day

    def get_code(self, draw: Draw) -> None:
        id, taken = draw(st.sampled_from(list(self.lives))), draw(st.integers(0, 3)) == 0
        codes = [code for life in self.lives.values() for code in (life.code, *life.former) if code.startswith("000")]
        code = codes[0] if taken and codes else f"000.17.22.H56-200803-{self.official + 1:04d}"
        life = self.lives[id]
        if not life.code.startswith("TAM") or code in codes:
            with pytest.raises(Refused):
                replace_code(self.session, id, code)
            return
        replace_code(self.session, id, code)
        self.done["code"] += 1
        self.official += 1
        life.former, life.code = [life.code], code

    def open_again(self, draw: Draw) -> None:
        """What is read from the journal is what stood before, with a snapshot and without."""
        before = {id: self.data(id) for id in self.lives}
        if draw(st.booleans()):
            self.session.office.save_snapshot()
        self.session.close()
        self.session = self._open()
        assert {id: self.data(id) for id in self.lives} == before

    def latest(self, *ids: str) -> datetime:
        """Return the latest time that stands in these dossiers."""
        times = [LONG_AGO]
        for data in map(self.data, ids):
            steps = [*data.get("moves", []), *data.get("handovers", []), *filter(None, [data.get("reappointment")])]
            times += map(require_time, [step["at"] for step in steps] or filter(None, [data.get("received_at")]))
        return max(times)

    def stands_since(self, id: str) -> str:
        """Return the day since which the clock stands, empty while it runs."""
        since = ""
        for move in self.data(id).get("moves", []):
            stands = move["to"] in ("supplement", "payment")
            since = (since or move["at"][:10]) if stands else ""
        return since

    @invariant()
    def the_office_says_what_the_model_says(self) -> None:
        for id, life in getattr(self, "lives", {}).items():
            data = self.data(id)
            assert (data["status"], data["officer"], data["code"]) == (life.status, life.officer, life.code)
            assert [(m["to"], m["by"], m["why"]) for m in data.get("moves", [])] == life.steps
            assert [(line["from"], line["to"]) for line in data.get("handovers", [])] == life.passed
            assert data.get("former_codes", []) == life.former
            assert {self.session.office.find_code("dossiers", code) for code in (life.code, *life.former)} == {id}
            if life.told is not None:
                assert appointed_day(data) == life.told
            for log in (data.get("moves", []), data.get("handovers", [])):
                times = [require_time(line["at"]) for line in log]
                assert times == sorted(times)

    @invariant()
    def each_revision_is_one_step_from_the_one_before(self) -> None:
        for id in getattr(self, "lives", {}):
            revisions = self.session.office.history("dossiers", id)
            assert [stored.rev for stored in revisions] == list(range(1, len(revisions) + 1))
            for old, new in pairwise(revisions):
                before, after = old.data or {}, new.data or {}
                grown = [len(after.get(n) or ()) - len(before.get(n) or ()) for n in ("moves", "handovers", "former_codes")]
                told = ("reappointment" in after) - ("reappointment" in before)
                assert sorted([*grown, told]) == [0, 0, 0, 1]
                assert (after["status"] == before["status"]) == (grown[0] == 0)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office, made once."""
    folder = tmp_path_factory.mktemp("lives") / "pattern"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn")
    return folder


def test_the_moves_allowed_are_the_portal_s() -> None:
    assert {status: " ".join(allowed_moves(status)) for status in STATUSES} == PORTAL


def test_no_order_of_steps_makes_a_life_that_is_not_allowed(pattern: Path) -> None:
    Lives.pattern, Lives.done = pattern, Counter()
    tried = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Lives, settings=tried)
    assert set(Lives.done) == {"move", "hand over", "appoint", "code"}, Lives.done
