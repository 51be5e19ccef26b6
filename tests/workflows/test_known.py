"""Who the office knows already: found exactly, shown with what may be copied, the look noted without a number in it."""

from __future__ import annotations

from typing import Any

from desktop_app.workflows.dossiers import move_dossier, new_dossier
from desktop_app.workflows.known import find_known, note_known
from desktop_app.workflows.session import Session

HUONG: dict[str, Any] = {
    "procedure": "cmnd-cccd", "case": "new", "channel": "counter", "copies": 1, "name": "Nguyễn Thị Hường",
    "id_number": "027190000123", "birth": "1990-01-05", "sex": "female", "phone": "0912345678", "address": "12 Trần Phú",
    "received_at": "2020-07-27T08:00:00+07:00", "status": "received",
}  # fmt: skip


def save(session: Session, **other: Any) -> str:
    return new_dossier(session, {k: v for k, v in {**HUONG, **other}.items() if v}).id


def test_a_number_is_found_exactly_and_not_as_a_part_of_another(session: Session) -> None:
    save(session, id_number="125123456", name="Bùi Hoà", birth="")
    assert find_known(session, {"id_number": "125 123 456"}) is not None
    assert find_known(session, {"id_number": "125123"}) is None
    assert find_known(session, {"id_number": "251234567"}) is None


def test_dossiers_stand_newest_first_and_the_open_ones_are_told(session: Session) -> None:
    newest = save(session, received_at="2020-08-03T08:00:00+07:00")
    old = save(session)
    move_dossier(session, old, "finished")
    known = find_known(session, {"id_number": "027190000123"})
    assert known is not None
    assert [stored.id for stored in known.dossiers] == [newest, old]
    assert [stored.id for stored in known.open] == [newest]


def test_what_is_empty_in_the_newest_comes_from_an_older_one(session: Session) -> None:
    save(session, email="huong@example.vn")
    save(session, received_at="2020-08-03T08:00:00+07:00", address="7 Lý Thái Tổ")
    known = find_known(session, {"id_number": "027190000123"})
    assert known is not None
    assert known.offered() == {
        "address": "7 Lý Thái Tổ", "phone": "0912345678", "email": "huong@example.vn", "birth": "1990-01-05", "sex": "female",
    }  # fmt: skip


def test_the_dossier_in_hand_is_not_somebody_known(session: Session) -> None:
    id = save(session)
    assert find_known(session, {"id_number": "027190000123"}, besides=id) is None


def test_a_phone_of_the_house_offers_no_birth_and_no_sex(session: Session) -> None:
    id = save(session)
    known = find_known(session, {"phone": "0912.345.678", "name": "Lê Văn Tám"}, by_phone=lambda _: [id])
    assert known is not None
    assert (known.by, known.same, sorted(known.offered())) == ("phone", False, ["address", "phone"])


def test_a_candidate_with_another_phone_is_passed_over(session: Session) -> None:
    id = save(session)
    assert find_known(session, {"phone": "0912345679"}, by_phone=lambda _: [id]) is None


def test_name_without_marks_and_birth_find_the_person(session: Session) -> None:
    save(session)
    known = find_known(session, {"name": "NGUYEN THI HUONG", "birth": "05/01/1990"})
    assert known is not None
    assert known.by == "name"
    assert find_known(session, {"name": "Nguyễn Thị Hường", "birth": "06/01/1990"}) is None
    assert find_known(session, {"name": "Nguyễn Thị Hường"}) is None


def test_the_same_name_and_birth_under_another_number_is_another_person(session: Session) -> None:
    save(session)
    keyed = {"name": "Nguyễn Thị Hường", "birth": "05/01/1990", "id_number": "027190000999"}
    assert find_known(session, keyed) is None
    assert find_known(session, {**keyed, "id_number": "125123456"}) is not None, "an old 9-digit card may be hers"


def test_the_look_is_noted_without_a_number_or_a_name(session: Session) -> None:
    save(session)
    known = find_known(session, {"id_number": "027190000123"})
    assert known is not None
    note_known(session, known)
    [line] = session.office.audits("view")
    assert line.data == {"table": "dossiers", "id": known.latest.id, "known_by": "id_number", "dossiers": 1}
