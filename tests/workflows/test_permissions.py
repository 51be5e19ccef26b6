"""Who may do what, and that the workflows ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

from desktop_app.workflows import accounts
from desktop_app.workflows.cards import enrol, unit_card
from desktop_app.workflows.errors import StoreError, WorkflowError, describe_error
from desktop_app.workflows.locks import lock_batch, unlock_batch
from desktop_app.workflows.operators import operator_figures
from desktop_app.workflows.permissions import ROLES, WRITING, Action, NotAllowed, Role, may, require
from desktop_app.workflows.receiving import receive
from desktop_app.workflows.records import enter, history, list_records, save, show
from desktop_app.workflows.removing import remove
from desktop_app.workflows.sending import send
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.signing import keep_report, sign
from forms.problems import Refused
from forms.shipped import load_shipped
from tests.sealed import PASSWORD
from tests.workflows.values import batch, dossier, slip

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
ROLE_NAMES = get_args(Role)


@pytest.fixture
def folder(sealed_folder: Path) -> Path:
    """A sealed office with one account of each role, named as the role, besides admin; a batch, a slip and a dossier."""
    with open_session(sealed_folder, "admin", lambda: NOW, password=PASSWORD) as session:
        enter(session, "batches", [batch()])
        enter(session, "surveys", [slip(1)])
        enter(session, "dossiers", [dossier()])
        for role in ROLE_NAMES:
            accounts.add_account(session, role, f"Người {role}", role, PASSWORD)
    return sealed_folder


def signed_in(folder: Path, account: str) -> Session:
    return open_session(folder, account, lambda: NOW, password=PASSWORD)


def test_the_table_names_every_action_and_every_table() -> None:
    assert set(ROLES) == set(get_args(Action))
    assert all(roles and roles <= set(ROLE_NAMES) for roles in ROLES.values())
    assert set(WRITING) == {form.table for form in load_shipped().values()} | {"bundles"}


def test_each_role_may_what_the_table_says_and_is_told_why_not(folder: Path) -> None:
    allowed: dict[str, set[str]] = {}
    for account in ROLE_NAMES:
        with signed_in(folder, account) as session:
            verdicts = {action: may(session, action) for action in ROLES}
            allowed[account] = {action for action, verdict in verdicts.items() if verdict.ok}
            assert all(verdict.vi and verdict.en for verdict in verdicts.values() if not verdict.ok)
    assert allowed["officer"] == {"key", "move", "search", "send", "report", "sign-prepared", "verify", "sit"}
    assert allowed["commander"] == {
        "search", "report", "sign-prepared", "sign-approved", "unlock", "operator-figures", "receive", "verify",
        "sit",
    }  # fmt: skip
    assert allowed["administrator"] == {"accounts", "units", "procedures", "holidays", "forms", "backup", "restore"}


def test_the_first_account_may_everything_until_there_are_others(sealed_folder: Path) -> None:
    with signed_in(sealed_folder, "admin") as session:
        assert all(may(session, action).ok for action in ROLES)
        accounts.add_account(session, "chi", "Chỉ huy", "commander", PASSWORD)
        assert not may(session, "sign-approved").ok
        assert not may(session, "search").ok
        assert may(session, "key").ok
        accounts.revoke_account(session, "chi", "x")
        assert may(session, "sign-approved").ok


def test_in_a_training_office_everything_is_allowed(office_folder: Path) -> None:
    with open_session(office_folder, "ai cũng được") as session:
        assert all(may(session, action).ok for action in ROLES)


def _keep(session: Session) -> None:
    """Nothing is written by who may not, not even the file."""
    kept = session.office.folder / "reports"
    before = set(kept.glob("*"))
    try:
        figures = {"from": "2020-07-01", "to": "2020-07-31", "head": {"n": 1, "hash": "0" * 64}}
        keep_report(session, b"%PDF" + session.role.encode(), figures)
    except NotAllowed:
        assert set(kept.glob("*")) == before
        raise


ACTS: dict[str, tuple[Callable[[Session], object], set[str]]] = {
    "enter a slip": (lambda s: enter(s, "surveys", [slip(2)]), {"officer"}),
    "enter a dossier": (lambda s: enter(s, "dossiers", [dossier(2)]), {"officer"}),
    "save a correction": (lambda s: save(s, "batches", batch(returned=373), "B1", 1, "đếm lại"), {"officer"}),
    "remove a batch": (lambda s: remove(s, "batches", "B1", 1, "nhầm"), {"officer"}),
    "list dossiers": (lambda s: list_records(s, "dossiers"), {"officer", "commander"}),
    "show a dossier": (lambda s: show(s, dossier()["code"]), {"officer", "commander"}),
    "its history": (lambda s: history(s, dossier()["code"]), {"officer", "commander"}),
    "list holidays": (lambda s: list_records(s, "holidays"), set(ROLE_NAMES)),
    "enter a holiday": (lambda s: enter(s, "holidays", [{"day": "2020-12-24", "name": "x", "kind": "off"}]), {"administrator"}),
    "take a card in": (lambda s: enrol(s, {**unit_card(s), "unit": "BACNINH"}), {"administrator"}),
    "send": (lambda s: send(s, Path("/")), {"officer"}),
    "receive": (lambda s: receive(s, []), {"commander"}),
    "certify": (lambda s: sign(s, b"", "prepared"), {"officer", "commander"}),
    "lock a batch": (lambda s: lock_batch(s, "B1"), {"officer"}),
    "unlock a batch": (lambda s: unlock_batch(s, "B1", "sửa"), {"commander"}),
    "see who keyed": (lambda s: operator_figures(s, NOW.date(), NOW.date()), {"commander"}),
    "keep a report": (_keep, {"officer", "commander"}),
    "approve": (lambda s: sign(s, b"", "approved"), {"commander"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_workflows_ask(folder: Path, act: str) -> None:
    work, allowed = ACTS[act]
    for account in ROLE_NAMES:
        with signed_in(folder, account) as session:
            before = session.office.head
            try:
                work(session)
            except NotAllowed:
                assert account not in allowed
                assert session.office.head == before
            except (Refused, StoreError, WorkflowError):
                assert account in allowed, "something else was refused first"
            else:
                assert account in allowed


def test_not_allowed_means_exit_status_3(folder: Path) -> None:
    with signed_in(folder, "officer") as session:
        with pytest.raises(NotAllowed) as refused:
            require(session, "accounts")
        sentence = describe_error(refused.value)
        assert sentence is not None
        assert sentence.locked
        assert "quản trị" in sentence.vi
        assert "administrator" in sentence.en
