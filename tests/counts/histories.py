"""Histories of an office made by the workflows alone: whoever draws the acts decides what happens, the office what is allowed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.workflows import calendar_changes
from desktop_app.workflows.dossiers import correct_dossier, move_dossier, new_dossier
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.session import VIETNAM, Session, open_session
from forms.dossier import allowed_moves
from forms.due_days import told_day
from forms.problems import Refused

START = datetime(2020, 6, 1, 8, 30, tzinfo=VIETNAM)
PROCEDURES = (("cmnd-cccd", "new"), ("antt-gcn", "exchange"), ("dang-ky-xe", "new"), ("tam-tru", "register"))
CHANNELS = ("counter", "online", "post", "counter")
ACTS = ("take", "take", "move", "move", "move", "days", "days", "again", "again", "meet", "calendar", "apply", "correct", "pass")
Act = tuple[str, int, int]
"""What is done, to which dossier or in which way, and how: two numbers of any size that the act reads as it needs."""


class History:
    """An office that works through acts under a clock of its own. Acts the office refuses leave nothing behind."""

    def __init__(self, session: Session) -> None:
        self.session, self.now = session, START
        session.clock = lambda: self.now
        self.ids: list[str] = []

    @property
    def today(self) -> date:
        return self.now.date()

    def play(self, acts: Sequence[Act]) -> None:
        for act in acts:
            self.do(*act)

    def do(self, what: str, which: int, how: int) -> None:
        """Do one act, some minutes after the one before it."""
        self.now += timedelta(minutes=1 + how % 50) if self.now.hour < 23 else timedelta(hours=9)
        if what in ("take", "days", "calendar", "apply"):
            getattr(self, f"_{what}")(which, how)
        elif self.ids:
            try:
                getattr(self, f"_{what}")(self.ids[which % len(self.ids)], how)
            except Refused:
                assert what in ("again", "pass")  # the others are asked only for what is allowed

    def data(self, id: str) -> dict[str, Any]:
        stored = self.session.office.get("dossiers", id)
        assert stored is not None
        return dict(stored.data or {})

    def _take(self, which: int, how: int) -> None:
        procedure, case = PROCEDURES[which % len(PROCEDURES)]
        channel, online = CHANNELS[how % len(CHANNELS)], how % 8 == 1
        values = {
            "procedure": procedure, "case": case, "channel": channel, "copies": 1, "name": "Ngô Thị Thử",
            "status": "registered" if online else "received", "received_at": "" if online else self.now.isoformat(),
        }  # fmt: skip
        self.ids.append(new_dossier(self.session, values).id)

    def _days(self, which: int, how: int) -> None:
        self.now += timedelta(days=1 + which % 9, hours=how % 5)

    def _move(self, id: str, how: int) -> None:
        to = allowed_moves(self.data(id)["status"])
        if to:
            move_dossier(self.session, id, to[how % len(to)], "theo đề nghị")

    def _again(self, id: str, how: int) -> None:
        told = told_day(self.data(id)) or self.today
        due = self.session.calendar().next_working(max(told, self.today) + timedelta(days=1 + how % 12))
        reappoint(self.session, id, due, "chờ kết quả xác minh")

    def _meet(self, id: str, how: int) -> None:
        """Wait for the day the citizen was told, or for the one before or after it, and finish the dossier where that may be."""
        data = self.data(id)
        day = told_day(data)
        ahead = (day - self.today).days - 1 + how % 3 if day else 0
        if "finished" in allowed_moves(data["status"]) and ahead >= 0:
            self.now += timedelta(days=ahead)
            move_dossier(self.session, id, "finished", "")

    def _calendar(self, which: int, how: int) -> None:
        """Make a day of the weeks to come a day off, or an ordinary day again."""
        day = (self.today + timedelta(days=which % 20)).isoformat()
        if day in [stored.id for stored in calendar_changes.list_days(self.session, int(day[:4]))]:
            calendar_changes.remove_day(self.session, day, "bỏ theo thông báo")
        else:
            kind = "off" if how % 4 else "work"
            record = {"day": day, "name": "Theo thông báo", "kind": kind, "basis": "office"}
            calendar_changes.save_day(self.session, record, "sửa")

    def _apply(self, which: int, how: int) -> None:
        found = calendar_changes.affected(self.session)[: 1 + how % 3]
        calendar_changes.apply(self.session, [one.id for one in found], "theo lịch mới")

    def _correct(self, id: str, how: int) -> None:
        stored = self.session.office.get("dossiers", id)
        assert stored is not None
        values = {**self.data(id), "copies": 1 + how % 3}
        correct_dossier(self.session, id, values, stored.rev, "ghi nhầm số bộ")

    def _pass(self, id: str, how: int) -> None:
        hand_over(self.session, [id], ("minh", "hoa")[how % 2])


@contextmanager
def opened(folder: Path) -> Iterator[History]:
    """A history over the office in a folder."""
    with open_session(folder, "lan", lambda: START) as session:
        yield History(session)


def revisions(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every revision of every dossier, read from the journal's JSON with nothing but the standard library, by id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for segment in sorted((folder / "journal").glob("*.jsonl")):
        for line in segment.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["op"] == "put" and event["table"] == "dossiers":
                found.setdefault(event["id"], []).append({**event["doc"]["data"], "why": event.get("why", "")})
    return found
