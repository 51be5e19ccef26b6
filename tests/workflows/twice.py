"""Several people in one office, for the tests of verification: sessions of other accounts over one open office, their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.adjudication import list_open, settle
from desktop_app.workflows.records import enter
from desktop_app.workflows.sampling import Mode
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import make_rows
from desktop_app.workflows.verified import State, slip_state
from desktop_app.workflows.verifying import VerifySession
from tests.workflows.values import FORM, batch, slip

ANSWERS = {f"c{number:02d}": 5 for number in range(1, 23)}


def as_account(session: Session, account: str) -> Session:
    """Return a session of another account in the same open office."""
    return Session(session.office, account, session.forms, session.clock)


def key_slips(session: Session, count: int, **changes: Any) -> list[Stored]:
    """Make the batch B1 and slips 1 to `count` in it, all answers 5."""
    enter(session, "batches", [batch(**changes)])
    return enter(session, "surveys", [slip(number) for number in range(1, count + 1)])


def keys_of(answers: Mapping[str, Any]) -> str:
    """Return the keys that give these answers, in form order."""
    return "".join({"blank": "0", "double": "*", "illegible": "/"}.get(value, str(value)) for value in answers.values())


def second(
    session: Session, account: str, mode: Mode = "independent", answers: Mapping[str, Any] | None = None, **more: Any
) -> Stored:
    """Key the next slip of B1 a second time as `account`, all 5 but the answers given; a difference is typed again."""
    entry = VerifySession(as_account(session, account), "B1", mode)
    for key in keys_of({**ANSWERS, **(answers or {}), **more}):
        assert entry.press(key)
        if alarm_at(entry):
            assert entry.press(key)
    return entry.save()


def alarm_at(entry: VerifySession) -> str:
    """Return the place an alarm is at, empty where there is none."""
    return entry.alarm.where if entry.alarm is not None else ""


def settle_all(session: Session, account: str, values: Mapping[str, Any]) -> None:
    """Settle every open difference of B1 with the value given for its place."""
    third = as_account(session, account)
    while found := list_open(third, "B1"):
        settle(third, found[0], values[found[0].where])


def state_of(session: Session, id: str) -> State:
    """Return how far the verification of a slip is."""
    stored = session.office.get("surveys", id)
    assert stored is not None
    return slip_state(session, stored)


def row_keys(session: Session, where: str) -> str:
    """Return the keys that answer a row."""
    row = next(row for row in make_rows(session.forms[FORM]) if row.where == where)
    return "".join(char for char in "123456789" if row.value_of_key(char) is not None)
