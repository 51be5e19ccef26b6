"""Accounts: added, reset, revoked, recovered; what a revoked one can no longer do; sessions signed by their account."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop_app.store.errors import Damaged, NeedsPassword, NotUnlocked, WrongPassword
from desktop_app.store.keep import KEYS
from desktop_app.store.profile import dump_profile, read_profile
from desktop_app.store.station_keys import make_reading_key
from desktop_app.workflows import accounts
from desktop_app.workflows.auditing import WAITING_FILE, waiting
from desktop_app.workflows.backup import backup, restore
from desktop_app.workflows.cards import enrol
from desktop_app.workflows.checkpoints import check_checkpoints
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter, list_records
from desktop_app.workflows.session import VIETNAM, Session, is_sealed, open_session
from forms.problems import Refused
from tests.sealed import OTHER, PASSWORD, clear_texts
from tests.workflows.values import batch, dossier

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
THIRD = "mật khẩu thứ ba này"


def admin(folder: Path, password: str = PASSWORD, at: datetime = NOW) -> Session:
    return open_session(folder, "admin", lambda: at, password=password)


def officer(folder: Path, password: str = OTHER, at: datetime = NOW) -> Session:
    return open_session(folder, "lan", lambda: at, password=password)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def folder(sealed_folder: Path) -> Path:
    """A sealed office with the administrator admin and the officer lan."""
    with admin(sealed_folder) as session:
        accounts.add_account(session, "lan", "Trần Thị Lan", "officer", OTHER)
    return sealed_folder


def test_the_first_account_is_there_when_the_office_is(sealed_folder: Path) -> None:
    assert is_sealed(sealed_folder)
    with admin(sealed_folder) as session:
        (stored,) = accounts.list_accounts(session)
        assert stored.data is not None
        assert (stored.id, stored.data["name"], stored.data["role"]) == ("admin", "Lê Văn Quản", "administrator")
        assert stored.data["key"].startswith("ssh-ed25519 ")
    with pytest.raises(NeedsPassword):
        open_session(sealed_folder)


def test_an_added_account_signs_in_and_works_in_its_own_name(folder: Path) -> None:
    with officer(folder) as session:
        (stored,) = enter(session, "batches", [batch()])
        assert (stored.by, session.role) == ("lan", "officer")


def test_every_problem_of_a_new_account_is_told_and_nothing_written(folder: Path) -> None:
    with admin(folder) as session:
        before = session.office.head
        with pytest.raises(Refused) as refused:
            accounts.add_account(session, "lê văn", "", "boss", "ngắn")
        assert "PASSWORD-SHORT" in codes(refused)
        assert {problem.where for problem in refused.value.problems} >= {"account", "name", "role", "password"}
        with pytest.raises(Refused) as again:
            accounts.add_account(session, "lan", "Người khác", "officer", THIRD)
        assert codes(again) == ["ACCOUNT-TAKEN"]
        assert session.office.head == before
    officer(folder).close()


def test_accounts_are_not_entered_as_records(folder: Path) -> None:
    with admin(folder) as session:
        record = {"account": "x", "name": "X", "role": "administrator"}
        with pytest.raises(Refused) as refused:
            enter(session, "accounts", [record])
        assert codes(refused) == ["ACCOUNT-NOT-KEYED"]
        assert {stored.id for stored in list_records(session, "accounts")} == {"admin", "lan"}


def test_a_revoked_account_is_out_and_its_record_says_when_and_why(folder: Path) -> None:
    slots = (folder / KEYS / "slots.json").read_bytes()
    with admin(folder) as session:
        accounts.revoke_account(session, "lan", "chuyển công tác")
        stored = session.office.get("accounts", "lan")
        assert stored is not None
        assert stored.data is not None
        assert (stored.data["revoked"], stored.why) == ("2020-08-03", "chuyển công tác")
        assert session.office.seal is not None
        assert session.office.seal.ring.newest == 2
        enter(session, "batches", [batch()])
    with pytest.raises(WrongPassword):
        officer(folder)
    with admin(folder) as session:
        assert session.office.check(full=True).ok
        assert session.office.count("batches") == 1
    (folder / KEYS / "slots.json").write_bytes(slots)
    (folder / "snapshot").unlink(missing_ok=True)
    with pytest.raises(Damaged) as shut:
        officer(folder)
    assert shut.value.reason == "sealed"


def test_a_slot_put_back_lets_no_revoked_account_in(folder: Path) -> None:
    """The record decides too: here the slot is there, as if the crash came between record and slot."""
    with admin(folder) as session:
        stored = session.office.get("accounts", "lan")
        assert stored is not None
        session.append([type_change(stored.data or {}, stored.rev, revoked="2020-08-03")])
    with pytest.raises(NotAllowed):
        officer(folder)
    officer_again = admin(folder)
    with officer_again as session:
        assert session.office.count("accounts") == 2


def type_change(data: dict[str, object], rev: int, **fields: object):  # type: ignore[no-untyped-def]
    from desktop_app.store.office import Change

    return Change("accounts", "lan", {**data, **fields}, rev)


def test_a_role_in_the_record_alone_gives_nothing(folder: Path) -> None:
    with admin(folder) as session:
        stored = session.office.get("accounts", "lan")
        assert stored is not None
        session.append([type_change(stored.data or {}, stored.rev, role="administrator")])
    with pytest.raises(NotAllowed):
        officer(folder)


def test_an_account_is_let_in_within_its_time_only(sealed_folder: Path) -> None:
    with admin(sealed_folder) as session:
        accounts.add_account(session, "lan", "Trần Thị Lan", "officer", OTHER, first=date(2020, 8, 1), last=date(2020, 8, 31))
    officer(sealed_folder).close()
    for at in (NOW - timedelta(days=3), NOW + timedelta(days=30)):
        with pytest.raises(NotAllowed):
            officer(sealed_folder, at=at)
    admin(sealed_folder, at=NOW - timedelta(days=9_000)).close()


def test_the_last_administrator_stays(folder: Path) -> None:
    with admin(folder) as session:
        with pytest.raises(Refused) as refused:
            accounts.revoke_account(session, "admin", "x")
        assert codes(refused) == ["ACCOUNT-LAST-ADMINISTRATOR"]
        with pytest.raises(Refused) as demoted:
            accounts.reset_account(session, "admin", THIRD, "officer")
        assert codes(demoted) == ["ACCOUNT-LAST-ADMINISTRATOR"]
        accounts.add_account(session, "hoa", "Lê Hoa", "administrator", THIRD)
        accounts.revoke_account(session, "admin", "nghỉ hưu")
    with pytest.raises(WrongPassword):
        admin(folder)
    with open_session(folder, "hoa", lambda: NOW, password=THIRD) as session:
        assert session.office.check(full=True).ok


def test_a_reset_gives_a_new_password_key_and_role(folder: Path) -> None:
    with admin(folder) as session:
        before = session.office.get("accounts", "lan")
        after = accounts.reset_account(session, "lan", THIRD, "commander")
        assert before is not None
        assert before.data is not None
        assert after.data is not None
        assert before.data["key"] != after.data["key"]
        with pytest.raises(Refused):
            accounts.reset_account(session, "nobody", THIRD)
    with pytest.raises(WrongPassword):
        officer(folder)
    with officer(folder, THIRD) as session:
        assert session.role == "commander"


def test_everyone_changes_the_own_password(folder: Path) -> None:
    with officer(folder) as session:
        with pytest.raises(WrongPassword):
            accounts.change_password(session, PASSWORD, THIRD)
        accounts.change_password(session, OTHER, THIRD)
    officer(folder, THIRD).close()


def test_an_officer_manages_no_accounts(folder: Path) -> None:
    with officer(folder) as session:
        for act in (
            lambda: accounts.add_account(session, "x", "X", "officer", THIRD),
            lambda: accounts.reset_account(session, "admin", THIRD),
            lambda: accounts.revoke_account(session, "admin", "x"),
            lambda: accounts.renew_key(session),
            lambda: accounts.new_recovery_code(session),
            lambda: accounts.escrow_key(session),
        ):
            with pytest.raises(NotAllowed):
                act()
    admin(folder).close()


def test_the_recovery_code_gives_the_administrator_a_new_password_once(folder: Path, recovery_code: str) -> None:
    with pytest.raises(Refused) as refused:
        accounts.recover(folder, "lan", THIRD, code=recovery_code)
    assert codes(refused) == ["ACCOUNT-NOT-ADMINISTRATOR"]
    fresh = accounts.recover(folder, "admin", THIRD, code=recovery_code)
    with pytest.raises(WrongPassword):
        admin(folder)
    with admin(folder, THIRD) as session:
        assert [stored.data for stored in session.office.audits("recovery")] == [
            {"what": "used", "with": "code", "account": "admin"}
        ]
    with pytest.raises(NotUnlocked):
        accounts.recover(folder, "admin", PASSWORD, code=recovery_code)
    accounts.recover(folder, "admin", PASSWORD, code=fresh)
    admin(folder).close()


def test_the_escrow_key_does_too(folder: Path) -> None:
    with admin(folder) as session:
        key = accounts.escrow_key(session)
    accounts.recover(folder, "admin", THIRD, escrow=key)
    admin(folder, THIRD).close()
    with pytest.raises(NotUnlocked):
        accounts.recover(folder, "admin", THIRD, escrow=make_reading_key().secret)
    assert [failure.reason for failure in waiting(folder / WAITING_FILE)] == ["WrongPassword"]


def test_the_office_above_is_entrusted_with_the_keys_when_its_card_is_taken_in(folder: Path) -> None:
    above = make_reading_key()
    card = {"unit": "BACNINH", "name": "Công an tỉnh Bắc Ninh", "escrow": above.public, "stations": [{"station": "BACNINH-1"}]}
    with admin(folder) as session:
        own = accounts.escrow_key(session)
        enrol(session, card)
        accounts.renew_key(session)
    for key in (above.secret, own):
        accounts.recover(folder, "admin", PASSWORD, escrow=key)
    admin(folder).close()


def test_a_restored_office_goes_on_under_a_new_key_with_all_its_accounts(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with officer(folder) as session:
        enter(session, "batches", [batch()])
        enter(session, "dossiers", [dossier()])
    with admin(folder) as session:
        made = backup(session, tmp_path / "stick")
    assert clear_texts(tmp_path / "stick", ["Đặng Thị Hường", "027184000123", "Trần Thị Lan"]) == {}
    for account, password in (("admin", OTHER), ("lan", OTHER)):
        with pytest.raises((NotUnlocked, NotAllowed)):
            restore(made.path, tmp_path / "new", account=account, password=password, clock=lambda: NOW)
    restore(made.path, tmp_path / "new", password=PASSWORD, why="máy hỏng", clock=lambda: NOW)
    with officer(tmp_path / "new") as session:
        assert session.office.seal is not None
        assert session.office.seal.ring.newest == 2
        enter(session, "dossiers", [dossier(2)])
        assert session.office.check(full=True).ok
    with admin(tmp_path / "new") as session:
        assert session.office.count("dossiers") == 2
        assert all(finding.ok for finding in check_checkpoints(session))


def test_an_administrator_out_of_its_time_restores_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with admin(folder) as session:
        accounts.add_account(session, "binh", "Lê Bình", "administrator", OTHER, last=date(2020, 8, 31))
        made = backup(session, tmp_path / "stick")
    with pytest.raises(NotAllowed):
        restore(made.path, tmp_path / "new", account="binh", password=OTHER, clock=lambda: NOW + timedelta(days=30))
    assert not (tmp_path / "new").exists()


def test_a_training_office_has_no_accounts(office_folder: Path) -> None:
    with open_session(office_folder) as session:
        assert session.role == ""
        for act in (lambda: accounts.add_account(session, "x", "X", "officer", THIRD), lambda: accounts.renew_key(session)):
            with pytest.raises(WorkflowError):
                act()


def test_an_interrupted_making_lets_its_founder_in(sealed_folder: Path, tmp_path: Path) -> None:
    """Slots and profile are there, no account's record yet."""
    from desktop_app.store.office import Founding, create_office
    from tests.sealed import WEAK

    create_office(tmp_path / "n", replace(read_profile(sealed_folder)), founding=Founding("admin", PASSWORD, strength=WEAK))
    with admin(tmp_path / "n") as session:
        assert session.role == "administrator"
    assert json.loads(dump_profile(read_profile(tmp_path / "n")))["profile"]["sealed"] is True
