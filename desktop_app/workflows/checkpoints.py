"""Checkpoints: at the end of a session in which something was written, the account signs the journal's head with its own key.

Whoever rewrites the chain afterwards must leave out or forge the checkpoints behind the change, and holds only their own key.
Not seen: a chain rewritten together with all later checkpoints dropped, or by who holds every key that signed since; against
that stand the heads printed on reports and carried in bundles. This module must not judge the chain itself.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop_app.store.check import Finding
from desktop_app.store.errors import StoreError
from desktop_app.store.station_keys import is_signed, sign_text
from forms.line import dump_text, load_line

if TYPE_CHECKING:
    from desktop_app.store.office import Stored
    from desktop_app.workflows.session import Session

WHAT = "checkpoint"
DOMAIN = b"somotcua checkpoint 1\0"


def write_checkpoint(session: Session, since: int) -> None:
    """Sign the head if lines were written after line `since`. A disk that refuses stops no closing."""
    office = session.office
    if office.seal is None or not office.seal.signing or office.read_only or office.head.n <= since:
        return
    head, key = office.head, office.seal.signing_public
    signature = sign_text(office.seal.signing, _signed(session, head.n, head.hash))
    with contextlib.suppress(StoreError):
        detail = {"n": head.n, "hash": head.hash, "key": key, "signature": signature}
        office.audit(WHAT, detail, by=session.account, at=session.clock())


def check_checkpoints(session: Session) -> list[Finding]:
    """Return what the checkpoints prove; nothing for an office that is not sealed. Raises Damaged."""
    if session.office.seal is None:
        return []
    keys = _keys(session)
    bad, last, count = [], 0, 0
    for stored in session.office.audits(WHAT):
        count += 1
        if _is_good(session, stored, keys):
            last = int((stored.data or {})["n"])
        else:
            bad.append(stored.n)
    if bad:
        lines = ", ".join(map(str, bad[:10]))
        vi = f"Điểm chốt ở dòng {lines} không đúng: nhật ký hoặc khóa đã bị thay."
        return [Finding("CHECKPOINT", False, vi, f"The checkpoints at lines {lines} are wrong: journal or keys were changed.")]
    vi = f"{count} điểm chốt do các tài khoản ký đều đúng; đến dòng {last} đã được ký xác nhận."
    return [Finding("CHECKPOINT", True, vi, f"{count} checkpoints signed by the accounts are right; signed up to line {last}.")]


def _is_good(session: Session, stored: Stored, keys: dict[str, set[str]]) -> bool:
    data = stored.data or {}
    n, digest, key = data.get("n"), str(data.get("hash")), str(data.get("key"))
    if not isinstance(n, int) or not 0 < n < stored.n or key not in keys.get(stored.by, set()):
        return False
    there = load_line(next(session.office.raw_lines(n))).hash
    return there == digest and is_signed(key, _signed(session, n, digest), str(data.get("signature")))


def _keys(session: Session) -> dict[str, set[str]]:
    """Return every signing key an account ever had."""
    office = session.office
    found: dict[str, set[str]] = {}
    for slot in range(office.slot_count("accounts")):
        account = office.slot("accounts", slot)[0]
        found[account] = {str((revision.data or {}).get("key")) for revision in office.history("accounts", account)}
    return found


def _signed(session: Session, n: int, digest: str) -> bytes:
    """Return the bytes that are signed: station, number and hash; the hash covers the epoch."""
    return DOMAIN + dump_text([session.office.profile.station, n, digest])
