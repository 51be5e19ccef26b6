"""One key slot: what a password or a recovery code opens. `keys/slots.json` holds them; see `FORMAT.md`.

Argon2id makes a key of the password, AES-256-GCM under it wraps the office's keys, the person's signing key and an age identity
that later keys are passed on to. Office, account, role, kind and the derivation's parameters are additional data: none can be
changed. Parameters are bounded before they are used, for they come from a file. This module must not read or write files.

Source: RFC 9106 (Argon2id), second recommended option: 64 MiB, 3 passes, 4 lanes.
"""

from __future__ import annotations

import binascii
import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.store.errors import Damaged
from desktop_app.store.seal import KEY_BYTES, NONCE_BYTES, Ring
from desktop_app.store.upgrade import SLOTS_STEPS, upgrade_value
from forms.line import dump_text

FORMAT_NAME, FORMAT_VERSION = "somotcua slots", 1
SLOTS_FILE = "slots.json"
SLOT_DOMAIN, PASSED_DOMAIN, FILE_DOMAIN = "somotcua slot 1", b"somotcua passed key 1\0", b"somotcua slots file 1\0"
SALT_BYTES = 16
MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES = 256 << 10, 16, 16
MOST_SLOTS, MOST_FILE_BYTES = 1_000, 4 << 20

Kind = Literal["password", "recovery"]


@dataclass(frozen=True, slots=True)
class Strength:
    """How costly a guess is: memory in KiB, passes over it, lanes."""

    memory_kib: int = 64 << 10
    passes: int = 3
    lanes: int = 4


STANDARD = Strength()


class Kdf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the slot's key is derived. salt: 32 hex digits."""

    name: Literal["argon2id"]
    memory_kib: int
    passes: int
    lanes: int
    salt: str


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What lies in the file. recipient: `age1…`, to which later keys are passed on.  sealed: base64 of nonce and ciphertext."""

    kind: Kind
    account: str
    role: str
    recipient: str
    kdf: Kdf
    sealed: str


class Escrow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All keys as a base64 age file for one recipient, whose secret half lies in a safe."""

    recipient: str
    sealed: str


class Passed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key made later, as a base64 age file for every slot and escrow that was there then."""

    number: int
    sealed: str


class SlotFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. office: 32 hex digits, its own for ever.  proof: HMAC of all the rest under the newest key."""

    format: str = FORMAT_NAME
    version: int = FORMAT_VERSION
    office: str
    slots: tuple[Slot, ...] = ()
    escrow: tuple[Escrow, ...] = ()
    passed: tuple[Passed, ...] = ()
    proof: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a slot wraps: the keys by number (hex), the age identity, the person's signing key (OpenSSH, empty for recovery)."""

    keys: dict[int, str]
    identity: str
    signing: str = ""

    def __repr__(self) -> str:
        return f"Content({sorted(self.keys)})"


def dump_keys(ring: Ring) -> dict[int, str]:
    """Return a ring's keys as they are wrapped."""
    return {number: key.hex() for number, key in ring.keys().items()}


def load_keys(keys: Mapping[int, str]) -> Ring:
    """Return the ring of wrapped keys. Raises ValueError."""
    return Ring({number: bytes.fromhex(key) for number, key in keys.items()})


def make_slot(
    office: str, kind: Kind, account: str, role: str, recipient: str, secret: bytes, content: Content, strength: Strength
) -> Slot:
    """Return a slot that `secret` (a password's or recovery code's bytes) opens."""
    kdf = Kdf(
        name="argon2id", memory_kib=strength.memory_kib, passes=strength.passes, lanes=strength.lanes,
        salt=secrets.token_bytes(SALT_BYTES).hex(),
    )  # fmt: skip
    bare = Slot(kind=kind, account=account, role=role, recipient=recipient, kdf=kdf, sealed="")
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_derive(kdf, secret)).encrypt(nonce, msgspec.json.encode(content), _bound(office, bare))
    return msgspec.structs.replace(bare, sealed=b64encode(nonce + sealed).decode())


def open_slot(office: str, slot: Slot, secret: bytes) -> Content | None:
    """Return what a slot wraps, None if the secret is wrong or the slot was changed. Raises Damaged for mad parameters."""
    require_bounds(slot.kdf)
    try:
        sealed = b64decode(slot.sealed, validate=True)
        clear = AESGCM(_derive(slot.kdf, secret)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(office, slot))
        return msgspec.json.decode(clear, type=Content)
    except (InvalidTag, binascii.Error, ValueError, msgspec.MsgspecError):
        return None


def require_bounds(kdf: Kdf) -> None:
    """Raise Damaged for parameters that no slot of ours has and that would eat memory or time."""
    sane = 8 * kdf.lanes <= kdf.memory_kib <= MOST_MEMORY_KIB and 1 <= kdf.passes <= MOST_PASSES and 1 <= kdf.lanes <= MOST_LANES
    try:
        salted = len(bytes.fromhex(kdf.salt)) == SALT_BYTES
    except ValueError:
        salted = False
    if not sane or not salted:
        raise Damaged(f"keys/{SLOTS_FILE}", 0, "slots", "parameters")


def make_passed(previous: bytes, number: int, key: bytes, office: str) -> bytes:
    """Return what is passed on of a new key: the key, proven by the key before it, so that no stranger can add one."""
    return key + _prove(previous, number, key, office)


def load_passed(previous: bytes, number: int, data: bytes, office: str) -> bytes | None:
    """Return the key that was passed on, None if the key before it does not prove it."""
    key, proof = data[:KEY_BYTES], data[KEY_BYTES:]
    return key if hmac.compare_digest(proof, _prove(previous, number, key, office)) else None


def make_proof(ring: Ring, file: SlotFile) -> SlotFile:
    """Return the file with its proof under the newest key."""
    bare = msgspec.structs.replace(file, proof="")
    return msgspec.structs.replace(bare, proof=hmac.new(ring.key(ring.newest), FILE_DOMAIN + _encode(bare), sha256).hexdigest())


def is_proven(ring: Ring, file: SlotFile) -> bool:
    """Tell whether nobody without the newest key has changed the file."""
    return hmac.compare_digest(make_proof(ring, file).proof, file.proof)


def dump_slots(file: SlotFile) -> bytes:
    """Return the file's bytes."""
    return msgspec.json.format(_encode(file), indent=1) + b"\n"


def load_slots(data: bytes) -> SlotFile:
    """Return the file. Raises NewerVersion, Damaged."""
    name = f"keys/{SLOTS_FILE}"
    if len(data) > MOST_FILE_BYTES:
        raise Damaged(name, 0, "slots", "too large")
    try:
        file = msgspec.convert(upgrade_value(msgspec.json.decode(data), FORMAT_VERSION, SLOTS_STEPS), SlotFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Damaged(name, 0, "slots", str(error)) from None
    if file.format != FORMAT_NAME or file.version != FORMAT_VERSION or len(file.slots) > MOST_SLOTS:
        raise Damaged(name, 0, "slots", "format")
    return file


def _derive(kdf: Kdf, secret: bytes) -> bytes:
    salt = bytes.fromhex(kdf.salt)
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib).derive(
        secret
    )


def _bound(office: str, slot: Slot) -> bytes:
    kdf = msgspec.to_builtins(slot.kdf)
    return dump_text([SLOT_DOMAIN, office, slot.account, slot.role, slot.kind, slot.recipient, kdf])


def _prove(previous: bytes, number: int, key: bytes, office: str) -> bytes:
    return hmac.new(previous, PASSED_DOMAIN + dump_text([office, number, key.hex()]), sha256).digest()


def _encode(file: SlotFile) -> bytes:
    return msgspec.json.encode(file)
