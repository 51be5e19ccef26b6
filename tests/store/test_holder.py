"""Changing who can open an office: passwords, slots taken away, new keys, a new recovery code."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from desktop_app.store.errors import (
    BadRecord,
    Damaged,
    KeyMissing,
    OfficeReadOnly,
    WrongPassword,
)
from desktop_app.store.office import (
    EscrowIdentity,
    Founded,
    Founding,
    RecoveryCode,
    Unlock,
    create_office,
)
from desktop_app.store.station_keys import encrypt_to, make_signing_key
from forms.problems import Refused
from tests.sealed import OTHER, WEAK
from tests.store.offices import NOW, PROFILE, contents, dossier, new, save
from tests.store.seals import ADMIN, ESCROW, LAN, edit, enter, found_office, seal_of, slot


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Founded]:
    """A sealed office with the accounts admin and lan (an officer), one dossier, an escrow key."""
    return found_office(tmp_path / "o")


def test_a_changed_password_opens_and_the_old_one_does_not(office: tuple[Path, Founded]) -> None:
    new_password = "mật khẩu mới của tôi"
    with enter(office[0], LAN) as opened:
        before = seal_of(opened).signing_public
        with pytest.raises(WrongPassword):
            seal_of(opened).change_password("không phải mật khẩu", new_password, NOW)
        with pytest.raises(Refused):
            seal_of(opened).change_password(OTHER, "ngắn", NOW)
        seal_of(opened).change_password(OTHER, new_password, NOW)
    with enter(office[0], Unlock("lan", new_password)) as opened:
        assert (seal_of(opened).role, seal_of(opened).signing_public) == ("officer", before)
    with pytest.raises(WrongPassword):
        enter(office[0], LAN)


def test_a_removed_slot_opens_nothing_and_its_copy_not_what_came_after(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    copy = (folder / "keys" / "slots.json").read_bytes()
    with enter(folder, ADMIN) as opened:
        assert seal_of(opened).remove_slot("lan")
        assert not seal_of(opened).remove_slot("lan")
        assert seal_of(opened).renew({"admin"}) == 2
        save(opened, new("dossiers", "d2", dossier(2)))
    with pytest.raises(WrongPassword):
        enter(folder, LAN)
    for unlock in (ADMIN, RecoveryCode(founded.code), EscrowIdentity(ESCROW.secret)):
        with enter(folder, unlock) as opened:
            assert set(contents(opened)) == {("dossiers", "d1"), ("dossiers", "d2")}
    (folder / "keys" / "slots.json").write_bytes(copy)
    with pytest.raises(Damaged) as refused:
        enter(folder, LAN)
    assert (refused.value.line, refused.value.reason) == (2, "sealed")


def test_a_slot_that_was_not_passed_the_new_key_says_so(office: tuple[Path, Founded]) -> None:
    folder = office[0]
    old = json.loads((folder / "keys" / "slots.json").read_bytes())
    with enter(folder, ADMIN) as opened:
        seal_of(opened).renew({"admin"})
        assert seal_of(opened).roles() == {"admin": "administrator"}
    edit(folder, lambda file: file["slots"].append(slot(old, "lan")))
    with pytest.raises(KeyMissing):
        enter(folder, LAN)


def test_a_stranger_cannot_add_a_key_of_his_own(office: tuple[Path, Founded]) -> None:
    """He knows every recipient and can encrypt to them, but not prove the key with the one before."""

    def add(file: dict[str, Any]) -> None:
        told = encrypt_to([one["recipient"] for one in file["slots"]], bytes(32) + bytes(32))
        file["passed"].append({"number": 2, "sealed": base64.b64encode(told).decode()})

    edit(office[0], add)
    with pytest.raises(Damaged, match="not ours"):
        enter(office[0], ADMIN)


def test_keys_are_renewed_again_and_again(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    for number in (2, 3, 4):
        with enter(folder, ADMIN) as opened:
            assert seal_of(opened).renew({"admin", "lan"}) == number
            save(opened, new("dossiers", f"d{number}", dossier(number)))
    with enter(folder, LAN) as opened:
        assert len(contents(opened)) == 4
        assert opened.check(full=True).ok
    enter(folder, RecoveryCode(founded.code)).close()


def test_a_new_recovery_code_replaces_the_old(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    with enter(folder, ADMIN) as opened:
        fresh = seal_of(opened).renew_recovery_code()
    enter(folder, RecoveryCode(fresh)).close()
    with pytest.raises(WrongPassword):
        enter(folder, RecoveryCode(founded.code))


def test_an_open_seal_opens_a_copy_of_its_own_office_alone(office: tuple[Path, Founded], tmp_path: Path) -> None:
    shutil.copytree(office[0], tmp_path / "copy")
    create_office(tmp_path / "p", replace(PROFILE, sealed=True), founding=Founding("admin", OTHER, strength=WEAK))
    with enter(office[0], ADMIN) as opened:
        with enter(tmp_path / "copy", seal_of(opened), read_only=True) as copy:
            assert contents(copy) == contents(opened)
        with pytest.raises(Damaged):
            enter(tmp_path / "p", seal_of(opened))


def test_read_only_changes_no_slot(office: tuple[Path, Founded]) -> None:
    with enter(office[0], ADMIN, read_only=True) as opened:
        before = (office[0] / "keys" / "slots.json").read_bytes()
        seal = seal_of(opened)
        changes: list[Callable[[], object]] = [
            lambda: seal.remove_slot("lan"),
            lambda: seal.renew({"admin"}),
            seal.renew_recovery_code,
        ]
        for change in changes:
            with pytest.raises(OfficeReadOnly):
                change()
        assert seal.ring.newest == 1
    assert (office[0] / "keys" / "slots.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", "lê", "a b", "../x", "a" * 33, "-a"])
def test_a_name_that_cannot_be_an_account_is_refused(office: tuple[Path, Founded], name: str) -> None:
    with enter(office[0], ADMIN) as opened:
        seal, signing = seal_of(opened), make_signing_key()
        with pytest.raises(BadRecord):
            seal.set_slot(name, "officer", OTHER, signing)
