"""Lines of another office: verified, kept verbatim as a chain of their own, committed by one own line or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.errors import BadRecord, Damaged, DiskFull, FlushFailed, StreamBroken
from desktop_app.store.office import Change, Office
from forms.line import Envelope, dump_doc, dump_line, hash_payload, load_line
from tests.store.offices import (
    EPOCH,
    NOW,
    PROVINCE,
    FailingFiles,
    copy_office,
    dossier,
    make_office,
    new,
    opened,
    refusal,
    save,
    slip,
    small_office,
)

STREAM = Path("journal/in") / f"tuson-1-{EPOCH}" / "000001.jsonl"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The seven lines of Từ Sơn."""
    with opened(small_office(tmp_path_factory.mktemp("sent") / "o")) as office:
        return list(office.raw_lines(1))


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Office]:
    with opened(make_office(tmp_path / "p", PROVINCE)) as office:
        yield office


def receive(office: Office, lines: Iterable[bytes], seq: int = 1, **note: Any) -> None:
    office.receive("H56.22", "tuson-1", EPOCH, lines, {"bundle_seq": seq, "bundle_hash": f"h{seq}", **note}, "an", NOW)


def test_received_records_are_there_beside_the_own_ones(province: Office, sent: list[bytes]) -> None:
    save(province, new("dossiers", "d1", dossier(7, name="của tỉnh")))
    receive(province, sent)
    assert province.count("dossiers") == 3
    assert [(s.origin, s.id, s.rev) for s in province.records("dossiers")] == [
        ("", "d1", 1),
        ("tuson-1", "d1", 2),
        ("tuson-1", "d2", 1),
    ]
    got = province.get("dossiers", "d1", origin="tuson-1")
    assert got is not None
    assert (got.data or {})["status"] == "processing"
    assert [s.rev for s in province.history("dossiers", "d1", "tuson-1")] == [1, 2]
    assert (province.folder / STREAM).read_bytes() == b"".join(sent)
    stream = province.streams()["tuson-1", EPOCH]
    assert (stream.unit, stream.n, stream.hash, stream.bundle_seq, stream.bundle_hash) == (
        "H56.22",
        7,
        load_line(sent[-1]).hash,
        1,
        "h1",
    )
    assert [(s.table, (s.data or {})["bundle_seq"]) for s in province.records("bundles")] == [("bundles", 1)]
    assert province.head.n == 2


def test_a_stream_goes_on_where_it_was_and_lines_known_already_may_come_again(tmp_path: Path, sent: list[bytes]) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        receive(office, sent[:4], 1)
        receive(office, sent, 2)
        receive(office, [], 3)
        heads = office.streams()
    with opened(folder) as office:
        assert office.streams() == heads
        assert office.streams()["tuson-1", EPOCH].bundle_seq == 3
        assert (office.count("surveys"), office.notices) == (4, [])
        assert (folder / STREAM).read_bytes() == b"".join(sent)


def test_what_does_not_follow_on_is_refused_and_nothing_is_written(province: Office, sent: list[bytes], tmp_path: Path) -> None:
    other = make_office(tmp_path / "fork")
    with opened(other) as office:
        save(office, *(new("surveys", f"x{n}", slip(n)) for n in range(7)))
        fork = list(office.raw_lines(1))
    receive(province, sent[:4])
    before = (province.head, (province.folder / STREAM).read_bytes())
    cases: dict[str, tuple[list[bytes], str]] = {
        "gap": (sent[5:], "gap"),
        "fork in what is known": (fork[:4], "fork"),
        "fork in what follows": (fork[4:], "fork"),
        "half a group": (sent[:6], "group"),
        "swapped": ([sent[5], sent[4], sent[6]], "gap"),
        "bit": ([sent[4].replace(b'"copies":1', b'"copies":2')], "payload"),
        "junk": ([b"{}\n"], "shape"),
        "sealed": ([sent[4].replace(b'"doc":{', b'"seal":{')], "sealed"),
    }
    for name, (lines, reason) in cases.items():
        with pytest.raises(StreamBroken) as caught:
            receive(province, lines)
        assert caught.value.reason == reason, name
        assert (province.head, (province.folder / STREAM).read_bytes()) == before, name
    receive(province, sent[4:])
    assert province.count("surveys") == 4


def hostile(sent: list[bytes], data: bytes, **fields: Any) -> bytes:
    """Return a line that follows the last one with right hashes and whatever payload and fields."""
    last, salt = load_line(sent[-1]), b"\1" * 16
    known = {name: getattr(last.envelope, name) for name in Envelope.__struct_fields__}
    follows = {"n": 8, "first": 8, "left": 0, "id": "x", "was": 0, "base": 0, "rev": 1, "prev": last.hash}
    return dump_line(Envelope(**{**known, **follows, "payload": hash_payload(salt, data), **fields}), dump_doc(salt, data))[0]


def test_lines_with_right_hashes_and_wrong_contents_are_refused(province: Office, sent: list[bytes]) -> None:
    receive(province, sent)
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    bad = [b"xx", b"[]", b'"text"', b"null", b'{"a":\xff}', b'{"name":"\xff"}', b'{"other":"\xff"}', deep, b"{}{}"]
    for data in bad:
        with pytest.raises(StreamBroken):
            receive(province, [hostile(sent, data)])
    for fields in (
        {"rev": 2, "base": 1},
        {"was": 3},
        {"table": "dossiers", "id": "d1"},
        {"op": "audit", "rev": 2, "base": 1},
        {"left": -1},
        {"n": 0},
    ):
        with pytest.raises(StreamBroken):
            receive(province, [hostile(sent, b"{}", **fields)])
    receive(province, [hostile(sent, b"{}")])
    assert province.streams()["tuson-1", EPOCH].n == 8


def test_a_line_whose_envelope_is_not_utf8_is_refused(province: Office, sent: list[bytes]) -> None:
    from hashlib import sha256

    raw = hostile(sent, b"{}", why="GHI")
    head, rest = raw.split(b',"hash":"')
    head = head.replace(b"GHI", b"G\xffI")
    forged = head + b',"hash":"' + sha256(head).hexdigest().encode() + rest[64:]
    receive(province, sent)
    with pytest.raises(StreamBroken) as caught:
        receive(province, [forged])
    assert caught.value.reason == "shape"


def test_names_that_could_leave_the_folder_and_the_own_stream_are_refused(province: Office) -> None:
    for station, epoch in (("../x", EPOCH), ("a/b", EPOCH), ("tuson-1", "x"), ("bacninh-1", PROVINCE.epoch)):
        with pytest.raises(BadRecord):
            province.receive("U", station, epoch, [], {}, "an", NOW)
    assert list((province.folder / "journal" / "in").iterdir()) == []


def test_a_note_that_is_no_note_leaves_nothing_behind(tmp_path: Path, sent: list[bytes]) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        with pytest.raises(BadRecord):
            receive(office, sent, x=float("nan"))
        with pytest.raises(BadRecord):
            receive(office, sent, bundle_seq="1")
        assert (office.streams(), office.count("dossiers"), office.head.n) == ({}, 0, 0)
        receive(office, sent)
        assert office.count("dossiers") == 2


def test_a_reader_that_breaks_off_leaves_nothing_behind(province: Office, sent: list[bytes]) -> None:
    def torn() -> Iterator[bytes]:
        yield from sent[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        receive(province, torn())
    receive(province, sent)
    assert province.count("surveys") == 4


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("after", range(4))
def test_a_failure_at_any_write_commits_all_or_nothing(tmp_path: Path, sent: list[bytes], call: str, after: int) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    files = FailingFiles(call, error=errno.ENOSPC, taken=500)
    with opened(folder, files=files) as office:
        receive(office, sent[:4], 1)
        files.arm(after)
        try:
            receive(office, sent, 2)
            done = True
        except (DiskFull, FlushFailed):
            done = False
        files.armed = False
    with opened(folder) as office:
        assert office.streams()["tuson-1", EPOCH].n == (7 if done else 4)
        assert office.count("surveys") == (4 if done else 3)
        assert office.notices == []
        receive(office, sent, 3)
        assert office.count("surveys") == 4


def test_lines_beyond_what_was_committed_are_cut_at_opening(tmp_path: Path, sent: list[bytes]) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        receive(office, sent[:4])
    for extra in (sent[4], b"".join(sent[4:]), b"\0" * 5000, b"junk"):
        with (folder / STREAM).open("ab") as handle:
            handle.write(extra)
        with opened(folder) as office:
            assert office.streams()["tuson-1", EPOCH].n == 4
            assert office.count("surveys") == 3
        assert (folder / STREAM).read_bytes() == b"".join(sent[:4])


def test_a_first_receipt_that_was_cut_off_leaves_an_empty_stream(tmp_path: Path, sent: list[bytes]) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    (folder / STREAM).parent.mkdir(parents=True)
    (folder / STREAM).write_bytes(b"".join(sent)[:1500])
    with opened(folder) as office:
        assert office.streams() == {}
        receive(office, sent)
    with opened(folder) as office:
        assert office.count("surveys") == 4


def test_damage_in_a_received_stream_is_refused_with_its_place(tmp_path: Path, sent: list[bytes]) -> None:
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        receive(office, sent)
    for name, data, place in (
        ("answer", b"".join(sent).replace(b'"c03":5', b'"c03":4', 1), (2, "payload")),
        ("short", b"".join(sent[:6]), (7, "short")),
        ("line gone", b"".join(sent[:2] + sent[3:]), (3, "order")),
    ):
        damaged = copy_office(folder, tmp_path / "damaged")
        (damaged / STREAM).write_bytes(data)
        error = refusal(damaged)
        assert isinstance(error, Damaged), name
        assert (error.segment, error.line, error.reason) == (STREAM.as_posix(), *place), name
        with opened(damaged, salvage=True) as office:
            assert [notice.code for notice in office.notices] == ["DAMAGE"]


def test_an_erased_payload_is_not_received_and_one_erased_here_is_seen(tmp_path: Path, sent: list[bytes]) -> None:
    line = load_line(sent[1])
    erased = [sent[0], dump_line(line.envelope, b'"x"', "gone")[0], *sent[2:]]
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        with pytest.raises(StreamBroken, match="erased"):
            receive(office, erased)
        assert office.streams() == {}
        receive(office, sent)
    (folder / STREAM).write_bytes(b"".join(erased))
    error = refusal(folder)
    assert isinstance(error, Damaged)
    assert (error.line, error.reason) == (2, "erased")


def test_a_stream_of_many_blocks_comes_in_whole(tmp_path: Path, sent: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.store.receiving.BLOCK_BYTES", 1000)
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        receive(office, sent)
    with opened(folder) as office:
        assert office.count("surveys") == 4


def test_a_station_that_starts_anew_goes_on_in_a_second_stream(province: Office, sent: list[bytes], tmp_path: Path) -> None:
    import msgspec

    from tests.store.offices import PROFILE

    receive(province, sent)
    again = make_office(tmp_path / "again", msgspec.structs.replace(PROFILE, epoch="77" * 16))
    with opened(again) as office:
        save(office, new("dossiers", "d9", dossier(9)))
        lines = list(office.raw_lines(1))
    province.receive("H56.22", "tuson-1", "77" * 16, lines, {}, "an", NOW)
    assert [s.id for s in province.records("dossiers", "tuson-1")] == ["d1", "d2", "d9"]
    assert province.facts().execute("SELECT count(*), count(DISTINCT unit) FROM dossier_fact").fetchone() == (3, 1)


def test_the_head_of_a_stream_cannot_be_written_as_a_record(province: Office, sent: list[bytes]) -> None:
    receive(province, sent, bundle_id="b1")
    stored = province.get("bundles", "b1")
    assert stored is not None
    with pytest.raises(BadRecord):
        save(province, Change("bundles", "b1", stored.data, base=1))
