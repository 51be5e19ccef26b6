"""Torn tails are cut and reported; every other damage is refused with its place, and the negative controls are caught."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store import opening as opening_module, scan as scan_module
from desktop_app.store.errors import Damaged, StoreError
from desktop_app.store.office import Change
from tests.store.offices import contents, copy_office, dossier, journal, new, opened, refusal, save, slip, small_office


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


def test_a_tail_cut_at_every_byte_of_the_last_group_opens_with_all_before(whole: Path, tmp_path: Path) -> None:
    last_whole = line_starts(journal(whole))[5]
    size = journal(whole).stat().st_size
    folder = unwitnessed(whole, 5, tmp_path / "o")
    data = journal(whole).read_bytes()
    head = (folder / "head").read_bytes()
    for end in [*range(last_whole, size, 7), size - 1]:
        journal(folder).write_bytes(data[:end])
        (folder / "head").write_bytes(head)
        with opened(folder) as office:
            assert office.head.n == 5
            assert ("dossiers", "d2") not in contents(office)
            assert [stored.rev for stored in office.history("dossiers", "d1")] == [1, 2]
            assert [notice.code for notice in office.notices] == ([] if end == last_whole else ["TAIL-CUT"])
        assert journal(folder).read_bytes() == data[:last_whole]
    kept = sorted((folder / "log").glob("tail-5-*.bin"))
    assert kept
    assert all(data[last_whole:].startswith(file.read_bytes()) for file in kept)


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


def test_a_line_of_another_station_or_a_forged_one_is_refused(whole: Path, tmp_path: Path) -> None:
    from forms.line import Envelope, dump_doc, dump_line, hash_payload, load_line

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
    from tests.store.offices import make_office

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


def flipped_states(folder: Path) -> list[tuple[str, int]]:
    """Flip each bit of the journal in turn; return the flips after which the office opened and a record was another."""
    data = bytearray(journal(folder).read_bytes())
    with opened(folder) as office:
        wanted = (contents(office), office.head)
    head = (folder / "head").read_bytes()
    silent = []
    for place in range(len(data)):
        bit = 1 << (place % 8)
        data[place] ^= bit
        journal(folder).write_bytes(data)
        (folder / "head").write_bytes(head)
        try:
            with opened(folder, read_only=True) as office:
                if (contents(office), office.head) != wanted:
                    silent.append(("changed", place))
        except StoreError:
            pass
        else:
            silent.append(("opened", place))
        data[place] ^= bit
    journal(folder).write_bytes(data)
    return silent


def two_lines(folder: Path) -> Path:
    from tests.store.offices import make_office

    make_office(folder)
    with opened(folder) as office:
        save(office, new("feedback", "f1", {"content": "ghế"}))
        save(office, Change("feedback", "f1", {"content": "ghế ngồi"}, base=1))
    return folder


def test_a_flipped_bit_at_every_byte_of_a_journal_is_found(tmp_path: Path) -> None:
    assert flipped_states(two_lines(tmp_path / "o")) == []


def test_control_a_store_that_did_not_check_payloads_would_be_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_app.store import codec

    monkeypatch.setattr(codec, "read_doc", lambda body, _: body[body.find(b'"data":') + 7 : -1])
    assert flipped_states(two_lines(tmp_path / "o")) != []


def test_control_a_store_that_cut_whatever_does_not_fit_would_be_caught(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_module, "_judge", lambda *_: None)
    monkeypatch.setattr(opening_module, "_compare", lambda *_: None)
    with pytest.raises(AssertionError):
        test_a_lost_acknowledged_line_is_refused(whole, tmp_path)


def test_control_a_store_that_ignored_groups_would_be_caught(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_module.Trail, "whole", property(lambda _: True))
    with pytest.raises(AssertionError):
        test_a_tail_cut_at_every_byte_of_the_last_group_opens_with_all_before(whole, tmp_path)


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
