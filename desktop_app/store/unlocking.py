"""Opening a sealed office: by an account's password, the recovery code, or the escrow key; and how its keys begin.

This module must not decide who may do what with what is opened, nor touch the journal.
"""

from __future__ import annotations

import binascii
import secrets
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from desktop_app.store.attempts import Attempts
from desktop_app.store.errors import BadRecord, Damaged, KeyMissing, WrongPassword
from desktop_app.store.files import Files
from desktop_app.store.holder import ACCOUNT, KEYS, RECOVERY, Seal, make_escrow, make_recovery_slot, read_slots, try_slot
from desktop_app.store.passwords import load_recovery_code, make_recovery_code, password_bytes, require_password
from desktop_app.store.seal import KEY_BYTES, Ring
from desktop_app.store.slots import (
    SLOTS_FILE,
    STANDARD,
    Content,
    Slot,
    SlotFile,
    Strength,
    dump_keys,
    dump_slots,
    is_proven,
    load_keys,
    load_passed,
    make_proof,
    make_slot,
)  # fmt: skip
from desktop_app.store.station_keys import decrypt_with, load_reading_key, make_reading_key, make_signing_key


@dataclass(frozen=True, slots=True)
class Unlock:
    """An account and its password."""

    account: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The code of the recovery sheet, as typed."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EscrowIdentity:
    """The age identity file of the escrow key."""

    secret: bytes = field(repr=False)


Unlocking = Unlock | RecoveryCode | EscrowIdentity | Seal
"""What opens a sealed office; a `Seal` that is open opens copies of its own office."""


@dataclass(frozen=True, slots=True)
class Founding:
    """How a sealed office begins: its first account, and to whose escrow keys (`age1…`) its key is entrusted."""

    account: str
    password: str = field(repr=False)
    role: str = "administrator"
    escrow: tuple[str, ...] = ()
    strength: Strength = STANDARD


@dataclass(frozen=True, slots=True)
class Founded:
    """What is told once. code: of the recovery sheet.  signing: public line of the first account's signing key."""

    code: str = field(repr=False)
    signing: str


def found_seal(founding: Founding) -> tuple[bytes, Founded]:
    """Return the first `keys/slots.json` of an office and what is told once. Raises Refused, BadRecord, BadKey."""
    if not ACCOUNT.fullmatch(founding.account):
        raise BadRecord("account: letters without marks, digits, . _ -")
    require_password(founding.password, founding.account)
    office, ring, code = secrets.token_hex(16), Ring({1: secrets.token_bytes(KEY_BYTES)}), make_recovery_code()
    signing, identity = make_signing_key(), make_reading_key()
    content = Content(keys=dump_keys(ring), identity=identity.secret.decode(), signing=signing.secret.decode())
    secret, strength = password_bytes(founding.password), founding.strength
    slots = (
        make_slot(office, "password", founding.account, founding.role, identity.public, secret, content, strength),
        make_recovery_slot(office, code, ring, strength),
    )
    file = make_proof(ring, SlotFile(office=office, slots=slots, escrow=make_escrow(ring, founding.escrow)))
    return dump_slots(file), Founded(code, signing.public)


def unlock_office(files: Files, folder: Path, unlocking: Unlocking, now: datetime, *, read_only: bool) -> Seal:
    """Return the open keys. Raises WrongPassword, MustWait, KeyMissing, Refused (not a code), Damaged, BadKey."""
    if isinstance(unlocking, Seal):
        return unlocking.at(folder, read_only=read_only)
    file = read_slots(folder)
    slot: Slot | None = None
    if isinstance(unlocking, EscrowIdentity):
        content = _open_escrow(file, unlocking)
    else:
        attempts = Attempts(files, folder / KEYS)
        if isinstance(unlocking, RecoveryCode):
            secret, kind, account = load_recovery_code(unlocking.code), RECOVERY, ""
        else:
            secret, kind, account = password_bytes(unlocking.password), "password", unlocking.account
        slot = next((slot for slot in file.slots if (slot.kind, slot.account) == (kind, account)), None)
        content = try_slot(attempts, file, slot, account, secret, now)
    ring = _open_ring(file, content, slot.account if slot else "")
    if not is_proven(ring, file):
        raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "slots", "changed outside the program")
    return Seal(files, folder, file, ring, content, slot, read_only=read_only)


def _open_escrow(file: SlotFile, escrow: EscrowIdentity) -> Content:
    identity = load_reading_key(escrow.secret)
    for entry in file.escrow:
        clear = decrypt_with(identity, _bytes(entry.sealed))
        if clear is not None:
            return Content(keys=_load_keys(clear), identity=escrow.secret.decode("utf-8", "replace"))
    raise WrongPassword("", 0)


def _open_ring(file: SlotFile, content: Content, account: str) -> Ring:
    """Return the slot's keys and those passed on to it since. Raises KeyMissing, Damaged."""
    try:
        ring = load_keys(content.keys)
    except ValueError:
        raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "slots", "keys") from None
    identity = load_reading_key(content.identity.encode())
    for passed in file.passed:
        if passed.number <= ring.newest:
            continue
        told = decrypt_with(identity, _bytes(passed.sealed))
        if told is None or passed.number != ring.newest + 1:
            raise KeyMissing(account)
        key = load_passed(ring.key(ring.newest), passed.number, told, file.office)
        if key is None:
            raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "slots", "a key that is not ours")
        ring.add(passed.number, key)
    return ring


def _load_keys(clear: bytes) -> dict[int, str]:
    try:
        return msgspec.json.decode(clear, type=dict[int, str])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "slots", "escrow") from None


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error:
        return b""
