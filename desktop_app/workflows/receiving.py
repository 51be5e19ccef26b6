"""Receiving: every bundle is copied here, checked from end to end, planned, shown, and taken in whole or not at all.

Order does not matter and repeating is harmless. A gap is parked until what is missing comes; a fork, or a station that
starts anew, is never decided in silence. A station that was restored from a backup takes over from its earlier epoch once a
person has accepted that: lines we have and it lost are kept, shown and not counted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from desktop_app.store import sticks
from desktop_app.store.errors import StreamBroken
from desktop_app.store.office import StreamHead, set_aside
from desktop_app.store.spool import SealedSpool
from desktop_app.store.station_keys import load_reading_key
from desktop_app.words import say
from desktop_app.workflows import restored
from desktop_app.workflows.auditing import note
from desktop_app.workflows.errors import describe_error
from desktop_app.workflows.keyring import READING_FILE
from desktop_app.workflows.permissions import require
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.session import Session
from exports.bundle import FILE_SUFFIX, Header, OpenedBundle, Registry, file_name, open_bundle

Verdict = Literal["new", "duplicate", "gap", "fork", "new-epoch", "refused"]
TABLE, IN, PARKED, QUARANTINE = "bundles", "in", "bundles/parked", "bundles/quarantine"

MAX_BUNDLE_BYTES = 512 << 20
"""The encrypted copy is held in memory, 100 000 records take 11 MB; what is decrypted goes to a sealed spool."""

SENTENCES: dict[Verdict, tuple[str, str]] = {
    "new": ("Sẵn sàng nhận.", "Ready to be taken in."),
    "duplicate": ("Đã nhận trước đây; không có gì thay đổi.", "Received before; nothing changes."),
    "gap": (
        "Thiếu gói trước đó; giữ lại, sẽ nhận khi có đủ. Số liệu của đơn vị này chưa đầy đủ.",
        "An earlier bundle is missing; kept aside until it comes. Figures of this unit are incomplete.",
    ),
    "fork": (
        "Cùng số thứ tự nhưng khác nội dung đã nhận; giữ riêng, không nhận. Hãy hỏi đơn vị gửi.",
        "Same number but other contents than received before; kept apart, not taken in. Ask the sending unit.",
    ),
    "new-epoch": (
        "Máy này bắt đầu một đợt sổ mới (khôi phục hoặc cài lại). Hãy gọi hỏi đơn vị rồi nhận với xác nhận.",
        "This station starts anew (restored or set up again). Call the unit, then receive with a confirmation.",
    ),
    "refused": (
        "Tên máy trong gói là của đơn vị khác: không nhận. Hãy kiểm tra thẻ đơn vị.",
        "The station named in this bundle is another unit's: not taken in. Check the unit's card.",
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to happen, or happened, with one file. lines: how many it brings.  warnings: said though it is taken.

    lost: lines received earlier that the restored station no longer has.
    """

    file: str
    verdict: Verdict
    vi: str
    en: str
    unit: str = ""
    unit_name: str = ""
    seq: int = 0
    lines: int = 0
    taken: bool = False
    warnings: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def refused(self) -> bool:
        """Whether a person must do something about it."""
        return self.verdict in ("refused", "fork", "new-epoch")

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Opened:
    file: str
    data: bytes
    bundle: OpenedBundle
    spool: SealedSpool


def registry_of(session: Session) -> Registry:
    """Return every known station of every enrolled unit with its signing key."""
    known: dict[tuple[str, str], str] = {}
    for stored in session.office.records("units", origin=""):
        card = stored.data or {}
        for station in card.get("stations", []):
            if station.get("key"):
                known[str(card["unit"]), str(station["station"])] = str(station["key"])
    return known


def plan(session: Session, paths: Sequence[Path], *, accept_new_epoch: bool = False) -> list[Outcome]:
    """Return what `receive` would do with each file; nothing is written."""
    return _go(session, paths, silent, accept_new_epoch=accept_new_epoch, apply=False)


def receive(
    session: Session, paths: Sequence[Path], progress: Progress = silent, *, accept_new_epoch: bool = False
) -> list[Outcome]:
    """Take in every file that is in order, each all or nothing, in the order of their numbers.

    accept_new_epoch: a person has asked the unit and accepts that its station starts anew.  Raises the store's errors only;
    what is wrong with a file is its outcome.
    """
    outcomes = _go(session, paths, progress, accept_new_epoch=accept_new_epoch, apply=True)
    accepted = {"accepted": True} if accept_new_epoch else {}
    note(session, "receive", {"files": {outcome.file: outcome.verdict for outcome in outcomes}, **accepted})
    return outcomes


def _go(
    session: Session, paths: Sequence[Path], progress: Progress, *, accept_new_epoch: bool, apply: bool
) -> list[Outcome]:
    require(session, "receive")
    opened, outcomes = _open_all(session, [*paths, *_parked(session)], progress)
    streams = session.office.streams()
    for number, item in enumerate(sorted(opened, key=lambda item: _order(item.bundle.header, streams)), 1):
        header = item.bundle.header
        verdict = _judge(session, streams, item.bundle, accept_new_epoch=accept_new_epoch)
        meeting = restored.meet(session, item.bundle) if verdict in ("new", "new-epoch") else None
        verdict = "fork" if meeting and meeting.fork else verdict
        text = say(f"Nhận {header.unit} số {header.seq}", f"Taking in {header.unit} no. {header.seq}")
        progress(number - 1, len(opened), text)
        try:
            if apply:
                _apply(session, item, verdict)
        except StreamBroken as broken:
            outcomes.append(replace(_outcome(session, item, "refused", taken=False), vi=broken.vi, en=broken.en))
            continue
        finally:
            item.spool.close()
        if verdict == "new":
            streams[header.station, header.epoch] = _head_after(item.bundle)
        outcome = _outcome(session, item, verdict, taken=apply and verdict == "new")
        outcomes.append(restored.tell(outcome, meeting) if meeting and not meeting.fork else outcome)
        progress(number, len(opened), text)
    return outcomes


def _open_all(session: Session, paths: Iterable[Path], progress: Progress) -> tuple[list[_Opened], list[Outcome]]:
    registry, identity = registry_of(session), load_reading_key(session.secret(READING_FILE))
    opened, outcomes, files = [], [], list(paths)
    for number, path in enumerate(files):
        progress(number, len(files), say(f"Kiểm tra {path.name}", f"Checking {path.name}"))
        copy, spool = io.BytesIO(), SealedSpool(session.office.folder)
        try:
            sticks.copy_from_stick(path, copy, max_bytes=MAX_BUNDLE_BYTES)
            bundle = open_bundle(copy, registry=registry, identity=identity, spool=spool, now=session.clock())
        except Exception as error:
            spool.close()
            known = describe_error(error)
            if known is None:
                raise
            outcomes.append(Outcome(path.name, "refused", known.vi, known.en))
        else:
            opened.append(_Opened(path.name, copy.getvalue(), bundle, spool))
    return opened, outcomes


def _order(header: Header, streams: Mapping[tuple[str, str], StreamHead]) -> tuple[str, str, bool, str, int]:
    """By unit and station, known epochs before new ones, each in the order of its numbers."""
    return header.unit, header.station, (header.station, header.epoch) not in streams, header.epoch, header.seq


def _judge(
    session: Session, streams: dict[tuple[str, str], StreamHead], bundle: OpenedBundle, *, accept_new_epoch: bool
) -> Verdict:
    header = bundle.header
    if _is_of_another_unit(session, streams, header):
        return "refused"
    stream = streams.get((header.station, header.epoch))
    if stream is None:
        anew = any(station == header.station for station, _ in streams)
        if anew and not accept_new_epoch:
            return "new-epoch"
        return "new" if header.seq == 1 else "gap"
    if header.seq <= stream.bundle_seq:
        return "duplicate" if _hash_of(session, stream, header) == bundle.header_hash else "fork"
    if (header.station, header.epoch) in set_aside(streams):
        return "fork"
    if header.seq > stream.bundle_seq + 1:
        return "gap"
    return "new" if header.prev == stream.bundle_hash else "fork"


def _is_of_another_unit(session: Session, streams: Mapping[tuple[str, str], StreamHead], header: Header) -> bool:
    """Tell whether the station is known as another unit's, or as ours: who signs for one unit may not write in another's name.

    Names that differ in case alone are one name: their folders would be one on Windows.
    """
    own, name = session.office.profile, header.station.lower()
    known = {(stream.unit, stream.station) for stream in streams.values()} | {(own.unit, own.station)}
    return any(station.lower() == name and (unit, station) != (header.unit, header.station) for unit, station in known)


def _hash_of(session: Session, stream: StreamHead, header: Header) -> str:
    if header.seq == stream.bundle_seq:
        return stream.bundle_hash
    stored = session.office.get(TABLE, _record_id(header))
    return str((stored.data or {}).get("bundle_hash", "")) if stored else ""


def _record_id(header: Header) -> str:
    return f"{IN}-{header.station}-{header.epoch[:8]}-{header.seq:06}"


def _head_after(bundle: OpenedBundle) -> StreamHead:
    header = bundle.header
    return StreamHead(
        unit=header.unit, station=header.station, epoch=header.epoch, n=header.lines.last, hash=header.lines.head,
        bundle_seq=header.seq, bundle_hash=bundle.header_hash, past=restored.past_of(bundle),
    )  # fmt: skip


def _apply(session: Session, item: _Opened, verdict: Verdict) -> None:
    header, name = item.bundle.header, file_name(item.bundle.header)
    if verdict in ("gap", "fork"):
        session.office.write_file(f"{PARKED if verdict == 'gap' else QUARANTINE}/{name}", item.data)
    elif verdict == "new":
        note = {
            "id": _record_id(header),
            "direction": IN,
            "unit": header.unit,
            "bundle": header.bundle,
            "bundle_seq": header.seq,
            "bundle_hash": item.bundle.header_hash,
            "lines": header.lines.last - header.lines.first + 1,
            "created": header.created,
            "file": item.file,
        }
        session.office.receive(
            header.unit,
            header.station,
            header.epoch,
            item.bundle.events,
            note,
            by=session.account,
            at=session.clock(),
            past=restored.past_of(item.bundle),
        )


def _outcome(session: Session, item: _Opened, verdict: Verdict, *, taken: bool) -> Outcome:
    header = item.bundle.header
    vi, en = ("Đã nhận.", "Taken in.") if taken else SENTENCES[verdict]
    unit = session.office.get("units", header.unit)
    warnings = [say(problem.vi, problem.en) for problem in item.bundle.warnings]
    return Outcome(
        item.file, verdict, vi, en, header.unit, str((unit.data or {}).get("name", "")) if unit else "", header.seq,
        header.lines.last - header.lines.first + 1, taken, warnings,
    )  # fmt: skip


def _parked(session: Session) -> list[Path]:
    folder = session.office.folder / PARKED
    heads = session.office.streams()
    waiting = sorted(folder.glob(f"[!.]*{FILE_SUFFIX}")) if folder.is_dir() else []
    return [path for path in waiting if not _is_done(path, heads)]


def _is_done(path: Path, heads: dict[tuple[str, str], StreamHead]) -> bool:
    return any(
        path.name.startswith(f"{station}-{epoch[:8]}-") and int(path.name.split("-")[-2]) <= head.bundle_seq
        for (station, epoch), head in heads.items()
    )
