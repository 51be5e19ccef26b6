"""The unit card: the public half of a unit's keys with its names, which another office enters to trust it.

A card is the unit's own record in the `units` table; entering it elsewhere is enrolment. Compare fingerprints by
telephone or on paper before trusting a card. No secret is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.store.station_keys import fingerprint
from desktop_app.workflows.accounts import entrust
from desktop_app.workflows.auditing import note
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.files import read_input
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from forms.line import dump_text
from forms.problems import Refused, declare, make_problem
from forms.strict_json import BadJson, loads_strict

NOT_A_CARD = declare(
    "CARD-SHAPE",
    "Tệp không phải thẻ đơn vị. Hãy xin lại thẻ do chương trình của đơn vị đó xuất ra.",
    "This file is not a unit card. Ask the unit for the card its program writes.",
)
MAX_CARD_BYTES = 1 << 16


def unit_card(session: Session) -> dict[str, Any]:
    """Return this unit's record with its public keys."""
    stored = session.office.get("units", session.office.profile.unit)
    if stored is None or stored.data is None:
        raise WorkflowError("Sổ chưa có bản ghi của chính đơn vị.", "The office has no record of its own unit.")
    return stored.data


def dump_card(session: Session) -> bytes:
    """Return the card as one JSON line, ready for `enter units`, and note that it goes out."""
    card = unit_card(session)
    note(session, "export", {"kind": "card", "unit": card["unit"]})
    return dump_text(card) + b"\n"


def load_card(data: bytes) -> dict[str, Any]:
    """Return the card of a file's bytes. Raises Refused when it is none."""
    try:
        card = loads_strict(data, max_bytes=MAX_CARD_BYTES)
    except BadJson:
        raise Refused([make_problem(NOT_A_CARD, "card")]) from None
    if not isinstance(card, dict) or not card.get("unit") or not card.get("stations"):
        raise Refused([make_problem(NOT_A_CARD, "card")])
    return card


def read_card(path: Any) -> dict[str, Any]:
    """Return the card in a file. Raises Refused, WorkflowError."""
    return load_card(read_input(path))


def enrol(session: Session, card: Mapping[str, Any]) -> Stored:
    """Take a unit's card in: from now on its bundles and signatures are known. Raises Refused with every problem."""
    if card.get("unit") == session.office.profile.unit:
        raise WorkflowError("Đây là thẻ của chính đơn vị này.", "This is this unit's own card.")
    enter(session, "units", [dict(card)], why="enrol")
    if session.office.seal is not None and card.get("unit") == session.office.profile.parent:
        entrust(session)
    stored = session.office.get("units", str(card["unit"]))
    assert stored is not None  # noqa: S101 - saved in the line above
    return stored


def fingerprints(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (station, SHA256:… fingerprint of its signing key) for reading out over the telephone."""
    stations = [station for station in card.get("stations", []) if station.get("key")]
    return [(str(station["station"]), fingerprint(str(station["key"]))) for station in stations]
