"""Signing reports with the unit's own certificates or others', verifying what others hand in, keeping what was signed.

The cryptography is `exports.signing`'s; which keys and roots an office has is decided here. A verdict answers separate
questions and has one bottom line.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

from desktop_app.store.office import Stored
from desktop_app.store.station_keys import fingerprint, load_reading_key, load_signing_key, public_line
from desktop_app.words import Language
from desktop_app.workflows.auditing import note
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.files import read_input
from desktop_app.workflows.keyring import APPROVED_FILE, PREPARED_FILE, READING_FILE, SIGNING_FILE
from desktop_app.workflows.permissions import require
from desktop_app.workflows.receiving import registry_of
from desktop_app.workflows.records import save
from desktop_app.workflows.session import Session

Role = Literal["prepared", "approved"]
OWN_KEYS: Mapping[Role, str] = {"prepared": PREPARED_FILE, "approved": APPROVED_FILE}
SIGNERS: Mapping[Role, str] = {"prepared": "preparer", "approved": "signer"}


class Answer(Protocol):
    """The answer to one question of a verification."""

    @property
    def ok(self) -> bool | None: ...  # noqa: D102 - the shape says it
    @property
    def vi(self) -> str: ...  # noqa: D102
    @property
    def en(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about a file. ok: whether it can be relied on.  questions: in order.  vi, en: the bottom line."""

    ok: bool
    questions: Mapping[str, Answer]
    vi: str
    en: str

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return it as the value of `verify --json`."""
        vi = language == "vi"
        said = {name: {"ok": answer.ok, "line": answer.vi if vi else answer.en} for name, answer in self.questions.items()}
        return {"ok": self.ok, "questions": said, "line": self.vi if vi else self.en}


def sign(
    session: Session,
    pdf: bytes,
    role: Role,
    *,
    p12: bytes | None = None,
    pkcs11: str | None = None,
    password: str | None = None,
    name: str = "",
) -> bytes:
    """Return the report signed in a role, with the unit's own certificate unless a .p12 or a token is given.

    name: shown beside the signature; that of the unit's record unless given.  Raises SigningRefused and WorkflowError.
    """
    from exports import signing

    require(session, "sign-approved" if role == "approved" else "sign-prepared")
    name = name or _signer_name(session, role)
    if pkcs11 is not None:
        signed = signing.sign_report_token(pdf, role=role, uri=pkcs11, pin=password or "", when=session.clock(), name=name)
    else:
        own = p12 if p12 is not None else session.secret(OWN_KEYS[role])
        signed = signing.sign_report(pdf, role=role, p12=own, password=password, when=session.clock(), name=name)
    note(session, "sign", {"role": role, "sha256": hashlib.sha256(signed).hexdigest()})
    return signed


def number(session: Session, pdf: bytes, number: str, day: date | None = None) -> bytes:
    """Return the report with its number and day filled in, between the two signatures: the clerk's step. Raises Refused."""
    from exports import signing

    return signing.fill_number(pdf, number, day or session.clock().date())


def verify_file(session: Session, path: Path) -> Verdict:
    """Return the verdict on a signed report or a bundle, told apart by their first bytes. Raises WorkflowError if unreadable."""
    return verify_bytes(session, read_input(path))


def verify_bytes(session: Session, data: bytes) -> Verdict:
    """Return the verdict on a file's bytes."""
    if data[:4] == b"PK\x03\x04":
        from exports.bundle import verify_bundle

        found = verify_bundle(
            io.BytesIO(data), registry=registry_of(session), identity=_identity(session), own_key=_own_key(session)
        )
        return Verdict(found.ok, found.questions, found.vi, found.en)
    from exports import signing

    units = _units_by_root(session)
    report = signing.verify_report(data, roots=list(units), units=units)
    return Verdict(report.ok, {str(name): answer for name, answer in report.questions.items()}, report.vi, report.en)


def _units_by_root(session: Session) -> dict[bytes, str]:
    """Return the root certificates (PEM) of this unit and of all enrolled ones, each with the unit's name on its card here."""
    names: dict[bytes, list[str]] = {}
    for stored in session.office.records("units", origin=""):
        card = stored.data or {}
        if card.get("certificate"):
            names.setdefault(str(card["certificate"]).encode(), []).append(str(card.get("name") or stored.id))
    return {root: " / ".join(found) for root, found in names.items()}


def keep_report(session: Session, pdf: bytes, summary: Mapping[str, Any], *, number: str = "", replaces: str = "") -> Stored:
    """Keep a report in the office with its record: period, head, hash. Raises NotAllowed, Refused, the store's errors."""
    require(session, "report")
    digest = hashlib.sha256(pdf).hexdigest()
    now = session.clock()
    name = f"reports/{now:%Y%m%d-%H%M%S}-{digest[:8]}.pdf"
    session.office.write_file(name, pdf)
    record = {
        "unit": session.office.profile.unit,
        "from": summary["from"],
        "to": summary["to"],
        "day": now.date().isoformat(),
        "file": name,
        "sha256": digest,
        "head": dict(summary["head"]),
        **({"number": number} if number else {}),
        **({"replaces": replaces} if replaces else {}),
    }
    return save(session, "reports", record)


def list_reports(session: Session) -> list[Stored]:
    """Return the records of all kept reports, newest first."""
    return sorted(session.office.records("reports", origin=""), key=lambda stored: -stored.n)


def read_report(session: Session, stored: Stored) -> bytes:
    """Return a kept report's bytes. Raises WorkflowError when the file is gone or not the one that was kept."""
    record = stored.data or {}
    data = session.office.read_file(str(record["file"]))
    if data is None or hashlib.sha256(data).hexdigest() != record["sha256"]:
        raise WorkflowError(
            "Tệp báo cáo đã mất hoặc đã bị sửa sau khi lưu.", "The report's file is gone or was changed after it was kept."
        )
    return data


def _signer_name(session: Session, role: Role) -> str:
    unit = session.office.get("units", session.office.profile.unit)
    person = ((unit.data or {}) if unit else {}).get(SIGNERS[role]) or {}
    return str(person.get("name") or session.office.profile.name)


def _own_key(session: Session) -> str:
    return fingerprint(public_line(load_signing_key(session.secret(SIGNING_FILE))))


def _identity(session: Session) -> str:
    return load_reading_key(session.secret(READING_FILE))
