"""Making a new office: its folder, its keys and certificates, and the records every office starts with.

The keys made here are the office's own: a signing key and a reading key for sticks, a certificate authority with one
certificate per role for reports, and an escrow key whose secret half belongs in a safe, not on this machine.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.store import station_keys
from desktop_app.store.certificates import make_unit_certificates
from desktop_app.store.office import Founding, Profile, create_office
from desktop_app.store.passwords import check_password
from desktop_app.store.slots import STANDARD, Strength
from desktop_app.workflows.accounts import first_account
from desktop_app.workflows.keyring import (
    APPROVED_FILE,
    CA_FILE,
    ESCROW_FILE,
    PREPARED_FILE,
    READING_FILE,
    SIGNING_FILE,
)
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Clock, open_session, vietnam_now
from forms.problems import Refused, declare, make_problem
from forms.shipped import holidays_of, load_seed
from forms.text import nfc

BAD_CODE = declare(
    "UNIT-CODE-SHAPE",
    "Mã đơn vị gồm 2-8 chữ cái hoa không dấu hoặc chữ số, có thể nối thêm bằng dấu gạch ngang, ví dụ TUSON hoặc BN-TUSON.",
    "A unit code is 2-8 capital letters without marks or digits, more parts joined by hyphens, e.g. TUSON or BN-TUSON.",
)
NO_NAME = declare("UNIT-NAME-EMPTY", "Hãy ghi tên đơn vị.", "Give the unit's name.")


@dataclass(frozen=True, slots=True)
class Made:
    """What is told once of a sealed office. code: for the recovery sheet.  escrow: age identity file, for a safe off this PC."""

    code: str = field(repr=False)
    escrow: bytes = field(repr=False)


UNIT_CODE = re.compile(r"[A-Z0-9]{2,8}(-[A-Z0-9]{1,8}){0,3}", re.ASCII)
FIRST_CALENDAR_YEAR = 2019


def create(
    folder: Path,
    *,
    unit: str,
    name: str,
    parent: str = "",
    parent_name: str = "",
    account: str = "admin",
    clock: Clock | None = None,
    details: Mapping[str, Any] | None = None,
    password: str | None = None,
    account_name: str = "",
    strength: Strength = STANDARD,
) -> Made | None:
    """Make a new office in `folder`, which must be absent or empty.

    unit: code such as `TUSON`.  name: `Công an thị xã Từ Sơn`.  parent, parent_name: code and name of the office above.
    details: further fields of the unit's record (place, symbol, signer, recipients).
    password: of the first account, an administrator; None makes an office for training that is not sealed.  account_name: who
    it is.  strength: of the key derivation.  Returns what is told once of a sealed office.  Raises Refused and `StoreError`.
    """
    clock = clock or vietnam_now
    unit, name = nfc(unit).strip().upper(), nfc(name).strip()
    problems = [] if UNIT_CODE.fullmatch(unit) else [make_problem(BAD_CODE, "unit")]
    problems += [] if name else [make_problem(NO_NAME, "name")]
    problems += check_password(password, account) if password is not None else []
    if problems:
        raise Refused(problems)
    now = clock()
    escrow = station_keys.make_reading_key()
    station = f"{unit}-1"
    sealed = password is not None
    profile = Profile(
        unit=unit, name=name, parent=parent, station=station, epoch=secrets.token_hex(16), created=now.isoformat(), sealed=sealed
    )
    founding = Founding(account, password, escrow=(escrow.public,), strength=strength) if password is not None else None
    founded = create_office(folder, profile, founding=founding)
    with open_session(folder, account, clock, password=password) as session:
        if founded:
            first_account(session, account_name.strip() or account)
        card = _make_keys(session.office, unit, station, name, parent, parent_name, now, details or {}, escrow)
        enter(session, "units", [card], why="init")
        enter(session, "procedures", load_seed("procedures"), why="init")
        days = [day for year in range(FIRST_CALENDAR_YEAR, now.year + 2) for day in holidays_of(year)]
        enter(session, "holidays", days, why="init")
    return Made(founded.code, escrow.secret) if founded else None


def _make_keys(
    office: Any, unit: str, station: str, name: str, parent: str, parent_name: str, now: datetime, details: Mapping[str, Any],
    escrow: station_keys.StationKey,
) -> dict[str, Any]:  # fmt: skip
    signing, reading = station_keys.make_signing_key(), station_keys.make_reading_key()
    prepared_name = details.get("preparer", {}).get("name") or f"Cán bộ lập - {name}"
    approved_name = details.get("signer", {}).get("name") or f"Chỉ huy - {name}"
    made = make_unit_certificates(name, prepared_name, approved_name, now, None)
    for file, data in (
        (SIGNING_FILE, signing.secret),
        (READING_FILE, reading.secret),
        (ESCROW_FILE, escrow.secret),
        (CA_FILE, made.ca_pem),
        (PREPARED_FILE, made.prepared_p12),
        (APPROVED_FILE, made.approved_p12),
    ):
        office.write_secret(file, data)
    return {
        "unit": unit,
        "name": name,
        "type": details.get("type", ""),
        "parent": parent,
        "parent_name": parent_name,
        "from": now.date().isoformat(),
        "stations": [{"station": station, "key": signing.public, "age": reading.public}],
        "certificate": made.ca_pem.decode(),
        "escrow": escrow.public,
        **{field: value for field, value in details.items() if field != "type"},
    }
