"""The open keys of a sealed office, and changing who can open it: accounts' slots, recovery code, escrow, a new office key.

Each change rewrites `keys/slots.json` whole and durably; only who holds the office's lock may change it.
This module must not decide who is allowed to (workflows do), nor touch the journal.
"""

from __future__ import annotations

import re
import secrets
from base64 import b64encode
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from desktop_app.store.attempts import Attempts
from desktop_app.store.durable import replace_file
from desktop_app.store.errors import BadRecord, Damaged, OfficeReadOnly, WrongPassword
from desktop_app.store.files import Files
from desktop_app.store.passwords import load_recovery_code, make_recovery_code, password_bytes, require_password
from desktop_app.store.seal import KEY_BYTES, Ring, SealCodec
from desktop_app.store.slots import (
    SLOTS_FILE,
    STANDARD,
    Content,
    Escrow,
    Passed,
    Slot,
    SlotFile,
    Strength,
    dump_keys,
    dump_slots,
    is_proven,
    load_slots,
    make_passed,
    make_proof,
    make_slot,
    open_slot,
)  # fmt: skip
from desktop_app.store.station_keys import StationKey, encrypt_to, load_signing_key, make_reading_key, public_line

KEYS = "keys"
ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
RECOVERY = "recovery"
UNKNOWN = "?"


class Seal:
    """The open keys of a sealed office. account, role: whose slot opened it, empty for recovery and escrow."""

    def __init__(
        self, files: Files, folder: Path, file: SlotFile, ring: Ring, content: Content, slot: Slot | None, *, read_only: bool
    ) -> None:
        self._files, self._folder, self._file = files, folder, file
        self._content, self._slot = content, slot
        self._read_only = read_only
        self.ring = ring
        self.codec = SealCodec(ring)
        self.account = slot.account if slot else ""
        self.role = slot.role if slot else ""
        self.strength = Strength(slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes) if slot else STANDARD

    def at(self, folder: Path, *, read_only: bool) -> Seal:
        """Return the same open keys for a copy of the office, such as an unpacked backup. Raises Damaged if it is none."""
        file = read_slots(folder)
        if not is_proven(self.ring, file):
            raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "slots", "changed outside the program")
        return Seal(self._files, folder, file, Ring(self.ring.keys()), self._content, self._slot, read_only=read_only)

    @property
    def signing(self) -> bytes:
        """The signing key of the account that opened it (OpenSSH), empty for recovery and escrow."""
        return self._content.signing.encode()

    @property
    def signing_public(self) -> str:
        """The public line of that key, empty if there is none."""
        return public_line(load_signing_key(self.signing)) if self.signing else ""

    def roles(self) -> dict[str, str]:
        """Return the role of each account that has a slot."""
        return {slot.account: slot.role for slot in self._file.slots if slot.kind == "password"}

    def escrow(self) -> list[str]:
        """Return the recipients the keys are entrusted to."""
        return [entry.recipient for entry in self._file.escrow]

    def set_slot(self, account: str, role: str, password: str, signing: StationKey) -> None:
        """Give an account a slot with its signing key, in the place of one it has.

        Raises Refused for a bad password, BadRecord for a name, OfficeReadOnly and the durable writer's errors.
        """
        if not ACCOUNT.fullmatch(account):
            raise BadRecord("account: letters without marks, digits, . _ -")
        require_password(password, account)
        self._put(self._make_slot(account, role, password, signing.secret.decode()))

    def change_password(self, old: str, new: str, now: datetime) -> None:
        """Change the password of the account that opened the office; its keys stay. Raises WrongPassword, MustWait, Refused."""
        require_password(new, self.account)
        slot = next((slot for slot in self._file.slots if slot.account == self.account and slot.kind == "password"), None)
        try_slot(Attempts(self._files, self._folder / KEYS), self._file, slot, self.account, password_bytes(old), now)
        self._put(self._make_slot(self.account, self.role, new, self._content.signing))

    def remove_slot(self, account: str) -> bool:
        """Take an account's slot away; return whether it had one. What it read before it may still know: see `renew`."""
        left = tuple(slot for slot in self._file.slots if slot.kind != "password" or slot.account != account)
        if len(left) == len(self._file.slots):
            return False
        self._write(msgspec.structs.replace(self._file, slots=left))
        return True

    def renew(self, accounts: Collection[str]) -> int:
        """Make a new office key, pass it on to these accounts, the recovery code and the escrow; return its number.

        What is written from now on is sealed under it; other slots are removed. Old lines stay under the old keys, which
        whoever had them may have kept. Raises OfficeReadOnly and the durable writer's errors.
        """
        number, key = self.ring.newest + 1, secrets.token_bytes(KEY_BYTES)
        slots = tuple(slot for slot in self._file.slots if slot.kind == RECOVERY or slot.account in accounts)
        recipients = [slot.recipient for slot in slots] + self.escrow()
        told = make_passed(self.ring.key(number - 1), number, key, self._file.office)
        passed = Passed(number=number, sealed=b64encode(encrypt_to(recipients, told)).decode())
        ring = Ring({**self.ring.keys(), number: key})
        self._write(msgspec.structs.replace(self._file, slots=slots, passed=(*self._file.passed, passed)), ring)
        self.ring.add(number, key)
        return number

    def renew_recovery_code(self) -> str:
        """Make a new recovery code; the old one opens nothing any more. Raises as `set_slot`."""
        code = make_recovery_code()
        self._put(make_recovery_slot(self._file.office, code, self.ring, self.strength))
        return code

    def set_escrow(self, recipients: Sequence[str]) -> None:
        """Entrust the keys to these escrow keys and no others. Raises BadKey and as `set_slot`."""
        self._write(msgspec.structs.replace(self._file, escrow=make_escrow(self.ring, recipients)))

    def _make_slot(self, account: str, role: str, password: str, signing: str) -> Slot:
        identity = make_reading_key()
        content = Content(keys=dump_keys(self.ring), identity=identity.secret.decode(), signing=signing)
        secret = password_bytes(password)
        return make_slot(self._file.office, "password", account, role, identity.public, secret, content, self.strength)

    def _put(self, slot: Slot) -> None:
        others = tuple(s for s in self._file.slots if (s.kind, s.account) != (slot.kind, slot.account))
        self._write(msgspec.structs.replace(self._file, slots=(*others, slot)))

    def _write(self, file: SlotFile, ring: Ring | None = None) -> None:
        if self._read_only:
            raise OfficeReadOnly
        proven = make_proof(ring or self.ring, file)
        replace_file(self._files, self._folder / KEYS / SLOTS_FILE, dump_slots(proven), 0o600)
        self._file = proven


def read_slots(folder: Path) -> SlotFile:
    """Return the slots of the office in a folder. Raises Damaged, NewerVersion."""
    try:
        return load_slots((folder / KEYS / SLOTS_FILE).read_bytes())
    except OSError as error:
        raise Damaged(f"{KEYS}/{SLOTS_FILE}", 0, "missing", error.strerror or "") from error


def try_slot(attempts: Attempts, file: SlotFile, slot: Slot | None, account: str, secret: bytes, now: datetime) -> Content:
    """Return what the slot wraps; the try is counted. Raises WrongPassword, MustWait."""
    counted = (RECOVERY if slot.kind == RECOVERY else f"account {account}") if slot else UNKNOWN
    attempts.require_free(counted, now)
    wait = attempts.note(counted, now)
    content = open_slot(file.office, slot, secret) if slot else None
    if content is None:
        raise WrongPassword(account, wait)
    attempts.clear(counted)
    return content


def make_recovery_slot(office: str, code: str, ring: Ring, strength: Strength) -> Slot:
    """Return the slot that a recovery code opens."""
    identity = make_reading_key()
    content = Content(keys=dump_keys(ring), identity=identity.secret.decode())
    return make_slot(office, "recovery", "", "", identity.public, load_recovery_code(code), content, strength)


def make_escrow(ring: Ring, recipients: Sequence[str]) -> tuple[Escrow, ...]:
    """Return all keys, entrusted to each recipient."""
    clear = msgspec.json.encode(dump_keys(ring))
    return tuple(Escrow(recipient=to, sealed=b64encode(encrypt_to([to], clear)).decode()) for to in recipients)
