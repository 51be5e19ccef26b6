"""The draft of a slip being keyed: what it holds besides the slip, its name, its writer beside the keys.

One draft for each account, batch and form version. This module must not decide whether a draft is still to be saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.workflows.draft_writer import Draft, DraftWriter
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.pace import Pace, dump_pace, load_pace
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Slip, dump_draft, load_draft, make_rows


@dataclass(frozen=True, slots=True)
class Kept:
    """What a draft holds. cursor, page: where the caret was.  fresh: the record id a new slip will get, so that it is saved once.

    confirmed, unsure: of the row check.  pace, sitting: the counts so far and the id their record will get.
    """

    slip: Slip
    cursor: int = 0
    page: str = ANSWERS
    fresh: str = ""
    confirmed: int = 0
    unsure: list[int] = field(default_factory=list)
    pace: Pace = field(default_factory=Pace)
    sitting: str = ""


class EntryDraft:
    """Keeps the draft of one account's keying in one batch."""

    def __init__(self, session: Session, form: str, batch: str, rows: tuple[Row, ...]) -> None:
        self._office, self._form, self._batch, self._rows = session.office, form, batch, rows
        self.name = draft_name(session.account, batch, form)
        self._writer = DraftWriter(self._write)
        self._is_kept = False

    def put(self, kept: Kept) -> None:
        """Hand the newest state to the writer; returns at once."""
        self._is_kept = True
        self._writer.put(dump_kept(kept))

    def put_if_kept(self, kept: Kept) -> None:
        """As `put`, where there is a draft that is out of date now."""
        if self._is_kept:
            self.put(kept)

    def flush(self) -> None:
        """Wait until the newest state is on the disk. Raises StoreError."""
        self._writer.flush()

    def drop(self) -> None:
        """Take the draft away. Raises StoreError."""
        if self._is_kept:
            self._is_kept = False
            self._writer.put(None)
            self._writer.flush()

    def trouble(self) -> StoreError | None:
        """Return why the last write failed, once."""
        return self._writer.take_trouble()

    def load(self) -> Kept | None:
        """Return what was kept, None for nothing whole of exactly this form version and batch. Raises StoreError."""
        data = self._office.load_draft(self.name)
        self._is_kept = data is not None
        return load_kept(data, self._form, self._batch, self._rows) if data is not None else None

    def _write(self, draft: Draft | None) -> None:
        if draft is None:
            self._office.drop_draft(self.name)
        else:
            self._office.save_draft(self.name, draft)


def draft_name(account: str, batch: str, form: str) -> str:
    """Return the name of the draft of an account's keying in a batch."""
    whose = f"{account}\0{batch}".encode()
    return f"slip-{hashlib.sha256(whose).hexdigest()[:16]}-{form}"


def list_unfinished(session: Session, batches: Mapping[str, str]) -> list[str]:
    """Return the batches in which this account left a slip half keyed. batches: code → form. Raises StoreError.

    A draft that cannot be read is passed over here: opening its batch tells of it.
    """
    kept, found = set(session.office.drafts()), []
    for batch, form in batches.items():
        name = draft_name(session.account, batch, form)
        if name in kept and form in session.forms and _is_unfinished(session, name, form, batch):
            found.append(batch)
    return found


def _is_unfinished(session: Session, name: str, form: str, batch: str) -> bool:
    try:
        data = session.office.load_draft(name)
    except StoreError:
        return False
    draft = load_kept(data, form, batch, make_rows(session.forms[form])) if data is not None else None
    return draft is not None and not draft.slip.is_empty


def dump_kept(kept: Kept) -> Draft:
    """Return it as plain data that later keys do not change."""
    counts = {"pace": dump_pace(kept.pace), "sitting": kept.sitting}
    check = {"confirmed": kept.confirmed, "unsure": kept.unsure}
    return {**dump_draft(kept.slip, kept.cursor), "page": kept.page, "fresh": kept.fresh, **check, **counts}


def load_kept(data: Mapping[str, Any], form: str, batch: str, rows: tuple[Row, ...]) -> Kept | None:
    """Return what plain data holds; what stands beside the slip is begun anew where it is not whole."""
    found = load_draft(data, form, batch, rows)
    if found is None:
        return None
    page = RESPONDENT if data.get("page") == RESPONDENT else ANSWERS
    fresh, sitting = (text if isinstance(text := data.get(name), str) else "" for name in ("fresh", "sitting"))
    confirmed = count if isinstance(count := data.get("confirmed"), int) else 0
    places = unsure if isinstance(unsure := data.get("unsure"), list) else []
    whole = [place for place in places if isinstance(place, int)]
    return Kept(found[0], found[1], page, fresh, confirmed, whole, load_pace(data.get("pace")), sitting)
