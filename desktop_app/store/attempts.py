"""Wrong passwords make the next try wait: `keys/attempts.json`, written durably before each try.

Three tries are free, then the wait doubles from two seconds up to a quarter of an hour; it never locks out for good. Because
a try is noted before it is made and the file outlives the program, starting anew does not help. It slows who sits at the program
down; who copies the folder is slowed by Argon2id alone, and who sets the clock forward waits less: both are said in
`FORMAT.md`. This module must not see a password.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from desktop_app.store.durable import replace_file
from desktop_app.store.errors import MustWait, StoreError
from desktop_app.store.files import Files
from forms.line import dump_text

ATTEMPTS_FILE = "attempts.json"
FREE_TRIES = 3
FIRST_WAIT_SECONDS, MOST_WAIT_SECONDS = 2, 900
MOST_COUNTED = 1_000
MOST_ACCOUNTS = 500


class Tries(msgspec.Struct, frozen=True):
    """How often in a row it failed, and when last (ISO time)."""

    failed: int
    last: str


class _AttemptsFile(msgspec.Struct, frozen=True, kw_only=True):
    version: int = 1
    accounts: dict[str, Tries] = {}


def wait_seconds(failed: int) -> int:
    """Return how long to wait after so many failures in a row."""
    return 0 if failed < FREE_TRIES else min(FIRST_WAIT_SECONDS << min(failed - FREE_TRIES, 20), MOST_WAIT_SECONDS)


class Attempts:
    """The tries of the accounts of one office. A folder that cannot be written is not counted in."""

    def __init__(self, files: Files, keys_folder: Path) -> None:
        self._files = files
        self._path = keys_folder / ATTEMPTS_FILE
        self._accounts = _read(self._path)

    def require_free(self, account: str, now: datetime) -> None:
        """Raise MustWait if the last failure is too near. A clock set back counts as no time passed."""
        tries = self._accounts.get(account)
        if tries is None:
            return
        wait = timedelta(seconds=wait_seconds(tries.failed))
        try:
            passed = max(now - datetime.fromisoformat(tries.last), timedelta())
        except (ValueError, TypeError):
            passed = timedelta()
        if passed < wait:
            raise MustWait(account, max(int((wait - passed).total_seconds()), 1))

    def note(self, account: str, now: datetime) -> int:
        """Count a try as failed before it is made; return how many seconds to wait if it does."""
        before = self._accounts.get(account)
        failed = min((before.failed if before else 0) + 1, MOST_COUNTED)
        if before is None and len(self._accounts) >= MOST_ACCOUNTS:
            self._accounts.clear()
        self._accounts[account] = Tries(failed, now.isoformat(timespec="seconds"))
        self._write()
        return wait_seconds(failed)

    def clear(self, account: str) -> None:
        """Forget the failures of an account whose password was right."""
        if self._accounts.pop(account, None) is not None:
            self._write()

    def _write(self) -> None:
        data = dump_text({"version": 1, "accounts": msgspec.to_builtins(self._accounts)}) + b"\n"
        with contextlib.suppress(StoreError):  # read-only media: looking must stay possible
            replace_file(self._files, self._path, data, 0o600)


def _read(path: Path) -> dict[str, Tries]:
    try:
        return dict(msgspec.json.decode(path.read_bytes(), type=_AttemptsFile).accounts)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
