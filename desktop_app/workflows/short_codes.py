"""The official dossier code keyed short: the agency and the day are the same all day, the number is what differs.

Only the unit's own agency is put in front; an unclear text stays as it is keyed. Source of the shape: domain.md §3.
"""

from __future__ import annotations

import re
from datetime import date

from desktop_app.workflows.look import office_card
from desktop_app.workflows.session import Session
from forms.dossier import make_code, parse_code
from forms.problems import Refused

_NUMBER = re.compile(r"[0-9]{1,6}")
_DAY_NUMBER = re.compile(r"([0-9]{6})[-./ ]([0-9]{1,6})")


def agency_of(session: Session) -> str:
    """Return the agency in the unit's dossier codes, e.g. `000.17.22.H56`; empty while the unit's card does not say."""
    return str(office_card(session).get("agency") or "")


def full_code(agency: str, text: str, day: date) -> str:
    """Return the whole code of `12` or `200706-12`, everything else as it is. day: the day of reception.

    `12`, received on 06/07/2020 at 000.17.22.H56 → `000.17.22.H56-200706-0012`.
    """
    text = text.strip()
    if agency and _NUMBER.fullmatch(text):
        return _made(agency, day, int(text)) or text
    if agency and (match := _DAY_NUMBER.fullmatch(text)):
        whole = parse_code(f"{agency}-{match[1]}-{int(match[2]):04d}")
        return f"{agency}-{match[1]}-{int(match[2]):04d}" if whole else text
    return text


def short_code(agency: str, code: str) -> str:
    """Return a code without the unit's own agency, for narrow columns; another one as it is."""
    return code.removeprefix(f"{agency}-") if agency else code


def _made(agency: str, day: date, number: int) -> str:
    try:
        return make_code(agency, day, number)
    except Refused:
        return ""
