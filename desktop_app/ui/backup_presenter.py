"""What the backup page knows: when the office was last backed up, where to, what a backup or a check found.

`make`, `last`, `check` are meant for a worker. This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_app.ui.history_line import moment_text
from desktop_app.ui.permits import why_not
from desktop_app.words import say
from desktop_app.workflows import backup, checking
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.drives import stick_places
from desktop_app.workflows.progress import Progress
from desktop_app.workflows.session import Session
from forms.numbers import format_integer

MEBI = 1 << 20
NBSP = "\u00a0"
TABLES = {
    "dossiers": ("hồ sơ", "dossiers"),
    "surveys": ("phiếu", "slips"),
    "feedback": ("phản ánh", "feedback"),
    "reports": ("báo cáo", "reports"),
}


class Finding(Protocol):
    """One thing a check looked at."""

    @property
    def ok(self) -> bool:
        """Whether it is in order."""

    @property
    def vi(self) -> str:
        """What was found, in Vietnamese."""

    @property
    def en(self) -> str:
        """What was found, in English."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup. when: as shown, empty if there was none.  file: its name.  behind: lines written since."""

    when: str = ""
    file: str = ""
    behind: int = 0

    @property
    def line(self) -> str:
        """Say it in a sentence."""
        if not self.when:
            return say("Sổ này chưa được sao lưu lần nào.", "This office was never backed up.")
        since = format_integer(self.behind)
        return say(
            f"Lần gần nhất: {self.when}, tệp {self.file}; từ đó có thêm {since} dòng.",
            f"Last backup: {self.when}, file {self.file}; lines written since: {since}.",
        )


class BackupPresenter:
    """Backups and checks of one opened office."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def why_not(self) -> str:
        """Why this account may not back up, empty if it may."""
        return why_not(self.session, "backup")

    def places(self) -> list[tuple[str, str]]:
        """Return (folder, words) of the removable drives."""
        free = say("trống", "free")
        return [
            (str(place.folder), f"{place.label}  ·  {format_integer(place.free_bytes // MEBI)} MiB {free}")
            for place in stick_places()
        ]

    def last(self) -> Last:
        """Return when the office was last backed up. Raises Damaged."""
        found = list_audits(self.session, what="backup")
        if not found:
            return Last()
        newest = found[-1]
        behind = self.session.office.head.n - newest.n
        return Last(moment_text(str(newest.at)), str((newest.data or {}).get("file", "")), behind)

    def make(self, folder: Path, step: Progress) -> backup.Made:
        """Back the office up into a folder, proven. Raises NotAllowed, WorkflowError, BackupBad and the store's errors."""
        return backup.backup(self.session, folder, step)

    def check(self, backups: Path | None) -> CheckRows:
        """Read everything anew and compare with every anchor; backups: a folder with backups. Raises Damaged."""
        report = checking.check(self.session, full=True, backups=backups)
        return CheckRows(report.findings)


def made_line(made: backup.Made) -> str:
    """Say what a backup holds."""
    counts = count_texts(made.counts)
    head = say(f"mốc sổ {format_integer(made.n)} · {made.hash[:16]}", f"head {format_integer(made.n)} · {made.hash[:16]}")
    return "  ·  ".join([made.path.name, head, *counts])


def count_texts(counts: Mapping[str, int]) -> list[str]:
    """Return the numbers of records a person thinks in, each unbroken."""
    told = [f"{format_integer(counts[table])} {say(*words)}" for table, words in TABLES.items() if counts.get(table)]
    return [text.replace(" ", NBSP) for text in told]


class CheckRows:
    """What a check found, as rows: verdict and sentence; what is not in order first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = sorted(findings, key=lambda finding: finding.ok)

    @property
    def ok(self) -> bool:
        """Whether all is in order."""
        return all(finding.ok for finding in self.findings)

    @property
    def line(self) -> str:
        """Say the bottom line."""
        wrong = sum(not finding.ok for finding in self.findings)
        if wrong:
            return say(f"{wrong} điều không đúng: hãy đọc bên dưới.", f"Not in order: {wrong}. Read below.")
        return say(f"Đã xem {len(self.findings)} mục, tất cả đều đúng.", f"All {len(self.findings)} points are in order.")

    def __len__(self) -> int:
        return len(self.findings)

    def sentence(self, i: int) -> str:
        """Return a finding whole."""
        return say(self.findings[i].vi, self.findings[i].en)

    def row(self, i: int) -> tuple[str, ...]:
        """Return verdict and sentence."""
        return say("Đúng", "In order") if self.findings[i].ok else say("Không đúng", "Not in order"), self.sentence(i)

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the verdict."""
        return "good" if self.findings[i].ok else "late", ""
