"""An office with invented dossiers for the tests of the register, the report and the stick page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session

NOW = datetime(2020, 8, 10, 9, 0, tzinfo=VIETNAM)
PEOPLE = (
    ("Nguyễn Thị Hường", "027190000123", "2020-07-27", "cmnd-cccd", "new"),
    ("Đặng Văn Đức", "027085000456", "2020-08-03", "antt-gcn", "new"),
    ("Trần Ngọc Ánh", "027195000789", "2020-08-07", "cmnd-cccd", "reissue"),
    ("Bùi Hoà", "125123456", "2020-08-07", "dang-ky-xe", "new"),
)


def dossier(number: int) -> dict[str, Any]:
    """Return the record of one of `PEOPLE`, as it is entered."""
    name, id_number, day, procedure, case = PEOPLE[number]
    return {
        "code": f"000.17.22.H56-{day[2:4]}{day[5:7]}{day[8:]}-000{number + 1}",
        "procedure": procedure,
        "case": case,
        "channel": "counter",
        "copies": 1,
        "name": name,
        "id_number": id_number,
        "phone": "0912345678",
        "received_at": f"{day}T08:00:00+07:00",
        "status": "received",
    }


def fill(session: Session) -> list[str]:
    """Enter the four dossiers; return their ids."""
    return [stored.id for stored in enter(session, "dossiers", [dossier(n) for n in range(len(PEOPLE))])]
