"""Anchors: heads of the journal that were noted outside it, and what the chain, held against them, proves.

Whoever may write to the folder can write a whole new chain with its witness, and nothing in the folder's own arithmetic shows
it. It shows against a head that was noted elsewhere: in a report (its record, the figures attached to the PDF, the print), in a
bundle's header, in a backup, in a signed checkpoint. Up to the last anchor that agrees nothing was changed; behind
it there is no proof, and that is said. Anchors that lie in the same folder can be rewritten along with the chain: only those
carried out (paper, stick, the office above) weigh against someone who holds this PC. This module must not mend or judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from desktop_app.store.backup import SUFFIX
from desktop_app.store.backup_errors import BackupBad
from desktop_app.store.backup_file import open_backup
from desktop_app.store.check import Finding
from desktop_app.store.errors import StoreError
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.session import Session
from exports.bundle import BundleRefused, read_outer
from exports.report.readback import Unreadable, read_figures
from forms.dates import format_date, parse_date
from forms.strict_json import BadJson, loads_strict
from forms.text import nfc

Kind = Literal["report", "figures", "bundle", "backup", "checkpoint", "typed"]
WORDS: Mapping[Kind, tuple[str, str]] = {
    "report": ("báo cáo", "report"),
    "figures": ("số liệu đính kèm báo cáo", "figures attached to the report"),
    "bundle": ("gói gửi", "bundle"),
    "backup": ("bản sao lưu", "backup"),
    "checkpoint": ("điểm chốt", "checkpoint"),
    "typed": ("mốc trên giấy", "anchor on paper"),
}
LEAST_DIGITS = 12
MAX_FIGURES_BYTES = 16 << 20
_TYPED = re.compile(rf"(\d{{1,3}}(?:\.\d{{3}}){{1,4}}|\d{{1,15}}):([0-9a-f]{{{LEAST_DIGITS},64}})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head noted somewhere: line `n`, its hash (or the beginning of it, as printed), where and when (ISO, may be empty)."""

    kind: Kind
    n: int
    hash: str
    name: str
    at: str = ""
    broken: str = ""


def load_anchor(text: str) -> Anchor:
    """Return the anchor that a person typed from a paper: `N:HASH`, at least 12 digits of the hash. Raises WorkflowError."""
    number, colon, digits = nfc(text).lower().partition(":")
    match = _TYPED.fullmatch(number.strip() + colon + "".join(digits.split()))
    if match is None:
        raise WorkflowError(
            f"“{text}” không phải mốc sổ. Hãy gõ như in trên báo cáo: SỐ:MÃ, ít nhất {LEAST_DIGITS} ký tự của mã.",
            f"“{text}” is no anchor. Type it as printed: N:HASH, at least {LEAST_DIGITS} digits of the hash.",
        )
    return Anchor("typed", int(match[1].replace(".", "")), match[2], text.strip())


def find_anchors(session: Session, backups: Path | None = None) -> Iterator[Anchor]:
    """Yield every anchor the office can find: kept reports, sent bundles, backups (of a folder too), checkpoints."""
    office = session.office
    for stored in office.records("reports", origin=""):
        yield from _of_report(session, stored.data or {}, stored.at)
    for stored in office.records("bundles", origin=""):
        yield from _of_bundle(session, stored.data or {}, stored.at)
    for stored in office.audits():
        data = stored.data or {}
        if stored.id == "backup":
            yield Anchor("backup", _number(data.get("n")), str(data.get("head")), str(data.get("file")), stored.at)
        elif stored.id == "checkpoint":
            yield Anchor("checkpoint", _number(data.get("n")), str(data.get("hash")), stored.by, stored.at)
    if backups is not None:
        yield from _of_backups(session, backups)


def check_anchors(session: Session, anchors: Sequence[Anchor]) -> list[Finding]:
    """Return one finding an anchor that contradicts the chain, and one that says up to where it is proven."""
    wrong = [anchor for anchor in anchors if anchor.broken or not _agrees(session, anchor)]
    right = [anchor for anchor in anchors if anchor not in wrong]
    return [*(_contradiction(session, anchor) for anchor in wrong), _proven(session, right, sound=not wrong)]


def _agrees(session: Session, anchor: Anchor) -> bool:
    there = session.office.line_hash(anchor.n)
    return bool(there) and len(anchor.hash) >= LEAST_DIGITS and there.startswith(anchor.hash)


def _contradiction(session: Session, anchor: Anchor) -> Finding:
    vi, en = _name(anchor)
    if anchor.broken:
        return Finding(
            "ANCHOR", False, f"Không đọc được mốc trong {vi}: {anchor.broken}.", f"No anchor read from {en}: {anchor.broken}."
        )
    head, restored = session.office.head.n, session.office.profile.past
    if anchor.n > head:
        told = f"nhật ký chỉ còn {head} dòng", f"the journal has only {head} lines"
    else:
        told = f"dòng {anchor.n} trong nhật ký có mã khác", f"line {anchor.n} of the journal has another hash"
    vi, en = f"{vi} ghi mốc {anchor.n}, nhưng {told[0]}", f"{en} notes head {anchor.n}, but {told[1]}"
    if any(anchor.n > past.last for past in restored):
        vi += "; sổ này đã khôi phục từ bản sao lưu, mốc có thể thuộc phần đã mất"
        en += "; this office was restored from a backup, the anchor may be of what was lost"
    return Finding("ANCHOR", False, f"{vi}.", f"{en}.")


def _proven(session: Session, right: Sequence[Anchor], *, sound: bool) -> Finding:
    head = session.office.head.n
    if not right:
        vi = "Chưa có mốc bên ngoài nào khớp: chưa chứng minh được gì về nhật ký."
        en = "No anchor agrees: nothing is proven of the journal."
        return Finding("PROVEN", sound, vi, en)
    last = max(right, key=lambda anchor: anchor.n)
    vi, en = _name(last)
    after = head - last.n
    behind = (
        (f"sau đó ({after} dòng): chưa có mốc bên ngoài", f"after that ({after} lines): no anchor yet")
        if after
        else ("không có dòng nào sau đó", "no line comes after it")
    )
    return Finding(
        "PROVEN",
        sound,
        f"Từ mốc {last.n} ({vi}) trở về trước: không thay đổi, {len(right)} mốc khớp; {behind[0]}.",
        f"Up to head {last.n} ({en}): unchanged, {len(right)} anchors agree; {behind[1]}.",
    )


def _name(anchor: Anchor) -> tuple[str, str]:
    vi, en = WORDS[anchor.kind]
    day = _day(anchor.at)
    return f"{vi} {anchor.name}{f' ngày {day}' if day else ''}", f"{en} {anchor.name}{f' of {day}' if day else ''}"


def _day(at: str) -> str:
    day = parse_date(at[:10]) if at else None
    return format_date(day) if day else ""


def _of_report(session: Session, record: Mapping[str, Any], at: str) -> Iterator[Anchor]:
    """Yield the anchor of a report's record, and that of the figures attached to its PDF."""
    head, file = record.get("head"), str(record.get("file", ""))
    name = str(record.get("number") or Path(file).name)
    if isinstance(head, Mapping):
        yield Anchor("report", _number(head.get("n")), str(head.get("hash")), name, at)
    try:
        data = session.office.read_file(file)
        figures = loads_strict(read_figures(data), max_bytes=MAX_FIGURES_BYTES) if data is not None else None
        found = figures["head"] if figures else {}
        broken = "" if figures else "file"
    except (Unreadable, BadJson, StoreError, KeyError, TypeError) as error:
        found, broken = {}, type(error).__name__
    yield Anchor("figures", _number(found.get("n")), str(found.get("hash")), name, at, broken)


def _of_bundle(session: Session, record: Mapping[str, Any], at: str) -> Iterator[Anchor]:
    """Yield the anchor of a sent bundle's record and of its file's header."""
    if record.get("direction") != "out":
        return
    file = str(record.get("file", ""))
    yield Anchor("bundle", _number(record.get("last")), str(record.get("head")), file, at)
    try:
        with (session.office.folder / "bundles" / file).open("rb") as handle:
            header = read_outer(handle).header
    except (OSError, BundleRefused) as error:
        yield Anchor("bundle", 0, "", file, at, type(error).__name__)
        return
    yield Anchor("bundle", header.lines.last, header.lines.head, file, header.created)


def _of_backups(session: Session, folder: Path) -> Iterator[Anchor]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            with open_backup(path) as archive:
                manifest = archive.manifest
        except (BackupBad, StoreError) as error:
            yield Anchor("backup", 0, "", path.name, "", error.en)
            continue
        if (manifest.unit, manifest.station) == (session.office.profile.unit, session.office.profile.station):
            yield Anchor("backup", manifest.mark.n, manifest.mark.hash, path.name, manifest.made)


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
