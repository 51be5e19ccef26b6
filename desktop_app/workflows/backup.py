"""Backing the office up, on demand or when it is closed, and making it anew from a backup.

A backup is one dated file, proven before it is called good; none is ever removed or replaced. A restored office goes on in a new
epoch, which the office above asks about (`restored`). This module must not open the backup itself: that is the store's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.store.backup import SUFFIX, make_backup
from desktop_app.store.backup_file import Manifest, open_backup
from desktop_app.store.office import Office, Unlock, open_office
from desktop_app.store.profile import OFFICE_FILE, load_profile
from desktop_app.store.restore import restore_backup
from desktop_app.words import say
from desktop_app.workflows.auditing import MOST_LETTERS, note
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.permissions import require, require_live
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.session import Clock, Session, vietnam_now
from forms.line import load_line
from forms.text import spell_hidden

if TYPE_CHECKING:
    from desktop_app.store.office import Unlocking

__all__ = ["SUFFIX", "Made", "backup", "backup_on_closing", "has_news", "look_into", "needs_password", "restore"]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and proven. n, hash: the journal's head in it.  counts: records of each table."""

    path: Path
    n: int
    hash: str
    counts: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {"file": str(self.path), "head": {"n": self.n, "hash": self.hash}, "counts": self.counts}


def backup(session: Session, folder: Path, progress: Progress = silent) -> Made:
    """Write a dated backup into `folder`, proven by restoring it for trial, and note it.

    Raises NotAllowed, WorkflowError when the folder is not there, BackupBad, StickError and the store's errors; then there is no
    new file.
    """
    require(session, "backup")
    return _backup(session, folder, progress)


def backup_on_closing(session: Session, folder: Path, progress: Progress = silent) -> Made | None:
    """Write the backup an administrator asked for at every closing, whoever closes; None if nothing changed since the last.

    Raises as `backup`, without NotAllowed.
    """
    return _backup(session, folder, progress) if _changed(session.office) else None


def has_news(session: Session) -> bool:
    """Tell whether a backup on closing would hold anything that the last one did not."""
    return not session.office.read_only and _changed(session.office)


def restore(
    file: Path,
    folder: Path,
    *,
    account: str = "admin",
    password: str | None = None,
    why: str = "",
    clock: Clock | None = None,
) -> Manifest:
    """Make the office of a backup anew in `folder`, which must be absent or empty. password: of a sealed one.

    What a sealed one writes from now on is under a new key: a copy that fell into other hands does not open it.
    Raises BackupBad, OfficeExists, NotUnlocked, NotAllowed and the store's errors; `folder` is then as it was.
    """
    clock = clock or vietnam_now
    unlock: Unlocking | None = Unlock(account, password) if password is not None else None

    def opener(part: Path) -> Office:
        office = open_office(part, clock=clock, account=account, unlock=unlock)
        try:
            session = Session(office, account, {}, clock, office.seal.role if office.seal else "")
            require_live(session)
            require(session, "restore")
            if office.seal is not None:
                office.seal.renew(office.seal.roles())
        except BaseException:
            office.close()
            raise
        return office

    return restore_backup(file, folder, by=account, at=clock(), why=spell_hidden(why[:MOST_LETTERS]), opener=opener)


def look_into(file: Path) -> Manifest:
    """Return what a backup says of itself: unit, time, head, counts; its files are not checked here. Raises BackupBad."""
    with open_backup(file) as archive:
        return archive.manifest


def needs_password(file: Path) -> bool:
    """Tell whether the office in a backup is sealed. Raises BackupBad, NewerVersion, Damaged."""
    with open_backup(file) as archive:
        return load_profile(archive.read(OFFICE_FILE)).sealed


def _backup(session: Session, folder: Path, progress: Progress) -> Made:
    if not folder.is_dir():
        raise WorkflowError(f"Không có thư mục {folder}.", f"There is no folder {folder}.")
    if _within(folder, session.office.folder):
        raise WorkflowError(
            "Bản sao lưu phải nằm ngoài thư mục sổ, tốt nhất trên ổ khác.",
            "A backup belongs outside the office's folder, best on another drive.",
        )
    text = say("Sao lưu", "Backing up")
    path, manifest = make_backup(
        session.office, folder, at=session.clock(), progress=lambda done, total: progress(done, total, text)
    )
    mark = manifest.mark
    note(session, "backup", {"file": path.name, "n": mark.n, "head": mark.hash})
    return Made(path, mark.n, mark.hash, mark.counts)


def _changed(office: Office) -> bool:
    """Tell whether anything but audit lines was written since the last backup, looking back from the head."""
    for n in range(office.head.n, 0, -1):
        envelope = load_line(next(office.raw_lines(n))).envelope
        if envelope.op != "audit":
            return True
        if envelope.id == "backup":
            return False
    return False


def _within(folder: Path, office: Path) -> bool:
    return folder.resolve().is_relative_to(office.resolve())
