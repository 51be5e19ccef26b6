"""Faults of the store that the crash states have found, each with the smallest state that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.crash.layer import Data, Flush, Recorder
from tests.store.offices import journal, make_office, new, opened, save, slip, small_office


def test_a_torn_tail_behind_a_snapshot_is_cut_and_the_office_opens(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    with opened(folder) as office:
        office.save_snapshot()
        save(office, new("surveys", "s8", slip(8)), new("surveys", "s9", slip(9)))
    journal(folder).write_bytes(journal(folder).read_bytes()[:-1])
    (folder / "head").write_bytes((folder / "head").read_bytes()[:512] * 2)
    with opened(folder) as office:
        assert [notice.code for notice in office.notices] == ["TAIL-CUT"]
        assert office.head.n == 7
        assert office.serials("B1") == {1, 2, 3, 4}
        save(office, new("surveys", "s8", slip(8)))
        assert office.get("surveys", "s8") is not None


def test_opening_does_not_overwrite_the_newer_half_of_the_witness(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        save(office, new("surveys", "s1", slip(1)))
        data = (folder / "head").read_bytes()
        save(office, new("surveys", "s2", slip(2)))
    known = max((data[:512], data[512:]), key=lambda slot: int(slot.split()[0]))
    for halves in ([known, b"\0" * 512], [b"\0" * 512, known]):
        (folder / "head").write_bytes(b"".join(halves))
        recorder = Recorder(tmp_path)
        opened(folder, files=recorder).close()
        head = recorder.start.find("o/head")
        written = [op.offset // 512 for op in recorder.ops if isinstance(op, Data) and op.node == head]
        assert written == [1 - halves.index(known)]


def test_a_group_left_unflushed_by_a_killed_process_is_flushed_before_a_new_segment_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        save(office, new("surveys", "s1", slip(1)))
    monkeypatch.setattr("desktop_app.store.chain.ROLL_BYTES", 100)
    recorder = Recorder(tmp_path)
    opened(folder, files=recorder).close()
    assert Flush(recorder.start.find("o/journal/000001.jsonl")) in recorder.ops


def test_names_left_unflushed_by_a_killed_process_are_flushed_when_the_office_is_opened(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    (folder / "reports").mkdir()
    recorder = Recorder(tmp_path)
    opened(folder, files=recorder).close()
    flushed = {op.node for op in recorder.ops if isinstance(op, Flush)}
    for name in ("o", "o/journal", "o/journal/in", "o/keys", "o/reports"):
        assert recorder.start.find(name) in flushed, name
