"""Torn tails are cut and reported; every other damage is refused with its place, and the negative controls are caught."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store import codec as codec_module, opening as opening_module, scan as scan_module
from desktop_app.store.codec import ClearCodec
from desktop_app.store.errors import Damaged, StoreError
from desktop_app.store.office import Change, Stored
from desktop_app.store.opening import Opening, open_chains
from desktop_app.store.reader import Reader
from forms.line import BadLine, Envelope, dump_doc, dump_line, hash_payload, load_line, read_data
from tests.store.offices import (
    PROFILE,
    NoFlush,
    contents,
    copy_office,
    dossier,
    journal,
    make_office,
    new,
    opened,
    refusal,
    save,
    slip,
    small_office,
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_office(tmp_path_factory.mktemp("store") / "o")


def line_starts(path: Path) -> list[int]:
    data = path.read_bytes()
    return [0] + [place + 1 for place, byte in enumerate(data) if byte == 0x0A]


def unwitnessed(folder: Path, lines: int, to: Path) -> Path:
    """Return a copy whose witness names line `lines`, as if the process had died before it acknowledged what follows."""
    shorter = copy_office(folder, to.with_name(to.name + "-short"))
    cut(shorter, line_starts(journal(shorter))[lines])
    (shorter / "head").unlink()
    opened(shorter).close()
    copy_office(folder, to)
    shutil.copy(shorter / "head", to / "head")
    return to


def cut(folder: Path, size: int) -> None:
    with journal(folder).open("r+b") as handle:
        handle.truncate(size)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three lines: a record of its own, then a group of its correction and another one."""
    folder = make_office(tmp_path_factory.mktemp("short") / "o")
    with opened(folder) as office:
        save(office, new("feedback", "f1", {"content": "ghế"}))
        save(office, Change("feedback", "f1", {"content": "ghế ngồi"}, base=1), new("feedback", "f2", {"content": "quạt"}))
    return folder


def known(folder: Path, *, read_only: bool = True) -> tuple[list[Stored], int, list[str]]:
    """Open the chains alone and return all they tell: every revision of every record, the last line, the notices."""
    codec = ClearCodec()
    chains = open_chains(Opening(NoFlush(), folder, PROFILE, codec, read_only=read_only))
    try:
        reader = Reader(chains, codec)
        tables = [(table, id) for (_, table), index in chains.index.tables.items() for id in index.ids]
        revisions = [stored for table, id in tables for stored in reader.history(table, id, "")]
        return revisions, chains.own.head.n, [notice.code for notice in chains.notices]
    finally:
        chains.own.close()


def states_cut_at_every_byte(short: Path, tmp_path: Path) -> None:
    """Cut the last, unacknowledged group at each of its bytes; assert what each opening finds."""
    folder = unwitnessed(short, 1, tmp_path / "o")
    data, head = journal(short).read_bytes(), (folder / "head").read_bytes()
    last_whole = line_starts(journal(short))[1]
    for end in range(last_whole, len(data)):
        journal(folder).write_bytes(data[:end])
        (folder / "head").write_bytes(head)
        revisions, n, notices = known(folder, read_only=False)
        assert [(stored.id, stored.rev, stored.data) for stored in revisions] == [("f1", 1, {"content": "ghế"})]
        assert (n, notices) == (1, [] if end == last_whole else ["TAIL-CUT"])
        assert journal(folder).read_bytes() == data[:last_whole]
    kept = [file.read_bytes() for file in (folder / "log").glob("tail-1-*.bin")]
    assert sorted(kept) == sorted(data[last_whole:end] for end in range(last_whole + 1, len(data)))


def test_a_tail_cut_at_every_byte_of_the_last_group_opens_with_all_before(short: Path, tmp_path: Path) -> None:
    states_cut_at_every_byte(short, tmp_path)


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"\xff" * 700, b"\n", b"{}\n", b"\0" * 65536, b'{"v":1,"station"'])
def test_zeros_and_junk_behind_the_last_group_are_a_torn_tail(whole: Path, tmp_path: Path, tail: bytes) -> None:
    folder = copy_office(whole, tmp_path / "o")
    with journal(folder).open("ab") as handle:
        handle.write(tail)
    with opened(folder) as office:
        assert office.head.n == 7
        assert [notice.code for notice in office.notices] == ["TAIL-CUT"]
        save(office, new("surveys", "s9", slip(9)))
    with opened(folder) as office:
        assert (office.head.n, office.notices) == (8, [])


def test_a_tail_torn_in_its_middle_is_cut_even_if_its_end_is_whole(whole: Path, tmp_path: Path) -> None:
    folder = unwitnessed(whole, 5, tmp_path / "o")
    start = line_starts(journal(folder))[5]
    with journal(folder).open("r+b") as handle:
        handle.seek(start + 100)
        handle.write(b"\0" * 200)
    with opened(folder) as office:
        assert office.head.n == 5


def test_a_whole_group_that_was_not_acknowledged_is_kept(whole: Path, tmp_path: Path) -> None:
    folder = unwitnessed(whole, 5, tmp_path / "o")
    with opened(folder) as office:
        assert (office.head.n, office.notices) == (7, [])


def test_looking_only_leaves_a_torn_tail_where_it_is(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    with journal(folder).open("ab") as handle:
        handle.write(b"junk")
    before = journal(folder).read_bytes()
    with opened(folder, read_only=True) as office:
        assert [notice.code for notice in office.notices] == ["TAIL-CUT"]
        assert office.head.n == 7
    assert journal(folder).read_bytes() == before


def damage_of(folder: Path) -> tuple[str, int, str]:
    error = refusal(folder)
    assert isinstance(error, Damaged), error
    return error.segment, error.line, error.reason


def edit_lines(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = journal(folder).read_bytes().splitlines(keepends=True)
    journal(folder).write_bytes(b"".join(change(lines)))


NAME = "journal/000001.jsonl"


def test_a_lost_acknowledged_line_is_refused(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    cut(folder, line_starts(journal(folder))[5])
    assert damage_of(folder) == (NAME, 6, "short")
    cut(folder, line_starts(journal(folder))[5] - 10)
    assert damage_of(folder) == (NAME, 5, "shape")


def test_lines_deleted_swapped_repeated_or_put_in_are_refused_with_their_place(whole: Path, tmp_path: Path) -> None:
    cases: dict[str, tuple[Callable[[list[bytes]], list[bytes]], tuple[str, int, str]]] = {
        "deleted": (lambda lines: lines[:2] + lines[3:], (NAME, 3, "order")),
        "swapped": (lambda lines: [lines[1], lines[0], *lines[2:]], (NAME, 1, "order")),
        "repeated": (lambda lines: [*lines[:4], lines[3], *lines[4:]], (NAME, 5, "order")),
        "last repeated": (lambda lines: [*lines, lines[-1]], (NAME, 8, "order")),
        "first gone": (lambda lines: lines[1:], (NAME, 1, "order")),
        "junk inside": (lambda lines: [*lines[:4], b"xx\n", *lines[4:]], (NAME, 5, "shape")),
        "half line inside": (lambda lines: [*lines[:4], lines[4][:90], *lines[5:]], (NAME, 5, "hash")),
    }
    for name, (change, place) in cases.items():
        folder = copy_office(whole, tmp_path / "o")
        edit_lines(folder, change)
        assert damage_of(folder) == place, name


def test_a_changed_answer_is_refused(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    journal(folder).write_bytes(journal(folder).read_bytes().replace(b'"c07":5', b'"c07":1', 1))
    assert damage_of(folder) == (NAME, 2, "payload")


def test_a_payload_erased_behind_the_programs_back_is_refused(whole: Path, tmp_path: Path) -> None:
    """No hash covers the kind of a payload, so the chain alone would not show it."""
    folder = copy_office(whole, tmp_path / "o")

    def erase(lines: list[bytes]) -> list[bytes]:
        line = load_line(lines[1])
        return [lines[0], dump_line(line.envelope, b'"x"', "gone")[0], *lines[2:]]

    edit_lines(folder, erase)
    assert damage_of(folder) == (NAME, 2, "erased")


def test_a_line_of_another_station_or_a_forged_one_is_refused(whole: Path, tmp_path: Path) -> None:
    last = load_line(journal(whole).read_bytes().splitlines(keepends=True)[-1])
    salt, data = b"\1" * 16, b"{}"

    def forged(**fields: object) -> bytes:
        known: dict[str, Any] = {name: getattr(last.envelope, name) for name in Envelope.__struct_fields__}
        follows: dict[str, Any] = {"n": 8, "first": 8, "left": 0, "id": "x", "was": 0, "base": 0, "rev": 1, "prev": last.hash}
        envelope = Envelope(**{**known, **follows, "payload": hash_payload(salt, data), **fields})
        return dump_line(envelope, dump_doc(salt, data))[0]

    cases: dict[str, tuple[dict[str, object], str]] = {
        "station": ({"station": "khac-1"}, "order"),
        "epoch": ({"epoch": "0" * 32}, "order"),
        "link": ({"prev": "0" * 64}, "link"),
        "group": ({"first": 7}, "group"),
        "revision": ({"rev": 2, "base": 1}, "revision"),
        "history": ({"was": 3}, "revision"),
        "version": ({"v": 2}, "version"),
    }
    for name, (fields, reason) in cases.items():
        folder = copy_office(whole, tmp_path / "o")
        with journal(folder).open("ab") as handle:
            handle.write(forged(**fields))
        assert damage_of(folder) == (NAME, 8, reason), name
    folder = copy_office(whole, tmp_path / "o")
    with journal(folder).open("ab") as handle:
        handle.write(forged())
    with opened(folder) as office:
        assert office.head.n == 8  # the control: the same line without a fault is taken


def test_a_missing_segment_is_refused(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.store.chain.ROLL_BYTES", 1)
    folder = copy_office(whole, tmp_path / "o")
    with opened(folder) as office:
        save(office, new("surveys", "s8", slip(8)))
        save(office, new("surveys", "s9", slip(9)))
    assert refusal(folder) is None
    for number, place in ((1, NAME), (2, "journal/000002.jsonl"), (3, "journal/000003.jsonl")):
        damaged = copy_office(folder, tmp_path / "damaged")
        journal(damaged, number).unlink()
        error = refusal(damaged)
        assert isinstance(error, Damaged), number
        assert (error.segment, error.reason) == (place, "missing")
    torn = copy_office(folder, tmp_path / "damaged")
    with journal(torn, 2).open("ab") as handle:
        handle.write(b"junk")
    assert damage_of(torn) == ("journal/000002.jsonl", 2, "shape")


def test_an_older_copy_of_the_journal_is_refused_by_its_witness(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    old = journal(folder).read_bytes()
    with opened(folder) as office:
        save(office, new("surveys", "s9", slip(9)))
    journal(folder).write_bytes(old)
    assert damage_of(folder) == (NAME, 8, "short")


def test_a_journal_rewritten_with_right_hashes_is_refused_by_its_witness(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    other = tmp_path / "other"
    make_office(other)
    with opened(other) as office:
        for n in range(1, 9):
            save(office, new("surveys", f"x{n}", slip(n, answer=1)))
    journal(folder).write_bytes(journal(other).read_bytes())
    assert damage_of(folder) == (NAME, 7, "witness")


def spoil_by_removing(path: Path) -> None:
    path.unlink()


def spoil_by_writing(path: Path) -> None:
    path.write_bytes(b"x" * 1024)


def test_a_missing_witness_is_reported_and_made_anew_but_not_beside_a_torn_tail(whole: Path, tmp_path: Path) -> None:
    for spoil in (spoil_by_removing, spoil_by_writing):
        folder = copy_office(whole, tmp_path / "o")
        spoil(folder / "head")
        with opened(folder) as office:
            assert [notice.code for notice in office.notices] == ["WITNESS-MISSING"]
        with opened(folder) as office:
            assert office.notices == []
        spoil(folder / "head")
        with journal(folder).open("ab") as handle:
            handle.write(b"junk")
        assert damage_of(folder) == (NAME, 8, "shape")


def test_half_a_witness_is_enough(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    data = (folder / "head").read_bytes()
    for torn in (b"\0" * 512 + data[512:], data[:512] + b"\0" * 512, data[:600]):
        (folder / "head").write_bytes(torn)
        assert refusal(folder) is None


def test_a_damaged_office_can_be_looked_at_up_to_the_damage(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    edit_lines(folder, lambda lines: [*lines[:4], b"xx\n", *lines[5:]])
    before = journal(folder).read_bytes()
    with opened(folder, salvage=True) as office:
        assert office.head.n == 4
        assert [notice.code for notice in office.notices] == ["DAMAGE"]
        assert office.read_only
        assert sorted(id for _, id in contents(office)) == ["d1", "s1", "s2", "s3"]
    assert journal(folder).read_bytes() == before


def flipped_unseen(folder: Path) -> Iterator[int]:
    """Flip two bits of each byte of the journal, one at a time; yield the places after which it opened all the same."""
    data = bytearray(journal(folder).read_bytes())
    for place in range(len(data)):
        for bit in (0, 1 + place % 7):
            data[place] ^= 1 << bit
            journal(folder).write_bytes(data)
            try:
                known(folder)
            except StoreError:
                pass
            else:
                yield place
            data[place] ^= 1 << bit
    journal(folder).write_bytes(data)


def test_a_flipped_bit_at_any_byte_of_a_journal_is_found(short: Path, tmp_path: Path) -> None:
    folder = copy_office(short, tmp_path / "o")
    before = known(folder)
    assert list(flipped_unseen(folder)) == []
    assert known(folder) == before


def test_every_flipped_bit_of_a_line_is_found_in_the_line_itself(short: Path) -> None:
    for raw in journal(short).read_bytes().splitlines(keepends=True):
        data = bytearray(raw)
        for place in range(len(data)):
            for bit in range(8):
                data[place] ^= 1 << bit
                with pytest.raises(BadLine):
                    read_data(load_line(bytes(data)))
                data[place] ^= 1 << bit
        read_data(load_line(bytes(data)))


def test_control_a_store_that_did_not_check_payloads_would_be_caught(
    short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec_module, "read_doc", lambda body, _: body[body.find(b'"data":') + 7 : -1])
    assert next(flipped_unseen(copy_office(short, tmp_path / "o")), None) is not None


def test_control_a_store_that_cut_whatever_does_not_fit_would_be_caught(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_module, "_judge", lambda *_: None)
    monkeypatch.setattr(opening_module, "_compare", lambda *_: None)
    with pytest.raises(AssertionError):
        test_a_lost_acknowledged_line_is_refused(whole, tmp_path)


def test_control_a_store_that_ignored_groups_would_be_caught(
    short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_module.Trail, "whole", property(lambda _: True))
    with pytest.raises(AssertionError):
        states_cut_at_every_byte(short, tmp_path)


def test_a_profile_of_another_epoch_does_not_fit_the_journal(whole: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    file = folder / "office.json"
    file.write_text(file.read_text(encoding="utf-8").replace("5a" * 16, "5b" * 16), encoding="utf-8")
    assert isinstance(refusal(folder), Damaged)
    file.write_bytes(b"{")
    error = refusal(folder)
    assert isinstance(error, Damaged)
    assert error.segment == "office.json"
    assert dossier(1)["code"] not in error.en
