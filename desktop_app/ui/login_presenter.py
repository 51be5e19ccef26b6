"""What the login page knows: whose office it is, who can open it, how long to wait after wrong tries, what went wrong.

`sign_in` and `recover` are meant for a worker. No password is kept here; this module must not know tkinter.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.ui.faults import is_expected, sentence
from desktop_app.words import say
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.workflows.entrance import Entrance
    from desktop_app.workflows.session import Session


class LoginPresenter:
    """Opening one sealed office. account: the one to be preset, taken if it can open the office, or if nobody else can.

    salvage: set to open a damaged one to look at, up to the damage.
    """

    def __init__(self, entrance: Entrance, account: str = "", now: Callable[[], float] = time.monotonic) -> None:
        self.entrance, self._now = entrance, now
        first = entrance.accounts[0] if len(entrance.accounts) == 1 else ""
        self.account = account if account in entrance.accounts else first
        self._free_at = now()
        self._text = ""
        self.salvage = False

    def sign_in(self, account: str, password: str) -> Session:
        """Return the opened office. Raises WrongPassword, MustWait and the other errors of `open_session`."""
        from desktop_app.workflows.session import open_session

        return open_session(self.entrance.folder, account, password=password, salvage=self.salvage)

    def recover(self, code: str, account: str, password: str) -> str:
        """Give an administrator a new password; return the recovery code that replaces the one used."""
        from desktop_app.workflows.accounts import recover

        return recover(self.entrance.folder, account, password, code=code)

    def take_failure(self, error: Exception, wrong: str) -> bool:
        """Note why it did not open; False for a fault of the program, which is told elsewhere. wrong: said before a wait."""
        if not is_expected(error):
            return False
        seconds = int(getattr(error, "wait_seconds", 0))
        self._free_at = self._now() + seconds
        self._text = wrong if seconds else sentence(error)
        return True

    def start_try(self) -> None:
        """Forget the last failure: another try is made."""
        self._text = ""

    @property
    def waiting(self) -> int:
        """How many seconds until the next try may be made."""
        left = self._free_at - self._now()
        return int(left) + (left > int(left)) if left > 0 else 0

    @property
    def message(self) -> str:
        """What went wrong, with the seconds left to wait; empty when nothing did."""
        left = self.waiting
        if not left or not self._text:
            return self._text
        return f"{self._text} {say(f'Hãy chờ {clock_text(left)} rồi thử lại.', f'Try again in {clock_text(left)}.')}"


def clock_text(seconds: int) -> str:
    """Return a wait as it is counted down: `45 giây`, `14:05`."""
    if seconds < 60:
        return say(f"{seconds} giây", f"{seconds} s")
    return f"{seconds // 60}:{seconds % 60:02d}"


def check_pair(password: str, again: str) -> str:
    """Return what is wrong when a new password was not typed twice the same."""
    if password != again:
        return say("Hai lần nhập không giống nhau.", "The two are not the same.")
    return ""


def problems_by_field(error: Refused) -> dict[str, str]:
    """Return the first sentence for each field of a refusal; what names no field stands under the password."""
    found: dict[str, str] = {}
    for problem in error.problems:
        found.setdefault(problem.where.split(".")[0] or "password", say(problem.vi, problem.en))
    return found
