"""Sending: what is new since the last bundle becomes one, and all bundles go onto the stick.

A bundle is made in the office first and its record saved; only then is it copied, read back and called written. Bundles
without a receipt travel again each time, so a lost stick heals itself. The stick never sees a clear line.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.store import sticks
from desktop_app.store.office import Change, Stored
from desktop_app.store.station_keys import load_signing_key
from desktop_app.words import say
from desktop_app.workflows.auditing import note
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.keyring import SIGNING_FILE
from desktop_app.workflows.permissions import require
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.session import Session
from exports.bundle import BundleRefused, file_name, hash_header, load_header, read_outer, write_bundle
from forms.line import ZERO_HASH, load_line

TABLE, OUT = "bundles", "out"
SILENT_TABLES = frozenset({"bundles", "audit"})
"""Lines of these alone are no reason for a bundle; they travel with the next."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies on the stick now. files: every bundle written or found there whole.  lines: new lines, 0 when nothing was new."""

    files: list[Path]
    lines: int


def send(session: Session, folder: Path, progress: Progress = silent) -> Sent:
    """Make a bundle of what is new for the office above and copy all bundles to `folder`.

    Raises WorkflowError when the office above is not enrolled or the stick has another bundle of the same name, BundleRefused,
    and the stick's and store's errors; the stick then has no half file.
    """
    require(session, "send")
    made = make_bundle(session, progress)
    waiting = sent_bundles(session)
    if not waiting:
        raise WorkflowError("Chưa có gì để gửi.", "There is nothing to send yet.")
    for stored in waiting:
        _require_own(folder / str((stored.data or {})["file"]), str((stored.data or {})["bundle"]))
    files = []
    for number, stored in enumerate(waiting, 1):
        data = stored.data or {}
        text = say(f"Ghi {data['file']}", f"Writing {data['file']}")
        progress(number - 1, len(waiting), text)
        name = str(data["file"])
        files.append(sticks.copy_to_stick(session.office.folder / "bundles" / name, folder, name))
        progress(number, len(waiting), text)
    lines = made["last"] - made["first"] + 1 if made else 0
    note(session, "send", {"files": [path.name for path in files], "lines": lines})
    return Sent(files, lines)


def _require_own(target: Path, bundle: str) -> None:
    """Raise WorkflowError if a whole bundle with other content has this name: an older copy of the office was put back."""
    try:
        with target.open("rb") as file:
            other = read_outer(file).header.bundle
    except (OSError, BundleRefused):
        return  # nothing there, or nothing worth keeping
    if other != bundle:
        raise WorkflowError(
            f"Trên USB đã có gói {target.name} với nội dung khác: có thể sổ này là bản cũ được đặt lại. "
            "Không ghi gì. Hãy giữ USB đó, hỏi quản trị, và gửi bằng USB khác.",
            f"The stick holds another bundle {target.name}: this office may be an older copy that was put back. "
            "Nothing was written. Keep that stick, ask the administrator, and send with another one.",
        )


def sent_bundles(session: Session) -> list[Stored]:
    """Return the records of all bundles made here in the present epoch, oldest first.

    After a restore the station begins a new sequence whose first bundle holds all lines: those of before need not travel.
    """
    last = max((before.last for before in session.office.profile.past), default=0)
    mine = [stored for stored in session.office.records(TABLE, origin="") if stored.n > last]
    own = [stored for stored in mine if (stored.data or {}).get("direction") == OUT]
    return sorted(own, key=lambda stored: int((stored.data or {})["seq"]))


def make_bundle(session: Session, progress: Progress = silent) -> dict[str, Any] | None:
    """Make and keep a bundle of the lines since the last; return its record, None when nothing is new. Raises as `send`."""
    recipients = _recipients(session)
    before = sent_bundles(session)
    last = (before[-1].data or {}) if before else {}
    first, head = int(last.get("last", 0)) + 1, session.office.head
    lines = list(session.office.raw_lines(first))
    if all(load_line(raw).envelope.table in SILENT_TABLES for raw in lines):
        return None
    out = io.BytesIO()
    header_bytes = write_bundle(
        out,
        key=load_signing_key(session.secret(SIGNING_FILE)),
        recipients=recipients,
        unit=session.office.profile.unit,
        station=session.office.profile.station,
        epoch=session.office.profile.epoch,
        seq=int(last.get("seq", 0)) + 1,
        prev=str(last.get("header", ZERO_HASH)),
        kind="full" if first == 1 else "inc",
        events=lines,
        bundle_id=secrets.token_hex(16),
        created=session.clock(),
        progress=lambda done: progress(done, len(lines), say("Đóng gói", "Packing")),
    )
    header, data = load_header(header_bytes), out.getvalue()
    record = {
        "direction": OUT,
        "seq": header.seq,
        "bundle": header.bundle,
        "header": hash_header(header_bytes),
        "first": first,
        "last": head.n,
        "head": head.hash,
        "to": session.office.profile.parent,
        "file": file_name(header),
        "sha256": hashlib.sha256(data).hexdigest(),
        "created": header.created,
    }
    session.office.write_file(f"bundles/{record['file']}", data)
    begun = f"{header.epoch[:8]}-" if session.office.profile.past else ""
    session.append([Change(TABLE, f"{OUT}-{begun}{header.seq:06}", record, 0)])
    return record


def _recipients(session: Session) -> list[str]:
    """Return the age keys of the office above and of its escrow."""
    parent = session.office.profile.parent
    stored = session.office.get("units", parent) if parent else None
    card = (stored.data or {}) if stored else {}
    keys = [str(station["age"]) for station in card.get("stations", []) if station.get("age")]
    if not keys:
        raise WorkflowError(
            f"Chưa có thẻ của đơn vị cấp trên ({parent or '?'}). Hãy nạp thẻ đơn vị của họ rồi gửi lại.",
            f"The card of the office above ({parent or '?'}) is not known. Take in its unit card, then send again.",
        )
    return keys + ([str(card["escrow"])] if card.get("escrow") else [])
