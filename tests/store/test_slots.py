"""Key slots: the right password, code or escrow key opens, everything else is refused."""

from __future__ import annotations

import base64
import json
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from desktop_app.store.errors import (
    Damaged,
    NewerVersion,
    NotUnlocked,
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
from desktop_app.store.passwords import make_recovery_code
from desktop_app.store.slots import STANDARD, Content, Strength, make_slot, open_slot
from desktop_app.store.station_keys import make_reading_key
from tests.sealed import OTHER, PASSWORD, WEAK
from tests.store.offices import PROFILE, contents
from tests.store.seals import ADMIN, ESCROW, LAN, edit, enter, found_office, seal_of, slot


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Founded]:
    """A sealed office with the accounts admin and lan (an officer), one dossier, an escrow key."""
    return found_office(tmp_path / "o")


def test_each_password_opens_with_its_own_role_and_key(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    roles, keys = {}, {}
    for unlock in (ADMIN, LAN):
        with enter(folder, unlock) as opened:
            roles[unlock.account], keys[unlock.account] = seal_of(opened).role, seal_of(opened).signing_public
            assert set(contents(opened)) == {("dossiers", "d1")}
    assert roles == {"admin": "administrator", "lan": "officer"}
    assert keys["admin"] == founded.signing != keys["lan"]


def test_a_password_typed_in_another_unicode_form_is_the_same(office: tuple[Path, Founded]) -> None:
    enter(office[0], Unlock("admin", unicodedata.normalize("NFD", PASSWORD))).close()


@pytest.mark.parametrize(
    "unlock", [Unlock("admin", PASSWORD + " "), Unlock("admin", OTHER), Unlock("lan", PASSWORD), Unlock("no", OTHER)]
)
def test_a_wrong_password_is_refused(office: tuple[Path, Founded], unlock: Unlock) -> None:
    with pytest.raises(WrongPassword):
        enter(office[0], unlock)
    enter(office[0], ADMIN).close()


EDITS: dict[str, Callable[[dict[str, Any]], None]] = {
    "role": lambda f: slot(f, "lan").update(role="administrator"),
    "name": lambda f: slot(f, "lan").update(account="hoa"),
    "kind": lambda f: slot(f, "lan").update(kind="recovery"),
    "passes": lambda f: slot(f, "lan")["kdf"].update(passes=2),
    "memory": lambda f: slot(f, "lan")["kdf"].update(memory_kib=65),
    "salt": lambda f: slot(f, "lan")["kdf"].update(salt="00" * 16),
    "recipient": lambda f: slot(f, "lan").update(recipient=make_reading_key().public),
    "office": lambda f: f.update(office="0" * 32),
    "swapped": lambda f: slot(f, "lan").update(sealed=slot(f, "admin")["sealed"]),
    "cut": lambda f: slot(f, "lan").update(sealed=slot(f, "lan")["sealed"][:40]),
    "another removed": lambda f: f["slots"].remove(slot(f, "admin")),
    "another's role": lambda f: slot(f, "admin").update(role="officer"),
    "escrow added": lambda f: f["escrow"].append({"recipient": ESCROW.public, "sealed": ""}),
    "escrow gone": lambda f: f["escrow"].clear(),
    "key passed on": lambda f: f["passed"].append({"number": 2, "sealed": ""}),
    "proof": lambda f: f.update(proof="0" * 64),
    "monstrous memory": lambda f: slot(f, "lan")["kdf"].update(memory_kib=1 << 40),
    "monstrous passes": lambda f: slot(f, "lan")["kdf"].update(passes=1 << 30),
    "no lanes": lambda f: slot(f, "lan")["kdf"].update(lanes=0),
    "unknown member": lambda f: f.update(more=1),
    "newer": lambda f: f.update(version=2),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_slot_file_opens_nothing(office: tuple[Path, Founded], name: str) -> None:
    edit(office[0], EDITS[name])
    with pytest.raises((NotUnlocked, Damaged, NewerVersion)):
        enter(office[0], LAN)


def test_a_slot_alone_is_bound_to_all_it_says() -> None:
    """Without the proof over the file, too."""
    content = Content(keys={1: "00" * 32}, identity="x")
    made = make_slot("0" * 32, "password", "lan", "officer", "age1", b"secret", content, WEAK)
    assert open_slot("0" * 32, made, b"secret") == content
    assert open_slot("0" * 32, made, b"other") is None
    assert open_slot("1" * 32, made, b"secret") is None
    changes: list[dict[str, Any]] = [
        {"account": "hoa"}, {"role": "administrator"}, {"kind": "recovery"}, {"recipient": "age2"},
        {"kdf": replace(made.kdf, passes=2)}, {"kdf": replace(made.kdf, salt="00" * 16)},
    ]  # fmt: skip
    for change in changes:
        assert open_slot("0" * 32, replace(made, **change), b"secret") is None
    with pytest.raises(Damaged, match="parameters"):
        open_slot("0" * 32, replace(made, kdf=replace(made.kdf, memory_kib=1 << 40)), b"secret")


def test_an_edit_that_changes_nothing_opens(office: tuple[Path, Founded]) -> None:
    """The control of the test above: writing the file anew is not what is refused."""
    edit(office[0], lambda file: file.update(file))
    enter(office[0], LAN).close()


def test_a_slot_of_another_office_opens_nothing(office: tuple[Path, Founded], tmp_path: Path) -> None:
    create_office(tmp_path / "p", replace(PROFILE, sealed=True), founding=Founding("admin", OTHER, strength=WEAK))
    other = json.loads((tmp_path / "p" / "keys" / "slots.json").read_bytes())
    edit(office[0], lambda file: file["slots"].append({**slot(other, "admin"), "account": "moi"}))
    with pytest.raises(NotUnlocked):
        enter(office[0], Unlock("moi", OTHER))
    (office[0] / "keys" / "slots.json").write_bytes((tmp_path / "p" / "keys" / "slots.json").read_bytes())
    with pytest.raises(Damaged):
        enter(office[0], Unlock("admin", OTHER))


def test_slots_that_are_gone_are_named(office: tuple[Path, Founded]) -> None:
    (office[0] / "keys" / "slots.json").unlink()
    with pytest.raises(Damaged, match="slots"):
        enter(office[0], ADMIN)


def test_the_recovery_code_opens_however_it_is_typed(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    for typed in (
        founded.code,
        founded.code.replace("-", ""),
        founded.code.lower().replace("-", " "),
        founded.code.replace("0", "O"),
    ):
        with enter(folder, RecoveryCode(typed)) as opened:
            assert set(contents(opened)) == {("dossiers", "d1")}
    with pytest.raises(WrongPassword):
        enter(folder, RecoveryCode(make_recovery_code()))


def test_the_escrow_key_opens_and_a_stranger_s_does_not(office: tuple[Path, Founded]) -> None:
    with enter(office[0], EscrowIdentity(ESCROW.secret)) as opened:
        assert set(contents(opened)) == {("dossiers", "d1")}
    with pytest.raises(WrongPassword):
        enter(office[0], EscrowIdentity(make_reading_key().secret))


def test_age_itself_opens_the_escrow(office: tuple[Path, Founded], tool: Callable[[str], str], tmp_path: Path) -> None:
    entry = json.loads((office[0] / "keys" / "slots.json").read_bytes())["escrow"][0]
    (tmp_path / "key").write_bytes(ESCROW.secret)
    command = [tool("age"), "-d", "-i", str(tmp_path / "key")]
    keys = json.loads(subprocess.run(command, input=base64.b64decode(entry["sealed"]), capture_output=True, check=True).stdout)
    assert [len(bytes.fromhex(key)) for key in keys.values()] == [32]


def test_nothing_secret_is_shown_by_accident(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    with enter(folder, ADMIN) as opened:
        shown = repr(
            (
                ADMIN,
                RecoveryCode(founded.code),
                EscrowIdentity(ESCROW.secret),
                founded,
                seal_of(opened),
                seal_of(opened).ring,
            )
        )
    assert PASSWORD not in shown
    assert founded.code not in shown
    assert "AGE-SECRET" not in shown


def test_what_is_used_in_earnest_is_costly() -> None:
    """RFC 9106 §4: 64 MiB, three passes, four lanes."""
    assert Strength(65536, 3, 4) == STANDARD
