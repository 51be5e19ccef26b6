"""Looks an office over and says in plain words what is proven and what is not.

The quick look trusts what opening has verified and holds files against each other; the full one reads every line and document
anew from the disk, follows every history, and counts the facts again. Nothing is written or mended.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.store.chain import Chain, list_segments
from desktop_app.store.durable import PART_SUFFIX
from desktop_app.store.errors import Damaged
from desktop_app.store.facts import ALL_TABLES
from desktop_app.store.index import Index
from desktop_app.store.opening import LOG, taker
from desktop_app.store.scan import Segment, Trail, scan
from desktop_app.store.witness import Head, read_witness

if TYPE_CHECKING:
    from desktop_app.store.facts import FactFile
    from desktop_app.store.opening import Opened, Opening


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and a sentence in both languages."""

    code: str
    ok: bool
    vi: str
    en: str


@dataclass(slots=True)
class CheckReport:
    """What was looked at. `full`: whether every line was read anew. `head`: the own chain's last line."""

    full: bool
    head: Head
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything looked at is in order."""
        return all(finding.ok for finding in self.findings)


def check_office(opening: Opening, opened: Opened, facts: FactFile, *, full: bool) -> CheckReport:
    """Return the report. Raises nothing for what is not in order: that is what the report says."""
    report = CheckReport(full, opened.own.head)
    report.findings.append(_check_witness(opening, opened.own))
    report.findings += [_check_sizes(chain) for chain in (opened.own, *opened.received.values())]
    report.findings.append(_check_leftovers(opening))
    if full:
        report.findings += _check_lines(opening, opened)
        report.findings.append(_check_facts(facts))
    return report


def _check_witness(opening: Opening, own: Chain) -> Finding:
    witness = read_witness(opening.folder, opening.profile.epoch)
    if witness == own.head:
        return Finding(
            "WITNESS", True, f"Tệp chứng khớp dòng cuối {own.head.n}.", f"The witness names the last line, {own.head.n}."
        )
    told = f"{witness.n}" if witness else "?"
    return Finding(
        "WITNESS",
        False,
        f"Tệp chứng ghi dòng {told}, nhật ký kết thúc ở dòng {own.head.n}.",
        f"The witness names line {told}, the journal ends at line {own.head.n}.",
    )


def _check_sizes(chain: Chain) -> Finding:
    name, head = chain.name, chain.head
    for segment in chain.trail.segments:
        try:
            size = segment.path.stat().st_size
        except OSError:
            size = -1
        if size != segment.size:
            return Finding(
                "SEGMENT",
                False,
                f"Tệp {segment.name} dài {size} byte, phải là {segment.size}.",
                f"The file {segment.name} has {size} bytes, {segment.size} are known.",
            )
    return Finding("SEGMENT", True, f"{name}: {head.n} dòng, đủ tệp.", f"{name}: {head.n} lines, every file is there.")


def _check_leftovers(opening: Opening) -> Finding:
    tails = sorted((opening.folder / LOG).glob("tail-*.bin"))
    parts = sorted(opening.folder.rglob(f".*{PART_SUFFIX}"))
    return Finding(
        "LEFTOVERS",
        True,
        f"{len(tails)} phần dở dang đã tách riêng trong {LOG}/, {len(parts)} tệp tạm bỏ lại.",
        f"{len(tails)} unfinished tails set aside in {LOG}/, {len(parts)} temporary files left behind.",
    )


def _check_lines(opening: Opening, opened: Opened) -> list[Finding]:
    index, found = Index(), []
    for chain in (opened.own, *opened.received.values()):
        try:
            found.append(_walk_again(opening, opened, chain, index))
        except Damaged as damage:
            found.append(Finding("LINES", False, damage.vi, damage.en))
    if all(finding.ok for finding in found):
        found.append(_compare_index(opened.index, index))
    return found


def _walk_again(opening: Opening, opened: Opened, chain: Chain, index: Index) -> Finding:
    segments: list[Segment] = list_segments(chain.folder, chain.name)
    trail = Trail(chain.trail.station, chain.trail.epoch, segments, past=chain.trail.past)
    stop = scan(trail, taker(opening, opened, chain, index), chain.head.n)
    if stop is not None:
        raise Damaged(segments[stop.segment].name, stop.line, stop.reason, stop.detail)
    if trail.head != chain.head:
        raise chain.damage(trail.head.n + 1, "short")
    return Finding(
        "LINES",
        True,
        f"{chain.name}: đã đọc lại {trail.head.n} dòng, mã băm, thứ tự, lịch sử và nội dung đều khớp.",
        f"{chain.name}: {trail.head.n} lines read again; hashes, order, histories and contents agree.",
    )


def _compare_index(used: Index, made: Index) -> Finding:
    same = {key: (table.slots, table.places, table.marks) for key, table in used.tables.items()} == {
        key: (table.slots, table.places, table.marks) for key, table in made.tables.items()
    }
    return Finding(
        "INDEX",
        same,
        "Chỉ mục khớp với nhật ký." if same else "Chỉ mục không khớp nhật ký: hãy xoá tệp snapshot rồi mở lại.",
        "The index agrees with the journal." if same else "The index does not agree: delete the file snapshot and reopen.",
    )


def _check_facts(facts: FactFile) -> Finding:
    fresh = sqlite3.connect(":memory:")
    try:
        facts.fill(fresh)
        same = all(_sorted_rows(facts.connect(), name) == _sorted_rows(fresh, name) for name in ALL_TABLES)
        uncounted = fresh.execute("SELECT count(*) FROM uncounted").fetchone()[0]
    except Damaged as damage:
        return Finding("FACTS", False, damage.vi, damage.en)
    finally:
        fresh.close()
    return Finding(
        "FACTS",
        same and not uncounted,
        f"Số liệu tính lại từ nhật ký {'khớp' if same else 'KHÔNG khớp facts.sqlite'}; {uncounted} bản ghi không đếm được.",
        f"Facts made anew from the journal {'agree' if same else 'do NOT agree with facts.sqlite'}; "
        f"{uncounted} records cannot be counted.",
    )


def _sorted_rows(connection: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608 - the name is one of ALL_TABLES
