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
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Slip, dump_draft, load_draft


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
        whose = f"{session.account}\0{batch}".encode()
        self.name = f"slip-{hashlib.sha256(whose).hexdigest()[:16]}-{form}"
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
