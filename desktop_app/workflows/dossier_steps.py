"""What the steps of a dossier's life have in common: looking at what a step touched, placing its problems, keeping time.

This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.records import definition_of
from desktop_app.workflows.session import Session
from forms.checks import check_record, normalise
from forms.dates import parse_time
from forms.problems import Problem

TABLE = "dossiers"


def tidy_dossier(session: Session, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a dossier's members as they are kept: texts trimmed and in NFC."""
    keyed = {name: value for name, value in data.items() if name != "frozen"}
    tidied = normalise(definition_of(session, TABLE, data), keyed)
    return {**tidied, "frozen": data["frozen"]} if "frozen" in data else tidied


def check_members(session: Session, stored: Stored, data: Mapping[str, Any], *names: str) -> list[Problem]:
    """Return the errors that the form finds in these members of the next revision; what stood before is not judged again."""
    keyed = {name: value for name, value in data.items() if name != "frozen"}
    found = check_record(definition_of(session, TABLE, data), keyed, OfficeLook(session, instead_of=stored))
    return [problem for problem in found if problem.severity == "error" and problem.where.split(".")[0] in names]


def placed(problems: Iterable[Problem], code: str) -> Iterator[Problem]:
    """Yield problems placed as `CODE: field`, for steps that are taken with many dossiers at once."""
    for problem in problems:
        yield Problem(problem.code, f"{code}: {problem.where}", problem.vi, problem.en, problem.severity)


def last_moment(data: Mapping[str, Any]) -> datetime | None:
    """Return when the dossier's last move, hand-over or new appointment happened, else when it was received."""
    steps = [*(data.get("moves") or []), *(data.get("handovers") or []), *filter(None, [data.get("reappointment")])]
    times = [str(step["at"]) for step in steps] or [str(data.get("received_at") or "")]
    return max((moment for text in times if (moment := parse_time(text)) is not None), default=None)


def holder(stored: Stored) -> str:
    """Return the account that holds a dossier; where none is named, the one that saved it last."""
    return str((stored.data or {}).get("officer") or stored.by)
