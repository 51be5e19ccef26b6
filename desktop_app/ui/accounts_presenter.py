"""What the accounts page knows: who can open the office, in which role, since when; what may be done with whom.

`add`, `reset`, `revoke`, `change_own` derive keys with Argon2id: they are meant for a worker. This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.ui.login_presenter import check_pair
from desktop_app.ui.permits import why_not
from desktop_app.words import say
from desktop_app.workflows import accounts
from desktop_app.workflows.permissions import ROLE_NAMES, is_live
from desktop_app.workflows.session import Session
from forms.dates import format_date, parse_date

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as it is shown. state: `live`, `revoked`, or `out` of its time."""

    account: str
    name: str
    role: str
    state: str
    day: str


class AccountsPresenter:
    """The accounts of one opened office."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: list[AccountRow] = []
        self.load()

    @property
    def why_not(self) -> str:
        """Why this account may not keep accounts, empty if it may."""
        if self.session.office.seal is None:
            return say(
                "Sổ tập huấn không niêm phong nên không có tài khoản.", "A training office is not sealed and has no accounts."
            )
        return why_not(self.session, "accounts")

    @property
    def has_password(self) -> bool:
        """Whether this account has a password to change: a training office has none."""
        return self.session.office.seal is not None

    def load(self) -> None:
        """Read all accounts, those that are live first."""
        today = self.session.clock().date()
        found = []
        for stored in accounts.list_accounts(self.session):
            data = stored.data or {}
            revoked = str(data.get("revoked") or "")
            state = "revoked" if revoked else "live" if is_live(data, today) else "out"
            day = parse_date(revoked or str(stored.at)[:10])
            shown = format_date(day) if day else NOTHING
            found.append(AccountRow(stored.id, str(data.get("name", "")), str(data.get("role", "")), state, shown))
        self.rows = sorted(found, key=lambda row: row.state != "live")

    def add(self, values: Mapping[str, str]) -> str:
        """Add an account with its first password; return it. Raises NotAllowed, Refused."""
        return accounts.add_account(
            self.session, values["account"], values["name"], values["role"], values["password"]
        ).id

    def reset(self, account: str, password: str, role: str) -> str:
        """Give an account a new password and role; return it. Raises NotAllowed, Refused."""
        return accounts.reset_account(self.session, account, password, role).id

    def revoke(self, account: str, why: str) -> str:
        """Let an account in no more; return it. Raises NotAllowed, Refused."""
        return accounts.revoke_account(self.session, account, why).id

    def change_own(self, old: str, new: str) -> None:
        """Change the own password. Raises WrongPassword, MustWait, Refused."""
        accounts.change_password(self.session, old, new)

    def new_code(self) -> str:
        """Return a new recovery code; the old one opens nothing any more. Raises NotAllowed."""
        return accounts.new_recovery_code(self.session)


class AccountRows:
    """Accounts as rows of a table: account, name, role, state, since."""

    def __init__(self, rows: Sequence[AccountRow]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of an account."""
        row = self.rows[i]
        return row.account, row.name, role_name(row.role), state_name(row.state), row.day

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the state."""
        return "", "", "", {"live": "good", "revoked": "late", "out": "wait"}[self.rows[i].state], ""


def role_name(role: str) -> str:
    """Return a role in words."""
    vi, en = ROLE_NAMES.get(role, (role, role))
    return say(vi, en).capitalize()


def roles() -> list[tuple[str, str]]:
    """Return (role, label) of all roles, with what each may do."""
    does = {
        "officer": say("nhập, tìm, gửi", "keys, searches, sends"),
        "commander": say("báo cáo, ký, nhận", "reports, signs, receives"),
        "administrator": say("tài khoản, sao lưu", "accounts, backups"),
    }
    return [(role, f"{role_name(role)}: {does[role]}") for role in ROLE_NAMES]


def state_name(state: str) -> str:
    """Return a state in words."""
    return {
        "live": say("Đang dùng", "In use"),
        "revoked": say("Đã thu hồi", "Revoked"),
        "out": say("Ngoài thời hạn", "Out of its time"),
    }[state]


def check_new(values: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong before anything is asked of the store: the second password differs."""
    wrong = check_pair(values["password"], values["again"])
    return {"again": wrong} if wrong else {}
