"""What the person who works may not do, in words: for pages, commands and buttons. The rules stand in `workflows.permissions`."""

from __future__ import annotations

from collections.abc import Mapping
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.screen import App
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.words import say
from desktop_app.workflows.permissions import Action, may

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

PAGES: Mapping[str, tuple[Action, ...]] = {
    "keying": ("key", "verify"),
    "register": ("search",),
    "feedback": ("search",),
    "report": ("report",),
    "sticks": ("send", "receive", "units"),
}
"""Which of these acts a page is for: whoever may do none of them is told so in its place."""


LOOKING: frozenset[Action] = frozenset({"search", "report", "operator-figures"})
"""What writes nothing that must be kept: it can be done in an office that is open to look only."""


def why_not(session: Session, *actions: Action) -> str:
    """Return why the account may do none of these, or why nobody may; empty if it may do one."""
    if actions and session.office.read_only and not LOOKING & set(actions):
        return say("Sổ đang mở chỉ để xem: không ghi được gì.", "The office is open to look only: nothing can be written.")
    verdicts = [may(session, action) for action in actions]
    if any(verdict.ok for verdict in verdicts) or not verdicts:
        return ""
    return say(verdicts[0].vi, verdicts[0].en)


def why_barred(session: Session, page: str) -> str:
    """Return why the account may not use a page, empty if it may."""
    return why_not(session, *PAGES.get(page, ()))


def barred_pages(session: Session) -> dict[str, str]:
    """Return the pages the account may not use, with the reason."""
    reasons = {page: why_barred(session, page) for page in PAGES}
    return {page: reason for page, reason in reasons.items() if reason}


def bar(button: ttk.Button, theme: Theme, reason: str) -> bool:
    """Grey a button whose reason is not empty, the reason beside the mouse; return whether it is greyed."""
    if reason:
        button.state(["disabled"])
        Tip(button.winfo_toplevel(), theme).over(button, reason)
    return bool(reason)


def stops(app: App, *actions: Action) -> bool:
    """Say why the person who works may do none of these; return whether they may not."""
    reason = why_not(app.session, *actions)
    if reason:
        app.status(reason, "warn")
    return bool(reason)
