"""Days and status of an old register → the moves of a dossier's life. A register has days, not hours: usual ones are taken.

Which move may follow which is decided in `forms.dossier`. No move is later than now or before the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from desktop_app.workflows.importing.days import ReadDay
from forms.dates import VIETNAM_TIME, format_time
from forms.text import fold

WHY = "Theo sổ cũ"
FINISHED_HOUR, COLLECTED_HOUR = time(16, 0), time(16, 30)
"""Taken for the hours of finishing and handing over."""
_STATUSES: Sequence[tuple[str, Sequence[str]]] = (
    ("rejected", ("khong duoc tiep nhan", "khong tiep nhan", "tu choi")),
    ("collected", ("da tra ket qua", "da tra kq", "da tra", "tra ket qua")),
    ("payment", ("nghia vu tai chinh", "nop phi", "nop le phi")),
    ("supplement", ("bo sung",)),
    ("withdrawn", ("rut ho so", "yeu cau rut", "xin rut", "da rut")),
    ("stopped", ("dung xu ly", "dung giai quyet", "huy")),
    ("processing", ("dang xu ly", "dang giai quyet", "dang thuc hien", "chua xong", "chua giai quyet")),
    ("finished", ("da xu ly xong", "xu ly xong", "da giai quyet", "giai quyet xong", "hoan thanh", "da xong", "xong")),
    ("received", ("duoc tiep nhan", "da tiep nhan", "tiep nhan", "moi dang ky", "moi nhan")),
)
_ENDS = frozenset({"rejected", "withdrawn", "stopped"})


@dataclass(frozen=True, slots=True)
class Life:
    """Status and moves. undated: the status had no day: `error` where one is needed, `warning` where reception's stands in."""

    status: str
    moves: list[dict[str, Any]]
    undated: Literal["", "warning", "error"] = ""


def status_of(text: str) -> str:
    """Return the status a text means, empty for none."""
    plain = fold(text)
    return next((status for status, words in _STATUSES if any(word in plain for word in words)), "")


def make_life(received_at: datetime, finished: ReadDay | None, returned: ReadDay | None, status: str, now: datetime) -> Life:
    """Return the life of a dossier received at a moment. The days decide; the status says the rest."""
    end = finished or returned
    if status in _ENDS:
        at = _moment(end, FINISHED_HOUR, received_at, now) if end else received_at
        return Life(status, [_move(at, status)], "" if end else "warning")
    if end is None:
        return _open_life(received_at, status)
    done = _moment(end, FINISHED_HOUR, received_at, now)
    moves = [_move(done, "finished")]
    if returned is not None:
        moves.append(_move(_moment(returned, COLLECTED_HOUR, done, now), "collected"))
    return Life(moves[-1]["to"], moves)


def _open_life(received_at: datetime, status: str) -> Life:
    if status in ("finished", "collected"):
        return Life("received", [], "error")
    if status in ("processing", "supplement", "payment"):
        return Life(status, [_move(received_at, status)], "warning" if status != "processing" else "")
    return Life("received", [])


def _move(at: datetime, to: str) -> dict[str, Any]:
    return {"at": format_time(at), "to": to, "why": WHY}


def _moment(read: ReadDay, usual: time, after: datetime, now: datetime) -> datetime:
    """Return the moment of a step on a day: its own hour, or the usual one between the step before and now."""
    at = datetime.combine(read.day, read.clock or usual, VIETNAM_TIME)
    if read.clock is not None:
        return at
    low = after if _local(after) == read.day else at.replace(hour=0)
    high = now.astimezone(VIETNAM_TIME).replace(microsecond=0) if _local(now) == read.day else at
    return max(low, min(max(at, low), high))


def _local(moment: datetime) -> date:
    return moment.astimezone(VIETNAM_TIME).date()
