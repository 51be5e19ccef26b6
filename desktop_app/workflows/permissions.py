"""Who may do what: one table from actions to roles.

Roles are rules of this program, not a wall: someone with a password that opens the office and a program of their own can read and
write everything in it. What they write then is seen: they hold no other person's signing key (`checkpoints`). An office
that is not sealed has no accounts; there everything is allowed. This module must not check passwords.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.workflows.errors import WorkflowError

if TYPE_CHECKING:
    from desktop_app.store.office import Stored
    from desktop_app.workflows.session import Session

Role = Literal["officer", "commander", "administrator"]
Action = Literal[
    "key", "move", "search", "send", "report", "sign-prepared", "sign-approved", "unlock", "operator-figures", "receive",
    "accounts", "units", "procedures", "holidays", "forms", "backup", "restore", "verify", "sit",
]  # fmt: skip

TABLE = "accounts"
ROLE_NAMES: Mapping[str, tuple[str, str]] = {
    "officer": ("cán bộ", "officer"),
    "commander": ("chỉ huy", "commander"),
    "administrator": ("quản trị", "administrator"),
}
ROLES: Mapping[Action, frozenset[str]] = {
    "key": frozenset({"officer"}),
    "move": frozenset({"officer"}),
    "search": frozenset({"officer", "commander"}),
    "send": frozenset({"officer"}),
    "report": frozenset({"officer", "commander"}),
    "sign-prepared": frozenset({"officer", "commander"}),
    "sign-approved": frozenset({"commander"}),
    "unlock": frozenset({"commander"}),
    "operator-figures": frozenset({"commander"}),
    "receive": frozenset({"commander"}),
    "accounts": frozenset({"administrator"}),
    "units": frozenset({"administrator"}),
    "procedures": frozenset({"administrator"}),
    "holidays": frozenset({"administrator"}),
    "forms": frozenset({"administrator"}),
    "backup": frozenset({"administrator"}),
    "restore": frozenset({"administrator"}),
    "verify": frozenset({"officer", "commander"}),
    "sit": frozenset({"officer", "commander"}),
}
WRITING: Mapping[str, Action] = {
    "surveys": "key", "dossiers": "key", "feedback": "key", "batches": "key", "reports": "report", "bundles": "send",
    "accounts": "accounts", "units": "units", "procedures": "procedures", "holidays": "holidays",
    "verifications": "verify", "samples": "verify", "sittings": "sit", "papers": "key",
}  # fmt: skip
"""What writing to a table is an act of."""
PERSONAL = frozenset({"surveys", "dossiers", "feedback", "verifications", "papers"})
"""Tables whose records tell of persons: looking into them is a search."""


class NotAllowed(WorkflowError):
    """The account's role may not do this. The command line ends with status 3."""

    locked = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an action is allowed, and if not, why."""

    ok: bool
    vi: str = ""
    en: str = ""


ALLOWED = Verdict(True)


def may(session: Session, action: Action) -> Verdict:
    """Return whether the session's account may do this now.

    An administrator may also do what no live account of the office has the role for: so the first account can begin alone.
    """
    if session.office.seal is None:
        return ALLOWED
    role, needed = session.role, ROLES[action]
    if role in needed or (role == "administrator" and not needed & session.live_roles()):
        return ALLOWED
    vi = " hoặc ".join(ROLE_NAMES[name][0] for name in sorted(needed))
    en = " or ".join(ROLE_NAMES[name][1] for name in sorted(needed))
    mine = ROLE_NAMES.get(role, (role or "?", role or "?"))
    return Verdict(
        False,
        f"Việc này cần tài khoản {vi}; tài khoản {session.account} là {mine[0]}.",
        f"This needs an account of an {en}; the account {session.account} is of the role {mine[1]}.",
    )


def require(session: Session, action: Action) -> None:
    """Raise NotAllowed if the session's account may not do this."""
    verdict = may(session, action)
    if not verdict.ok:
        raise NotAllowed(verdict.vi, verdict.en)


def require_writing(session: Session, tables: Iterable[str]) -> None:
    """Raise NotAllowed if the account may not write to one of the tables."""
    for action in dict.fromkeys(WRITING[table] for table in tables if table in WRITING):
        require(session, action)


def require_looking(session: Session, table: str) -> None:
    """Raise NotAllowed if the account may not look into a table of persons."""
    if table in PERSONAL:
        require(session, "search")


def is_live(record: Mapping[str, Any], today: date) -> bool:
    """Tell whether an account's record lets it in on a day."""
    day = today.isoformat()
    return not record.get("revoked") and str(record.get("from") or "") <= day <= str(record.get("to") or "9999")


def live_roles(records: Iterable[Stored], today: date) -> frozenset[str]:
    """Return the roles of the accounts that are live on a day."""
    return frozenset(str((stored.data or {}).get("role")) for stored in records if is_live(stored.data or {}, today))


def require_live(session: Session) -> None:
    """Raise NotAllowed if the account that opened a sealed office is not one of its live accounts, or of another role.

    An office being made has no account yet; its first one is let in.
    """
    office = session.office
    if office.seal is None or not office.revisions(TABLE, ""):
        return
    stored = office.get(TABLE, session.account)
    record = (stored.data or {}) if stored else {}
    if not record or not is_live(record, session.clock().date()) or record.get("role") != office.seal.role:
        raise NotAllowed(
            f"Tài khoản {session.account} đã bị thu hồi, hết hạn hoặc chưa được lập xong. Hãy hỏi quản trị.",
            f"The account {session.account} is revoked, out of its time, or was not set up to the end. Ask the administrator.",
        )
