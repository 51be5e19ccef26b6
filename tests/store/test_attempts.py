"""Wrong tries take longer each time; what a password and a recovery code must be like."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.store.attempts import MOST_WAIT_SECONDS, Attempts, wait_seconds
from desktop_app.store.errors import (
    MustWait,
    WrongPassword,
)
from desktop_app.store.files import Files
from desktop_app.store.office import (
    Founded,
    RecoveryCode,
    Unlock,
)
from desktop_app.store.passwords import check_password, load_recovery_code, make_recovery_code
from forms.problems import Refused
from tests.sealed import PASSWORD
from tests.store.offices import NOW
from tests.store.seals import ADMIN, LAN, enter, found_office


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Founded]:
    """A sealed office with the accounts admin and lan (an officer), one dossier, an escrow key."""
    return found_office(tmp_path / "o")


def test_a_slip_of_the_pen_in_a_code_costs_no_try(office: tuple[Path, Founded]) -> None:
    folder, founded = office
    wrong = ("1" if founded.code[0] != "1" else "2") + founded.code[1:]
    for _ in range(5):
        with pytest.raises(Refused) as refused:
            enter(folder, RecoveryCode(wrong))
        assert [problem.code for problem in refused.value.problems] == ["RECOVERY-CODE-SHAPE"]
    enter(folder, RecoveryCode(founded.code)).close()


def test_codes_have_34_letters_and_none_is_like_another() -> None:
    codes = {make_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(load_recovery_code(code)) == 34 for code in codes)
    assert not set("ILOU") & set("".join(codes))


def test_waits_grow_and_never_end_in_a_lock() -> None:
    assert [wait_seconds(n) for n in range(8)] == [0, 0, 0, 2, 4, 8, 16, 32]
    assert wait_seconds(10_000) == MOST_WAIT_SECONDS == 900


def test_restarting_does_not_shorten_the_wait(office: tuple[Path, Founded]) -> None:
    folder, moment = office[0], NOW
    waits = []
    for _ in range(5):
        with pytest.raises(WrongPassword) as wrong:
            enter(folder, Unlock("lan", PASSWORD), moment)
        waits.append(wrong.value.wait_seconds)
        if wrong.value.wait_seconds:
            with pytest.raises(MustWait) as early:
                enter(folder, LAN, moment + timedelta(seconds=wrong.value.wait_seconds - 1))
            assert early.value.wait_seconds == 1
        moment += timedelta(seconds=wrong.value.wait_seconds)
    assert waits == [0, 0, 2, 4, 8]
    enter(folder, ADMIN, moment).close()
    with pytest.raises(MustWait):
        enter(folder, LAN, moment - timedelta(days=900))
    enter(folder, LAN, moment).close()
    with pytest.raises(WrongPassword) as first:
        enter(folder, Unlock("lan", PASSWORD), moment)
    assert first.value.wait_seconds == 0


def test_a_try_is_counted_before_it_is_made(tmp_path: Path) -> None:
    attempts = Attempts(Files(), tmp_path)
    for _ in range(4):
        attempts.note("account lan", NOW)
    with pytest.raises(MustWait):
        Attempts(Files(), tmp_path).require_free("account lan", NOW)
    (tmp_path / "attempts.json").write_bytes(b"{")
    Attempts(Files(), tmp_path).require_free("account lan", NOW)


def test_a_new_password_s_problems_are_all_told() -> None:
    def codes(password: str, account: str = "lan") -> list[str]:
        return [problem.code for problem in check_password(password, account)]

    assert codes("một hai ba bốn") == []
    assert codes("aaaa") == ["PASSWORD-SHORT", "PASSWORD-PLAIN"]
    assert codes("a" * 12) == ["PASSWORD-PLAIN"]
    assert codes("abcde" * 60) == ["PASSWORD-LONG"]
    assert codes("Nguyen.Van.An", "nguyen.van.an") == ["PASSWORD-ACCOUNT"]
    assert codes("ườườườườườườ") == ["PASSWORD-PLAIN"]
