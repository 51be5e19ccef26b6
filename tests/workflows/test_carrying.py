"""From one office to the one above by stick: whatever order, twice, with gaps, forged or turned away."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.errors import StreamBroken
from desktop_app.store.station_keys import load_signing_key
from desktop_app.workflows.cards import dump_card, enrol, load_card, unit_card
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.receiving import plan, receive
from desktop_app.workflows.records import enter
from desktop_app.workflows.sending import send, sent_bundles
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.signing import verify_file
from exports.bundle import read_outer, write_bundle
from forms.problems import Refused
from tests.workflows.conftest import NOW, Ticking
from tests.workflows.heads import last_change
from tests.workflows.values import batch, dossier, slip


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def three_bundles(below: Session, stick: Path) -> list[Path]:
    """Three bundles: a batch, a slip, a dossier."""
    files: list[Path] = []
    for table, value in (("batches", batch()), ("surveys", slip()), ("dossiers", dossier())):
        enter(below, table, [value])
        files = send(below, stick).files
    return files


def verdicts(session: Session, files: list[Path]) -> list[tuple[str, bool]]:
    return [(outcome.verdict, outcome.taken) for outcome in receive(session, files)]


def test_what_was_keyed_below_is_found_above(below: Session, above: Session, stick: Path) -> None:
    enter(below, "batches", [batch()])
    keyed = enter(below, "surveys", [slip()])[0]
    sent = send(below, stick)
    assert sent.lines == last_change(below) - 1
    assert verdicts(above, sent.files) == [("new", True)]
    found = above.office.get("surveys", keyed.id, "TUSON-1")
    assert found is not None
    assert found.data == keyed.data


def test_the_bundle_holds_nothing_in_clear(below: Session, stick: Path) -> None:
    enter(below, "dossiers", [dossier()])
    data = send(below, stick).files[0].read_bytes()
    assert b"027184000123" not in data
    assert "Hường".encode() not in data


def test_sending_without_news_makes_no_bundle_but_copies_what_is_not_confirmed(below: Session, stick: Path) -> None:
    files = three_bundles(below, stick)
    for file in files:
        file.unlink()
    again = send(below, stick)
    assert again.lines == 0
    assert again.files == files
    assert len(sent_bundles(below)) == 3


def test_bundles_in_any_order_end_in_the_same_state(below: Session, above: Session, stick: Path) -> None:
    files = three_bundles(below, stick)
    assert verdicts(above, files[::-1]) == [("new", True)] * 3
    assert above.office.count("dossiers", "TUSON-1") == 1


def test_receiving_twice_changes_nothing(below: Session, above: Session, stick: Path) -> None:
    files = three_bundles(below, stick)
    receive(above, files)
    before = last_change(above)
    assert verdicts(above, files) == [("duplicate", False)] * 3
    assert last_change(above) == before


def test_a_gap_waits_until_it_is_filled(below: Session, above: Session, stick: Path) -> None:
    first, second, third = three_bundles(below, stick)
    assert verdicts(above, [third]) == [("gap", False)]
    assert above.office.count("dossiers", "TUSON-1") == 0
    third.unlink()
    assert verdicts(above, [first, second]) == [("new", True)] * 3
    assert above.office.count("dossiers", "TUSON-1") == 1


def test_what_a_cut_off_writing_left_among_the_parked_is_no_bundle(below: Session, above: Session, stick: Path) -> None:
    third = three_bundles(below, stick)[2]
    receive(above, [third])
    (above.office.folder / "bundles" / "parked" / f".{third.name}.00ff.part").write_bytes(b"half")
    assert verdicts(above, []) == [("gap", False)]


def test_a_plan_writes_nothing(below: Session, above: Session, stick: Path) -> None:
    files = three_bundles(below, stick)
    before = above.office.head
    assert [outcome.verdict for outcome in plan(above, files)] == ["new"] * 3
    assert above.office.head == before
    assert not above.office.streams()


def test_one_flipped_bit_is_refused_and_nothing_is_written(below: Session, above: Session, stick: Path) -> None:
    file = three_bundles(below, stick)[0]
    good, before = bytearray(file.read_bytes()), last_change(above)
    for place in range(0, len(good), max(1, len(good) // 40)):
        bad = bytearray(good)
        bad[place] ^= 0x10
        file.write_bytes(bad)
        outcome = receive(above, [file])[0]
        assert (outcome.verdict, outcome.taken) == ("refused", False), place
        assert outcome.vi
        assert outcome.en
    assert last_change(above) == before


def test_a_unit_that_is_not_enrolled_is_refused(session: Session, above: Session, stick: Path) -> None:
    enrol(session, unit_card(above))
    enter(session, "dossiers", [dossier()])
    outcome = receive(above, send(session, stick).files)[0]
    assert outcome.verdict == "refused"
    assert "TUSON" in outcome.en


def test_sending_to_an_office_that_is_not_known_says_what_to_do(session: Session, stick: Path) -> None:
    with pytest.raises(WorkflowError, match="unit card"):
        send(session, stick)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("name", ["TUSON-1", "tuson-1", "BACNINH-1"])
def test_no_unit_is_enrolled_with_a_station_of_another(below: Session, above: Session, name: str) -> None:
    card = unit_card(below)
    with pytest.raises(Refused) as refused:
        enrol(above, {**card, "unit": "QUEVO", "stations": [{**card["stations"][0], "station": name}]})
    assert [problem.code for problem in refused.value.problems if problem.severity == "error"] == ["STATION-OF-ANOTHER-UNIT"]


def test_a_unit_cannot_write_in_the_name_of_another(
    below: Session, above: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if its card got in: the stream of a station stays its unit's."""
    first, second, _ = three_bundles(below, stick)
    receive(above, [first])
    station = unit_card(below)["stations"][0]
    monkeypatch.setattr("desktop_app.workflows.receiving.registry_of", lambda _: {("QUEVO", "TUSON-1"): station["key"]})
    forged = _resigned(below, second, "QUEVO")
    outcome = receive(above, [forged])[0]
    assert (outcome.verdict, outcome.taken) == ("refused", False)
    assert "another unit" in outcome.en
    assert above.office.count("surveys") == 0


def _resigned(below: Session, file: Path, unit: str) -> Path:
    """The same lines, signed by the same key for another unit."""
    with file.open("rb") as handle:
        header = read_outer(handle).header
    out = io.BytesIO()
    write_bundle(
        out, key=load_signing_key(below.secret("station.ed25519")), recipients=list(header.to), unit=unit, station=header.station,
        epoch=header.epoch, seq=header.seq, prev=header.prev, kind=header.kind,
        events=list(below.office.raw_lines(header.lines.first))[: header.lines.last - header.lines.first + 1],
        bundle_id=header.bundle, created=NOW,
    )  # fmt: skip
    file.write_bytes(out.getvalue())
    return file


def test_lines_that_do_not_follow_are_one_files_outcome_and_the_others_come_in(
    below: Session, above: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = three_bundles(below, stick)
    whole = above.office.receive

    def refusing(*args: Any, **named: Any) -> None:
        if args[4]["bundle_seq"] == 2:
            raise StreamBroken("TUSON-1", 5, "revision")
        whole(*args, **named)

    monkeypatch.setattr(above.office, "receive", refusing)
    assert verdicts(above, files) == [("new", True), ("refused", False), ("gap", False)]


def test_a_wrong_file_is_refused(above: Session, stick: Path) -> None:
    file = stick / "bao-cao.docx"
    file.write_bytes(b"PK\x03\x04 something else")
    assert receive(above, [file])[0].verdict == "refused"


def test_two_histories_of_one_station_are_kept_apart(below: Session, above: Session, stick: Path, tmp_path: Path) -> None:
    enter(below, "batches", [batch()])
    receive(above, send(below, stick).files)
    copy = shutil.copytree(below.office.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("lock"))
    enter(below, "surveys", [slip(1)])
    second = send(below, stick).files[-1]
    other_stick = tmp_path / "other"
    other_stick.mkdir()
    with open_session(copy, "lan", Ticking()) as twin:
        enter(twin, "surveys", [slip(2)])
        forked = send(twin, other_stick).files[-1]
    assert verdicts(above, [second]) == [("new", True)]
    assert verdicts(above, [forked]) == [("fork", False)]
    assert above.office.count("surveys", "TUSON-1") == 1


def test_a_station_that_starts_anew_is_asked_about(below: Session, above: Session, stick: Path, tmp_path: Path) -> None:
    enter(below, "batches", [batch()])
    receive(above, send(below, stick).files)
    card = unit_card(below)
    create(tmp_path / "anew", unit="TUSON", name="Công an thị xã Từ Sơn", parent="BACNINH")
    with open_session(tmp_path / "anew", "lan", Ticking()) as anew:
        enrol(anew, unit_card(above))
        card["stations"] = unit_card(anew)["stations"]
        enrol(above, card)
        enter(anew, "dossiers", [dossier()])
        fresh = tmp_path / "fresh"
        fresh.mkdir()
        files = send(anew, fresh).files
    assert verdicts(above, files) == [("new-epoch", False)]
    assert [outcome.taken for outcome in receive(above, files, accept_new_epoch=True)] == [True]


def test_a_bundle_verifies_above_and_for_its_sender(below: Session, above: Session, stick: Path) -> None:
    file = three_bundles(below, stick)[0]
    assert verify_file(above, file).ok
    assert verify_file(below, file).ok
    assert not verify_file(above, file.rename(_damaged(file))).ok


def _damaged(file: Path) -> Path:
    data = bytearray(file.read_bytes())
    data[-200] ^= 1
    file.write_bytes(data)
    return file


def test_a_card_survives_its_file_and_nonsense_is_no_card(below: Session) -> None:
    assert load_card(dump_card(below)) == unit_card(below)
    for nonsense in (b"", b"{}", b"[1,2]", b"\xff\xfe"):
        with pytest.raises(Refused):
            load_card(nonsense)


def test_an_older_copy_put_back_does_not_write_over_the_bundle_on_the_stick(below: Session, tmp_path: Path) -> None:
    folder, stick = below.office.folder, tmp_path / "one-stick"
    stick.mkdir()
    below.close()
    older = shutil.copytree(folder, tmp_path / "older")
    with open_session(folder, "lan", Ticking()) as session:
        enter(session, "dossiers", [dossier(1)])
        (sent,) = send(session, stick).files
    whole = sent.read_bytes()
    with open_session(older, "lan", Ticking()) as session:
        enter(session, "dossiers", [dossier(2)])
        with pytest.raises(WorkflowError, match="another bundle"):
            send(session, stick)
        assert [path.read_bytes() for path in stick.iterdir()] == [whole]
        sent.write_bytes(whole[:-10])
        assert send(session, stick).files == [sent]
        assert sent.read_bytes()[-10:] != whole[-20:-10]
