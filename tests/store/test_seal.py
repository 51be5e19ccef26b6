"""Payloads sealed for one place only, lines that travel as they were, files that open nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop_app.store.errors import Damaged, NeedsPassword
from desktop_app.store.office import Change, Founding, Office, Unlock, create_office, open_office
from desktop_app.store.profile import dump_profile
from desktop_app.store.seal import CannotOpen, Ring, SealCodec
from forms.line import BadLine, Envelope, dump_doc, dump_line, hash_payload, load_line, read_data
from tests.sealed import PASSWORD, WEAK, clear_texts
from tests.store.offices import NOW, PROFILE, PROVINCE, clock, contents, dossier, journal, make_office, new, opened, save, slip

NAME, NUMBER = "Nguyễn Thị Hoà", "027184000001"
KEY = bytes(range(32))


def found(folder: Path, *, profile: str = "lower") -> Path:
    """Make an empty sealed office whose administrator is `lan`."""
    whose = PROFILE if profile == "lower" else PROVINCE
    create_office(folder, replace(whose, sealed=True), founding=Founding("lan", PASSWORD, strength=WEAK))
    return folder


def unlocked(folder: Path, **options: object) -> Office:
    return open_office(folder, clock=clock, account="lan", unlock=Unlock("lan", PASSWORD), **options)  # type: ignore[arg-type]


def fill(office: Office) -> None:
    save(office, new("dossiers", "d1", dossier(1)), new("surveys", "s1", slip(1)), new("surveys", "s2", slip(2)))
    save(office, Change("dossiers", "d1", dossier(1, status="processing"), base=1, why="chuyển xử lý"))
    save(office, new("dossiers", "d2", dossier(2, name="Trần Văn Đức")))


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Office]:
    with unlocked(found(tmp_path / "sealed")) as office:
        fill(office)
        yield office


def envelope(n: int = 1, payload: str = "0" * 64) -> Envelope:
    return Envelope(
        v=1, station="t-1", epoch="0" * 32, n=n, at="2020-07-06T08:15:00+07:00", by="lan", table="feedback", id="f", rev=1,
        base=0, op="put", why="", was=0, first=n, left=0, payload=payload, prev="0" * 64,
    )  # fmt: skip


def test_a_payload_opens_at_its_place_only() -> None:
    codec = SealCodec(Ring({1: KEY}))
    kind, body, digest = codec.dump_payload(b'{"name":"x"}', f"t-1/{'0' * 32}/1")
    right = load_line(dump_line(envelope(1, digest), body, kind)[0])
    assert codec.load_payload(right) == b'{"name":"x"}'
    moved = load_line(dump_line(envelope(2, digest), body, kind)[0])
    with pytest.raises(BadLine) as refused:
        codec.load_payload(moved)
    assert refused.value.reason == "payload"


@pytest.mark.parametrize("place", [0, 1, 5, 20, -1])
def test_every_changed_byte_of_a_sealed_payload_is_refused(place: int) -> None:
    codec = SealCodec(Ring({1: KEY}))
    kind, body, digest = codec.dump_payload(b"{}", f"t-1/{'0' * 32}/1")
    raw = bytearray(base64.b64decode(body[1:-1]))
    raw[place] ^= 1
    line = load_line(dump_line(envelope(1, digest), b'"' + base64.b64encode(raw) + b'"', kind)[0])
    with pytest.raises(BadLine):
        codec.load_payload(line)


def test_a_clear_line_does_not_count_in_a_sealed_office() -> None:
    codec = SealCodec(Ring({1: KEY}))
    line = load_line(dump_line(envelope(), b'{"salt":"00","data":{}}')[0])
    with pytest.raises(BadLine) as refused:
        codec.load_payload(line)
    assert refused.value.reason == "sealed"


def test_a_line_sealed_here_travels_as_it_came() -> None:
    codec = SealCodec(Ring({1: KEY}))
    salt, data = b"\xab" * 16, b'{"a":1}'
    raw = dump_line(envelope(1, hash_payload(salt, data)), dump_doc(salt, data))[0]
    kept = codec.keep_line(raw, load_line(raw))
    assert kept != raw
    assert load_line(kept).hash == load_line(raw).hash
    assert codec.clear_line(kept) == raw


def test_a_file_opens_under_its_own_name_and_key_only() -> None:
    codec, other = SealCodec(Ring({1: KEY})), SealCodec(Ring({1: bytes(32)}))
    sealed = codec.dump_blob(b"secret", "keys/a")
    assert codec.load_blob(sealed, "keys/a") == b"secret"
    for attempt in (
        (codec, sealed, "keys/b"),
        (other, sealed, "keys/a"),
        (codec, b"secret", "keys/a"),
        (codec, sealed[:-1], "keys/a"),
    ):
        with pytest.raises(CannotOpen):
            attempt[0].load_blob(attempt[1], attempt[2])


def test_old_bytes_stay_under_old_keys_and_new_ones_take_the_newest() -> None:
    ring = Ring({1: KEY})
    before = SealCodec(ring).dump_blob(b"old", "x")
    ring.add(2, bytes(32))
    after = SealCodec(ring).dump_blob(b"new", "x")
    assert SealCodec(ring).load_blob(before, "x") == b"old"
    with pytest.raises(CannotOpen) as refused:
        SealCodec(Ring({1: KEY})).load_blob(after, "x")
    assert refused.value.missing
    assert "010203" not in repr(ring)


def test_nonces_do_not_come_twice() -> None:
    codec = SealCodec(Ring({1: KEY}))
    assert len({codec.dump_payload(b"{}", "p")[1] for _ in range(200)}) == 200


def test_a_sealed_office_holds_what_an_open_one_holds(sealed: Office, tmp_path: Path) -> None:
    with opened(make_office(tmp_path / "clear")) as clear:
        fill(clear)
        assert contents(sealed) == contents(clear)
        assert [s.data for s in sealed.history("dossiers", "d1")] == [s.data for s in clear.history("dossiers", "d1")]
        assert sealed.search("dossiers", "nguyen hoa") == clear.search("dossiers", "nguyen hoa") == ["d1"]
        for table in ("dossier_fact", "slip_fact", "answer_fact"):
            query = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5"
            rows = [office.facts().execute(query).fetchall() for office in (sealed, clear)]
            assert rows[0] == rows[1] != []
        for office in (sealed, clear):
            assert [doc["status"] for doc in office.tinydb().table("dossiers").all()] == ["processing", "received"]


def test_it_reopens_with_its_snapshot_and_without(sealed: Office) -> None:
    before = contents(sealed)
    assert sealed.save_snapshot()
    sealed.close()
    with unlocked(sealed.folder) as again:
        assert contents(again) == before
        assert again.check(full=True).ok
    (sealed.folder / "snapshot").unlink()
    with unlocked(sealed.folder, read_only=True) as again:
        assert contents(again) == before


def test_no_file_of_it_tells_a_name(sealed: Office, tmp_path: Path) -> None:
    for office in (sealed, opened(make_office(tmp_path / "clear"))):
        if not office.count("dossiers"):
            fill(office)
        office.save_draft("slip", {"name": NAME, "id_number": NUMBER})
        office.write_secret("note", NAME.encode())
        office.write_file("reports/r.pdf", NAME.encode())
        office.facts()
        office.save_snapshot()
        assert office.load_draft("slip") == {"name": NAME, "id_number": NUMBER}
        assert office.read_secret("note") == office.read_file("reports/r.pdf") == NAME.encode()
        office.close()
    assert clear_texts(sealed.folder, [NAME, NUMBER]) == {}
    control = clear_texts(tmp_path / "clear", [NAME, NUMBER])
    assert set(control) == {"journal/000001.jsonl", "drafts/slip.json", "keys/note", "reports/r.pdf", "snapshot"}


def test_a_torn_tail_is_set_aside_sealed(sealed: Office) -> None:
    acknowledged = (sealed.folder / "head").read_bytes()
    save(sealed, new("dossiers", "d3", dossier(3)))
    sealed.close()
    path = journal(sealed.folder)
    (sealed.folder / "head").write_bytes(acknowledged)
    path.write_bytes(path.read_bytes()[:-30])
    with unlocked(sealed.folder) as again:
        assert [notice.code for notice in again.notices] == ["TAIL-CUT"]
    assert list((sealed.folder / "log").iterdir())
    assert clear_texts(sealed.folder, [NAME, "Trần Văn Đức"]) == {}


def test_swapped_sealed_payloads_are_damage(sealed: Office) -> None:
    sealed.close()
    path = journal(sealed.folder)
    lines = path.read_bytes().splitlines(keepends=True)
    bodies = [line[line.index(b',"seal":') :] for line in lines]
    lines[1], lines[2] = lines[1].replace(bodies[1], bodies[2]), lines[2].replace(bodies[2], bodies[1])
    path.write_bytes(b"".join(lines))
    with pytest.raises(Damaged) as refused:
        unlocked(sealed.folder)
    assert (refused.value.line, refused.value.reason) == (2, "payload")


def test_a_draft_put_in_place_of_another_is_damage(sealed: Office) -> None:
    sealed.save_draft("a", {"x": 1})
    sealed.save_draft("b", {"x": 2})
    (sealed.folder / "drafts" / "a.json").write_bytes((sealed.folder / "drafts" / "b.json").read_bytes())
    with pytest.raises(Damaged):
        sealed.load_draft("a")


def test_a_profile_that_says_not_sealed_opens_nothing(sealed: Office) -> None:
    sealed.close()
    (sealed.folder / "office.json").write_bytes(dump_profile(replace(sealed.profile, sealed=False)))
    with pytest.raises(Damaged) as refused:
        open_office(sealed.folder, clock=clock)
    assert refused.value.reason == "sealed"


def test_without_a_password_it_stays_shut(sealed: Office) -> None:
    sealed.close()
    for read_only in (False, True):
        with pytest.raises(NeedsPassword):
            open_office(sealed.folder, clock=clock, read_only=read_only)
    unlocked(sealed.folder).close()


def test_lines_travel_from_sealed_to_sealed_with_all_their_hashes(sealed: Office, tmp_path: Path) -> None:
    lines = list(sealed.raw_lines(1))
    assert [load_line(raw).kind for raw in lines] == ["doc"] * 5
    assert all(read_data(load_line(raw)) for raw in lines)
    kept = journal(sealed.folder).read_bytes().splitlines(keepends=True)
    assert [load_line(raw).hash for raw in kept] == [load_line(raw).hash for raw in lines]
    assert [load_line(raw).kind for raw in kept] == ["seal"] * 5
    with unlocked(found(tmp_path / "upper", profile="upper")) as upper:
        profile = sealed.profile
        upper.receive(profile.unit, profile.station, profile.epoch, lines[:3], {"bundle_seq": 1}, "lan", NOW)
        upper.receive(profile.unit, profile.station, profile.epoch, lines, {"bundle_seq": 2}, "lan", NOW)
        station = profile.station
        assert {s.id: s.data for s in upper.records("dossiers", station)} == {s.id: s.data for s in sealed.records("dossiers")}
        assert [s.data for s in upper.history("dossiers", "d1", station)] == [s.data for s in sealed.history("dossiers", "d1")]
        heads = list(upper.streams().values())
        assert [(head.n, head.hash) for head in heads] == [(sealed.head.n, sealed.head.hash)]
        assert upper.check(full=True).ok
    assert clear_texts(upper.folder, [NAME, NUMBER, "Trần Văn Đức"]) == {}
    with unlocked(upper.folder) as again:
        assert again.count("dossiers", station) == 2
