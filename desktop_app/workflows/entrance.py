"""What can be seen of an office from outside, before anybody has opened it: its name, whether it is sealed, its accounts.

A sealed office shows no more than its own name and the sign-in names of those who can open it. Nothing is opened or counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forms.problems import Problem, make_problem


@dataclass(frozen=True, slots=True)
class Entrance:
    """An office as it looks from outside. accounts: sign-in names in their order; none where it is not sealed."""

    folder: Path
    name: str
    sealed: bool
    accounts: tuple[str, ...] = ()


def look_from_outside(folder: Path) -> Entrance:
    """Return what an office shows to everybody. Raises NotAnOffice, NewerVersion, Damaged."""
    from desktop_app.store.holder import read_slots
    from desktop_app.store.profile import read_profile

    profile = read_profile(folder)
    if not profile.sealed:
        return Entrance(folder, profile.name, sealed=False)
    accounts = tuple(sorted(slot.account for slot in read_slots(folder).slots if slot.kind == "password"))
    return Entrance(folder, profile.name, sealed=True, accounts=accounts)


def check_account(account: str) -> list[Problem]:
    """Return what is wrong with the name of the first account of an office that is to be made."""
    from desktop_app.store.holder import ACCOUNT
    from desktop_app.workflows.accounts import SHAPE

    return [] if ACCOUNT.fullmatch(account) else [make_problem(SHAPE, "account")]
