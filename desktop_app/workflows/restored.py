"""What a station's restore from a backup means for the office above: what both have in common, and what only we still have.

Lines that came here before the station lost them are kept and verified, never counted and never thrown away: a person looks at
them (`lost_lines`) and decides with the unit what is keyed again. This module must not take anything in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from desktop_app.store.office import Past, Stored, StreamHead, set_aside
from desktop_app.words import say
from forms.line import load_line

if TYPE_CHECKING:
    from desktop_app.workflows.receiving import Outcome
    from desktop_app.workflows.session import Session
    from exports.bundle import OpenedBundle


@dataclass(frozen=True, slots=True)
class Meeting:
    """How the first bundle of a new epoch fits what is here.

    common: number of the last line that both have.  lost: lines of ours behind it.  fork: a line before it differs.
    """

    common: int
    lost: int
    fork: bool


def past_of(bundle: OpenedBundle) -> tuple[Past, ...]:
    """Return the earlier epochs that a bundle's lines begin with."""
    return tuple(Past(epoch=epoch, last=last) for epoch, last in bundle.past)


def meet(session: Session, bundle: OpenedBundle) -> Meeting | None:
    """Return how a restored station's first bundle fits its stream here, None for any other bundle. Raises Damaged."""
    header, past = bundle.header, past_of(bundle)
    if not past or header.seq != 1:
        return None
    coming = StreamHead(
        unit=header.unit, station=header.station, epoch=header.epoch, n=header.lines.last, hash=header.lines.head, past=past
    )
    here = _current(session, coming)
    if here is None:
        return Meeting(0, 0, fork=False)
    common = common_lines(here, coming)
    lines = (load_line(raw) for raw in bundle.events)
    shared = takewhile(lambda line: line.envelope.n <= common, lines)
    fork = any(line.hash != session.office.stream_hash(here.station, here.epoch, line.envelope.n) for line in shared)
    return Meeting(common, here.n - common, fork)


def common_lines(one: StreamHead, other: StreamHead) -> int:
    """Return up to which line two streams of one station are of the same epochs."""
    common = 0
    for (epoch, last), (other_epoch, other_last) in zip(_epochs(one), _epochs(other), strict=False):
        if epoch != other_epoch:
            break
        common = min(last, other_last)
        if last != other_last:
            break
    return common


def tell(outcome: Outcome, meeting: Meeting) -> Outcome:
    """Return the outcome with what the restore means: from where the station goes on, and what it has lost."""
    told = say(
        f"Máy này đã khôi phục từ bản sao lưu ở dòng {meeting.common}.",
        f"This station was restored from a backup at line {meeting.common}.",
    )
    if meeting.lost:
        told += " " + say(
            f"{meeting.lost} dòng đã nhận trước đây không còn ở máy đó: vẫn được giữ ở đây nhưng không tính vào số liệu; "
            "hãy cùng đơn vị xem lại (lệnh lost).",
            f"{meeting.lost} lines received before are no longer there: they are kept here but not counted; "
            "look at them with the unit (command lost).",
        )
    return replace(outcome, lost=meeting.lost, warnings=[*outcome.warnings, told])


def lost_lines(session: Session) -> Iterator[tuple[str, Stored]]:
    """Yield (unit, line) of all that was received before its station was restored and lost it. Raises Damaged."""
    streams = session.office.streams()
    for key in sorted(set_aside(streams)):
        stream = streams[key]
        current = _current(session, stream)
        common = common_lines(stream, current) if current else 0
        for stored in session.office.stream_lines(*key, common + 1):
            if stored.op != "audit":
                yield stream.unit, stored


def _current(session: Session, stream: StreamHead) -> StreamHead | None:
    """Return the stream that counts among those which began with the same lines, None if there is none."""
    streams = session.office.streams()
    aside = set_aside(streams)
    return next((head for key, head in streams.items() if key not in aside and head.lineage == stream.lineage), None)


def _epochs(stream: StreamHead) -> list[tuple[str, int]]:
    return [*((past.epoch, past.last) for past in stream.past), (stream.epoch, stream.n)]
