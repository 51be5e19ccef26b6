"""Checkpoints: each session signed by its account; what is not right is seen."""

from __future__ import annotations

import base64
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.store.station_keys import sign_text
from desktop_app.workflows import accounts
from desktop_app.workflows.checkpoints import DOMAIN, WHAT, check_checkpoints
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session, open_session
from forms.line import dump_text
from tests.sealed import OTHER, PASSWORD
from tests.workflows.values import batch, dossier

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
THIRD = "mật khẩu thứ ba này"


def admin(folder: Path, password: str = PASSWORD, at: datetime = NOW) -> Session:
    return open_session(folder, "admin", lambda: at, password=password)


def officer(folder: Path, password: str = OTHER, at: datetime = NOW) -> Session:
    return open_session(folder, "lan", lambda: at, password=password)


@pytest.fixture
def folder(sealed_folder: Path) -> Path:
    """A sealed office with the administrator admin and the officer lan."""
    with admin(sealed_folder) as session:
        accounts.add_account(session, "lan", "Trần Thị Lan", "officer", OTHER)
    return sealed_folder


def findings(folder: Path) -> list[tuple[str, bool]]:
    with admin(folder) as session:
        return [(finding.code, finding.ok) for finding in check_checkpoints(session)]


def test_each_session_that_wrote_is_signed_by_its_account(folder: Path) -> None:
    with officer(folder) as session:
        enter(session, "batches", [batch()])
        head = session.office.head
        key = session.office.seal.signing_public if session.office.seal else ""
    with open_session(folder, "lan", lambda: NOW, password=OTHER, read_only=True) as session:
        before = session.office.head.n
    with open_session(folder, "lan", lambda: NOW, password=OTHER, read_only=True) as session:
        assert session.office.head.n == before
        signed = list(session.office.audits(WHAT))[-1]
        assert signed.by == "lan"
        assert signed.data is not None
        assert (signed.data["n"], signed.data["hash"], signed.data["key"]) == (head.n, head.hash, key)
    assert findings(folder) == [("CHECKPOINT", True)]


@pytest.mark.parametrize(
    "change", [{"n": 3}, {"hash": "0" * 64}, {"signature": base64.b64encode(bytes(64)).decode()}, {"signature": "x"}, {"n": "1"}]
)
def test_a_checkpoint_that_is_not_right_is_seen(folder: Path, change: dict[str, object]) -> None:
    with admin(folder) as session:
        good = list(session.office.audits(WHAT))[-1].data or {}
        session.office.audit(WHAT, {**good, **change}, by="admin", at=NOW)
    assert findings(folder) == [("CHECKPOINT", False)]


def test_a_rightly_signed_hash_that_the_journal_does_not_hold_is_seen(folder: Path) -> None:
    """As after a chain that was written anew: the checkpoint is good, the line it names is another."""
    with admin(folder) as session:
        assert session.office.seal is not None
        n, digest = 5, "ab" * 32
        signature = sign_text(session.office.seal.signing, DOMAIN + dump_text([session.office.profile.station, n, digest]))
        detail = {"n": n, "hash": digest, "key": session.office.seal.signing_public, "signature": signature}
        session.office.audit(WHAT, detail, by="admin", at=NOW)
    assert findings(folder) == [("CHECKPOINT", False)]


def test_one_account_cannot_sign_for_another(folder: Path) -> None:
    with admin(folder) as session:
        mine = list(session.office.audits(WHAT))[-1].data or {}
        session.office.audit(WHAT, mine, by="lan", at=NOW)
    assert findings(folder) == [("CHECKPOINT", False)]


def test_a_reset_key_keeps_what_the_old_one_signed(folder: Path) -> None:
    with officer(folder) as session:
        enter(session, "batches", [batch()])
    with admin(folder) as session:
        accounts.reset_account(session, "lan", THIRD)
    with officer(folder, THIRD) as session:
        enter(session, "dossiers", [dossier()])
    assert findings(folder) == [("CHECKPOINT", True)]


def test_a_training_office_is_not_signed(office_folder: Path) -> None:
    with open_session(office_folder) as session:
        enter(session, "batches", [batch()])
    with open_session(office_folder) as session:
        assert list(session.office.audits(WHAT)) == []
        assert check_checkpoints(session) == []
