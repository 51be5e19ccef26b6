"""Makes the lines of one save: checks every change against what is there, numbers them, links them.

All or nothing: a change that may not be written stops the whole group before anything is written.
This module must not read or write files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.store.codec import PayloadCodec
from desktop_app.store.errors import BadRecord, ChangedElsewhere, Duplicate
from desktop_app.store.index import NUMBER_BITS, NUMBER_MASK, Index, Looked, load_looked
from desktop_app.store.intake import BUNDLES, Known
from desktop_app.store.profile import Profile
from desktop_app.store.values import Change
from desktop_app.store.witness import Head
from forms.line import FORMAT_VERSION, Envelope, dump_line, dump_text

LINE_MOST_BYTES = 16 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class Group:
    """Lines ready to be written: their bytes, envelopes and clear data, and the head they lead to."""

    head: Head
    raws: list[bytes] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    datas: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes lines, and with which codec."""

    profile: Profile
    codec: PayloadCodec
    by: str
    at: datetime


def make_group(changes: Sequence[Change], head: Head, index: Index, author: Author, *, received: bool) -> Group:
    """Return the group of lines for `changes`. Raises ChangedElsewhere, Duplicate, BadRecord.

    received: whether a record of a received stream may be among them; only the store itself writes those.
    """
    if author.at.utcoffset() is None:
        raise BadRecord("the time has no offset")
    known = Known(index, 0, "")
    datas = [_dump_data(change, received=received) for change in changes]
    _require_free_keys(changes, datas, index)
    group, at, first = Group(head), author.at.isoformat(timespec="seconds"), head.n + 1
    for number, (change, data) in enumerate(zip(changes, datas, strict=True)):
        envelope, body = _make_envelope(change, data, known, group.head, (at, first, len(changes) - 1 - number), author)
        known.plan(envelope)
        _add_line(group, envelope, data, body)
    return group


def _make_envelope(
    change: Change, data: bytes, known: Known, head: Head, in_group: tuple[str, int, int], author: Author
) -> tuple[Envelope, tuple[str, bytes]]:
    at, first, left = in_group
    n, profile = head.n + 1, author.profile
    rev, base, was = (1, 0, 0) if change.op == "audit" else _revision(change, known)
    kind, body, digest = author.codec.dump_payload(data, f"{profile.station}/{profile.epoch}/{n}")
    envelope = Envelope(
        v=FORMAT_VERSION, station=profile.station, epoch=profile.epoch, n=n, at=at, by=author.by, table=change.table,
        id=change.id, rev=rev, base=base, op=change.op, why=change.why, was=was, first=first, left=left, payload=digest,
        prev=head.hash,
    )  # fmt: skip
    return envelope, (kind, body)


def _revision(change: Change, known: Known) -> tuple[int, int, int]:
    place, current = known.state(change.table, change.id)
    if change.base != current or (change.op == "remove" and not current):
        raise ChangedElsewhere(change.table, change.id, change.base, current)
    return current + 1, current, 0 if place >> NUMBER_BITS else place & NUMBER_MASK


def _add_line(group: Group, envelope: Envelope, data: bytes, body: tuple[str, bytes]) -> None:
    try:
        raw, digest = dump_line(envelope, body[1], body[0])  # type: ignore[arg-type]
    except UnicodeEncodeError as error:
        raise BadRecord(str(error)) from None
    if len(raw) > LINE_MOST_BYTES:
        raise BadRecord(f"{len(raw)} bytes, more than {LINE_MOST_BYTES}")
    group.raws.append(raw)
    group.envelopes.append(envelope)
    group.datas.append(data)
    group.head = Head(envelope.n, digest)


def _dump_data(change: Change, *, received: bool) -> bytes:
    if not change.table or not change.id or _CONTROL.search(change.table + change.id):
        raise BadRecord("table and id are needed, without control characters")
    if change.op == "remove":
        if change.data is not None:
            raise BadRecord("a removal has no data")
        return b"null"
    if not isinstance(change.data, dict):
        raise BadRecord("the data is not an object")
    if change.table == BUNDLES and "stream" in change.data and change.op == "put" and not received:
        raise BadRecord("the head of a stream is written by the store alone")
    try:
        return dump_text(change.data)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRecord(str(error)) from error


def _require_free_keys(changes: Sequence[Change], datas: Sequence[bytes], index: Index) -> None:
    """Raise Duplicate if after the whole group two dossiers had one code, or two slips not void of a batch one serial."""
    final = {
        (change.table, change.id): load_looked(data) if change.op == "put" else None
        for change, data in zip(changes, datas, strict=True)
        if change.table in ("dossiers", "surveys") and change.op != "audit"
    }
    owners: dict[tuple[object, ...], str] = {}
    for (table, id), looked in final.items():
        key = _unique_key(table, looked)
        if key is None:
            continue
        owner = owners.setdefault(key, id)
        if owner != id or any(current != id and (table, current) not in final for current in _owners(index, key)):
            raise Duplicate(table, "code" if table == "dossiers" else "serial", str(key[-1]))


def _unique_key(table: str, looked: Looked | None) -> tuple[object, ...] | None:
    if looked is None:
        return None
    if table == "dossiers":
        return (table, looked.code) if isinstance(looked.code, str) and looked.code else None
    if isinstance(looked.batch, str) and type(looked.serial) is int and looked.disposition != "void":
        return (table, looked.batch, looked.serial)
    return None


def _owners(index: Index, key: tuple[object, ...]) -> list[str]:
    found = index.find("", str(key[0]))
    if found is None:
        return []
    if len(key) == 2:
        slot = found.codes.find(str(key[1]))
        return [] if slot is None else [found.ids[slot]]
    slots = found.serials.find(str(key[1]), int(str(key[2])))
    return [found.ids[slot] for slot in slots if found.serials.kind(slot) != "void"]
