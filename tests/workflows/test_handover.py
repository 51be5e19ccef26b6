"""Dossiers handed from one officer to another: who holds what, the log, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.office import Stored
from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.dossiers import move_dossier, new_dossier
from desktop_app.workflows.handover import hand_over, list_handovers, receivers
from desktop_app.workflows.session import Session, open_session
from forms.problems import Refused
from tests.sealed import OTHER, PASSWORD
from tests.workflows.conftest import NOW
from tests.workflows.values import dossier


def data_of(stored: Stored | None) -> dict[str, Any]:
    assert stored is not None
    assert stored.data is not None
    return stored.data


def codes_of(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        act()
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_new_dossier_is_held_by_who_received_it(session: Session) -> None:
    assert data_of(new_dossier(session, dossier(1)))["officer"] == "lan"


def test_a_person_whose_name_is_no_word_is_not_named_as_holder(session: Session) -> None:
    session.account = "Lan Anh"
    assert "officer" not in data_of(new_dossier(session, dossier(1)))


def test_many_are_handed_over_as_one_group_and_each_keeps_the_log(session: Session) -> None:
    ids = [new_dossier(session, dossier(n)).id for n in (1, 2)]
    before = session.office.head.n
    saved = hand_over(session, ids, "minh", "  nghỉ phép ")
    assert [stored.n for stored in saved] == [before + 1, before + 2]
    for stored in saved:
        line = {"at": "2020-08-03T09:00:00+07:00", "from": "lan", "to": "minh", "note": "nghỉ phép"}
        assert (data_of(stored)["officer"], data_of(stored)["handovers"]) == ("minh", [line])
    again = data_of(hand_over(session, ids[:1], "lan")[0])
    assert [(line["from"], line["to"]) for line in again["handovers"]] == [("lan", "minh"), ("minh", "lan")]


def test_one_that_cannot_go_keeps_all_where_they_are(session: Session) -> None:
    good, ended = (new_dossier(session, dossier(n)).id for n in (1, 2))
    move_dossier(session, ended, "withdrawn", "xin rút")
    assert codes_of(lambda: hand_over(session, [good, ended], "minh")) == [("HANDOVER-OVER", "000.17.22.H05-200706-0002: to")]
    assert data_of(session.office.get("dossiers", good))["officer"] == "lan"


def test_nobody_and_the_one_who_holds_it_are_refused(session: Session) -> None:
    id = new_dossier(session, dossier(1)).id
    assert codes_of(lambda: hand_over(session, [id], " ")) == [("HANDOVER-TO-EMPTY", "to")]
    assert codes_of(lambda: hand_over(session, [id], "lan")) == [("HANDOVER-SAME", "000.17.22.H05-200706-0001: to")]
    assert codes_of(lambda: hand_over(session, [id], "hai chữ")) == [("TOKEN-SHAPE", "000.17.22.H05-200706-0001: to")]
    long = codes_of(lambda: hand_over(session, [id], "minh", "a" * 501))
    assert long == [("TEXT-LENGTH", "000.17.22.H05-200706-0001: note")]


def test_of_many_those_already_held_stay_as_they_are(session: Session) -> None:
    mine, other = (new_dossier(session, dossier(n)).id for n in (1, 2))
    hand_over(session, [other], "minh")
    assert [stored.id for stored in hand_over(session, [mine, other], "minh")] == [mine]
    assert len(data_of(session.office.get("dossiers", other))["handovers"]) == 1


def test_time_does_not_go_back(session: Session) -> None:
    id = new_dossier(session, dossier(1)).id
    hand_over(session, [id], "minh")
    session.clock = lambda: NOW - timedelta(minutes=1)
    assert codes_of(lambda: hand_over(session, [id], "lan")) == [("MOVE-BEFORE-LAST", "000.17.22.H05-200706-0001: at")]


def test_the_log_of_days_is_listed_oldest_first(session: Session) -> None:
    ids = [new_dossier(session, dossier(n)).id for n in (1, 2)]
    hand_over(session, ids[1:], "minh")
    session.clock = lambda: NOW + timedelta(days=1)
    hand_over(session, ids, "hoa", "cả hai")
    found = list_handovers(session, date(2020, 8, 4), date(2020, 8, 4))
    assert [(line.code[-1], line.from_, line.to, line.note) for line in found] == [
        ("1", "lan", "hoa", "cả hai"), ("2", "minh", "hoa", "cả hai"),
    ]  # fmt: skip
    assert len(list_handovers(session, date(2020, 8, 1), date(2020, 8, 4))) == 3
    assert list_handovers(session, date(2020, 8, 5), date(2020, 8, 31)) == []


def test_in_an_office_with_accounts_only_a_live_one_takes_over(sealed_folder: Path) -> None:
    with open_session(sealed_folder, "admin", lambda: NOW, password=PASSWORD) as session:
        add_account(session, "minh", "Vũ Thị Minh", "officer", OTHER)
        add_account(session, "cu", "Bùi Văn Cũ", "officer", OTHER, last=date(2020, 7, 31))
    with open_session(sealed_folder, "minh", lambda: NOW, password=OTHER) as session:
        id = new_dossier(session, dossier(1)).id
        assert [account for account, _ in receivers(session)] == ["admin", "minh"]
        assert codes_of(lambda: hand_over(session, [id], "cu")) == [("HANDOVER-ACCOUNT", "to")]
        assert codes_of(lambda: hand_over(session, [id], "aicungduoc")) == [("HANDOVER-ACCOUNT", "to")]
        assert data_of(hand_over(session, [id], "admin")[0])["officer"] == "admin"
